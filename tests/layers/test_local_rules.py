"""An office's own rules: forbidden and required phrases, sections and patterns."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from core.findings import LocationKind, Severity, Status
from tests.layers.making import check, draft, findings, layers, row
from tests.report.making import HEADER, document, form_rows, table

FORBIDDEN = """
name: 青禾县
forbidden:
  - name: 旧称
    phrase: [政务公开办, 信息公开办]
    unless: [市政务公开办]
    message: 机构已改名
    suggestion: 改为“政务公开科”。
    severity: error
"""


@pytest.mark.parametrize(
    ("line", "marked"),
    [
        ("由政务公开办负责。", ["政务公开办"]),
        ("由政务 公开办负责，报信息公开办。", ["政务 公开办", "信息公开办"]),
        ("由市政务公开办负责。", []),
        ("市政务公开办和县政务公开办。", ["政务公开办"]),
        ("由政务公开科负责。", []),
    ],
)
def test_a_forbidden_phrase_is_marked_where_it_stands(line: str, marked: list[str], tmp_path: Path) -> None:
    result = check(layers(tmp_path, FORBIDDEN), draft(line))
    assert [each.excerpt for each in findings(result, "local.旧称")] == marked
    for each in findings(result, "local.旧称"):
        assert (each.message, each.severity, each.basis) == ("机构已改名", Severity.ERROR, "本地规则（青禾县）")
        assert each.suggestion == "改为“政务公开科”。"


def test_a_forbidden_phrase_is_found_in_cells_too(tmp_path: Path) -> None:
    rows = [*form_rows(), ["填报单位：政务公开办", "", ""]]
    result = check(layers(tmp_path, FORBIDDEN), document("标题", "正文", table([HEADER, *rows])))
    (found,) = findings(result, "local.旧称")
    assert (found.location.kind, found.location.row) == (LocationKind.CELL, len(rows))


REQUIRED = "required:\n  - {name: 专栏, phrase: [公开专栏, 公开平台], section: 概述}\n  - {name: 费用, phrase: 未收取费用}\n"


@pytest.mark.parametrize(
    ("lines", "missing"),
    [
        (["建设了公开专栏，未收取费用。"], []),
        (["建设了公开 平台。"], ["local.费用"]),
        (["二、收费情况", "建设了公开专栏。未收取费用。"], ["local.专栏"]),
        ([], ["local.专栏", "local.费用"]),
    ],
)
def test_a_required_phrase(lines: list[str], missing: list[str], tmp_path: Path) -> None:
    result = check(layers(tmp_path, REQUIRED), draft(*lines))
    assert sorted(each.rule for each in result.findings if each.rule.startswith("local.")) == sorted(missing)


def test_a_phrase_for_a_section_that_is_absent_does_not_apply(tmp_path: Path) -> None:
    found = layers(tmp_path, "required: [{name: 甲, phrase: 乙, section: 没有的章节}]\n")
    state = row(check(found, draft()), "local.甲")
    assert state is not None
    assert (state.status, state.reason) == (Status.NOT_APPLICABLE, "报告里没有“没有的章节”这一部分。")


def test_a_missing_phrase_points_to_its_section(tmp_path: Path) -> None:
    (found, _) = findings(check(layers(tmp_path, REQUIRED), draft("二、其他")), "local.专栏"), None
    assert found[0].location.section == "一"
    assert "“概述”部分没有写“公开专栏”或“公开平台”" in found[0].message


SECTION = "sections:\n  - {name: 基层, heading: [基层政务公开, 标准化规范化], kinds: [government]}\n"


@pytest.mark.parametrize(
    ("title", "heading", "status"),
    [
        ("青禾县2018年政府信息公开工作年度报告", "二、其他工作", Status.FAIL),
        ("青禾县2018年政府信息公开工作年度报告", "二、基层政务公开情况", Status.PASS),
        ("青禾县2018年政府信息公开工作年度报告", "（三）推进标准化规范化", Status.PASS),
        ("青禾县教育局2018年政府信息公开工作年度报告", "二、其他工作", Status.NOT_APPLICABLE),
    ],
)
def test_a_required_section(title: str, heading: str, status: Status, tmp_path: Path) -> None:
    state = row(check(layers(tmp_path, SECTION), draft(heading, "全县推进此项工作。", title=title)), "local.基层")
    assert state is not None
    assert state.status is status


PATTERN = "patterns:\n  - {name: 分机, pattern: '\\d{7}转\\d+', message: 不要写分机号, unless: [热线5550100转1]}\n"


@pytest.mark.parametrize(
    ("line", "marked"),
    [
        ("电话5550100转203。", ["5550100转203"]),
        ("电话5550100转2、5550101转3。", ["5550100转2", "5550101转3"]),
        ("热线5550100转1。", []),
        ("电话5550100。", []),
    ],
)
def test_a_pattern_reports_every_place_that_it_matches(line: str, marked: list[str], tmp_path: Path) -> None:
    result = check(layers(tmp_path, PATTERN), draft(line))
    found = findings(result, "local.分机")
    assert [each.excerpt for each in found] == marked
    assert all(each.message == "不要写分机号" for each in found)


@pytest.mark.parametrize("pattern", ["(x+x+)+y", "(?:a|aa)+$", "(x|x)+y"])
def test_a_slow_pattern_is_stopped_and_said_and_the_others_still_run(pattern: str, tmp_path: Path) -> None:
    layer = f"patterns:\n  - {{name: 慢, pattern: '{pattern}', message: 甲, severity: error}}\n"
    started = time.process_time()
    result = check(
        layers(tmp_path, layer + "forbidden: [{name: 乙, phrase: 丙丁}]\n"), draft("丙丁", "x" * 5000 + "a" * 5000 + "b")
    )
    assert time.process_time() - started < 8
    state = row(result, "local.慢")
    assert state is not None
    assert state.status is Status.NOT_CHECKED
    assert "太慢" in state.reason
    assert findings(result, "local.乙")
    assert result.verdict.unchecked >= 1


def test_a_slow_pattern_that_is_no_error_leaves_the_verdict_alone(tmp_path: Path) -> None:
    layer = "patterns:\n  - {name: 慢, pattern: '(x+x+)+y', message: 甲, severity: info}\n"
    state = row(check(layers(tmp_path, layer), draft("x" * 5000)), "local.慢")
    assert state is not None
    assert (state.status, state.required) == (Status.NOT_CHECKED, False)


def test_an_office_replaces_and_changes_what_its_region_asks_for(tmp_path: Path) -> None:
    region = "forbidden: [{name: 甲, phrase: 乙乙}, {name: 丙, phrase: 丁丁}]\n"
    office = "forbidden: [{name: 甲, phrase: 戊戊}]\nrules: {local.丙: {severity: info}}\n"
    found = layers(tmp_path, region, office)
    assert found.mistakes == ()
    result = check(found, draft("乙乙、丁丁、戊戊"))
    assert [each.excerpt for each in findings(result, "local.甲")] == ["戊戊"]
    assert [each.severity for each in findings(result, "local.丙")] == [Severity.INFO]
    assert [each.source for each in found.ruleset.rules if each.source] == ["2.yaml", "1.yaml"]
