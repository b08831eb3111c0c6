"""The content of a page as pdfium has it: each character with its box, each straight line, each picture."""

from __future__ import annotations

import ctypes
import math
from collections.abc import Iterable
from ctypes import c_double, c_ushort
from typing import NamedTuple

from core.readers import pdf_calls as calls
from core.readers.pdf_glyphs import (
    BELOW_BASELINE,
    UNKNOWN,
    Drawn,
    Glyph,
    PageContent,
    Style,
    cleaned,
    glyphs_at,
    is_bold,
    page_content,
    turn_of,
)
from core.readers.pdf_shapes import Frame, Point, Shapes
from core.readers.pdf_spaces import with_spaces

_HYPHENS = frozenset((0x2, 0xFFFE))
"""What pdfium has in place of a hyphen at the end of a line."""

_LAST_SPACE = 0x20
_NAME_LENGTH = 256


def content_of(page: int, number: int, most: int) -> PageContent:
    """What is on the page at an address; raises :class:`TooMany` when it has more than so many characters."""
    frame = Frame(page)
    text = calls.open_text(page)
    if not text:
        raise ValueError(number)
    try:
        if calls.count_letters(text) > most:
            raise TooMany
        letters = _Letters(text, frame)
    finally:
        calls.close_text(text)
    shapes = Shapes(page, frame, letters.owners, letters.gaps.values())
    glyphs = with_spaces(letters.found, letters.gaps, shapes.starts, shapes.empty, (frame.width, frame.height))
    return page_content(number, Drawn(frame.width, frame.height, glyphs, shapes.pictures, shapes.rules, shapes.drawn))


class TooMany(Exception):
    """A page has more characters than may be read."""


class _Letters:
    """The characters of a page; several that one sign stands for have the same box in pdfium, and share it here.

    ``gaps`` has the text object of each character that pdfium puts a space before, ``owners`` all text objects with characters.
    """

    def __init__(self, text: int, frame: Frame) -> None:
        self.found: list[Glyph] = []
        self.gaps: dict[int, int] = {}
        self.owners: set[int] = set()
        self._text, self._frame = text, frame
        self._page = (frame.width, frame.height)
        self._origin = calls.Floats(2, c_double)
        self._styles = _Styles(text, frame)
        self._texts: dict[tuple[int, int], str] = {}
        self._held, self._start = "", 0
        self._read()

    def _read(self) -> None:
        text, object_of, box_of, numbers = self._text, calls.letter_object, calls.letter_box, calls.Floats(4)
        box_at, values, gap, owner, box = numbers.at[0], numbers.values, False, 0, [0.0]
        for at, code in enumerate(_codes(text)):
            if code <= _LAST_SPACE and calls.letter_is_made_up(text, at):
                gap = gap or code == _LAST_SPACE
                continue
            own = object_of(text, at)
            if own != owner:
                run, owner, box = self._run_of(own, at), own, [0.0]
            box_of(text, at, box_at)
            last, box = box, values[:]
            letters = self._texts.get((run.font, code)) or self._letters(run, code, at)
            if self._add(letters, run, at, box, shared=box == last):
                if gap:
                    self.gaps[self._start] = own
                gap = False

    def _run_of(self, owner: int, at: int) -> _Run:
        """The text object that characters are in from here."""
        self.owners.add(owner)
        style, font = self._styles.of(owner, at)
        x, y = self._origin_of(at)
        lower = y + BELOW_BASELINE * style.size
        is_simple = style.turn == 0 and self._frame.is_upright and 0 <= lower - style.size / 2 <= self._page[1]
        return _Run(style, font, y, lower - style.size, lower, self._frame.matrix[4], is_simple=is_simple)

    def _origin_of(self, at: int) -> Point:
        calls.letter_origin(self._text, at, *self._origin.at)
        return self._frame.point(*self._origin.read())

    def _letters(self, run: _Run, code: int, at: int) -> str:
        unmapped = calls.letter_is_unmapped(self._text, at)
        letters = UNKNOWN if unmapped else "-" if code in _HYPHENS else cleaned(chr(code))
        self._texts[run.font, code] = letters
        return letters

    def _add(self, letters: str, run: _Run, at: int, box: list[float], *, shared: bool) -> bool:
        """Add characters if they are seen on the displayed page."""
        if run.is_simple and not shared and len(letters) == 1:
            # the letters of one upright text object stand on one line
            x0, x1 = box[0] + run.shift, box[2] + run.shift
            if not 0 <= x0 + x1 <= 2 * self._page[0]:
                return False
            self._held, self._start = letters, len(self.found)
            place = (x0, run.upper, x1, run.lower)
            self.found.append(Glyph(letters, place, place, run.baseline, run.style.size, run.style.bold, 0))
            return True
        place = self._frame.box(*box)
        if not letters or not self._frame.shows(place):
            return False
        if shared:
            self._held += letters
            del self.found[self._start :]
        else:
            self._held, self._start = letters, len(self.found)
        self.found.extend(glyphs_at(self._held, place, self._origin_of(at), run.style, self._page))
        return True


class _Run(NamedTuple):
    """What the characters of a text object have in common; ``is_simple`` where all stand upright on one line of the page."""

    style: Style
    font: int
    baseline: float
    upper: float
    lower: float
    shift: float
    is_simple: bool


def _codes(text: int) -> Iterable[int]:
    """The code of each sign; from one call where that leaves out none."""
    count = calls.count_letters(text)
    buffer = (c_ushort * (count + 1))()
    if calls.text_of(text, 0, count, ctypes.addressof(buffer)) == count + 1:
        return buffer[:count]
    return [calls.letter_code(text, at) for at in range(count)]


class _Styles:
    """How the text objects of a page are set."""

    def __init__(self, text: int, frame: Frame) -> None:
        self._text = text
        self._frame = frame
        self._matrix = calls.Floats(6)
        self._bold: dict[int, bool] = {}
        self._known: dict[tuple[float, float, float, float, int, float, int], Style] = {}

    def of(self, owner: int, at: int) -> tuple[Style, int]:
        """The style and the font of a text object, of which a character is at hand."""
        calls.letter_matrix(self._text, at, self._matrix.at[0])
        a, b, c, d, _, _ = self._matrix.read()
        font = calls.text_font(owner) or 0
        key = (a, b, c, d, font, calls.letter_size(self._text, at), calls.text_mode(owner))
        style = self._known.get(key)
        if style is None:
            style = self._known[key] = self._read(*key)
        return style, font

    def _read(self, a: float, b: float, c: float, d: float, font: int, size: float, mode: int) -> Style:
        across, down = self._frame.direction(a, b)
        # programs thicken the letters of a font that has no bold face
        bold = self._is_bold(font) or mode == calls.FILLED_AND_STROKED
        return Style(size * math.hypot(c, d), bold, turn_of(across, -down))

    def _is_bold(self, font: int) -> bool:
        if not font:
            return False
        if font not in self._bold:
            name = ctypes.create_string_buffer(_NAME_LENGTH)
            calls.font_name(font, name, _NAME_LENGTH)
            self._bold[font] = is_bold(name.value.decode("utf-8", "replace"))
        return self._bold[font]
