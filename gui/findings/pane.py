"""The left pane: verdict, filters, list."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QListView, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from core.findings import Result
from gui.findings.chips import FilterChips
from gui.findings.delegate import FindingsDelegate
from gui.findings.empty import EmptyList
from gui.findings.model import ROW, Entry, FindingsModel, rows_of
from gui.findings.verdict import VerdictBanner
from gui.grouping import Filter

LEAST_LIST = 60


class FindingsPane(QWidget):
    """Lists the findings of a result; tells which one the user chose, and shows which one is selected."""

    finding_chosen = Signal(int)
    filtered = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("findingsPane")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._result: Result | None = None
        self._quiet = False
        self.verdict = VerdictBanner()
        self.chips = FilterChips()
        self.chips.chosen.connect(self._on_filter)
        self.model = FindingsModel(self)
        self.list = _list_view(self.model)
        self.list.selectionModel().currentChanged.connect(self._on_current)
        self._empty = EmptyList()
        self._stack = QStackedWidget()
        self._stack.addWidget(self.list)
        self._stack.addWidget(self._empty)
        # The list scrolls, so it gives way before the verdict above it does.
        self._stack.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)
        self._stack.setMinimumHeight(LEAST_LIST)
        self._lay_out()

    def _lay_out(self) -> None:
        head = QVBoxLayout()
        head.setContentsMargins(12, 12, 12, 8)
        head.setSpacing(10)
        head.addWidget(self.verdict)
        head.addWidget(self.chips)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addLayout(head)
        box.addWidget(self._stack, 1)

    def show_result(self, result: Result, selected: int | None = None, keep_place: bool = False) -> None:
        """Show a result; the filter stays as it is."""
        scrolled = self.list.verticalScrollBar().value() if keep_place else 0
        self._result = result
        self.verdict.show_result(result)
        self.chips.show_result(result)
        self._fill()
        self.list.verticalScrollBar().setValue(scrolled)
        self.select(selected)

    def _fill(self) -> None:
        if self._result is None:
            return
        rows = rows_of(self._result, self.chips.current)
        with self._quietly():
            self.model.show_rows(rows)
        self._empty.show_state(self._result, self.chips.current)
        self._stack.setCurrentWidget(self.list if rows else self._empty)

    @contextmanager
    def _quietly(self) -> Iterator[None]:
        """What the program changes in the list is not a choice of the user."""
        self._quiet = True
        try:
            yield
        finally:
            self._quiet = False

    def _on_filter(self, _kind: Filter) -> None:
        self._fill()
        self.filtered.emit()

    def select(self, finding: int | None) -> None:
        """Show a finding as selected, without telling anyone."""
        index = self.model.index_of(finding) if finding is not None else QModelIndex()
        with self._quietly():
            self.list.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        if index.isValid():
            self.list.scrollTo(index)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the selected finding in view."""
        super().resizeEvent(event)
        if self.list.currentIndex().isValid():
            # The rows take their new heights when the list lays itself out, a moment later.
            QTimer.singleShot(0, self.list, lambda: self.list.scrollTo(self.list.currentIndex()))

    def _on_current(self, current: QModelIndex, _previous: QModelIndex) -> None:
        row = current.data(ROW) if current.isValid() else None
        if isinstance(row, Entry) and not self._quiet:
            self.finding_chosen.emit(row.finding)


def _list_view(model: FindingsModel) -> QListView:
    view = QListView()
    view.setModel(model)
    view.setItemDelegate(FindingsDelegate(view))
    view.setFrameShape(QFrame.Shape.NoFrame)
    view.setMouseTracking(True)
    view.setResizeMode(QListView.ResizeMode.Adjust)
    view.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
    view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    view.setAccessibleName("问题列表")
    return view
