"""Tables without lines that go over pages, their header on each: the header is read once, and every cell is that written."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import docx
import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

import rules
from core.document import Table
from core.readers import read
from core.report import understand
from tests.corpus import corpus_2021
from tests.corpus.build_docx import write_docx
from tests.readers.pdf_making import BODY, add, add_table, new_docx, save_all, to_pdf
from tests.readers.unruled_making import Look, restyle

PLACES = (
    "城关镇",
    "麦香镇",
    "石门镇",
    "桥北街道",
    "云台乡",
    "河阳镇",
    "南坪乡",
    "柳泉镇",
    "东岭乡",
    "西川镇",
    "北塬乡",
    "双河镇",
)
RESULTS = ("按期办结", "结转下年度继续办理", "无")
HEADER_ROWS = 3
"""Of the form for applications."""

Rows = Sequence[Sequence[str]]


def _short(count: int) -> Rows:
    rows = [
        (f"{PLACES[at % 12]}第{at // 12 + 1}片区", str(at * 37 % 991), str(at * 7 % 41), str(at * 5 % 23)) for at in range(count)
    ]
    return [("单位", "主动公开数", "收到申请数", "予以公开数"), *rows]


def _long(count: int) -> Rows:
    names = [f"{PLACES[at % 12]}人民政府办公室及所属事业单位（第{at // 12 + 1}片区）" for at in range(count)]
    rows = [(name, str(at * 37 % 991), str(at * 7 % 41), RESULTS[at % 3]) for at, name in enumerate(names)]
    return [("单位", "主动公开政府信息的总条数", "收到申请的件数", "办理结果"), *rows]


TABLES = {"short": _short(60), "short-three-pages": _short(110), "long": _long(30), "long-many-pages": _long(110)}


def _words(tables: Iterable[Table]) -> list[list[list[str]]]:
    return [[["".join(text.split()) for text in row] for row in table.texts()] for table in tables]


@pytest.mark.parametrize("is_centred", [False, True])
def test_a_header_that_comes_back_is_read_once(tmp_path: Path, *, is_centred: bool) -> None:
    documents = {}
    for name, rows in TABLES.items():
        document = documents[name] = new_docx(10.5)
        add(document, BODY[:3])
        table = add_table(document, rows, (55, 35, 30, 32), header=1)
        table.style = "Normal Table"
        for paragraph in (paragraph for cell in table._cells for paragraph in cell.paragraphs) if is_centred else ():
            paragraph.alignment = 1
        add(document, BODY[8:11])
    for name, path in save_all(tmp_path, documents).items():
        assert _words(read(path).tables) == [[list(row) for row in TABLES[name]]], name


@pytest.mark.parametrize("lines_before", [0, 6, 14, 22])
@pytest.mark.parametrize("name", ["d01", "d04"])
def test_the_form_for_applications_over_two_pages_is_recognised(tmp_path: Path, name: str, lines_before: int) -> None:
    corpus = corpus_2021.corpus()
    source = tmp_path / "source.docx"
    write_docx(corpus.find(name), corpus, source)
    document = docx.Document(str(source))
    form = max(document.tables, key=lambda table: len(table.rows))
    for _ in range(lines_before):
        form._tbl.addprevious(document.add_paragraph("为便于排版，此处补充说明本年度工作的有关情况。")._p)
    for row in form.rows[:HEADER_ROWS]:
        row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    assert form._tbl.findall(".//" + qn("w:tblHeader"))
    document.save(str(source))
    pdf = to_pdf(tmp_path, restyle(source, tmp_path / "plain.docx", Look()))[0]
    seen = understand(read(pdf), rules.builtin().editions).document
    assert _words(seen.tables) == _words(read(source).tables)
