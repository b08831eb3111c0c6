"""Pages as they come out: a document cut into pages, each with a line at its top and its number at its bottom."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import QMarginsF, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QPageLayout,
    QPageSize,
    QPainter,
    QPalette,
    QTextDocument,
)

from core.exports.content import Content
from core.exports.page_columns import page_columns
from core.exports.width import visible
from core.findings import Result
from gui.printing.checklist import write_checklist
from gui.printing.cutting import cut
from gui.printing.text import write_text
from gui.printing.writer import Writer
from gui.theme import colour, font

DPI = 96.0
MARGINS = QMarginsF(15, 18, 15, 18)
"""Millimetres."""
RUNNING = 11.0
_MM = DPI / 25.4
ENDLESS = 1e7
"""The height of a page on which everything has room; where pages end is decided afterwards."""


class Part(StrEnum):
    """What is printed."""

    CHECKLIST = "checklist"
    TEXT = "text"
    BOTH = "both"


def layout_for(result: Result, part: Part) -> QPageLayout:
    """A4 with our margins; turned sideways where the office's columns need it."""
    sideways = part is not Part.TEXT and page_columns(Content(result)).sideways
    way = QPageLayout.Orientation.Landscape if sideways else QPageLayout.Orientation.Portrait
    return QPageLayout(QPageSize(QPageSize.PageSizeId.A4), way, MARGINS, QPageLayout.Unit.Millimeter)


class Pages:
    """The pages of a result for a paper; the same on a screen, a printer and in a PDF."""

    def __init__(self, result: Result, part: Part, paper: QPageLayout) -> None:
        content = Content(result)
        self._heading = visible(content.heading)
        full = paper.fullRect(QPageLayout.Unit.Millimeter)
        margins = paper.margins(QPageLayout.Unit.Millimeter)
        self._full = QRectF(0, 0, full.width() * _MM, full.height() * _MM)
        left, top = max(margins.left(), MARGINS.left()) * _MM, max(margins.top(), MARGINS.top()) * _MM
        right, bottom = max(margins.right(), MARGINS.right()) * _MM, max(margins.bottom(), MARGINS.bottom()) * _MM
        self._inner = self._full.adjusted(left, top, -right, -bottom)
        self._document = self._laid_out(content, part)
        self._slices = cut(self._document, self._inner.height())

    def _laid_out(self, content: Content, part: Part) -> QTextDocument:
        document = QTextDocument()
        document.setUndoRedoEnabled(False)
        document.setUseDesignMetrics(True)
        document.setDocumentMargin(0)
        document.setDefaultFont(font())
        writer = Writer(document)
        if part is not Part.TEXT:
            write_checklist(writer, content)
        if part is not Part.CHECKLIST:
            write_text(writer, content, new_page=part is Part.BOTH, explained=part is Part.TEXT)
        document.setPageSize(QSizeF(self._inner.width(), ENDLESS))
        return document

    @property
    def count(self) -> int:
        """How many there are."""
        return len(self._slices)

    def paint(self, painter: QPainter, number: int) -> None:
        """Paint one page, counted from 0; the painter's origin is the corner of the paper, its unit 1/96 inch."""
        page = self._slices[number]
        below = 0.0
        if page.again is not None:
            self._paint_part(painter, *page.again, 0.0)
            below = page.again[1] - page.again[0]
        self._paint_part(painter, page.top, page.bottom, below)
        self._paint_running(painter, number)

    def _paint_part(self, painter: QPainter, top: float, bottom: float, at: float) -> None:
        """Paint a part of the document so far below the upper margin."""
        painter.save()
        painter.translate(self._inner.left(), self._inner.top() + at - top)
        context = QAbstractTextDocumentLayout.PaintContext()
        clip = QRectF(-1, top, self._inner.width() + 2, bottom - top)
        context.clip = clip  # type: ignore[attr-defined]  # the stubs leave the fields of this struct out
        context.palette = _paper()  # type: ignore[attr-defined]  # as above, left out of the stubs
        painter.setClipRect(clip)
        self._document.documentLayout().draw(painter, context)
        painter.restore()

    def _paint_running(self, painter: QPainter, number: int) -> None:
        painter.save()
        painter.setFont(font(RUNNING))
        painter.setPen(colour("muted"))
        line = RUNNING * 1.8
        top = QRectF(self._inner.left(), self._inner.top() - line - 8, self._inner.width(), line)
        bottom = QRectF(self._inner.left(), self._inner.bottom() + 8, self._inner.width(), line)
        painter.drawText(top, Qt.AlignmentFlag.AlignCenter, self._heading)
        painter.drawText(bottom, Qt.AlignmentFlag.AlignCenter, f"第 {number + 1} 页，共 {self.count} 页")
        painter.restore()


def _paper() -> QPalette:
    palette = QPalette()
    palette.setColor(QPalette.ColorRole.Text, colour("ink"))
    return palette
