"""Work in a thread of which only the latest outcome counts: what is typed faster than it can be tried."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QTimer

from gui.mailbox import Errand
from gui.rules.loading import safely

WAIT_MS = 250


class Latest(QObject):
    """Waits until nothing was asked for a moment, works, and drops the outcome if something else was asked meanwhile."""

    def __init__(self, done: Callable[[Any], None], parent: QObject | None = None, wait_ms: int = WAIT_MS) -> None:
        super().__init__(parent)
        self._done = done
        self._next: Callable[[], Any] | None = None
        self._errand = Errand(self._on_done, self)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(wait_ms)
        self._timer.timeout.connect(self._start)

    def ask(self, work: Callable[[], Any]) -> None:
        """Do this, and nothing that was asked before."""
        self._next = work
        self._timer.start()

    def drop(self) -> None:
        """Nothing that was asked counts any more."""
        self._next = None
        self._timer.stop()

    @property
    def busy(self) -> bool:
        """Whether an outcome is still to come."""
        return self._errand.busy or self._timer.isActive()

    def _start(self) -> None:
        if self._errand.busy or self._next is None:
            return
        work, self._next = self._next, None
        self._errand.run(safely(work))

    def _on_done(self, outcome: Any) -> None:  # noqa: ANN401 - whatever the work returns
        if self._next is not None:
            self._start()
        elif not self._timer.isActive():
            self._done(outcome)

    def wait(self) -> None:
        """Wait until the thread is through."""
        self.drop()
        self._errand.wait()
