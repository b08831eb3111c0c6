"""Page headers, footers and page numbers: told by standing at the edge of the page and coming back on other pages.

From the outermost line inwards, a line in the outer part of a page is set aside when it

* is a page number (``- 3 -``, ``第 3 页``, ``3/12``, or a bare number that stands apart or counts on with the pages), or
* comes back on several pages at the same height with the same words, figures aside, or
* stands in the unprinted margin in letters clearly smaller than those of the text (what a browser adds when printing).

The first line that is none of these ends the search on its side of the page.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from core.readers.pdf_lines import Line

_ZONE = 0.13
_MARGIN = 45.0
_DEEPEST = 3
_SMALL = 0.88
_APART = 1.8
_SAME_HEIGHT = 4.0
_LEAST_SHARE = 0.25

_NUMBER = r"(?:\d{1,4}|[ivxlc]{1,7})"
_DASH = r"[-—–－―_·•~～]"
_MARKED = re.compile(
    rf"{_DASH}+{_NUMBER}{_DASH}+|第?{_NUMBER}页|第{_NUMBER}页[,，/]?共\d+页|{_NUMBER}[/／]\d{{1,4}}|{_NUMBER}页?[/／,，]共?\d+页",
    re.IGNORECASE,
)
_BARE = re.compile(_NUMBER, re.IGNORECASE)


@dataclass(frozen=True)
class PageLines:
    """The lines of a page outside tables. ``edges`` are the upper and lower ends of its tables."""

    number: int
    height: float
    lines: tuple[Line, ...]
    edges: tuple[float, ...] = ()


def furniture_of(pages: Sequence[PageLines]) -> set[int]:
    """The ``id`` of each line that belongs to the page and not to the text."""
    counts = Counter(key for page in pages for key in {_key(line, page) for line in _outer(page)})
    numbers = Counter(offset for page in pages for offset in {_offset(line, page) for line in _outer(page)} if offset is not None)
    judge = _Judge(counts, numbers, max(2, round(_LEAST_SHARE * len(pages))), _body_size(pages))
    found: set[int] = set()
    for page in pages:
        for side in (page.lines[:_DEEPEST], page.lines[: -_DEEPEST - 1 : -1]):
            for at, line in enumerate(side):
                if not judge.is_furniture(line, page, side[at + 1 :]):
                    break
                found.add(id(line))
    return found


@dataclass(frozen=True)
class _Judge:
    """What the whole file says about lines at the edges."""

    counts: Counter[tuple[str, str, int]]
    numbers: Counter[int]
    often: int
    body_size: float

    def is_furniture(self, line: Line, page: PageLines, inwards: Sequence[Line]) -> bool:
        if not _in_zone(line, page):
            return False
        key = _key(line, page)
        if _MARKED.fullmatch(_packed(line)):
            return True
        if _BARE.fullmatch(_packed(line)):
            offset = _offset(line, page)
            counts_on = offset is not None and self.numbers[offset] > 1
            return counts_on or _stands_apart(line, page, inwards)
        if re.search(r"[^\W\d_]", key[1]) and self.counts[key] >= self.often:
            return True
        return _in_margin(line, page) and line.size < _SMALL * self.body_size


def _outer(page: PageLines) -> Iterator[Line]:
    near = [*page.lines[:_DEEPEST], *page.lines[-_DEEPEST:]]
    return (line for line in near if _in_zone(line, page))


def _packed(line: Line) -> str:
    return re.sub(r"\s+", "", line.plain)


def _key(line: Line, page: PageLines) -> tuple[str, str, int]:
    side = "top" if line.baseline < page.height / 2 else "bottom"
    place = line.baseline if side == "top" else page.height - line.baseline
    return side, re.sub(r"\d+", "#", _packed(line)), round(place / _SAME_HEIGHT)


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


def _body_size(pages: Sequence[PageLines]) -> float:
    """The size that most letters have."""
    sizes: Counter[float] = Counter()
    for page in pages:
        for line in page.lines:
            sizes[round(line.size * 2) / 2] += len(line.glyphs)
    return sizes.most_common(1)[0][0] if sizes else 0.0
