"""The view of the draft: a sheet on a grey ground, scrolled, zoomed, clicked and read."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QHelpEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QShowEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from core.findings import Result
from gui.page import accessible
from gui.page.flow import Flow
from gui.page.items import Look
from gui.page.leaving import Leaving
from gui.page.painting import paint_page_number, paint_paper
from gui.page.place import Place, place_of, position_of
from gui.page.pointer import Pointer
from gui.page.reading import Reading
from gui.page.search import Match, by_item
from gui.page.sheet import Sheet
from gui.preparing import prepared
from gui.theme import colour

ZOOMS = (0.5, 0.6, 0.7, 0.8, 0.9, 1.0, 1.1, 1.25, 1.5, 1.75, 2.0, 2.5, 3.0)
SLICE_SECONDS = 0.008
MARGIN = 72
BESIDE_HEADING = 14
BEYOND = 20


class DocumentView(QAbstractScrollArea):
    """Shows a result's document with its marks. Lays out what is seen at once, the rest in slices."""

    finding_clicked = Signal(int)
    zoom_changed = Signal(float)
    measured = Signal()
    rebuilt = Signal()
    """Another result is shown: what was found in the items before is void."""
    scrolled = Signal(int)
    """The number of the block at the upper edge."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("documentView")
        self.setAccessibleName("报告正文")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setMouseTracking(True)
        self.verticalScrollBar().setSingleStep(40)
        self._result: Result | None = None
        self._finding: int | None = None
        self._zoom = 1.0
        self._found: dict[int, dict[int, list[tuple[int, int]]]] = {}
        self._pointer = Pointer(self)
        self._flow = Flow([], self.sheet.text_width)
        self.reading = Reading(self._flow, ())
        accessible.offer()
        self._leaving = Leaving(self)
        self._slices = QTimer(self)
        self._slices.setInterval(0)
        self._slices.timeout.connect(self._lay_out_slice)

    # What is shown

    @property
    def sheet(self) -> Sheet:
        """Where the sheet lies now."""
        return Sheet(float(self.viewport().width()), self._zoom)

    @property
    def flow(self) -> Flow:
        """The items shown."""
        return self._flow

    @property
    def result(self) -> Result | None:
        """The result shown."""
        return self._result

    @property
    def finding(self) -> int | None:
        """The selected finding."""
        return self._finding

    def show_result(self, result: Result, keep_place: bool = False) -> None:
        """Show a result from its top, or at the place where the view was."""
        place = self.place() if keep_place and self._flow.items else None
        self._result = result
        self._finding = None
        self._pointer.selection.clear()
        self._leaving.take(self._flow.items)
        before, self._flow = self._flow, prepared(result).take_flow(self.sheet.text_width)
        self._flow.take_over(before)
        self.reading = Reading(self._flow, result.findings)
        self._relayout(None)
        if place is None:
            self.verticalScrollBar().setValue(0)
        else:
            self.go_to(position_of(self._flow.items, place))
        self._found = {}
        self.rebuilt.emit()
        self.viewport().update()

    def select(self, finding: int | None, reveal: bool = True) -> None:
        """Mark one finding as the selected one and bring it into view."""
        self._finding = finding
        if finding is not None and reveal:
            self._reveal(finding)
        # Screen readers are told of this.
        self.setAccessibleDescription(self.reading.spoken(finding))
        self.viewport().update()

    def _reveal(self, finding: int) -> None:
        if self._flow.area_of(finding) is not None:
            self._bring(lambda: self._flow.area_of(finding) or QRectF())

    def _bring(self, where: Callable[[], QRectF]) -> None:
        """Scroll to an area of the flow, which is asked for again after each layout."""
        self._update_range()
        bar, height = self.verticalScrollBar(), self.viewport().height()
        # Laying out what now comes into view may move the place once more.
        for _ in range(3):
            area = where()
            top, bottom = self.sheet.y_to_view(area.top()), self.sheet.y_to_view(area.bottom())
            margin = min(MARGIN, height // 5)
            if top - margin < bar.value() or bottom + margin > bar.value() + height:
                bar.setValue(round(top - max(margin, (height - (bottom - top)) * 0.38)))
            if not self._lay_out_visible():
                break
        self._reveal_across(where())

    def _reveal_across(self, area: QRectF) -> None:
        """Scroll sideways where a zoomed sheet is wider than the view."""
        bar, width = self.horizontalScrollBar(), self.viewport().width()
        left = (area.left() + self.sheet.origin.x()) * self._zoom
        right = (area.right() + self.sheet.origin.x()) * self._zoom
        if left < bar.value() or right > bar.value() + width:
            bar.setValue(round(min(left - MARGIN / 2, max(right + MARGIN / 2 - width, 0))))

    # Words and headings

    @property
    def selected_text(self) -> str:
        """The text that the user selected."""
        return self._pointer.selection.text(self._flow.items)

    @property
    def first_item_shown(self) -> int:
        """The item at the upper edge."""
        return self._flow.at(self._visible().top()) if self._flow.items else 0

    def show_found(self, found: Iterable[Match]) -> None:
        """Mark the places of words."""
        self._found = by_item(found)
        self.viewport().update()

    def show_match(self, match: Match) -> None:
        """Select one place of the words and bring it into view."""
        self._pointer.selection.select(*match.ends)
        self._flow.lay_out([match.item])
        item = self._flow.items[match.item]
        area = QRectF()
        for each in item.runs[match.run].areas(match.start, match.end):
            area = area.united(each)
        self._bring(lambda: area.translated(0, self._flow.top(match.item)))
        self.viewport().update()

    def show_block(self, block: int) -> None:
        """Bring a block of the document to the upper edge."""
        number = next((n for n, item in enumerate(self._flow.items) if item.block == block), None)
        if number is not None:
            self._flow.lay_out([number])
            self._update_range()
            self.verticalScrollBar().setValue(round(self.sheet.y_to_view(self._flow.top(number)) - BESIDE_HEADING))
            self._lay_out_visible()

    # Place and zoom

    def place(self) -> Place:
        """The place at the upper edge of the view."""
        return place_of(self._flow, self._visible().top())

    def go_to(self, place: Place) -> None:
        """Bring a place to the upper edge of the view."""
        if not self._flow.items:
            return
        self._flow.lay_out([place.item])
        self._update_range()
        y = self._flow.tops[place.item] + place.offset
        self.verticalScrollBar().setValue(round(self.sheet.y_to_view(y)))
        self._lay_out_visible()

    @property
    def zoom(self) -> float:
        """The zoom; 1 is 100 %."""
        return self._zoom

    def set_zoom(self, zoom: float) -> None:
        """Zoom and stay at the place."""
        zoom = min(max(zoom, ZOOMS[0]), ZOOMS[-1])
        if zoom == self._zoom:
            return
        place = self.place() if self._flow.items else None
        self._zoom = zoom
        self._relayout(place)
        self.zoom_changed.emit(zoom)

    def zoom_in(self) -> None:
        """The next larger zoom."""
        self.set_zoom(next((zoom for zoom in ZOOMS if zoom > self._zoom + 0.001), ZOOMS[-1]))

    def zoom_out(self) -> None:
        """The next smaller zoom."""
        self.set_zoom(next((zoom for zoom in reversed(ZOOMS) if zoom < self._zoom - 0.001), ZOOMS[0]))

    # Layout

    def _visible(self) -> QRectF:
        """What of the flow shows."""
        offset = QPointF(self.horizontalScrollBar().value(), self.verticalScrollBar().value())
        top_left = self.sheet.to_flow(offset)
        return QRectF(top_left.x(), top_left.y(), self.viewport().width() / self._zoom, self.viewport().height() / self._zoom)

    def _relayout(self, place: Place | None) -> None:
        self._flow.set_width(self.sheet.text_width)
        self._update_range()
        if place is not None:
            self.go_to(place)
        self._lay_out_visible()
        self._slices.start()
        self.viewport().update()

    def _lay_out_visible(self) -> bool:
        visible = self._visible()
        moved = self._flow.lay_out_between(visible.top(), visible.bottom())
        if moved:
            self._update_range()
        return moved

    def _lay_out_slice(self) -> None:
        if self._flow.complete or not self.isVisible():
            self._slices.stop()
            self.measured.emit()
            return
        place = self.place()
        if self._flow.lay_out_for(SLICE_SECONDS):
            self._update_range()
            self.go_to(place)
            self.viewport().update()

    def _update_range(self) -> None:
        sheet, bar, across = self.sheet, self.verticalScrollBar(), self.horizontalScrollBar()
        bar.setPageStep(self.viewport().height())
        bar.setRange(0, max(0, sheet.view_height(self._flow.height) - self.viewport().height()))
        wide = round((sheet.left * 2 + sheet.width) * self._zoom)
        across.setPageStep(self.viewport().width())
        across.setRange(0, max(0, wide - self.viewport().width()))

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground, the paper, and the items in view."""
        for _ in range(3):
            if not self._lay_out_visible():
                break
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), colour("canvas"))
        if not self._flow.items:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(-self.horizontalScrollBar().value(), -self.verticalScrollBar().value())
        painter.scale(self._zoom, self._zoom)
        paint_paper(painter, self._paper_seen())
        painter.translate(self.sheet.origin)
        self._paint_items(painter)

    def _paper_seen(self) -> QRectF:
        """The sheet as far as it shows, and its edges just outside: drawing all of a long one takes its time."""
        top = self.verticalScrollBar().value() / self._zoom
        paper = self.sheet.paper(self._flow.height)
        first = max(paper.top(), top - BEYOND)
        last = min(paper.bottom(), top + self.viewport().height() / self._zoom + BEYOND)
        return QRectF(paper.left(), first, paper.width(), last - first)

    def _paint_items(self, painter: QPainter) -> None:
        visible = self._visible()
        for number in range(self._flow.at(visible.top()), self._flow.at(visible.bottom()) + 1):
            item, top = self._flow.items[number], self._flow.top(number)
            painter.save()
            painter.translate(0, top)
            look = Look(self._finding, self._pointer.selection.within(number, item), self._found.get(number, {}))
            item.paint(painter, look, visible.translated(0, -top))
            painter.restore()
            if number and item.page and item.page != self._flow.items[number - 1].page:
                paint_page_number(painter, item.page, top, self.sheet)

    # Events

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Flow in the new width and stay at the place; a selected finding that was seen is seen again."""
        super().resizeEvent(event)
        seen = self._finding is not None and self._was_seen(self._finding, event.oldSize().height())
        sheet_width = Sheet(float(event.oldSize().width()), self._zoom).text_width
        place = self.place() if self._flow.items and sheet_width != self.sheet.text_width else None
        self._relayout(place)
        if seen and self._finding is not None:
            self._reveal(self._finding)

    def showEvent(self, event: QShowEvent) -> None:
        """What was not laid out while nobody could see it is laid out now."""
        super().showEvent(event)
        self._slices.start()

    def _was_seen(self, finding: int, height: int) -> bool:
        """Whether a finding lay in the view while that had another height."""
        area, bar = self._flow.area_of(finding), self.verticalScrollBar()
        if area is None or height <= 0:
            return False
        return self.sheet.y_to_view(area.bottom()) > bar.value() and self.sheet.y_to_view(area.top()) < bar.value() + height

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Tell which block is at the upper edge now."""
        super().scrollContentsBy(dx, dy)
        if self._flow.items:
            self.scrolled.emit(self.block_shown)

    @property
    def block_shown(self) -> int:
        """The block at the upper edge; where a note stands there, the one before it."""
        before = self._flow.items[: self.first_item_shown + 1]
        return next((item.block for item in reversed(before) if item.block is not None), 0)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Ctrl and the wheel zoom."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            (self.zoom_in if event.angleDelta().y() > 0 else self.zoom_out)()
            event.accept()
        else:
            super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Home and End go to the ends, Ctrl+C copies, Ctrl+A selects everything."""
        bar = self.verticalScrollBar()
        if event.matches(QKeySequence.StandardKey.Copy):
            self._pointer.copy()
        elif event.matches(QKeySequence.StandardKey.SelectAll):
            self._pointer.select_all()
            self.viewport().update()
        elif event.key() in (Qt.Key.Key_Home, Qt.Key.Key_End):
            bar.setValue(bar.minimum() if event.key() == Qt.Key.Key_Home else bar.maximum())
        else:
            super().keyPressEvent(event)

    def point_at(self, position: QPointF) -> QPointF:
        """The point of the flow under a point of the viewport."""
        scrolled = QPointF(self.horizontalScrollBar().value(), self.verticalScrollBar().value())
        return self.sheet.to_flow(position + scrolled)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin to select text."""
        self._pointer.press(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Select, or show what a click would do."""
        self._pointer.move(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click on a mark selects its finding."""
        finding = self._pointer.release(event)
        self.viewport().update()
        if finding is not None:
            self.finding_clicked.emit(finding)

    def viewportEvent(self, event: QEvent) -> bool:
        """Tooltips tell the messages of what lies under the mouse."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            self._pointer.tooltip(QPointF(event.pos()), event.globalPos())
            return True
        return super().viewportEvent(event)
