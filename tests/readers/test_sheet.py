from __future__ import annotations

import datetime
import re
import time
import zipfile
from pathlib import Path

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont

from core.document import Picture
from core.errors import ReadError
from core.readers import docx, sheet, sheet_binary, web
from core.readers.number_format import shown
from core.readers.raw import Raw
from tests.readers.making import convert, needs_office, shape, tables


def save(tmp_path: Path, book: openpyxl.Workbook) -> Raw:
    path = tmp_path / "book.xlsx"
    book.save(path)
    return sheet.read(path)


def values(raw: Raw) -> list[str]:
    return [cell.text for table in tables(raw.blocks) for cell in table.cells]


def test_the_used_rectangle_is_the_table(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    page.title = "统计表"
    page.merge_cells("B3:D3")
    page["B3"] = "政府信息公开情况统计表"
    page["B4"], page["C4"], page["D4"] = "统计指标", "单位", "统计数"
    page["B5"], page["D5"] = "收到申请数", 12
    page.merge_cells("B6:C7")
    page["D7"] = "/"
    page["H40"] = "  "
    (table,) = tables(save(tmp_path, book).blocks)
    assert table.sheet == "统计表"
    assert [(*row, cell.address) for row, cell in zip(shape(table), table.cells, strict=True)] == [
        (0, 0, 1, 3, "政府信息公开情况统计表", "B3"),
        (1, 0, 1, 1, "统计指标", "B4"),
        (1, 1, 1, 1, "单位", "C4"),
        (1, 2, 1, 1, "统计数", "D4"),
        (2, 0, 1, 1, "收到申请数", "B5"),
        (2, 1, 1, 1, "", "C5"),
        (2, 2, 1, 1, "12", "D5"),
        (3, 0, 2, 2, "", "B6"),
        (3, 2, 1, 1, "", "D6"),
        (4, 2, 1, 1, "/", "D7"),
    ]


@pytest.mark.parametrize(
    ("value", "code", "expected"),
    [
        (16084.0, "General", "16084"),
        (0.1 + 0.2, "General", "0.3"),
        (28.35, "General", "28.35"),
        (-3, "General", "-3"),
        (0.00001, "General", "0.00001"),
        (12.6, "0", "13"),
        (2.675, "0.00", "2.68"),
        (35.31, "0.0", "35.3"),
        (1234567, "#,##0", "1,234,567"),
        (1234.5, "#,##0.00", "1,234.50"),
        (0.354, "0.0%", "35.4%"),
        (0.35, "0%", "35%"),
        (97, 'General"万元"', "97万元"),
        (10, "GENERAL", "10"),
        (12, '0"件"', "12件"),
        (7, "000", "007"),
        (2, "0.##", "2"),
        (-5, "0;(0)", "(5)"),
        (0, '0;-0;"—"', "—"),
        (1234, '_ * #,##0_ ;_ * -#,##0_ ;_ * "-"_ ;_ @_ ', "1,234"),
        (0, '_ * #,##0_ ;_ * -#,##0_ ;_ * "-"_ ;_ @_ ', "-"),
        (12345, "[Red]#,##0", "12,345"),
        (1234567, "0.0,", "1234.6"),
        (5, ";;;", ""),
        (43507, 'yyyy"年"m"月"d"日"', "2019年2月11日"),
        (43507, "yyyy/m/d;@", "2019/2/11"),
        (43507.5, "yyyy-mm-dd hh:mm:ss", "2019-02-11 12:00:00"),
        (43507, "[$-804]aaaa", "星期一"),
        (1, "yyyy-mm-dd", "1900-01-01"),
        (61, "yyyy-mm-dd", "1900-03-01"),
        (-1, "yyyy-mm-dd", "-1"),
        (0.5, "# ?/?", "0.5"),
        (float("nan"), "0", ""),
    ],
)
def test_numbers_as_the_user_sees_them(value: float, code: str, expected: str) -> None:
    assert shown(value, code) == expected


def test_kinds_of_cells(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    rich = CellRichText("主动", TextBlock(InlineFont(b=True), "公开"), "数")
    for row in (
        [rich, True, 16084.0],
        ["12", "#N/A", datetime.date(2019, 2, 11)],
        ["两\n行", " 空 ", datetime.datetime(2019, 2, 11, 8, 30)],
    ):
        page.append(row)
    assert values(save(tmp_path, book)) == [
        "主动公开数",
        "TRUE",
        "16084",
        "12",
        "#N/A",
        "2019-02-11",
        "两\n行",
        "空",
        "2019-02-11 8:30:00",
    ]


def test_dates_of_the_other_epoch(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.epoch = datetime.datetime(1904, 1, 1)
    page = book.active
    assert page is not None
    page["A1"] = datetime.date(2019, 2, 11)
    assert values(save(tmp_path, book)) == ["2019-02-11"]


def test_formulas_and_hidden_things_are_noted(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    page.title = "表一"
    for number in range(1, 10):
        page[f"A{number}"] = number
    page["B1"] = "=SUM(A1:A9)"
    for row in (3, 5, 6, 20):
        page.row_dimensions[row].hidden = True
    page.column_dimensions["A"].hidden = True
    page.column_dimensions["K"].hidden = True
    secret = book.create_sheet("底稿")
    secret["A1"] = "不看"
    secret.sheet_state = "veryHidden"
    book.create_sheet("空表").sheet_state = "hidden"
    raw = save(tmp_path, book)
    assert len(tables(raw.blocks)) == 1
    assert raw.notes == (
        "工作表“表一”有 1 个公式没有保存计算结果（B1），这些格里的数不知道是多少，没有核对；请用 Excel 或 WPS 打开并保存后再检查。",
        "工作表“表一”有隐藏的内容（第 3、5-6 行、A 列），已一并读取。",
        "工作表“底稿”是隐藏的，没有检查；如需检查请先取消隐藏。",
    )


def test_sheets_in_order_and_pictures(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    page["A1"] = "甲"
    book.create_sheet("空")
    last = book.create_sheet("丙")
    last["C3"] = "乙"
    raw = save(tmp_path, book)
    assert [(table.sheet, table.cells[0].address) for table in tables(raw.blocks)] == [("Sheet", "A1"), ("丙", "C3")]
    path = tmp_path / "picture.xlsx"
    with zipfile.ZipFile(tmp_path / "book.xlsx") as source, zipfile.ZipFile(path, "w") as target:
        for name in source.namelist():
            target.writestr(name, source.read(name))
        relation = '<Relationships><Relationship Id="r1" Type="x/{}" Target="{}"/></Relationships>'
        target.writestr("xl/worksheets/_rels/sheet2.xml.rels", relation.format("drawing", "../drawings/d.xml"))
        target.writestr("xl/drawings/_rels/d.xml.rels", relation.format("image", "../media/a.png"))
        target.writestr("xl/drawings/d.xml", "<x/>")
        target.writestr("xl/media/a.png", "x")
    assert [type(block) for block in sheet.read(path).blocks].count(Picture) == 1


def rewritten(tmp_path: Path, part: str, pattern: str, replacement: str) -> Path:
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    page["A1"] = 1
    book.save(tmp_path / "good.xlsx")
    path = tmp_path / "changed.xlsx"
    with zipfile.ZipFile(tmp_path / "good.xlsx") as source, zipfile.ZipFile(path, "w") as target:
        for name in source.namelist():
            data = source.read(name).decode()
            target.writestr(name, re.sub(pattern, replacement, data, flags=re.DOTALL) if name == part else data)
    return path


SHEET = "xl/worksheets/sheet1.xml"


def test_merging_the_whole_sheet_does_not_fill_the_memory(tmp_path: Path) -> None:
    path = rewritten(tmp_path, SHEET, "</sheetData>", '</sheetData><mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>')
    start = time.perf_counter()
    assert shape(tables(sheet.read(path).blocks)[0]) == [(0, 0, 1, 1, "1")]
    assert time.perf_counter() - start < 5


def test_cells_far_apart_get_a_sentence(tmp_path: Path) -> None:
    far = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    with pytest.raises(ReadError, match="散布得太远"):
        sheet.read(rewritten(tmp_path, SHEET, "</sheetData>", far))


@pytest.mark.parametrize(
    ("part", "pattern", "replacement"),
    [
        (SHEET, "<sheetData>.*", "<sheetData>"),
        ("xl/workbook.xml", ".*", ""),
        (SHEET, r"^(<\?xml[^>]*>)?", "<!DOCTYPE a [<!ENTITY b 'c'>]>"),
    ],
)
def test_damaged_workbooks_get_a_sentence(tmp_path: Path, part: str, pattern: str, replacement: str) -> None:
    with pytest.raises(ReadError, match=r"。$"):
        sheet.read(rewritten(tmp_path, part, pattern, replacement))


def test_odd_values_do_no_harm(tmp_path: Path) -> None:
    cells = '<row r="x"><c r="?" s="999"><v>1e999</v></c><c t="s"><v>77</v></c><c><v>abc</v></c><c t="inlineStr"><is><t>内</t><rPh><t>注</t></rPh></is></c></row>'
    path = rewritten(tmp_path, SHEET, "<sheetData>.*</sheetData>", f"<sheetData>{cells}</sheetData>")
    assert values(sheet.read(path)) == ["abc", "内"]


def test_impossible_row_and_column_numbers_are_kept_in_bounds(tmp_path: Path) -> None:
    columns = '<cols><col min="-1" max="99999999999" hidden="1"/></cols><sheetData>'
    rows = '<row r="-5"><c><v>1</v></c></row><row r="0" hidden="1"><c><v>2</v></c></row></sheetData>'
    path = rewritten(tmp_path, SHEET, "<sheetData>.*</sheetData>", columns + rows)
    raw = sheet.read(path)
    assert values(raw) == ["2"]
    assert raw.notes == ("工作表“Sheet”有隐藏的内容（第 1 行、A-XFD 列），已一并读取。",)


PAGE = (
    "<html><head><meta charset='utf-8'></head><body><table border='1'><tr><td colspan='3'>政府信息公开情况统计表</td></tr>"
    "<tr><td>统计指标</td><td>单位</td><td>统计数</td></tr><tr><td rowspan='2'>一、主动公开情况</td><td>条</td><td>16084</td></tr>"
    "<tr><td>件</td><td>6</td></tr><tr><td>二、费用</td><td>万元</td><td>97.5</td></tr></table></body></html>"
)


@needs_office
def test_the_same_cells_in_every_format(tmp_path: Path) -> None:
    source = tmp_path / "table.html"
    source.write_text(PAGE, encoding="utf-8")
    from_page = tables(web.read(source).blocks)[0]
    from_word = tables(docx.read(convert(source, "docx", tmp_path)).blocks)[0]
    from_sheet = tables(sheet.read(convert(source, "xlsx", tmp_path, "HTML (StarCalc)")).blocks)[0]
    assert shape(from_page) == shape(from_word) == shape(from_sheet)
    assert from_page.texts()[3] == ["一、主动公开情况", "件", "6"]


@needs_office
def test_calculated_values_of_libreoffice(tmp_path: Path) -> None:
    source = tmp_path / "sums.csv"
    source.write_text("指标,数\n甲,12\n乙,30\n合计,=B2+B3\n", encoding="utf-8")
    raw = sheet.read(convert(source, "xlsx", tmp_path, "CSV:44,34,76"))
    assert values(raw)[-2:] == ["合计", "42"]
    assert raw.notes == ()


@needs_office
def test_formulas_that_no_program_calculated_in_an_open_document(tmp_path: Path) -> None:
    source = tmp_path / "sums.csv"
    source.write_text("指标,数\n甲,12\n乙,30\n合计,=B2+B3\n", encoding="utf-8")
    path = convert(source, "ods", tmp_path, "CSV:44,34,76")
    bare = tmp_path / "bare.ods"
    formula = re.compile(r"(<table:table-cell[^>]*table:formula=\"[^\"]*\")[^>]*>.*?</table:table-cell>", re.DOTALL)
    with zipfile.ZipFile(path) as whole, zipfile.ZipFile(bare, "w") as target:
        for name in whole.namelist():
            data = whole.read(name)
            target.writestr(name, formula.sub(r"\1/>", data.decode()) if name == "content.xml" else data)
    assert sheet_binary.read(path).notes == ()
    raw = sheet_binary.read(bare)
    assert values(raw)[-2:] == ["合计", ""]
    assert [cell.uncalculated for table in tables(raw.blocks) for cell in table.cells][-2:] == [False, True]
    assert "有 1 个公式没有保存计算结果（B4）" in raw.notes[0]


def test_more_cells_than_any_report_are_refused_as_such(tmp_path: Path) -> None:
    rows = "".join(f'<row r="{row}">{"<c><v>1</v></c>" * 100}</row>' for row in range(1, 2002))
    path = rewritten(tmp_path, SHEET, "<sheetData>.*</sheetData>", f"<sheetData>{rows}</sheetData>")
    with pytest.raises(ReadError, match="超过 20 万格"):
        sheet.read(path)


def test_a_hidden_sheet_may_hold_any_number_of_cells(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    page["A1"] = "甲"
    hidden = book.create_sheet("底稿")
    hidden["A1"] = "乙"
    hidden.sheet_state = "hidden"
    book.save(tmp_path / "good.xlsx")
    rows = "".join(f'<row r="{row}">{"<c><v>1</v></c>" * 100}</row>' for row in range(1, 2002))
    path = tmp_path / "hidden.xlsx"
    with zipfile.ZipFile(tmp_path / "good.xlsx") as source, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            data = source.read(name)
            is_hidden = name == "xl/worksheets/sheet2.xml"
            target.writestr(name, data.replace(b"<sheetData>", f"<sheetData>{rows}".encode()) if is_hidden else data)
    raw = sheet.read(path)
    assert values(raw) == ["甲"]
    assert raw.notes == ("工作表“底稿”是隐藏的，没有检查；如需检查请先取消隐藏。",)


def test_cells_with_nothing_but_a_look(tmp_path: Path) -> None:
    cells = '<row r="1"><c r="A1" s="0"/><c s="0"/><c><v>3</v></c></row><row r="2" hidden="1"><c r="B2" t="b"/></row>'
    path = rewritten(tmp_path, SHEET, "<sheetData>.*</sheetData>", f"<sheetData>{cells}</sheetData>")
    raw = sheet.read(path)
    assert [(cell.address, cell.text) for table in tables(raw.blocks) for cell in table.cells] == [("C1", "3")]
    assert raw.notes == ()


def test_the_names_of_the_strict_kind(tmp_path: Path) -> None:
    usual, strict = "http://schemas.openxmlformats.org/spreadsheetml/2006/main", "http://purl.oclc.org/ooxml/spreadsheetml/main"
    assert values(sheet.read(rewritten(tmp_path, SHEET, usual, strict))) == ["1"]


def test_a_part_that_is_too_large_is_refused_by_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("core.readers.package.MAX_PART", 500)
    with pytest.raises(ReadError, match="一个部件超过 128 MB"):
        sheet.read(rewritten(tmp_path, SHEET, "</sheetData>", f"</sheetData><!--{'x' * 1000}-->"))
