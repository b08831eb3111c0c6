"""The one clear answer at the top of the list."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from core.findings import Result
from gui.grouping import verdict_extra
from gui.labels import wrapped
from gui.theme import colour

RADIUS = 10.0
BAR = 5


class VerdictBanner(QFrame):
    """可以报送, or what stands in the way, with what else was found."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("verdict")
        self._accent = "line"
        self._sentence = wrapped("", 18, bold=True)
        self._sentence.setObjectName("sentence")
        self._extra = wrapped("", 13, role="muted")
        box = QVBoxLayout(self)
        box.setContentsMargins(18, 12, 12, 9)
        box.setSpacing(3)
        box.addWidget(self._sentence)
        box.addWidget(self._extra)

    def show_result(self, result: Result) -> None:
        """Show the verdict of a result."""
        verdict = result.verdict
        state = "ready" if verdict.ready else "errors" if verdict.errors else "unchecked"
        self._sentence.say(verdict.sentence)
        self._extra.say(verdict_extra(result))
        self.setAccessibleName(f"{verdict.sentence}。{verdict_extra(result)}")
        self.setProperty("state", state)
        self._accent = "ok" if verdict.ready else "error" if verdict.errors else "warning"
        for widget in (self, self._sentence):
            widget.style().unpolish(widget)
            widget.style().polish(widget)

    def paintEvent(self, event: QPaintEvent) -> None:
        """A bar of the colour of the verdict at the left edge, within the round corners."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        corners = QPainterPath()
        corners.addRoundedRect(QRectF(self.rect()), RADIUS, RADIUS)
        painter.setClipPath(corners)
        painter.fillRect(0, 0, BAR, self.height(), colour(self._accent))

    @property
    def sentence(self) -> str:
        """The verdict as shown."""
        return self._sentence.words

    @property
    def extra(self) -> str:
        """The line below it."""
        return self._extra.words
