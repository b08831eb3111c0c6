r"""Tables with ruling lines: the grid from pdfplumber's cells, the text of each cell from the characters inside it.

Boxes that only frame text (one column) are no tables: their lines stay with the running text, but keep to the edges of the box.
Lines inside a cell are taken for wrapped, and joined, unless the next line's first word would have had room: then ``\n`` parts them.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import pairwise

from core.document import Box, Cell, Table, Text
from core.readers.lazy import lazy
from core.readers.pdf_glyphs import Glyph, PageContent
from core.readers.pdf_grid import cells_of
from core.readers.pdf_lines import Line, lines_of
from core.readers.pdf_wrap import separator

_SAME_RULE = 3.0
_DEEPEST_PADDING = 8.0
_USUAL_PADDING = 5.0
_PAGE_WIDE = 0.8
_SLACK = 0.25
_AT_THE_EDGE = 1.0
_NOTHING = Text("")


@dataclass(frozen=True)
class PlacedTable:
    """A table and where it lies on its page: the edges of its columns and rows, and the lines of each cell by row and column.

    ``rooms`` is how wide a line may be in each cell.
    """

    table: Table
    edges: tuple[float, ...]
    row_edges: tuple[float, ...]
    lines: dict[tuple[int, int], list[Line]]
    rooms: dict[tuple[int, int], float]

    @property
    def top(self) -> float:
        """The upper edge."""
        return self.row_edges[0]

    @property
    def bottom(self) -> float:
        """The lower edge."""
        return self.row_edges[-1]

    @property
    def box(self) -> Box:
        """Where it lies."""
        return (self.edges[0], self.top, self.edges[-1], self.bottom)

    def running_off(self) -> PlacedTable:
        """The same, said to reach the edge of its page."""
        return replace(self, table=replace(self.table, cut_off=True))

    def lean(self) -> PlacedTable:
        """The same without the characters of its lines, and of each cell only its first and last line."""
        ends = {place: [*found[:1], *found[1:][-1:]] for place, found in self.lines.items() if found}
        return replace(self, lines={place: [line.outline() for line in lines] for place, lines in ends.items()})


@dataclass(frozen=True)
class _Grid:
    """The ruling positions of a table, and which cell covers which field between them."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    cells: tuple[tuple[int, int, int, int], ...]
    """Row, column, row span, column span."""
    boxes: tuple[Box, ...]
    """Where each cell lies, before the rules of a table were taken together."""

    @lazy
    def cell_at(self) -> dict[tuple[int, int], int]:
        """The number of the cell for each field."""
        return {
            (row + down, column + right): number
            for number, (row, column, rows, columns) in enumerate(self.cells)
            for down in range(rows)
            for right in range(columns)
        }


@dataclass(frozen=True)
class Sorted:
    """The tables of a page, its lines outside of them, the turned or slanted characters in no table, and the boxes round lines."""

    tables: list[PlacedTable]
    lines: list[Line]
    aside: list[Glyph]
    boxes: list[PlacedTable]


def tables_of(content: PageContent) -> Sorted:
    """What of a page is in tables and what is not."""
    rest, aside = list(content.glyphs), list(content.aside)
    tables: list[PlacedTable] = []
    boxes: list[_Grid] = []
    for cells in cells_of(content.rules) if content.ruled and rest else ():
        grid = _grid(cells)
        if len(grid.xs) < 3:
            boxes.append(grid)
            continue
        inside, outside = _sorted_in(grid, rest, content.turn)
        if any(not glyph.blank for glyphs in inside for glyph in glyphs):
            beside, aside = _sorted_in(grid, aside, content.turn)
            placed = _placed(grid, inside, beside, content.number)
            tables.append(placed if grid.xs[-1] < content.width - _AT_THE_EDGE else placed.running_off())
            rest = outside
    frames = [_placed(grid, _sorted_in(grid, rest, content.turn)[0], [[] for _ in grid.cells], content.number) for grid in boxes]
    framed, rest = _framed(boxes, rest, content)
    lines = sorted([*framed, *lines_of(rest, content.number)], key=lambda line: line.baseline)
    return Sorted(tables, lines, aside, frames)


def _framed(boxes: list[_Grid], glyphs: list[Glyph], content: PageContent) -> tuple[list[Line], list[Glyph]]:
    """The lines in boxes that are narrower than a text column, and the characters in none; the frame of a page is not one."""
    lines: list[Line] = []
    for grid in boxes:
        if len(grid.xs) < 2 or grid.xs[1] - grid.xs[0] > _PAGE_WIDE * content.width:
            continue
        inside, glyphs = _sorted_in(grid, glyphs, content.turn)
        for found in (lines_of(part, content.number) for part in inside):
            left = min((line.x0 for line in found), default=0.0)
            edges = (left, grid.xs[1] - max(0.0, left - grid.xs[0]))
            lines += [replace(line, frame=edges) for line in found]
    return lines, glyphs


