"""How the sheets of a checklist look: fonts, borders, heights that show every line, and safe cells."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from core.exports.width import visible, wrap

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell, MergedCell
    from openpyxl.styles import Border, Font
    from openpyxl.worksheet.worksheet import Worksheet

BODY, HEADING = "宋体", "黑体"
SIZE = 10.0
NOTE_SIZE = 7.5
LONGEST_CELL = 32_000
_FORMULA = ("=", "+", "-", "@")
_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_PADDING = 5.0


def at(sheet: Worksheet, row: int, column: int) -> Cell:
    """A cell that is not covered by a merged one."""
    from openpyxl.cell.cell import Cell  # noqa: PLC0415 - openpyxl is slow to load

    cell = sheet.cell(row, column)
    if not isinstance(cell, Cell):
        raise TypeError(f"row {row}, column {column} is covered by a merged cell")
    return cell


def put(cell: Cell, value: str | int) -> None:
    """Set a cell to a number, or to a text that no program takes for a formula."""
    if isinstance(value, int):
        cell.value = value
        return
    text = _ESCAPED.sub("_x005F_", visible(value))[:LONGEST_CELL]
    cell.value = text or None
    if text.startswith(_FORMULA):
        cell.data_type = "s"
        cell.quotePrefix = True


def note_last_line(cell: Cell) -> None:
    """Set the last line of a cell's text of several lines small and grey."""
    from openpyxl.cell.rich_text import CellRichText, TextBlock  # noqa: PLC0415 - openpyxl is loaded for an export alone
    from openpyxl.cell.text import InlineFont  # noqa: PLC0415 - as above
    from openpyxl.styles.colors import Color  # noqa: PLC0415 - as above

    words, feed, note = str(cell.value or "").rpartition("\n")
    if not words:
        return
    plain, small = InlineFont(rFont=BODY, sz=SIZE), InlineFont(rFont=BODY, sz=NOTE_SIZE, color=Color("FF808080"))
    cell.value = CellRichText(TextBlock(plain, words + feed), TextBlock(small, note))


def font(size: float = SIZE, bold: bool = False, color: str = "000000", name: str = BODY) -> Font:
    """A font by name only; the office's machine has it."""
    from openpyxl.styles import Font  # noqa: PLC0415 - openpyxl is slow to load

    return Font(name=name, size=size, bold=bold, color=color)


def thin_border(color: str = "808080") -> Border:
    """Thin lines on four sides."""
    from openpyxl.styles import Border, Side  # noqa: PLC0415 - openpyxl is slow to load

    side = Side(style="thin", color=color)
    return Border(left=side, right=side, top=side, bottom=side)


def paint(cell: Cell | MergedCell, color: str) -> None:
    """Fill a cell with one colour."""
    from openpyxl.styles import PatternFill  # noqa: PLC0415 - openpyxl is slow to load

    cell.fill = PatternFill("solid", start_color=color, end_color=color)


def align(cell: Cell, horizontal: str = "left", vertical: str = "top") -> None:
    """Set a cell's text and let its lines wrap."""
    from openpyxl.styles import Alignment  # noqa: PLC0415 - openpyxl is slow to load

    cell.alignment = Alignment(horizontal=horizontal, vertical=vertical, wrap_text=True)


def cell_lines(text: str, width: float, size: float = SIZE) -> list[str]:
    """The lines that a wrapped text takes in a column of ``width``, counted rather too many than too few."""
    # A column's width counts digits of the 11-point default font; one is lost to the margins of the cell.
    return wrap(visible(text), int((width - 1.2) * 10.6 / size), ambiguous=2)


def height(lines: int, size: float = SIZE) -> float:
    """The height of a row that shows a number of lines."""
    return round(max(1, lines) * size * 1.42 + _PADDING, 1)


def print_on_a4(sheet: Worksheet, landscape: bool, last: str, header: str = "") -> None:
    """Print everything up to the cell ``last`` on A4, as wide as the page, with page numbers."""
    sheet.page_setup.orientation = "landscape" if landscape else "portrait"
    sheet.page_setup.paperSize = 9
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    if sheet.sheet_properties.pageSetUpPr is not None:
        sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_area = f"A1:{last}"
    sheet.print_options.horizontalCentered = True
    margins = sheet.page_margins
    margins.left = margins.right = 0.4
    margins.top, margins.bottom, margins.header, margins.footer = 0.75, 0.7, 0.35, 0.35
    for band, words in ((sheet.oddFooter, "第 &P 页，共 &N 页"), (sheet.oddHeader, visible(header).replace("&", "&&"))):
        if band is not None and band.center is not None:
            band.center.text = words or None
