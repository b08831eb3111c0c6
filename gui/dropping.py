"""A window that takes files dropped anywhere on it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QFrame, QMainWindow, QVBoxLayout, QWidget

from gui.labels import label
from gui.opening import dropped_files
from gui.pressing import PressingWindow

EDGE = 12


class Veil(QFrame):
    """Lies over a window while a file is held over it, except where the start page's own place for it shows."""

    def __init__(self, over: QMainWindow) -> None:
        super().__init__(over)
        self.setObjectName("dropVeil")
        self._over = over
        words = label("松开鼠标，检查这份报告", 21, bold=True)
        words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        QVBoxLayout(self).addWidget(words)
        self.hide()

    def hold(self, held: bool) -> None:
        """Show or hide as a file comes over the window and leaves it."""
        zone = self._over.findChild(QWidget, "dropZone")
        middle = self._over.centralWidget()
        shown = held and middle is not None and not (zone is not None and zone.isVisible())
        if shown:
            self.setGeometry(QRect(middle.geometry()).adjusted(EDGE, EDGE, -EDGE, -EDGE))
            self.raise_()
        self.setVisible(shown)


class FileTaker(PressingWindow):
    """Tells of files that are held over it and dropped on it."""

    held = Signal(bool)
    dropped = Signal(list)

    def __init__(self) -> None:
        super().__init__()
        self.setAcceptDrops(True)
        self._veil = Veil(self)
        self.held.connect(self._veil.hold)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files may be dropped anywhere on the window."""
        if _take_as_copy(event):
            self.held.emit(True)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Still held over the window."""
        _take_as_copy(event)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """The file is carried away again."""
        self.held.emit(False)

    def dropEvent(self, event: QDropEvent) -> None:
        """Open what was dropped."""
        self.held.emit(False)
        if _take_as_copy(event):
            self.dropped.emit(dropped_files(event.mimeData()))


def _take_as_copy(event: QDropEvent) -> bool:
    """Accept files, if there are any. After a move the source may delete the draft, so it is never one."""
    if not dropped_files(event.mimeData()):
        return False
    event.setDropAction(Qt.DropAction.CopyAction)
    # A source that offers nothing but a move is told at the drop that nothing was moved.
    if event.type() == QEvent.Type.Drop and event.dropAction() != Qt.DropAction.CopyAction:
        event.setDropAction(Qt.DropAction.IgnoreAction)
    event.accept()
    return True
