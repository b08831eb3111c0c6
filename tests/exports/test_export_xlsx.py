"""The checklist: everything that the check says, safe cells, and pages that show every line."""

from __future__ import annotations

import io
import shutil
import subprocess
import sys
import zipfile
from dataclasses import replace
from pathlib import Path

import openpyxl
import pdfplumber
import pytest
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from core.checklist_form import FILL_IN
from core.exports.sheet_list import MOST_LINES
from core.exports.sheet_style import cell_lines, height
from core.exports.xlsx import COLUMNS, checklist_bytes, finding_columns
from core.findings import ChecklistRow, Result, Status
from tests.exports import export_data

HEADER = ["序号", "级别", "位置", "原文", "问题", "规则", "原因", "依据", "修改建议", "整改情况", "责任人", "日期"]


def book_of(result: Result) -> Workbook:
    """The checklist as another program reads it."""
    return openpyxl.load_workbook(io.BytesIO(checklist_bytes(result)))


def rows_of(sheet: Worksheet) -> list[list[object]]:
    """The values of a sheet, empty cells as empty text."""
    return [["" if value is None else value for value in row] for row in sheet.iter_rows(values_only=True)]


def test_there_are_three_sheets() -> None:
    assert book_of(export_data.result()).sheetnames == ["封面", "规则核对", "问题清单"]


def test_the_cover_states_the_check() -> None:
    sheet = book_of(export_data.result())["封面"]
    facts = {row[0]: row[1] for row in rows_of(sheet)}
    assert sheet["A2"].value == "需修改：3 处错误；未能检查：2 项"
    assert (facts["报告单位"], facts["报告年度"], facts["文件名"]) == ("青禾县人民政府", "2018年", "青禾县报告.docx")
    assert facts["检查时间"] == "2019-02-22 09:30:00"
    assert str(facts["格式版本"]).startswith("2008年版")
    assert facts["发现问题"] == "错误 3 处，提醒 0 处，提示 1 处"
    assert facts["已忽略"] == "1 处"
    assert facts["规则核对"] == "共 6 项：通过 1 项，有问题 1 项，已忽略 1 项，不适用 1 项，未能检查 1 项，程序故障 1 项"
    assert {"检查人", "复核人", "日期"} <= set(facts)


def test_the_verdict_has_its_colour() -> None:
    colours = []
    unchecked = replace(export_data.nothing_found(), checklist=(ChecklistRow("a.b", Status.NOT_CHECKED),))
    for result in (export_data.result(), export_data.nothing_found(), unchecked):
        cell = book_of(result)["封面"]["A2"]
        assert cell.font.size is not None
        assert cell.font.size >= 20
        colours.append(cell.fill.start_color.rgb)
    assert len(set(colours)) == 3


def test_every_rule_has_its_row() -> None:
    rows = rows_of(book_of(export_data.result())["规则核对"])
    assert rows[0] == ["规则编号", "规则名称", "结果", "数量", "说明"]
    assert rows[1] == ["family.pass", "名称0", "通过", 0, "原因0"]
    assert [row[2] for row in rows[1:]] == [status.label for status in Status]


def test_findings_stand_in_document_order_with_place_and_reasons() -> None:
    rows = rows_of(book_of(export_data.result())["问题清单"])
    assert rows[0] == HEADER
    assert [row[0] for row in rows[1:]] == [1, 2, 3, 4, 5]
    assert [row[4] for row in rows[1:]] == ["没有统计表", "少一天", "没有写明邮编", "应为34.4%", "10954 大于 10940"]
    assert rows[4][1:8] == [
        "错误",
        "二、主动公开政府信息情况 › 正文第6段（第4页）",
        "36.4%",
        "应为34.4%",
        "consistency.percentage",
        "",
        "",
    ]
    assert rows[4][8] == "改为34.4%"
    assert rows[5][2] == "统计表 ›（一）主动公开政府信息数（第8页）"
    assert rows[2][9] == "已忽略：已核实"
    assert all(row[10:] == ["", ""] for row in rows[1:])


def test_a_finding_names_its_rule_as_the_list_of_rules_does_with_the_id_in_small() -> None:
    rules = (ChecklistRow("table.bound", Status.FAIL, 1, title="总数不大于各项之和"),)
    content = checklist_bytes(replace(export_data.result(), findings=export_data.findings()[:1], checklist=rules))
    book = openpyxl.load_workbook(io.BytesIO(content), rich_text=True)
    cell = book["问题清单"]["F2"].value
    assert str(cell) == "总数不大于各项之和\ntable.bound"
    assert str(cell).split("\n") == [book["规则核对"]["B2"].value, book["规则核对"]["A2"].value]
    assert [block.font.sz for block in cell] == [10.0, 7.5]


def test_nothing_dismissed_is_no_line_of_the_cover() -> None:
    names = [row[0] for row in rows_of(book_of(export_data.nothing_found())["封面"])]
    assert "已忽略" not in names
    assert "发现问题" in names


