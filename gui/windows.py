"""The windows of the program: one report each, opened, found again, and brought to the front."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication

from gui import fitting
from gui.jobs import Jobs
from gui.settings import Preferences
from gui.window import MainWindow


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
        """Show one more window, a little beside the one before; with files that it opens, it never shows the start page."""
        before = self.all[-1] if self.all else None
        window = MainWindow(self._preferences, jobs or Jobs())
        window.new_wanted.connect(self.add)
        window.closed.connect(lambda: self._on_closed(window))
        if before is not None:
            fitting.beside(window, before)
        self._open.append(window)
        if files:
            window.open(list(files))
        window.show()
        return window

    def open(self, files: list[str]) -> None:
        """Open files from elsewhere: in the window that has them already, else in an empty one, else in a new one."""
        if not files:
            self._to_front(self.all[-1] if self.all else self.add())
            return
        holding = next((window for window in self.all if window.session.path == files[0]), None)
        empty = next((window for window in self.all if not window.session.path), None)
        self._to_front(holding or empty or self.add(files=files))
        if holding is not None:
            holding.session.recheck()
        elif empty is not None:
            empty.open(files)

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
