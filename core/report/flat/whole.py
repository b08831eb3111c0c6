"""Forms put right from a guessed grid: they count as read only where all of an official form is there, each thing in its place.

Where something is missing or worded unlike the form, nothing tells whether the office left it out or the reading lost it; the table
stays a guess then, and rules say that it was not checked.
"""

from __future__ import annotations

from collections.abc import Sequence

from core.document import Cell, Document, GridBy, Table
from core.edition import Edition
from core.report.formmatch import FormMatch, RowMatch
from core.report.forms import match_form
from core.report.labels import label_of, same_label
from core.report.values import Kind, read_value
from core.text.fold import bare


def unsure(document: Document, editions: Sequence[Edition]) -> list[Table]:
    """The tables put right from a guessed grid in which no form is whole."""
    guessed = [table for table in document.tables if table.grid_by is GridBy.LABELS]
    if not guessed:
        return []
    sure = {index for edition in editions for index in _whole_in(document, edition)}
    return [table for table in guessed if table.index not in sure]


def _whole_in(document: Document, edition: Edition) -> set[int]:
    """The tables in which all that belongs to a form is whole; blocks of one table belong together."""
    matches = [(form, match_form(document, form)) for form in edition.forms]
    blocks = [match for form, match in matches if form.marker]
    grids = [[match] for form, match in matches if not form.marker]
    found: set[int] = set()
    for together in (blocks, *grids):
        if together and all(match is not None and _is_whole(match) for match in together):
            found |= {table.index for match in together if match is not None for table in match.tables}
    return found


def _is_whole(match: FormMatch) -> bool:
    if match.missing or match.extra or match.columns_missing:
        return False
    rows = [row for row in match.rows.values() if row.row.label]
    if not all(map(_is_labelled, rows)) or any(len(bare(cell.text)) != len(bare(official)) for official, cell in match.captions):
        return False
    return _has_grid(match) if match.form.values else all(_has_unit(row) for row in match.rows.values())


def _is_labelled(row: RowMatch) -> bool:
    """Whether no piece of a label is lost: it is the official one, or as long."""
    text = row.label.text
    return same_label(text, row.row) or len(label_of(text).main) == len(label_of(row.row.label).main)


def _has_grid(match: FormMatch) -> bool:
    """Whether a number stands in each column of each row, in the order of the form."""
    ids = [column.id for column in match.form.values]
    for row in match.rows.values():
        cells = [row.values.get(column) for column in ids]
        if row.row.heading:
            continue
        if not all(cell is not None and _is_number(cell) for cell in cells):
            return False
        places = [cell.column for cell in cells if cell is not None]
        if places != sorted(set(places)):
            return False
    return True


def _has_unit(row: RowMatch) -> bool:
    """Whether the measure word beside a number is the official one, and a number is there."""
    if row.row.heading:
        return True
    unit = bare(row.unit.text) if row.unit else ""
    return row.value is not None and _is_number(row.value) and unit in (bare(row.row.unit), *map(bare, row.row.accept_units))


def _is_number(cell: Cell) -> bool:
    """Whether a cell begins with a number; a measure word may stand behind."""
    value = read_value(cell.text)
    return value.kind is Kind.NUMBER or value.value is not None
