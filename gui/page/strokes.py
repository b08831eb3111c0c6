"""How marks look: a tint, and a line whose form tells the severity to people who do not see colours apart."""

from __future__ import annotations

from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from core.findings import Severity
from gui.theme import colour, tone

LANE = 3.0
OUTLINE = 2.0


def pen_of(severity: Severity, width: float = 2.0) -> QPen:
    """Solid for errors, dotted for warnings, dashed for information."""
    pen = QPen(tone(severity).line, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap)
    if severity is Severity.WARNING:
        pen.setDashPattern([1.1, 1.1])
    elif severity is Severity.INFO:
        pen.setDashPattern([3.2, 1.8])
    return pen


def tint(painter: QPainter, area: QRectF, severity: Severity, selected: bool) -> None:
    """Colour the ground behind a mark."""
    painter.fillRect(area, tone(severity).strong if selected else tone(severity).soft)


def underline(painter: QPainter, area: QRectF, severity: Severity, lane: int) -> None:
    """Draw the line under a mark; a higher lane lies lower."""
    y = area.bottom() - 1.0 + min(lane, 2) * LANE
    painter.setPen(pen_of(severity))
    painter.drawLine(QLineF(area.left(), y, area.right(), y))


def outline(painter: QPainter, area: QRectF, related: bool = False) -> None:
    """Draw the frame of the selected place, a thinner one round the places that it is compared with."""
    painter.setPen(QPen(colour("accent"), OUTLINE if not related else 1.4))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(area, 3, 3)


def grid_line(painter: QPainter, area: QRectF) -> None:
    """Draw the border of a cell."""
    painter.save()
    # Neighbours draw the same line; smoothing would make it two pixels wide.
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    painter.setPen(QPen(colour("table-line"), 1.0))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(area)
    painter.restore()
