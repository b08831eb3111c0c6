"""The content of a page as pdfium has it: each character with its box, each straight line, each picture."""

from __future__ import annotations

import ctypes
import math
import struct
from collections import defaultdict, deque
from collections.abc import Iterable, Iterator
from ctypes import c_double, c_ushort
from itertools import repeat
from typing import NamedTuple

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
        found, new, count, gap = self.found, tuple.__new__, 0, False
        owner: int | None = 0
        last: tuple[float, ...] = ()
        run, known = _NO_RUN, self._texts[0]
        shift, reach, upper, lower, baseline, size, bold = run.common
        for at, (code, own, box) in enumerate(_signs(self._text)):
            if code <= _LAST_SPACE and calls.letter_is_made_up(self._text, at):
                gap = True
                continue
            if own != owner:
                owner, last, run = own, (), self._runs.of(own, at)
                shift, reach, upper, lower, baseline, size, bold = run.common
                self.owners.add(own)
                known = self._texts[run.font]
            letters = known.get(code) or self._letters(run, code, at)
            x0, x1 = box[0] + shift, box[2] + shift
            if len(letters) == 1 and 0 <= x0 + x1 <= reach and box != last:
                place = (x0, upper, x1, lower)
                found.append(new(Glyph, (letters, place, place, baseline, size, bold, 0)))
                count = 1
            else:
                count = self._add(letters, run, at, self._frame.box(*box), count if box == last else 0)
            last = box
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


def _signs(text: int) -> Iterator[tuple[int, int, tuple[float, ...]]]:
    """Each sign: its code, its text object and its box (left, upper, right, lower edge)."""
    count = calls.count_letters(text)
    boxes = calls.Floats(4 * count)
    places = range(count)
    # consumed at once and without a step of Python for each
    deque(map(calls.letter_box, repeat(text), places, boxes.at[::4]), maxlen=0)
    objects = map(calls.letter_object, repeat(text), places)
    return zip(_codes(text, count), objects, struct.iter_unpack("4f", boxes.values), strict=True)


def _codes(text: int, count: int) -> Iterable[int]:
    """The code of each sign; from one call where that leaves out none."""
    buffer = (c_ushort * (count + 1))()
    if calls.text_of(text, 0, count, ctypes.addressof(buffer)) == count + 1:
        codes: list[int] = buffer[:count]
        return codes
    return [calls.letter_code(text, at) for at in range(count)]


class _Run(NamedTuple):
    """What the characters of a text object have in common, and where it begins.

    ``common`` is for those that stand upright on one line of the page: how far the page is displayed to the right of where it is
    stored, twice its width, and of the characters the upper edge, lower edge, baseline, size and whether they are bold.
    """

    style: Style
    font: int
    start: Point = (0.0, 0.0)
    common: tuple[float, float, float, float, float, float, bool] = (0.0, -1.0, 0.0, 0.0, 0.0, 0.0, False)


_RUN = tuple.__new__
_NO_RUN = _Run(Style(0.0, bold=False, turn=0), 0)


class _Runs:
    """The text objects of a page, and how they are set."""

    def __init__(self, text: int, frame: Frame) -> None:
        self._text = text
        self._frame = frame
        matrix = calls.Floats(6)
        self._place, self._values = matrix.at[0], matrix.values
        self._bold: dict[int, bool] = {}
        self._styles: dict[tuple[float, float, float, float, float, int, int], Style] = {}

    def of(self, owner: int, at: int) -> _Run:
        """A text object, of which a character is at hand."""
        calls.letter_matrix(self._text, at, self._place)
        a, b, c, d, e, f = self._values[:]
        font = calls.text_font(owner) or 0
        key = (a, b, c, d, calls.letter_size(self._text, at), font, calls.text_mode(owner))
        style = self._styles.get(key)
        if style is None:
            style = self._styles[key] = self._style((a, b), math.hypot(c, d) * key[4], font, key[6])
        frame = self._frame
        if style.turn != 0 or not frame.is_upright:
            return _Run(style, font, frame.point(e, f))
        _, _, _, _, across, down = frame.matrix
        size, baseline = style.size, down - f
        lower = baseline + BELOW_BASELINE * size
        upper = lower - size
        if not 0 <= upper + lower <= 2 * frame.height:
            return _Run(style, font, (e + across, baseline))
        common = (across, 2 * frame.width, upper, lower, baseline, size, style.bold)
        return _RUN(_Run, (style, font, (e + across, baseline), common))

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
