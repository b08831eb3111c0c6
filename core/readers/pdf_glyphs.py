"""What lies on a PDF page: characters, pictures and ruling lines, in points from the upper left corner of the page as displayed.

Two libraries fill it: ``pdf_pdfium`` for all pages that pdfium can read, ``pdf_miner`` for the others.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from operator import attrgetter
from typing import NamedTuple

from core.document import Box
from core.readers.lazy import lazy
from core.readers.radicals import plain

UNKNOWN = "\ufffd"
"""Stands for a glyph whose font does not say which character it is."""

SIDEWAYS = (1, -1)
"""The turns of text that runs up or down the page."""

BELOW_BASELINE = 0.14
"""How far the box of a character reaches below the line it stands on, in its size."""

_BOLD = re.compile(r"bold|black|heavy|demi", re.IGNORECASE)
_INVISIBLE = frozenset("\u200b\u200c\u200d\u2060\ufeff\u00ad")
_LIGATURES = {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0xFB00, 0xFB07)}
_LARGEST_LETTER = 10_000.0
"""Points; a page is some 800 high."""

_LARGE_PICTURE = 0.05
_RULES_OF_A_TABLE = 3
_SLANT = 0.2


class Glyph(NamedTuple):
    """One character: where it is on the page (``place``), and as it is read, turned upright (``box``).

    ``baseline`` is the line it stands on when read, the same for all fonts of a line. ``turn`` is 0 for upright text, 1 for
    text that runs up the page, -1 for text that runs down it, 2 for text that stands on its head, None for slanted text, which is
    a watermark.
    """

    text: str
    place: Box
    box: Box
    baseline: float
    size: float
    bold: bool
    turn: int | None = 0

    @property
    def x0(self) -> float:
        """Left edge."""
        return self.box[0]

    @property
    def x1(self) -> float:
        """Right edge."""
        return self.box[2]

    @property
    def blank(self) -> bool:
        """Whether it is a space of any kind."""
        return self.text.isspace()


class Rule(NamedTuple):
    """A straight line that is drawn, or an edge of an area: its ends, and whether it goes across the page (else down)."""

    box: Box
    across: bool


@dataclass(frozen=True)
class PageContent:
    """The content of one page. ``glyphs`` are those that run as most do, ``aside`` the others (in turned cells, watermarks).

    Width, height, pictures, rules and ``box`` of glyphs are as read: turned upright when most of the text is not. ``drawn`` tells
    that there is a picture or a drawing of any size.
    """

    number: int
    width: float
    height: float
    glyphs: tuple[Glyph, ...] = ()
    aside: tuple[Glyph, ...] = ()
    pictures: tuple[Box, ...] = ()
    rules: tuple[Rule, ...] = ()
    drawn: bool = False
    turn: int = 0

    @lazy
    def unmapped(self) -> int:
        """How many characters cannot be told."""
        return sum(map(UNKNOWN.__eq__, map(_TEXT, self.glyphs)))

    @property
    def ruled(self) -> bool:
        """Whether there are lines enough for a table."""
        return len(self.rules) >= _RULES_OF_A_TABLE


@dataclass(frozen=True)
class Drawn:
    """What a library finds on the page as displayed, of a width and height."""

    width: float
    height: float
    glyphs: list[Glyph]
    pictures: list[Box]
    rules: list[Rule]
    drawn: bool


_TEXT, _TURN = attrgetter("text"), attrgetter("turn")


def page_content(number: int, found: Drawn) -> PageContent:
    """The content of a page as it is read."""
    turn, glyphs, aside = 0, found.glyphs, list[Glyph]()
    if set(map(_TURN, glyphs)) - {turn}:
        turns = Counter(map(_TURN, glyphs))
        turn = max((turn for turn in turns if turn is not None), key=lambda turn: turns[turn], default=0)
        aside = [glyph for glyph in glyphs if glyph.turn != turn]
        glyphs = [glyph for glyph in glyphs if glyph.turn == turn]
    size = (found.width, found.height)
    large = (box for box in found.pictures if _area(box) >= _LARGE_PICTURE * found.width * found.height)
    return PageContent(
        number=number,
        width=found.height if turn in SIDEWAYS else found.width,
        height=found.width if turn in SIDEWAYS else found.height,
        glyphs=tuple(glyphs),
        aside=tuple(aside),
        pictures=tuple(turned(box, turn, *size) for box in large),
        rules=tuple(_turned_rule(rule, turn, size) for rule in found.rules) if turn else tuple(found.rules),
        drawn=found.drawn,
        turn=turn,
    )


def _turned_rule(rule: Rule, turn: int, size: tuple[float, float]) -> Rule:
    return Rule(turned(rule.box, turn, *size), rule.across is not (turn in SIDEWAYS))


def _area(box: Box) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])


def turned(box: Box, turn: int, width: float, height: float) -> Box:
    """A box on a page of some width and height after the page was turned so that text of that direction is upright."""
    x0, top, x1, bottom = box
    if turn == 1:
        return (height - bottom, x0, height - top, x1)
    if turn == -1:
        return (top, width - x1, bottom, width - x0)
    return (width - x1, height - bottom, width - x0, height - top) if turn else box


def turned_back(box: Box, turn: int, width: float, height: float) -> Box:
    """The reverse of :func:`turned`, with the size of the page as displayed."""
    back = {1: -1, -1: 1}.get(turn, turn)
    return turned(box, back, *((height, width) if turn in SIDEWAYS else (width, height)))


class Style(NamedTuple):
    """How some characters are set."""

    size: float
    bold: bool
    turn: int | None


def glyphs_at(letters: str, place: Box, stand: tuple[float, float], style: Style, page: tuple[float, float]) -> Iterator[Glyph]:
    """The characters that one sign on the page stands for, each with a share of its width.

    ``stand`` is the point of the baseline where the sign begins, ``page`` the size of the page as displayed.
    """
    turn, size = style.turn, style.size
    if turn is None:
        yield from (Glyph(letter, place, place, place[3], size, style.bold, None) for letter in letters)
        return
    x, y = stand
    baseline = y if turn == 0 else x if turn == 1 else page[0] - x if turn == -1 else page[1] - y
    x0, _, x1, _ = turned(place, turn, *page) if turn else place
    bottom = baseline + BELOW_BASELINE * size
    step = (x1 - x0) / len(letters)
    for number, letter in enumerate(letters):
        box = (x0 + step * number, bottom - size, x0 + step * (number + 1), bottom)
        yield Glyph(letter, turned_back(box, turn, *page) if turn else box, box, baseline, size, style.bold, turn)


def sane(size: float) -> float:
    """The size of a letter; 0 for what damage or malice makes of it (endless, no number), with which nothing can be reckoned."""
    return size if 0 <= size <= _LARGEST_LETTER else 0.0


def is_bold(font: str) -> bool:
    """Whether a font is bold by its name."""
    return bool(_BOLD.search(font))


def turn_of(across: float, up: float) -> int | None:
    """Which way text runs that goes so far across and up the page; None where it is slanted."""
    if abs(up) <= _SLANT * abs(across):
        return 0 if across > 0 else 2
    if abs(across) <= _SLANT * abs(up):
        return 1 if up > 0 else -1
    return None


@lru_cache(maxsize=16384)
def cleaned(text: str) -> str:
    """The characters that a sign is read as: radicals as ordinary ones, ligatures in letters, nothing for what cannot be seen."""
    return "".join(_letter(letter) for letter in plain(text).translate(_LIGATURES) if letter not in _INVISIBLE)


def _letter(letter: str) -> str:
    category = unicodedata.category(letter)
    if category == "Cs":
        return UNKNOWN
    return " " if letter in "\t\u00a0" else "" if category == "Cc" else letter
