"""Does several things one after the other, each in a turn of the event loop of its own, so that events are handled in between."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer


class Turns(QObject):
    """Steps that wait for their turn; what needs them done says so, and they are done at once."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._steps: deque[Callable[[], object]] = deque()
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._next)

    def add(self, *steps: Callable[[], object]) -> None:
        """Do these, in this order, behind what waits already."""
        self._steps += steps
        self._timer.start()

    def finish(self) -> None:
        """Do what is left now. A step that asks for this itself is not done twice."""
        while self._steps:
            self._next()

    def drop(self) -> None:
        """Do nothing of what is left: it is about something that shows no more."""
        self._steps.clear()
        self._timer.stop()

    @property
    def waiting(self) -> int:
        """How many steps are left."""
        return len(self._steps)

    def _next(self) -> None:
        if not self._steps:
            return
        step = self._steps.popleft()
        if not self._steps:
            self._timer.stop()
        step()
