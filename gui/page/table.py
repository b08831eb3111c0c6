"""A table on the sheet: its grid with merged cells, header rows, and marks on cells."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from itertools import accumulate

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter

from core.document import Cell, Table
from gui.page.columns import Need, share
from gui.page.items import Item, Look
from gui.page.marks import Mark
from gui.page.run import Style, TextRun
from gui.page.strokes import grid_line, outline, tint, underline
from gui.theme import colour, font

LINE = 20.0
PAD_Y = 5.0
SHORT = 4
MANY_COLUMNS = 7
LONGEST = 80
WIDEST_NUMBER = 90.0
AIR = 14.0
NUMBER = re.compile(r"[\d.,，%％+＋\-－—/\s]*")


class TableItem(Item):
    """One table; laid out as a whole when it first comes near the view, painted row by row."""

    above = 10.0

    def __init__(self, table: Table, marks: list[Mark]) -> None:
        super().__init__(marks, table.page)
        self._table = table
        self._heads = _head_rows(table)
        dense = table.column_count > MANY_COLUMNS
        self._pixels, self._pad = (12.5, 4.0) if dense else (13.5, 7.0)
        self._boxes: list[QRectF] = []
        self._by_cell = {(cell.row, cell.column): number for number, cell in enumerate(table.cells)}
        self._row_tops: list[float] = [0.0]

    @property
    def text(self) -> str:
        """The cells, tabs between them."""
        return "\n".join("\t".join(row) for row in self._table.texts())

    @property
    def texts(self) -> list[str]:
        """The texts of the cells."""
        return [cell.text for cell in self._table.cells]

    @property
    def lines(self) -> list[str]:
        """Row by row; a merged cell is read once in a row."""
        return ["，".join(cell.text for cell in dict.fromkeys(row) if cell and cell.text.strip()) for row in self._table.grid]

    def line_of(self, mark: Mark) -> int:
        """The row of the cell."""
        cell = self._table.at(*mark.cell) if mark.cell else None
        return cell.row if cell else 0

    def line_area(self, line: int) -> QRectF:
        """The row."""
        if line + 1 >= len(self._row_tops):
            return super().line_area(line)
        return QRectF(0, self._row_tops[line], self.width or 0.0, self._row_tops[line + 1] - self._row_tops[line])

    def estimate(self, width: float) -> float:
        """By the number of rows."""
        return self._table.row_count * (LINE + 2 * PAD_Y) + 16.0

    def lay_out(self, width: float) -> None:
        """Set columns by need, rows by their highest cell."""
        cells = self._table.cells
        self.runs = self.runs or [TextRun(cell.text, self._style(cell)) for cell in cells]
        lefts = [0.0, *accumulate(share(self._needs(), width))]
        for cell, run in zip(cells, self.runs, strict=True):
            run.lay_out(lefts[cell.column + cell.column_span] - lefts[cell.column] - 2 * self._pad)
        self._row_tops = [0.0, *accumulate(self._row_heights())]
        self._boxes = [self._box(cell, lefts) for cell in cells]
        for run, box in zip(self.runs, self._boxes, strict=True):
            run.origin = QPointF(box.left() + self._pad, box.top() + (box.height() - run.height) / 2)
        self.height = self._row_tops[-1] + 16.0
        self.width = width

    def _box(self, cell: Cell, lefts: list[float]) -> QRectF:
        top, bottom = self._row_tops[cell.row], self._row_tops[cell.row + cell.row_span]
        left, right = lefts[cell.column], lefts[cell.column + cell.column_span]
        return QRectF(left, top, right - left, bottom - top)

    def _style(self, cell: Cell) -> Style:
        head = cell.row < self._heads
        whole_row = cell.column_span == self._table.column_count
        brief = NUMBER.fullmatch(cell.text) is not None or (cell.column > 0 and len(cell.text) <= SHORT)
        centred = head or whole_row or brief
        align = Qt.AlignmentFlag.AlignHCenter if centred else Qt.AlignmentFlag.AlignLeft
        return Style(font(self._pixels, bold=head), LINE, align)

    def _needs(self) -> list[Need]:
        metrics = QFontMetricsF(font(self._pixels, bold=True))
        pads = 2 * self._pad + 2
        least = [2 * self._pixels + pads] * self._table.column_count
        natural, volume = list(least), [1.0] * self._table.column_count
        for cell in self._table.cells:
            if cell.column_span > 1:
                continue
            width = max(metrics.horizontalAdvance(line[:LONGEST]) for line in cell.text.split("\n"))
            natural[cell.column] = max(natural[cell.column], width + pads + AIR)
            volume[cell.column] += width
            if NUMBER.fullmatch(cell.text):
                least[cell.column] = max(least[cell.column], min(width, WIDEST_NUMBER) + pads)
        return [Need(*values) for values in zip(least, natural, volume, strict=True)]

    def _row_heights(self) -> list[float]:
        heights = [LINE + 2 * PAD_Y] * self._table.row_count
        by_span = sorted(zip(self._table.cells, self.runs, strict=True), key=lambda pair: pair[0].row_span)
        for cell, run in by_span:
            missing = run.height + 2 * PAD_Y - sum(heights[cell.row : cell.row + cell.row_span])
            if missing > 0:
                heights[cell.row + cell.row_span - 1] += missing
        return heights

    def _number(self, mark: Mark) -> int | None:
        cell = self._table.at(*mark.cell) if mark.cell else None
        return self._by_cell.get((cell.row, cell.column)) if cell else None

    def areas(self, mark: Mark) -> list[QRectF]:
        """The box of the marked cell."""
        number = self._number(mark)
        return [self._boxes[number]] if number is not None and self._boxes else []

    def run_at(self, point: QPointF) -> int:
        """The cell under a point, or the nearest one in its row."""
        row = min(max(bisect_right(self._row_tops, point.y()) - 1, 0), self._table.row_count - 1)
        near = [n for n, c in enumerate(self._table.cells) if c.row <= row < c.row + c.row_span]
        return min(near, key=lambda n: abs(self._boxes[n].center().x() - point.x()) - self._boxes[n].width() / 2, default=0)

    def joint(self, run: int) -> str:
        """A tab within a row, a new line behind it."""
        cells = self._table.cells
        return "\t" if run + 1 < len(cells) and cells[run + 1].row == cells[run].row else "\n"

    def paint(self, painter: QPainter, look: Look, clip: QRectF) -> None:
        """Grounds, grid and text of the rows in view, then the marks."""
        first = max(0, bisect_right(self._row_tops, clip.top()) - 1)
        last = bisect_left(self._row_tops, clip.bottom())
        seen = [n for n, c in enumerate(self._table.cells) if c.row < last and c.row + c.row_span > first]
        for number in seen:
            self._paint_ground(painter, number)
        own = [(mark, area) for mark in self.marks for area in self.areas(mark) if area.intersects(clip)]
        for mark, area in own:
            if not mark.related:
                tint(painter, area.adjusted(1, 1, -1, -1), mark.severity, mark.finding == look.finding)
        for number in seen:
            self.runs[number].draw(painter, look.selected.get(number), look.found.get(number, ()))
        self._paint_marks(painter, own, look)

    def _paint_ground(self, painter: QPainter, number: int) -> None:
        cell, box = self._table.cells[number], self._boxes[number]
        if cell.row < self._heads or cell.column_span == self._table.column_count > 1:
            painter.fillRect(box, colour("table-head"))
        grid_line(painter, box)

    def _paint_marks(self, painter: QPainter, own: list[tuple[Mark, QRectF]], look: Look) -> None:
        for mark, area in own:
            if not mark.related:
                underline(painter, area.adjusted(1, 0, -1, -1.5 - 2 * 3.0 * min(mark.lane, 2)), mark.severity, mark.lane)
        for mark, area in own:
            if mark.finding == look.finding:
                outline(painter, area.adjusted(-1, -1, 1, 1), mark.related)


def _head_rows(table: Table) -> int:
    """How many rows head the table: the first one with all it spans, what divides it below, and one more below a title over all."""
    first = [cell for cell in table.cells if cell.row == 0]
    heads = max((cell.row_span for cell in first), default=0)
    titled = len(first) == 1 and first[0].column_span == table.column_count > 1 and table.row_count > heads + 1
    if titled:
        heads += max((c.row_span for c in table.cells if c.row == heads), default=0)
    while heads and (below := _dividing(table, heads)):
        heads += max(cell.row_span for cell in below)
    return heads


def _dividing(table: Table, row: int) -> list[Cell]:
    """The cells of a row that names the parts of everything that ends above it: words alone, several below each cell."""
    cells = [cell for cell in table.cells if cell.row == row]
    above = [cell for cell in table.cells if cell.row + cell.row_span == row and cell.column_span < table.column_count]
    divided = above and all(any(up.column < c.column < up.column + up.column_span for c in cells) for up in above)
    named = all(cell.text.strip() and not NUMBER.fullmatch(cell.text) for cell in cells)
    last = any(cell.row + cell.row_span >= table.row_count for cell in cells)
    return cells if divided and named and not last else []
