"""Above the list: a field to search the findings, and by what they are divided."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QActionGroup, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QMenu, QToolButton, QWidget

from gui.dressing import put_icon
from gui.grouping import Grouping

WAIT_MS = 120


class SearchField(QLineEdit):
    """Escape empties it."""

    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Down and return go on to the list, escape takes the words away."""
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.left.emit()
        else:
            super().keyPressEvent(event)


class ListTools(QWidget):
    """Tells what the user looks for, and how the list is to be divided."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = SearchField()
        self.field.setPlaceholderText("在结果中查找")
        self.field.setAccessibleName("在结果中查找")
        self.field.setClearButtonEnabled(True)
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(WAIT_MS)
        self._wait.timeout.connect(self.changed)
        self.field.textChanged.connect(lambda _text: self._wait.start())
        self.grouping = Grouping.SECTION
        self._button = QToolButton()
        put_icon(self._button, "group")
        self._button.setIconSize(QSize(16, 16))
        self._button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._button.setMenu(self._menu())
        self._say()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(self.field, 1)
        row.addWidget(self._button)

    def _menu(self) -> QMenu:
        menu = QMenu(self)
        group = QActionGroup(menu)
        self._actions: dict[Grouping, QAction] = {}
        for kind in Grouping:
            action = self._actions[kind] = menu.addAction(kind.label)
            action.setCheckable(True)
            group.addAction(action)
            action.triggered.connect(lambda _checked=False, kind=kind: self.group_by(kind))
        return menu

    def group_by(self, kind: Grouping) -> None:
        """Divide the list in another way, as the menu does."""
        self.grouping = kind
        self._say()
        self.changed.emit()

    def _say(self) -> None:
        self._actions[self.grouping].setChecked(True)
        self._button.setText(self.grouping.label)
        self._button.setToolTip(f"列表分组方式：{self.grouping.label}")
        self._button.setAccessibleName(f"列表分组方式：{self.grouping.label}")

    def reset(self) -> None:
        """Look for nothing, without telling anyone; the division stays."""
        with QSignalBlocker(self.field):
            self.field.clear()
        self._wait.stop()

    @property
    def words(self) -> str:
        """What the user looks for."""
        return self.field.text().strip()
