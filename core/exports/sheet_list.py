"""A printable list on a sheet: a header on every page, one line per entry, no text cut off."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import TYPE_CHECKING

from core.exports.sheet_style import (
    HEADING,
    align,
    at,
    cell_lines,
    font,
    height,
    note_last_line,
    paint,
    print_on_a4,
    put,
    thin_border,
)
from core.exports.width import visible

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

MOST_LINES = 22
"""A row of more lines than these is hard to print on a page, and Excel shows none higher than 409 points."""
CONTINUED = "（续）"
REMEDIES = "已整改,整改中,未整改,无需整改"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a list."""

    title: str
    width: float
    centred: bool = False
    noted: bool = False
    """The last line of a cell is a note, set small and grey."""


@dataclass(frozen=True, slots=True)
class Line:
    """An entry of a list; the cell number ``filled`` has a colour of its own."""

    values: tuple[str | int, ...]
    fill: str
    filled: int


def fill_list(
    sheet: Worksheet, columns: Sequence[Column], lines: Sequence[Line], heading: str, empty: str, remedy: str = ""
) -> None:
    """Fill a sheet with a list; ``empty`` stands there when it has no entry, ``remedy`` names a column with a choice of words."""
    _header(sheet, columns)
    row = 1
    for line in lines:
        for part in _parts(line, columns):
            row += 1
            _row(sheet, row, part, columns)
    if row == 1:
        row = 2
        _empty(sheet, empty, len(columns))
    last = f"{at(sheet, 1, len(columns)).column_letter}{row}"
    sheet.freeze_panes = "A2"
    sheet.print_title_rows = "1:1"
    print_on_a4(sheet, landscape=True, last=last, header=f"{heading} · {sheet.title}")
    if lines:
        sheet.auto_filter.ref = f"A1:{last}"
        _choices(sheet, columns, remedy, row)


def _header(sheet: Worksheet, columns: Sequence[Column]) -> None:
    for number, column in enumerate(columns, 1):
        cell = at(sheet, 1, number)
        put(cell, column.title)
        cell.font, cell.border = font(bold=True, name=HEADING), thin_border()
        align(cell, "center", "center")
        paint(cell, "DCE6EA")
        sheet.column_dimensions[cell.column_letter].width = column.width
    sheet.row_dimensions[1].height = 24


def _parts(line: Line, columns: Sequence[Column]) -> Iterator[Line]:
    """An entry in rows of at most MOST_LINES lines; the further rows carry on where the texts were broken off."""
    chunks = [_chunks(value, column.width) for value, column in zip(line.values, columns, strict=True)]
    for number, values in enumerate(zip_longest(*chunks, fillvalue="")):
        yield Line((CONTINUED, *values[1:]) if number and not values[0] else values, line.fill, line.filled)


def _chunks(value: str | int, width: float) -> list[str | int]:
    if isinstance(value, int):
        return [value]
    chunks: list[str | int] = []
    rest = visible(value)
    while len(lines := cell_lines(rest, width)) > MOST_LINES:
        # Counted in the text itself, whose line feeds the lines have lost.
        chunks.append(_leading(rest, lines[:MOST_LINES]))
        rest = rest[len(str(chunks[-1])) :].lstrip("\n")
    return [*chunks, rest]


def _leading(text: str, lines: Sequence[str]) -> str:
    """The beginning of a text that the given lines show."""
    position = 0
    for line in lines:
        position += (text[position : position + 1] == "\n") if position else 0
        position += len(line)
    return text[:position]


def _row(sheet: Worksheet, row: int, line: Line, columns: Sequence[Column]) -> None:
    most = 1
    border = thin_border()
    for number, (value, column) in enumerate(zip(line.values, columns, strict=True), 1):
        cell = at(sheet, row, number)
        put(cell, value)
        cell.font, cell.border = font(), border
        align(cell, "center" if column.centred else "left")
        if column.noted:
            note_last_line(cell)
        if number == line.filled + 1:
            paint(cell, line.fill)
        most = max(most, len(cell_lines(str(value), column.width)))
    sheet.row_dimensions[row].height = height(most)


def _empty(sheet: Worksheet, words: str, columns: int) -> None:
    for number in range(1, columns + 1):
        sheet.cell(2, number).border = thin_border()
    sheet.merge_cells(start_row=2, start_column=1, end_row=2, end_column=columns)
    cell = at(sheet, 2, 1)
    put(cell, words)
    cell.font = font(12)
    align(cell, "center", "center")
    sheet.row_dimensions[2].height = 36


def _choices(sheet: Worksheet, columns: Sequence[Column], title: str, last: int) -> None:
    """Offer words for a column to be filled in by hand; other words stay possible."""
    from openpyxl.worksheet.datavalidation import DataValidation  # noqa: PLC0415 - openpyxl is slow to load

    for number, column in enumerate(columns, 1):
        if column.title == title:
            letter = at(sheet, 1, number).column_letter
            choice = DataValidation(type="list", formula1=f'"{REMEDIES}"', allow_blank=True, showErrorMessage=False)
            choice.add(f"{letter}2:{letter}{last}")
            sheet.add_data_validation(choice)
