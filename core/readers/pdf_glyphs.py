"""What lies on a PDF page: characters, pictures and ruling lines, in points from the upper left corner of the page as displayed."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from pdfminer.layout import LTChar, LTComponent, LTContainer, LTCurve, LTImage, LTItem
from pdfplumber.page import Page

from core.document import Box
from core.readers.radicals import plain

UNKNOWN = "\ufffd"
"""Stands for a glyph whose font does not say which character it is."""

_BOLD = re.compile(r"bold|black|heavy|demi", re.IGNORECASE)
_UNMAPPED = re.compile(r"\(cid:\d+\)")
_INVISIBLE = frozenset("\u200b\u200c\u200d\u2060\ufeff\u00ad")
_LIGATURES = {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0xFB00, 0xFB07)}
_LARGE_PICTURE = 0.05
_RULES_OF_A_TABLE = 3
_SLANT = 0.2
_SIDEWAYS = (1, -1)


@dataclass(frozen=True, slots=True)
class Glyph:
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


@dataclass(frozen=True)
class PageContent:
    """The content of one page. ``glyphs`` are those that run as most do, ``aside`` the others (in turned cells, watermarks).

    Width, height, pictures and ``box`` of glyphs are as read: turned upright when most of the text is not.
    """

    number: int
    width: float
    height: float
    glyphs: tuple[Glyph, ...] = ()
    aside: tuple[Glyph, ...] = ()
    pictures: tuple[Box, ...] = ()
    ruled: bool = False
    drawn: bool = False
    offset: tuple[float, float] = (0.0, 0.0)
    turn: int = 0

    @property
    def unmapped(self) -> int:
        """How many characters cannot be told."""
        return sum(glyph.text == UNKNOWN for glyph in self.glyphs)

    def as_read(self, box: Box) -> Box:
        """A box in pdfplumber's coordinates as it is read."""
        dx, dy = self.offset
        size = (self.height, self.width) if self.turn in _SIDEWAYS else (self.width, self.height)
        return turned((box[0] + dx, box[1] + dy, box[2] + dx, box[3] + dy), self.turn, *size)


def turned(box: Box, turn: int, width: float, height: float) -> Box:
    """A box on a page of some width and height after the page was turned so that text of that direction is upright."""
    x0, top, x1, bottom = box
    if turn == 1:
        return (height - bottom, x0, height - top, x1)
    if turn == -1:
        return (top, width - x1, bottom, width - x0)
    return (width - x1, height - bottom, width - x0, height - top) if turn else box


def page_content(page: Page) -> PageContent:
    """What is on a page of pdfplumber's."""
    frame = _Frame(page)
    items = list(_leaves(page.layout))
    glyphs = [glyph for item in items if isinstance(item, LTChar) for glyph in _glyphs(item, frame)]
    curves = [item for item in items if isinstance(item, LTCurve)]
    images = [frame.box(item) for item in items if isinstance(item, LTImage)]
    turn = _main_turn(glyphs)
    large = (box for box in images if _area(box) >= _LARGE_PICTURE * frame.width * frame.height)
    return PageContent(
        number=page.page_number,
        width=frame.height if turn in _SIDEWAYS else frame.width,
        height=frame.width if turn in _SIDEWAYS else frame.height,
        glyphs=tuple(glyph for glyph in glyphs if glyph.turn == turn),
        aside=tuple(glyph for glyph in glyphs if glyph.turn != turn),
        pictures=tuple(turned(box, turn, frame.width, frame.height) for box in large),
        ruled=len(curves) >= _RULES_OF_A_TABLE,
        drawn=bool(curves or images),
        offset=(-page.mediabox[0] - frame.left, -page.mediabox[1] - frame.top),
        turn=turn,
    )


def _main_turn(glyphs: list[Glyph]) -> int:
    """The direction of most of the text."""
    counts = Counter(glyph.turn for glyph in glyphs if glyph.turn is not None)
    return max(counts, key=lambda turn: counts[turn], default=0)


