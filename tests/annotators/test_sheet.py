"""Marked copies of workbooks: fills and comments on the cells, charts, pictures, formulas and other sheets as they were."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import cast

import openpyxl
import pytest
from lxml import etree
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.drawing.image import Image as Picture
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet
from PIL import Image

from core import readers
from core.annotators import annotate
from core.annotators.sheet import COLOURS
from core.findings import Severity
from tests.annotators.marking import checked, in_cell, made_up, missing, parts
from tests.readers.making import convert, needs_office
from tests.test_cases import draft_of

S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    path = tmp_path / "草稿.xlsx"
    book = openpyxl.Workbook()
    sheet = cast("Worksheet", book.active)
    sheet.title = "统计表"
    for row in (
        ("青禾县2018年度政府信息公开情况统计表",),
        ("统计指标", "单位", "统计数"),
        ("收到申请数", "件", 27),
        ("办结数", "件", None),
    ):
        sheet.append(row)
    sheet.append(("合计", "件", "=SUM(C3:C4)"))
    sheet.merge_cells("A1:C1")
    sheet["C3"].font = Font(bold=True)
    sheet["B3"].comment = Comment("请核实单位", "张三")
    sheet["D6"] = "备注"
    chart = BarChart()
    chart.add_data(Reference(sheet, min_col=3, min_row=3, max_row=5))
    sheet.add_chart(chart, "F2")
    stream = io.BytesIO()
    Image.new("RGB", (100, 100), "red").save(stream, "png")
    sheet.add_image(Picture(stream), "F20")
    other = book.create_sheet("说明")
    other["A1"] = "另一页"
    book.save(path)
    return path


def annotated(path: Path, *findings: object) -> Path:
    target = path.with_name("标注.xlsx")
    annotate(made_up(path, findings), target)  # type: ignore[arg-type]  # findings
    return target


def test_cells_are_coloured_and_commented(draft: Path) -> None:
    target = annotated(draft, in_cell(0, 2, 2, Severity.ERROR, "甲"), in_cell(0, 2, 2, Severity.INFO, "乙"), in_cell(0, 3, 2))
    sheet = openpyxl.load_workbook(target)["统计表"]
    assert sheet["C3"].fill.fgColor.rgb == f"FF{COLOURS[Severity.ERROR]}"
    assert sheet["C3"].font.b
    assert sheet["C4"].fill.fgColor.rgb == f"FF{COLOURS[Severity.WARNING]}"
    assert sheet["C5"].fill.fill_type is None
    comment = sheet["C3"].comment
    assert comment is not None
    assert comment.author == "年报自查"
    assert comment.text.splitlines()[0] == "【错误】甲"
    assert "【提示】乙" in comment.text
    title = sheet["A1"].comment
    assert title is not None
    assert title.text.startswith("【年报自查】需修改：1 处错误\n共标注：错误 1 处，提醒 1 处，提示 1 处。")


def test_what_is_there_stays(draft: Path) -> None:
    target = annotated(draft, in_cell(0, 2, 1), in_cell(0, 3, 2), missing(0))
    sheet = openpyxl.load_workbook(target)["统计表"]
    assert sheet["C5"].value == "=SUM(C3:C4)"
    assert [str(each) for each in sheet.merged_cells.ranges] == ["A1:C1"]
    comment = sheet["B3"].comment
    assert comment is not None
    assert comment.author == "张三"
    assert comment.text.startswith("请核实单位\n———\n【提醒】乙")
    lowest = sheet["A6"].comment
    assert lowest is not None
    assert "此处缺少“统计期限”" in lowest.text
    before, after = parts(draft), parts(target)
    changed = {name for name in before if before[name] != after[name]}
    rest = {"xl/worksheets/sheet1.xml", "xl/styles.xml", "[Content_Types].xml", "xl/worksheets/_rels/sheet1.xml.rels"}
    assert not [name for name in changed - rest if "comment" not in name.lower() and "vml" not in name.lower()], changed
    assert any("chart" in name for name in before)
    assert any("media" in name for name in before)


def test_a_cell_that_the_file_does_not_hold_is_made_in_its_place(draft: Path) -> None:
    document = readers.read(draft)
    row = next(cell.row for cell in document.tables[0].cells if cell.address == "A6")
    target = annotated(draft, in_cell(0, row, 1), in_cell(0, 3, 3), in_cell(0, 3, 2))
    root = etree.fromstring(parts(target)["xl/worksheets/sheet1.xml"])
    for line in root.iter(f"{S}row"):
        addresses = [cell.get("r", "") for cell in line]
        assert addresses == sorted(addresses)
    numbers = [int(line.get("r", "0")) for line in root.iter(f"{S}row")]
    assert numbers == sorted(numbers)
    assert readers.read(target).tables == document.tables


def test_two_sheets_without_comments_get_parts_of_their_own(draft: Path) -> None:
    target = annotated(draft, in_cell(1, 0, 0), in_cell(0, 2, 2))
    book = openpyxl.load_workbook(target)
    assert book["说明"]["A1"].comment is not None
    assert book["统计表"]["C3"].comment is not None


@needs_office
def test_libreoffice_opens_it_with_its_comments(draft: Path, tmp_path: Path) -> None:
    target = annotated(draft, in_cell(0, 2, 2, Severity.ERROR, "甲"), in_cell(1, 0, 0))
    (tmp_path / "out").mkdir()
    sheet = openpyxl.load_workbook(convert(target, "xlsx", tmp_path / "out"))["统计表"]
    comment = sheet["C3"].comment
    assert comment is not None
    assert "【错误】甲" in comment.text
    assert sheet["C3"].fill.fgColor.rgb == f"FF{COLOURS[Severity.ERROR]}"


def test_our_own_copy_gives_the_same_findings(tmp_path: Path) -> None:
    draft = tmp_path / "草稿.xlsx"
    book = openpyxl.Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    lines = draft_of({"rows": {"3.1": 999, "3.3.4a": ["其中：涉及国家机密", None, None]}}).splitlines()
    sheet.append(["青禾县2018年度政府信息公开情况统计表"])
    for line in lines[next(n for n, line in enumerate(lines) if line.startswith("统计指标")) :]:
        sheet.append([int(part) if part.isdigit() else part for part in line.split("\t")])
    book.save(draft)
    result = checked(draft)
    assert result.findings
    annotate(result, draft.with_name("标注.xlsx"))
    again = checked(draft.with_name("标注.xlsx"))
    assert [(f.rule, f.message, f.location) for f in again.findings] == [(f.rule, f.message, f.location) for f in result.findings]


def rewritten(path: Path, name: str, change: Callable[[bytes], bytes]) -> Path:
    """The package with one part changed."""
    inside = parts(path)
    assert change(inside[name]) != inside[name]
    with zipfile.ZipFile(path, "w") as package:
        for part, data in inside.items():
            package.writestr(part, change(data) if part == name else data)
    return path


def drawing_of(path: Path) -> str:
    (name,) = [name for name in parts(path) if name.lower().endswith(".vml")]
    return name


def test_a_drawing_that_is_no_xml_keeps_its_bytes_and_gets_our_boxes(draft: Path) -> None:
    name = drawing_of(draft)
    rewritten(draft, name, lambda data: data.replace(b"</xml>", b"<v:textbox><div>a<br>b</div></v:textbox></xml>"))
    old = parts(draft)[name]
    target = annotated(draft, in_cell(0, 2, 2))
    new = parts(target)[name]
    assert new.startswith(old.removesuffix(b"</xml>"))
    assert new.endswith(b"</xml>")
    assert new.count(b'ObjectType="Note"') == old.count(b'ObjectType="Note"') + 2
    numbers = re.findall(rb'id="_x0000_s(\d+)"', new)
    assert len(set(numbers)) == len(numbers)


def test_a_drawing_beyond_repair_is_left_alone(draft: Path) -> None:
    name = drawing_of(draft)
    rewritten(draft, name, lambda data: b"<xml><v:shape")
    assert parts(annotated(draft, in_cell(0, 2, 2)))[name] == b"<xml><v:shape"


def test_cells_that_do_not_say_where_they_are_are_counted(draft: Path) -> None:
    sheet = "xl/worksheets/sheet1.xml"
    rewritten(draft, sheet, lambda data: re.sub(rb'(<(?:row|c)\b[^>]*?) r="[A-Z]*[0-9]+"', rb"\1", data))
    before = openpyxl.load_workbook(draft)["统计表"]
    target = annotated(draft, in_cell(0, 2, 2), in_cell(0, 3, 1))
    after = openpyxl.load_workbook(target)["统计表"]
    assert [[cell.value for cell in row] for row in after.iter_rows(max_row=5, max_col=3)] == [
        [cell.value for cell in row] for row in before.iter_rows(max_row=5, max_col=3)
    ]
    assert after["C3"].comment is not None
    assert after["B4"].comment is not None
    assert after["C3"].fill.fill_type == "solid"
    root = etree.fromstring(parts(target)[sheet])
    assert len(root.findall(f"{S}sheetData/{S}row")) == len(etree.fromstring(parts(draft)[sheet]).findall(f"{S}sheetData/{S}row"))
