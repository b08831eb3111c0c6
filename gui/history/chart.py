"""A small chart: how many errors, warnings and hints each check of a draft had, one column a check, the latest at the right."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QHelpEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from core.findings import Severity
from core.history import PastCheck
from gui.clock import said
from gui.icons import paint_severity
from gui.theme import colour, font, tone

MOST = 40
"""So many columns at most; older checks are in the list only."""
HEIGHT = 168
WIDEST_BAR = 26.0
GAP = 0.34
FOOT, HEAD, LEFT, TIME = 24.0, 26.0, 30.0, 110.0
STACK = ((Severity.ERROR, "errors"), (Severity.WARNING, "warnings"), (Severity.INFO, "infos"))
PAST_OPACITY = 0.55


class HistoryChart(QWidget):
    """Stacked columns, drawn from the bottom up by gravity; a click chooses a check."""

    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._checks: tuple[PastCheck, ...] = ()
        self._current: int | None = None

    def sizeHint(self) -> QSize:
        """Room for the columns."""
        return QSize(480, HEIGHT)

    def show_checks(self, checks: Sequence[PastCheck]) -> None:
        """Show some checks, the oldest first."""
        self._checks = tuple(checks[-MOST:])
        last = self._checks[-1] if self._checks else None
        told = f"，最近一次 {_counted(last)}" if last else ""
        self.setAccessibleName(f"历次检查的问题数，共 {len(checks)} 次{told}")
        self.update()

    def select(self, number: int | None) -> None:
        """Show which check is selected in the list."""
        self._current = number
        self.update()

    def columns(self) -> list[QRectF]:
        """Where the column of each check may lie, from its foot to the top of the chart."""
        if not self._checks:
            return []
        room = QRectF(self.rect()).adjusted(LEFT, HEAD, -8, -FOOT)
        slot = min(room.width() / len(self._checks), WIDEST_BAR * (1 + GAP))
        bar = slot / (1 + GAP)
        return [QRectF(room.left() + number * slot, room.top(), bar, room.height()) for number in range(len(self._checks))]

    def paintEvent(self, event: QPaintEvent) -> None:
        """Scale, columns, legend."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_legend(painter)
        columns = self.columns()
        if not columns:
            return
        top = max(1, *(_total(check) for check in self._checks))
        self._paint_scale(painter, columns[0], top)
        for check, room in zip(self._checks, columns, strict=True):
            _paint_column(painter, check, room, top, check.number == self._current)
        self._paint_times(painter, columns)

    def _paint_legend(self, painter: QPainter) -> None:
        painter.setFont(font(12))
        x = LEFT
        for severity, _name in STACK:
            paint_severity(painter, severity, QPointF(x + 5, 10), 5.0, ring=False)
            painter.setPen(colour("muted"))
            painter.drawText(QPointF(x + 14, 14.5), severity.label)
            x += 58

    def _paint_scale(self, painter: QPainter, room: QRectF, top: int) -> None:
        painter.setFont(font(11))
        for value in sorted({0, (top + 1) // 2, top}):
            y = room.bottom() - room.height() * value / top
            painter.setPen(colour("line"))
            painter.drawLine(QPointF(LEFT - 4, y), QPointF(self.width() - 8, y))
            painter.setPen(colour("faint"))
            box = QRectF(0, y - 8, LEFT - 8, 16)
            painter.drawText(box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, str(value))

    def _paint_times(self, painter: QPainter, columns: list[QRectF]) -> None:
        painter.setFont(font(11))
        painter.setPen(colour("faint"))
        y = self.height() - FOOT + 4
        first, last = columns[0], columns[-1]
        painter.drawText(QRectF(first.left(), y, TIME, 16), Qt.AlignmentFlag.AlignLeft, said(self._checks[0].made))
        if last.right() - first.left() > 2 * TIME:
            box = QRectF(last.right() - TIME, y, TIME, 16)
            painter.drawText(box, Qt.AlignmentFlag.AlignRight, said(self._checks[-1].made))

    def _at(self, x: float) -> PastCheck | None:
        for check, room in zip(self._checks, self.columns(), strict=True):
            if room.left() - 3 <= x <= room.right() + 3:
                return check
        return None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click on a column chooses its check."""
        if check := self._at(event.position().x()):
            self.chosen.emit(check.number)

    def event(self, event: QEvent) -> bool:
        """The tooltip of a column has its time and figures."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            check = self._at(event.pos().x())
            QToolTip.showText(event.globalPos(), f"{said(check.made)}\n{_counted(check)}" if check else "", self)
            return True
        return super().event(event)


def _total(check: PastCheck) -> int:
    return sum(getattr(check.counts, name) for _severity, name in STACK)


def _counted(check: PastCheck) -> str:
    return "，".join(f"{severity.label} {getattr(check.counts, name)}" for severity, name in STACK)


def _paint_column(painter: QPainter, check: PastCheck, room: QRectF, top: int, selected: bool) -> None:
    foot = room.bottom()
    painter.setPen(Qt.PenStyle.NoPen)
    for severity, name in STACK:
        height = room.height() * getattr(check.counts, name) / top
        box = QRectF(room.left(), foot - height, room.width(), height)
        # Without a ground of its own the lines of the scale would show through.
        painter.fillRect(box, colour("window"))
        painter.setOpacity(1.0 if selected else PAST_OPACITY)
        painter.fillRect(box, tone(severity).line)
        painter.setOpacity(1.0)
        foot -= height
    if not _total(check):
        painter.fillRect(QRectF(room.left(), room.bottom() - 3, room.width(), 3), colour("ok"))
    if selected:
        painter.fillRect(QRectF(room.left(), room.bottom() + 2, room.width(), 2.5), colour("accent"))
