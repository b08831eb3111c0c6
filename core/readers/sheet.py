"""Workbooks (xlsx, xlsm): each sheet that holds something becomes a table, or tables and text, cells as the user sees them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Final

from lxml import etree

from core.a1 import Position, address, column_name
from core.document import Block, Cell, Picture, Text
from core.errors import ReadError
from core.readers.limits import MAX_CELLS
from core.readers.number_format import BUILT_IN, GENERAL
from core.readers.package import Package, elements, sentences, whole
from core.readers.raw import Raw
from core.readers.sheet_cells import Book, S, Sheet, is_filled, read_cells, rich_text
from core.readers.sheet_text import blocks_of

TOO_WIDE: Final = "工作表“{}”的内容散布得太远（占用的范围超过 {} 万格的上限），不像是统计表；请删去多余的行列后另存一份再检查。"
_RELATION_ID: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_NAMED: Final = 5


def read(path: Path) -> Raw:
    """Read a workbook. Raises :class:`core.errors.ReadError` with a sentence when it cannot be read."""
    with sentences(), Package(path) as package:
        return _read(package)


@dataclass(frozen=True, slots=True)
class _Entry:
    """A sheet as the workbook lists it."""

    name: str
    part: str
    hidden: bool


def _read(package: Package) -> Raw:
    main = package.main_part("xl/workbook.xml")
    root = package.xml(main)
    book = _book(package, main, root)
    blocks: list[Block] = []
    notes: list[str] = []
    for entry in _entries(package, main, root):
        data = package.data(entry.part)
        if entry.hidden:
            notes += [hidden_note(entry.name)] if is_filled(data, book) else []
            continue
        sheet = read_cells(data, book)
        blocks += blocks_of(entry.name, tuple(cells_of(entry.name, sheet)))
        blocks += _pictures(package, entry.part)
        notes += notes_on(entry.name, sheet)
    return Raw(tuple(blocks), notes=tuple(notes))


def _entries(package: Package, main: str, root: etree._Element) -> Iterator[_Entry]:
    relations = package.relations(main)
    for element in root.iterfind(f"{S}sheets/{S}sheet"):
        relation = relations.get(element.get(_RELATION_ID, ""))
        if relation is not None and relation.kind == "worksheet":
            yield _Entry(element.get("name", ""), relation.target, element.get("state", "visible") != "visible")


def _book(package: Package, main: str, root: etree._Element) -> Book:
    strings: list[str] = []
    for part in package.related(main, "sharedStrings"):
        strings = [rich_text(item) for item in elements(package.data(part), f"{S}si")]
    properties = root.find(f"{S}workbookPr")
    epoch_1904 = properties is not None and properties.get("date1904") in ("1", "true")
    styles = next((package.optional_xml(part) for part in package.related(main, "styles")), None)
    return Book(strings, _formats(styles), epoch_1904)


def _formats(styles: etree._Element | None) -> list[str]:
    """The number format of each cell style."""
    if styles is None:
        return []
    own = {whole(each.get("numFmtId"), -1): each.get("formatCode", GENERAL) for each in styles.iterfind(f"{S}numFmts/{S}numFmt")}
    numbers = [whole(each.get("numFmtId")) for each in styles.iterfind(f"{S}cellXfs/{S}xf")]
    return [own.get(number, BUILT_IN.get(number, GENERAL)) for number in numbers]


def cells_of(name: str, sheet: Sheet) -> Iterator[Cell]:
    """The used rectangle of a sheet, empty positions included; merged ranges are one cell."""
    if not sheet.values:
        return
    used = [*sheet.values, *sheet.uncalculated]
    top, left = min(row for row, _ in used), min(column for _, column in used)
    bottom, right = max(row for row, _ in used), max(column for _, column in used)
    if (bottom - top + 1) * (right - left + 1) > MAX_CELLS:
        raise ReadError(TOO_WIDE.format(name, MAX_CELLS // 10_000))
    spans = {
        first: (min(last[0], bottom), min(last[1], right))
        for first, last in sheet.merged
        if first[0] <= bottom and first[1] <= right
    }
    if sum((last[0] - first[0] + 1) * (last[1] - first[1] + 1) for first, last in spans.items()) > MAX_CELLS:
        raise ReadError(TOO_WIDE.format(name, MAX_CELLS // 10_000))
    covered, unknown = _covered(spans), set(sheet.uncalculated)
    for here in product(range(top, bottom + 1), range(left, right + 1)):
        if here not in covered:
            last = spans.get(here, here)
            text = Text(sheet.values.get(here, ""))
            size = last[0] - here[0] + 1, last[1] - here[1] + 1
            yield Cell(here[0] - top, here[1] - left, text, *size, address(here), uncalculated=here in unknown)


def _covered(spans: dict[Position, Position]) -> set[Position]:
    """Positions under a merged cell, its own corner left out."""
    covered: set[Position] = set()
    for first, last in spans.items():
        if first not in covered:
            covered.update(product(range(first[0], last[0] + 1), range(first[1], last[1] + 1)))
            covered.discard(first)
    return covered


def hidden_note(name: str) -> str:
    """The sentence about a hidden sheet."""
    return f"工作表“{name}”是隐藏的，没有检查；如需检查请先取消隐藏。"


def _pictures(package: Package, part: str) -> list[Block]:
    drawings = package.related(part, "drawing")
    return [Picture() for drawing in drawings for _ in package.related(drawing, "image")]


def notes_on(name: str, sheet: Sheet) -> Iterator[str]:
    """The sentences about a sheet that is read: what was never calculated, what is hidden."""
    if sheet.uncalculated:
        named = "、".join(address(each) for each in sheet.uncalculated[:_NAMED])
        more = " 等" if len(sheet.uncalculated) > _NAMED else ""
        count = len(sheet.uncalculated)
        yield f"工作表“{name}”有 {count} 个公式没有保存计算结果（{named}{more}），这些格里的数不知道是多少，没有核对；请用 Excel 或 WPS 打开并保存后再检查。"
    columns = [each for each in sheet.hidden_columns if any(each[0] <= column <= each[1] for _, column in sheet.values)]
    if sheet.hidden_rows or columns:
        parts = [f"第 {_ranges(sheet.hidden_rows, lambda row: str(row + 1))} 行"] if sheet.hidden_rows else []
        parts += [f"{_ranges(columns, column_name)} 列"] if columns else []
        yield f"工作表“{name}”有隐藏的内容（{'、'.join(parts)}），已一并读取。"


def _ranges(found: list[tuple[int, int]], name: Callable[[int], str]) -> str:
    """Neighbours run together: 3、5-8."""
    joined: list[tuple[int, int]] = []
    for first, last in sorted(found):
        if joined and first <= joined[-1][1] + 1:
            joined[-1] = (joined[-1][0], max(last, joined[-1][1]))
        else:
            joined.append((first, last))
    return "、".join(name(first) if first == last else f"{name(first)}-{name(last)}" for first, last in joined)
