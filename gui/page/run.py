"""A stretch of text on the sheet: broken into lines, drawn, and asked where characters lie."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, cast

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QPainter, QTextCharFormat, QTextLayout, QTextOption

from gui.positions import Utf16Map
from gui.theme import colour

LINE_SEPARATOR = "\u2028"


@dataclass(frozen=True, slots=True)
class Style:
    """How a run is set."""

    font: QFont
    line_height: float
    align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft
    indent: float = 0.0
    colour: str = "ink"


def _option() -> QTextOption:
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    return option


class TextRun:
    """One text with its lines. Offsets given and returned are code points; rectangles are relative to ``origin``."""

    def __init__(self, text: str, style: Style) -> None:
        self.text = text
        self.style = style
        self.origin = QPointF(0, 0)
        self.height = 0.0
        self._map = Utf16Map(text)
        # Advances must scale with the zoom, so they are not hinted to whole pixels.
        font = QFont(style.font)
        font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        self._layout = QTextLayout(text.replace("\n", LINE_SEPARATOR), font)
        self._layout.setTextOption(_option())
        self._layout.setCacheEnabled(True)
        self._areas: dict[tuple[int, int], list[QRectF]] = {}

    def lay_out(self, width: float) -> float:
        """Break the text into lines of this width; returns the height."""
        self._areas.clear()
        y = 0.0
        self._layout.beginLayout()
        line = self._layout.createLine()
        while line.isValid():
            indent = self.style.indent if y == 0.0 else 0.0
            line.setLineWidth(max(1.0, width - indent))
            x = indent + self._shift(width - indent, line.naturalTextWidth())
            line.setPosition(QPointF(x, y + (self.style.line_height - line.height()) / 2))
            y += self.style.line_height
            line = self._layout.createLine()
        self._layout.endLayout()
        self.height = max(y, self.style.line_height)
        return self.height

    def _shift(self, width: float, used: float) -> float:
        if self.style.align == Qt.AlignmentFlag.AlignHCenter:
            return max(0.0, (width - used) / 2)
        if self.style.align == Qt.AlignmentFlag.AlignRight:
            return max(0.0, width - used)
        return 0.0

    def areas(self, start: int, end: int) -> list[QRectF]:
        """The rectangles, one per line, that cover some characters."""
        if (start, end) not in self._areas:
            self._areas[start, end] = self._covered(start, end)
        return [area.translated(self.origin) for area in self._areas[start, end]]

    def _covered(self, start: int, end: int) -> list[QRectF]:
        first, last = self._map.to_qt(start), self._map.to_qt(end)
        found: list[QRectF] = []
        for number in range(self._layout.lineCount()):
            line = self._layout.lineAt(number)
            begin, stop = max(first, line.textStart()), min(last, line.textStart() + line.textLength())
            if begin >= stop:
                continue
            left, right = self._x(number, begin), self._x(number, stop)
            top = self.style.line_height * number
            found.append(QRectF(min(left, right), top, abs(right - left), self.style.line_height))
        return found

    def _x(self, number: int, position: int) -> float:
        value = self._layout.lineAt(number).cursorToX(position)
        # The binding answers with a pair (x, position) or a number, and declares it too widely.
        return float(cast("tuple[float, int]", value)[0] if isinstance(value, tuple) else cast("float", value))

    def offset_at(self, point: QPointF) -> int:
        """The character boundary nearest to a point."""
        local = point - self.origin
        if not self._layout.lineCount() or local.y() < 0:
            return 0
        number = int(local.y() // self.style.line_height)
        if number >= self._layout.lineCount():
            return len(self.text)
        return self._map.from_qt(self._layout.lineAt(number).xToCursor(local.x()))

    def draw(self, painter: QPainter, selected: tuple[int, int] | None = None, found: Sequence[tuple[int, int]] = ()) -> None:
        """Draw the text, with a part of it selected and some words found."""
        painter.setPen(colour(self.style.colour))
        ranges = [self._range(start, end, "found") for start, end in found]
        if selected and selected[0] < selected[1]:
            ranges.append(self._range(*selected, "selection"))
        self._layout.draw(painter, self.origin, ranges)

    def _range(self, start: int, end: int, ground: str) -> Any:  # noqa: ANN401 - the binding declares none of its attributes
        first = self._map.to_qt(start)
        chosen: Any = QTextLayout.FormatRange()
        chosen.start, chosen.length = first, self._map.to_qt(end) - first
        form = QTextCharFormat()
        form.setBackground(colour(ground))
        chosen.format = form
        return chosen