class _Frame:
    """The displayed part of a page: the crop box, after turning."""

    def __init__(self, page: Page) -> None:
        media = _sorted_box(page.page_obj.mediabox)
        crop = _within(_sorted_box(page.page_obj.cropbox or media), media)
        gaps = (crop[0] - media[0], media[3] - crop[3], media[2] - crop[2], crop[1] - media[1])
        turns = (page.rotation // 90) % 4
        # left, top, right, bottom of the unturned page; turning clockwise brings the bottom to the left
        self.left, self.top = gaps[-turns % 4], gaps[(1 - turns) % 4]
        size = (crop[2] - crop[0], crop[3] - crop[1])
        self.width, self.height = size if turns % 2 == 0 else size[::-1]
        self._full_height = media[2] - media[0] if turns % 2 else media[3] - media[1]

    def box(self, item: LTComponent) -> Box:
        """The box of a layout item."""
        return (item.x0 - self.left, self.y(item.y1), item.x1 - self.left, self.y(item.y0))

    def y(self, value: float) -> float:
        """A height over the lower edge as a depth under the upper one."""
        return float(self._full_height - value - self.top)

    def baseline(self, char: LTChar, turn: int) -> float:
        """Where a character stands when its text is upright."""
        x, y = char.matrix[4] - self.left, self.y(char.matrix[5])
        return float({0: y, 1: x, -1: self.width - x, 2: self.height - y}[turn])

    def shows(self, box: Box) -> bool:
        """Whether the middle of a box is on the displayed page."""
        return 0 <= (box[0] + box[2]) / 2 <= self.width and 0 <= (box[1] + box[3]) / 2 <= self.height


def _sorted_box(box: Iterable[float]) -> Box:
    x0, y0, x1, y1 = (float(value) for value in box)
    return (min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))


def _within(box: Box, outer: Box) -> Box:
    """The part of a crop box inside the media box; all of it where nothing would be left."""
    cut = (max(box[0], outer[0]), max(box[1], outer[1]), min(box[2], outer[2]), min(box[3], outer[3]))
    return cut if cut[2] > cut[0] and cut[3] > cut[1] else outer


def _area(box: Box) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])


def _leaves(item: LTContainer[Any]) -> Iterator[LTItem]:
    for child in item:
        if isinstance(child, LTContainer):
            yield from _leaves(child)
        else:
            yield child


def _glyphs(char: LTChar, frame: _Frame) -> Iterator[Glyph]:
    """The characters that a glyph stands for (a ligature stands for several), each with a share of its width."""
    place = frame.box(char)
    text = _cleaned(char.get_text())
    if not text or not frame.shows(place):
        return
    fontname = char.fontname if isinstance(char.fontname, str) else ""
    bold = bool(_BOLD.search(fontname))
    turn = _turn(char)
    box = turned(place, turn or 0, frame.width, frame.height)
    baseline = frame.baseline(char, turn or 0)
    size = char.width if turn in _SIDEWAYS else char.size
    if len(text) == 1:
        yield Glyph(text, place, box, baseline, size, bold, turn)
        return
    for number, letter in enumerate(text):
        share = _share(box, number, len(text))
        yield Glyph(letter, place if turn else share, share, baseline, size, bold, turn)


def _share(box: Box, number: int, count: int) -> Box:
    step = (box[2] - box[0]) / count
    return (box[0] + step * number, box[1], box[0] + step * (number + 1), box[3])


def _turn(char: LTChar) -> int | None:
    a, b = char.matrix[0], char.matrix[1]
    if abs(b) <= _SLANT * abs(a):
        return 0 if a > 0 else 2
    if abs(a) <= _SLANT * abs(b):
        return 1 if b > 0 else -1
    return None


def _cleaned(text: str) -> str:
    if _UNMAPPED.fullmatch(text):
        return UNKNOWN
    return "".join(_letter(letter) for letter in plain(text).translate(_LIGATURES) if letter not in _INVISIBLE)


def _letter(letter: str) -> str:
    category = unicodedata.category(letter)
    if category == "Cs":
        return UNKNOWN
    return " " if letter in "\t\u00a0" else "" if category == "Cc" else letter
