"""A narrow strip beside the scroll bar: where in the draft the findings stand."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from core.findings import Severity
from gui.page.flow import Flow
from gui.theme import colour, tone

WIDTH = 14
TICK = 3.0
REACH = 7.0
Tick = tuple[float, int, Severity]
"""The share of the whole height at which a finding stands, the finding, its severity."""


class MarkStrip(QWidget):
    """One tick per finding, at its relative height; a click goes there."""

    finding_clicked = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("问题分布")
        self.setToolTip("问题在全文中的位置，点击可跳转")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFixedWidth(WIDTH)
        self._ticks: list[Tick] = []
        self._spread_out: list[tuple[float, Severity]] = []
        self._spread_for = -1
        self._finding: int | None = None

    def sizeHint(self) -> QSize:
        """Narrow."""
        return QSize(WIDTH, 100)

    def show_flow(self, flow: Flow) -> None:
        """Take the ticks from a flow, as far as it is laid out."""
        height = max(flow.height, 1.0)
        ticks: list[Tick] = []
        for number, item in enumerate(flow.items):
            for mark in item.marks:
                if not mark.related:
                    area = item.area_of(mark.finding)
                    y = flow.top(number) + (area.center().y() if area else 0.0)
                    ticks.append((y / height, mark.finding, mark.severity))
        self.show_ticks(ticks)

    def show_ticks(self, ticks: Sequence[Tick]) -> None:
        """Show where findings stand."""
        self._ticks = list(ticks)
        self._spread_for = -1
        self.update()

    def select(self, finding: int | None) -> None:
        """Show which finding is selected."""
        self._finding = finding
        self.update()

    def _y(self, share: float) -> float:
        return 8 + share * (self.height() - 16)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Ticks in the colours of the severities; the selected one is thicker."""
        painter = QPainter(self)
        painter.fillRect(event.rect(), colour("canvas"))
        if self._spread_for != self.height():
            self._spread()
        for y, severity in self._spread_out:
            painter.fillRect(QRectF(2, y - TICK / 2, WIDTH - 4, TICK), tone(severity).line)
        for share, severity in self._chosen():
            y = self._y(share)
            painter.fillRect(QRectF(2, y - TICK, WIDTH - 4, 2 * TICK), tone(severity).line)
            painter.setPen(colour("accent"))
            painter.drawRect(QRectF(0.5, y - TICK - 2, WIDTH - 1.5, 2 * TICK + 3.5))

    def _chosen(self) -> list[tuple[float, Severity]]:
        return [(share, severity) for share, finding, severity in self._ticks if finding == self._finding]

    def _spread(self) -> None:
        """Ticks that would lie on one another are painted once; there may be a thousand."""
        places: dict[tuple[int, Severity], float] = {}
        for share, _finding, severity in self._ticks:
            places.setdefault((round(self._y(share)), severity), self._y(share))
        self._spread_out = [(y, severity) for (_at, severity), y in places.items()]
        self._spread_for = self.height()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go to the nearest finding."""
        near = min(self._ticks, key=lambda tick: abs(self._y(tick[0]) - event.position().y()), default=None)
        if near and abs(self._y(near[0]) - event.position().y()) <= REACH:
            self.finding_clicked.emit(near[1])
