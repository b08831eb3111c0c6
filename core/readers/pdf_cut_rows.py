"""Table rows that a page break went through: what is left of the row on the next page goes back into it.

The rest of a cut row looks like a row of its own. It is told by its cells: where it and the row above, on the page before, both hold
text, the cell above had no room for one more word, and the rest has no number of an outline; and in some column they do not both
hold text. Where the first part of a cut row took all the text, an empty row is left over: it goes if the row above is lower than
any other. Header rows repeated on the page stay where they are.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import pairwise

from core.document import Cell, Table, Text
from core.readers.pdf_tables import PlacedTable, had_room
from core.readers.pdf_wrap import separator
from core.text.fold import bare, folded
from core.text.outline import numbering

_SAME_EDGE = 3.0
_CLEARLY = 1.0


def rejoined_rows(tables: Iterable[PlacedTable]) -> Iterator[Table]:
    """The parts of tables that stand in a row, cut rows put together on the page where they begin."""
    head: PlacedTable | None = None
    last: PlacedTable | None = None
    for part in tables:
        following = part
        if head is None or last is None or not _goes_on(last, part):
            head = part
        elif _is_cut(last, part, at := _repeated(head.table, part.table)):
            last, following = _joined(last, part, at)
        if last is not None:
            yield last.table
        last = following
    if last is not None:
        yield last.table


def _goes_on(table: PlacedTable, part: PlacedTable) -> bool:
    """Whether a part has the columns of the one on the page before."""
    if table.table.page == part.table.page or len(table.edges) != len(part.edges):
        return False
    left = table.edges[0] - part.edges[0]
    return all(abs(a - b - left) <= _SAME_EDGE for a, b in zip(table.edges, part.edges, strict=True))


def _repeated(head: Table, part: Table) -> int:
    """How many rows at the start of a part repeat those of the first part."""
    count = 0
    while count < min(head.row_count, part.row_count) - 1 and _texts(head, count) == _texts(part, count):
        count += 1
    return count


def _texts(table: Table, row: int) -> list[str]:
    return [bare(cell.text) if cell else "" for cell in table.grid[row]]


def _is_cut(table: PlacedTable, part: PlacedTable, row: int) -> bool:
    last = table.table.row_count - 1
    rests = [cell for cell in part.table.cells if cell.row == row and cell.text]
    pairs = [(above, rest) for rest in rests if (above := table.table.at(last, rest.column)) is not None and above.text]
    if not rests:
        return _is_low(table)
    if not pairs or len(pairs) == part.table.column_count:
        return False
    return all(_runs_on(table, above, part, rest) for above, rest in pairs)


def _is_low(table: PlacedTable) -> bool:
    """Whether the last row of a table is lower than any other."""
    heights = [lower - upper for upper, lower in pairwise(table.row_edges)]
    return len(heights) > 1 and heights[-1] < min(heights[:-1]) - _CLEARLY


def _runs_on(table: PlacedTable, cell: Cell, part: PlacedTable, rest: Cell) -> bool:
    """Whether a cell was full and its text goes on in the one below it."""
    if cell.column != rest.column or cell.column_span != rest.column_span or rest.text.isdigit():
        return False
    width = table.edges[cell.column + cell.column_span] - table.edges[cell.column]
    above, below = table.lines[cell.row, cell.column], part.lines[rest.row, rest.column]
    if not above or not below:
        return False
    return not had_room(above[-1], below[0], width) and numbering(folded(rest.text)) is None


def _joined(table: PlacedTable, part: PlacedTable, row: int) -> tuple[PlacedTable, PlacedTable]:
    """The table with its last row completed, and the part without the rest of that row."""
    last = table.table.row_count - 1
    rests = {cell.column: cell for cell in part.table.cells if cell.row == row and cell.text}
    whole = tuple(
        _with_rest(cell, rests[cell.column]) if cell.row + cell.row_span > last and cell.column in rests else cell
        for cell in table.table.cells
    )
    kept = tuple(_moved_up(cell, row) for cell in part.table.cells if not (cell.row == row and cell.row_span == 1))
    lines = {(at - (at > row), column): lines for (at, column), lines in part.lines.items()}
    edges = (*part.row_edges[:row], *part.row_edges[row + 1 :])
    rest = replace(part, table=replace(part.table, cells=kept), row_edges=edges, lines=lines)
    return replace(table, table=replace(table.table, cells=whole)), rest


def _with_rest(cell: Cell, rest: Cell) -> Cell:
    text = Text.join((cell.content, rest.content), separator(cell.text, rest.text))
    return replace(cell, content=text)


def _moved_up(cell: Cell, row: int) -> Cell:
    """A cell after the row has gone."""
    if cell.row > row:
        return replace(cell, row=cell.row - 1)
    if cell.row + cell.row_span > row:
        return replace(cell, row_span=cell.row_span - 1, content=Text("") if cell.row == row else cell.content)
    return cell
