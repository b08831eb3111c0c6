"""The parts of tables in which a grid may lie: between its marker and the next one, in a table that goes on without a header, or a whole table."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from core.document import Cell, Document, Table
from core.edition import Form
from core.text.fold import bare
from core.text.markers import marker_of


@dataclass(frozen=True, slots=True)
class Region:
    """Rows ``start``..``end`` (exclusive) of a table that may hold a grid."""

    table: Table
    start: int
    end: int

    def cell(self, row: int, column: int) -> Cell | None:
        """The cell at a place of the table."""
        return self.table.at(row, column)

    def text(self, row: int, column: int) -> str:
        """The folded words of a cell."""
        cell = self.table.at(row, column)
        return bare(cell.content.text) if cell else ""


def regions(document: Document, form: Form) -> list[Region]:
    """Every part of the tables of a draft that may hold a form, in order."""
    marks = {table.index: list(_markers(table)) for table in document.sure_tables}
    if not form.marker or not any(marks.values()):
        return [region for table in document.sure_tables for region in _whole(table)]
    return list(_marked(document, marks, marker_of(form.marker)))


def _whole(table: Table) -> Iterator[Region]:
    """All of a table, and what blank rows set apart in a sheet, which may hold several tables one below the other."""
    yield Region(table, 0, table.row_count)
    if table.sheet is None:
        return
    start = 0
    for row in range(table.row_count + 1):
        if row == table.row_count or not any(cell and cell.text.strip() for cell in table.grid[row]):
            if start < row and (start, row) != (0, table.row_count):
                yield Region(table, start, row)
            start = row + 1


def _markers(table: Table) -> Iterator[tuple[int, str]]:
    for row in range(table.row_count):
        named = next((name for column in range(min(2, table.column_count)) if (name := _name(table.at(row, column)))), "")
        if named:
            yield row, named


def _name(cell: Cell | None) -> str:
    return marker_of(cell.text) if cell else ""


def _marked(document: Document, marks: dict[int, list[tuple[int, str]]], wanted: str) -> Iterator[Region]:
    """What stands behind the marker, up to the next one; the block at the end of a table may go on in the next table."""
    under_way = ""
    for table in document.sure_tables:
        stops = [(0, under_way), *((row + 1, name) for row, name in marks[table.index])]
        for number, (start, name) in enumerate(stops):
            end = stops[number + 1][0] - 1 if number + 1 < len(stops) else table.row_count
            if name == wanted and start < end:
                yield Region(table, start, end)
        under_way = stops[-1][1]
