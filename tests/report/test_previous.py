"""Whether a report may stand as last year's of the same unit."""

from __future__ import annotations

import pytest

import rules
from core.document import Document
from core.report import Report, understand
from core.report.previous import mismatch, same_unit
from tests.report.making import HEADER, document, form_rows, table


def report(title: str) -> Report:
    return understand(document(title, "一、概述", "全县各级行政机关认真执行条例。"), rules.builtin().editions)


def titled(unit: str, year: int | str) -> Report:
    return report(f"{unit}{year}年政府信息公开工作年度报告")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("青禾县人民政府", "青禾县人民政府"),
        ("青禾县人民政府", "云川市青禾县人民政府"),
        ("青禾县政府", "青禾县人民政府"),
        ("枫林街道办事处", "望江区枫林街道办事处"),
        ("青禾县教育体育局", "青禾县教育和体育局"),
        ("青禾县人民政府办公室", "青禾县政府办公室"),
    ],
)
def test_the_same_unit(one: str, other: str) -> None:
    assert same_unit(one, other)
    assert same_unit(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("青禾县人民政府", "白河县人民政府"),
        ("青禾县人民政府", "青禾县教育局"),
        ("青禾县教育局", "青禾县财政局"),
        ("青禾县人民政府", "青禾县人民政府办公室"),
        ("青禾县城关镇人民政府", "青禾县人民政府"),
    ],
)
def test_another_unit(one: str, other: str) -> None:
    assert not same_unit(one, other)
    assert not same_unit(other, one)


def test_last_years_report_is_accepted() -> None:
    assert mismatch(titled("青禾县", 2018), titled("青禾县", 2017)) is None


@pytest.mark.parametrize(
    ("now", "before", "told"),
    [
        (titled("青禾县", 2018), titled("青禾县", 2018), "2018年度的报告，应当是2017年度的"),
        (titled("青禾县", 2018), titled("青禾县", 2016), "应当是2017年度的"),
        (titled("青禾县", 2018), titled("青禾县", 2019), "应当是2017年度的"),
        (titled("青禾县", 2018), titled("白河县", 2017), "“白河县人民政府”的报告，不是“青禾县人民政府”的"),
        (titled("青禾县", 2018), report("青禾县政府信息公开工作年度报告"), "没有找到报告年度"),
        (report("青禾县政府信息公开工作年度报告"), titled("青禾县", 2017), "没有找到报告年度"),
    ],
)
def test_any_other_report_is_told_in_one_sentence(now: Report, before: Report, told: str) -> None:
    reason = mismatch(now, before)
    assert reason is not None
    assert told in reason
    assert reason.endswith("。")
    assert "\n" not in reason


def test_a_file_that_names_no_unit_is_taken_at_the_users_word() -> None:
    alone: Document = document("2017年度政府信息公开情况统计表", table([HEADER, *form_rows()]))
    before = understand(alone, rules.builtin().editions)
    assert before.unit is None
    assert before.year == 2017
    assert mismatch(titled("青禾县", 2018), before) is None
