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
        painted: set[tuple[int, Severity]] = set()
        for share, finding, severity in self._ticks:
            at = round(self._y(share)), severity
            if at in painted and finding != self._finding:
                continue
            painted.add(at)
            y, chosen = self._y(share), finding == self._finding
            thick = TICK * (2 if chosen else 1)
            painter.fillRect(QRectF(2, y - thick / 2, WIDTH - 4, thick), tone(severity).line)
            if chosen:
                painter.setPen(colour("accent"))
                painter.drawRect(QRectF(0.5, y - thick / 2 - 2, WIDTH - 1.5, thick + 3.5))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go to the nearest finding."""
        near = min(self._ticks, key=lambda tick: abs(self._y(tick[0]) - event.position().y()), default=None)
        if near and abs(self._y(near[0]) - event.position().y()) <= REACH:
            self.finding_clicked.emit(near[1])
