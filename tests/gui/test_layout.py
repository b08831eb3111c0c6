from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.document import Paragraph, Text
from core.exports.headings import level_of, title_blocks
from gui.labels import breakable
from gui.page.columns import Need, share
from gui.page.sheet import Sheet

needs = st.builds(Need, st.floats(20, 60), st.floats(20, 900), st.floats(1, 9000))


@given(st.lists(needs, min_size=1, max_size=12), st.floats(300, 700))
def test_columns_fill_the_width(wanted: list[Need], available: float) -> None:
    widths = share(wanted, available)
    assert sum(widths) == pytest.approx(available)
    room = sum(need.least for need in wanted) < available
    assert all(width >= need.least - 1e-6 for width, need in zip(widths, wanted, strict=True)) or not room


def test_a_column_of_labels_gets_more_than_a_long_heading_over_numbers() -> None:
    numbers = [Need(40, 100, 150)] * 7
    labels = Need(40, 240, 1400)
    widths = share([labels, *numbers], 560)
    assert widths[0] > 2 * widths[1]


def test_short_columns_keep_one_line_beside_a_long_one() -> None:
    widths = share([Need(40, 600, 9000), Need(40, 60, 900), Need(40, 60, 900)], 400)
    assert widths[1:] == pytest.approx([60, 60])


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("一、总体情况", 1),
        ("二、 主动公开政府信息情况", 1),
        ("（一）健全机制", 2),
        ("附件", 1),
        ("附件：政府信息公开情况统计表", None),
        ("一、二两季度的情况都已公开，详见下文。", None),
        ("（一）健全机制。全年召开会议三次，研究部署公开工作。", None),
        ("普通的一段", None),
        ("", None),
    ],
)
def test_headings_typed_as_text(text: str, level: int | None) -> None:
    assert level_of(Paragraph(Text.at(text))) == level


def test_what_the_file_declares_comes_first() -> None:
    assert level_of(Paragraph(Text.at("普通的一段"), heading=1)) == 1


def test_a_title_on_two_lines() -> None:
    blocks = tuple(
        Paragraph(Text.at(text), n) for n, text in enumerate(["", "青禾县2018年", "政府信息公开 工作年度报告", "正文"])
    )
    assert title_blocks(blocks, "青禾县2018年政府信息公开工作年度报告") == {1, 2}
    assert title_blocks(blocks, None) == frozenset()


def test_long_latin_words_can_be_broken() -> None:
    shown = breakable("网址 http://www.example.gov.cn/zwgk/2018 ok")
    assert "\u200b" in shown
    assert shown.replace("\u200b", "") == "网址 http://www.example.gov.cn/zwgk/2018 ok"
    assert "\u200b" not in breakable("table.balance")


@pytest.mark.parametrize("zoom", [0.5, 1.0, 2.0, 3.0])
@pytest.mark.parametrize("width", [300.0, 700.0, 1800.0])
def test_the_sheet_lies_within_its_view_or_can_be_scrolled(width: float, zoom: float) -> None:
    sheet = Sheet(width, zoom)
    assert 300 <= sheet.width <= 720
    assert sheet.left > 0
    assert sheet.text_width > 270
    if sheet.width > 300:
        assert sheet.left * 2 + sheet.width == pytest.approx(width / zoom)
