"""Places: each character has its page and a box on the page as displayed, whatever way the page is stored."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest

from core.document import Box, Paragraph, Table, Text
from core.readers import pdf
from core.readers.pdf_wrap import first_unit, separator
from core.readers.radicals import plain
from core.readers.raw import Raw
from tests.readers.pdf_making import (
    BODY,
    TITLE,
    add,
    add_official,
    add_page_number,
    add_table,
    new_docx,
    paragraphs,
    save_all,
    tables,
)

ROWS = [
    ("统计指标", "单位", "统计数"),
    ("主动公开政府信息数（不同渠道和方式公开相同信息计1条）", "条", "3216"),
    ("收到申请数", "件", "27"),
]


@pytest.fixture(scope="module")
def draft(tmp_path_factory: pytest.TempPathFactory) -> Path:
    document = new_docx(16)
    add_official(document, TITLE, BODY)
    add_table(document, ROWS, (60.0, 20.0, 30.0))
    add(document, BODY[:2])
    add_page_number(document, "— ", " —")
    return save_all(tmp_path_factory.mktemp("layout"), {"draft": document})["draft"]


def _texts(raw: Raw) -> Iterator[Text]:
    for block in raw.blocks:
        if isinstance(block, Paragraph):
            yield block.content
        elif isinstance(block, Table):
            yield from (cell.content for cell in block.cells)
    yield from raw.furniture


def _letters(raw: Raw) -> Iterator[tuple[str, int, Box]]:
    """Each character with its place."""
    for text in _texts(raw):
        for span in text.spans:
            assert len(span.boxes) == span.end - span.start
            assert span.page is not None
            for letter, box in zip(text.text[span.start : span.end], span.boxes, strict=True):
                yield letter, span.page, box


def _seen_at(file: Path, letters: list[tuple[str, int, Box]]) -> list[str]:
    """What another library reads in the middle of some boxes."""
    document = pypdfium2.PdfDocument(file)
    found = []
    for _, number, (x0, top, x1, bottom) in letters:
        page = document[number - 1]
        text = page.get_textpage()
        left, low = _to_page(page, (x0 + x1) / 2, (top + bottom) / 2)
        index = text.get_index(left, low, 2, 2)
        found.append(text.get_text_range(index, 1) if index is not None else "")
    return found


def _to_page(page: pypdfium2.PdfPage, x: float, y: float) -> tuple[float, float]:
    """A point of the displayed page in the coordinates of the stored one, as pdfium has them."""
    left, bottom, right, top = page.get_cropbox()
    turned = {0: (left + x, top - y), 90: (left + y, bottom + x), 180: (right - x, bottom + y), 270: (right - y, top - x)}
    return turned[page.get_rotation()]


def test_every_character_has_a_place(draft: Path) -> None:
    raw = pdf.read(draft)
    placed = sum(1 for _ in _letters(raw))
    assert placed == sum(len(text.text) for text in _texts(raw))
    assert [row for table in tables(raw) for row in table.texts()] == [list(row) for row in ROWS]


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
@pytest.mark.parametrize("crop", [None, (30.0, 50.0, 580.0, 800.0)])
def test_boxes_are_where_the_letters_are_displayed(
    draft: Path, tmp_path: Path, rotation: int, crop: tuple[float, float, float, float] | None
) -> None:
    document = pypdfium2.PdfDocument(draft)
    for page in document:
        page.set_rotation(rotation)
        if crop:
            page.set_cropbox(*crop)
    path = tmp_path / "stored.pdf"
    document.save(path)
    raw = pdf.read(path)
    # pdfium's boxes hug the ink, so the middle of a mark such as 。 hits nothing
    letters = [item for item in _letters(raw) if item[0].isalnum()]
    assert len(letters) > 500
    some = letters[::23]
    assert _seen_at(path, some) == [letter for letter, _, _ in some]
    assert len(paragraphs(raw)) == len(BODY) + 3


@pytest.mark.parametrize("rotation", [90, 180, 270])
def test_a_page_lying_on_its_side_is_read(draft: Path, tmp_path: Path, rotation: int) -> None:
    document = pypdfium2.PdfDocument(draft)
    for page in document:
        page.set_rotation(rotation)
    path = tmp_path / "side.pdf"
    document.save(path)
    raw = pdf.read(path)
    assert paragraphs(raw) == [TITLE, *BODY, *BODY[:2]]
    assert [row for table in tables(raw) for row in table.texts()] == [list(row) for row in ROWS]


def test_landscape_page(tmp_path: Path) -> None:
    document = new_docx()
    section = document.sections[0]
    section.page_width, section.page_height = section.page_height, section.page_width
    add(document, BODY)
    raw = pdf.read(save_all(tmp_path, {"landscape": document})["landscape"])
    assert paragraphs(raw) == list(BODY)


def test_radicals_become_characters_one_to_one() -> None:
    assert plain("⼀、⼈⺠政府⽂件⻅⻢（，：ａ") == "一、人民政府文件见马（，：ａ"
    supplement = "".join(map(chr, range(0x2E80, 0x2FD6)))
    assert len(plain(supplement)) == len(supplement)
    assert not {"⻅", "⼀", "⿕"} & set(plain(supplement))


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ("公开政府", "信息", ""),
        ("annual", "report", " "),
        ("公开 12", "条", " "),
        ("公开12", "条", ""),
        ("公开", "12 条", " "),
        ("公开", "12条", ""),
        ("，", "12 条", ""),
        ("http://www.qinghe.", "example.cn", ""),
        ("xxgk@qinghe", "example.cn", ""),
        ("0953-", "0000123", ""),
        ("160", "84", ""),
        ("in ", "time", ""),
        ("", "条", ""),
    ],
)
def test_what_joining_lines_puts_between(left: str, right: str, expected: str) -> None:
    assert separator(left, right) == expected


def test_spaced_text_decides_where_the_other_side_says_nothing() -> None:
    assert separator("公开", "12，", spaced=True) == " "
    assert separator("公开", "12条", spaced=True) == ""
    assert separator("，", "12，", spaced=True) == ""


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("公开信息", "公"),
        ("性。有", "性。"),
        ("（以下", "（以"),
        ("《条例》", "《条"),
        ("2023年", "2023"),
        ("98%，", "98%，"),
        ("全“五", "全“五"),
        ("条", "条"),
    ],
)
def test_what_holds_together_at_the_start_of_a_line(text: str, unit: str) -> None:
    assert text[: first_unit(text)] == unit
