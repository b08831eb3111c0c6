"""Boxes on the sheet that are not the draft's own text: what is missing, and pictures that cannot be read."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from core.document import Picture
from core.findings import Finding, Location, LocationKind
from gui.icons import paint_severity
from gui.page.items import Item, Look
from gui.page.marks import Mark
from gui.page.run import Style, TextRun
from gui.page.strokes import outline
from gui.theme import colour, font, tone

PAD = 10.0
LEAD = 34.0
LINE = 21.0
PICTURE_HEIGHT = 96.0


class NoteItem(Item):
    """A dashed box where something is missing."""

    above = 6.0
    selectable = False

    def __init__(self, number: int, finding: Finding) -> None:
        super().__init__([Mark(number, finding.severity, Location(LocationKind.DOCUMENT))])
        self._finding = finding

    @property
    def text(self) -> str:
        """The message."""
        return self._finding.message

    def estimate(self, width: float) -> float:
        """One or two lines."""
        return (1 + len(self._finding.message) * 14 // max(1, int(width - LEAD - PAD))) * LINE + 2 * PAD + 6

    def lay_out(self, width: float) -> None:
        """Break the message into lines."""
        style = Style(font(14), LINE, colour=self._finding.severity.value)
        run = self.runs[0] if self.runs else TextRun(self._finding.message, style)
        run.origin = QPointF(LEAD, PAD)
        self.runs = [run]
        self.height = run.lay_out(width - LEAD - PAD) + 2 * PAD + 6
        self.width = width

    def _box(self) -> QRectF:
        return QRectF(0.5, 0.5, (self.width or 0.0) - 1, self.height - 7)

    def areas(self, mark: Mark) -> list[QRectF]:
        """The box."""
        return [self._box()] if self.width else []

    def paint(self, painter: QPainter, look: Look, clip: QRectF) -> None:
        """The box in the colours of the severity, its shape, and the message."""
        colours = tone(self._finding.severity)
        selected = any(mark.finding == look.finding for mark in self.marks)
        pen = QPen(colours.line, 1.2)
        pen.setDashPattern([4.0, 3.0])
        painter.setPen(pen)
        painter.setBrush(colours.soft)
        painter.drawRoundedRect(self._box(), 7, 7)
        paint_severity(painter, self._finding.severity, QPointF(LEAD / 2 + 1, PAD + LINE / 2), 6.0)
        self.runs[0].draw(painter)
        if selected:
            outline(painter, self._box().adjusted(-3, -3, 3, 3))


class PictureItem(Item):
    """A grey box in place of a picture."""

    above = 8.0
    selectable = False

    def __init__(self, picture: Picture) -> None:
        super().__init__([], picture.page)
        self._picture = picture

    @property
    def text(self) -> str:
        """What is known of the picture."""
        return f"图片：{self._picture.description}" if self._picture.description else "图片（其中的文字无法检查）"

    def estimate(self, width: float) -> float:
        """Always the same."""
        return PICTURE_HEIGHT

    def lay_out(self, width: float) -> None:
        """Centre the words in the box."""
        run = TextRun(self.text, Style(font(13), LINE, Qt.AlignmentFlag.AlignHCenter, colour="muted"))
        height = run.lay_out(width - 2 * PAD)
        self.height = max(PICTURE_HEIGHT, height + 2 * PAD)
        run.origin = QPointF(PAD, (self.height - 8 - height) / 2)
        self.runs = [run]
        self.width = width

    def areas(self, mark: Mark) -> list[QRectF]:
        """Nothing is marked on a picture."""
        return []

    def paint(self, painter: QPainter, look: Look, clip: QRectF) -> None:
        """The box and the words."""
        painter.setPen(QPen(colour("line-strong"), 1.0, Qt.PenStyle.DashLine))
        painter.setBrush(colour("table-head"))
        painter.drawRoundedRect(QRectF(0.5, 0.5, (self.width or 0.0) - 1, self.height - 9), 6, 6)
        self.runs[0].draw(painter)
