"""Raised and small characters stand in their line; notes at the foot of a page are set aside with their marks."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from docx.document import Document as Docx
from docx.shared import Pt

from core.readers import pdf
from core.readers.pdf_notes import noted
from tests.matrix.rich import write_rich
from tests.readers.pdf_making import BODY, add, new_docx, paragraphs, print_to_pdf, save_all, to_pdf

SENTENCE = "县级部门承诺办理时限由5120个工作日压缩到3358个工作日，压缩率34.4%，承诺时限大幅缩短，群众满意度98.5%。"


def _runs(text: str, chance: random.Random) -> list[str]:
    parts, at = [], 0
    while at < len(text):
        length = chance.choice((1, 1, 2, 3, 5, 8))
        parts.append(text[at : at + length])
        at += length
    return parts


def _mixed(texts: list[str]) -> Docx:
    """Each word set otherwise: bold, slanted, in another font or size."""
    document, chance = new_docx(12), random.Random(7)
    for text in texts:
        paragraph = document.add_paragraph()
        for part in _runs(text, chance):
            run = paragraph.add_run(part)
            run.bold, run.italic = chance.random() < 0.4, chance.random() < 0.4
            run.font.name = chance.choice(("DejaVu Sans", "WenQuanYi Micro Hei", "Times New Roman"))
            run.font.size = Pt(chance.choice((12, 12, 12, 12, 9, 14)))
    return document


def test_words_of_a_line_keep_their_order_however_they_are_set(tmp_path: Path) -> None:
    texts = ["为了" * number + SENTENCE for number in range(12)]
    raw = pdf.read(save_all(tmp_path, {"mixed": _mixed(texts)})["mixed"])
    assert "".join(paragraphs(raw)) == "".join(texts)


def test_words_of_a_line_keep_their_order_in_a_browser(tmp_path: Path) -> None:
    chance = random.Random(7)
    texts = ["为了" * number + SENTENCE for number in range(12)]
    tags = ("b", "i", "u", "b", "i", "span", 'span style="letter-spacing:2pt"')

    def dressed(text: str) -> str:
        parts = ((part, chance.choice(tags)) for part in _runs(text, chance))
        return "<p>" + "".join(f"<{tag}>{part}</{tag.split()[0]}>" for part, tag in parts) + "</p>"

    page = f"<meta charset=utf-8><body style='font-family:WenQuanYi Micro Hei'>{''.join(map(dressed, texts))}"
    assert "".join(paragraphs(pdf.read(print_to_pdf(tmp_path, page)))) == "".join(texts)


@pytest.fixture(scope="module")
def raised(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    document = new_docx(12)
    add(document, BODY[:2])
    paragraph = document.add_paragraph("全县绿地1200万m")
    paragraph.add_run("2").font.superscript = True
    paragraph.add_run("，PM")
    paragraph.add_run("2.5").font.subscript = True
    paragraph.add_run("浓度下降4.5%。")
    add(document, BODY[2:4])
    return paragraphs(pdf.read(save_all(tmp_path_factory.mktemp("raised"), {"raised": document})["raised"]))


def test_raised_and_lowered_characters_stand_in_their_line(raised: list[str]) -> None:
    assert raised == [*BODY[:2], "全县绿地1200万m2，PM2.5浓度下降4.5%。", *BODY[2:4]]


def test_a_footnote_and_its_mark_are_set_aside(tmp_path: Path) -> None:
    raw = pdf.read(to_pdf(tmp_path, write_rich(tmp_path / "rich.docx"))[0])
    assert "全年主动公开政府信息1286条，其中政府网站902条，政务微博140条，政务微信244条。" in paragraphs(raw)
    assert [text.text for text in raw.furniture] == ["1含县直部门和乡镇。"]


def test_a_list_under_an_underlined_heading_is_no_note(tmp_path: Path) -> None:
    document = new_docx(12)
    add(document, BODY[:2])
    document.add_paragraph().add_run("重点工作").underline = True
    items = ["1.完善登记制度。", "2.规范答复文书。", "3.加强业务培训。"]
    add(document, items)
    (page,) = pdf.read_pages(save_all(tmp_path, {"list": document})["list"])
    assert page.notes == []
    assert noted(page.lines, page.content).notes == []
    assert [line.plain for line in page.lines][-4:] == ["重点工作", *items]


def test_a_footnote_without_a_rule_over_it(tmp_path: Path) -> None:
    document = new_docx(12)
    paragraph = document.add_paragraph("全年新收政府信息公开申请113")
    paragraph.add_run("1").font.superscript = True
    paragraph.add_run("件，全县绿地1200万m")
    paragraph.add_run("2").font.superscript = True
    paragraph.add_run("。")
    add(document, [f"第{number}项工作按要求完成。" for number in range(26)])
    add(document, ["1 只含本机关收到的申请。"])
    raw = pdf.read(save_all(tmp_path, {"note": document})["note"])
    assert "".join(paragraphs(raw)).startswith("全年新收政府信息公开申请113件，全县绿地1200万m2。第0项")
    assert [text.text for text in raw.furniture] == ["1 只含本机关收到的申请。"]


def test_a_line_that_begins_with_a_figure_is_no_note(tmp_path: Path) -> None:
    document = new_docx(12)
    paragraph = document.add_paragraph("全县绿地1200万m")
    paragraph.add_run("2").font.superscript = True
    add(document, [f"第{number}项工作按要求完成。" for number in range(26)])
    add(document, ["2件申请结转下年度继续办理。"])
    raw = pdf.read(save_all(tmp_path, {"none": document})["none"])
    assert "".join(paragraphs(raw)).endswith("2件申请结转下年度继续办理。")
    assert not list(raw.furniture)
