"""Dates and spans of dates in all the ways that reports write them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.text.dates import find_dates, find_periods
from core.text.fold import folded

WHOLE_YEAR = (date(2018, 1, 1), date(2018, 12, 31))


def days(text: str) -> list[date | None]:
    return [found.value for found in find_dates(folded(text))]


def periods(text: str) -> list[tuple[date | None, date | None]]:
    """First and last day of each span."""
    found = find_periods(folded(text))
    return [(p.first.value if p.first else None, p.last.value if p.last else None) for p in found]


@pytest.mark.parametrize(
    "text",
    [
        "2019年2月11日",
        "2019 年 2 月 11 日",
        "２０１９年２月１１日",
        "2019年02月11日",
        "2019年2月11号",
        "二〇一九年二月十一日",
        "二○一九年二月十一日",
        "二零一九年二月十一日",
        "2019.2.11",
        "2019-02-11",
        "2019/2/11",
        "2019－2－11",
        "2019.02.11日",
        "青禾县人民政府\n2019年2月11日",
        "（2019年2月11日）",
        "2019年2月份11日",
    ],
)
def test_one_day(text: str) -> None:
    assert days(text) == [date(2019, 2, 11)]


@pytest.mark.parametrize(
    "text",
    [
        "2019年2月",
        "2月11日",
        "0953-6019533",
        "宁政办发〔2018〕61号",
        "192.168.2019.1",
        "12019年2月11日",
        "2019.2-11",
        "3019年2月11日",
        "",
    ],
)
def test_what_names_no_day(text: str) -> None:
    assert days(text) == []


@pytest.mark.parametrize(
    "text", ["2018年11月31日", "2019年2月29日", "2018年13月1日", "2018年0月1日", "二〇一八年二月三十日", "2018-02-30"]
)
def test_a_day_that_the_calendar_lacks_is_found_without_a_value(text: str) -> None:
    (found,) = find_dates(folded(text))
    assert found.value is None
    assert (found.start, found.end) == (0, len(folded(text)))


def test_a_leap_day_exists() -> None:
    assert days("2020年2月29日") == [date(2020, 2, 29)]


@pytest.mark.parametrize(
    "text",
    [
        "自2018年1月1日起至2018年12月31日止",
        "自 2018 年 1 月 1 日起至 2018 年 12 月 31 日止",
        "2018年1月1日至2018年12月31日",
        "2018年1月1日至12月31日",
        "从2018年1月1日到2018年12月31日止",
        "从2018年1月1日起到12月31日止",
        "2018年1月1日—12月31日",
        "2018年1月1日——12月31日",
        "2018年1月1日－2018年12月31日",
        "2018年1月1日-12月31日",
        "2018年1月1日--2018年12月31日",
        "2018年1月1日～12月31日",
        "2018年1月1日开始，截至2018年12月31日",
        "2018年1月1日起，至2018年12月31日止",
        "自2018年1月1日起截止到2018年12月31日",
        "2018年1月1日至当年12月31日",
        "2018年1月1日至同年12月31日",
        "2018年1月至12月",
        "2018年1月—2018年12月",
        "2018年1月份至12月份",
        "2018年1月-12月",
        "2018年1—12月",
        "二〇一八年一月一日至二〇一八年十二月三十一日",
        "二○一八年一月一日至十二月三十一日",
        "2018.1.1-2018.12.31",
        "2018.01.01—12.31",
        "2018-01-01至2018-12-31",
        "2018/1/1-2018/12/31",
        "2018年1月1日0时起至12月31日24时止",
        "2018年1月1日零时至2018年12月31日24时",
        "2018年1月1日0时00分至2018年12月31日24时00分",
    ],
)
def test_the_whole_year(text: str) -> None:
    assert periods(f"所列数据的统计期限为{text}。") == [WHOLE_YEAR]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2018年1月1日至12月30日", (date(2018, 1, 1), date(2018, 12, 30))),
        ("2018年5月至次年", None),
        ("2018年2月1日至次年1月31日", (date(2018, 2, 1), date(2019, 1, 31))),
        ("2018年1月1日至11月31日", (date(2018, 1, 1), None)),
        ("2018年12月31日至2018年1月1日", (date(2018, 12, 31), date(2018, 1, 1))),
        ("2018年1月至2月", (date(2018, 1, 1), date(2018, 2, 28))),
        ("2020年1月至2月", (date(2020, 1, 1), date(2020, 2, 29))),
        ("2018年1月至13月", (date(2018, 1, 1), None)),
        ("2018年1月1日召开会议，2018年12月31日总结", None),
        ("2018年1月1日", None),
        ("2018年1月1日至今", None),
    ],
)
def test_other_spans(text: str, expected: tuple[date | None, date | None] | None) -> None:
    assert periods(text) == ([expected] if expected else [])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("201711日至20171231日", (date(2017, 1, 1), date(2017, 12, 31))),
        ("自201811日起至20181231日止", (date(2018, 1, 1), date(2018, 12, 31))),
        ("201811日至1231日", (date(2018, 1, 1), date(2018, 12, 31))),
        ("201811日-20181231日", (date(2018, 1, 1), date(2018, 12, 31))),
    ],
)
def test_years_and_months_lost_in_copying(text: str, expected: tuple[date, date]) -> None:
    found = list(find_periods(folded(text)))
    assert [(p.first.value, p.last.value) for p in found if p.first and p.last] == [expected]
    assert all(period.damaged for period in found)


@pytest.mark.parametrize("text", ["2018年1月1日至12月31日", "编号201811", "20181231", "1231日"])
def test_whole_text_is_not_taken_for_damaged(text: str) -> None:
    assert not any(period.damaged for period in find_periods(folded(text)))


@pytest.mark.parametrize(
    "text",
    [
        "自2018年1月1日始，至2018年12月31日止",
        "从2018年1月1日算起至12月31日",
        "2018年1月1日0:00至2018年12月31日24:00",
        "2018年1月1日（含）至2018年12月31日（含）",
        "自“2018年1月1日”起至“2018年12月31日”止",
        "2018年1月1日---2018年12月31日",
        "2018年1月1日…12月31日",
        "2018年1月1日以来至2018年12月31日",
        "2018年度（1月1日至12月31日）",
        "自2018年1月1日至2018年底",
        "20180101-20181231",
        "2018.1-12",
        "起于2018年1月1日，止于2018年12月31日",
        "自2018年元月1日起至12月31日止",
        "2018年元月至12月",
        "二O一八年一月一日至二O一八年十二月三十一日",
        "二0一八年一月一日至二o一八年十二月三十一日",
    ],
)
def test_spans_of_the_whole_year_in_rarer_spellings(text: str) -> None:
    assert periods(text) == [WHOLE_YEAR]


@pytest.mark.parametrize("text", ["编号20180101", "2018.1-12期", "2018年1月1日、12月31日", "当年1月1日至12月31日"])
def test_no_span(text: str) -> None:
    assert periods(text) == []


def test_this_year_is_that_of_the_report() -> None:
    (period,) = find_periods("当年1月1日至12月31日", 2018)
    assert (period.first and period.first.value, period.last and period.last.value) == WHOLE_YEAR


@pytest.mark.parametrize("text", ["二O一九年一月二日", "二0一九年元月二日", "2019年元月2日"])
def test_a_sign_off_date_in_rarer_spellings(text: str) -> None:
    assert days(text) == [date(2019, 1, 2)]


def test_the_bounds_of_a_span_are_those_of_its_dates() -> None:
    words = folded("期限自 2018 年 1 月 1 日起至 12 月 31 日止。")
    (period,) = find_periods(words)
    assert words[period.start : period.end] == "2018年1月1日起至12月31日"
    assert period.first is not None
    assert words[period.first.start : period.first.end] == "2018年1月1日"


def chinese(number: int) -> str:
    """A number up to 31 as dates write it."""
    tens, units = divmod(number, 10)
    return ("" if tens < 2 else "零一二三"[tens]) + ("十" if tens else "") + ("零一二三四五六七八九"[units] if units else "")


def ways(day: date) -> list[str]:
    year = "".join("〇一二三四五六七八九"[int(digit)] for digit in str(day.year))
    return [
        f"{day.year}年{day.month}月{day.day}日",
        f"{day.year} 年 {day.month:02} 月 {day.day:02} 日",
        day.isoformat(),
        f"{day.year}.{day.month}.{day.day}",
        f"{day.year}/{day.month}/{day.day}",
        f"{year}年{chinese(day.month)}月{chinese(day.day)}日",
    ]


DAYS = st.dates(date(1990, 1, 1), date(2096, 12, 31))


@given(DAYS)
def test_every_day_is_read_in_every_way(day: date) -> None:
    for text in ways(day):
        assert days(f"于{text}印发") == [day], text


@given(DAYS, st.integers(1, 800), st.sampled_from(["至", "起至", "—", "-", "～", "到"]))
def test_every_span_is_read(first: date, length: int, join: str) -> None:
    last = first + timedelta(days=length)
    text = f"{first.year}年{first.month}月{first.day}日{join}{last.year}年{last.month}月{last.day}日"
    assert periods(text) == [(first, last)]


@given(st.text(st.sampled_from(list("20181231年月日份号至到起止-~.,/〇零一二三十时点分当次")), max_size=40))
def test_no_text_is_too_odd(text: str) -> None:
    places = [(found.start, found.end) for found in find_dates(text)]
    places += [(found.start, found.end) for found in find_periods(text)]
    assert all(0 <= start < end <= len(text) for start, end in places)
    starts = [found.start for found in find_dates(text)]
    assert starts == sorted(set(starts))
