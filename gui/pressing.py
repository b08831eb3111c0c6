"""A window whose buttons take the return key, as those of a dialog do."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QMainWindow

KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class PressingWindow(QMainWindow):
    """Return presses the button that has the focus; Qt leaves that to the space bar outside dialogs."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Comes here only when nothing below the window has used the key."""
        button = self.focusWidget()
        if event.key() in KEYS and isinstance(button, QAbstractButton) and button.isEnabled():
            if not event.isAutoRepeat():
                button.click()
            return
        super().keyPressEvent(event)
