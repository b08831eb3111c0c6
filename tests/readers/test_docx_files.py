"""Whole files: made by other programs, damaged, of the other namespace, very long."""

from __future__ import annotations

import time
import zipfile
from pathlib import Path

import docx as python_docx
import pytest
from lxml import etree

from core.document import Align, Paragraph
from core.errors import ReadError
from core.readers import docx
from tests.readers.making import W_NS, all_texts, cell, convert, make_docx, needs_office, p, shape, tables, texts

W = f"{{{W_NS}}}"


def check_places(path: Path) -> int:
    """Compare every placed character with the one in the file; returns how many there are."""
    with zipfile.ZipFile(path) as package:
        root = etree.fromstring(package.read("word/document.xml"))
    paragraphs = list(root.iter(f"{W}p"))
    placed = 0
    for text in all_texts(docx.read(path).blocks):
        for span in text.spans:
            if len(span.node) == 1:
                assert not "".join(t.text or "" for t in paragraphs[span.node[0]].iter(f"{W}t")).strip()
                continue
            number, node, start = span.node
            source = list(paragraphs[number].iter(f"{W}t"))[node].text or ""
            assert source[start : start + span.end - span.start] == text.text[span.start : span.end]
            placed += span.end - span.start
    return placed


def test_the_page_of_an_empty_template_is_no_page_number(tmp_path: Path) -> None:
    document = python_docx.Document()
    for number in range(200):
        document.add_paragraph(f"第{number}段，各单位按时公开信息。" * 5)
    document.save(str(tmp_path / "long.docx"))
    raw = docx.read(tmp_path / "long.docx")
    assert raw.page_count is None
    assert {span.page for text in all_texts(raw.blocks) for span in text.spans} == {None}


def test_places_in_a_file_of_python_docx(tmp_path: Path) -> None:
    document = python_docx.Document()
    document.add_heading("青禾县2018年政府信息公开工作年度报告", 0)
    paragraph = document.add_paragraph("全年")
    paragraph.add_run("主动公开").bold = True
    paragraph.add_run(" 1234 条\t其中")
    document.add_paragraph("第一项", style="List Number")
    table = document.add_table(3, 3)
    table.cell(0, 0).merge(table.cell(1, 1)).text = "合并的格"
    table.cell(2, 2).text = "12\n34"
    path = tmp_path / "draft.docx"
    document.save(str(path))
    raw = docx.read(path)
    assert texts(raw.blocks) == ["青禾县2018年政府信息公开工作年度报告", "全年主动公开 1234 条\t其中", "1.第一项"]
    assert check_places(path) == 20 + 15 + 3 + 4 + 4
    assert shape(tables(raw.blocks)[0])[0] == (0, 0, 2, 2, "合并的格")


def test_strict_namespaces(tmp_path: Path) -> None:
    usual = make_docx(tmp_path / "usual.docx", p("正文", '<w:jc w:val="end"/>'))
    strict = tmp_path / "strict.docx"
    with zipfile.ZipFile(usual) as source, zipfile.ZipFile(strict, "w") as target:
        for name in source.namelist():
            data = source.read(name).replace(W_NS.encode(), b"http://purl.oclc.org/ooxml/wordprocessingml/main")
            target.writestr(name, data)
    assert docx.read(strict).blocks == docx.read(usual).blocks


def damaged(path: Path, change: str) -> Path:
    good = make_docx(path / "good.docx", p("正文" * 4000))
    bad = path / "bad.docx"
    if change == "truncated":
        bad.write_bytes(good.read_bytes()[:-200])
        return bad
    with zipfile.ZipFile(good) as source, zipfile.ZipFile(bad, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            data = source.read(name)
            if name == "word/document.xml":
                data = {
                    "cut": data[:300],
                    "bomb": data + b" " * (64 << 20),
                    "missing": b"",
                    "entity": b"<!DOCTYPE a [<!ENTITY b 'c'>]>" + data,
                }[change]
            if data:
                target.writestr(name, data)
    return bad


@pytest.mark.parametrize(
    ("change", "word"),
    [("truncated", "已损坏"), ("cut", "已损坏"), ("missing", "已损坏"), ("bomb", "解压后大得异常"), ("entity", "恶意构造")],
)
def test_bad_packages_get_a_sentence(tmp_path: Path, change: str, word: str) -> None:
    with pytest.raises(ReadError, match=word) as caught:
        docx.read(damaged(tmp_path, change))
    assert str(caught.value).endswith("。")


def test_external_entities_are_never_read(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("机密内容", encoding="utf-8")
    path = tmp_path / "xxe.docx"
    with zipfile.ZipFile(path, "w") as target:
        document = f'<w:document xmlns:w="{W_NS}"><w:body><w:p><w:r><w:t>&s;</w:t></w:r></w:p></w:body></w:document>'
        target.writestr("word/document.xml", f'<!DOCTYPE d [<!ENTITY s SYSTEM "{secret.as_uri()}">]>{document}')
    with pytest.raises(ReadError) as caught:
        docx.read(path)
    assert "机密" not in str(caught.value)


def test_long_drafts_are_read_in_linear_time(tmp_path: Path) -> None:
    carry = '<w:vMerge w:val="restart"/>'

    def seconds(count: int) -> float:
        row = f"<w:tr>{cell('甲', '<w:vMerge/>')}{cell('乙')}</w:tr>"
        table = f"<w:tbl><w:tr>{cell('首', carry)}{cell('乙')}</w:tr>{row * count}</w:tbl>"
        path = make_docx(tmp_path / "long.docx", p("政府信息公开" * 10) * count + table)
        start = time.perf_counter()
        raw = docx.read(path)
        spent = time.perf_counter() - start
        assert len(raw.blocks) == count + 1
        assert tables(raw.blocks)[0].cells[0].row_span == count + 1
        return spent

    small, large = seconds(2_500), seconds(20_000)
    # Eight times the text: quadratic work would take sixty-four times as long.
    assert large < 30 * small


PAGE = """<html><head><meta charset="utf-8"></head><body><h1>青禾县年度报告</h1><p>全年公开 <b>1234</b> 条。</p>
<ol><li>第一项</li><li>第二项</li></ol>
<table border="1"><tr><th colspan="2">统计指标</th><th>统计数</th></tr><tr><td rowspan="2">收到申请数</td><td>当面</td><td>3</td></tr>
<tr><td>网络</td><td>4</td></tr></table><p align="right">2019年1月20日</p></body></html>"""


@needs_office
def test_a_docx_of_libreoffice(tmp_path: Path) -> None:
    source = tmp_path / "page.html"
    source.write_text(PAGE, encoding="utf-8")
    path = convert(source, "docx", tmp_path)
    raw = docx.read(path)
    assert texts(raw.blocks) == ["青禾县年度报告", "全年公开 1234 条。", "1.第一项", "2.第二项", "2019年1月20日"]
    heading, _, item, _, _, date = raw.blocks
    assert isinstance(heading, Paragraph)
    assert isinstance(item, Paragraph)
    assert isinstance(date, Paragraph)
    assert (heading.heading, item.generated, date.align) == (1, 2, Align.RIGHT)
    assert shape(tables(raw.blocks)[0]) == [
        (0, 0, 1, 2, "统计指标"),
        (0, 2, 1, 1, "统计数"),
        (1, 0, 2, 1, "收到申请数"),
        (1, 1, 1, 1, "当面"),
        (1, 2, 1, 1, "3"),
        (2, 1, 1, 1, "网络"),
        (2, 2, 1, 1, "4"),
    ]
    assert check_places(path) > 40
