"""Tells when a file has been saved elsewhere: by the system's notices, and by looking, since network shares give none."""

from __future__ import annotations

import time
from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal

from gui.mailbox import Errand

POLL_MS = 2000
SETTLE_MS = 250
PATIENCE_SECONDS = 6.0
LOST = "文件不在原处或正被别的程序占用，暂时无法读取。恢复后会自动重新检查；下面仍是上一次的结果。"

Stamp = tuple[int, int]
"""Time of the last change and size."""


def stamp_of(path: str, known: Stamp | None) -> Stamp | None:
    """What tells one state of a file from another; None when it cannot be read now.

    Only a changed file is opened: on Windows an open file would get in the way of the program that is saving it.
    """
    try:
        status = Path(path).stat()
        stamp = status.st_mtime_ns, status.st_size
        if stamp != known:
            with Path(path).open("rb") as file:
                file.read(1)
    except OSError:
        return None
    return stamp


class Watcher(QObject):
    """Watches one file. ``changed`` comes once the new content can be read and has settled, ``lost`` once when patience ends."""

    changed = Signal()
    lost = Signal(str)

    def __init__(self, parent: QObject | None = None, patience: float = PATIENCE_SECONDS, poll_ms: int = POLL_MS) -> None:
        super().__init__(parent)
        self._patience = patience
        self._poll_ms = poll_ms
        self._path = ""
        self._round = 0
        self._forget()
        self._errand = Errand(self._on_probed, self)
        self._system = QFileSystemWatcher(self)
        self._system.fileChanged.connect(self._on_notice)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._probe)

    @property
    def path(self) -> str:
        """The file being watched, or an empty string."""
        return self._path

    def watch(self, path: str) -> None:
        """Watch this file from now on, instead of the one before."""
        self.stop()
        self._path = path
        self._timer.start(0)

    def stop(self) -> None:
        """Watch nothing."""
        self._round += 1
        self._timer.stop()
        if self._system.files():
            self._system.removePaths(self._system.files())
        self._path = ""
        self._forget()

    def _forget(self) -> None:
        self._known: Stamp | None = None
        self._candidate: Stamp | None = None
        self._missing_since: float | None = None
        self._told_lost = False

    def _add_path(self) -> None:
        # An atomic save replaces the file, and the system's watch goes with the old one. Called only when the file has just
        # been seen: asking for one on a drive that has gone away would keep the window waiting.
        if self._path and self._path not in self._system.files():
            self._system.addPath(self._path)

    def _on_notice(self, _path: str) -> None:
        self._timer.start(SETTLE_MS)

    def _probe(self) -> None:
        """Look at the file in a short thread: a drive that has gone away may answer late."""
        number, path, known = self._round, self._path, self._known
        if path:
            self._errand.run(lambda: (number, stamp_of(path, known)))

    def _on_probed(self, outcome: tuple[int, Stamp | None]) -> None:
        number, stamp = outcome
        if number != self._round:
            # Another file is watched by now, and its first look had to wait for this one.
            self._timer.start(0)
            return
        self._timer.start(self._on_missing() if stamp is None else self._on_seen(stamp))

    def _on_missing(self) -> int:
        now = time.monotonic()
        self._missing_since = self._missing_since or now
        if now - self._missing_since < self._patience:
            return SETTLE_MS
        if not self._told_lost:
            self._told_lost = True
            self.lost.emit(LOST)
        return self._poll_ms

    def _on_seen(self, stamp: Stamp) -> int:
        self._missing_since = None
        self._add_path()
        if self._known is None:
            self._known = stamp
        if stamp == self._known and not self._told_lost:
            self._candidate = None
            return self._poll_ms
        if stamp != self._candidate:
            self._candidate = stamp
            return SETTLE_MS
        self._known, self._candidate, self._told_lost = stamp, None, False
        self.changed.emit()
        return self._poll_ms
