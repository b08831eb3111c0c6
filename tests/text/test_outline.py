"""The numbers before headings, and the words that open an attachment."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.text.fold import folded
from core.text.outline import ATTACHMENT, numbering


@pytest.mark.parametrize(
    ("text", "level", "value", "rest"),
    [
        ("一、概述", 1, 1, "概述"),
        ("十一、其他", 1, 11, "其他"),
        ("二十、其他", 1, 20, "其他"),
        ("一．概述", 1, 1, "概述"),
        ("三,主动公开", 1, 3, "主动公开"),
        ("第一部分 概述", 1, 1, "概述"),
        ("第二章、主动公开", 1, 2, "主动公开"),
        ("第3部分：问题", 1, 3, "问题"),
        ("（一）组织领导", 2, 1, "组织领导"),
        ("(十二)其他", 2, 12, "其他"),
        ("（三）、问题", 2, 3, "问题"),
        ("四）问题", 2, 4, "问题"),
        ("1.财政信息", 3, 1, "财政信息"),
        ("１．财政信息", 3, 1, "财政信息"),
        ("12、财政信息", 3, 12, "财政信息"),
        ("（1）预算", 4, 1, "预算"),
        ("2）决算", 4, 2, "决算"),
    ],
)
def test_numbers_of_headings(text: str, level: int, value: int, rest: str) -> None:
    words = folded(text)
    mark = numbering(words)
    assert mark is not None
    assert (mark.level, mark.value, words[mark.length :]) == (level, value, rest)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "概述",
        "一是加强领导",
        "2018年，全县",
        "3.5万元",
        "12,000件",
        "100.其他",
        "一",
        "十分重视",
        "（见附件）",
        "0.其他",
        "（0）其他",
        "三季度",
        "2019.2.11",
        "〔2018〕61号",
        "一.二",
    ],
)
def test_what_is_no_number_of_a_heading(text: str) -> None:
    assert numbering(folded(text)) is None


@given(st.text(st.sampled_from(list("一二三十百〇零、.,()第章部分123456年件:")), max_size=12))
def test_a_number_lies_at_the_start(text: str) -> None:
    mark = numbering(text)
    if mark is not None:
        assert 1 <= mark.level <= 4
        assert mark.value > 0
        assert mark.text in text[: mark.length]


@pytest.mark.parametrize(
    ("text", "number", "colon", "rest"),
    [
        ("附件", "", "", ""),
        ("附件1", "1", "", ""),
        ("附 件 ２", "2", "", ""),
        ("附表一", "一", "", ""),
        ("附件：统计表", "", ":", "统计表"),
        ("附件1：统计表", "1", ":", "统计表"),
    ],
)
def test_the_words_of_an_attachment(text: str, number: str, colon: str, rest: str) -> None:
    words = folded(text)
    match = ATTACHMENT.match(words)
    assert match is not None
    assert (match["number"], match["colon"], words[match.end() :]) == (number, colon, rest)


def test_a_numeral_of_any_length_numbers_nothing() -> None:
    assert numbering(f"第{'9' * 5000}章") is None
    assert numbering(f"第{'一' * 5000}章") is None
    assert numbering(f"{'一' * 5000}、总体情况") is None
