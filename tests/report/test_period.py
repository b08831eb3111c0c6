"""The statistics period: which span of a passage it is, and what a damaged or half-stated one gives."""

from __future__ import annotations

from datetime import date

import pytest

import rules
from core.report.passage import Passage
from core.report.period import StatedPeriod, find_period
from core.report.report import understand
from tests.report.making import document, words_at

WHOLE_YEAR = (date(2018, 1, 1), date(2018, 12, 31))
TITLE = "青禾县2018年政府信息公开工作年度报告"


def period_of(*lines: str) -> StatedPeriod | None:
    return find_period(Passage(document(*lines).paragraphs))


def days_of(*lines: str) -> tuple[date | None, date | None] | None:
    found = period_of(*lines)
    return found.days if found else None


@pytest.mark.parametrize(
    "text",
    [
        "所列数据的统计期限自2018年1月1日起至2018年12月31日止。",
        "统计期限为2018年1月1日至12月31日。",
        "统计时限：2018年1月1日—12月31日",
        "统计数据的期限从 2018 年 1 月 1 日到 2018 年 12 月 31 日止",
        "本报告中所列数据的时间范围为2018年1月至12月。",
        "所列数据统计时间为2018.1.1-2018.12.31。",
        "统计期限为二〇一八年一月一日至二〇一八年十二月三十一日。",
        "统计期限为2018年度全年。",
        "本报告所列数据的统计期限为2018年全年",
    ],
)
def test_the_whole_year(text: str) -> None:
    assert days_of(text) == WHOLE_YEAR


@pytest.mark.parametrize(
    "text",
    [
        "所列数据截止日期为2018年12月31日。",
        "本报告数据统计截至2018年12月31日。",
        "所列数据统计截止到 2018 年 12 月 31 日。",
    ],
)
def test_only_the_end_is_stated(text: str) -> None:
    assert days_of(text) == (None, date(2018, 12, 31))


def test_the_span_with_the_words_for_it_is_taken_before_any_other() -> None:
    found = days_of(
        "2018年3月1日至3月31日，县政府开展了专项检查。",
        "所列数据的统计期限自2018年1月1日起至2018年12月31日止。",
    )
    assert found == WHOLE_YEAR


@pytest.mark.parametrize(
    "text",
    [
        "根据《青禾县政务公开三年行动计划（2016年1月1日至2018年12月31日）》编制本报告。",
        "本轮规划实施期为2016年1月1日至2020年12月31日。",
        "根据《中华人民共和国政府信息公开条例》编制本报告。",
        "本报告于2019年2月22日公布。",
        "",
    ],
)
def test_nothing_is_made_up(text: str) -> None:
    assert days_of(text) is None


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("统计期限为2018年1月1日至2018年11月31日。", (date(2018, 1, 1), None)),
        ("统计期限为2018年12月31日至2018年1月1日。", (date(2018, 12, 31), date(2018, 1, 1))),
        ("统计期限为2018年1月1日至2018年12月30日。", (date(2018, 1, 1), date(2018, 12, 30))),
        ("统计期限为2017年1月1日至2017年12月31日。", (date(2017, 1, 1), date(2017, 12, 31))),
    ],
)
def test_a_wrong_period_is_read_as_it_stands(text: str, days: tuple[date | None, date | None]) -> None:
    assert days_of(text) == days


def test_losses_of_copying_are_marked() -> None:
    found = period_of("统计期限自201811日起至20181231日止。")
    assert found is not None
    assert found.damaged
    assert found.days == WHOLE_YEAR
    whole = period_of("统计期限自2018年1月1日起至2018年12月31日止。")
    assert whole is not None
    assert not whole.damaged


def test_the_place_is_the_span_in_its_paragraph() -> None:
    file = document("导语。", "统计期限自 2018 年 1 月 1 日起至 12 月 31 日止。")
    found = find_period(Passage(file.paragraphs))
    assert found is not None
    assert found.place.paragraph == 1
    assert words_at(file, found.place) == "2018 年 1 月 1 日起至 12 月 31 日"


def test_lines_inside_a_paragraph_keep_their_places() -> None:
    file = document("地址：青禾县麦香路8号\n统计期限：2018年1月1日至12月31日\n电话：0950-5550123")
    found = find_period(Passage(file.paragraphs))
    assert found is not None
    assert words_at(file, found.place) == "2018年1月1日至12月31日"


def stated(*lines: str) -> tuple[date | None, date | None] | None:
    found = understand(document(TITLE, *lines), rules.builtin().editions).period
    return found.days if found else None


def test_an_office_may_state_it_in_chapter_one() -> None:
    assert stated("一、总体情况", "所列数据的统计期限自2018年1月1日起至2018年12月31日止。", "二、主动公开") == WHOLE_YEAR


def test_a_span_of_work_in_chapter_one_is_no_period() -> None:
    assert stated("一、总体情况", "2018年3月1日至3月31日，县政府开展专项检查。", "二、主动公开") is None


def test_a_span_in_a_later_chapter_is_no_period() -> None:
    lines = ("一、总体情况", "工作稳步推进。", "二、培训", "统计培训数据自2018年3月1日至3月31日收集。")
    assert stated(*lines) is None


def test_the_span_behind_its_label_is_taken_before_an_earlier_one() -> None:
    text = "2017年1月1日至2017年12月31日的数据见上年报告，本报告数据统计期限为2018年1月1日至2018年12月31日。"
    assert days_of(text) == WHOLE_YEAR


def test_until_may_be_written_with_another_word() -> None:
    assert days_of("本报告统计时限截止自2018年12月31日。") == (None, date(2018, 12, 31))


CHAPTERS = ("二、主动公开政府信息情况", "公开10条。", "三、其他需要报告的事项")


def test_a_chapter_that_says_what_it_reports_on_states_the_period() -> None:
    lines = ("一、总体情况", "2018年5月1日至5月31日开展检查。现将2018年1月1日起至2018年12月31日政府信息公开情况报告如下。")
    assert understand(document(TITLE, *lines, *CHAPTERS)).facts.period == WHOLE_YEAR


def test_a_chapter_with_figures_of_some_months_states_none() -> None:
    lines = ("一、总体情况", "2018年1月1日至3月31日，我局公开信息23篇。")
    assert understand(document(TITLE, *lines, *CHAPTERS)).facts.period is None


def test_a_period_named_as_such_is_found_in_the_last_chapter() -> None:
    said = "本报告统计期限为当年1月1日至12月31日。"
    assert understand(document(TITLE, "一、总体情况", "稳步推进。", *CHAPTERS, said)).facts.period == WHOLE_YEAR
    assert understand(document(TITLE, "一、总体情况", "稳步推进。", *CHAPTERS, "2018年1月1日至12月31日举办活动。")).period is None


@pytest.mark.parametrize(
    ("opening", "stated"),
    [
        ("2018年（1月1日至12月31日），全局稳步推进。", True),
        ("2018年度（2018年1月1日—2018年12月31日），全局稳步推进。", True),
        ("全局稳步推进。2018年（1月1日至12月31日），公开信息10条。", False),
        ("2018年（1月1日至6月30日），举办活动。", False),
    ],
)
def test_chapter_one_may_open_with_the_year_and_its_days(opening: str, stated: bool) -> None:
    report = understand(document(TITLE, "一、总体情况", opening, *CHAPTERS))
    assert report.facts.period == (WHOLE_YEAR if stated else None)
