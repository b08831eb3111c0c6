"""The document to sign: A4, header rows repeated, page numbers, Chinese fonts, nothing lost on the pages that are printed."""

from __future__ import annotations

import io
import shutil
import subprocess
import sys
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import docx
import pdfplumber
import pytest

from core.checklist_form import COLUMNS, ChecklistForm
from core.exports.docx import document_bytes
from core.findings import Result
from tests.exports import export_data

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def opened(result: Result) -> Any:  # noqa: ANN401 - python-docx has no types
    return docx.Document(io.BytesIO(document_bytes(result)))


def grid(table: Any) -> list[list[str]]:  # noqa: ANN401 - python-docx has no types
    return [[cell.text for cell in row.cells] for row in table.rows]


def test_verdict_facts_list_and_signatures_in_this_order() -> None:
    verdict, facts, listed, sign = opened(export_data.result()).tables
    assert grid(verdict) == [["需修改：3 处错误；未能检查：2 项"]]
    told = {row[0]: row[1] for row in grid(facts)}
    assert (told["报告单位"], told["发现问题"]) == ("青禾县人民政府", "错误 3 处，提醒 0 处，提示 1 处")
    assert [row[1] for row in grid(facts) if row[0] == "未能检查"] == ["名称4：原因4", "名称5：原因5"]
    assert grid(listed)[0] == ["序号", "级别", "位置", "问题", "修改建议", "整改情况"]
    assert [row[0] for row in grid(listed)[1:]] == ["1", "2", "3", "4", "5"]
    assert [row[0] for row in grid(sign)] == ["检查人", "复核人", "日期"]
    assert "（盖章）" in grid(sign)[0][2]


def test_a_finding_shows_words_and_basis_under_the_problem() -> None:
    listed = grid(opened(export_data.result()).tables[2])
    assert listed[5][3] == "10954 大于 10940\n原文：10954\n依据：国办发〔2014〕32号"
    assert listed[4][1:3] == ["●错误", "二、主动公开政府信息情况 › 正文第6段（第4页）"]
    assert listed[2][1] == "◇提醒\n（已忽略）"
    assert listed[2][5] == "已忽略：已核实"


def test_the_page_is_a4_and_turned_only_when_the_columns_need_it() -> None:
    section = opened(export_data.result()).sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    form = ChecklistForm(columns=tuple(COLUMNS))
    section = opened(replace(export_data.result(), form=form)).sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (297, 210)


@pytest.mark.parametrize("form", [ChecklistForm(), ChecklistForm(columns=tuple(COLUMNS), fill_in=("甲", "乙", "丙"))])
def test_every_table_is_as_wide_as_the_page(form: ChecklistForm) -> None:
    document = opened(replace(export_data.result(), form=form))
    section = document.sections[0]
    room = section.page_width - section.left_margin - section.right_margin
    for table in document.tables:
        assert abs(sum(column.width for column in table.columns) - room) < 2000


def test_the_header_of_the_list_comes_again_and_rows_stay_whole() -> None:
    listed = opened(export_data.result()).tables[2]
    assert listed.rows[0]._tr.find(f"{W}trPr/{W}tblHeader") is not None
    assert all(row._tr.find(f"{W}trPr/{W}cantSplit") is not None for row in listed.rows[1:])


def test_pages_are_numbered_by_fields() -> None:
    footer = opened(export_data.result()).sections[0].footer.paragraphs[0]
    assert [code.text for code in footer._p.iter(f"{W}instrText")] == ["PAGE", "NUMPAGES"]
    assert footer.text == "第 1 页，共 1 页"


def test_chinese_characters_have_a_chinese_font() -> None:
    with zipfile.ZipFile(io.BytesIO(document_bytes(export_data.result()))) as package:
        body = package.read("word/document.xml").decode("utf-8")
    assert body.count('w:eastAsia="宋体"') + body.count('w:eastAsia="黑体"') == body.count("<w:rFonts")


def test_nothing_found_is_said() -> None:
    document = opened(export_data.nothing_found())
    assert "没有发现问题。" in [paragraph.text for paragraph in document.paragraphs]
    assert document.tables[0].cell(0, 0).text == "可以报送"


def test_an_office_s_own_form() -> None:
    form = ChecklistForm("青禾县审核单", ("序号", "问题", "依据"), ("复核意见",), ("经办人", "分管领导"), "一式两份")
    document = opened(replace(export_data.result(), form=form))
    assert document.core_properties.title == "青禾县审核单"
    assert grid(document.tables[2])[0] == ["序号", "问题", "依据", "复核意见"]
    assert grid(document.tables[2])[2][1] == "少一天\n已忽略：已核实"
    assert [row[0] for row in grid(document.tables[3])] == ["经办人", "分管领导"]
    assert document.paragraphs[-2].text == "一式两份"


def test_nobody_signs_where_the_office_wants_no_lines() -> None:
    assert len(opened(replace(export_data.result(), form=ChecklistForm(signatures=()))).tables) == 3


def test_characters_that_xml_forbids_are_taken_out() -> None:
    finding = replace(export_data.findings()[0], message="前\x00\x0b\ud800\uffff后\r\n次行")
    listed = opened(replace(export_data.result(), findings=(finding,), unit="青禾\x01县")).tables[2]
    assert listed.cell(1, 3).text.startswith("前后\n次行")


def test_importing_the_export_does_not_import_python_docx() -> None:
    code = "import sys, core.exports.docx; sys.exit('docx' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False, cwd=Path(__file__).parents[2]).returncode == 0


def test_printed_pages_show_every_column_every_word_and_the_header_again(tmp_path: Path) -> None:
    soffice = shutil.which("soffice")
    if soffice is None:
        pytest.skip("LibreOffice is not installed")
    message = "".join(f"第{number}处，" for number in range(900))
    finding = replace(export_data.findings()[0], message=message)
    (tmp_path / "a.docx").write_bytes(document_bytes(replace(export_data.result(), findings=(finding, *export_data.findings()))))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [soffice, profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(tmp_path / "a.docx")]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    with pdfplumber.open(tmp_path / "a.pdf") as pdf:
        sizes = {(round(page.width), round(page.height)) for page in pdf.pages}
        texts = ["".join((page.extract_text() or "").split()) for page in pdf.pages]
        rows = [row for page in pdf.pages for table in page.extract_tables() for row in table if len(row) == 6]
        inside = all(0 < char["x0"] < char["x1"] < page.width for page in pdf.pages for char in page.chars)
    assert sizes == {(595, 842)}
    assert len(texts) > 2
    assert inside
    assert all("序号级别位置问题修改建议整改情况" in text for text in texts[:-1])
    assert all(f"第{number + 1}页，共{len(texts)}页" in text for number, text in enumerate(texts))
    assert message in "".join("".join((row[3] or "").split()) for row in rows if row[3] != "问题")
