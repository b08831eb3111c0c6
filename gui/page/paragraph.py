"""A paragraph on the sheet: title, heading or text."""

from __future__ import annotations

from math import ceil

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter

from core.document import Align, Paragraph
from gui.page.items import Item, Look
from gui.page.marks import Mark
from gui.page.run import Style, TextRun
from gui.page.strokes import outline, tint, underline
from gui.theme import font

BODY_PX = 15
BODY_LINE = 27.0
ALIGN = {
    Align.LEFT: Qt.AlignmentFlag.AlignLeft,
    Align.CENTER: Qt.AlignmentFlag.AlignHCenter,
    Align.RIGHT: Qt.AlignmentFlag.AlignRight,
}
HEADINGS = {0: (22, 34.0, 6.0), 1: (17, 30.0, 16.0), 2: (15.5, 28.0, 8.0)}
"""Pixels, line height and space above, by level."""


def style_of(paragraph: Paragraph, level: int | None) -> Style:
    """How a paragraph is set."""
    given = ALIGN[paragraph.align] if paragraph.align else Qt.AlignmentFlag.AlignLeft
    if level is not None:
        pixels, line, _above = HEADINGS[min(level, 2)]
        align = Qt.AlignmentFlag.AlignHCenter if level == 0 else given
        return Style(font(pixels, bold=True, serif=level == 0), line, align)
    flush = given != Qt.AlignmentFlag.AlignLeft or paragraph.text[:1].isspace()
    return Style(font(BODY_PX, bold=paragraph.bold, serif=True), BODY_LINE, given, 0.0 if flush else 2.0 * BODY_PX)


class ParagraphItem(Item):
    """One paragraph; its text is laid out when it first comes near the view."""

    def __init__(self, paragraph: Paragraph, level: int | None, marks: list[Mark]) -> None:
        super().__init__(marks, paragraph.content.page_at(0))
        self._paragraph = paragraph
        self._level = level
        self.above = HEADINGS[min(level, 2)][2] if level is not None else 2.0

    @property
    def text(self) -> str:
        """The characters of the paragraph."""
        return self._paragraph.text

    @property
    def key(self) -> tuple[int, int | None]:
        """The very paragraph, and the level of heading that it is set in."""
        return id(self._paragraph), self._level

    def estimate(self, width: float) -> float:
        """By the number of characters."""
        return max(1, ceil((len(self._paragraph.text) + 2) * BODY_PX / max(width, 1.0))) * BODY_LINE

    def lay_out(self, width: float) -> None:
        """Break the paragraph into lines."""
        run = self.runs[0] if self.runs else TextRun(self._paragraph.text, style_of(self._paragraph, self._level))
        self.runs = [run]
        self.height = run.lay_out(width) + (14.0 if self._level == 0 else 0.0)
        self.width = width

    def areas(self, mark: Mark) -> list[QRectF]:
        """The lines of the marked characters, without the air between lines."""
        return [area.adjusted(0, 3, 0, -3) for area in self.runs[0].areas(*mark.range)] if mark.range and self.runs else []

    def paint(self, painter: QPainter, look: Look, clip: QRectF) -> None:
        """Tints, text, then lines and frames."""
        placed = [(mark, self.areas(mark)) for mark in self.marks]
        for mark, areas in placed:
            for area in areas if not mark.related else ():
                tint(painter, area, mark.severity, mark.finding == look.finding)
        self.runs[0].draw(painter, look.selected.get(0), look.found.get(0, ()))
        for mark, areas in placed:
            for area in areas:
                if not mark.related:
                    underline(painter, area, mark.severity, mark.lane)
                if mark.finding == look.finding:
                    outline(painter, area.adjusted(-2.5, -1, 2.5, 2.5), mark.related)
