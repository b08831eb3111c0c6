"""Lets Python's cycle collector run in the thread of the window only: it may find Qt objects, which must die there."""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

INTERVAL_MS = 1000
MANY = 20_000
"""So many new objects at once are a draft that was laid out: they will be there for long, have no cycles, and take long to look through."""


class MainThreadCollector(QObject):
    """Switches automatic collection off and collects from a timer, by Python's own thresholds."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        gc.disable()
        self._timer = QTimer(self)
        self._timer.setInterval(INTERVAL_MS)
        self._timer.timeout.connect(self.collect)
        self._timer.start()

    def collect(self) -> None:
        """Collect the oldest generation that is due; leave a long draft alone until it is closed."""
        counts, limits = gc.get_count(), gc.get_threshold()
        if counts[0] > MANY:
            gc.freeze()
            return
        due = [generation for generation in range(3) if counts[generation] > limits[generation]]
        if due:
            gc.collect(max(due))
