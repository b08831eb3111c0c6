"""The bar above the draft in which words to find are typed."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QPushButton, QWidget

from gui.dressing import put_icon
from gui.labels import label

WAIT_MS = 120


class FindField(QLineEdit):
    """Return goes to the next place, with shift to the one before; escape ends the search."""

    next_wanted = Signal()
    previous_wanted = Signal()
    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The keys of every find bar."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            back = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            (self.previous_wanted if back else self.next_wanted).emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


class FindBar(QFrame):
    """Tells which words are looked for, and shows how often they stand in the draft."""

    words_changed = Signal(str)
    next_wanted = Signal()
    previous_wanted = Signal()
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("findBar")
        self.field = FindField()
        self.field.setPlaceholderText("在正文和表格中查找")
        self.field.setAccessibleName("在正文和表格中查找")
        self.field.setMaximumWidth(320)
        self.count = label("", 13, role="muted")
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(WAIT_MS)
        self._wait.timeout.connect(lambda: self.words_changed.emit(self.field.text()))
        self.field.textChanged.connect(lambda _text: self._wait.start())
        self.field.next_wanted.connect(self._on_next)
        self.field.previous_wanted.connect(self.previous_wanted)
        self.field.left.connect(self.leave)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 6, 8, 6)
        row.setSpacing(6)
        row.addWidget(self.field, 1)
        row.addWidget(self.count)
        row.addStretch(1)
        for picture, tip, slot in (
            ("previous", "上一处（Shift+回车）", self.previous_wanted.emit),
            ("next", "下一处（回车）", self._on_next),
            ("close", "关闭查找（Esc）", self.leave),
        ):
            row.addWidget(button := _button(picture, tip))
            button.clicked.connect(lambda _checked=False, slot=slot: slot())
        self.hide()

    def _on_next(self) -> None:
        """Words typed a moment ago are looked for first."""
        if self._wait.isActive():
            self._wait.stop()
            self.words_changed.emit(self.field.text())
        else:
            self.next_wanted.emit()

    def begin(self, words: str = "") -> None:
        """Show the bar, with words to begin with."""
        self.show()
        if words:
            self.field.setText(words)
        self.field.selectAll()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.words_changed.emit(self.field.text())

    def show_count(self, current: int, total: int) -> None:
        """Tell the number of the place shown and how many there are."""
        nothing = "没有找到" if self.field.text() else ""
        self.count.setText(f"{current} / {total}" if total else nothing)

    def leave(self) -> None:
        """End the search."""
        self._wait.stop()
        self.hide()
        self.closed.emit()


def _button(picture: str, tip: str) -> QPushButton:
    button = QPushButton()
    put_icon(button, picture)
    button.setProperty("plain", "true")
    button.setToolTip(tip)
    button.setAccessibleName(tip)
    return button
