"""Texts that tell the same thousands of times: the work grows with their length, not with the number of pairs."""

from __future__ import annotations

import time
from datetime import date

import pytest

import rules
from core import engine
from core.report import understand
from core.rule import Case
from tests.report.making import document

TITLE = "青禾县2023年政府信息公开工作年度报告"
TOLD = "县政府办公室会同县司法局每季度核对网站栏目更新情况，全年发现问题1120个，整改1120个，开设专栏12个，见本报告表二。"
RULES = {rule.id: rule for rule in rules.CHECKS}


def seconds(rule_id: str, times: int) -> float:
    """How long a rule works on a paragraph told so many times."""
    report = understand(document(TITLE, "一、总体情况", *[TOLD] * times), rules.builtin().editions)
    started = time.process_time()
    engine.run_rule(RULES[rule_id], Case(report, date(2024, 1, 25)))
    return time.process_time() - started


@pytest.mark.parametrize("rule_id", ["content.duplicate-paragraph", "content.wrong-unit"])
def test_repeated_paragraphs_take_a_time_that_grows_with_them(rule_id: str) -> None:
    seconds(rule_id, 10)
    assert seconds(rule_id, 8_000) < 24 * max(seconds(rule_id, 1_000), 0.01)


def test_many_others_do_not_hide_what_stands_twice() -> None:
    parts = [TOLD.replace("1120", str(number)) for number in range(100, 400)]
    report = understand(document(TITLE, "一、总体情况", *parts, parts[250]), rules.builtin().editions)
    findings, _ = engine.run_rule(RULES["content.duplicate-paragraph"], Case(report, date(2024, 1, 25)))
    assert [finding.excerpt for finding in findings] == [parts[250].rstrip("。")]
