"""The cover of a checklist: whose report was checked, the verdict, the counts, and lines to sign."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.exports.content import CREDIT, Content
from core.exports.sheet_style import HEADING, align, at, cell_lines, font, height, paint, print_on_a4, put, thin_border
from core.exports.width import clip
from core.findings import Verdict

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

WIDTHS = (18.0, 70.0)
SIZE = 12.0
LONGEST = 600
_GREEN, _RED, _AMBER = ("0B6B35", "E3F4E8"), ("B3261E", "FDE3E0"), ("8A5A00", "FFF1CC")


def fill_cover(sheet: Worksheet, content: Content) -> None:
    """Fill a sheet with the cover."""
    for letter, width in zip("AB", WIDTHS, strict=True):
        sheet.column_dimensions[letter].width = width
    _banner(sheet, 1, content.form.title, 20, 48)
    _verdict(sheet, content.result.verdict)
    row = 4
    for name, value in content.facts():
        _fact(sheet, row, name, value)
        row += 1
    row += 1
    for name in content.form.signatures:
        _fact(sheet, row, name, "", tall=34)
        row += 1
    for words in (content.form.note, CREDIT):
        if words:
            _banner(sheet, row, words, 9, max(28, height(len(cell_lines(words, sum(WIDTHS), 9)), 9)), bold=False)
            row += 1
    sheet.sheet_view.showGridLines = False
    print_on_a4(sheet, landscape=False, last=f"B{row - 1}")


def _banner(sheet: Worksheet, row: int, words: str, size: float, tall: float, bold: bool = True) -> None:
    sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=2)
    cell = at(sheet, row, 1)
    put(cell, words)
    cell.font = font(size, bold=bold, name=HEADING if bold else "宋体")
    align(cell, "center", "center")
    sheet.row_dimensions[row].height = tall


def _verdict(sheet: Worksheet, verdict: Verdict) -> None:
    _banner(sheet, 2, verdict.sentence, 24, 64)
    ink, ground = _colours(verdict)
    for column in (1, 2):
        cell = sheet.cell(2, column)
        cell.border = thin_border(ink)
        paint(cell, ground)
    at(sheet, 2, 1).font = font(24, bold=True, color=ink, name=HEADING)
    sheet.row_dimensions[3].height = 12


def _colours(verdict: Verdict) -> tuple[str, str]:
    if verdict.ready:
        return _GREEN
    return _RED if verdict.errors else _AMBER


def _fact(sheet: Worksheet, row: int, name: str, value: str, tall: float = 26) -> None:
    words = clip(value, LONGEST)
    for column, text in ((1, name), (2, words)):
        cell = at(sheet, row, column)
        put(cell, text)
        cell.font, cell.border = font(SIZE, bold=column == 1), thin_border()
        align(cell, "center" if column == 1 else "left", "center")
    sheet.row_dimensions[row].height = max(tall, height(len(cell_lines(words, WIDTHS[1], SIZE)), SIZE) + 4)
