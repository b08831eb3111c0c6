"""Paragraphs that only say how deep in tables they stand, as old Word formats have them, put together to WordprocessingML tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from lxml import etree

from core.readers.numbering import W
from core.readers.word_markup import add, element

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


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph as markup, ``depth`` tables deep. ``ends_cell``: it is the last of its cell.

    ``row``: it is the mark behind the last cell of a row, and these are the row's cells (empty: not known).
    """

    markup: etree._Element
    depth: int = 0
    ends_cell: bool = False
    row: tuple[CellShape, ...] | None = None


@dataclass
class _Row:
    cells: list[list[Line]]
    shapes: tuple[CellShape, ...]


def blocks(lines: list[Line], depth: int = 0) -> Iterator[etree._Element]:
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


def _table(lines: list[Line], depth: int) -> Iterator[etree._Element]:
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
        yield from (line.markup for line in left if len(line.markup) > 1 or not rows)


def _markup(rows: list[_Row], depth: int) -> etree._Element:
    table = element("tbl")
    columns = _columns(edge for row in rows for shape in row.shapes for edge in (shape.left, shape.right))
    for row in rows:
        made = add(table, "tr")
        if row.shapes and (before := columns[row.shapes[0].left]):
            add(add(made, "trPr"), "gridBefore", before)
        for number, content in enumerate(row.cells):
            # LibreOffice ends more cells than a row with a table inside it has.
            if row.shapes and number >= len(row.shapes) and not any(_has_text(line) for line in content):
                continue
            cell = add(made, "tc")
            if number < len(row.shapes):
                _say(cell, row.shapes[number], columns)
            cell.extend(blocks(content, depth))
    return table


def _has_text(line: Line) -> bool:
    return any(True for _ in line.markup.iter(W + "t"))


def _say(cell: etree._Element, shape: CellShape, columns: dict[int, int]) -> None:
    """Put into a cell how it is merged, if it is."""
    span = columns[shape.right] - columns[shape.left]
    if span <= 1 and not shape.across and not shape.down:
        return
    made = add(cell, "tcPr")
    add(made, "gridSpan", max(1, span))
    if shape.across:
        add(made, "hMerge", "continue")
    if shape.down:
        add(made, "vMerge", shape.down)


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
