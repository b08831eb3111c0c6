"""Writes text and tables into a document for print. One pixel is 1/96 inch on any printer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import (
    QColor,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFrameFormat,
    QTextLength,
    QTextTable,
    QTextTableCellFormat,
    QTextTableFormat,
)

from core.exports.content import Entry
from core.exports.width import visible
from core.findings import Severity
from gui.theme import colour, font

BODY = 14.0
SMALL = 12.5
PAD = 4.0
LINE_HEIGHT = 130
HEADS, NEW_PAGE = 1, 2
"""The states of a block that stays on the page of the next one, and of one that begins a page."""
WHOLE = QTextTableFormat.Property.UserProperty.value + 1
"""The property of a table that stays on one page."""
_UNDERLINES = {
    Severity.ERROR: QTextCharFormat.UnderlineStyle.SingleUnderline,
    Severity.WARNING: QTextCharFormat.UnderlineStyle.DotLine,
    Severity.INFO: QTextCharFormat.UnderlineStyle.DashUnderline,
}
BORDERS = {
    Severity.ERROR: QTextFrameFormat.BorderStyle.BorderStyle_Solid,
    Severity.WARNING: QTextFrameFormat.BorderStyle.BorderStyle_Dotted,
    Severity.INFO: QTextFrameFormat.BorderStyle.BorderStyle_Dashed,
}


@dataclass(frozen=True, slots=True)
class Look:
    """How characters look; ``ink`` names a colour of the palette."""

    size: float = BODY
    bold: bool = False
    serif: bool = False
    ink: str = "ink"

    def format(self) -> QTextCharFormat:
        """The same for Qt."""
        made = QTextCharFormat()
        made.setFont(font(self.size, self.bold, self.serif))
        made.setForeground(colour(self.ink))
        return made


@dataclass(frozen=True, slots=True)
class Setting:
    """How a paragraph is set, in pixels; one that ``heads`` what follows stays on its page."""

    align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft
    above: float = 0.0
    below: float = 0.0
    indent: float = 0.0
    new_page: bool = False
    heads: bool = False
    line_height: int = LINE_HEIGHT

    def format(self) -> QTextBlockFormat:
        """The same for Qt."""
        made = QTextBlockFormat()
        made.setAlignment(self.align)
        made.setTopMargin(self.above)
        made.setBottomMargin(self.below)
        made.setTextIndent(self.indent)
        made.setLineHeight(self.line_height, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        return made

    @property
    def state(self) -> int:
        """How the block goes with its page."""
        return NEW_PAGE if self.new_page else HEADS if self.heads else -1


PLAIN = Setting()


def ink_of(entry: Entry) -> str:
    """The colour of a finding; dismissed ones are grey."""
    return "faint" if entry.waived else entry.severity.value


def tint_of(entry: Entry) -> QColor:
    """The ground of a finding."""
    return colour("table-head") if entry.waived else colour(f"{entry.severity.value}-soft")


class Writer:
    """Writes from the top of a document to its end."""

    def __init__(self, document: QTextDocument) -> None:
        self.cursor = QTextCursor(document)
        self._first = True

    def paragraph(self, words: str, look: Look, setting: Setting = PLAIN) -> None:
        """Add a paragraph of one look."""
        self.begin(setting)
        self.cursor.insertText(lines_of(words), look.format())

    def space(self, pixels: float) -> None:
        """Leave some room; Qt drops the upper margin of a paragraph behind a table."""
        self.paragraph("\u00a0", Look(pixels), Setting(line_height=100))

    def begin(self, setting: Setting) -> None:
        """Begin a paragraph; its characters follow through the cursor."""
        # Behind a table, and at the top, an empty paragraph is there already.
        if not self._first and self.cursor.block().text():
            self.cursor.insertBlock()
        self._first = False
        self.cursor.setBlockFormat(setting.format())
        self.cursor.setBlockCharFormat(Look().format())
        self.cursor.block().setUserState(setting.state)

    def table(self, rows: int, widths: Sequence[float], header: int = 0, border: float = 1.0, whole: bool = False) -> QTextTable:
        """Add a ruled table as wide as the page; a header comes again on every page, a ``whole`` one stays on one where it can."""
        self._first = False
        made = QTextTableFormat()
        made.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
        total = sum(widths)
        shares = [QTextLength(QTextLength.Type.PercentageLength, 100 * width / total) for width in widths]
        made.setColumnWidthConstraints(shares)
        made.setCellPadding(PAD)
        made.setCellSpacing(0)
        made.setBorder(border)
        made.setBorderCollapse(True)
        made.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
        made.setBorderBrush(colour("table-line"))
        made.setHeaderRowCount(header)
        made.setProperty(WHOLE, whole)
        table = self.cursor.insertTable(rows, len(widths), made)
        _rule(table, border)
        self.cursor = table.lastCursorPosition()
        self.cursor.movePosition(QTextCursor.MoveOperation.NextBlock)
        # The paragraph that Qt puts behind a table is as low as it can be until something is written there.
        self.cursor.setBlockFormat(Setting(line_height=100).format())
        self.cursor.setBlockCharFormat(Look(2.0).format())
        return table


def _rule(table: QTextTable, width: float) -> None:
    """Give every cell its lines: those of a table whose borders collapse are not painted by Qt."""
    made = QTextTableCellFormat()
    made.setBorder(width)
    made.setBorderBrush(colour("table-line"))
    made.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
    for row in range(table.rows()):
        for column in range(table.columns()):
            table.cellAt(row, column).setFormat(made)


def fill(table: QTextTable, row: int, column: int, words: str, look: Look, align: Qt.AlignmentFlag = PLAIN.align) -> QTextCursor:
    """Write into a cell; the cursor stands behind the words."""
    cursor = table.cellAt(row, column).firstCursorPosition()
    cursor.setBlockFormat(Setting(align).format())
    # Merged: a cell's lines are kept in the format of the same character.
    cursor.mergeBlockCharFormat(look.format())
    cursor.insertText(lines_of(words), look.format())
    return cursor


def shade(table: QTextTable, row: int, column: int, ground: QColor, entry: Entry | None = None) -> None:
    """Fill a cell with a colour; for a finding with a border whose form tells the severity."""
    cell = table.cellAt(row, column)
    made = QTextTableCellFormat(cell.format().toTableCellFormat())
    made.setBackground(ground)
    if entry is not None:
        made.setBorder(1.6)
        made.setBorderBrush(colour(ink_of(entry)))
        made.setBorderStyle(BORDERS[entry.severity])
    cell.setFormat(made)


def mark_format(look: Look, entry: Entry) -> QTextCharFormat:
    """The look of characters that a finding marks."""
    made = look.format()
    made.setBackground(tint_of(entry))
    made.setUnderlineStyle(_UNDERLINES[entry.severity])
    made.setUnderlineColor(colour(ink_of(entry)))
    return made


def number_format(entry: Entry, size: float) -> QTextCharFormat:
    """The look of a finding's number behind what it marks."""
    made = Look(size, bold=True, ink=ink_of(entry)).format()
    made.setVerticalAlignment(QTextCharFormat.VerticalAlignment.AlignSuperScript)
    return made


def lines_of(words: str) -> str:
    """Words as Qt takes them into one paragraph: its own line separator, no control characters."""
    return visible(words).replace("\n", "\u2028")
