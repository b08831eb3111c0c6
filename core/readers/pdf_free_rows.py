"""The rows of a table without ruling lines: one for each line of figures, and captions between them.

A text stands beside figures when its first line does or its middle. A label over several rows stands on the first of them, or about their
middle, in a column where they have nothing; where there are several, the rows are dealt out so that each is nearest to the middle of its own.
The numbers of an outline set bounds: （一） stands in no group that is called （三）.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from operator import attrgetter

from core.document import Cell
from core.readers.pdf_free_cells import FreeCell
from core.readers.pdf_free_columns import Columns
from core.readers.pdf_free_header import captions_of

_Y = attrgetter("y")
_BESIDE = 0.35
_BROKEN = 1000.0
_MOST_ROWS = 60
"""Of longer runs of rows it is not looked for the middle: that takes time by their square."""


@dataclass
class Row:
    """A row: how far down its figures are, and what stands in it."""

    y: float
    cells: list[FreeCell] = field(default_factory=list)

    @cached_property
    def labels(self) -> list[FreeCell]:
        """The cells that are no figures."""
        return [cell for cell in self.cells if not cell.is_figure]

    @property
    def top(self) -> float:
        """Where its first line is."""
        return min(cell.top for cell in self.cells)

    @property
    def bottom(self) -> float:
        """Where its last line is."""
        return max(cell.bottom for cell in self.cells)

    def has(self, first: int, last: int) -> bool:
        """Whether something stands in some columns."""
        return any(cell.first <= last and first <= cell.last for cell in self.cells)

    def item(self, group: FreeCell) -> int:
        """Which number its label has behind that of a group; 0 where it has none."""
        own = max((cell for cell in self.labels if cell.first > group.last), key=lambda cell: cell.first, default=None)
        number = own.lines[0].number if own else None
        return number.value if number else 0

    def may_belong_to(self, group: FreeCell) -> bool:
        """Whether it may be a row beside a label for several."""
        behind = [cell for cell in self.labels if cell.first > group.last]
        level = _level(group)
        return bool(behind) and (not level or all(_level(cell) == 0 or _level(cell) > level for cell in behind))


def _level(cell: FreeCell) -> int:
    number = cell.lines[0].number
    return number.level if number else 0


def table_cells(cells: Sequence[FreeCell], columns: Columns) -> list[Cell]:
    """The cells in their rows."""
    rows = [Row(y) for y in sorted({cell.top for cell in cells if cell.is_figure and len(cell.lines) == 1})]
    floating: list[FreeCell] = []
    for cell in cells:
        row = _beside(cell, rows)
        (row.cells if row else floating).append(cell)
    groups = [cell for cell in floating if _is_group(cell, rows)]
    grouped = set(map(id, groups))
    texts = [cell for cell in floating if id(cell) not in grouped]
    return list(_drawn(rows, texts, _spans(rows, groups), columns))


def _beside(cell: FreeCell, rows: Sequence[Row]) -> Row | None:
    """The row of figures that a text stands beside: on their line, or with its middle there."""
    near = _BESIDE * cell.lines[0].size
    return _row_at(cell.top, near, rows) or _row_at(cell.middle, near, rows)


def _row_at(y: float, near: float, rows: Sequence[Row]) -> Row | None:
    number = bisect_left(rows, y - near, key=_Y)
    return rows[number] if number < len(rows) and rows[number].y <= y + near else None


def _is_group(cell: FreeCell, rows: Sequence[Row]) -> bool:
    """Whether a text beside no figures is a label for the rows about it: they have nothing in its columns, and labels behind."""
    above, below = bisect_left(rows, cell.middle, key=_Y), bisect_right(rows, cell.middle, key=_Y)
    around = [*rows[max(0, above - 1) : above], *rows[below : below + 1]]
    return len(around) == 2 and all(not row.has(cell.first, cell.last) and row.may_belong_to(cell) for row in around)


_Spans = list[tuple[FreeCell, int, int]]
"""Cells with their first row and how many they cover."""


def _spans(rows: Sequence[Row], groups: Sequence[FreeCell]) -> _Spans:
    found: _Spans = []
    middled = {group.first for group in groups}
    for number, row in enumerate(rows):
        for cell in row.cells:
            if cell.first not in middled or not row.may_belong_to(cell):
                found.append((cell, number, _reach(rows, number, cell)))
    for first in middled:
        beside = [cell for row in rows for cell in row.labels if cell.first == first and row.may_belong_to(cell)]
        found += _dealt_out(rows, sorted([*beside, *(g for g in groups if g.first == first)], key=lambda cell: cell.middle))
    return found


def _reach(rows: Sequence[Row], number: int, cell: FreeCell) -> int:
    """Over how many rows a cell reaches that stands on the first of them; without a number it may as well stand above blank cells."""
    if not _level(cell) or not rows[number].may_belong_to(cell):
        return 1
    end = number + 1
    while end < len(rows) and rows[end].may_belong_to(cell) and not rows[end].has(cell.first, cell.last):
        end += 1
    return end - number


def _dealt_out(rows: Sequence[Row], groups: Sequence[FreeCell]) -> Iterator[tuple[FreeCell, int, int]]:
    """The rows of each label that stands about their middle; the nearest row for one that stands about none."""
    placed: set[int] = set()
    for start, end in _runs(rows, groups[0]):
        inside = [group for group in groups if rows[start].top <= group.middle <= rows[end - 1].bottom]
        if inside:
            placed.update(map(id, inside))
            edges = _edges(rows[start:end], inside)
            yield from ((group, start + a, max(1, b - a)) for group, (a, b) in zip(inside, pairwise(edges), strict=True))
    for group in groups:
        if id(group) not in placed:
            yield group, min(range(len(rows)), key=lambda number: abs(rows[number].y - group.middle)), 1


def _runs(rows: Sequence[Row], group: FreeCell) -> Iterator[tuple[int, int]]:
    """Stretches of rows that may have a label for several like this one."""
    start: int | None = None
    for number, row in enumerate(rows):
        if row.may_belong_to(group):
            start = number if start is None else start
        elif start is not None:
            yield start, number
            start = None
    if start is not None:
        yield start, len(rows)


def _edges(rows: Sequence[Row], groups: Sequence[FreeCell]) -> list[int]:
    """Where the rows of each group begin, and the end: so that the middles of rows and labels are as near as may be."""
    count, most = len(rows), len(groups)
    if most > count or count > _MOST_ROWS:
        nearest = [min(range(count), key=lambda number: abs(rows[number].y - group.middle)) for group in groups]
        return [*nearest, nearest[-1] + 1]
    best: list[tuple[float, list[int]]] = [(0.0, [0]), *[(float("inf"), [0])] * count]
    for at, group in enumerate(groups):
        best = [
            min(
                ((best[a][0] + _off(rows, a, b, group), [*best[a][1], b]) for a in range(at, b)),
                key=lambda pair: pair[0],
                default=(float("inf"), [0]),
            )
            for b in range(count + 1)
        ]
    return best[count][1]


def _off(rows: Sequence[Row], start: int, end: int, group: FreeCell) -> float:
    """How far the middle of some rows is from that of a label, and how little they count on from 1."""
    counts = [row.item(group) for row in rows[start:end]]
    broken = (counts[0] > 1) + sum(count == 1 for count in counts[1:])
    return abs((rows[start].top + rows[end - 1].bottom) / 2 - group.middle) + _BROKEN * broken


def _drawn(rows: Sequence[Row], texts: Sequence[FreeCell], spans: _Spans, columns: Columns) -> Iterator[Cell]:
    """The cells of all rows from the top, captions before the row that they stand above."""
    at = 0
    places: list[int] = []
    above: dict[int, list[FreeCell]] = {}
    for text in texts:
        above.setdefault(bisect_left(rows, text.middle, key=_Y), []).append(text)
    for number in range(len(rows) + 1):
        captions = captions_of(above.get(number, []), columns)
        yield from (_cell(each.cell, at + each.row, each.height, *each.place) for each in captions)
        at += max((each.row + 1 for each in captions), default=0)
        places.append(at)
        at += 1
    for cell, first, count in spans:
        yield _cell(cell, places[first], places[first + count - 1] - places[first] + 1, cell.first, cell.last)


def _cell(cell: FreeCell, row: int, height: int, first: int, last: int) -> Cell:
    return Cell(row, first, cell.text.strip(), height, last - first + 1)
