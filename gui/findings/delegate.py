"""Draws the rows of the findings list."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPen, QTextLayout, QTextOption
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from core.findings import Severity
from gui.findings.model import ROW, Entry, Heading, Row, Unchecked
from gui.icons import paint_severity
from gui.theme import colour, font

LEFT = 18
TEXT_LEFT = 46
RIGHT = 14
PAD = 9
LINES = 3
TITLE_PX, PLACE_PX, HEAD_PX = 14, 12.5, 12.5
TITLE_LINE, PLACE_LINE, HEAD_LINE = 20.0, 18.0, 18.0
ACCENT_WIDTH = 3
Index = QModelIndex | QPersistentModelIndex


@lru_cache(maxsize=4096)
def broken(text: str, pixels: float, width: float, lines: int) -> tuple[str, ...]:
    """The text in at most so many lines; the last one ends with an ellipsis where something is left out."""
    if not text:
        return ()
    layout = QTextLayout(text, font(pixels))
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.beginLayout()
    found: list[str] = []
    encoded = text.encode("utf-16-le")
    line = layout.createLine()
    while line.isValid():
        line.setLineWidth(width)
        begin, end = line.textStart() * 2, (line.textStart() + line.textLength()) * 2
        if len(found) == lines - 1:
            metrics = QFontMetricsF(font(pixels))
            rest = encoded[begin:].decode("utf-16-le")
            found.append(metrics.elidedText(rest, Qt.TextElideMode.ElideRight, width))
            break
        found.append(encoded[begin:end].decode("utf-16-le").rstrip())
        line = layout.createLine()
    layout.endLayout()
    return tuple(found)


def parts(row: Row, width: float) -> list[tuple[str, float, float, str]]:
    """The lines of a row from top to bottom: text, pixels, line height, colour."""
    if isinstance(row, Heading):
        return [(line, HEAD_PX, HEAD_LINE, "muted") for line in broken(row.title, HEAD_PX, width - LEFT - RIGHT - 30, 1)]
    main, sub = (row.message, row.place) if isinstance(row, Entry) else (row.title, row.row.reason)
    room = width - TEXT_LEFT - RIGHT
    lines = [(line, TITLE_PX, TITLE_LINE, "ink") for line in broken(main, TITLE_PX, room, LINES)]
    return lines + [
        (line, PLACE_PX, PLACE_LINE, "muted") for line in broken(sub, PLACE_PX, room, 1 if isinstance(row, Entry) else 4)
    ]


class FindingsDelegate(QStyledItemDelegate):
    """Section titles with counts, findings with their shape, unchecked rules with their reason."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """As high as the lines of the row need in the width of the list."""
        row: Row = index.data(ROW)
        view = option.widget  # type: ignore[attr-defined]  # not in the stub
        width = view.viewport().width() if view else 300
        pads = (14 + 2) if isinstance(row, Heading) else 2 * PAD
        return QSize(width, round(sum(part[2] for part in parts(row, width))) + pads)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one row."""
        row: Row = index.data(ROW)
        box: QRect = option.rect  # type: ignore[attr-defined]  # not in the stub
        state: QStyle.StateFlag = option.state  # type: ignore[attr-defined]  # not in the stub
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if isinstance(row, Entry):
            _paint_ground(painter, box, state)
        if isinstance(row, Heading):
            _paint_heading(painter, box, row)
        else:
            _paint_entry(painter, box, row)
        painter.restore()


def _paint_ground(painter: QPainter, box: QRect, state: QStyle.StateFlag) -> None:
    if state & QStyle.StateFlag.State_Selected:
        painter.fillRect(box, colour("accent-soft"))
        painter.fillRect(QRect(box.left(), box.top(), ACCENT_WIDTH, box.height()), colour("accent"))
    elif state & QStyle.StateFlag.State_MouseOver:
        painter.fillRect(box, colour("hover"))


def _paint_heading(painter: QPainter, box: QRect, row: Heading) -> None:
    line = QRectF(box.left() + LEFT, box.top() + 14, box.width() - LEFT - RIGHT, HEAD_LINE)
    _write(painter, line, parts(row, box.width())[0][0], font(HEAD_PX), "muted")
    painter.drawText(line, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, str(row.count))


def _paint_entry(painter: QPainter, box: QRect, row: Entry | Unchecked) -> None:
    y = float(box.top() + PAD)
    centre = QPointF(box.left() + LEFT + 9, y + TITLE_LINE / 2)
    if isinstance(row, Entry):
        paint_severity(painter, row.severity, centre, 8.0)
    else:
        _paint_question(painter, centre)
    for text, pixels, height, name in parts(row, box.width()):
        _write(painter, QRectF(box.left() + TEXT_LEFT, y, box.width() - TEXT_LEFT - 4, height), text, font(pixels), name)
        y += height


def _write(painter: QPainter, line: QRectF, text: str, type_: QFont, name: str) -> None:
    painter.setFont(type_)
    painter.setPen(colour(name))
    painter.drawText(line, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, text)


def _paint_question(painter: QPainter, centre: QPointF) -> None:
    """A hollow ring with a question mark: neither good nor bad, not known."""
    painter.setPen(QPen(colour(Severity.WARNING.value), 1.4))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawEllipse(centre, 7.5, 7.5)
    painter.setFont(font(11, bold=True))
    painter.drawText(QRectF(centre.x() - 8, centre.y() - 8, 16, 16), Qt.AlignmentFlag.AlignCenter, "?")
