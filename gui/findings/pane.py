"""The left pane: verdict, filters, search, list."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QListView, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from core.changes import NO_CHANGES, Changes
from core.findings import Result
from gui.findings.chips import FilterChips
from gui.findings.delegate import FindingsDelegate, measure
from gui.findings.empty import EmptyList
from gui.findings.model import ROW, FindingsModel
from gui.findings.rows import Entry, Fold, State, rows_of
from gui.findings.tools import ListTools
from gui.findings.verdict import VerdictBanner
from gui.grouping import Choice, Filter

LEAST_LIST = 60
AT_A_TIME = 50
"""So many rows are measured in a few milliseconds."""


class FindingsPane(QWidget):
    """Lists the findings of a result; tells which one the user chose, and shows which one is selected."""

    finding_chosen = Signal(int)
    filtered = Signal()
    menu_wanted = Signal(int, QPoint)
    """A right click on a finding, and where on the screen."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("findingsPane")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._result: Result | None = None
        self._quiet = False
        self._changes = NO_CHANGES
        self._opened: set[tuple[str, str, str]] = set()
        self.verdict = VerdictBanner()
        self.chips = FilterChips()
        self.chips.chosen.connect(self._on_filter)
        self.tools = ListTools()
        self.tools.changed.connect(self._on_filter)
        self.tools.field.left.connect(self._to_list)
        self.model = FindingsModel(self)
        self.list = _list_view(self.model)
        self.list.selectionModel().currentChanged.connect(self._on_current)
        self.list.clicked.connect(self._on_pressed)
        self.list.activated.connect(self._on_pressed)
        self.list.customContextMenuRequested.connect(self._on_menu)
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
        head.addWidget(self.tools)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addLayout(head)
        box.addWidget(self._stack, 1)

    def show_result(
        self, result: Result, selected: int | None = None, keep_place: bool = False, changes: Changes = NO_CHANGES
    ) -> None:
        """Show a result. After a new check filter and words stay; another draft is shown whole, so that nothing of it is hidden."""
        scrolled = self.list.verticalScrollBar().value() if keep_place else 0
        if not keep_place:
            self._opened.clear()
            self.chips.reset()
            self.tools.reset()
        self._result, self._changes = result, changes
        self.verdict.show_result(result)
        self.chips.show_result(result)
        self._fill()
        self.list.verticalScrollBar().setValue(scrolled)
        self.select(selected)

    @property
    def choice(self) -> Choice:
        """How the user wants the list."""
        return Choice(self.chips.current, self.tools.grouping, self.tools.words)

    def _fill(self) -> None:
        if self._result is None:
            return
        rows = rows_of(self._result, State(self.choice, frozenset(self._opened), self._changes))
        with self._quietly():
            self.model.show_rows(rows)
        self._empty.show_state(self._result, self.choice)
        self._stack.setCurrentWidget(self.list if rows else self._empty)

    @contextmanager
    def _quietly(self) -> Iterator[None]:
        """What the program changes in the list is not a choice of the user."""
        self._quiet = True
        try:
            yield
        finally:
            self._quiet = False

    def _on_filter(self, _kind: Filter | None = None) -> None:
        self._fill()
        self.filtered.emit()

    def _to_list(self) -> None:
        self.list.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _on_pressed(self, index: QModelIndex) -> None:
        """A fold opens and closes."""
        row = index.data(ROW)
        if isinstance(row, Fold):
            self._turn(row)

    def _turn(self, fold: Fold) -> None:
        self._opened.symmetric_difference_update({fold.key})
        scrolled = self.list.verticalScrollBar().value()
        self._fill()
        self.list.verticalScrollBar().setValue(scrolled)
        with self._quietly():
            self.list.setCurrentIndex(self.model.index_of_fold(fold.key))

    def _on_menu(self, at: QPoint) -> None:
        row = self.list.indexAt(at).data(ROW)
        if isinstance(row, Entry):
            self.menu_wanted.emit(row.finding, self.list.viewport().mapToGlobal(at))

    def select(self, finding: int | None) -> None:
        """Show a finding as selected, without telling anyone; the fold that it is in opens."""
        fold = self.model.fold_of(finding) if finding is not None else None
        if fold is not None and not fold.open:
            self._opened.add(fold.key)
            self._fill()
        index = self.model.index_of(finding) if finding is not None else QModelIndex()
        with self._quietly():
            self.list.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        if index.isValid():
            self.list.scrollTo(index)

    def ahead(self, finding: int) -> list[Callable[[], None]]:
        """Steps that make selecting a finding in a closed fold quick: the rows that will come are measured, some at a time."""
        fold = self.model.fold_of(finding)
        if self._result is None or fold is None or fold.open:
            return []
        rows = rows_of(self._result, State(self.choice, frozenset({*self._opened, fold.key}), self._changes))
        return [partial(measure, rows[at : at + AT_A_TIME], self.list) for at in range(0, len(rows), AT_A_TIME)]

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
    view.setObjectName("findingsList")
    view.setModel(model)
    view.setItemDelegate(FindingsDelegate(view))
    view.setFrameShape(QFrame.Shape.NoFrame)
    view.setMouseTracking(True)
    view.setResizeMode(QListView.ResizeMode.Adjust)
    view.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
    view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
    view.setAccessibleName("问题列表")
    return view
