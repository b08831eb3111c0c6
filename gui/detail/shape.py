"""The shape of a severity beside its name."""

from __future__ import annotations

from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from core.findings import Severity
from gui.icons import paint_severity


class SeverityShape(QWidget):
    """Painted anew in whatever theme shows."""

    def __init__(self, size: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedSize(size, size)
        self._severity = Severity.INFO

    def say(self, severity: Severity) -> None:
        """Show the shape of a severity."""
        self._severity = severity
        self.show()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The shape with its ring."""
        half = self.width() / 2
        painter = QPainter(self)
        paint_severity(painter, self._severity, QPointF(half, half), half - 1)
