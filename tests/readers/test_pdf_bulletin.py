"""Pages in two columns are read column by column; what only looks like columns stays as it is."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from unittest import mock

import pytest
from docx.document import Document as Docx
from docx.enum.section import WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Mm, Pt

from core.readers import pdf, pdf_blocks
from tests.readers.pdf_making import (
    BODY,
    TITLE,
    add,
    add_page_number,
    add_table,
    add_title,
    new_docx,
    paragraphs,
    save_all,
    tables,
)

JUSTIFY, LEFT, RIGHT = WD_ALIGN_PARAGRAPH.JUSTIFY, WD_ALIGN_PARAGRAPH.LEFT, WD_ALIGN_PARAGRAPH.RIGHT
ROWS = (("指标", "单位", "数"), ("主动公开", "条", "12"), ("收到申请", "件", "3"))
SIGN_OFF = ("青禾县人民政府办公室", "2024年1月25日")
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


def _set_columns(section: Section, count: int, space: float) -> None:
    columns = section._sectPr.find(qn("w:cols"))
    if columns is None:
        columns = OxmlElement("w:cols")
        section._sectPr.append(columns)
    columns.set(qn("w:num"), str(count))
    columns.set(qn("w:space"), str(round(20 * space)))


def _add_columns(document: Docx, count: int = 2, space: float = 21) -> None:
    """From here on the text stands in columns."""
    before, section = document.sections[-1], document.add_section(WD_SECTION.CONTINUOUS)
    _set_columns(before, 1 if len(document.sections) == 2 else 2, space)
    _set_columns(section, count, space)


def _bulletin(times: int, size: float = 10.5, align: WD_ALIGN_PARAGRAPH = JUSTIFY, space: float = 21) -> Docx:
    document = new_docx(size)
    add_title(document, TITLE)
    _add_columns(document, space=space)
    add(document, BODY * times, first_line_indent=Pt(2 * size), alignment=align)
    add_page_number(document, "— ", " —")
    return document


def _with_table() -> Docx:
    document = _bulletin(1)
    add_table(document, ROWS, (40.0, 15.0, 15.0))
    add(document, BODY, first_line_indent=Pt(21), alignment=JUSTIFY)
    return document


def _with_end() -> Docx:
    document = _bulletin(2)
    _add_columns(document, 1)
    add(document, BODY[2:3], first_line_indent=Pt(21))
    add(document, SIGN_OFF, alignment=RIGHT)
    return document


def _spaced(times: int, below: float, *, headings: bool = False) -> Docx:
    """Below each paragraph stands some space (Word gives 10 points by itself); or above and below headings alone."""
    document = _bulletin(times)
    for paragraph in document.paragraphs[1:]:
        if not headings or paragraph.text[1:2] == "、":
            paragraph.paragraph_format.space_before = Pt(1.5 * below if headings else 0)
            paragraph.paragraph_format.space_after = Pt(below)
    return document


def _parted() -> Docx:
    """A heading over both columns parts the text."""
    document = _bulletin(1)
    _add_columns(document, 1)
    add_title(document, "附件一")
    _add_columns(document, 2)
    add(document, BODY, first_line_indent=Pt(21), alignment=JUSTIFY)
    return document


COLUMNS: dict[str, tuple[Docx, tuple[str, ...]]] = {
    "one-page": (_bulletin(1), (TITLE, *BODY)),
    "several-pages": (_bulletin(5), (TITLE, *BODY * 5)),
    "ragged": (_bulletin(2, align=LEFT), (TITLE, *BODY * 2)),
    "small-letters": (_bulletin(3, 9, space=15), (TITLE, *BODY * 3)),
    "spaced": (_spaced(1, 10), (TITLE, *BODY)),
    "spaced-over-pages": (_spaced(5, 10), (TITLE, *BODY * 5)),
    "spaced-widely": (_spaced(2, 16), (TITLE, *BODY * 2)),
    "spaced-headings": (_spaced(1, 12, headings=True), (TITLE, *BODY)),
    "spaced-headings-over-pages": (_spaced(2, 12, headings=True), (TITLE, *BODY * 2)),
    "with-table": (_with_table(), (TITLE, *BODY * 2)),
    "with-end": (_with_end(), (TITLE, *BODY * 2, BODY[2], *SIGN_OFF)),
    "parted": (_parted(), (TITLE, *BODY, "附件一", *BODY)),
}


def _lines(*texts: str, stops: tuple[float, ...] = ()) -> Docx:
    document = new_docx(12)
    add_title(document, TITLE)
    for text in texts:
        paragraph = document.add_paragraph(text)
        for stop in stops:
            paragraph.paragraph_format.tab_stops.add_tab_stop(Mm(stop))
    return document


def _cells(rows: list[tuple[str, str]], *, ruled: bool, widths: tuple[float, float] = (76.0, 76.0)) -> Docx:
    document = new_docx(10.5)
    table = add_table(document, rows, widths)
    if not ruled:
        table.style = "Normal Table"
    return document


PROSE = [text for text in BODY if len(text) > 50]
PAIRS = [*zip(PROSE, PROSE[1:] + PROSE[:1], strict=True)]
ALIKE: dict[str, Docx] = {
    "ruled-table-of-prose": _cells(PAIRS, ruled=True),
    "table-of-prose-without-rules": _cells(PAIRS, ruled=False),
    "table-of-prose-over-pages": _cells(PAIRS * 4, ruled=False),
    "few-long-rows-without-rules": _cells([(a + b, b) for a, b in PAIRS[:3]], ruled=False),
    "rows-of-one-height-without-rules": _cells([(a + b, b + a) for a, b in PAIRS[:3]], ruled=False),
    "labels-beside-prose": _cells([(text[:6], text) for text in PROSE], ruled=False, widths=(50.0, 102.0)),
    "contacts": _lines(*(f"{place}人民政府办公室\t0953-00001{at:02}" for at, place in enumerate(PLACES)), stops=(90.0,)),
    "contacts-with-addresses": _lines(
        *(f"{place}人民政府，联系人：李{place[0]}\t麦香路{at}号，电话：0953-00001{at:02}" for at, place in enumerate(PLACES)),
        stops=(80.0,),
    ),
    "labels-and-values": _lines(*(f"单位：{place}\t邮编：7515{at:02}" for at, place in enumerate(PLACES)), stops=(80.0,)),
    "statistics": _lines(*(f"{place}主动公开政府信息数\t条\t{at * 97}" for at, place in enumerate(PLACES)), stops=(80.0, 110.0)),
    "one-column": _lines(*(f"　　{text}" for text in BODY * 2)),
    "names": _lines(*(f"{place}\t{place}" for place in PLACES), stops=(80.0,)),
}


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    documents = {name: document for name, (document, _) in COLUMNS.items()} | ALIKE
    return save_all(tmp_path_factory.mktemp("bulletin"), documents)


@pytest.mark.parametrize("name", COLUMNS)
def test_columns_are_read_one_after_the_other(files: dict[str, Path], name: str) -> None:
    raw = pdf.read(files[name])
    assert paragraphs(raw) == list(COLUMNS[name][1])
    assert [table.texts() for table in tables(raw)] == ([[list(row) for row in ROWS]] if name == "with-table" else [])


def test_a_table_in_a_column_stands_between_the_paragraphs_around_it(files: dict[str, Path]) -> None:
    blocks = pdf.read(files["with-table"]).blocks
    at = next(number for number, block in enumerate(blocks) if block in tables(pdf.read(files["with-table"])))
    assert at == 1 + len(BODY)


@pytest.mark.parametrize("name", ALIKE)
def test_what_looks_like_columns_stays_as_it_is(files: dict[str, Path], name: str) -> None:
    raw = pdf.read(files[name])
    with mock.patch.object(pdf_blocks, "in_columns", list):
        assert replace(raw, notes=()) == replace(pdf.read(files[name]), notes=())


def test_prose_side_by_side_that_is_not_clear_is_said(files: dict[str, Path]) -> None:
    assert any("分不清" in note for note in pdf.read(files["rows-of-one-height-without-rules"]).notes)
    assert pdf.read(files["contacts"]).notes == ()