def test_nothing_found_is_said() -> None:
    assert rows_of(book_of(export_data.nothing_found())["问题清单"])[1][0] == "没有发现问题。"
    stuck = replace(export_data.nothing_found(), checklist=(ChecklistRow("a.b", Status.NOT_CHECKED),))
    assert rows_of(book_of(stuck)["问题清单"])[1][0] == "没有发现问题；另有1项未能检查，见“规则核对”。"


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", '=HYPERLINK("http://x")'])
def test_a_text_never_becomes_a_formula(text: str) -> None:
    finding = replace(export_data.findings()[0], message=text, excerpt=text, suggestion=text)
    unsafe = replace(export_data.result(), findings=(finding,), unit=text, title=text)
    book = book_of(unsafe)
    cell = book["问题清单"]["E2"]
    assert (cell.value, cell.data_type, cell.quotePrefix) == (text, "s", True)
    with zipfile.ZipFile(io.BytesIO(checklist_bytes(unsafe))) as package:
        sheets = [package.read(name) for name in package.namelist() if name.startswith("xl/worksheets/")]
    assert not any(b"<f>" in sheet for sheet in sheets)


def test_characters_that_xml_forbids_are_taken_out() -> None:
    finding = replace(export_data.findings()[0], message="前\x00\x0b\x1f\ud800\uffff后\r\n次行", excerpt="\x08")
    sheet = book_of(replace(export_data.result(), findings=(finding,), unit="青禾\x01县"))["问题清单"]
    assert sheet["E2"].value == "前后\n次行"


def test_a_long_text_goes_on_in_the_next_row_with_nothing_lost() -> None:
    message = "".join(f"第{number}处重复，" for number in range(300)) + "\n" + "末行" * 50
    finding = replace(export_data.findings()[0], message=message)
    sheet = book_of(replace(export_data.result(), findings=(finding,)))["问题清单"]
    rows = rows_of(sheet)[1:]
    assert len(rows) > 1
    assert "".join(str(row[4]) for row in rows).replace("\n", "") == message.replace("\n", "")
    assert [row[0] for row in rows] == [1, *["（续）"] * (len(rows) - 1)]


def test_every_row_is_high_enough_for_its_lines_and_none_too_high_to_show() -> None:
    finding = replace(export_data.findings()[0], message="很长的说明，" * 200, reason="原因" * 90)
    sheet = book_of(replace(export_data.result(), findings=(finding, *export_data.findings())))["问题清单"]
    for row in sheet.iter_rows(min_row=2):
        tall = sheet.row_dimensions[row[0].row or 0].height
        assert tall is not None
        assert tall <= height(MOST_LINES) < 409
        for cell, column in zip(row, finding_columns(tuple(COLUMNS), FILL_IN), strict=True):
            assert tall >= height(len(cell_lines(str(cell.value or ""), column.width)))
            assert cell.alignment.wrap_text


@pytest.mark.parametrize("name", ["规则核对", "问题清单"])
def test_lists_print_on_landscape_pages_with_their_header(name: str) -> None:
    sheet = book_of(export_data.result())[name]
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.sheet_properties.pageSetUpPr is not None
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.print_title_rows == "$1:$1"
    assert sheet.freeze_panes == "A2"
    assert str(sheet.print_area).replace("$", "").endswith(f"A1:{sheet.cell(1, sheet.max_column).coordinate[:-1]}{sheet.max_row}")
    assert sheet.oddFooter is not None
    assert sheet.oddFooter.center is not None
    assert sheet.oddFooter.center.text == "第 &P 页，共 &N 页"


def test_the_cover_prints_on_a_portrait_page() -> None:
    sheet = book_of(export_data.result())["封面"]
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("portrait", 9)


def test_importing_the_export_does_not_import_openpyxl() -> None:
    code = "import sys, core.exports.xlsx; sys.exit('openpyxl' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False, cwd=Path(__file__).parents[2]).returncode == 0


def test_printed_pages_show_every_column_and_every_word(tmp_path: Path) -> None:
    soffice = shutil.which("soffice")
    if soffice is None:
        pytest.skip("LibreOffice is not installed")
    message = "".join(f"第{number}处，" for number in range(200))
    finding = replace(export_data.findings()[0], message=message)
    (tmp_path / "a.xlsx").write_bytes(checklist_bytes(replace(export_data.result(), findings=(finding, *export_data.findings()))))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [soffice, profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(tmp_path / "a.xlsx")]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    with pdfplumber.open(tmp_path / "a.pdf") as pdf:
        sizes = [(round(page.width), round(page.height)) for page in pdf.pages]
        texts = ["".join((page.extract_text() or "").split()) for page in pdf.pages]
        rows = [row for page in pdf.pages for table in page.extract_tables() for row in table]
    assert sizes[0] == (595, 842)
    assert set(sizes[1:]) == {(842, 595)}
    listed = [text for text in texts if "问题清单" in text]
    assert listed
    assert all("".join(HEADER) in text for text in listed)
    assert all(f"第{number + 1}页，共{len(texts)}页" in text for number, text in enumerate(texts))
    words = "".join(row[4] or "" for row in rows if len(row) == len(HEADER) and row[4] != "问题")
    assert message in "".join(words.split())
