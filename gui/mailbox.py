"""Brings what threads say into the thread of the window.

Threads only put plain values into a queue. They never hold or emit a Qt object: the last reference to one might
otherwise go in a thread, and Qt objects must die where they live.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from typing import Any

from PySide6.QtCore import QObject, QTimer

POLL_MS = 5
_SOON_MS, _SOON = 1, 300
"""So many looks are taken at this distance before the usual one."""


class Mailbox(QObject):
    """A queue that is looked into while something is expected."""

    def __init__(self, handle: Callable[[Any], None], parent: QObject | None = None, poll_ms: int = POLL_MS) -> None:
        super().__init__(parent)
        self._poll_ms, self._looked = poll_ms, 0
        self.queue: SimpleQueue[Any] = SimpleQueue()
        self._handle = handle
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._look)

    def expect(self) -> None:
        """Look into the queue from now on; often at first, as most answers come soon."""
        self._looked = 0
        self._timer.start(_SOON_MS)

    def rest(self) -> None:
        """Expect nothing; what comes is handled when something is expected again."""
        self._timer.stop()

    def _look(self) -> None:
        self._looked += 1
        if self._looked == _SOON:
            self._timer.setInterval(self._poll_ms)
        while self._timer.isActive():
            try:
                said = self.queue.get_nowait()
            except Empty:
                return
            self._handle(said)


@dataclass(frozen=True, slots=True)
class _Raised:
    """The work ended with an error."""

    error: Exception


class Errand(QObject):
    """Runs one short piece of work in a thread and hands its outcome to the window; an error of it is raised there."""

    def __init__(self, done: Callable[[Any], None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._done = done
        self._mail = Mailbox(self._on_done, self, poll_ms=10)
        self._thread: threading.Thread | None = None
        self.busy = False

    def run(self, work: Callable[[], Any]) -> None:
        """Start the work, unless another piece is under way. It must not touch Qt."""
        if self.busy:
            return
        self.busy = True
        queue = self._mail.queue
        self._thread = threading.Thread(target=lambda: queue.put(_outcome(work)), daemon=True)
        self._thread.start()
        self._mail.expect()

    def wait(self) -> None:
        """Wait until the thread is through."""
        if self._thread is not None:
            self._thread.join()

    def _on_done(self, outcome: Any) -> None:  # noqa: ANN401 - whatever the work returns
        self.busy = False
        self._mail.rest()
        if isinstance(outcome, _Raised):
            raise outcome.error
        self._done(outcome)


def _outcome(work: Callable[[], Any]) -> Any:  # noqa: ANN401 - whatever the work returns
    try:
        return work()
    except Exception as error:
        return _Raised(error)
