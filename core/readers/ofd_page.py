"""The objects of an OFD page: characters by their deltas, straight lines of paths, pictures.

Lengths in the file are millimetres, with the origin at the upper left; what comes out is in points.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from lxml import etree

from core.document import Box
from core.readers.pdf_glyphs import BELOW_BASELINE, Drawn, Glyph, Rule, Style, cleaned, glyphs_at, is_bold, sane, turn_of
from core.readers.pdf_shapes import Point, rules_of

MAX_DEPTH: Final = 8
"""Blocks inside blocks are followed so far."""
MAX_OBJECTS: Final = 200_000
"""Objects of one page, those of composite objects each time that they are drawn: parts may be drawn inside parts without end."""
MAX_GLYPHS: Final = 200_000
"""Characters of one page; a full page of Chinese has about a thousand."""
MAX_POINTS: Final = 200_000
"""Points of drawings of one page; what is drawn finer is no table."""
_POINTS: Final = 72 / 25.4
_FARTHEST: Final = 1e6
"""Millimetres; numbers beyond that are damage."""
_NUMBER: Final = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")
_PATH: Final = re.compile(r"([A-Za-z])|([-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?)")
_ENDS: Final = {"M": 2, "S": 2, "L": 2, "Q": 4, "B": 6, "A": 7}
"""How many numbers the operators of a path take; the last two are where the pen then is."""

Matrix = tuple[float, float, float, float, float, float]
_SAME: Final[Matrix] = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Font:
    """A font by its name."""

    name: str
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Resources:
    """What pages refer to by id: fonts, and what composite objects (CompositeGraphicUnit) are made of."""

    fonts: Mapping[str, Font]
    composites: Mapping[str, etree._Element] = field(default_factory=dict)


def local(element: etree._Element) -> str:
    """The name of an element without its namespace; empty for a comment."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def numbers(text: str | None) -> list[float]:
    """The numbers of an attribute; damaged ones are left out."""
    found = (float(match.group()) for match in _NUMBER.finditer(text or ""))
    return [number for number in found if abs(number) <= _FARTHEST]


