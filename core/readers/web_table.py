"""Tables of a web page: rows and columns with their spans, and which tables only lay out text."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from lxml import etree

from core.document import Cell, Text
from core.readers.package import whole
from core.readers.web_text import inner_text

MAX_COLUMNS: Final = 1000
_LONG: Final = 300
"""Characters in one cell with several paragraphs that make it running text."""
_BLOCKS: Final = ("p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "li")

Rows = list[list[etree._Element]]


def table_rows(table: etree._Element) -> Rows:
    """The rows of a table itself (not of tables inside it), each with its cells; the foot comes last."""
    body: Rows = []
    foot: Rows = []
    for child in table:
        if child.tag == "tr":
            body.append(_cells(child))
        elif child.tag in ("thead", "tbody", "tfoot"):
            (foot if child.tag == "tfoot" else body).extend(_cells(row) for row in child.iterchildren("tr"))
    return body + foot


def _cells(row: etree._Element) -> list[etree._Element]:
    return list(row.iterchildren("td", "th"))


def is_layout(table: etree._Element, rows: Rows) -> bool:
    """True for a table that only lays out text: one cell, or cells with running text or with tables of their own."""
    cells = [cell for row in rows for cell in row]
    if len(cells) <= 1 or table.get("role") == "presentation":
        return True
    inner = max((_size(each) for each in table.iterdescendants("table")), default=0)
    if inner > 1:
        return max(len(row) for row in rows) == 1 or inner * 2 > len(cells)
    return max(len(row) for row in rows) <= 3 and any(_running_text(cell) for cell in cells)


def _size(table: etree._Element) -> int:
    return sum(len(row) for row in table_rows(table))


def _running_text(cell: etree._Element) -> bool:
    lengths = [len(inner_text(block).strip()) for block in cell.iterdescendants(*_BLOCKS)]
    return sum(1 for length in lengths if length > 40) >= 3 and sum(lengths) > _LONG


def place_cells(rows: Rows, content: Callable[[etree._Element], Text]) -> Iterator[Cell]:
    """Cells on one grid, ``rowspan`` and ``colspan`` kept inside the table."""
    covered: dict[int, int] = {}
    for number, row in enumerate(rows):
        column = 0
        for cell in row:
            while covered.get(column, 0) > number:
                column += 1
            wide, high = _span(cell, "colspan"), _span(cell, "rowspan")
            wide = min(wide or 1, MAX_COLUMNS)
            high = min(high or len(rows), len(rows) - number)
            yield Cell(number, column, content(cell), high, wide)
            if high > 1:
                covered.update((each, number + high) for each in range(column, column + wide))
            column += wide
            if column > MAX_COLUMNS:
                break


def _span(cell: etree._Element, name: str) -> int:
    """The attribute; 0 means up to the end."""
    return max(0, whole((cell.get(name) or "1").strip(), 1))
