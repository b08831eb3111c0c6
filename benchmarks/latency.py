"""How long the window's thread is away from its events while large drafts are opened, checked, listed, painted and moved through.

Time of the clock is what a user waits; on a machine that others use, the thread's own processor time tells what the program makes of it.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEventLoop, QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication, QScrollBar

from benchmarks import drafts
from gui.app import make_application
from gui.collecting import MainThreadCollector
from gui.page.view import DocumentView
from gui.paper.view import PaperView
from gui.settings import Preferences
from gui.window import MainWindow

TARGET_MS = 100.0
PATIENCE_MS = 600_000
STEPS, STEP_MS = 25, 40
CLOCK, OWN = 0, 1


class Beat(QObject):
    """Notes the time between two turns of a timer that is always due: what an event had to wait for at the most."""

    def __init__(self) -> None:
        super().__init__()
        self.gaps: list[tuple[float, float]] = []
        """Milliseconds of the clock, and of those the processor time of the thread itself."""
        self._last = time.perf_counter(), time.thread_time()
        self._timer = QTimer(self, interval=1, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._turn)
        self._timer.start()

    def _turn(self) -> None:
        now = time.perf_counter(), time.thread_time()
        self.gaps.append(((now[0] - self._last[0]) * 1000, (now[1] - self._last[1]) * 1000))
        self._last = now

    def take(self) -> list[tuple[float, float]]:
        """What has been noted since the last time."""
        noted, self.gaps = self.gaps, []
        self._last = time.perf_counter(), time.thread_time()
        return noted


@dataclass
class Latencies:
    """The gaps of one draft, in milliseconds, by what was being done."""

    what: str
    stages: dict[str, list[tuple[float, float]]] = field(default_factory=dict)

    @property
    def worst(self) -> float:
        """The longest gap of all."""
        return max(self._worst(name, CLOCK) for name in self.stages)

    def _worst(self, stage: str, of: int) -> float:
        return max((gap[of] for gap in self.stages[stage]), default=0.0)

    def __str__(self) -> str:
        every = sorted(gap[CLOCK] for gaps in self.stages.values() for gap in gaps)
        high = every[int(len(every) * 0.99)]
        stages = ", ".join(f"{name} {self._worst(name, CLOCK):.0f} ({self._worst(name, OWN):.0f})" for name in self.stages)
        verdict = "reached" if self.worst <= TARGET_MS else "MISSED"
        own = max(self._worst(name, OWN) for name in self.stages)
        head = f"{self.what}: max {self.worst:.0f} ms, 99 % {high:.1f} ms, own work at most {own:.0f} ms"
        return f"{head} (target {TARGET_MS:g}: {verdict}; {stages})"


class Driver:
    """Uses a real window as a person does, and keeps what its thread was away for."""

    def __init__(self, folder: Path) -> None:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
        os.environ["NIANBAO_DATA"] = str(folder / "data")
        self._application = make_application(["benchmarks"])
        self._collector = MainThreadCollector(self._application)
        self._window = MainWindow(Preferences(folder / "window.ini"))
        self._window.resize(1440, 900)
        self._window.show()
        self._window.warm()
        self._beat = Beat()
        _rest(2000)

    def measure(self, what: str, path: Path) -> Latencies:
        """Open a draft and go through it."""
        found = Latencies(what)
        self._window.workspace.middle.switch.choose(True)
        self._beat.take()
        self._open(path)
        found.stages["open"] = self._beat.take()
        for name, work in self._stages().items():
            work()
            found.stages[name] = self._beat.take()
        return found

    def _stages(self) -> dict[str, Callable[[], None]]:
        middle = self._window.workspace.middle
        if not middle.shows_paper:
            return {"text": lambda: self._look_over(middle.view), "list": self._walk, "again": self._recheck}
        return {
            "pages": lambda: self._look_over(middle.paper),
            "switch": lambda: _later(lambda: middle.switch.choose(False)),
            "text": lambda: self._look_over(middle.view),
            "list": self._walk,
            "again": self._recheck,
        }

    def _open(self, path: Path) -> None:
        self._until_checked(lambda: self._window.open([str(path)]))

    def _recheck(self) -> None:
        self._until_checked(self._window.session.recheck)

    def _until_checked(self, start: Callable[[], None]) -> None:
        loop, session = QEventLoop(), self._window.session
        session.checked.connect(loop.quit)
        session.failed.connect(loop.quit)
        QTimer.singleShot(PATIENCE_MS, loop, loop.quit)
        # In a turn of its own, as a click comes: the beat sees what opening itself takes.
        QTimer.singleShot(0, loop, start)
        loop.exec()
        if session.result is None:
            raise RuntimeError("the draft was not checked")
        _rest(1500)

    def _look_over(self, view: DocumentView | PaperView) -> None:
        bar = view.verticalScrollBar()
        for step in range(STEPS):
            _later(partial(_scroll, bar, step / (STEPS - 1)))
        for zoom in (1.25, 1.0):
            _later(partial(view.set_zoom, zoom))
        for width in (1100, 1440):
            _later(partial(self._window.resize, width, 900))

    def _walk(self) -> None:
        for _ in range(STEPS):
            _later(self._window.workspace.go_next)

    def close(self) -> None:
        """End the window and its worker."""
        self._window.close()
        QApplication.processEvents()


def _scroll(bar: QScrollBar, share: float) -> None:
    bar.setValue(round(bar.maximum() * share))


def _later(work: Callable[[], object]) -> None:
    QTimer.singleShot(0, work)
    _rest(STEP_MS)


def _rest(milliseconds: int) -> None:
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def lines(folder: Path) -> Iterator[str]:
    """One line for each draft."""
    subjects = {
        "window, pdf of 200 pages": drafts.long_pdf(200, folder),
        "window, docx of 20 000 paragraphs": drafts.long_docx(20_000, folder),
        "window, 500 findings": drafts.faulty(500, folder),
    }
    driver = Driver(folder)
    try:
        for what, path in subjects.items():
            yield str(driver.measure(what, path))
    finally:
        driver.close()
