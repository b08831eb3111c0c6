"""Draws the rows of the findings list."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPen, QTextLayout, QTextOption
from PySide6.QtWidgets import QAbstractScrollArea, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from core.findings import Severity
from gui.findings.model import ROW
from gui.findings.rows import Entry, Fold, Heading, Row, Solved, Unchecked
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
NARROWEST = 6
"""So many of the narrowest characters are at least as wide as the type is high."""
NEST, CHEVRON, BADGE = 22, 22, 34
Index = QModelIndex | QPersistentModelIndex


@lru_cache(maxsize=8)
def _metrics(pixels: float) -> QFontMetricsF:
    return QFontMetricsF(font(pixels))


@lru_cache(maxsize=4096)
def broken(text: str, pixels: float, width: float, lines: int) -> tuple[str, ...]:
    """The text in at most so many lines; the last one ends with an ellipsis where something is left out."""
    if not text:
        return ()
    # A fold names hundreds of places, of which a line shows a few; no character is narrower than this.
    text = text[: int(lines * width / pixels * NARROWEST) + 1]
    if "\n" not in text and _metrics(pixels).horizontalAdvance(text) < width - 1:
        # Most lines are short, and this takes a tenth of the time.
        return (text.rstrip(),)
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
            rest = encoded[begin:].decode("utf-16-le")
            found.append(_metrics(pixels).elidedText(rest, Qt.TextElideMode.ElideRight, width))
            break
        found.append(encoded[begin:end].decode("utf-16-le").rstrip())
        line = layout.createLine()
    layout.endLayout()
    return tuple(found)


Line = tuple[str, float, float, str]
"""A line of a row: text, pixels, line height, colour."""


def parts(row: Row, width: float) -> list[Line]:
    """The lines of a row from top to bottom."""
    if isinstance(row, Heading):
        return [(line, HEAD_PX, HEAD_LINE, "muted") for line in broken(row.title, HEAD_PX, width - LEFT - RIGHT - 30, 1)]
    room = width - _text_left(row) - RIGHT
    if isinstance(row, Solved):
        return [(line, TITLE_PX, TITLE_LINE, "faint") for line in broken(row.message, TITLE_PX, room, LINES)]
    if isinstance(row, Unchecked):
        return _lines(row.title, row.row.reason, room, 4)
    if isinstance(row, Fold):
        return _lines(row.title, row.place, room - CHEVRON, 1)
    told = [(line, PLACE_PX, PLACE_LINE, "muted") for line in broken(row.reason, PLACE_PX, room, 2)]
    return _lines(row.message, row.place, room - (BADGE if row.fresh else 0), 1) + told


def _lines(main: str, below: str, room: float, most: int) -> list[Line]:
    lines = [(line, TITLE_PX, TITLE_LINE, "ink") for line in broken(main, TITLE_PX, room, LINES)]
    return lines + [(line, PLACE_PX, PLACE_LINE, "muted") for line in broken(below, PLACE_PX, room, most)]


def _text_left(row: Row) -> int:
    return TEXT_LEFT + (NEST if isinstance(row, Entry) and row.nested else 0)


@lru_cache(maxsize=4096)
def _height(row: Row, width: int) -> int:
    """Asked for every row whenever anything moves."""
    pads = (14 + 2) if isinstance(row, Heading) else 2 * PAD
    return round(sum(part[2] for part in parts(row, width))) + pads


def measure(rows: Sequence[Row], view: QAbstractScrollArea) -> None:
    """Find out how high rows will be in a view: a list of hundreds asks for all of them at once."""
    width = _room(view)
    for row in rows:
        _height(row, width)


class FindingsDelegate(QStyledItemDelegate):
    """Headings with counts, findings with their shape, folds, what was solved, unchecked rules with their reason."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """As high as the lines of the row need in the width of the list."""
        row: Row = index.data(ROW)
        width = _width(option)
        return QSize(width, _height(row, width))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one row."""
        row: Row = index.data(ROW)
        box: QRect = option.rect  # type: ignore[attr-defined]  # not in the stub
        state: QStyle.StateFlag = option.state  # type: ignore[attr-defined]  # not in the stub
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if isinstance(row, Entry | Fold):
            _paint_ground(painter, box, state)
        if isinstance(row, Heading):
            _paint_heading(painter, box, row)
        else:
            _paint_entry(painter, box, row, _width(option))
        painter.restore()


def _width(option: QStyleOptionViewItem) -> int:
    view: QAbstractScrollArea | None = option.widget  # type: ignore[attr-defined]  # not in the stub
    return _room(view) if view is not None else 300


def _room(view: QAbstractScrollArea) -> int:
    """What the lines of a row have: as beside a scroll bar, so that rows are as high when it comes and goes."""
    return view.maximumViewportSize().width() - view.verticalScrollBar().sizeHint().width()


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


def _paint_entry(painter: QPainter, box: QRect, row: Entry | Fold | Solved | Unchecked, width: int) -> None:
    y = float(box.top() + PAD)
    left = box.left() + _text_left(row)
    centre = QPointF(left - TEXT_LEFT + LEFT + 9, y + TITLE_LINE / 2)
    if isinstance(row, Unchecked):
        _paint_question(painter, centre)
    elif isinstance(row, Solved):
        _paint_tick(painter, centre)
    else:
        paint_severity(painter, row.severity, centre, 8.0)
    if isinstance(row, Fold):
        _paint_chevron(painter, QPointF(box.right() - RIGHT - 6, centre.y()), row.open)
    if isinstance(row, Entry) and row.fresh:
        _paint_badge(painter, QRectF(box.right() - RIGHT - BADGE + 6, y + 2, BADGE - 6, 17))
    for text, pixels, height, name in parts(row, width):
        type_ = font(pixels)
        type_.setStrikeOut(isinstance(row, Solved))
        _write(painter, QRectF(left, y, box.right() - left - 3, height), text, type_, name)
        y += height


def _paint_chevron(painter: QPainter, at: QPointF, open_: bool) -> None:
    painter.setPen(QPen(colour("muted"), 1.6, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    points = [(-4, -2), (0, 2), (4, -2)] if open_ else [(-2, -4), (2, 0), (-2, 4)]
    painter.drawPolyline([at + QPointF(x, y) for x, y in points])


def _paint_badge(painter: QPainter, box: QRectF) -> None:
    """新: the check before did not have this one."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour("accent-soft"))
    painter.drawRoundedRect(box, 8, 8)
    painter.setPen(colour("accent"))
    painter.setFont(font(11.5))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, "新")


def _paint_tick(painter: QPainter, centre: QPointF) -> None:
    painter.setPen(QPen(colour("ok"), 1.4))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawEllipse(centre, 7.5, 7.5)
    painter.setPen(QPen(colour("ok"), 1.7, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
    painter.drawPolyline([centre + QPointF(x, y) for x, y in ((-3.4, 0.2), (-1.0, 2.6), (3.6, -2.6))])


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
