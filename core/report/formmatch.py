"""An official form as it was found in a draft: which cell of the draft holds which row and column of the form."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from core.document import Cell, Table
from core.edition import Form, FormColumn, FormRow
from core.place import InCell
from core.report.values import CellValue, Kind, value_of


def short(label: str) -> str:
    """A label without the note in brackets behind it."""
    return re.sub(r"(?<=.)（[^（）]*）$", "", label)


@dataclass(frozen=True, slots=True)
class RowMatch:
    """A row of the form found in the draft: its label, unit and value cells (None where the draft has no such cell).

    In a grid ``values`` holds the cell of each column by the column's id, and ``value`` is None; ``elsewhere`` names the tables of
    those columns that lie in another table than the row.
    """

    row: FormRow
    table: Table
    number: int
    label: Cell
    unit: Cell | None = None
    value: Cell | None = None
    values: Mapping[str, Cell] = field(default_factory=dict)
    elsewhere: Mapping[str, Table] = field(default_factory=dict)

    def table_of(self, column: str | None) -> Table:
        """The table that a value cell lies in."""
        return self.table if column is None else self.elsewhere.get(column, self.table)

    def shared(self, column: str | None) -> int:
        """How many columns of the form the cell of a column stands for: more than one where cells are merged over them."""
        cell = self.cell(column)
        return 1 if column is None else sum(other is cell for other in self.values.values())

    def cell(self, column: str | None = None) -> Cell | None:
        """The cell with the number, of a column in a grid."""
        return self.value if column is None else self.values.get(column)


@dataclass(frozen=True, slots=True)
class NumberCell:
    """A cell that must hold a number; ``column`` is None in a list, ``shared`` how many columns the cell is merged over."""

    row: FormRow
    column: FormColumn | None
    cell: Cell
    shared: int = 1

    @property
    def decimal(self) -> bool:
        """Whether a fraction may stand here."""
        return self.column.decimal if self.column else self.row.decimal

    @property
    def name(self) -> str:
        """What people call the cell: row, and column in a grid."""
        if self.column is None or (self.shared > 1 and self.row.label):
            return short(self.row.label)
        # A row without a label (表四) is told by the group over its column.
        names = (short(self.row.label) or "".join(self.column.group[-1:]), self.column.label)
        return "”的“".join(name for name in names if name)


@dataclass(frozen=True)
class FormMatch:
    """A form found in the draft; ``tables`` are the tables it lies in, ``extra`` rows that the form does not have.

    ``captions`` pairs each official caption with the cell that stands for it.
    """

    form: Form
    tables: tuple[Table, ...]
    rows: Mapping[str, RowMatch]
    missing: tuple[FormRow, ...]
    extra: tuple[Cell, ...]
    columns_missing: tuple[str, ...]
    caption: InCell | None = None
    captions: tuple[tuple[str, Cell], ...] = ()

    def extra_in(self, table: Table) -> tuple[Cell, ...]:
        """The labels of rows in a table that the form does not have."""
        return tuple(label for label in self.extra if table.at(label.row, label.column) is label)

    def value(self, row_id: str, column: str | None = None) -> CellValue | None:
        """What a cell holds; None where row or cell is absent."""
        if (row_id, column) not in self._values:
            self._values[row_id, column] = self._value(row_id, column)
        return self._values[row_id, column]

    @cached_property
    def _values(self) -> dict[tuple[str, str | None], CellValue | None]:
        """What was asked for already: each relation asks for the same cells again."""
        return {}

    def _value(self, row_id: str, column: str | None) -> CellValue | None:
        match = self.rows.get(row_id)
        cell = match.cell(column) if match else None
        if match is None or cell is None:
            return None
        value = value_of(cell)
        # One number over several columns tells none of them, unless it says that nothing happened.
        return value if not value.value or match.shared(column) == 1 else CellValue(Kind.TEXT)

    def place(self, row_id: str, column: str | None = None) -> InCell:
        """The value cell of a row (its label cell where there is no value cell)."""
        match = self.rows[row_id]
        cell = match.cell(column) or match.label
        table = match.table_of(column) if match.cell(column) else match.table
        return InCell(table.index, cell.row, cell.column, self.label(row_id, column))

    def label_place(self, row_id: str) -> InCell:
        """The label cell of a row."""
        match = self.rows[row_id]
        return InCell(match.table.index, match.label.row, match.label.column, self.label(row_id))

    def label(self, row_id: str, column: str | None = None) -> str:
        """What people call a cell: form, group, row, column."""
        row = self.form.row(row_id)
        parts = [short(row.label)] if row.label else []
        while row.parent:
            row = self.form.row(row.parent)
            parts.append(short(row.label))
        names = [self.form.name, *reversed(parts[:2])]
        if column is not None:
            found = self.form.column(column)
            names += [*found.group[-1:], found.label]
        return " › ".join(names)

    def numbers(self) -> Iterator[NumberCell]:
        """Every cell found that must hold a number, in the order of the form."""
        for match in self.rows.values():
            if match.row.heading:
                continue
            if match.value is not None:
                yield NumberCell(match.row, None, match.value)
            told: list[Cell] = []
            for column in self.form.values:
                cell = match.values.get(column.id)
                if cell and not any(cell is other for other in told):
                    told.append(cell)
                    yield NumberCell(match.row, column, cell, match.shared(column.id))

    def table_of(self, cell: Cell) -> Table:
        """The table that a cell lies in."""
        return next(table for table in self.tables if table.at(cell.row, cell.column) is cell)
