"""Mentions of a year alone, told apart from dates, document numbers and titles."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.text.fold import folded
from core.text.years import find_years


def years(text: str) -> list[int]:
    return [mention.year for mention in find_years(folded(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2018年，我县主动公开信息", [2018]),
        ("2018 年度政府信息公开情况统计表", [2018]),
        ("比2017年增长，2019年将", [2017, 2019]),
        ("1998年以前", []),
        ("2018年以来", []),
        ("2018年之前", []),
        ("2018年1月1日", []),
        ("2018年12月", []),
        ("二〇一八年", [2018]),
        ("二〇一八年二月", []),
        ("2016—2020年规划", []),
        ("2016年至2018年，连续三年", [2016]),
        ("国办发〔2018〕23号", []),
        ("12018年", []),
        ("2018", []),
        ("（2018年度）", [2018]),
    ],
)
def test_years_alone(text: str, expected: list[int]) -> None:
    assert years(text) == expected


def test_a_year_inside_a_title_is_quoted() -> None:
    text = folded("按照《2017年工作要点》要求，2018年开展“2016年回头看”，2015年")
    assert [(m.year, m.quoted) for m in find_years(text)] == [(2017, True), (2018, False), (2016, True), (2015, False)]


def test_the_place_is_that_of_the_year() -> None:
    text = folded("全县2018年工作")
    (mention,) = find_years(text)
    assert text[mention.start : mention.end] == "2018年"


@given(st.text(st.sampled_from(list("2018年月日度以来《》“”〔〕(1)一")), max_size=30))
def test_no_text_is_too_odd(text: str) -> None:
    for mention in find_years(text):
        assert text[mention.start : mention.end] == f"{mention.year}年"
