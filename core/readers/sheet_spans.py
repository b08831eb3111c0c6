"""The merged cells of an OpenDocument workbook, which the library that reads its values leaves out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from lxml import etree

from core.readers.package import Package, whole
from core.readers.sheet_cells import LAST_COLUMN, LAST_ROW, Position

_T: Final = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_PLACES: Final = (f"{_T}table-cell", f"{_T}covered-table-cell")
Spans = list[tuple[Position, Position]]


def spans_of(path: Path) -> Mapping[str, Spans]:
    """First and last position of each merged range, by the name of the sheet."""
    with Package(path) as package:
        root = package.optional_xml("content.xml")
        return {} if root is None else {table.get(f"{_T}name", ""): list(_spans(table)) for table in root.iter(f"{_T}table")}


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
