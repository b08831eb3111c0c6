"""Headings with their levels, text that runs on behind them, tables of contents, and the line that opens an attachment."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.document import Block, Document
from core.report.sections import Section, find_sections
from tests.report.making import document, paragraph, table, words_at

TITLE = "青禾县2018年政府信息公开工作年度报告"
LONG = "全县各级行政机关认真执行条例，信息发布更加及时，群众获取信息更加方便。"


def sections(*blocks: str | Block) -> tuple[Section, ...]:
    return find_sections(draft(*blocks), 0)


def draft(*blocks: str | Block) -> Document:
    return document(TITLE, *blocks)


def outline(*blocks: str | Block) -> list[tuple[int, int | None, str]]:
    return [(section.level, section.value, section.title) for section in sections(*blocks)]


def test_four_levels() -> None:
    assert outline("一、概述", LONG, "（一）组织", LONG, "1.领导", LONG, "（1）分工", LONG, "二、主动公开", LONG) == [
        (1, 1, "概述"),
        (2, 1, "组织"),
        (3, 1, "领导"),
        (4, 1, "分工"),
        (1, 2, "主动公开"),
    ]


def test_a_section_reaches_to_the_next_heading_of_its_level_or_higher() -> None:
    found = sections("一、概述", "（一）组织", LONG, "（二）培训", LONG, "二、主动公开", LONG)
    assert [section.blocks for section in found] == [(1, 6), (2, 4), (4, 6), (6, 8)]


@pytest.mark.parametrize("heading", ["一、概述。", "一、概述：", " 一、 概述 ", "一．概述"])
def test_a_final_stop_and_blanks_are_no_part_of_the_words(heading: str) -> None:
    (found,) = sections(heading, LONG)
    assert (found.title, found.number, found.key, found.run_in) == ("概述", "一", "一", False)


def test_text_that_runs_on_behind_a_heading() -> None:
    file = draft("（一）健全组织机构。" + LONG)
    (found,) = find_sections(file, 0)
    assert (found.level, found.title, found.run_in) == (2, "健全组织机构", True)
    assert words_at(file, found.place) == "（一）健全组织机构"


def test_text_that_runs_on_behind_a_first_level_heading() -> None:
    (found,) = sections("三、收费情况。2018年，我县没有收取费用。")
    assert (found.level, found.title, found.run_in) == (1, "收费情况", True)


def test_a_number_before_a_whole_paragraph_is_the_next_chapter() -> None:
    found = outline("一、概述", LONG, "二、2018年，我县主动公开政府信息9846条，比上年增加，公开渠道更加丰富，群众更加满意。")
    assert [(level, value) for level, value, _ in found] == [(1, 1), (1, 2)]


@pytest.mark.parametrize(
    "line",
    [
        "一是加强组织领导；二是健全制度",
        "2018年，全县工作稳步推进",
        "五、做好以下工作，加强培训，健全制度，落实责任，强化监督，扩大公开范围，提高公开质量，改进服务，方便群众；",
        "（见附件）",
        "3.5万元",
    ],
)
def test_what_is_no_heading(line: str) -> None:
    assert outline("一、概述", line) == [(1, 1, "概述")]


def test_a_broken_opening_bracket_is_still_a_number() -> None:
    assert outline("一、概述", LONG, "(一)组织", LONG, "二）培训", LONG) == [(1, 1, "概述"), (2, 1, "组织"), (2, 2, "培训")]


def test_other_ways_of_numbering_chapters() -> None:
    assert outline("第一部分 概述", LONG, "第二部分：主动公开", LONG) == [(1, 1, "概述"), (1, 2, "主动公开")]


def test_a_style_makes_a_heading_without_a_number() -> None:
    found = sections(paragraph("概述", heading=1), LONG, paragraph("主动公开", heading=1), LONG)
    assert [(s.level, s.value, s.title, s.key) for s in found] == [(1, None, "概述", "概述"), (1, None, "主动公开", "主动公开")]


@pytest.mark.parametrize("heading", [None, 0])
def test_a_title_or_plain_line_is_no_heading(heading: int | None) -> None:
    assert sections(paragraph("概述", heading=heading), LONG) == ()


def test_a_styled_date_is_no_heading() -> None:
    assert sections(paragraph("2019年2月22日", heading=1)) == ()


def test_a_style_makes_a_heading_of_a_long_numbered_line() -> None:
    words = "因政府信息公开工作被申请行政复议、提起行政诉讼情况以及政府信息公开工作考核、社会评议和责任追究结果情况"
    assert [s.title for s in sections(paragraph(f"四、{words}", heading=1), LONG)] == [words]


@pytest.mark.parametrize("end", ["", "……………3", "......3", " 3", "。"])
@pytest.mark.parametrize("between", [(), ("本报告由县政府办公室编制。",)])
def test_a_table_of_contents_is_left_out(end: str, between: tuple[str, ...]) -> None:
    names = ["一、概述", "二、主动公开", "三、依申请公开", "四、存在问题"]
    chapters = [block for name in names for block in (name, LONG)]
    found = find_sections(draft(*(name + end for name in names), *between, *chapters), 0)
    assert [section.place.paragraph - len(between) for section in found] == [5, 7, 9, 11]


def test_chapters_that_only_stand_in_a_list_are_kept() -> None:
    assert len(outline("一、概述", "二、主动公开", "三、依申请公开", "四、存在问题")) == 4


@pytest.mark.parametrize("mark", ["附件", "附件1", "附件 2", "附表", "附件一", "附件："])
def test_the_line_that_opens_an_attachment(mark: str) -> None:
    rows = table([["一、主动公开情况", "0"], ["（一）数", "1"]])
    found = sections("一、概述", LONG, mark, "青禾县2018年度政府信息公开情况统计表", "一、主动公开情况", rows)
    assert [section.attachment for section in found] == [False, True]
    assert found[1].blocks == (3, 7)


def test_a_list_of_attachments_is_neither_one_nor_headings() -> None:
    assert outline("一、概述", LONG, "附件：", "1.统计表", "2.公开指南") == [(1, 1, "概述")]
    assert outline("一、概述", LONG, "附件：1.统计表", "2.公开指南") == [(1, 1, "概述")]


def test_an_announcement_opens_no_attachment() -> None:
    assert not any(section.attachment for section in sections("一、概述", LONG, "附件：统计表", "附件是统计表。"))


def test_what_stands_before_the_end_of_the_title_is_no_heading() -> None:
    assert find_sections(document("一、政府信息公开", TITLE, "一、概述", LONG), 1)[0].place.paragraph == 2


LINES = st.text(st.sampled_from(list("一二、（）()12.附件：概述。，第章部分 ")), max_size=12)


@given(st.lists(LINES, max_size=8))
def test_ranges_and_places_lie_in_the_document(lines: list[str]) -> None:
    file = draft(*lines)
    for section in find_sections(file, 0):
        start, end = section.blocks
        assert 0 < start < end <= len(file.blocks)
        assert 1 <= section.level <= 4
        text = file.paragraphs[section.place.paragraph].text
        assert 0 <= section.place.start <= section.place.end <= len(text)
