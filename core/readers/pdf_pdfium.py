"""The content of a page as pdfium has it: each character with its box, each straight line, each picture."""

from __future__ import annotations

import ctypes
import math
from ctypes import c_double

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
        self._box, self._origin = calls.Floats(4), calls.Floats(2, c_double)
        self._box_at = self._box.at[0]
        self._styles = _Styles(text, frame)
        self._texts: dict[tuple[int, int], str] = {}
        self._held, self._start = "", 0
        self._read()

    def _read(self) -> None:
        owner, place, gap = 0, [0.0], False
        for at in range(calls.count_letters(self._text)):
            code = calls.letter_code(self._text, at)
            if code <= _LAST_SPACE and calls.letter_is_made_up(self._text, at):
                gap = gap or code == _LAST_SPACE
                continue
            own = calls.letter_object(self._text, at)
            if own != owner:
                self._enter(own, at)
            letters = self._letters(code, at)
            calls.letter_box(self._text, at, self._box_at)
            box = self._box.read()
            shared = own == owner and box == place
            owner, place = own, box
            if letters and self._add(letters, at, box, shared=shared):
                if gap:
                    self.gaps[self._start] = own
                gap = False

    def _enter(self, owner: int, at: int) -> None:
        """Take note of the text object that characters are in from here."""
        self.owners.add(owner)
        self._style = self._styles.of(owner, at)
        self._font = self._styles.font
        self._stand = self._origin_of(at)

    def _origin_of(self, at: int) -> Point:
        calls.letter_origin(self._text, at, *self._origin.at)
        return self._frame.point(*self._origin.read())

    def _letters(self, code: int, at: int) -> str:
        key = self._font, code
        letters = self._texts.get(key)
        if letters is None:
            unmapped = calls.letter_is_unmapped(self._text, at)
            letters = UNKNOWN if unmapped else "-" if code in _HYPHENS else cleaned(chr(code))
            self._texts[key] = letters
        return letters

    def _add(self, letters: str, at: int, box: list[float], *, shared: bool) -> bool:
        """Add characters if they are on the displayed page."""
        left, top, right, bottom = box
        x0, y0, x1, y1 = place = self._frame.box(left, bottom, right, top)
        if not (0 <= x0 + x1 <= 2 * self._page[0] and 0 <= y0 + y1 <= 2 * self._page[1]):
            return False
        style = self._style
        if style.turn == 0 and not shared and len(letters) == 1:
            # the letters of one upright text object stand on one line
            self._held, self._start = letters, len(self.found)
            lower = self._stand[1] + BELOW_BASELINE * style.size
            place = (x0, lower - style.size, x1, lower)
            self.found.append(Glyph(letters, place, place, self._stand[1], style.size, style.bold, 0))
            return True
        if shared:
            self._held += letters
            del self.found[self._start :]
        else:
            self._held, self._start = letters, len(self.found)
        self.found.extend(glyphs_at(self._held, place, self._origin_of(at), style, self._page))
        return True


class _Styles:
    """How the text objects of a page are set."""

    def __init__(self, text: int, frame: Frame) -> None:
        self._text = text
        self._frame = frame
        self._matrix = calls.Floats(6)
        self._bold: dict[int, bool] = {}
        self._known: dict[tuple[object, ...], Style] = {}
        self.font = 0

    def of(self, owner: int, at: int) -> Style:
        """The style of a text object, of which a character is at hand."""
        calls.letter_matrix(self._text, at, self._matrix.at[0])
        a, b, c, d, _, _ = self._matrix.read()
        self.font = calls.text_font(owner) or 0
        key = (a, b, c, d, self.font, calls.letter_size(self._text, at), calls.text_mode(owner))
        if key not in self._known:
            self._known[key] = self._read(*key)
        return self._known[key]

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
