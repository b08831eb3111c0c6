"""Numbers of a binary or OpenDocument workbook as they are shown: the same as in the xlsx that LibreOffice made it of."""

from __future__ import annotations

import datetime
import struct
import zipfile
from pathlib import Path

import openpyxl
import pytest

from core.document import Table
from core.readers import sheet, sheet_binary
from core.readers.biff_shown import _fault, _values, looks
from core.readers.raw import Raw
from tests.readers.making import convert, needs_office

SHOWN: tuple[tuple[float | str | datetime.date, str, str], ...] = (
    (0.125, "0.0%", "12.5%"),
    (1234567.5, "#,##0.00", "1,234,567.50"),
    (12.345678, "0.00", "12.35"),
    (-3, "0_);(0)", "(3)"),
    (0, "0;-0;;@", ""),
    (7, "0000", "0007"),
    (751500123456789, "General", "751500123456789"),
    (0.1 + 0.2, "General", "0.3"),
    (datetime.date(2024, 1, 25), 'yyyy"年"m"月"d"日"', "2024年1月25日"),
    (datetime.date(2023, 12, 31), "yyyy/m/d", "2023/12/31"),
    ("0012", "General", "0012"),
    (True, "General", "TRUE"),
    (5, "General", "5"),
    (6, "General", "6"),
)


def _book(path: Path) -> Path:
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    for row, (value, code, _) in enumerate(SHOWN, 1):
        page.cell(row, 1, f"第{row}行")
        page.cell(row, 2, value).number_format = code
        page.cell(row, 3, row * 10)
        page.cell(row, 4, row * 100)
    page.row_dimensions[3].hidden = True
    page.row_dimensions[99].hidden = True
    page.column_dimensions["D"].hidden = True
    more = book.create_sheet("另一张")
    more["A1"], more["B2"], more["A3"], more["B3"] = 0.5, "=A1*3", "=1/0", "=NA()"
    more["A1"].number_format = "0%"
    book.save(path)
    return path


def _texts(raw: Raw) -> list[list[list[str]]]:
    return [block.texts() for block in raw.blocks if isinstance(block, Table)]


@needs_office
@pytest.mark.parametrize("kind", ["xls", "ods"])
def test_a_workbook_reads_like_the_one_it_was_made_of(kind: str, tmp_path: Path) -> None:
    source = _book(tmp_path / "book.xlsx")
    made = convert(source, kind, tmp_path)
    raw = sheet_binary.read(made)
    first, second = _texts(raw)
    assert [row[1] for row in first] == [text for _, _, text in SHOWN]
    assert first == _texts(sheet.read(source))[0]
    assert second == [["50%", ""], ["", "1.5"], ["#DIV/0!", "#N/A"]]
    assert raw.notes == ("工作表“Sheet”有隐藏的内容（第 3 行、D 列），已一并读取。",)


def _open_book(path: Path, rows: str) -> Path:
    """An OpenDocument workbook with one sheet."""
    spaces = " ".join(f'xmlns:{each}="urn:oasis:names:tc:opendocument:xmlns:{each}:1.0"' for each in ("office", "table", "text"))
    body = (
        f'<office:body><office:spreadsheet><table:table table:name="表">{rows}</table:table></office:spreadsheet></office:body>'
    )
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        package.writestr("content.xml", f"<office:document-content {spaces}>{body}</office:document-content>")
        package.writestr("META-INF/manifest.xml", "<manifest/>")
    return path


def test_an_open_workbook_by_hand(tmp_path: Path) -> None:
    cell = '<table:table-cell office:value-type="{}" office:{}="{}"{}>{}</table:table-cell>'
    note = "<office:annotation><text:p>批注</text:p></office:annotation>"
    rows = "".join(
        (
            '<table:table-column/><table:table-column-group><table:table-column table:visibility="collapse"/></table:table-column-group>',
            '<table:table-row table:number-rows-repeated="2">',
            cell.format("percentage", "value", "0.255", ' table:number-columns-repeated="2"', note + "<text:p>25.5%</text:p>"),
            '</table:table-row><table:table-row table:visibility="filter">',
            cell.format("float", "value", "3.5", "", ""),
            cell.format("float", "value", "0", "", "<text:p/>"),
            cell.format("boolean", "boolean-value", "true", "", "<text:p><text:span>TRUE</text:span></text:p>"),
            '</table:table-row><table:table-row table:visibility="collapse" table:number-rows-repeated="1000000"/>',
        )
    )
    raw = sheet_binary.read(_open_book(tmp_path / "a.ods", rows))
    assert _texts(raw) == [[["25.5%", "25.5%", ""], ["25.5%", "25.5%", ""], ["3.5", "", "TRUE"]]]
    assert raw.notes == ("工作表“表”有隐藏的内容（第 3 行、B 列），已一并读取。",)


@needs_office
def test_what_is_cut_off_is_no_look(tmp_path: Path) -> None:
    made = convert(_book(tmp_path / "book.xlsx"), "xls", tmp_path)
    cut = tmp_path / "cut.xls"
    for share in (0.2, 0.5, 0.9):
        data = made.read_bytes()
        cut.write_bytes(data[: int(len(data) * share)])
        looks(cut)


def _packed(value: int) -> bytes:
    return struct.pack("<HHHI", 0, 0, 15, value & 0xFFFFFFFF)


@pytest.mark.parametrize(
    ("packed", "value"),
    [(12 << 2 | 2, 12.0), (-5 << 2 | 2, -5.0), (1250 << 2 | 3, 12.5), (0x3FF00000, 1.0), (0x40590001 & ~3 | 1, 1.0)],
)
def test_numbers_in_four_bytes(packed: int, value: float) -> None:
    assert list(_values(0x27E, _packed(packed))) == [(15, value)]


def test_several_numbers_in_one_record() -> None:
    record = (
        struct.pack("<HH", 2, 1) + struct.pack("<HI", 4, 7 << 2 | 2) + struct.pack("<HI", 5, 8 << 2 | 2) + struct.pack("<H", 2)
    )
    assert list(_values(0xBD, record)) == [(4, 7.0), (5, 8.0)]


def test_a_fault_that_was_typed_in() -> None:
    assert _fault(0x205, struct.pack("<HHHBB", 0, 0, 0, 42, 1)) == "#N/A"
    assert _fault(0x205, struct.pack("<HHHBB", 0, 0, 0, 1, 0)) == ""


def test_a_formula_that_gives_a_text_has_no_number() -> None:
    assert not list(_values(0x06, struct.pack("<HHH", 0, 0, 1) + b"\0" * 6 + b"\xff\xff"))
