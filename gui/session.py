"""One open draft: its file, its checks, and when they are made again. No widgets."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal

from core.findings import Result
from core.settings import Settings
from gui.jobs import Jobs
from gui.watcher import Watcher
from gui.worker import DEFAULTS


class Session(QObject):
    """Checks the open file at once, on demand, and whenever it has been saved elsewhere."""

    opened = Signal(str)
    started = Signal()
    progressed = Signal(str)
    checked = Signal(object, object)
    """The result, and the one before of the same file (None for the first)."""
    rejudged = Signal(object)
    """The same check, with other dismissals."""
    failed = Signal(str, str)
    remembered = Signal(bool)
    """Whether the history has the last check."""
    cancelled = Signal()
    lost = Signal(str)
    closed = Signal()

    def __init__(self, jobs: Jobs, watcher: Watcher, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs, self._watcher = jobs, watcher
        self._path = ""
        self._result: Result | None = None
        self._settings = Settings()
        jobs.progress.connect(self.progressed)
        jobs.succeeded.connect(self._on_succeeded)
        jobs.failed.connect(self.failed)
        jobs.remembered.connect(self.remembered)
        watcher.changed.connect(self.recheck)
        watcher.lost.connect(self.lost)

    @property
    def path(self) -> str:
        """The open file, or an empty string."""
        return self._path

    @property
    def name(self) -> str:
        """The name of the open file."""
        return Path(self._path).name

    @property
    def result(self) -> Result | None:
        """The last result for the open file."""
        return self._result

    @property
    def settings(self) -> Settings:
        """How the open file is checked."""
        return self._settings

    def configure(self, settings: Settings) -> None:
        """Check in another way from now on, the open file at once."""
        if settings != self._settings:
            self._settings = settings
            self.recheck()

    def open(self, path: str, settings: Settings = DEFAULTS) -> None:
        """Open a file instead of the one before, and check it."""
        self._path = str(Path(path).absolute())
        self._settings = settings
        self._result = None
        self._watcher.watch(self._path)
        self.opened.emit(self._path)
        self.recheck()

    def replace(self, result: Result) -> None:
        """Take a result with other dismissals in place of the one it was made of; a newer check is made once more to know them."""
        if self._result is None or self._result.path != result.path:
            return
        newer = self._result.checked_at != result.checked_at
        if not newer:
            self._result = result
            self.rejudged.emit(result)
        if newer or self._jobs.running:
            self.recheck()

    def recheck(self) -> None:
        """Check the open file as it is now; a check under way is about an older state and is dropped."""
        if self._path:
            self.started.emit()
            self._jobs.start(self._path, self._settings)

    def cancel(self) -> None:
        """Stop the check under way; without an earlier result the file is closed."""
        self._jobs.cancel()
        if self._result is None:
            self.close()
        else:
            self.cancelled.emit()

    def close(self) -> None:
        """Close the file."""
        self._jobs.cancel()
        self._watcher.stop()
        self._path, self._result = "", None
        self.closed.emit()

    def shut_down(self) -> None:
        """End everything for good."""
        self._watcher.stop()
        self._jobs.close()

    def _on_succeeded(self, result: Result) -> None:
        before, self._result = self._result, result
        self.checked.emit(result, before)
