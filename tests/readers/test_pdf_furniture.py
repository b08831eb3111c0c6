"""Page numbers, headers and footers are set aside; what only looks like them stays."""

from __future__ import annotations

from pathlib import Path

import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Pt

from core.readers import pdf
from tests.readers.pdf_making import (
    BODY,
    TITLE,
    add,
    add_break,
    add_official,
    add_page_number,
    add_table,
    new_docx,
    paragraphs,
    save_all,
    tables,
)

TEXT = BODY * 3
NUMBERS = {
    "dashes": ("— ", " —", None),
    "bare": ("", "", None),
    "page": ("第 ", " 页", None),
    "later": ("", "", 17),
    "hyphens": ("-", "-", None),
}


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    documents = {name: new_docx() for name in (*NUMBERS, "one-page", "header", "two-lines", "table", "attachments", "again")}
    for name, (before, after, start) in NUMBERS.items():
        add_page_number(documents[name], before, after, start)
        add(documents[name], TEXT, first_line_indent=Pt(24))
    add_page_number(documents["one-page"])
    add(documents["one-page"], BODY[:3])
    for name in ("header", "two-lines"):
        header = documents[name].sections[0].header.paragraphs[0]
        header.text = "青禾县人民政府文件" if name == "header" else "青禾县人民政府文件\n内部资料 注意保存"
        add_page_number(documents[name], "第", "页 共9页")
        add(documents[name], TEXT, first_line_indent=Pt(24))
    add_page_number(documents["table"])
    add_table(documents["table"], [(f"第{number}项", str(number)) for number in range(1, 90)], (60.0, 30.0))
    for number in range(1, 5):
        add(documents["attachments"], [f"附件{number}", f"青禾县第{number}张统计表", *BODY[:3]])
        add_break(documents["attachments"])
    for _ in range(4):
        # every page begins and ends with the same words, which are text all the same
        add(documents["again"], BODY[5:8])
        add_break(documents["again"])
    return save_all(tmp_path_factory.mktemp("furniture"), documents)


@pytest.mark.parametrize("name", NUMBERS)
def test_page_numbers(files: dict[str, Path], name: str) -> None:
    raw = pdf.read(files[name])
    before, after, start = NUMBERS[name]
    assert raw.page_count is not None
    first = start or 1
    assert [text.text for text in raw.furniture] == [f"{before}{first + page}{after}" for page in range(raw.page_count)]
    assert [text.spans[0].page for text in raw.furniture] == list(range(1, raw.page_count + 1))
    assert paragraphs(raw) == list(TEXT)


def test_the_number_of_a_single_page(files: dict[str, Path]) -> None:
    raw = pdf.read(files["one-page"])
    assert [text.text for text in raw.furniture] == ["1"]
    assert paragraphs(raw) == list(BODY[:3])


@pytest.mark.parametrize("name", ["header", "two-lines"])
def test_headers(files: dict[str, Path], name: str) -> None:
    raw = pdf.read(files[name])
    lines = ["青禾县人民政府文件"] if name == "header" else ["青禾县人民政府文件", "内部资料 注意保存"]
    expected = [line for page in range(1, (raw.page_count or 0) + 1) for line in (*lines, f"第{page}页 共9页")]
    assert [text.text for text in raw.furniture] == expected
    assert paragraphs(raw) == list(TEXT)


def test_figures_of_a_table_at_the_end_of_a_page_are_no_page_numbers(files: dict[str, Path]) -> None:
    raw = pdf.read(files["table"])
    assert [text.text for text in raw.furniture] == [str(page) for page in range(1, (raw.page_count or 0) + 1)]
    assert [row for table in tables(raw) for row in table.texts()] == [[f"第{number}项", str(number)] for number in range(1, 90)]


def test_attachment_lines_at_the_top_of_pages_are_text(files: dict[str, Path]) -> None:
    raw = pdf.read(files["attachments"])
    assert not raw.furniture
    assert [text for text in paragraphs(raw) if text.startswith("附件")] == ["附件1", "附件2", "附件3", "附件4"]


def test_the_same_text_on_several_pages_is_text(files: dict[str, Path]) -> None:
    raw = pdf.read(files["again"])
    assert not raw.furniture
    assert paragraphs(raw) == list(BODY[5:8]) * 4


def test_figures_in_the_last_line_of_a_page_are_text(tmp_path: Path) -> None:
    document = new_docx(16)
    add_official(document, TITLE, TEXT)
    add(document, ["2024"], alignment=WD_ALIGN_PARAGRAPH.CENTER)
    raw = pdf.read(save_all(tmp_path, {"figures": document})["figures"])
    assert paragraphs(raw) == [TITLE, *TEXT, "2024"]
