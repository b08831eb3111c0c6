"""Last year's report: the data of the rules, and the engine."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import rules
from core.engine import Settings, check_file
from core.errors import ReadError, RuleDataError
from core.findings import Status
from core.ruleset import load_edition
from core.text.fold import fold
from rules.copied import words
from rules.passages import Formula, load_words
from tests import small_report

PREVIOUS_RULES = ("consistency.previous-year", "content.copied-from-previous-year")
CARRIED = [carry for edition in rules.builtin().editions for carry in edition.carried]


@pytest.fixture
def pair(tmp_path: Path) -> tuple[Path, Path]:
    """Last year's report and this year's, one application short."""
    paths = tmp_path / "上年.txt", tmp_path / "本年.txt"
    paths[0].write_text(small_report.draft({"year": 2021, "cells": {"3.r25.person": 2}}), "utf-8")
    paths[1].write_text(small_report.draft({"year": 2022, "cells": {"3.r2.person": 1}}), "utf-8")
    return paths


# --- data ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("formula", words().formulas, ids=lambda formula: formula.matches[:12])
def test_a_formula_takes_its_example_and_leaves_the_other(formula: Formula) -> None:
    assert formula.why.strip()
    assert re.search(formula.pattern, fold(formula.matches).text)
    assert not re.search(formula.pattern, fold(formula.leaves).text)
    assert not words().is_formula(fold(formula.leaves).text, alone=True), "another formula takes it"


def test_wrong_words_are_named(tmp_path: Path) -> None:
    path = tmp_path / "copied.yaml"
    path.write_text("shortest: viel\n", "utf-8")
    with pytest.raises(RuleDataError, match=r"copied\.yaml"):
        load_words(path)


def test_what_is_carried_over_says_so() -> None:
    assert [carry.id for carry in CARRIED if carry.form == "3"] == ["T4", "T4"]
    assert all(carry.says and carry.suggestion for carry in CARRIED)
    assert {carry.severity.value for carry in CARRIED if carry.id == "T4"} == {"error"}
    assert {carry.severity.value for carry in CARRIED if carry.id != "T4"} == {"warning"}


def test_an_unknown_row_that_is_carried_over_is_named(tmp_path: Path) -> None:
    source = (rules.EDITIONS / "2021.yaml").read_text("utf-8")
    path = tmp_path / "2021.yaml"
    path.write_text(source.replace("before: [r25]", "before: [r99]"), "utf-8")
    with pytest.raises(RuleDataError, match="r99"):
        load_edition(path)


# --- engine -------------------------------------------------------------------------------------------------------


def states(path: Path, previous: Path | None) -> dict[str, Status]:
    result = check_file(str(path), rules.builtin(), Settings(previous=str(previous) if previous else None))
    return {row.rule: row.status for row in result.checklist if row.rule in PREVIOUS_RULES}


def test_without_last_years_report_the_rules_do_not_apply(pair: tuple[Path, Path]) -> None:
    assert set(states(pair[1], None).values()) == {Status.NOT_APPLICABLE}


def test_without_last_years_report_the_verdict_does_not_wait_for_it(pair: tuple[Path, Path]) -> None:
    assert check_file(str(pair[1]), rules.builtin()).verdict.unchecked == 0


def test_last_years_report_is_compared(pair: tuple[Path, Path]) -> None:
    assert states(pair[1], pair[0]) == {PREVIOUS_RULES[0]: Status.FAIL, PREVIOUS_RULES[1]: Status.PASS}


def test_the_wrong_report_counts_as_not_checked(pair: tuple[Path, Path]) -> None:
    assert set(states(pair[1], pair[1]).values()) == {Status.NOT_CHECKED}


def test_an_unreadable_report_of_last_year_is_named(pair: tuple[Path, Path], tmp_path: Path) -> None:
    with pytest.raises(ReadError, match=r"上年报告“.*没有这个文件\.docx”"):
        check_file(str(pair[1]), rules.builtin(), Settings(previous=str(tmp_path / "没有这个文件.docx")))


@pytest.mark.parametrize(("percent", "copied"), [(60, True), (90, False)])
def test_an_office_may_set_from_when_on_a_text_is_copied(percent: int, copied: bool, tmp_path: Path) -> None:
    texts = {
        2021: "公开目录更新不够及时，个别栏目全年没有新增内容，面向农村群众的图表、音视频解读较少，乡镇信息员流动频繁。",
        2022: "公开目录更新仍然不及时，少数栏目全年没有什么新内容，面向农村群众的音视频解读偏少，乡镇信息员变动频繁。",
    }
    paths = {year: tmp_path / f"{year}.txt" for year in texts}
    for year, text in texts.items():
        paths[year].write_text(small_report.draft({"year": year, "five": text}), "utf-8")
    layer = tmp_path / "10.yaml"
    layer.write_text(f"rules: {{content.copied-from-previous-year: {{similarity: {percent}}}}}\n", "utf-8")
    result = check_file(str(paths[2022]), rules.in_force(layer).ruleset, Settings(previous=str(paths[2021])))
    assert any(each.rule == "content.copied-from-previous-year" for each in result.findings) is copied
