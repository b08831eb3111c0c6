"""What the library that reads the values of an OpenDocument workbook leaves out: merged cells, how values are shown, what is hidden.

Its markup also tells how far the cells reach.
The library makes room for every position between the outermost cells of a sheet; a cell repeated without end keeps it busy for hours.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice, product
from pathlib import Path
from typing import Final

from lxml import etree

from core.a1 import Position
from core.readers.biff_shown import Look
from core.readers.limits import MAX_CELLS
from core.readers.package import Package, whole
from core.readers.sheet_cells import LAST_COLUMN, LAST_ROW

CONTENT: Final = "content.xml"
_T: Final = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_TEXT: Final = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_OFFICE: Final = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_CALC: Final = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}"
_PLACES: Final = (f"{_T}table-cell", f"{_T}covered-table-cell")
Spans = list[tuple[Position, Position]]


@dataclass(frozen=True, slots=True)
class Extents:
    """First and last position of each merged range, and the look, by the name of the sheet.

    ``positions`` are those between the outermost cells of the widest sheet; where they are too many, there are no looks.
    """

    spans: Mapping[str, Spans] = field(default_factory=dict)
    positions: int = 0
    looks: Mapping[str, Look] = field(default_factory=dict)


def extents(path: Path, most: int) -> Extents:
    """What the markup of a workbook tells; nothing of one that is no OpenDocument. Raises ReadError where it is broken.

    ``most`` is how many positions a sheet may have.
    """
    with Package(path) as package:
        if CONTENT not in package:
            return Extents()
        # Markup that breaks off would keep the library waiting for its end for ever.
        tables = list(package.xml(CONTENT).iter(f"{_T}table"))
    named = {table.get(f"{_T}name", ""): table for table in tables}
    spans, positions = {name: list(_spans(table)) for name, table in named.items()}, max(map(_positions, tables), default=0)
    return Extents(spans, positions, {name: _look(table) for name, table in named.items()} if positions <= most else {})


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


def _look(table: etree._Element) -> Look:
    look, row, column = Look(), 0, 0
    for element in table.iter(f"{_T}table-column"):
        count = _count(element, "number-columns-repeated", LAST_COLUMN)
        look.hidden_columns += [(column, column + count - 1)] if _is_hidden(element) else []
        column += count
    for element in table.iter(f"{_T}table-row"):
        count = _count(element, "number-rows-repeated", LAST_ROW)
        cells = list(_cells(element))
        filled = [(at, cell) for at, cell in cells if len(cell)]
        # An office program calculates it and writes the value beside it, other programs need not.
        look.uncalculated += [
            (row, at) for at, cell in cells if cell.get(f"{_T}formula") and not len(cell) and not _has_value(cell)
        ]
        # An empty row may be repeated to the end of the sheet.
        rows = range(row, row + count) if filled else ()
        look.hidden_rows += [(each, each) for each in rows] if _is_hidden(element) else []
        for at, cell in filled:
            text = _shown(cell)
            columns = range(at, at + _count(cell, "number-columns-repeated", LAST_COLUMN)) if text is not None else ()
            places = islice(product(rows, columns), max(0, MAX_CELLS - len(look.numbers)))
            look.numbers.update((place, text or "") for place in places)
        row += count
    return look


def _has_value(cell: etree._Element) -> bool:
    return cell.get(f"{_OFFICE}value-type") is not None


def _is_hidden(element: etree._Element) -> bool:
    return element.get(f"{_T}visibility") in ("collapse", "filter")


def _shown(cell: etree._Element) -> str | None:
    """What a cell shows instead of its value or of the fault of its formula; None for a text, and where the file does not say."""
    lines = list(cell.iterchildren(f"{_TEXT}p"))
    kind = cell.get(f"{_OFFICE}value-type")
    if not lines or kind is None or (kind == "string" and cell.get(f"{_CALC}value-type") != "error"):
        return None
    return "\n".join("".join(map(str, line.itertext())) for line in lines).strip()


def _cells(row: etree._Element) -> Iterator[tuple[int, etree._Element]]:
    column = 0
    for cell in row.iterchildren(*_PLACES):
        yield column, cell
        column += _count(cell, "number-columns-repeated", LAST_COLUMN)


def _count(element: etree._Element, name: str, most: int) -> int:
    return min(max(1, whole(element.get(f"{_T}{name}"), 1)), most)
