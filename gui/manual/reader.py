"""Shows Markdown in the measures of the house."""

from __future__ import annotations

from PySide6.QtGui import QTextBlockFormat, QTextCharFormat, QTextCursor, QTextFormat
from PySide6.QtWidgets import QTextBrowser, QWidget

from gui.theme import font

LINE_HEIGHT = 140
PIXELS = {1: 20.0, 2: 16.0}
TEXT_PX = 14.5


class Reader(QTextBrowser):
    """A page to read. Links lead nowhere: what they name may lie on a network."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setOpenLinks(False)
        self.document().setDocumentMargin(18)
        self.setAccessibleName("说明")

    def show_markdown(self, text: str) -> None:
        """Show a page from its top."""
        self.setMarkdown(text)
        self._calm()
        self.verticalScrollBar().setValue(0)

    def _calm(self) -> None:
        """Headings and lines of Markdown are far too large and too close."""
        cursor = QTextCursor(self.document())
        block = self.document().begin()
        while block.isValid():
            level = block.blockFormat().headingLevel()
            shape = QTextBlockFormat(block.blockFormat())
            shape.setTopMargin(18 if level > 1 else 4)
            shape.setBottomMargin(5)
            shape.setLineHeight(LINE_HEIGHT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
            cursor.setPosition(block.position())
            cursor.setBlockFormat(shape)
            cursor.setPosition(block.position() + block.length() - 1, QTextCursor.MoveMode.KeepAnchor)
            letters = QTextCharFormat()
            letters.setFontFamilies(font().families())
            letters.setProperty(QTextFormat.Property.FontSizeAdjustment, 0)
            letters.setProperty(QTextFormat.Property.FontPixelSize, round(PIXELS.get(level, TEXT_PX)))
            if level:
                letters.setFontWeight(font(bold=True).weight())
            cursor.mergeCharFormat(letters)
            block = block.next()
