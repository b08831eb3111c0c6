"""The window that is photographed, with the drafts to show in it. Imported only after Qt's factor is set."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QWidget

from core.database import data_folder
from gui import appearance, fitting
from gui.app import make_application
from gui.settings import Preferences
from gui.theme import Theme
from gui.watcher import Watcher
from gui.window import MainWindow
from tests.gui.screenshots import drafts

PATIENCE_SECONDS = 90.0


def _room(window: QWidget) -> QRect:
    return QRect(0, 0, 2560, 1600)


class Stage:
    """A window and the drafts to show in it; ``dialog`` is what is taken instead of the window."""

    def __init__(self, folder: Path) -> None:
        self._application = make_application(["screenshots"])
        # A screen that is not there has no room.
        fitting.available = _room
        self.folder, self.data = folder, data_folder()
        self.draft = drafts.county(folder)
        self.preferences = Preferences(folder / "window.ini")
        self.window = MainWindow(self.preferences, watcher=Watcher(poll_ms=100, patience=0.5))
        self.window.show()
        self.dialog: QWidget | None = None

    def settle(self, seconds: float = 0.4) -> None:
        """Let timers and layouts come to rest."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            self._application.processEvents()
            time.sleep(0.01)

    def until(self, done: Callable[[], object]) -> None:
        """Wait until something is so."""
        end = time.monotonic() + PATIENCE_SECONDS
        while not done() and time.monotonic() < end:
            self.settle(0.02)

    def dress(self, theme: Theme) -> None:
        """Show another theme."""
        appearance.choose(self.preferences, theme)

    def check(self, path: Path) -> None:
        """Open a draft and wait for what the checks say."""
        self.awaiting(lambda: self.window.open([str(path)]))

    def awaiting(self, deed: Callable[[], object]) -> None:
        """Do something and wait for the check that follows."""
        ends: list[object] = []
        session = self.window.session
        on_checked = session.checked.connect(lambda result, _before: ends.append(result))
        on_failed = session.failed.connect(lambda sentence, _details: ends.append(sentence))
        deed()
        self.until(lambda: ends)
        session.checked.disconnect(on_checked)
        session.failed.disconnect(on_failed)

    def select(self, rule: str) -> None:
        """Select the first finding of a rule."""
        found = self.window.session.result
        assert found is not None
        numbers = [number for number, finding in enumerate(found.findings) if finding.rule == rule]
        if not numbers:
            raise LookupError(f"{rule} is not among {sorted({each.rule for each in found.findings})}")
        self.window.workspace.select(numbers[0])

    def put_back(self) -> None:
        """Everything as a scene expects it."""
        if self.dialog is not None:
            self.dialog.close()
            self.dialog = None
        window = self.window
        if window.session.result is not None:
            # The scene after this one has no report of last year.
            window.previous.keep(window.session.result, None)
        window.session.close()
        window.workspace.toast.hide()
        window.workspace.find_bar.leave()
        window.actions_.outline.setChecked(False)
        window.workspace.middle.switch.choose(pages=True)
        window.workspace.view.set_zoom(1.0)
        self.dress(Theme.LIGHT)
        self.settle(0.1)
