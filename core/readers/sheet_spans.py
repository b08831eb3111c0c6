"""The merged cells of an OpenDocument workbook, which the library that reads its values leaves out, and how far its cells reach.

The library makes room for every position between the outermost cells of a sheet; a cell repeated without end keeps it busy for hours.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from lxml import etree

from core.readers.package import Package, whole
from core.readers.sheet_cells import LAST_COLUMN, LAST_ROW, Position

CONTENT: Final = "content.xml"
_T: Final = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_PLACES: Final = (f"{_T}table-cell", f"{_T}covered-table-cell")
Spans = list[tuple[Position, Position]]


@dataclass(frozen=True, slots=True)
class Extents:
    """First and last position of each merged range, by the name of the sheet; positions between the outermost cells of the widest sheet."""

    spans: Mapping[str, Spans] = field(default_factory=dict)
    positions: int = 0


def extents(path: Path) -> Extents:
    """What the markup of a workbook tells; nothing of one that is no OpenDocument. Raises ReadError where it is broken."""
    with Package(path) as package:
        if CONTENT not in package:
            return Extents()
        # Markup that breaks off would keep the library waiting for its end for ever.
        tables = list(package.xml(CONTENT).iter(f"{_T}table"))
    return Extents({table.get(f"{_T}name", ""): list(_spans(table)) for table in tables}, max(map(_positions, tables), default=0))


def _positions(table: etree._Element) -> int:
    """Positions up to the last row and the last column that hold something."""
    row, rows, columns = 0, 0, 0
    for element in table.iter(f"{_T}table-row"):
        ends = [column + _count(cell, "number-columns-repeated", LAST_COLUMN) for column, cell in _cells(element) if len(cell)]
        row += _count(element, "number-rows-repeated", LAST_ROW)
        if ends:
            rows, columns = row, max(columns, *ends)
    return rows * columns


def _spans(table: etree._Element) -> Iterator[tuple[Position, Position]]:
    row = 0
    for element in table.iter(f"{_T}table-row"):
        for column, cell in _cells(element):
            down, across = (_count(cell, f"number-{side}-spanned", LAST_ROW) for side in ("rows", "columns"))
            if down > 1 or across > 1:
                yield (row, column), (row + down - 1, min(column + across, LAST_COLUMN) - 1)
        row += _count(element, "number-rows-repeated", LAST_ROW)
        if row >= LAST_ROW:
            return


def _cells(row: etree._Element) -> Iterator[tuple[int, etree._Element]]:
    column = 0
    for cell in row.iterchildren(*_PLACES):
        yield column, cell
        column += _count(cell, "number-columns-repeated", LAST_COLUMN)


def _count(element: etree._Element, name: str, most: int) -> int:
    return min(max(1, whole(element.get(f"{_T}{name}"), 1)), most)
