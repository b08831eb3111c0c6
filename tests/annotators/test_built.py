"""Marked copies of drafts in formats that hold no notes: a Word document made of what was read."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from core import readers
from core.annotators import annotate
from core.document import Document, Format, Paragraph, Table, Text
from resources.samples import make_samples
from tests.annotators.marking import at, checked, everywhere, made_up, marks, own

PAGE = """<html><body><h1>青禾县2018年政府信息公开工作年度报告</h1><h2>一、概述</h2>
<p style="text-align:center">居中 &lt;一&gt;</p><p><b>整段加粗，共12件。</b></p><ol><li>第一项</li><li>第二项</li></ol>
<table border="1"><tr><th rowspan="2">统计指标</th><th colspan="2">统计数</th></tr><tr><td>本年</td><td>上年</td></tr>
<tr><td>收到申请数<br>（件）</td><td></td><td>7</td></tr></table><p style="text-align:right">2019年1月25日</p></body></html>"""


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "草稿.html"
    path.write_text(PAGE, "utf-8")
    return path


def excerpts(document: Document, result_of: Path) -> list[str]:
    found = []
    for finding in made_up(result_of, everywhere(document), document).findings:
        where = finding.location
        if where.paragraph is not None:
            found.append(document.paragraphs[where.paragraph].text[where.start : where.end])
        else:
            cell = document.tables[where.table or 0].at(where.row or 0, where.column or 0)
            found.append(cell.text.replace("\n", "") if cell else "")
    return found


def test_every_comment_covers_exactly_its_characters_numbers_included(page: Path) -> None:
    document = readers.read(page)
    target = page.with_name("标注.docx")
    annotate(made_up(page, everywhere(document), document), target)
    assert [mark.covered for mark in own(target)] == excerpts(document, page)
    assert any("重新排成" in line for line in marks(target)[0].lines)


def test_the_copy_looks_like_what_was_read(page: Path) -> None:
    document = readers.read(page)
    target = page.with_name("标注.docx")
    annotate(made_up(page, [], document), target)
    again = readers.read(target)
    assert [_paragraph(block) for block in again.paragraphs] == [_paragraph(block) for block in document.paragraphs]
    assert [_table(table) for table in again.tables] == [_table(table) for table in document.tables]


def _paragraph(block: Paragraph) -> tuple[object, ...]:
    return block.text, block.heading, block.align, block.bold


def _table(table: Table) -> list[tuple[object, ...]]:
    return [(cell.row, cell.column, cell.row_span, cell.column_span, cell.text) for cell in table.cells]


def test_a_text_file_gives_the_same_findings_again(tmp_path: Path) -> None:
    sample = make_samples.apply(make_samples.load_clean(), make_samples.load_defects())
    path = tmp_path / "草稿.txt"
    path.write_text(make_samples.as_text(sample), "utf-8")
    result = checked(path)
    annotate(result, tmp_path / "标注.docx")
    again = checked(tmp_path / "标注.docx")
    assert len(result.findings) > 5
    assert [(f.rule, f.message, f.location) for f in again.findings] == [
        (f.rule, f.message, replace(f.location, page=None)) for f in result.findings
    ]


def test_characters_that_xml_cannot_hold_do_no_harm(tmp_path: Path) -> None:
    document = Document("x.txt", Format.TEXT, (Paragraph(Text("青禾县\x01公开\ud800信息"), index=0),))
    path = tmp_path / "草稿.txt"
    path.write_text("青禾县", "utf-8")
    annotate(made_up(path, [at(0, 4, 6)], document), tmp_path / "标注.docx")
    assert [paragraph.text for paragraph in readers.read(tmp_path / "标注.docx").paragraphs] == ["青禾县 公开 信息"]
    assert [mark.covered for mark in own(tmp_path / "标注.docx")] == ["公开"]
