"""The text for a terminal: verdict first and last, sections in order, aligned, coloured only when asked."""

from __future__ import annotations

from dataclasses import replace

import pytest

from core.exports.text import to_text
from core.exports.width import display_width
from core.findings import Finding, Location, LocationKind, Severity
from tests.exports import export_data


def lines(width: int = 80) -> list[str]:
    """The made-up result as lines."""
    return to_text(export_data.result(), False, width).splitlines()


def test_the_verdict_stands_first_and_last() -> None:
    shown = lines()
    assert shown[0] == shown[-1] == "需修改：3 处错误；未能检查：2 项"


def test_the_head_says_what_was_checked_and_how_much_was_found() -> None:
    shown = lines()
    assert "文件  青禾县报告.docx" in shown
    assert "单位  青禾县人民政府" in shown
    assert "年度  2018年" in shown
    assert "结果  错误 3 处，提醒 0 处，提示 1 处，已忽略 1 处" in shown


def test_sections_come_in_document_order() -> None:
    heads = [line for line in lines() if line.endswith("处）")]
    assert heads == ["全文（1处）", "导语（2处）", "二、主动公开政府信息情况（1处）", "统计表（1处）"]


def test_a_finding_shows_place_message_basis_and_suggestion() -> None:
    shown = lines()
    start = shown.index("  ● 错误  统计表 ›（一）主动公开政府信息数（第8页）")
    assert shown[start + 1 : start + 5] == [
        "    问题  10954 大于 10940",
        "    原文  10954",
        "    依据  国办发〔2014〕32号",
        "    规则  table.bound",
    ]
    assert "    建议  改为34.4%" in shown


def test_a_dismissed_finding_says_why() -> None:
    shown = lines()
    assert "  ■ 提醒  导语第2段（已忽略）" in shown
    assert "    忽略  已核实（2019-02-21T10:00:00）" in shown


def test_rules_that_could_not_be_applied_are_listed_with_reasons() -> None:
    shown = lines()
    start = shown.index("未能检查（2项）")
    assert shown[start + 1 : start + 3] == ["  ▲  名称4：原因4", "  ▲  名称5：原因5"]


@pytest.mark.parametrize("width", [1, 40, 60, 100])
def test_no_line_is_wider_than_asked(width: int) -> None:
    long = replace(
        export_data.findings()[0], message="很长的说明，" * 60, suggestion="http://www.qinghe-yangben.gov.cn/" + "x" * 300
    )
    shown = to_text(replace(export_data.result(), findings=(long,)), False, width)
    assert max(display_width(line) for line in shown.splitlines()) <= max(width, 40)
    assert "".join(shown.split()).count("很长的说明，") == 60


def test_colour_only_when_asked_and_only_colour() -> None:
    plain, coloured = to_text(export_data.result(), False, 80), to_text(export_data.result(), True, 80)
    assert "\x1b" not in plain
    assert "\x1b[31m● 错误\x1b[0m" in coloured
    assert coloured.startswith("\x1b[1;31m需修改")
    stripped = coloured
    for code in ("1;31", "1;32", "31", "33", "36", "1", "2", "0"):
        stripped = stripped.replace(f"\x1b[{code}m", "")
    assert stripped == plain


def test_a_draft_cannot_steer_the_terminal() -> None:
    evil = replace(
        export_data.findings()[0], message="a\x1b]0;b\x07c", excerpt="\x1b[2J", location=Location(LocationKind.DOCUMENT)
    )
    assert "\x1b" not in to_text(replace(export_data.result(), findings=(evil,)), False, 80)


def test_information_on_several_missing_things_of_one_place_is_one_block() -> None:
    gap = Location(LocationKind.DOCUMENT, after_block=1)
    missing = [
        Finding("contact.missing", Severity.INFO, f"没有写明{name}", replace(gap, label=name)) for name in ("传真", "网站")
    ]
    other = Finding(
        "contact.missing", Severity.INFO, "没有写明邮箱", Location(LocationKind.DOCUMENT, after_block=3, label="邮箱")
    )
    shown = to_text(replace(export_data.result(), findings=(*missing, other)), False, 80).splitlines()
    start = shown.index("  ○ 提示  传真、网站")
    assert shown[start + 1 : start + 3] == ["    问题  没有写明传真；没有写明网站", "    规则  contact.missing"]
    assert "  ○ 提示  邮箱" in shown
    assert "结果  错误 0 处，提醒 0 处，提示 3 处" in shown


def test_errors_and_warnings_are_said_one_by_one() -> None:
    gap = Location(LocationKind.DOCUMENT, after_block=1)
    missing = [
        Finding("contact.missing", Severity.WARNING, f"没有写明{name}", replace(gap, label=name)) for name in ("电话", "地址")
    ]
    shown = to_text(replace(export_data.result(), findings=tuple(missing)), False, 80).splitlines()
    assert {"  ■ 提醒  电话", "  ■ 提醒  地址"} <= set(shown)


def test_nothing_found_may_be_submitted() -> None:
    shown = to_text(export_data.nothing_found(), True, 80)
    assert shown.startswith("\x1b[1;32m可以报送")
    assert "单位  未能判断" in shown
    assert "None" not in shown
