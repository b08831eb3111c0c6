"""The objects of an OFD page: characters by their deltas, straight lines of paths, pictures, drawings that hold all these.

Lengths in the file are millimetres, with the origin at the upper left; what comes out is in points.
"""

from __future__ import annotations

import math
import re
from collections import ChainMap
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from lxml import etree

from core.document import Box
from core.readers.ofd_units import Allowance, Frame, box_through, is_hidden, local, moved, numbers
from core.readers.pdf_glyphs import BELOW_BASELINE, Drawn, Glyph, Rule, Style, cleaned, glyphs_at, is_bold, sane, turn_of
from core.readers.pdf_shapes import Matrix, Point, rules_of

MAX_GLYPHS: Final = 200_000
"""Characters of one page; a full page of Chinese has about a thousand."""
MAX_POINTS: Final = 200_000
"""Points of drawings of one page; what is drawn finer is no table."""
_POINTS: Final = 72 / 25.4
_FARTHEST: Final = 1e6
"""Millimetres; numbers beyond that are damage."""
_PATH: Final = re.compile(r"([A-Za-z])|([-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?)")
_ENDS: Final = {"M": 2, "S": 2, "L": 2, "Q": 4, "B": 6, "A": 7}
"""How many numbers the operators of a path take; the last two are where the pen then is."""


@dataclass(frozen=True, slots=True)
class Font:
    """A font by its name."""

    name: str
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Resources:
    """What pages refer to by its id: fonts, and the drawings that composite objects show."""

    fonts: ChainMap[str, Font]
    units: ChainMap[str, etree._Element]

    def beside(self, own: Resources) -> Resources:
        """These and those of a single page, which come first."""
        return Resources(ChainMap(*own.fonts.maps, *self.fonts.maps), ChainMap(*own.units.maps, *self.units.maps))


