"""The content of a page as pdfium has it: each character with its box, each straight line, each picture."""

from __future__ import annotations

import ctypes
import math
from collections import defaultdict
from collections.abc import Iterable
from ctypes import c_double, c_ushort
from typing import Any, NamedTuple

from core.document import Box
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
    sane,
    turn_of,
)
from core.readers.pdf_shapes import Frame, Point, Shapes
from core.readers.pdf_spaces import with_spaces

_HYPHENS = frozenset((0x2, 0xFFFE))
"""What pdfium has in place of a hyphen at the end of a line."""

_LAST_SPACE = 0x20
_NAME_LENGTH = 256


def content_of(page: int, number: int, most: int) -> PageContent:
    """What is on the page at an address; raises :class:`TooManyError` when it has more than so many characters."""
    frame = Frame(page)
    text = calls.open_text(page)
    if not text:
        raise ValueError(number)
    try:
        if calls.count_letters(text) > most:
            raise TooManyError
        letters = _Letters(text, frame)
    finally:
        calls.close_text(text)
    shapes = Shapes(page, frame, letters.owners)
    glyphs = with_spaces(letters.found, letters.gaps, shapes.empty, (frame.width, frame.height))
    return page_content(number, Drawn(frame.width, frame.height, glyphs, shapes.pictures, shapes.rules, shapes.drawn))


class TooManyError(Exception):
    """A page has more characters than may be read."""


class _Letters:
    """The characters of a page; several that one sign stands for have the same box in pdfium, and share it here.

    ``gaps`` says of each character that pdfium puts a space or a line end before where its text object begins; ``owners`` are the text objects.
    """

    def __init__(self, text: int, frame: Frame) -> None:
        self.found: list[Glyph] = []
        self.gaps: dict[int, Point] = {}
        self.owners: set[int] = set()
        self._text, self._frame = text, frame
        self._runs = _Runs(text, frame)
        self._origin = calls.Floats(2, c_double)
        self._texts: dict[int, dict[int, str]] = defaultdict(dict)
        self._read()

    def _read(self) -> None:
        """Go through all signs; what most of them need is done right here, as a call for each would take longer than all else."""
        text, found, object_of, box_of, numbers = self._text, self.found, calls.letter_object, calls.letter_box, calls.Floats(4)
        box_at, values, gap, owner, count = numbers.at[0], numbers.values, False, 0, 0
        box: list[Any] = []
        run, known = _NO_RUN, self._texts[0]
        for at, code in enumerate(_codes(text)):
            if code <= _LAST_SPACE and calls.letter_is_made_up(text, at):
                gap = True
                continue
            own = object_of(text, at)
            if own != owner:
                owner, box, run = own, [], self._runs.of(own, at)
                self.owners.add(own)
                known = self._texts[run.font]
            box_of(text, at, box_at)
            last, box = box, values[:]
            letters = known.get(code) or self._letters(run, code, at)
            x0, x1 = box[0] + run.shift, box[2] + run.shift
            if len(letters) == 1 and 0 <= x0 + x1 <= run.reach and box != last:
                place = (x0, run.upper, x1, run.lower)
                found.append(Glyph(letters, place, place, run.baseline, run.style.size, run.style.bold, 0))
                count = 1
            else:
                count = self._add(letters, run, at, self._frame.box(*box), count if box == last else 0)
            if gap and count:
                self.gaps[len(found) - count] = run.start
                gap = False

    def _letters(self, run: _Run, code: int, at: int) -> str:
        unmapped = calls.letter_is_unmapped(self._text, at)
        letters = UNKNOWN if unmapped else "-" if code in _HYPHENS else cleaned(chr(code))
        self._texts[run.font][code] = letters
        return letters

    def _add(self, letters: str, run: _Run, at: int, place: Box, sharing: int) -> int:
        """Add characters that share a box with some before, if they are seen on the displayed page; how many have that box then."""
        if not letters or not self._frame.shows(place):
            return 0
        start = len(self.found) - sharing
        letters = "".join(glyph.text for glyph in self.found[start:]) + letters
        calls.letter_origin(self._text, at, *self._origin.at)
        stand = self._frame.point(*self._origin.read())
        self.found[start:] = glyphs_at(letters, place, stand, run.style, (self._frame.width, self._frame.height))
        return len(letters)


def _codes(text: int) -> Iterable[int]:
    """The code of each sign; from one call where that leaves out none."""
    count = calls.count_letters(text)
    buffer = (c_ushort * (count + 1))()
    if calls.text_of(text, 0, count, ctypes.addressof(buffer)) == count + 1:
        codes: list[int] = buffer[:count]
        return codes
    return [calls.letter_code(text, at) for at in range(count)]


class _Run(NamedTuple):
    """What the characters of a text object have in common, and where it begins.

    If they stand upright on one line of the page: how far the page is displayed to the right of where it is stored, twice its width,
    and the upper edge, lower edge and baseline of the characters.
    """

    style: Style
    font: int
    start: Point = (0.0, 0.0)
    shift: float = 0.0
    reach: float = -1.0
    upper: float = 0.0
    lower: float = 0.0
    baseline: float = 0.0


_NO_RUN = _Run(Style(0.0, bold=False, turn=0), 0)


class _Runs:
    """The text objects of a page, and how they are set."""

    def __init__(self, text: int, frame: Frame) -> None:
        self._text = text
        self._frame = frame
        self._matrix = calls.Floats(6)
        self._bold: dict[int, bool] = {}
        self._styles: dict[tuple[Point, float, int, int], Style] = {}

    def of(self, owner: int, at: int) -> _Run:
        """A text object, of which a character is at hand."""
        calls.letter_matrix(self._text, at, self._matrix.at[0])
        a, b, c, d, e, f = self._matrix.read()
        font = calls.text_font(owner) or 0
        key = ((a, b), math.hypot(c, d) * calls.letter_size(self._text, at), font, calls.text_mode(owner))
        style = self._styles.get(key)
        if style is None:
            style = self._styles[key] = self._style(*key)
        frame = self._frame
        start = frame.point(e, f)
        lower = start[1] + BELOW_BASELINE * style.size
        upper = lower - style.size
        if style.turn != 0 or not frame.is_upright or not 0 <= upper + lower <= 2 * frame.height:
            return _Run(style, font, start)
        return _Run(style, font, start, frame.matrix[4], 2 * frame.width, upper, lower, start[1])

    def _style(self, direction: Point, size: float, font: int, mode: int) -> Style:
        across, down = self._frame.direction(*direction)
        # programs thicken the letters of a font that has no bold face
        bold = self._is_bold(font) or mode == calls.FILLED_AND_STROKED
        return Style(sane(size), bold, turn_of(across, -down))

    def _is_bold(self, font: int) -> bool:
        if not font:
            return False
        if font not in self._bold:
            name = ctypes.create_string_buffer(_NAME_LENGTH)
            calls.font_name(font, name, _NAME_LENGTH)
            self._bold[font] = is_bold(name.value.decode("utf-8", "replace"))
        return self._bold[font]
