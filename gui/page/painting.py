"""The paper under the text."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from gui.page.sheet import Sheet
from gui.theme import colour, font


def paint_paper(painter: QPainter, paper: QRectF) -> None:
    """A white sheet with a hairline and a faint shadow."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour("shadow"))
    for grow in (3.0, 2.0, 1.0):
        painter.drawRoundedRect(paper.adjusted(-grow * 0.6, 0, grow * 0.6, grow), 3, 3)
    painter.setPen(QPen(colour("line"), 1.0))
    painter.setBrush(colour("sheet"))
    painter.drawRoundedRect(paper, 2, 2)


def paint_page_number(painter: QPainter, page: int, top: float, sheet: Sheet) -> None:
    """Tell in the right margin that a new page of the draft begins."""
    painter.setFont(font(11))
    painter.setPen(colour("faint"))
    box = QRectF(sheet.text_width + 4, top, sheet.pad - 10, 20)
    painter.drawText(box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, f"第 {page} 页")
