"""The header of a table without ruling lines that comes back at the top of each further page: it is written once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import takewhile

from core.readers.pdf_lines import Line
from core.readers.pdf_pieces import Band
from core.readers.pdf_regions import regions

_SAME_PLACE = 1.0
_HIGHEST = 40


def repeated(bands: Sequence[Band], width: Callable[[Line], float]) -> set[int]:
    """Which lines repeat a header: they begin a page, and the table that goes on there begins with the same lines."""
    starts = [number for number in range(1, len(bands)) if bands[number].line.page != bands[number - 1].line.page]
    first_of: dict[str, int] = {}
    for number, band in enumerate(bands if starts else ()):
        first_of.setdefault(band.line.plain, number)
    again = [start for start in starts if first_of[bands[start].line.plain] < start]
    found: set[int] = set()
    for start, table in _going_on(again, regions(bands, width) if again else []):
        row = next((number for number in range(*table) if bands[number].is_row), start)
        for first in _header_lines(bands, row):
            count = _height(bands, first, start)
            if row < min(first + count, start):
                found.update(range(start, start + count))
    return found


def _going_on(starts: Iterable[int], tables: Sequence[tuple[int, int]]) -> Iterator[tuple[int, tuple[int, int]]]:
    """The pages that a table above goes on to, or ends before, each with that table."""
    at = 0
    for start in starts:
        while at + 1 < len(tables) and tables[at + 1][0] < start:
            at += 1
        if tables and tables[at][0] < start <= tables[at][1]:
            yield start, tables[at]


def _header_lines(bands: Sequence[Band], row: int) -> Iterator[int]:
    """Where the header of a table may begin: at its first row, or at one of the few lines right above it that are no rows."""
    yield row
    for number in range(row - 1, max(-1, row - _HIGHEST), -1):
        if bands[number].is_row:
            return
        yield number


def _height(bands: Sequence[Band], first: int, start: int) -> int:
    """How many lines stand alike in two places."""
    pairs = ((bands[first + at], bands[start + at]) for at in range(min(start - first, len(bands) - 1 - start)))
    return sum(1 for _ in takewhile(_are_alike, pairs))


def _are_alike(pair: tuple[Band, Band]) -> bool:
    """Whether two lines say the same in the same places, and nothing of it is a figure."""
    band, other = pair
    if band.figures or band.line.plain != other.line.plain or len(band.pieces) != len(other.pieces):
        return False
    return all(abs(a.x0 - b.x0) <= _SAME_PLACE for a, b in zip(band.pieces, other.pieces, strict=True))
