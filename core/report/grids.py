"""Grids: official forms with several columns of numbers, matched by the captions over the columns and the labels before the rows.

A table may hold several grids one below the other, each opened by a *marker* row (第二十条第（一）项). Captions may be merged over
columns, labels over rows; the label of a row is the one nearest to its numbers. A form with a single row has no label: its numbers
are the first row under the captions that holds numbers or nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from core.document import Cell, Document, Table
from core.edition import Form, FormColumn, FormRow
from core.report.formmatch import FormMatch, RowMatch
from core.report.labels import label_of
from core.report.values import Kind, read_value
from core.text.fold import bare
from core.text.markers import marker_of
from core.text.similarity import align, ratio

_ALIKE = 0.66
_CAPTION_ALIKE = 0.6
_LEAST_SHARE = 0.5


@dataclass(frozen=True, slots=True)
class _Region:
    """Rows ``start``..``end`` (exclusive) of a table that may hold a grid."""

    table: Table
    start: int
    end: int

    def cell(self, row: int, column: int) -> Cell | None:
        return self.table.at(row, column)

    def text(self, row: int, column: int) -> str:
        cell = self.table.at(row, column)
        return bare(cell.text) if cell else ""


@dataclass(frozen=True, slots=True)
class _Grid:
    """A grid found in a region: its columns of numbers by column id, its rows by row id, and the rows that are extra."""

    region: _Region
    columns: Mapping[str, int]
    captions: Mapping[str, Cell]
    rows: Mapping[str, int]
    labels: Mapping[int, Cell]

    @property
    def weight(self) -> int:
        return len(self.columns) + len(self.rows)


def match_grid(document: Document, form: Form) -> FormMatch | None:
    """Find a grid in a draft; None where no table looks like it."""
    grids = [grid for table in document.tables for region in _regions(table, form) if (grid := _grid(region, form))]
    best = max(grids, key=lambda grid: grid.weight, default=None)
    return _result(form, best) if best else None


def _regions(table: Table, form: Form) -> Iterator[_Region]:
    """The parts of a table that may hold the form: between its marker and the next one, or all of it."""
    if not form.marker:
        yield _Region(table, 0, table.row_count)
        return
    named = [marker_of(cell.text) if (cell := table.at(row, 0)) else "" for row in range(table.row_count)]
    opens = [row for row, name in enumerate(named) if name]
    for number, row in enumerate(opens):
        if named[row] == marker_of(form.marker):
            yield _Region(table, row + 1, opens[number + 1] if number + 1 < len(opens) else table.row_count)


def _grid(region: _Region, form: Form) -> _Grid | None:
    data = _first_data_row(region, form)
    if data is None:
        return None
    columns = _columns(region, form, data)
    if len(columns) < _LEAST_SHARE * len(form.values):
        return None
    labels = _labels(region, data, min(columns.values()))
    rows = {form.rows[0].id: data} if _is_single(form) else _rows(labels, form)
    needed = [row for row in form.rows if not row.heading]
    if len([row for row in needed if row.id in rows]) < _LEAST_SHARE * len(needed):
        return None
    captions = {name: cell for name, column in columns.items() if (cell := _caption(region, data, column))}
    return _Grid(region, columns, captions, rows, labels)


def _is_single(form: Form) -> bool:
    return len(form.rows) == 1 and not form.rows[0].label


def _first_data_row(region: _Region, form: Form) -> int | None:
    """The first row that holds numbers: by its label, or where the form has none by what stands in it."""
    for row in range(region.start, region.end):
        if _is_single(form):
            cells = [region.text(row, column) for column in range(region.table.column_count)]
            numbers = sum(read_value(text).kind is Kind.NUMBER for text in cells)
            blanks = sum(read_value(text).kind is Kind.BLANK for text in cells)
            if row > region.start and numbers + blanks >= _LEAST_SHARE * len(cells) and numbers:
                return row
        elif any(_is_label(region.text(row, column), form) for column in range(min(4, region.table.column_count))):
            return row
    return None


def _is_label(text: str, form: Form) -> bool:
    main = label_of(text).main
    first = [row for row in form.rows if not row.heading][:3]
    return bool(main) and any(ratio(main, label_of(row.label).main) >= _ALIKE + 0.1 for row in first)


# --- columns ------------------------------------------------------------------------------------------------------


def _columns(region: _Region, form: Form, data: int) -> dict[str, int]:
    """The column of the draft for each column of the form, in order."""
    paths = [_path(region, data, column) for column in range(region.table.column_count)]
    keys = [_key(column) for column in form.values]
    pairs = align(["/".join(path) for path in paths], ["/".join(key) for key in keys], _CAPTION_ALIKE)
    if len(pairs) < len(form.values):
        leaves = [path[-1] if path else "" for path in paths]
        by_leaf = align(leaves, [key[-1] for key in keys], _CAPTION_ALIKE)
        pairs = max(pairs, by_leaf, key=len)
    return {form.values[official].id: mine for mine, official in pairs}


def _key(column: FormColumn) -> list[str]:
    return [bare(text) for text in (*column.group, column.label)]


def _path(region: _Region, data: int, column: int) -> list[str]:
    """The captions over a column, from the top, each once."""
    path: list[str] = []
    for row in range(region.start, data):
        text = region.text(row, column)
        if text and text not in path and not _covers_all(region, row, column):
            path.append(text)
    return path


def _covers_all(region: _Region, row: int, column: int) -> bool:
    """A caption over the whole table tells nothing of one column."""
    cell = region.cell(row, column)
    return cell is not None and cell.column_span >= region.table.column_count


def _caption(region: _Region, data: int, column: int) -> Cell | None:
    return next(
        (cell for row in reversed(range(region.start, data)) if (cell := region.cell(row, column)) and cell.text.strip()), None
    )


# --- rows ---------------------------------------------------------------------------------------------------------


def _labels(region: _Region, data: int, first: int) -> dict[int, Cell]:
    """The label of every row: the nearest to its numbers."""
    labels: dict[int, Cell] = {}
    for row in range(data, region.end):
        cells = (region.cell(row, column) for column in reversed(range(first)))
        cell = next((cell for cell in cells if cell and cell.text.strip()), None)
        if cell is not None:
            labels[row] = cell
    return labels


def _rows(labels: Mapping[int, Cell], form: Form) -> dict[str, int]:
    numbers = list(labels)
    mine = [label_of(labels[number].text).main for number in numbers]
    official = [label_of(row.label).main for row in form.rows]
    pairs = dict(align(mine, official, _ALIKE))
    for at, text in enumerate(mine):
        free = [j for j, key in enumerate(official) if key == text and j not in pairs.values()]
        if text and at not in pairs and len(free) == 1:
            pairs[at] = free[0]
    return {form.rows[j].id: numbers[i] for i, j in sorted(pairs.items())}


def _result(form: Form, grid: _Grid) -> FormMatch:
    rows = {row.id: _row(row, grid) for row in form.rows if row.id in grid.rows}
    used = set(grid.rows.values())
    inside = [number for number in grid.labels if number not in used and min(used) < number < max(used)]
    return FormMatch(
        form,
        (grid.region.table,),
        rows,
        missing=tuple(row for row in form.rows if row.id not in rows and not row.heading),
        extra=tuple(grid.labels[number] for number in inside),
        columns_missing=tuple(_name(column) for column in form.values if column.id not in grid.columns),
        captions=tuple((_accepted(form.values, name, cell), cell) for name, cell in grid.captions.items()),
    )


def _name(column: FormColumn) -> str:
    return "／".join((*column.group[-1:], column.label))


def _accepted(columns: Sequence[FormColumn], name: str, cell: Cell) -> str:
    """The official caption that a cell stands for; the draft's own wording where the form accepts it."""
    column = next(each for each in columns if each.id == name)
    written = bare(cell.text)
    return cell.text if written in {bare(text) for text in (column.label, *column.accept)} else column.label


def _row(row: FormRow, grid: _Grid) -> RowMatch:
    number = grid.rows[row.id]
    values = {name: cell for name, column in grid.columns.items() if (cell := grid.region.cell(number, column))}
    label = grid.labels.get(number) or next(iter(values.values()))
    return RowMatch(
        row, grid.region.table, number, label, values={k: c for k, c in values.items() if c is not grid.labels.get(number)}
    )
