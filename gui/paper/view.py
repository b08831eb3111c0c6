"""The view of the pages: one below the other, scrolled and zoomed, with marks over the words."""

from __future__ import annotations

from bisect import bisect_right
from html import escape
from itertools import accumulate

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QToolTip, QWidget

from core.annotators.pdf_boxes import boxes_of
from core.document import Format, Text
from core.findings import Result, Severity
from gui.icons import paint_severity
from gui.page.view import ZOOMS
from gui.paper.letters import Letters, letters_of, paint_letters, sizes_of
from gui.paper.marks import Marks, PaperMark, rectangle
from gui.paper.source import PageSource
from gui.preparing import prepared
from gui.theme import colour, font

GAP = 18.0
POINT = 96 / 72
"""Logical pixels of a point at 100 %."""
MARGIN = 72
SHARPEN_MS = 90
PAPER = QColor("white")
INK = QColor("black")
TINTS = {Severity.ERROR: "#ff5a4d", Severity.WARNING: "#f2a900", Severity.INFO: "#3f83e6"}
"""Pages are white in every theme, so their marks are the same in all."""


class PaperView(QAbstractScrollArea):
    """Shows a result's draft as its pages look."""

    finding_clicked = Signal(int)
    zoom_changed = Signal(float)
    failed = Signal()
    shown = Signal()
    """The pages are there to be scrolled."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("paperView")
        self.setAccessibleName("报告版面")
        self.viewport().setMouseTracking(True)
        self.verticalScrollBar().setSingleStep(40)
        self._result: Result | None = None
        self._finding: int | None = None
        self._marks: Marks = {}
        self._words: dict[int, list[QRectF]] = {}
        self._letters: Letters = {}
        self._sizes: list[tuple[float, float]] = []
        self._tops: list[float] = [0.0]
        self._zoom = 1.0
        self._waiting: int | None = None
        self.source = PageSource(self)
        self.source.opened.connect(self._on_opened)
        self.source.arrived.connect(lambda _page: self.viewport().update())
        self.source.failed.connect(self.failed)
        self._sharp = QTimer(self)
        self._sharp.setSingleShot(True)
        self._sharp.setInterval(SHARPEN_MS)
        self._sharp.timeout.connect(self.viewport().update)

    # What is shown

    def show_result(self, result: Result, keep_place: bool = False) -> None:
        """Show the pages of a draft, from the top or at the place where the view was."""
        place = self.verticalScrollBar().value() if keep_place else 0
        self._result, self._finding = result, None
        self._marks, self._words = prepared(result).marks, {}
        if result.document.format is Format.PDF:
            self._letters = {}
            self.source.open(result.path)
        else:
            self._letters = letters_of(result.document)
            self._lay_out(sizes_of(result.document, self._letters))
        self.verticalScrollBar().setValue(place)
        self.viewport().update()

    def forget(self) -> None:
        """Show nothing and draw nothing."""
        self.source.close()
        self._result, self._finding, self._marks, self._words, self._letters = None, None, {}, {}, {}
        self._lay_out([])

    def _on_opened(self, sizes: list[tuple[float, float]]) -> None:
        place = self.verticalScrollBar().value()
        self._lay_out(sizes)
        self.verticalScrollBar().setValue(place)
        if self._waiting is not None:
            self._reveal(self._waiting)

    def _lay_out(self, sizes: list[tuple[float, float]]) -> None:
        self._sizes = sizes
        self._tops = list(accumulate((height + GAP for _, height in sizes), initial=GAP))
        self._update_range()
        self.viewport().update()
        if sizes:
            self.shown.emit()

    def select(self, finding: int | None, reveal: bool = True) -> None:
        """Mark one finding as the selected one and bring it into view."""
        self._finding = finding
        self._waiting = None
        if finding is not None and reveal:
            self._reveal(finding)
        self.viewport().update()

    def _reveal(self, finding: int) -> None:
        if not self._sizes:
            self._waiting = finding
            return
        self._waiting = None
        for page, marks in sorted(self._marks.items()):
            for mark in marks:
                if mark.finding == finding and not mark.related:
                    self._bring(page, mark.whole)
                    return

    def _bring(self, page: int, area: QRectF) -> None:
        """Scroll to an area of a page."""
        bar, height = self.verticalScrollBar(), self.viewport().height()
        whole = self.to_view(page, area).translated(0, bar.value())
        margin = min(MARGIN, height // 5)
        if whole.top() - margin < bar.value() or whole.bottom() + margin > bar.value() + height:
            bar.setValue(round(whole.top() - max(margin, (height - whole.height()) * 0.38)))
        across, width = self.horizontalScrollBar(), self.viewport().width()
        left = self.to_view(page, area).left() + across.value()
        if left < across.value() or left + whole.width() > across.value() + width:
            across.setValue(round(left - MARGIN / 2))

    def show_words(self, content: Text, start: int, end: int) -> bool:
        """Mark some words that were looked for and bring them into view; False when they stand on no page."""
        self._words = {}
        for page, box in boxes_of(content, start, end):
            self._words.setdefault(page, []).append(rectangle(box))
        self.viewport().update()
        for page, areas in self._words.items():
            united = areas[0]
            for area in areas:
                united = united.united(area)
            self._bring(page, united)
            return True
        return False

    def forget_words(self) -> None:
        """Mark no words any more."""
        self._words = {}
        self.viewport().update()

    def ticks(self) -> list[tuple[float, int, Severity]]:
        """Where the findings stand, as shares of the whole height."""
        total = max(1.0, self._tops[-1])
        return [
            ((self._tops[page - 1] + mark.whole.center().y()) / total, mark.finding, mark.severity)
            for page, marks in self._marks.items()
            for mark in marks
            if not mark.related and page <= len(self._sizes)
        ]

    # Zoom and place

    @property
    def zoom(self) -> float:
        """The zoom; 1 is 100 %."""
        return self._zoom

    def zoom_in(self) -> None:
        """The next larger zoom."""
        self.set_zoom(next((zoom for zoom in ZOOMS if zoom > self._zoom + 0.001), ZOOMS[-1]))

    def zoom_out(self) -> None:
        """The next smaller zoom."""
        self.set_zoom(next((zoom for zoom in reversed(ZOOMS) if zoom < self._zoom - 0.001), ZOOMS[0]))

    def set_zoom(self, zoom: float) -> None:
        """Zoom round the middle of what shows."""
        zoom = min(max(zoom, ZOOMS[0]), ZOOMS[-1])
        if zoom == self._zoom:
            return
        bar, middle = self.verticalScrollBar(), self.viewport().height() / 2
        place = (bar.value() + middle) / self._scale
        self._zoom = zoom
        self._update_range()
        bar.setValue(round(place * self._scale - middle))
        self.viewport().update()
        self.zoom_changed.emit(zoom)

    @property
    def _scale(self) -> float:
        """Pixels of a point; at 100 % a page is as large as on paper, smaller where the view has no room for it."""
        wide = max((width for width, _ in self._sizes), default=1.0) + 2 * GAP
        return self._zoom * min(POINT, self.viewport().width() / wide)

    def _update_range(self) -> None:
        bar, across = self.verticalScrollBar(), self.horizontalScrollBar()
        bar.setPageStep(self.viewport().height())
        bar.setRange(0, max(0, round(self._tops[-1] * self._scale) - self.viewport().height()))
        wide = round((max((width for width, _ in self._sizes), default=0.0) + 2 * GAP) * self._scale)
        across.setPageStep(self.viewport().width())
        across.setRange(0, max(0, wide - self.viewport().width()))

    def page_area(self, page: int) -> QRectF:
        """Where a page, 1-based, lies in the viewport."""
        width, height = self._sizes[page - 1]
        wide = max(self.viewport().width() / self._scale, max(each for each, _ in self._sizes) + 2 * GAP)
        left = (wide - width) / 2 * self._scale - self.horizontalScrollBar().value()
        top = self._tops[page - 1] * self._scale - self.verticalScrollBar().value()
        return QRectF(left, top, width * self._scale, height * self._scale)

    def to_view(self, page: int, area: QRectF) -> QRectF:
        """An area of a page in the viewport."""
        origin, scale = self.page_area(page).topLeft(), self._scale
        return QRectF(origin.x() + area.x() * scale, origin.y() + area.y() * scale, area.width() * scale, area.height() * scale)

    def _shown_pages(self) -> range:
        if not self._sizes:
            return range(0)
        top = self.verticalScrollBar().value() / self._scale
        bottom = top + self.viewport().height() / self._scale
        first = max(1, bisect_right(self._tops, top))
        return range(first, min(len(self._sizes), max(first, bisect_right(self._tops, bottom))) + 1)

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        """The ground, the pages in view, their marks."""
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), colour("canvas"))
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        for page in self._shown_pages():
            area = self.page_area(page)
            painter.setPen(QPen(colour("line-strong"), 1.0))
            painter.setBrush(PAPER)
            painter.drawRect(area)
            self._paint_page(painter, page, area)
            for mark in self._marks.get(page, ()):
                self._paint_mark(painter, page, mark)
            for words in self._words.get(page, ()):
                painter.fillRect(self.to_view(page, words), QColor(255, 214, 0, 110))

    def _paint_page(self, painter: QPainter, page: int, area: QRectF) -> None:
        if self._letters:
            painter.save()
            painter.translate(area.topLeft())
            painter.scale(self._scale, self._scale)
            painter.setPen(INK)
            paint_letters(painter, self._letters.get(page, []))
            painter.restore()
            return
        picture = self.source.picture(page - 1, round(self._scale * self.devicePixelRatioF(), 3))
        if picture is not None:
            painter.drawImage(area, picture)
        else:
            painter.setPen(colour("faint"))
            painter.setFont(font(14))
            words = "这一页无法显示" if self.source.is_broken(page - 1) else f"第 {page} 页"
            painter.drawText(area, Qt.AlignmentFlag.AlignCenter, words)

    def _paint_mark(self, painter: QPainter, page: int, mark: PaperMark) -> None:
        chosen, tint = mark.finding == self._finding, QColor(TINTS[mark.severity])
        for area in mark.areas:
            box = self.to_view(page, area)
            if mark.sign:
                paint_severity(painter, mark.severity, box.center(), box.width() / 2)
            elif not mark.related:
                tint.setAlpha(96 if chosen else 58)
                painter.fillRect(box, tint)
                tint.setAlpha(255)
                painter.setPen(_underline(tint, mark.severity))
                painter.drawLine(box.bottomLeft(), box.bottomRight())
            if chosen:
                style = Qt.PenStyle.DashLine if mark.related else Qt.PenStyle.SolidLine
                painter.setPen(QPen(QColor("#17596b"), 1.8, style))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRoundedRect(box.adjusted(-2.5, -2, 2.5, 2.5), 3, 3)

    # Events

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stay at the place."""
        super().resizeEvent(event)
        bar = self.verticalScrollBar()
        share = bar.value() / max(1, bar.maximum())
        self._update_range()
        bar.setValue(round(share * bar.maximum()))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Ctrl and the wheel zoom."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            (self.zoom_in if event.angleDelta().y() > 0 else self.zoom_out)()
            event.accept()
        else:
            super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Home and End go to the ends."""
        bar = self.verticalScrollBar()
        if event.key() in (Qt.Key.Key_Home, Qt.Key.Key_End):
            bar.setValue(bar.minimum() if event.key() == Qt.Key.Key_Home else bar.maximum())
        else:
            super().keyPressEvent(event)

    def findings_at(self, point: QPointF) -> list[int]:
        """The findings under a point of the viewport, the topmost first."""
        for page in self._shown_pages():
            if self.page_area(page).contains(point):
                marks = [mark for mark in reversed(self._marks.get(page, [])) if not mark.related]
                hit = [
                    m for m in marks if any(self.to_view(page, area).adjusted(-1, -2, 1, 3).contains(point) for area in m.areas)
                ]
                return list(dict.fromkeys(mark.finding for mark in hit))
        return []

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show what a click would do."""
        over = bool(self.findings_at(event.position()))
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click on a mark selects its finding; again, the next one that shares the place."""
        hits = self.findings_at(event.position())
        if event.button() == Qt.MouseButton.LeftButton and hits:
            following = hits.index(self._finding) + 1 if self._finding in hits else 0
            self.finding_clicked.emit(hits[following % len(hits)])

    def viewportEvent(self, event: QEvent) -> bool:
        """Tooltips tell the messages of what lies under the mouse."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            self._tooltip(QPointF(event.pos()), event.globalPos())
            return True
        return super().viewportEvent(event)

    def _tooltip(self, position: QPointF, screen: QPoint) -> None:
        found = [self._result.findings[number] for number in self.findings_at(position)] if self._result else []
        text = "".join(f"<p>{escape(each.severity.label)}：{escape(each.message)}</p>" for each in found)
        QToolTip.showText(screen, text, self.viewport())


def _underline(tint: QColor, severity: Severity) -> QPen:
    """Solid, dotted or dashed: shape and colour both tell."""
    style = {Severity.ERROR: Qt.PenStyle.SolidLine, Severity.WARNING: Qt.PenStyle.DotLine, Severity.INFO: Qt.PenStyle.DashLine}
    return QPen(tint, 2.0, style[severity])
