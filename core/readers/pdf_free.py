"""Tables without ruling lines, or with some of them only, made from where their text stands; a guess, and they say so."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from core.document import Cell, GridBy, Table, Text
from core.readers.pdf_free_cells import FreeCell, Level, cells_of
from core.readers.pdf_free_columns import Columns
from core.readers.pdf_free_rows import table_cells
from core.readers.pdf_glyphs import Rule
from core.readers.pdf_lines import Line
from core.readers.pdf_pieces import Band, bands_of
from core.readers.pdf_regions import regions
from core.readers.pdf_repeated import repeated
from core.readers.pdf_setting import Setting

_LEAST_WIDE = 2

Rules = Mapping[int, Sequence[Rule]]
"""The ruling lines of each page."""


class FreeTables:
    """The tables among some lines, by the number of their first line, with the number behind the last."""

    def __init__(self, lines: Sequence[Line], setting: Setting, rules: Rules) -> None:
        self.tables: dict[int, tuple[int, Table]] = {}
        self._lines = lines
        if sum(bool(line.wide_gaps) for line in lines) < _LEAST_WIDE:
            return
        bands = bands_of(lines)
        again = repeated(bands, setting.measure)
        bands = bands_of(lines, again) if again else bands
        for first, end in regions(bands, setting.measure):
            found = _table(bands[first:end], rules)
            if found is not None:
                start = bands[first].pieces[0].line
                self.tables[start] = (start + found[0], found[1])

    @property
    def rest(self) -> list[Line]:
        """The lines in none of the tables."""
        inside = {number for start, (end, _) in self.tables.items() for number in range(start, end)}
        return [line for number, line in enumerate(self._lines) if number not in inside]


def _table(bands: Sequence[Band], rules: Rules) -> tuple[int, Table] | None:
    """A table, and of how many lines; None where the figures stand in no columns."""
    columns = Columns(bands)
    cells = list(_without_rest(cells_of(bands, columns, list(_levels(bands, rules))), bands))
    if not _is_table([cell for cell in cells if cell.is_figure]):
        return None
    last = max(line.line for cell in cells for line in cell.lines)
    drawn = table_cells(cells, columns)
    if _overlap(drawn):
        drawn = list(_line_by_line([band for band in bands if band.pieces[0].line <= last], columns))
    return last - bands[0].pieces[0].line + 1, Table(tuple(drawn), page=bands[0].line.page, grid_by=GridBy.PLACES)


def _overlap(cells: Iterable[Cell]) -> bool:
    """Whether two cells stand in one place: of one of them nothing would be seen."""
    rows = ((row, cell) for cell in cells for row in range(cell.row, cell.row + cell.row_span))
    places = [(row, column) for row, cell in rows for column in range(cell.column, cell.column + cell.column_span)]
    return len(set(places)) < len(places)


def _line_by_line(bands: Sequence[Band], columns: Columns) -> Iterator[Cell]:
    """A row for each line, where lines cannot be told to be of one cell."""
    for row, band in enumerate(bands):
        for column, pieces in groupby(band.pieces, key=lambda piece: columns.place(piece)[0]):
            yield Cell(row, column, Text.join([piece.text for piece in pieces], " "))


def _without_rest(cells: Sequence[FreeCell], bands: Sequence[Band]) -> Iterator[FreeCell]:
    """The cells without single lines behind the last row that go on with nothing."""
    last = max(band.pieces[0].line for band in bands if band.is_row)
    return (cell for cell in cells if cell.lines[0].line <= last)


def _is_table(figures: Sequence[FreeCell]) -> bool:
    """Whether figures stand above each other, or several side by side."""
    rows: dict[float, set[int]] = {}
    for cell in figures:
        rows.setdefault(cell.top, set()).add(cell.first)
    columns = [column for places in rows.values() for column in places]
    return len(columns) > len(set(columns)) or any(len(places) > _LEAST_WIDE for places in rows.values())


def _levels(bands: Sequence[Band], rules: Rules) -> Iterator[Level]:
    """The ruling lines across near the lines of a region."""
    shifts = {band.line.page: band.y - band.line.baseline for band in bands}
    for page, shift in shifts.items():
        yield from (Level(page, box[1] + shift, box[0], box[2]) for box, across in rules.get(page, ()) if across)
