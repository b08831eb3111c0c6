"""One defect, one finding: whole reports with one defect each, through every rule, and the two ways in which one finding follows from another."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

import rules
from core import readers
from core.consequences import Found, without_consequences
from core.engine import Settings, check_document
from core.findings import Finding, Result, Severity, Status
from core.place import InCell, InText, Missing, Place
from core.rule import Manual, Need, Problem, Rule
from tests.test_cases import Raw, draft_of

MANUAL = Manual("一句话。", "检查什么。", "为什么要查。", "通常的依据", "错的", "对的")
SERIOUS = {Severity.ERROR, Severity.WARNING}


def checked(case: Raw, folder: Path) -> Result:
    path = folder / "draft.txt"
    path.write_text(draft_of(case), encoding="utf-8")
    return check_document(readers.read(path), rules.builtin(), Settings(as_of=date(2019, 2, 25)))


def key(finding: Finding) -> tuple[str, str, str]:
    return finding.rule, finding.excerpt, finding.message


def whole(base: str, *edits: tuple[str, str]) -> Raw:
    return {"base": base, "edit": [list(edit) for edit in edits]}


SUB_ROWS = (
    "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请",
    "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请",
    "3.其他",
)
OTHERS_OF_2021 = "".join(["（六）其他处理" + "\t" * 7 + "\n", *(row + "\t0" * 7 + "\n" for row in SUB_ROWS)])
OTHERS_OF_2019 = "（六）其他处理" + "\t0" * 7 + "\n"
HEADING_FOUR = "四、政府信息公开行政复议、行政诉讼情况\n"
DEFECTS = {
    "the caption of a table": (
        whole("d06", (HEADING_FOUR, f"{HEADING_FOUR}2023年行政复议、行政诉讼情况统计表\n")),
        "period.year-mismatch",
    ),
    "a second-level heading": (whole("d05", ("（一）主动公开情况\n", "（一）2020年主动公开情况\n")), "period.year-mismatch"),
    "the year of the title": (whole("d06", ("枫桥街道办事处2024年政府", "枫桥街道办事处2023年政府")), "period.year-mismatch"),
    "the year of a town's title": (whole("d04", ("人民政府2021年政府", "人民政府2020年政府")), "period.year-mismatch"),
    "something to be added": (whole("d09", ("宣传惠民政策86次", "宣传惠民政策（待补充）次")), "content.placeholder"),
    "crosses for the telephone": (whole("d01", ("电话：0937-5521160", "电话：××××-×××××××")), "content.placeholder"),
    "crosses for the postcode": (whole("d01", ("邮编：735218", "邮编：××××××")), "content.placeholder"),
    "a blank date at the end": (whole("d04", ("2022年1月19日", "2022年 月 日")), "content.placeholder"),
    "a blank unit at the end": (
        whole("d08", ("报告的事项。\n长岭县市场监督管理局", "报告的事项。\nXX市场监督管理局")),
        "content.placeholder",
    ),
    "the request at the end": (
        whole("d01", ("除此之外，无其他", "以上报告妥否，请批示。除此之外，无其他")),
        "content.submission-wording",
    ),
    "no chapter six": ({"base": "d04", "cut": [["六、其他需要报告的事项", "石门镇人民政府\n2022"]]}, "structure.section-missing"),
    "an empty chapter six": (
        whole("d04", ("本年度无信息处理费收取情况，无其他需要报告的事项。\n", "")),
        "structure.section-empty",
    ),
    "no chapter four": ({"base": "d02", "cut": [["四、政府信息公开", "五、存在的主要问题"]]}, "structure.section-missing"),
    "no table four below text": (
        {
            "base": "d02",
            "cut": [["行政复议\t", "五、存在的主要问题"]],
            "edit": [["五、存在的主要问题", "情况如下表。\n\n五、存在的主要问题"]],
        },
        "table.missing",
    ),
    "chapters of the old kind": (
        whole("d06", ("一、总体情况", "一、概述"), ("三、收到和处理政府信息公开申请情况\n", "三、依申请公开政府信息情况\n")),
        "structure.edition-mixup",
    ),
    "requests on the form before 2021": (
        {"report": {"year": 2023}, "edit": [[OTHERS_OF_2021, OTHERS_OF_2019]]},
        "structure.edition-mixup",
    ),
    "requests on the form from 2021 on": (
        {"report": {"year": 2020}, "edit": [[OTHERS_OF_2019, OTHERS_OF_2021]]},
        "structure.edition-mixup",
    ),
    "words in a form of one column": (
        {"report": {"year": 2023, "cells": {"2.6.penalties.decisions": "见附表"}}},
        "table.not-a-number",
    ),
}


@pytest.mark.parametrize("name", DEFECTS)
def test_one_defect_is_one_finding(name: str, tmp_path: Path) -> None:
    case, rule_id = DEFECTS[name]
    base = {"base": case["base"]} if "base" in case else {"report": {"year": case["report"]["year"]}}
    before = {key(finding) for finding in checked(base, tmp_path).findings}
    fresh = [finding for finding in checked(case, tmp_path).findings if key(finding) not in before]
    assert [finding.rule for finding in fresh if finding.severity in SERIOUS] == [rule_id], fresh


def test_two_defects_are_two_findings(tmp_path: Path) -> None:
    case = whole(
        "d06", (HEADING_FOUR, f"{HEADING_FOUR}2023年行政复议、行政诉讼情况统计表\n"), ("2024年未产生信息", "2023年未产生信息")
    )
    found = [finding.rule for finding in checked(case, tmp_path).findings if finding.severity in SERIOUS]
    assert found == ["period.year-mismatch", "period.stale-year"]


def test_a_rule_whose_findings_all_follow_does_not_apply(tmp_path: Path) -> None:
    result = checked(DEFECTS["no chapter six"][0], tmp_path)
    (row,) = (row for row in result.checklist if row.rule == "content.fee-statement")
    assert (row.status, row.count) == (Status.NOT_APPLICABLE, 0)
    assert "另一项" in row.reason


# --- the two ways -------------------------------------------------------------------------------------------------


def found(rule_id: str, problem: Problem, *yields_to: str) -> Found:
    return Found(
        Rule(rule_id, "名称", Severity.WARNING, lambda _case: iter(()), Need.NOTHING, "items", MANUAL, yields_to=yields_to),
        problem,
    )


@pytest.mark.parametrize(
    ("mine", "theirs", "left"),
    [
        (InText(3, 4, 9), InText(3, 8, 12), 1),
        (InText(3, 4, 8), InText(3, 8, 12), 2),
        (InText(3, 4, 9), InText(4, 4, 9), 2),
        (InCell(0, 2, 1), InCell(0, 2, 1, "统计表"), 1),
        (InCell(0, 2, 1), InCell(0, 2, 2), 2),
        (Missing("三"), Missing("三"), 2),
    ],
)
def test_a_rule_yields_where_the_other_marks_the_same(mine: Place, theirs: Place, left: int) -> None:
    both = [found("a", Problem(mine, "甲"), "b"), found("b", Problem(theirs, "乙"))]
    assert len(without_consequences(both)) == left


def test_a_rule_does_not_yield_to_any_other() -> None:
    both = [found("a", Problem(InText(0, 0, 5), "甲"), "c"), found("b", Problem(InText(0, 0, 5), "乙"))]
    assert without_consequences(both) == both


def test_what_follows_from_a_reported_matter_is_left_out() -> None:
    cause = found("a", Problem(Missing(), "没有这一章", reports=("chapter:other",)))
    follows = found("b", Problem(Missing(), "没有写收费", follows=("chapter:other", "empty:other")))
    assert without_consequences([follows, cause]) == [cause]
    assert without_consequences([follows]) == [follows]


def test_rules_yield_to_rules_that_exist_and_not_in_a_circle() -> None:
    yields = {rule.id: set(rule.yields_to) for rule in rules.CHECKS}
    assert set().union(*yields.values()) <= set(yields)
    for rule_id, first in yields.items():
        reached, ahead = set[str](), first
        while ahead - reached:
            reached |= ahead
            ahead = set().union(*(yields[each] for each in ahead))
        assert rule_id not in reached
