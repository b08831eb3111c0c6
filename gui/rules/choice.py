"""A field to choose one of some things, drawn like the other fields of the house."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QComboBox, QSizePolicy, QWidget

from gui.theme import colour

HEIGHT, PAD, ARROW = 34, 11, 26
RADIUS = 8.0


class Choice(QComboBox):
    """One of some values, each with the words that stand for it."""

    def __init__(self, values: Mapping[str, str], name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setFixedHeight(HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.setMaxVisibleItems(16)
        self.fill(values)

    def fill(self, values: Mapping[str, str], icons: Mapping[str, QIcon] | None = None) -> None:
        """Offer other values; the chosen one stays where it still exists."""
        before = self.value
        self.blockSignals(True)
        self.clear()
        for value, words in values.items():
            self.addItem((icons or {}).get(value, QIcon()), words, value)
        self.blockSignals(False)
        self.choose(before)

    @property
    def value(self) -> str:
        """The chosen value, an empty text where there is none."""
        return str(self.currentData() or "")

    def choose(self, value: str) -> None:
        """Choose a value; the first one where there is no such value."""
        self.setCurrentIndex(max(0, self.findData(value)))

    def sizeHint(self) -> QSize:
        """As wide as the longest words."""
        texts = [self.itemText(number) for number in range(self.count())]
        widest = max((self.fontMetrics().horizontalAdvance(text) for text in texts), default=0)
        pictures = any(not self.itemIcon(number).isNull() for number in range(self.count()))
        return QSize(min(320, widest) + PAD + ARROW + 6 + (20 if pictures else 0), HEIGHT)

    def minimumSizeHint(self) -> QSize:
        """Room for a few characters."""
        return QSize(min(96, self.sizeHint().width()), HEIGHT)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """The wheel scrolls the page; it never changes a value by accident."""
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The box, the words, an arrow."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        focus, on = self.hasFocus(), self.isEnabled()
        painter.setPen(QPen(colour("accent" if focus else "line-strong" if on else "line"), 2.0 if focus else 1.0))
        painter.setBrush(colour("sheet" if on else "window"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), RADIUS, RADIUS)
        left = PAD
        picture = self.itemIcon(self.currentIndex())
        if not picture.isNull():
            picture.paint(painter, left, (self.height() - 14) // 2, 14, 14)
            left += 20
        painter.setPen(colour("ink" if on else "faint"))
        room = self.rect().adjusted(left, 0, -ARROW, 0)
        words = self.fontMetrics().elidedText(self.currentText(), Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)
        self._draw_arrow(painter)

    def _draw_arrow(self, painter: QPainter) -> None:
        x, y = self.width() - 16.0, self.height() / 2
        painter.setPen(QPen(colour("muted" if self.isEnabled() else "faint"), 1.6))
        painter.drawPolyline([QPointF(x - 4, y - 2), QPointF(x, y + 2), QPointF(x + 4, y - 2)])