def _grid(boxes: list[Box]) -> _Grid:
    places_across = {value for box in boxes for value in box[::2]}
    places_down = {value for box in boxes for value in box[1::2]}
    xs, ys = _rules(places_across), _rules(places_down)
    cells: dict[tuple[int, int], tuple[tuple[int, int, int, int], Box]] = {}
    across = {value: _nearest(xs, value) for value in places_across}
    down = {value: _nearest(ys, value) for value in places_down}
    for box in boxes:
        x0, top, x1, bottom = box
        column, row = across[x0], down[top]
        columns, rows = across[x1] - column, down[bottom] - row
        if columns > 0 and rows > 0:
            cells.setdefault((row, column), ((row, column, rows, columns), box))
    _fill_below(cells, len(ys) - 1)
    found = [cells[key] for key in sorted(cells)]
    return _Grid(xs, ys, tuple(cell for cell, _ in found), tuple(box for _, box in found))


def _fill_below(cells: dict[tuple[int, int], tuple[tuple[int, int, int, int], Box]], rows: int) -> None:
    """Lengthen a cell that covers several rows over the gap below it: some programs leave out the edge of its last row."""
    if all(height == 1 for (_, _, height, _), _ in cells.values()):
        return
    covered = {
        (row + down, column + right)
        for (row, column, height, width), _ in cells.values()
        for down in range(height)
        for right in range(width)
    }
    for key, ((row, column, height, width), box) in sorted(cells.items()):
        lower = row + height
        while height > 1 and lower < rows and not any((lower, column + right) in covered for right in range(width)):
            lower += 1
        cells[key] = ((row, column, lower - row, width), box)


def _rules(values: Iterable[float]) -> tuple[float, ...]:
    """The positions, those of one rule (or a double one) taken together."""
    marks: list[float] = []
    for value in sorted(values):
        if not marks or value - marks[-1] > _SAME_RULE:
            marks.append(value)
    return tuple(marks)


def _nearest(marks: tuple[float, ...], value: float) -> int:
    after = bisect_left(marks, value)
    if after in (0, len(marks)):
        return min(after, len(marks) - 1)
    return after if marks[after] - value < value - marks[after - 1] else after - 1


def _sorted_in(grid: _Grid, glyphs: list[Glyph], turn: int) -> tuple[list[list[Glyph]], list[Glyph]]:
    """The characters of each cell, and those in none. Slanted ones are a watermark, never the text of a cell."""
    inside: list[list[Glyph]] = [[] for _ in grid.cells]
    outside: list[Glyph] = []
    if not glyphs:
        return inside, outside
    cell_at = grid.cell_at
    xs, ys = grid.xs, grid.ys
    first, last = ys[0], ys[-1]
    for glyph in glyphs:
        x0, top, x1, bottom = glyph.box if glyph.turn == turn else glyph.place
        y = (top + bottom) / 2
        if not first <= y <= last:
            outside.append(glyph)
            continue
        place = (bisect_right(ys, y) - 1, bisect_right(xs, (x0 + x1) / 2) - 1)
        number = cell_at.get(place) if glyph.turn is not None else None
        (outside if number is None else inside[number]).append(glyph)
    return inside, outside


def _placed(grid: _Grid, inside: list[list[Glyph]], aside: list[list[Glyph]], page: int) -> PlacedTable:
    upright = [lines_of(glyphs, page) if glyphs else [] for glyphs in inside]
    turned = {number: lines_of(glyphs, page) for number, glyphs in enumerate(aside) if glyphs}
    padding = _padding(grid, upright)
    rooms = [x1 - x0 - padding for x0, _, x1, _ in grid.boxes]
    cells: list[Cell] = []
    for number, (row, column, rows, columns) in enumerate(grid.cells):
        text = _cell_text(upright[number], rooms[number])
        if number in turned:
            beside = _cell_text(turned[number], 0.0)
            text = Text.join([text, beside]) if text.text else beside
        cells.append(Cell(row, column, text, rows, columns))
    places = [(row, column) for row, column, _, _ in grid.cells]
    table = Table(tuple(cells), page=page)
    return PlacedTable(table, grid.xs, grid.ys, dict(zip(places, upright, strict=True)), dict(zip(places, rooms, strict=True)))


def _padding(grid: _Grid, lines: list[list[Line]]) -> float:
    """What the text of cells keeps from their edges, left and right together: the most frequent distance at the left, taken twice."""
    insets = (line.x0 - box[0] for box, found in zip(grid.boxes, lines, strict=True) for line in found)
    counts = Counter(round(inset * 2) / 2 for inset in insets if 0 <= inset <= _DEEPEST_PADDING)
    return 2 * max(counts, key=lambda inset: (counts[inset], inset), default=_USUAL_PADDING)


def _cell_text(lines: list[Line], room: float) -> Text:
    """The lines of a cell as one text."""
    if not lines:
        return _NOTHING
    text = lines[0].text
    for before, line in pairwise(lines):
        gap = "\n" if had_room(before, line, room) else separator(text.text, line.text.text)
        text = Text.join((text, line.text), gap)
    return text.strip()


def had_room(line: Line, following: Line, room: float) -> bool:
    """Whether the start of the following line would have fitted behind a line: the break is then wanted."""
    return line.x1 - line.x0 + following.unit <= room - _SLACK * following.size