@dataclass
class PageObjects:
    """Collects what stands on a page with a box in millimetres."""

    box: tuple[float, float, float, float]
    resources: Resources
    allowance: Allowance
    glyphs: list[Glyph] = field(default_factory=list)
    pictures: list[Box] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    _points: int = MAX_POINTS

    @property
    def size(self) -> tuple[float, float]:
        """Width and height in points."""
        return self.box[2] * _POINTS, self.box[3] * _POINTS

    def drawn(self) -> Drawn:
        """Everything found."""
        return Drawn(*self.size, self.glyphs, self.pictures, self.rules, bool(self.pictures or self.rules))

    def add(self, layer: etree._Element) -> None:
        """Add the objects of a layer."""
        left, top = self.box[:2]
        self._objects(layer, Frame((_POINTS, 0.0, 0.0, _POINTS, -left * _POINTS, -top * _POINTS)))

    def _objects(self, parent: etree._Element, frame: Frame) -> None:
        for element in parent:
            name = local(element)
            if name == "TextObject":
                self._text(element, frame)
            elif name == "PathObject":
                self._path(element, frame)
            elif name == "ImageObject":
                self._picture(element, frame)
            elif name == "CompositeObject":
                self._composite(element, frame)
            elif name == "PageBlock" and (inner := frame.deeper()) is not None:
                self._objects(element, inner)

    def _composite(self, element: etree._Element, frame: Frame) -> None:
        unit = self.resources.units.get(element.get("ResourceID", ""))
        inner = frame.inside(element)
        if unit is None or inner is None or is_hidden(element):
            return
        self.allowance.spend(unit)
        for content in unit:
            if local(content) == "Content":
                self._objects(content, inner)

    # --- text -----------------------------------------------------------------------------------------------------

    def _text(self, element: etree._Element, frame: Frame) -> None:
        matrix = frame.placed(element)
        size = next(iter(numbers(element.get("Size"))), 0.0)
        font = self.resources.fonts.get(element.get("Font", ""), Font(""))
        weight = next(iter(numbers(element.get("Weight"))), 0.0)
        bold = font.bold or is_bold(font.name) or weight > 400
        scale = next(iter(numbers(element.get("HScale"))), 1.0) or 1.0
        turn = turn_of(matrix[0], -matrix[1])
        style = Style(sane(size * math.hypot(matrix[2], matrix[3])), bold, turn)
        if is_hidden(element) or size <= 0:
            return
        x, y = 0.0, 0.0
        for code in element:
            if local(code) == "TextCode":
                x = next(iter(numbers(code.get("X"))), x)
                y = next(iter(numbers(code.get("Y"))), y)
                self._code(code, (x, y), matrix, size * scale, style)

    def _code(self, code: etree._Element, start: Point, matrix: Matrix, width: float, style: Style) -> None:
        text = (code.text or "").replace("\n", "").replace("\r", "")
        across, down = _deltas(code.get("DeltaX"), len(text)), _deltas(code.get("DeltaY"), len(text))
        x, y = start
        for number, character in enumerate(text):
            own = width if ord(character) > 0xFF else width / 2
            step = across[number] if number < len(across) else own if number >= len(down) else 0.0
            letters = cleaned(character)
            if letters and len(self.glyphs) < MAX_GLYPHS:
                # No character is wider than its height: what lies behind is room that a table may have.
                wide = min(step, width) if step > 0 else own
                self.glyphs += self._glyph(letters, (x, y), matrix, wide, style)
            x, y = x + step, y + (down[number] if number < len(down) else 0.0)

    def _glyph(self, letters: str, at: Point, matrix: Matrix, width: float, style: Style) -> Iterator[Glyph]:
        height = style.size / (math.hypot(matrix[2], matrix[3]) or 1.0)
        low, high = at[1] + BELOW_BASELINE * height, at[1] - (1 - BELOW_BASELINE) * height
        place = box_through(matrix, (at[0], high, at[0] + width, low))
        return glyphs_at(letters, place, moved(matrix, *at), style, self.size)

    # --- drawings -------------------------------------------------------------------------------------------------

    def _path(self, element: etree._Element, frame: Frame) -> None:
        stroked = element.get("Stroke", "true").lower() != "false"
        filled = element.get("Fill", "false").lower() == "true"
        data = next((each.text for each in element if local(each) == "AbbreviatedData"), None)
        if not data or not (stroked or filled) or is_hidden(element) or self._points < 0:
            return
        matrix = frame.placed(element)
        for points, closed in _subpaths(data):
            self._points -= len(points)
            if self._points >= 0 and len(points) > 1:
                self.rules += rules_of([moved(matrix, *point) for point in points], closed=closed)

    def _picture(self, element: etree._Element, frame: Frame) -> None:
        boundary = numbers(element.get("Boundary"))
        if len(boundary) == 4:
            x, y, width, height = boundary
            place = box_through(frame.matrix, (x, y, x + width, y + height))
            if len(numbers(element.get("CTM"))) == 6:
                # A matrix makes the picture of a square of one millimetre; of that the boundary shows a part.
                place = _common(place, box_through(frame.placed(element), (0.0, 0.0, 1.0, 1.0)))
            self.pictures.append(place)


def _common(one: Box, other: Box) -> Box:
    """What two boxes have in common; the first where that is nothing."""
    x0, y0, x1, y1 = max(one[0], other[0]), max(one[1], other[1]), min(one[2], other[2]), min(one[3], other[3])
    return (x0, y0, x1, y1) if x0 < x1 and y0 < y1 else one


def _deltas(text: str | None, most: int) -> list[float]:
    """The ways to the next characters, at most so many; ``g n d`` stands for n times d."""
    found: list[float] = []
    words = iter((text or "").split())
    for word in words:
        if len(found) >= most:
            break
        if word == "g":
            count, value = numbers(next(words, "")), numbers(next(words, ""))
            if count and value:
                found += value[:1] * min(int(max(0.0, count[0])), most)
        else:
            found += numbers(word)[:1]
    return found


def _subpaths(data: str) -> Iterator[tuple[list[Point], bool]]:
    """The points of each part of a path, and whether it is closed."""
    points: list[Point] = []
    operator, operands = "", list[float]()
    for letter, number in _PATH.findall(data):
        if letter:
            operator, operands = letter.upper(), []
            if operator == "C" and points:
                yield points, True
                points = []
            continue
        operands.append(max(-_FARTHEST, min(_FARTHEST, float(number))))
        if len(operands) == _ENDS.get(operator, 0):
            if operator in "MS" and points:
                yield points, False
                points = []
            points.append((operands[-2], operands[-1]))
            operands = []
    if points:
        yield points, False
