"""The cells of one worksheet part: shown values, merged ranges, what is hidden, what was never calculated."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from lxml import etree

from core.a1 import Position
from core.errors import ReadError
from core.readers.limits import MAX_CELLS, TOO_MANY_CELLS
from core.readers.number_format import GENERAL, shown
from core.readers.package import elements, whole

S: Final = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_ADDRESS: Final = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})", re.IGNORECASE)
_TRUE: Final = frozenset({"1", "true", "on"})
LAST_COLUMN: Final = 16_384
LAST_ROW: Final = 1_048_576


@dataclass(frozen=True)
class Book:
    """What the cells of all sheets share."""

    strings: Sequence[str] = ()
    formats: Sequence[str] = ()
    epoch_1904: bool = False


@dataclass
class Sheet:
    """What a worksheet holds; ``merged`` are first and last position of each range."""

    values: dict[Position, str] = field(default_factory=dict)
    merged: list[tuple[Position, Position]] = field(default_factory=list)
    uncalculated: list[Position] = field(default_factory=list)
    hidden_rows: list[tuple[int, int]] = field(default_factory=list)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)


def read_cells(data: bytes, book: Book) -> Sheet:
    """Everything of a worksheet part that bears on its text. Raises ReadError when it holds more cells than any report."""
    sheet = Sheet()
    for _ in _filling(sheet, data, book):
        if len(sheet.values) > MAX_CELLS:
            raise ReadError(TOO_MANY_CELLS)
    return sheet


def is_filled(data: bytes, book: Book) -> bool:
    """Whether a worksheet part holds anything: looked at no further than that."""
    sheet = Sheet()
    return any(sheet.values for _ in _filling(sheet, data, book))


def _filling(sheet: Sheet, data: bytes, book: Book) -> Iterator[None]:
    """Take in the elements of a worksheet one by one: the tree of a large one would fill the memory."""
    row = -1
    for element in elements(data, f"{S}row", f"{S}col", f"{S}mergeCell"):
        if element.tag == f"{S}row":
            row = min(max(whole(element.get("r"), row + 2), 1), LAST_ROW) - 1
            _row(element, row, sheet, book)
        elif element.tag == f"{S}mergeCell":
            _merged(element, sheet)
        elif element.get("hidden") in _TRUE:
            left, right = (min(max(whole(element.get(name), 1), 1), LAST_COLUMN) - 1 for name in ("min", "max"))
            sheet.hidden_columns.append((left, right))
        yield


def _merged(element: etree._Element, sheet: Sheet) -> None:
    first, _, last = element.get("ref", "").partition(":")
    start, end = position(first), position(last or first)
    if start and end and start != end and start[0] <= end[0] and start[1] <= end[1]:
        sheet.merged.append((start, end))


def _row(element: etree._Element, row: int, sheet: Sheet, book: Book) -> None:
    column, filled = -1, False
    for cell in element.iterchildren(f"{S}c"):
        found = position(cell.get("r", ""))
        column = found[1] if found else column + 1
        if not len(cell):
            # A border or a colour: forms are drawn with hundreds of thousands of them.
            continue
        text = _shown(cell, book).strip()
        if text:
            sheet.values[row, column] = text
            filled = True
        if cell.find(f"{S}f") is not None and not cell.findtext(f"{S}v") and cell.get("t") != "str":
            sheet.uncalculated.append((row, column))
    if element.get("hidden") in _TRUE and filled:
        sheet.hidden_rows.append((row, row))


def _shown(cell: etree._Element, book: Book) -> str:
    kind = cell.get("t", "n")
    if kind == "inlineStr":
        inline = cell.find(f"{S}is")
        return rich_text(inline) if inline is not None else ""
    value = cell.findtext(f"{S}v") or ""
    if kind == "s":
        index = whole(value, -1)
        return book.strings[index] if 0 <= index < len(book.strings) else ""
    if kind == "b":
        return "TRUE" if value.strip() == "1" else "FALSE"
    if kind != "n" or not value.strip():
        return value.removesuffix("T00:00:00") if kind == "d" else value
    style = whole(cell.get("s"))
    code = book.formats[style] if 0 <= style < len(book.formats) else GENERAL
    try:
        return shown(float(value), code, book.epoch_1904)
    except ValueError:
        return value


def rich_text(element: etree._Element) -> str:
    """The characters of a string item, without the reading aids of East Asian text."""
    parts = [child.text or "" for child in element.iter(f"{S}t") if (up := child.getparent()) is None or up.tag != f"{S}rPh"]
    return "".join(parts).replace("\r\n", "\n").replace("\r", "\n").replace("_x000D_", "")


def position(address: str) -> Position | None:
    """Row and column of an A1 address; None when it is none."""
    match = _ADDRESS.fullmatch(address)
    if match is None:
        return None
    column = 0
    for letter in match[1].upper():
        column = column * 26 + ord(letter) - 64
    row = int(match[2])
    return (row - 1, column - 1) if 1 <= row <= LAST_ROW and column <= LAST_COLUMN else None
