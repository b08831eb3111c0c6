"""Page headers, footers and page numbers: told by standing at the edge of the page and coming back on other pages.

From the outermost line inwards, a line in the outer part of a page is set aside when it

* is a page number (``- 3 -``, ``第 3 页``, ``3/12``, or a bare number that stands apart or counts on with the pages), or
* comes back at the same height on two pages of five, word for word or with one number that counts on with the pages, and is
  no heading or attachment line, and is set off from the text by a distance or by its size, or
* stands in the unprinted margin in letters clearly smaller than those of the text (what a browser adds when printing).

The first line that is none of these ends the search on its side of the page.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from core.readers.pdf_lines import Line
from core.text.fold import folded
from core.text.outline import ATTACHMENT, numbering

_ZONE = 0.13
_MARGIN = 45.0
_DEEPEST = 3
_SMALL = 0.88
_APART = 1.8
_SAME_HEIGHT = 4.0
_LEAST_SHARE = 0.4
_FURTHER = 1.2

_NUMBER = r"(?:\d{1,4}|[ivxlc]{1,7})"
_DASH = r"[-—–－―_·•~～]"
_MARKED = re.compile(
    rf"{_DASH}+{_NUMBER}{_DASH}+|第?{_NUMBER}页|第{_NUMBER}页[,，/]?共\d+页|{_NUMBER}[/／]\d{{1,4}}|{_NUMBER}页?[/／,，]共?\d+页",
    re.IGNORECASE,
)
_BARE = re.compile(_NUMBER, re.IGNORECASE)
_FIGURE = re.compile(r"[0-9]{1,4}")
_WORDS = re.compile(r"[^\W\d_]")

_Key = tuple[bool, int, str]


@dataclass(frozen=True)
class PageLines:
    """The lines of a page outside tables. ``edges`` are the upper and lower ends of its tables."""

    number: int
    height: float
    lines: tuple[Line, ...]
    edges: tuple[float, ...] = ()


def furniture_of(pages: Sequence[PageLines]) -> set[int]:
    """The ``id`` of each line that belongs to the page and not to the text."""
    counts = Counter(key for page in pages for key in {key for line in _outer(page) for key in _keys(line, page)})
    numbers = Counter(offset for page in pages for offset in {_offset(line, page) for line in _outer(page)} if offset is not None)
    judge = _Judge(counts, numbers, max(2, round(_LEAST_SHARE * len(pages))), _body_size(pages), _usual_distance(pages))
    return {id(line) for page in pages for side in (page.lines, page.lines[::-1]) for line in judge.outer_lines(page, side)}


@dataclass(frozen=True)
class _Judge:
    """What the whole file says about lines at the edges."""

    counts: Counter[_Key]
    numbers: Counter[int]
    often: int
    body_size: float
    distance: float

    def outer_lines(self, page: PageLines, lines: Sequence[Line]) -> list[Line]:
        """The lines to set aside on one side of a page, given from that side on."""
        found: list[Line] = []
        for at, line in enumerate(lines[:_DEEPEST]):
            if not (_in_zone(line, page) and (self._is_by_itself(line, page, lines[at + 1 :]) or self._comes_back(line, page))):
                break
            found.append(line)
        # what comes back without a distance to the text is the same text again
        while found and len(found) < len(lines) and self._is_close(found[-1], lines[len(found)]):
            if self._is_by_itself(found[-1], page, lines[len(found) :]):
                break
            found.pop()
        return found

    def _is_close(self, line: Line, inner: Line) -> bool:
        near = abs(inner.baseline - line.baseline) <= _FURTHER * self.distance
        return near and abs(inner.size - line.size) <= 0.1 * line.size

    def _is_by_itself(self, line: Line, page: PageLines, inwards: Sequence[Line]) -> bool:
        """Whether a line belongs to the page by what it is."""
        if _MARKED.fullmatch(_packed(line)):
            return True
        if _BARE.fullmatch(_packed(line)):
            offset = _offset(line, page)
            counts_on = offset is not None and self.numbers[offset] > 1
            return counts_on or _stands_apart(line, page, inwards)
        return _in_margin(line, page) and line.size < _SMALL * self.body_size

    def _comes_back(self, line: Line, page: PageLines) -> bool:
        text = folded(line.plain)
        if numbering(text) or ATTACHMENT.match(text) or not _WORDS.search(text):
            return False
        return any(self.counts[key] >= self.often for key in _keys(line, page))


def _outer(page: PageLines) -> Iterator[Line]:
    near = [*page.lines[:_DEEPEST], *page.lines[-_DEEPEST:]]
    return (line for line in near if _in_zone(line, page))


def _packed(line: Line) -> str:
    return re.sub(r"\s+", "", line.plain)


def _keys(line: Line, page: PageLines) -> Iterator[_Key]:
    """What a line has in common with the same header on other pages: its text, or its text but for one number that counts on."""
    at_top = line.baseline < page.height / 2
    height = round((line.baseline if at_top else page.height - line.baseline) / _SAME_HEIGHT)
    text = _packed(line)
    yield at_top, height, text
    for number in _FIGURE.finditer(text):
        ahead = int(number[0]) - page.number
        yield at_top, height, f"{text[: number.start()]}\n{ahead}\n{text[number.end() :]}"


def _offset(line: Line, page: PageLines) -> int | None:
    """What a bare number is ahead of the number of its page."""
    text = _packed(line)
    return int(text) - page.number if text.isascii() and text.isdigit() and len(text) <= 4 else None


def _in_zone(line: Line, page: PageLines) -> bool:
    return line.bottom <= _ZONE * page.height or line.top >= (1 - _ZONE) * page.height


def _in_margin(line: Line, page: PageLines) -> bool:
    return line.bottom <= _MARGIN or line.top >= page.height - _MARGIN


def _stands_apart(line: Line, page: PageLines, inwards: Sequence[Line]) -> bool:
    places = [*page.edges, *(other.baseline for other in inwards[:1])]
    return all(abs(place - line.baseline) > _APART * line.size for place in places)


def _usual_distance(pages: Sequence[PageLines]) -> float:
    """From line to line, as most often."""
    steps = Counter(round(b.baseline - a.baseline) for page in pages for a, b in pairwise(page.lines))
    return float(steps.most_common(1)[0][0]) if steps else 0.0


def _body_size(pages: Sequence[PageLines]) -> float:
    """The size that most letters have."""
    sizes: Counter[float] = Counter()
    for page in pages:
        for line in page.lines:
            sizes[round(line.size * 2) / 2] += len(line.glyphs)
    return sizes.most_common(1)[0][0] if sizes else 0.0
