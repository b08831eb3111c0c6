"""Shows Markdown in the measures of the house."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import (
    QBrush,
    QFont,
    QImage,
    QPainter,
    QPen,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFrameFormat,
    QTextTable,
    QTextTableCell,
)
from PySide6.QtWidgets import QTextBrowser, QWidget

from gui.theme import colour, font

LINE_HEIGHT = 140
PIXELS = {1: 22.0, 2: 17.0, 3: 15.0}
TEXT_PX = 14.5
WIDEST_PICTURE = 610.0
OBJECT = "\ufffc"
"""What stands for a picture in the text of a block."""


class Reader(QTextBrowser):
    """A page to read. Links lead nowhere: what they name may lie on a network."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setOpenLinks(False)
        self.document().setDocumentMargin(22)
        self.setAccessibleName("说明")
        self.setTabChangesFocus(True)

    def show_markdown(self, text: str, folder: Path | None = None) -> None:
        """Show a page from its top; its pictures lie below the folder."""
        if folder is not None:
            self.document().setBaseUrl(QUrl.fromLocalFile(f"{folder}/"))
        self.setMarkdown(text)
        self._calm()
        self._draw_tables()
        self.verticalScrollBar().setValue(0)

    def headings(self, level: int) -> list[tuple[str, int]]:
        """The headings of a level, each with the place to go to."""
        return [(each.text(), each.position()) for each in self._blocks() if each.blockFormat().headingLevel() == level]

    def go_to(self, position: int) -> None:
        """Show a place at the top."""
        place = self.cursorRect(QTextCursor(self.document().findBlock(position)))
        self.verticalScrollBar().setValue(self.verticalScrollBar().value() + place.top() - 12)

    def _blocks(self) -> Iterator[QTextBlock]:
        block = self.document().begin()
        while block.isValid():
            yield block
            block = block.next()

    def _calm(self) -> None:
        """Headings and lines of Markdown are far too large and too close."""
        cursor = QTextCursor(self.document())
        for block in self._blocks():
            level = block.blockFormat().headingLevel()
            cursor.setPosition(block.position())
            cursor.setBlockFormat(_shape(block, level))
            cursor.setPosition(block.position() + block.length() - 1, QTextCursor.MoveMode.KeepAnchor)
            # What Qt adds to the size of a heading goes only with the whole format.
            (cursor.setCharFormat if level else cursor.mergeCharFormat)(_letters(level))

    def loadResource(self, kind: int, name: QUrl | str) -> Any:  # noqa: ANN401 - pictures, style sheets and the like
        """A picture, as wide as the column lets it be and sharp on every screen; nothing that does not lie on this machine."""
        place = self.document().baseUrl().resolved(QUrl(name))
        if kind != QTextDocument.ResourceType.ImageResource.value or not place.isLocalFile():
            return None
        picture = QImage(place.toLocalFile())
        if picture.isNull():
            return None
        # The pictures are taken at 200 %.
        ratio, width = self.devicePixelRatioF(), min(picture.width() / 2, WIDEST_PICTURE)
        fitting = picture.convertToFormat(QImage.Format.Format_RGB32).scaledToWidth(
            round(width * ratio), Qt.TransformationMode.SmoothTransformation
        )
        painter = QPainter(fitting)
        painter.setPen(QPen(colour("line-strong"), 2))
        painter.drawRect(fitting.rect())
        painter.end()
        fitting.setDevicePixelRatio(ratio)
        return fitting

    def _draw_tables(self) -> None:
        """Tables have hairlines and a head, as in the drafts."""
        for frame in self.document().rootFrame().childFrames():
            if not isinstance(frame, QTextTable):
                continue
            shape = frame.format()
            shape.setBorder(0)
            shape.setBorderCollapse(True)
            shape.setCellPadding(6)
            shape.setTopMargin(4)
            shape.setBottomMargin(10)
            frame.setFormat(shape)
            for row, column in product(range(frame.rows()), range(frame.columns())):
                _draw_cell(frame.cellAt(row, column), head=row == 0)


def _draw_cell(cell: QTextTableCell, head: bool) -> None:
    shape = cell.format().toTableCellFormat()
    shape.setBorder(1)
    shape.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
    shape.setBorderBrush(QBrush(colour("table-line")))
    if head:
        shape.setBackground(QBrush(colour("table-head")))
    cell.setFormat(shape)


def _shape(block: QTextBlock, level: int) -> QTextBlockFormat:
    """The room round a block; a picture is as high as it is."""
    picture = OBJECT in block.text()
    shape = QTextBlockFormat(block.blockFormat())
    shape.setTopMargin({0: 4, 1: 4, 2: 24}.get(level, 16))
    shape.setBottomMargin(8 if picture else 5)
    if not picture:
        shape.setLineHeight(LINE_HEIGHT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
    return shape


def _letters(level: int) -> QTextCharFormat:
    """The letters of a heading of this level, or of the text."""
    wanted = QFont()
    wanted.setFamilies(font().families())
    wanted.setPixelSize(round(PIXELS.get(level, TEXT_PX)))
    if level:
        wanted.setWeight(QFont.Weight.Bold)
    letters = QTextCharFormat()
    letters.setFont(wanted, QTextCharFormat.FontPropertiesInheritanceBehavior.FontPropertiesSpecifiedOnly)
    return letters
