"""Tables of a draft matched to the official forms, row by row.

A row is found by its label: folded, without its number, without 其中： and without the note in brackets. The rows of the draft and
those of the form are aligned in order so that misspelt labels, missing rows and extra rows each stay where they are; rows that
moved are found afterwards if their label is the only one of its kind.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from core.document import Cell, Document, Table
from core.edition import Form
from core.kept import Kept
from core.place import InCell
from core.report.formmatch import FormMatch, RowMatch
from core.report.grids import match_grid
from core.report.labels import by_number, label_of
from core.report.values import Kind, read_value
from core.text.fold import bare
from core.text.similarity import align, ratio

_ALIKE = 0.66
_LEAST_ROWS = 8
_LEAST_SHARE = 0.3
_LEAST_NUMBERS = 0.2
_VALUE_HEADER = re.compile(r"统计数|数量|合计|总数|数值|总计|数据")
_UNIT_HEADER = re.compile(r"^(?:计量)?单位$")
_HEADER_LABEL = re.compile(r"统计指标|指标名称|^指标$|^项目$")


@dataclass(frozen=True, slots=True)
class _Columns:
    label: int
    unit: int | None
    value: int | None


_KEPT: Kept[FormMatch | None] = Kept(24)


def match_form(document: Document, form: Form) -> FormMatch | None:
    """Find a form in a draft; None where no table looks like it. Of the same tables it is the same match."""

    def match() -> FormMatch | None:
        return match_grid(document, form) if form.values else _match_list(document, form)

    return _KEPT.of((form, *document.tables), match)


def _match_list(document: Document, form: Form) -> FormMatch | None:
    keys = [label_of(row.label).main for row in form.rows]
    known = Counter(keys)
    rows: list[tuple[Table, _Columns, int]] = []
    tables: list[Table] = []
    for table in document.sure_tables:
        beside = _side_by_side(table, known) or [columns for columns in (_columns(table, keys, known),) if columns]
        tables += [table] if beside else []
        for columns in beside:
            rows += [(table, columns, number) for number in range(table.row_count) if not _is_caption(table, columns, number)]
    labels = [label_of(_text(table, number, columns.label)).main for table, columns, number in rows]
    pairs = _pairs(labels, keys)
    if len(pairs) < min(_LEAST_ROWS, len(keys)):
        return None
    texts = [_text(table, number, columns.label) for table, columns, number in rows]
    pairs |= by_number(texts, [row.label for row in form.rows], pairs)
    return _result(form, tables, rows, pairs)


def _result(form: Form, tables: list[Table], rows: list[tuple[Table, _Columns, int]], pairs: Mapping[int, int]) -> FormMatch:
    found = {}
    for mine, official in sorted(pairs.items()):
        table, columns, number = rows[mine]
        label = table.at(number, columns.label)
        if label is not None:
            unit, value = _cell(table, number, columns.unit, label), _cell(table, number, columns.value, label)
            found[form.rows[official].id] = RowMatch(form.rows[official], table, number, label, unit, value)
    first, last = min(pairs), max(pairs)
    extra = [rows[i][0].at(rows[i][2], rows[i][1].label) for i in range(first, last) if i not in pairs]
    lost = [name for name, column in zip(form.columns[1:], _unit_and_value(rows), strict=True) if column is None]
    return FormMatch(
        form,
        tuple(tables),
        found,
        missing=tuple(row for row in form.rows if row.id not in found),
        extra=tuple(cell for cell in extra if cell and cell.text.strip()),
        columns_missing=tuple(lost),
        caption=_caption(rows),
        captions=tuple(_captions(form, rows)),
    )


def _unit_and_value(rows: list[tuple[Table, _Columns, int]]) -> tuple[int | None, int | None]:
    columns = rows[0][1]
    return columns.unit, columns.value


def _caption(rows: list[tuple[Table, _Columns, int]]) -> InCell | None:
    """The cell over the table that holds its title, where the title is part of the table."""
    table = rows[0][0]
    for cell in table.cells:
        if cell.row <= 2 and "情况统计表" in bare(cell.text):
            return InCell(table.index, cell.row, cell.column)
    return None


def _captions(form: Form, rows: list[tuple[Table, _Columns, int]]) -> Iterator[tuple[str, Cell]]:
    """The cells of the header row, where the table has one (a row that opens with the caption of the labels)."""
    table, columns, _ = rows[0]
    header = next((n for n in range(min(4, table.row_count)) if _is_caption(table, columns, n)), None)
    if header is not None:
        for official, column in zip(form.columns, (columns.label, columns.unit, columns.value), strict=True):
            cell = table.at(header, column) if column is not None else None
            if cell is not None and cell.text.strip():
                yield official, cell


def _cell(table: Table, row: int, column: int | None, label: Cell) -> Cell | None:
    cell = None if column is None else table.at(row, column)
    return None if cell is label else cell


def _text(table: Table, row: int, column: int) -> str:
    cell = table.at(row, column)
    return cell.text if cell else ""


def _is_caption(table: Table, columns: _Columns, number: int) -> bool:
    return bool(_HEADER_LABEL.search(bare(_text(table, number, columns.label))))


def _columns(table: Table, keys: Sequence[str], known: Mapping[str, int]) -> _Columns | None:
    """The columns of a table that looks like the form: most labels known, or nearly."""
    best, hits = 0, 0
    for column in range(min(table.column_count, 4)):
        labels = [label_of(_text(table, row, column)).main for row in range(table.row_count)]
        count = sum(1 for label in labels if label in known)
        if count > hits:
            best, hits = column, count
    if hits < 2 or hits < _LEAST_SHARE * table.row_count:
        hits = sum(
            1
            for row in range(table.row_count)
            if any(ratio(label_of(_text(table, row, best)).main, key) >= _ALIKE for key in keys)
        )
        if hits < 2 or hits < _LEAST_SHARE * table.row_count:
            return None
    return _Columns(best, *_right_of(table, best, table.column_count))


def _side_by_side(table: Table, known: Mapping[str, int]) -> list[_Columns]:
    """The parts of a form that was set in several columns to save paper: labels and numbers, and to their right again; else nothing."""
    starts: list[int] = []
    seen: set[str] = set()
    for column in range(table.column_count):
        labels = {label_of(_text(table, row, column)).main for row in range(table.row_count)} & known.keys()
        starts += [column] if len(labels - seen) >= _LEAST_ROWS else []
        seen |= labels
    parts = [_Columns(start, *_right_of(table, start, end)) for start, end in pairwise([*starts, table.column_count])]
    return parts if len(parts) > 1 and all(part.value is not None for part in parts) else []


def _right_of(table: Table, label: int, end: int) -> tuple[int | None, int | None]:
    """The columns of measure words and of numbers between the labels and an end: by caption, else by what they hold."""
    unit = value = None
    for column in range(label + 1, end):
        captions = [bare(_text(table, row, column)) for row in range(min(4, table.row_count))]
        if unit is None and any(_UNIT_HEADER.match(text) for text in captions):
            unit = column
        elif value is None and any(_VALUE_HEADER.search(text) for text in captions):
            value = column
    if value is not None and _share(table, value, Kind.NUMBER) < _LEAST_NUMBERS:
        value = None
    rest = [column for column in range(label + 1, end) if column not in (unit, value)]
    if value is None:
        value = max(rest, key=lambda column: _share(table, column, Kind.NUMBER), default=None)
        value = value if value is not None and _share(table, value, Kind.NUMBER) > 0.2 else None
    if unit is None:
        unit = max((c for c in rest if c != value), key=lambda column: _share(table, column, Kind.TEXT), default=None)
        unit = unit if unit is not None and _share(table, unit, Kind.TEXT) > 0.4 else None
    return unit, value


def _share(table: Table, column: int, kind: Kind) -> float:
    cells = [_text(table, row, column) for row in range(table.row_count)]
    return sum(read_value(text).kind is kind for text in cells) / max(1, len(cells))


def _pairs(labels: Sequence[str], keys: Sequence[str]) -> dict[int, int]:
    """Row of the draft → row of the form: aligned in order, then moved rows by their label alone."""
    pairs = dict(align(labels, keys, _ALIKE))
    for mine, label in enumerate(labels):
        free = [j for j, key in enumerate(keys) if key == label and j not in pairs.values()]
        if label and mine not in pairs and len(free) == 1:
            pairs[mine] = free[0]
    return pairs
