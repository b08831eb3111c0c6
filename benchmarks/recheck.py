"""A check again after a save, in a real window: from reading the changed file to the painted list, against LibreOffice laying it out.

The window is the one that the office sees, with its worker process and its watcher, off screen. What counts begins when the watcher
has told of the change: a worker reads and checks the file, the result is sent over, the list is filled and painted.
"""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from statistics import median

from PySide6.QtCore import QEvent, QEventLoop, QObject, QTimer
from PySide6.QtWidgets import QApplication

from benchmarks import drafts
from benchmarks.timing import ROUNDS, Ratio
from gui.app import make_application
from gui.collecting import MainThreadCollector
from gui.settings import Preferences
from gui.window import MainWindow

TARGET = 0.03
PATIENCE_MS = 60_000
REST_MS = 1500


class Painted(QObject):
    """Tells when a list is painted for the first time after a result has come."""

    def __init__(self, window: MainWindow, done: Callable[[], None]) -> None:
        super().__init__()
        self._due = False
        self._done = done
        window.session.checked.connect(self._expect)
        window.workspace.findings.list.viewport().installEventFilter(self)

    def _expect(self) -> None:
        self._due = True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's own name
        """The list is about to be painted: its rows are few, and painted when the next turn comes."""
        if self._due and event.type() == QEvent.Type.Paint:
            self._due = False
            QTimer.singleShot(0, self._done)
        return False


class Rechecks:
    """A window with a draft open, which is written anew over and over."""

    def __init__(self, draft: Path, folder: Path) -> None:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
        os.environ["NIANBAO_DATA"] = str(folder / "data")
        self._application = make_application(["benchmarks"])
        self._collector = MainThreadCollector(self._application)
        self._draft = draft
        self._window = MainWindow(Preferences(folder / "window.ini"))
        self._window.resize(1440, 900)
        self._window.show()
        self._loop = QEventLoop()
        self._started = 0.0
        self._ended = 0.0
        self._painted = Painted(self._window, self._on_painted)
        self._window.session.started.connect(self._on_started)
        self._wait(lambda: self._window.open([str(draft)]))

    def _on_started(self) -> None:
        self._started = time.perf_counter()

    def _on_painted(self) -> None:
        self._ended = time.perf_counter()
        self._loop.quit()

    def _wait(self, begin: Callable[[], object]) -> None:
        QTimer.singleShot(0, self._loop, begin)
        QTimer.singleShot(PATIENCE_MS, self._loop, lambda: self._loop.exit(1))
        if self._loop.exec():
            raise RuntimeError("the list was not painted")
        rest = QEventLoop()
        QTimer.singleShot(REST_MS, rest.quit)
        rest.exec()

    def seconds(self, changed: Path) -> float:
        """How long the check of a changed draft takes, until it shows."""
        self._wait(lambda: shutil.copyfile(changed, self._draft))
        return self._ended - self._started

    def close(self) -> None:
        """End the window and its worker."""
        self._window.close()
        QApplication.processEvents()


def lines(folder: Path) -> Iterator[str]:
    """One line: medians of the clock, which a user waits by."""
    source = drafts.docx(drafts.COUNTY_2021, folder)
    copies = drafts.changed(source, ROUNDS + 2)
    convert = drafts.converter("pdf", folder)
    convert(source)
    draft = folder / "draft.docx"
    shutil.copyfile(copies.pop(), draft)
    window = Rechecks(draft, folder)
    try:
        window.seconds(copies.pop())
        pairs = [(window.seconds(copy), _clock(partial(convert, copy))) for copy in copies]
    finally:
        window.close()
    ratio = Ratio(median(mine for mine, _ in pairs), median(other for _, other in pairs), TARGET)
    yield f"check again in the window until the list is painted, county report, of the clock: {ratio}"


def _clock(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start
