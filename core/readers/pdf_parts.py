"""Tables over several pages: the parts on the pages put together to the one table that was written.

Parts belong together when nothing stands between them, they lie on different pages, their outer edges are the same and the
columns of one are found among those of the other (a part may lack the rows that have the narrow columns). All parts are laid on
the columns of the whole chain. Header rows repeated on a page go. What a page break did to the cells beside it, ``pdf_breaks`` says.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from core.document import Cell, Table, Text
from core.readers.pdf_breaks import Break, Piece
from core.readers.pdf_tables import PlacedTable
from core.readers.pdf_wrap import separator
from core.text.fold import bare

_SAME_EDGE = 3.0

Edges = tuple[float, ...]


def whole_tables(tables: Iterable[PlacedTable]) -> Iterator[Table]:
    """The tables of which some parts, with nothing between them, are made."""
    chain: list[PlacedTable] = []
    edges: Edges = ()
    for part in tables:
        common = common_columns(edges, part.edges) if chain and chain[-1].table.page != part.table.page else None
        if common is None:
            if chain:
                yield _whole(chain, edges)
            chain, edges = [part], part.edges
        else:
            chain.append(part)
            edges = common
    if chain:
        yield _whole(chain, edges)


def common_columns(edges: Edges, others: Edges) -> Edges | None:
    """The columns of two parts together, where the first lies; None where they are not of one table."""
    shift = edges[0] - others[0]
    moved = tuple(edge + shift for edge in others)
    if abs(moved[-1] - edges[-1]) > _SAME_EDGE:
        return None
    few, many = sorted((edges, moved), key=len)
    return many if all(abs(many[_nearest(many, edge)] - edge) <= _SAME_EDGE for edge in few) else None


def _nearest(edges: Edges, place: float) -> int:
    return min(range(len(edges)), key=lambda number: abs(edges[number] - place))


def _whole(chain: Sequence[PlacedTable], edges: Edges) -> Table:
    if len(chain) == 1:
        return chain[0].table
    parts = [_laid_on(_without_strip(part), edges) for part in chain[:-1]]
    parts.append(_laid_on(chain[-1], edges))
    whole = _Whole(parts[0])
    for part in parts[1:]:
        whole.append(part)
    cells = tuple(whole.cells[key] for key in sorted(whole.cells))
    return Table(cells, page=chain[0].table.page, cut_off=any(part.table.cut_off for part in chain))


def _without_strip(part: PlacedTable) -> PlacedTable:
    """A part without the strip that a browser leaves between the last row on a page and the end of the page.

    Its upright lines go on there, so that it looks like a row, with text only in cells that began further above.
    """
    last = part.table.row_count - 1
    own = [cell for cell in part.table.cells if cell.row == last]
    if last < 1 or any(cell.text for cell in own) or len(own) == len({cell.column for cell in part.table.cells}):
        return part
    cells = tuple(replace(cell, row_span=min(cell.row_span, last - cell.row)) for cell in part.table.cells if cell.row < last)
    return replace(part, table=replace(part.table, cells=cells), row_edges=part.row_edges[:-1])


def _laid_on(part: PlacedTable, edges: Edges) -> PlacedTable:
    """A part with its cells counted in the columns of the whole."""
    if len(part.edges) == len(edges):
        return part
    shift = edges[0] - part.edges[0]
    columns = [_nearest(edges, edge + shift) for edge in part.edges]
    cells = tuple(
        replace(cell, column=columns[cell.column], column_span=columns[cell.column + cell.column_span] - columns[cell.column])
        for cell in part.table.cells
    )
    lines = {(row, columns[column]): found for (row, column), found in part.lines.items()}
    rooms = {(row, columns[column]): room for (row, column), room in part.rooms.items()}
    return replace(part, table=replace(part.table, cells=cells), lines=lines, rooms=rooms)


class _Whole:
    """A table that grows by one part after the other."""

    def __init__(self, part: PlacedTable) -> None:
        self._head = self._last = part
        self._heights = _heights(part)
        self._rows = part.table.row_count
        self._grouped = _grouped(part.table.cells)
        self.cells = {(cell.row, cell.column): cell for cell in part.table.cells}

    def append(self, part: PlacedTable) -> None:
        """Put a part below."""
        first = _repeated(self._head.table, part.table)
        kept = [_below_header(cell, first) for cell in part.table.cells if cell.row + cell.row_span > first]
        heights = _heights(part)[first:]
        self._grouped |= _grouped(kept)
        above = {(cell.column, cell.column_span): cell for cell in self.cells.values() if cell.row + cell.row_span == self._rows}
        seam = Break(
            {place: self._piece_above(cell) for place, cell in above.items()},
            {(cell.column, cell.column_span): _piece(part, cell, first) for cell in kept if cell.row == first},
            (self._heights, heights),
            self._grouped,
        )
        cut = int(seam.is_cut)
        for cell in kept:
            place = (cell.column, cell.column_span)
            if cell.row == first and (cut or place in seam.going_on):
                self._lengthen(above[place], cell, cell.row_span - cut)
            else:
                row = cell.row - first + self._rows - cut
                self.cells[row, cell.column] = Cell(row, cell.column, cell.content, cell.row_span, cell.column_span)
        self._rows += part.table.row_count - first - cut
        if cut:
            self._heights[-1] += heights.pop(0)
        self._heights += heights
        self._last = part

    def _lengthen(self, cell: Cell, rest: Cell, rows: int) -> None:
        parts = [content for content in (cell.content, rest.content) if content.text]
        text = Text.join(parts, separator(cell.text, rest.text))
        self.cells[cell.row, cell.column] = replace(cell, content=text, row_span=cell.row_span + rows)

    def _piece_above(self, cell: Cell) -> Piece:
        """What the last page holds of a cell at the end."""
        start = self._last.table.row_count - 1
        piece = self._last.table.at(start, cell.column)
        return _piece(self._last, piece if piece is not None else cell, 0, cell)


def _piece(part: PlacedTable, piece: Cell, first: int, cell: Cell | None = None) -> Piece:
    key = (piece.row, piece.column) if (piece.row, piece.column) in part.lines else (first, piece.column)
    bottom = part.row_edges[min(piece.row + piece.row_span, len(part.row_edges) - 1)]
    return Piece(cell or piece, tuple(part.lines.get(key, ())), part.rooms.get(key, 0.0), bottom)


def _repeated(head: Table, part: Table) -> int:
    """How many rows at the start of a part repeat those of the first part."""
    count = 0
    while count < min(head.row_count, part.row_count - 1) and _texts(head, count) == _texts(part, count):
        count += 1
    return count


def _texts(table: Table, row: int) -> list[str]:
    return [bare(cell.text) if cell else "" for cell in table.grid[row]]


def _below_header(cell: Cell, first: int) -> Cell:
    """A cell that begins in a repeated header row, as far as it reaches below it."""
    if cell.row >= first:
        return cell
    return replace(cell, row=first, row_span=cell.row + cell.row_span - first, content=Text(""))


def _heights(part: PlacedTable) -> list[float]:
    return [lower - upper for upper, lower in pairwise(part.row_edges)]


def _grouped(cells: Iterable[Cell]) -> set[tuple[int, int]]:
    """The columns in which a label stands for several rows."""
    return {(cell.column, cell.column_span) for cell in cells if cell.row_span > 1 and not cell.text.isdigit()}
