"""Paragraphs that only say how deep in tables they stand, as old Word formats have them, put together to WordprocessingML tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from core.readers.word_markup import tag
from core.value import value

MAX_DEPTH: Final = 8
"""Tables inside tables; deeper ones run on as text."""
_EDGE: Final = 60
"""Twips within which two edges of cells are one: a hand that drags a border does not hit it exactly."""


@dataclass(frozen=True, slots=True)
class CellShape:
    """A cell of a row: its left and right edge in twips, and how it is merged with its neighbours.

    ``across``: it carries on the cell to its left; ``down``: ``restart`` where a cell over several rows begins, ``continue`` below.
    """

    left: int
    right: int
    across: bool = False
    down: str | None = None


@value(slots=True)
class Line:
    """A paragraph, ``depth`` tables deep: the markup of its properties and of what is in it. ``ends_cell``: it is the last of its cell.

    ``row``: it is the mark behind the last cell of a row, and these are the row's cells (empty: not known).
    """

    properties: str
    content: str
    depth: int = 0
    ends_cell: bool = False
    row: tuple[CellShape, ...] | None = None

    @property
    def markup(self) -> str:
        """The paragraph."""
        return f"<w:p>{self.properties}{self.content}</w:p>"


@dataclass
class _Row:
    cells: list[list[Line]]
    shapes: tuple[CellShape, ...]


def blocks(lines: list[Line], depth: int = 0) -> Iterator[str]:
    """The paragraphs and tables at a depth."""
    at = 0
    while at < len(lines):
        if lines[at].depth <= depth or depth >= MAX_DEPTH:
            yield lines[at].markup
            at += 1
            continue
        end = at
        while end < len(lines) and lines[end].depth > depth:
            end += 1
        yield from _table(lines[at:end], depth + 1)
        at = end


def _table(lines: list[Line], depth: int) -> Iterator[str]:
    """The rows of one table; what stands behind its last row mark is text."""
    rows: list[_Row] = []
    cells: list[list[Line]] = []
    cell: list[Line] = []
    for line in lines:
        if line.row is not None and line.depth == depth:
            rows.append(_Row([*cells, cell] if cell else cells, line.row))
            cells, cell = [], []
            continue
        cell.append(line)
        if line.ends_cell and line.depth == depth:
            cells.append(cell)
            cell = []
    if rows:
        yield _markup(rows, depth)
    for left in [*cells, cell]:
        yield from (line.markup for line in left if line.content or not rows)


def _markup(rows: list[_Row], depth: int) -> str:
    columns = _columns(edge for row in rows for shape in row.shapes for edge in (shape.left, shape.right))
    return tag("tbl", "".join(_row(row, columns, depth) for row in rows))


def _row(row: _Row, columns: dict[int, int], depth: int) -> str:
    before = columns[row.shapes[0].left] if row.shapes else 0
    parts = [tag("trPr", tag("gridBefore", value=before))] if before else []
    for number, content in enumerate(row.cells):
        # LibreOffice ends more cells than a row with a table inside it has.
        if row.shapes and number >= len(row.shapes) and not any("</w:t>" in line.content for line in content):
            continue
        merged = _merged(row.shapes[number], columns) if number < len(row.shapes) else ""
        # Most cells are one paragraph.
        plain = len(content) == 1 and content[0].depth <= depth
        parts.append(f"<w:tc>{merged}{content[0].markup if plain else ''.join(blocks(content, depth))}</w:tc>")
    return tag("tr", "".join(parts))


def _merged(shape: CellShape, columns: dict[int, int]) -> str:
    """How a cell is merged, if it is."""
    span = columns[shape.right] - columns[shape.left]
    if span <= 1 and not shape.across and not shape.down:
        return ""
    parts = [tag("gridSpan", value=max(1, span))]
    if shape.across:
        parts.append(tag("hMerge", value="continue"))
    if shape.down:
        parts.append(tag("vMerge", value=shape.down))
    return tag("tcPr", "".join(parts))


def _columns(edges: Iterable[int]) -> dict[int, int]:
    """The column line that each edge belongs to: edges that lie close together are one."""
    columns: dict[int, int] = {}
    column, last = -1, -(1 << 30)
    for edge in sorted(set(edges)):
        if edge - last > _EDGE:
            column += 1
            last = edge
        columns[edge] = column
    return columns
