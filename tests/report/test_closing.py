"""The end of a report: unit and date, attachments announced and present, the lines round the statistical table."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from core.document import Block, Document
from core.report.closing import SignOff, find_announced, find_present, find_sign_off, footer_values
from core.report.sections import find_sections
from tests.report.making import document, table, words_at

TITLE = "青禾县2018年政府信息公开工作年度报告"
LAST = ("一、概述", "全县各级行政机关认真执行条例，群众获取信息更加方便。")
SHEET = "青禾县2018年度政府信息公开情况统计表"
ROWS = [["统计指标", "单位", "统计数"], ["（一）收到申请数", "件", "3"]]


def draft(*end: str | Block) -> Document:
    return document(TITLE, *LAST, *end)


def sign_off(file: Document) -> SignOff:
    return find_sign_off(file, find_sections(file, 0))


def named(file: Document) -> tuple[str | None, date | None, str, str]:
    """Unit and day, and the characters of each."""
    found = sign_off(file)
    day = found.date.value if found.date else None
    return found.unit, day, words_at(file, found.unit_place), words_at(file, found.date_place)


@pytest.mark.parametrize(
    "unit",
    [
        "青禾县人民政府",
        "青禾县人民政府办公室",
        "青禾县财政局",
        "青禾县发展和改革委员会",
        "中共青禾县委办公室",
        "青禾县禾丰镇人民政府",
        "青禾县禾丰街道办事处",
        "青禾县卫生健康委",
        "青禾经济技术开发区管委会",
        "青禾县人民政府（盖章）",
        "青禾县政务服务中心",
    ],
)
@pytest.mark.parametrize("day", ["2019年2月22日", "2019 年 2 月 22 日", "二〇一九年二月二十二日"])
def test_unit_and_date_on_two_lines(unit: str, day: str) -> None:
    found = named(draft(unit, day))
    assert found[1:] == (date(2019, 2, 22), unit, day)


@pytest.mark.parametrize("line", ["青禾县人民政府办公室 2019年2月22日", "青禾县人民政府办公室　　2019年2月22日"])
def test_unit_and_date_on_one_line(line: str) -> None:
    unit, day, _, written = named(draft(line))
    assert (unit, day, written) == ("青禾县人民政府办公室", date(2019, 2, 22), "2019年2月22日")


def test_the_date_may_stand_before_the_announcement_of_the_attachment() -> None:
    file = draft("青禾县人民政府", "2019年2月22日", f"附件：{SHEET}", "附件", SHEET)
    assert named(file)[:2] == ("青禾县人民政府", date(2019, 2, 22))


def test_the_announcement_may_stand_before_the_sign_off() -> None:
    file = draft(f"附件：{SHEET}", "青禾县人民政府", "2019年2月22日", "附件", SHEET, table(ROWS), "填报日期：2019年2月20日")
    assert named(file)[:2] == ("青禾县人民政府", date(2019, 2, 22))


def test_the_table_may_stand_behind_the_sign_off_without_a_mark() -> None:
    file = draft("青禾县人民政府", "2019年2月22日", SHEET, table(ROWS), "单位负责人：谷雨晴　审核人：麦向阳")
    assert named(file)[:2] == ("青禾县人民政府", date(2019, 2, 22))


def test_a_table_in_the_text_hides_no_sign_off_behind_it() -> None:
    file = draft(table(ROWS), "二、其他", "没有其他事项。", "青禾县财政局", "2019年2月22日")
    assert named(file)[:2] == ("青禾县财政局", date(2019, 2, 22))


@pytest.mark.parametrize(
    "end",
    [
        (),
        ("2018年，青禾县没有其他需要报告的事项。",),
        ("以上情况由青禾县人民政府负责解释，2019年2月22日印发。",),
        ("附件：青禾县政府信息公开工作办公室",),
    ],
)
def test_nothing_is_made_up(end: tuple[str, ...]) -> None:
    assert named(draft(*end)) == (None, None, "", "")


def test_what_stands_behind_the_attachment_mark_is_no_sign_off() -> None:
    assert named(draft("附件", SHEET, "青禾县人民政府", "2019年2月22日"))[:2] == (None, None)


def test_a_date_that_does_not_exist_is_still_the_date() -> None:
    found = sign_off(draft("青禾县人民政府", "2019年2月30日"))
    assert found.date is not None
    assert found.date.value is None


def test_a_missing_sign_off_belongs_behind_the_last_line() -> None:
    file = draft("附件", SHEET)
    assert sign_off(file).position == 2


def announced(*end: str | Block) -> list[str]:
    file = draft(*end)
    return [each.name for each in find_announced(file, find_sections(file, 0))]


@pytest.mark.parametrize(
    ("end", "names"),
    [
        ([f"附件：{SHEET}"], [SHEET]),
        ([f"附件:{SHEET}"], [SHEET]),
        ([f"附件：《{SHEET}》"], [SHEET]),
        ([f"附件：1.{SHEET}", "2.青禾县2018年公开指南"], [SHEET, "青禾县2018年公开指南"]),
        ([f"附件：1．{SHEET}", "2、青禾县2018年公开指南；", "3.公开目录。"], [SHEET, "青禾县2018年公开指南", "公开目录"]),
        ([f"附件1：{SHEET}", "附件2：青禾县2018年公开指南"], [SHEET, "青禾县2018年公开指南"]),
        ([f"附表：{SHEET}"], [SHEET]),
        (["附件：统计表另附"], []),
        (["附件：统计表（另行报送）"], []),
        (["附件"], []),
        (["附件："], []),
        (["附件：无"], []),
        (["附件：", f"1.{SHEET}", "2.公开指南"], [SHEET, "公开指南"]),
        (["正文提到附件：这不是附件说明" * 8], []),
        ([], []),
    ],
)
def test_announced_attachments(end: list[str], names: list[str]) -> None:
    assert announced(*end) == names


def test_the_place_of_an_announcement_is_the_name() -> None:
    file = draft(f"附件：1.{SHEET}", "2.公开指南")
    places = [each.place for each in find_announced(file, find_sections(file, 0))]
    assert [words_at(file, place) for place in places] == [SHEET, "公开指南"]


def test_what_follows_a_table_is_no_item_of_the_announcement() -> None:
    assert announced(f"附件：1.{SHEET}", table(ROWS), "2.本表由办公室填报") == [SHEET]


def present(*end: str | Block) -> list[tuple[str, str]]:
    file = draft(*end)
    return [(each.name, words_at(file, each.place)) for each in find_present(file, find_sections(file, 0))]


def test_an_attachment_is_named_by_the_line_under_its_mark() -> None:
    assert present("附件", SHEET, table(ROWS)) == [(SHEET, SHEET)]


def test_several_attachments() -> None:
    assert [name for name, _ in present("附件1", SHEET, table(ROWS), "附件2", "公开指南", "内容")] == [SHEET, "公开指南"]


def test_an_attachment_may_be_named_in_its_table() -> None:

    whole = table([[SHEET, "", ""], *ROWS])
    wide = replace(whole.cells[0], column_span=3)
    merged = replace(whole, cells=(wide, *whole.cells[3:]))
    assert present("附件", merged) == [(SHEET, SHEET)]


def test_an_attachment_without_a_name() -> None:
    assert present("附件", table(ROWS)) == [("", "附件")]
    assert present("附件") == [("", "附件")]


FOOTER = {"单位负责人": "谷雨晴", "审核人": "麦向阳", "填报人": "禾小满", "联系电话": "0950-5550123", "填报日期": "2019年2月20日"}


def values(*end: str | Block) -> dict[str, tuple[str, str]]:
    file = draft(*end)
    return {label: (value, words_at(file, place)) for label, value, place in footer_values(file)}


def test_footer_lines_one_by_one() -> None:
    found = values(*(f"{label}：{value}" for label, value in FOOTER.items()))
    assert {label: value for label, (value, _) in found.items()} == FOOTER
    assert found["联系电话"][1] == "0950-5550123"


@pytest.mark.parametrize("blank", ["", " ", "　　"])
def test_footer_values_on_one_line(blank: str) -> None:
    found = values(blank.join(f"{label}：{value}" for label, value in FOOTER.items()))
    assert {label: value for label, (value, _) in found.items()} == FOOTER


def test_footer_values_in_cells() -> None:
    line = "单位负责人：谷雨晴　审核人：麦向阳　填报人：禾小满"
    found = values(table([*ROWS, [line, "", ""], ["联系电话：0950-5550123", "填报日期：2019年2月20日", ""]]))
    assert {label: value for label, (value, _) in found.items()} == FOOTER
    assert found["填报日期"][1] == "填报日期：2019年2月20日"


def test_the_reporting_unit_over_the_table() -> None:
    assert values("填报单位（盖章）：青禾县人民政府办公室") == {"填报单位": ("青禾县人民政府办公室", "青禾县人民政府办公室")}


def test_an_empty_value_is_empty() -> None:
    assert values("审核人：　填报人：")["审核人"][0] == ""


def test_a_long_paragraph_is_no_footer() -> None:
    assert values("联系电话：0950-5550123，" + "公众可以通过电话了解有关情况，" * 20) == {}
