"""The items one below the other: where each begins, and which are laid out already."""

from __future__ import annotations

import time
from bisect import bisect_right
from collections.abc import Iterable
from itertools import accumulate

from PySide6.QtCore import QPointF, QRectF

from gui.page.items import Caret, Item

AHEAD = 3000
"""So many items are laid out before they are looked at; each takes time and memory, and for the others an estimate is near the truth."""


class Flow:
    """All items of a sheet in one width. Items far from the view keep estimated heights until their turn comes."""

    def __init__(self, items: list[Item], width: float) -> None:
        self.items = items
        self.width = width
        self._next = 0
        self._by_finding = {m.finding: n for n, item in reversed(list(enumerate(items))) for m in item.marks if not m.related}
        for item in items:
            item.height = item.estimate(width)
        self._measure()

    def _measure(self) -> None:
        """Add the heights up again."""
        self.tops = list(accumulate((item.height + item.above for item in self.items), initial=0.0))

    @property
    def height(self) -> float:
        """The height of everything."""
        return self.tops[-1]

    @property
    def complete(self) -> bool:
        """Whether nothing is left to be done before it is looked at."""
        return self._next >= len(self.items)

    def take_over(self, before: Flow) -> None:
        """Have what another flow has laid out of the same blocks in the same width, which gives it away."""
        if before.width != self.width:
            return
        known = {item.key: item for item in before.items if item.width == self.width}
        known.pop(None, None)
        moved = False
        for item in self.items if known else ():
            other = known.get(item.key)
            if other is not None:
                moved = moved or item.height != other.height
                item.take_over(other)
        if moved:
            self._measure()

    def set_width(self, width: float) -> None:
        """Flow in another width; heights of the old width serve as estimates."""
        if width != self.width:
            self.width = width
            self._next = 0

    def top(self, number: int) -> float:
        """Where an item itself begins, the space above it left out."""
        return self.tops[number] + self.items[number].above

    def at(self, y: float) -> int:
        """The item at a height; the first or last one outside."""
        return min(max(bisect_right(self.tops, y) - 1, 0), len(self.items) - 1)

    def lay_out(self, numbers: Iterable[int]) -> bool:
        """Lay some items out now; True when that moved anything."""
        moved = False
        for number in numbers:
            item = self.items[number]
            if item.width != self.width:
                before = item.height
                item.lay_out(self.width)
                moved = moved or item.height != before
        if moved:
            self._measure()
        return moved

    def lay_out_between(self, top: float, bottom: float) -> bool:
        """Lay out what shows between two heights; True when that moved anything."""
        return bool(self.items) and self.lay_out(range(self.at(top), self.at(bottom) + 1))

    def lay_out_for(self, seconds: float) -> bool:
        """Lay out further items for a short while, estimate those far off; True when that moved anything."""
        deadline = time.perf_counter() + seconds
        moved = False
        while not self.complete and time.perf_counter() < deadline:
            item = self.items[self._next]
            self._next += 1
            if item.width == self.width:
                continue
            before = item.height
            if self._next <= AHEAD:
                item.lay_out(self.width)
            else:
                item.height = item.estimate(self.width)
            moved = moved or item.height != before
        if moved:
            self._measure()
        return moved

    def item_of(self, finding: int) -> int | None:
        """The item on which a finding stands."""
        return self._by_finding.get(finding)

    def area_of(self, finding: int) -> QRectF | None:
        """Where a finding lies on the sheet."""
        number = self.item_of(finding)
        if number is None:
            return None
        self.lay_out([number])
        area = self.items[number].area_of(finding)
        return area.translated(0, self.top(number)) if area else None

    def findings_at(self, point: QPointF) -> list[int]:
        """The findings under a point of the sheet."""
        if not self.items:
            return []
        number = self.at(point.y())
        return self.items[number].findings_at(point - QPointF(0, self.top(number)))

    def caret_at(self, point: QPointF) -> Caret | None:
        """The boundary of characters nearest to a point; None when there is no text."""
        if not self.items:
            return None
        number = self.at(point.y())
        item = self.items[number]
        if item.width is None or not item.runs:
            return Caret(number, 0, 0)
        local = point - QPointF(0, self.top(number))
        run = item.run_at(local)
        return Caret(number, run, item.runs[run].offset_at(local))
