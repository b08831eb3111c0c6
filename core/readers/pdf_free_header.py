"""The captions of a table without ruling lines: which columns each covers, and which stand above which.

A caption covers what lies between it and the next one beside it: to its right where captions begin at the left edge of their columns,
on both sides alike where they stand in the middle. One that stands alone on its line covers the whole width.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from core.readers.pdf_free_cells import FreeCell
from core.readers.pdf_free_columns import Columns

_SAME_MIDDLE = 0.8
_SAME_LINE = 0.8


@dataclass
class Caption:
    """A caption, its columns, and the rows of the header that it covers."""

    cell: FreeCell
    first: int
    last: int
    row: int = 0
    height: int = 1

    @property
    def place(self) -> tuple[int, int]:
        """The first and the last column of its cell: the name of the rows below it, told by its number, stands in its own alone."""
        return (self.first, self.last) if self.cell.lines[0].number is None else (self.cell.first, self.cell.last)

    def is_over(self, cell: FreeCell) -> bool:
        """Whether it is the caption of several columns and a text stands below it in them."""
        return self.first < self.last and self.first <= cell.first and cell.last <= self.last and self.cell.bottom < cell.top

    def shares(self, other: Caption) -> bool:
        """Whether it stands in a column of another one."""
        return self.first <= other.last and other.first <= self.last


def captions_of(cells: Sequence[FreeCell], columns: Columns) -> list[Caption]:
    """The captions of a header of several lines, each in its rows."""
    found: list[Caption] = []
    for cell in sorted(cells, key=lambda cell: cell.middle):
        over = [above for above in found if above.is_over(cell)]
        found.append(Caption(cell, *_covered(cell, cells, columns, over)))
    for number, caption in enumerate(found):
        caption.row = max((above.row + 1 for above in found[:number] if above.shares(caption)), default=0)
    depth = max((caption.row for caption in found), default=0) + 1
    for number, caption in enumerate(found):
        caption.height = min((below.row for below in found[number + 1 :] if caption.shares(below)), default=depth) - caption.row
    return found


def _covered(cell: FreeCell, cells: Sequence[FreeCell], columns: Columns, over: Sequence[Caption]) -> tuple[int, int]:
    """The first and the last column of a caption; it keeps within those of the captions over it."""
    beside = [other for other in cells if other is not cell and _is_beside(cell, other)]
    outer = (max((above.first for above in over), default=0), min((above.last for above in over), default=len(columns) - 1))
    first = max((other.last + 1 for other in beside if other.last < cell.first), default=0)
    last = min((other.first - 1 for other in beside if other.first > cell.last), default=len(columns) - 1)
    first, last = max(first, outer[0]), min(last, outer[1])
    if not columns.is_centred(cell.first):
        return (cell.first if beside else first), last
    around = _about_middle(cell, columns, first, last)
    if over and around == outer and first < cell.first and cell.last < last:
        # Two captions of the same columns would be one.
        around = _about_middle(cell, columns, first + 1, last - 1)
    return around if beside or around[0] < around[1] else (first, last)


def _is_beside(cell: FreeCell, other: FreeCell) -> bool:
    near = _SAME_LINE * cell.lines[0].size
    return other.top - near <= cell.bottom and cell.top <= other.bottom + near


def _about_middle(cell: FreeCell, columns: Columns, first: int, last: int) -> tuple[int, int]:
    """The most columns about a caption of which it stands in the middle."""
    middle, near = cell.lines[0].middle, _SAME_MIDDLE * cell.lines[0].size
    best, least = (cell.first, cell.last), near
    for start in range(first, cell.first + 1):
        for end in range(cell.last, last + 1):
            off = abs((columns.edges(start)[0] + columns.edges(end)[1]) / 2 - middle)
            if off <= near and (end - start, -off) > (best[1] - best[0], -least):
                best, least = (start, end), off
    return best
