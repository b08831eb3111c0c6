"""Where the panes are: three side by side, or on a small window two, with list and explanation taking turns."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QSplitter, QStackedWidget, QVBoxLayout, QWidget

COMPACT_BELOW = 1100
LEAST = 336
LEAST_PAGE = 340
SIZES = (340, 760, 340)
LIST, DETAIL = 0, 1
NAMES = ("问题列表", "问题说明")


class Panes(QWidget):
    """Lays out list, page and explanation by the width there is."""

    def __init__(self, findings: QWidget, page: QWidget, detail: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._findings, self._page, self._detail = findings, page, detail
        self.compact = False
        self._wide: QByteArray | None = None
        self._tabs, self._group = _tabs()
        self._group.idClicked.connect(self.turn_to)
        self._stack = QStackedWidget()
        self._stack.addWidget(findings)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setHandleWidth(1)
        self.splitter.setChildrenCollapsible(False)
        for pane in (self._left(), page, detail):
            self.splitter.addWidget(pane)
        for number, least in enumerate((LEAST, LEAST_PAGE, LEAST)):
            self.splitter.widget(number).setMinimumWidth(least)
            self.splitter.setStretchFactor(number, 1 if number == 1 else 0)
        self.splitter.setSizes(list(SIZES))
        self.splitter.splitterMoved.connect(self._on_moved)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.splitter)

    def _left(self) -> QWidget:
        left = QWidget()
        box = QVBoxLayout(left)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self._tabs)
        box.addWidget(self._stack, 1)
        self._tabs.hide()
        return left

    def minimumSizeHint(self) -> QSize:
        """What the two panes of a small window need."""
        return QSize(LEAST + LEAST_PAGE, 240)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Change between three panes and two."""
        super().resizeEvent(event)
        if (compact := event.size().width() < COMPACT_BELOW) != self.compact:
            self.compact = compact
            (self._to_two if compact else self._to_three)()

    def _to_two(self) -> None:
        self._stack.addWidget(self._detail)
        self._tabs.show()
        self.turn_to(LIST)
        self.splitter.setSizes([LEAST, max(LEAST_PAGE, self.width() - LEAST)])

    def _to_three(self) -> None:
        self._tabs.hide()
        self.splitter.addWidget(self._detail)
        self._detail.show()
        self._stack.setCurrentWidget(self._findings)
        if self._wide is None or not self.splitter.restoreState(self._wide):
            self.splitter.setSizes(list(SIZES))

    def turn_to(self, number: int) -> None:
        """On a small window show the list or the explanation; on a large one both show anyway."""
        if self.compact:
            self._stack.setCurrentWidget((self._findings, self._detail)[number])
            self._group.button(number).setChecked(True)

    def explain(self) -> None:
        """Make sure that the explanation shows."""
        self.turn_to(DETAIL)

    def _on_moved(self) -> None:
        if not self.compact:
            self._wide = self.splitter.saveState()

    def save_state(self) -> QByteArray:
        """The widths of the three panes."""
        return self._wide or QByteArray() if self.compact else self.splitter.saveState()

    def restore_state(self, state: QByteArray) -> None:
        """Give the three panes their widths again, now or when there is room for them."""
        self._wide = state
        if not self.compact:
            self.splitter.restoreState(state)


def _tabs() -> tuple[QWidget, QButtonGroup]:
    bar = QWidget()
    bar.setObjectName("paneTabs")
    bar.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    row = QHBoxLayout(bar)
    row.setContentsMargins(14, 8, 14, 8)
    row.setSpacing(6)
    group = QButtonGroup(bar)
    for number, name in enumerate(NAMES):
        button = QPushButton(name)
        button.setCheckable(True)
        button.setProperty("chip", "true")
        group.addButton(button, number)
        row.addWidget(button, 1)
    group.button(LIST).setChecked(True)
    return bar, group
