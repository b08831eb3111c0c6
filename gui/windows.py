"""The windows of the program: one report each, opened, found again, and brought to the front."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtWidgets import QApplication

from gui.jobs import Jobs
from gui.settings import Preferences
from gui.window import MainWindow

STEP = QPoint(28, 28)


class Windows(QObject):
    """Holds the windows as long as they show."""

    def __init__(self, preferences: Preferences, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._preferences = preferences
        self._open: list[MainWindow] = []

    @property
    def all(self) -> tuple[MainWindow, ...]:
        """The windows that show, the oldest first."""
        return tuple(window for window in self._open if window.isVisible())

    def add(self, jobs: Jobs | None = None, files: Sequence[str] = ()) -> MainWindow:
        """Show one more window, a little beside the one before; where files are given, with the first of them from the start."""
        beside = self.all[-1] if self.all else None
        window = MainWindow(self._preferences, jobs or Jobs())
        window.new_wanted.connect(self.add)
        window.closed.connect(lambda: self._on_closed(window))
        if beside is not None:
            window.move(beside.pos() + STEP)
        self._open.append(window)
        window.open(list(files))
        window.show()
        return window

    def open(self, files: list[str]) -> None:
        """Open files from elsewhere: in the window that has them already, else in an empty one, else in a new one."""
        if not files:
            self._to_front(self.all[-1] if self.all else self.add())
            return
        holding = next((window for window in self.all if window.session.path == files[0]), None)
        window = holding or next((window for window in self.all if not window.session.path), None) or self.add()
        self._to_front(window)
        if holding is None:
            window.open(files)
        else:
            holding.session.recheck()

    def _to_front(self, window: MainWindow) -> None:
        window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
        window.show()
        window.raise_()
        window.activateWindow()
        QApplication.alert(window)

    def _on_closed(self, window: MainWindow) -> None:
        if window in self._open:
            self._open.remove(window)
            window.deleteLater()
