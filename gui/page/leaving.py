"""Lets go of what is not shown any more, a little at a time: the layouts of a long draft take a while to die."""

from __future__ import annotations

import time

from PySide6.QtCore import QObject, QTimer

from gui.page.items import Item

SLICE_SECONDS = 0.005


class Leaving(QObject):
    """Keeps items that left until their turn comes to be freed, in the thread of the window."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._items: list[Item] = []
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._free)

    def take(self, items: list[Item]) -> None:
        """Free these, soon."""
        self._items += items
        self._timer.start()

    @property
    def count(self) -> int:
        """How many are left."""
        return len(self._items)

    def _free(self) -> None:
        until = time.perf_counter() + SLICE_SECONDS
        while self._items and time.perf_counter() < until:
            self._items.pop()
        if not self._items:
            self._timer.stop()
