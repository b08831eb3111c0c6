"""A short word at the lower edge of the page: what has just happened, with a way to take it back."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from gui.labels import label

SHOWN_MS = 9000
ABOVE_EDGE = 22


class Toast(QFrame):
    """Floats over a widget and goes by itself; another word takes its place."""

    def __init__(self, over: QWidget) -> None:
        super().__init__(over)
        self.setObjectName("toast")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._over = over
        self._take_back: Callable[[], object] | None = None
        self.text: QLabel = label("", 14)
        self.button = QPushButton()
        self.button.setProperty("plain", "true")
        self.button.clicked.connect(self._on_pressed)
        row = QHBoxLayout(self)
        row.setSpacing(12)
        self._row = row
        row.addWidget(self.text)
        row.addWidget(self.button)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SHOWN_MS)
        self._timer.timeout.connect(self.hide)
        over.installEventFilter(self)
        self.hide()

    def say(self, words: str, button: str = "", take_back: Callable[[], object] | None = None) -> None:
        """Show some words, with a button where they can be taken back."""
        self._take_back = take_back
        self.text.setText(words)
        self.setAccessibleName(words)
        self.button.setText(button)
        self.button.setVisible(bool(button))
        self._row.setContentsMargins(18, 8, 10 if button else 18, 8)
        self.show()
        self.raise_()
        self._place()
        self._timer.start()

    def _on_pressed(self) -> None:
        self.hide()
        if self._take_back is not None:
            self._take_back()

    def _place(self) -> None:
        self.adjustSize()
        room = self._over.rect()
        self.move(QPoint((room.width() - self.width()) // 2, room.height() - self.height() - ABOVE_EDGE))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay where it belongs when the page changes its size."""
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)