@dataclass
class PageObjects:
    """Collects what stands on a page with a box in millimetres."""

    box: tuple[float, float, float, float]
    resources: Resources
    glyphs: list[Glyph] = field(default_factory=list)
    pictures: list[Box] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    _points: int = MAX_POINTS
    _objects: int = MAX_OBJECTS
    _outer: Matrix = _SAME
    """From the coordinates of the composite object that is gone through to millimetres on the page."""

    @property
    def size(self) -> tuple[float, float]:
        """Width and height in points."""
        return self.box[2] * _POINTS, self.box[3] * _POINTS

    def drawn(self) -> Drawn:
        """Everything found."""
        return Drawn(*self.size, self.glyphs, self.pictures, self.rules, bool(self.pictures or self.rules))

    def add(self, parent: etree._Element, depth: int = 0) -> None:
        """Add the objects of a layer or block."""
        for element in parent:
            name = local(element)
            self._objects -= 1
            if self._objects < 0:
                return
            if name == "TextObject":
                self._text(element)
            elif name == "PathObject":
                self._path(element)
            elif name == "ImageObject":
                self._picture(element)
            elif name == "PageBlock" and depth < MAX_DEPTH:
                self.add(element, depth + 1)
            elif name == "CompositeObject" and depth < MAX_DEPTH:
                self._composite(element, depth + 1)

    def _composite(self, element: etree._Element, depth: int) -> None:
        """Add the objects that a composite object is made of, at its place; they are kept apart from the page and may be drawn again."""
        unit = self.resources.composites.get(element.get("ResourceID", ""))
        if unit is None or element.get("Visible", "").lower() == "false":
            return
        outer, self._outer = self._outer, _after(self._own(element), self._outer)
        for content in unit:
            if local(content) == "Content":
                self.add(content, depth)
        self._outer = outer

    def _matrix(self, element: etree._Element) -> Matrix:
        """From the coordinates of an object to points on the page."""
        return _after(_after(self._own(element), self._outer), self._page)

    @property
    def _page(self) -> Matrix:
        """From millimetres on the page to points in its box."""
        return (_POINTS, 0.0, 0.0, _POINTS, -self.box[0] * _POINTS, -self.box[1] * _POINTS)

    def _own(self, element: etree._Element) -> Matrix:
        """From the coordinates of an object to those that its box is given in, in millimetres."""
        found = numbers(element.get("CTM"))
        a, b, c, d, e, f = tuple(found) if len(found) == 6 else _SAME
        left, top = [*numbers(element.get("Boundary")), 0.0, 0.0][:2]
        return (a, b, c, d, e + left, f + top)

    # --- text -----------------------------------------------------------------------------------------------------

    def _text(self, element: etree._Element) -> None:
        matrix = self._matrix(element)
        size = next(iter(numbers(element.get("Size"))), 0.0)
        font = self.resources.fonts.get(element.get("Font", ""), Font(""))
        weight = next(iter(numbers(element.get("Weight"))), 0.0)
        bold = font.bold or is_bold(font.name) or weight > 400
        scale = next(iter(numbers(element.get("HScale"))), 1.0) or 1.0
        turn = turn_of(matrix[0], -matrix[1])
        style = Style(sane(size * math.hypot(matrix[2], matrix[3])), bold, turn)
        if element.get("Visible", "").lower() == "false" or size <= 0:
            return
        x, y = 0.0, 0.0
        for code in element:
            if local(code) == "TextCode":
                x = next(iter(numbers(code.get("X"))), x)
                y = next(iter(numbers(code.get("Y"))), y)
                self._code(code, (x, y), matrix, size * scale, style)

    def _code(self, code: etree._Element, start: Point, matrix: Matrix, width: float, style: Style) -> None:
        text = (code.text or "").replace("\n", "").replace("\r", "")
        across, down = _deltas(code.get("DeltaX")), _deltas(code.get("DeltaY"))
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
        corners = [_moved(matrix, x, y) for x in (at[0], at[0] + width) for y in (low, high)]
        place = (min(x for x, _ in corners), min(y for _, y in corners), max(x for x, _ in corners), max(y for _, y in corners))
        return glyphs_at(letters, place, _moved(matrix, *at), style, self.size)

    # --- drawings -------------------------------------------------------------------------------------------------

    def _path(self, element: etree._Element) -> None:
        stroked = element.get("Stroke", "true").lower() != "false"
        filled = element.get("Fill", "false").lower() == "true"
        data = next((each.text for each in element if local(each) == "AbbreviatedData"), None)
        if not data or not (stroked or filled) or element.get("Visible", "").lower() == "false":
            return
        matrix = self._matrix(element)
        for points, closed in _subpaths(data):
            self._points -= len(points)
            if self._points >= 0 and len(points) > 1:
                self.rules += rules_of([_moved(matrix, *point) for point in points], closed=closed)

    def _picture(self, element: etree._Element) -> None:
        boundary = numbers(element.get("Boundary"))
        if len(boundary) == 4:
            x, y, width, height = boundary
            matrix = _after(self._outer, self._page)
            corners = [_moved(matrix, *corner) for corner in ((x, y), (x + width, y + height))]
            across, down = sorted(x for x, _ in corners), sorted(y for _, y in corners)
            self.pictures.append((across[0], down[0], across[1], down[1]))


def _moved(matrix: Matrix, x: float, y: float) -> Point:
    a, b, c, d, e, f = matrix
    return (a * x + c * y + e, b * x + d * y + f)


def _after(first: Matrix, then: Matrix) -> Matrix:
    """One matrix for two, the first applied first."""
    a, b = _moved(then, first[0], first[1]), _moved(then, first[2], first[3])
    e, f = _moved(then, first[4], first[5])
    return (a[0] - then[4], a[1] - then[5], b[0] - then[4], b[1] - then[5], e, f)


def _deltas(text: str | None) -> list[float]:
    """The ways to the next characters; ``g n d`` stands for n times d."""
    found: list[float] = []
    words = iter((text or "").split())
    for word in words:
        if word == "g":
            count, value = numbers(next(words, "")), numbers(next(words, ""))
            if count and value:
                found += value[:1] * min(int(max(0.0, count[0])), MAX_GLYPHS)
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
