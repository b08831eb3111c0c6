"""The engine: one rule's crash is a state of that rule, needs become states, findings stand in reading order with exact places."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

import rules
from core.document import Cell, Document, Format, Paragraph, Picture, Table, Text
from core.engine import Settings, check_document, check_file
from core.errors import ReadError
from core.findings import ChecklistRow, LocationKind, Result, Severity, Status
from core.place import InCell, InText, Missing
from core.rule import Case, Manual, Need, NotApplicable, NotChecked, Problem, Rule
from core.ruleset import RuleSet
from resources.samples import make_samples
from tests.report.making import HEADER, document, form_rows, table

TITLE = "青禾县{}年政府信息公开工作年度报告"
TEXT = "全县各级行政机关认真执行条例，信息发布更加及时，群众获取信息更加方便。" * 8
MANUAL = Manual("一句话。", "检查什么。", "为什么要查。", "通常的依据", "错的", "对的")
Check = Callable[[Case], Iterator[Problem]]


def rule(check: Check, rule_id: str = "test.rule", needs: Need = Need.NOTHING, *, required: bool = True) -> Rule:
    return Rule(rule_id, "名称", Severity.WARNING, check, needs, "items", MANUAL, required)


def check(draft: Document, *asked: Rule) -> Result:
    return check_document(draft, RuleSet(asked, rules.builtin().editions), Settings(as_of=date(2019, 3, 1)))


def report(year: int | str = 2018, *more: str | Table | Picture) -> Document:
    return document(TITLE.format(year), "一、概述", TEXT, *more)


def silent(_case: Case) -> Iterator[Problem]:
    yield from ()


def says(*problems: Problem) -> Check:
    return lambda _case: iter(problems)


def crashes(_case: Case) -> Iterator[Problem]:
    yield Problem(Missing(), "先报一处")
    raise ZeroDivisionError("程序的错")


def stops(_case: Case) -> Iterator[Problem]:
    yield Problem(Missing(), "先报一处")
    raise NotChecked("其余没法检查。")


def row_of(result: Result, rule_id: str) -> ChecklistRow:
    (row,) = (row for row in result.checklist if row.rule == rule_id)
    return row


# --- states -------------------------------------------------------------------------------------------------------


def test_a_crash_is_a_state_of_that_rule_and_the_others_still_run() -> None:
    result = check(report(), rule(crashes, "test.crash"), rule(says(Problem(Missing(), "有问题")), "test.other"))
    failed = row_of(result, "test.crash")
    assert failed.status is Status.RULE_FAILED
    assert "程序出错" in failed.reason
    assert "ZeroDivision" not in failed.reason
    assert [finding.rule for finding in result.findings] == ["test.other"]
    assert result.verdict.unchecked == 1
    assert not result.verdict.ready


def test_what_a_rule_found_before_it_could_not_go_on_is_kept() -> None:
    result = check(report(), rule(stops, "test.stops"))
    row = row_of(result, "test.stops")
    assert (row.status, row.count, row.reason) == (Status.NOT_CHECKED, 1, "其余没法检查。")
    assert [finding.message for finding in result.findings] == ["先报一处"]


@pytest.mark.parametrize(
    ("state", "status"), [(NotApplicable("不适用。"), Status.NOT_APPLICABLE), (NotChecked("没法检查。"), Status.NOT_CHECKED)]
)
def test_a_rule_may_say_that_it_does_not_apply_or_could_not_check(state: Exception, status: Status) -> None:
    def check_nothing(_case: Case) -> Iterator[Problem]:
        raise state

    row = row_of(check(report(), rule(check_nothing)), "test.rule")
    assert (row.status, row.reason, row.count) == (status, str(state), 0)


@pytest.mark.parametrize(
    ("check_", "status", "count"),
    [(silent, Status.PASS, 0), (says(Problem(Missing(), "甲"), Problem(Missing(), "乙")), Status.FAIL, 2)],
)
def test_pass_and_fail(check_: Check, status: Status, count: int) -> None:
    row = row_of(check(report(), rule(check_)), "test.rule")
    assert (row.status, row.count, row.title, row.reason) == (status, count, "名称", "")


def sheet(*, with_rows: bool = True) -> Table:
    return table([HEADER, *form_rows()] if with_rows else [["项目", "数"], ["管网", "3"]])


def status_of(draft: Document, needs: Need) -> tuple[Status, str]:
    row = row_of(check(draft, rule(silent, needs=needs)), "test.rule")
    return row.status, row.reason


@pytest.mark.parametrize("needs", [Need.TEXT, Need.YEAR, Need.EDITION, Need.FORM, Need.TEXT | Need.FORM])
def test_a_whole_report_meets_every_need(needs: Need) -> None:
    assert status_of(report(2018, sheet()), needs)[0] is Status.PASS


def test_a_table_alone_has_no_text() -> None:
    alone = document("2018年度政府信息公开情况统计表", sheet())
    status, reason = status_of(alone, Need.TEXT)
    assert status is Status.NOT_CHECKED
    assert "正文" in reason
    assert status_of(alone, Need.FORM | Need.YEAR)[0] is Status.PASS


def test_a_workbook_has_text_where_its_rows_are_read_as_such() -> None:
    tables = replace(report(), blocks=tuple(block for block in report().blocks if not isinstance(block, Paragraph)))
    assert status_of(replace(tables, format=Format.XLSX), Need.TEXT)[0] is Status.NOT_CHECKED
    assert status_of(replace(report(), format=Format.XLSX), Need.TEXT)[0] is Status.PASS


@pytest.mark.parametrize("needs", [Need.YEAR, Need.EDITION, Need.FORM])
def test_an_unknown_year_is_said(needs: Need) -> None:
    status, reason = status_of(document("关于年度工作的报告", "一、概述", TEXT, sheet(with_rows=False)), needs)
    assert status is Status.NOT_CHECKED
    assert "年度" in reason


def test_the_forms_tell_the_edition_of_a_draft_without_a_year() -> None:
    alone = document("政府信息公开情况统计表", sheet())
    assert status_of(alone, Need.FORM | Need.EDITION)[0] is Status.PASS
    assert status_of(alone, Need.YEAR)[0] is Status.NOT_CHECKED
    assert everything(alone).edition == "2008"


@pytest.mark.parametrize("year", [2008, 2010, 2013])
def test_the_form_is_not_judged_before_2014(year: int) -> None:
    status, reason = status_of(report(year, sheet()), Need.FORM)
    assert status is Status.NOT_APPLICABLE
    assert "不检查统计表" in reason


def test_no_form_and_a_picture_is_not_checked() -> None:
    assert status_of(report(2018, Picture(2)), Need.FORM)[0] is Status.NOT_CHECKED


@pytest.mark.parametrize("more", [(), (sheet(with_rows=False),)])
def test_no_form_is_reported_once_and_elsewhere(more: tuple[Table, ...]) -> None:
    assert status_of(report(2018, *more), Need.FORM)[0] is Status.NOT_APPLICABLE


@pytest.mark.parametrize("needs", [Need.EDITION, Need.FORM])
def test_an_edition_whose_data_are_incomplete_is_said(needs: Need) -> None:
    whole = rules.builtin()
    partly = replace(
        whole, rules=(rule(silent, needs=needs),), editions=tuple(replace(e, complete=False) for e in whole.editions)
    )
    row = row_of(check_document(report(2023, sheet()), partly), "test.rule")
    status, reason = row.status, row.reason
    assert status is Status.NOT_CHECKED
    assert "还没有收录" in reason


# --- whole reports of other years ---------------------------------------------------------------------------------


def whole(year: int | str) -> Document:
    lines = (line.replace("2018", str(year)) for _, line in make_samples.load_clean().body)
    return document(TITLE.format(year), *lines)


def everything(draft: Document, edition: str = "auto") -> Result:
    return check_document(draft, rules.builtin(), Settings(edition, date(2019, 3, 1)))


def test_a_report_of_2023_is_never_called_ready() -> None:
    result = everything(whole(2023))
    assert (result.year, result.edition) == (2023, "2021")
    found = {finding.rule for finding in result.findings}
    assert {"structure.edition-mixup", "table.missing"} & found
    assert not result.verdict.ready


def test_a_report_of_2010_is_not_judged_by_the_form_of_2014() -> None:
    result = everything(document(TITLE.format(2010), "一、概述", TEXT, sheet()))
    assert (result.year, result.edition) == (2010, "2008")
    states = {row.rule: row.status for row in result.checklist if row.rule.startswith("table.")}
    assert set(states.values()) == {Status.NOT_APPLICABLE}
    assert not any(finding.rule.startswith("table.") for finding in result.findings)


def test_a_report_without_a_year_is_not_ready() -> None:
    result = everything(document("青禾县政府信息公开工作年度报告", "一、概述", TEXT))
    assert (result.year, result.edition) == (None, None)
    assert not result.verdict.ready
    assert row_of(result, "period.coverage").status is Status.NOT_CHECKED
    assert row_of(result, "structure.section-missing").status is Status.NOT_CHECKED


def test_the_user_may_name_the_edition() -> None:
    assert everything(whole(2018), "2021").edition == "2021"
    assert everything(document("年度报告", TEXT), "2008").edition == "2008"


def test_every_rule_has_one_row_in_the_order_of_the_catalogue() -> None:
    result = everything(whole(2018))
    assert [row.rule for row in result.checklist] == [each.id for each in rules.builtin().rules if each.enabled]
    for row in result.checklist:
        assert row.count == sum(finding.rule == row.rule for finding in result.findings)
        assert (row.status is Status.FAIL) == (row.count > 0)
        assert row.reason or row.status in (Status.PASS, Status.FAIL)


# --- findings -----------------------------------------------------------------------------------------------------


def test_findings_stand_in_reading_order() -> None:
    draft = document(TITLE.format(2018), "一、概述", TEXT, sheet(), "落款")
    problems = [
        Problem(Missing(), "文末"),
        Problem(InCell(0, 2, 2), "格二"),
        Problem(InText(3, 0, 2), "表后"),
        Problem(InCell(0, 2, 1), "格一"),
        Problem(InText(2, 9, 12), "句二"),
        Problem(Missing(after_block=1), "一之后"),
        Problem(InText(2, 3, 5), "句一"),
        Problem(InText(0, 0, 2), "标题"),
    ]
    found = check(draft, rule(says(*problems[:4]), "test.a"), rule(says(*problems[4:]), "test.b")).findings
    assert [finding.message for finding in found] == ["标题", "一之后", "句一", "句二", "格一", "格二", "表后", "文末"]


def test_a_finding_carries_what_its_rule_says() -> None:
    problem = Problem(InText(2, 0, 2), "有问题", "改一改", {"field": "x"}, (InText(0, 0, 3),))
    (finding,) = check(report(), rule(says(problem))).findings
    assert (finding.rule, finding.severity, finding.message, finding.suggestion) == (
        "test.rule",
        Severity.WARNING,
        "有问题",
        "改一改",
    )
    assert (finding.reason, finding.data, finding.excerpt) == ("为什么要查。", {"field": "x"}, "全县")
    assert finding.basis == rules.builtin().editions[0].basis["items"]
    assert [(place.paragraph, place.start, place.end) for place in finding.related] == [(0, 0, 3)]


def test_a_problem_may_have_its_own_severity_and_basis() -> None:
    problem = Problem(Missing(), "有问题", severity=Severity.ERROR, basis="另一依据")
    (finding,) = check(report(), rule(says(problem))).findings
    assert (finding.severity, finding.basis) == (Severity.ERROR, "另一依据")


def test_without_an_edition_the_basis_is_that_of_the_manual() -> None:
    (finding,) = check(document("无题", TEXT), rule(says(Problem(Missing(), "有问题")))).findings
    assert finding.basis == "通常的依据"


def test_a_place_in_text_has_its_section_and_page() -> None:
    content = Text.join([Text.at("前半句，", 3, (0, 0)), Text.at("后半句。", 4, (1, 0))])
    blocks = [Paragraph(Text.at(line), n) for n, line in enumerate([TITLE.format(2018), "导语。", "三、收费情况"])]
    draft = Document("草稿.pdf", Format.PDF, (*blocks, Paragraph(content, 3)))
    problems = [Problem(InText(n, start, start + 2), "有问题") for n, start in ((1, 0), (3, 0), (3, 5))]
    opening, first, second = (finding.location for finding in check(draft, rule(says(*problems))).findings)
    assert (opening.kind, opening.section, opening.page) == (LocationKind.TEXT, None, None)
    assert (first.section, first.paragraph, first.start, first.end, first.page) == ("三", 3, 0, 2, 3)
    assert (second.section, second.page) == ("三", 4)


def test_a_place_in_a_sheet_has_its_sheet_and_address() -> None:
    cells = (Cell(0, 0, Text("统计指标"), address="B2"), Cell(0, 1, Text("12"), address="C2"))
    draft = Document("表.xlsx", Format.XLSX, (Table(cells, 0, "附表"),))
    problem = Problem(InCell(0, 0, 1, "统计表 › 收到申请数"), "有问题")
    (finding,) = check(draft, rule(says(problem))).findings
    place = finding.location
    assert (place.kind, place.table, place.row, place.column) == (LocationKind.CELL, 0, 0, 1)
    assert (place.sheet, place.cell, place.page, place.label) == ("附表", "C2", None, "统计表 › 收到申请数")
    assert finding.excerpt == "12"


def test_a_place_in_a_table_has_the_page_of_its_cell() -> None:
    cells = (Cell(0, 0, Text.at("甲", 2)), Cell(1, 0, Text.at("乙", 3)), Cell(2, 0, Text("")))
    draft = Document("表.pdf", Format.PDF, (Table(cells, 0, page=2),))
    found = check(draft, rule(says(*(Problem(InCell(0, n, 0), "有问题") for n in range(3))))).findings
    assert [finding.location.page for finding in found] == [2, 3, 2]


def test_what_is_missing_points_nowhere() -> None:
    (finding,) = check(report(), rule(says(Problem(Missing("二", 1, "统计期限"), "没有")))).findings
    place = finding.location
    assert (place.kind, place.section, place.label, place.after_block) == (LocationKind.DOCUMENT, "二", "统计期限", 1)
    assert (place.paragraph, place.table, finding.excerpt) == (None, None, "")


# --- verdict ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("severity", "needs", "required", "sentence"),
    [
        (None, Need.NOTHING, True, "可以报送"),
        (Severity.INFO, Need.NOTHING, True, "可以报送"),
        (Severity.WARNING, Need.NOTHING, True, "可以报送"),
        (Severity.ERROR, Need.NOTHING, True, "需修改：1 处错误"),
        (Severity.ERROR, Need.NOTHING, False, "需修改：1 处错误"),
        (None, Need.YEAR, True, "未能检查：1 项"),
        (None, Need.YEAR, False, "可以报送"),
    ],
)
def test_verdict(severity: Severity | None, needs: Need, required: bool, sentence: str) -> None:
    problems = [Problem(Missing(), "有问题", severity=severity)] if severity else []
    result = check(document("无题", TEXT), rule(says(*problems), needs=needs, required=required))
    assert result.verdict.sentence == sentence
    assert result.verdict.ready == (sentence == "可以报送")


def test_errors_and_what_was_not_checked_are_both_said() -> None:
    bad = rule(
        says(Problem(Missing(), "甲", severity=Severity.ERROR), Problem(Missing(), "乙", severity=Severity.ERROR)), "test.a"
    )
    result = check(document("无题", TEXT), bad, rule(silent, "test.b", Need.YEAR))
    assert result.verdict.sentence == "需修改：2 处错误；未能检查：1 项"


# --- files --------------------------------------------------------------------------------------------------------


def test_a_file_is_checked_with_progress_and_time(tmp_path: Path) -> None:
    path = tmp_path / "草稿.txt"
    path.write_text("\n".join([TITLE.format(2018), "一、概述", TEXT]), "utf-8")
    told: list[str] = []
    result = check_file(str(path), rules.builtin(), Settings(), told.append)
    assert (result.path, result.year, result.unit) == (str(path), 2018, "青禾县人民政府")
    assert told[:2] == ["正在读取文件…", "正在核对各项规则…"]
    assert result.seconds > 0
    assert result.checked_at[:2] == "20"


def test_a_file_that_cannot_be_read_is_an_error_with_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="不存在"):
        check_file(str(tmp_path / "没有.docx"), rules.builtin())


def test_a_long_check_tells_how_far_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    """Seldom enough that a usual one tells nothing of it."""
    told: list[str] = []
    asked = RuleSet(tuple(rule(silent, f"test.{n}") for n in range(3)), rules.builtin().editions)
    monkeypatch.setattr("core.engine.TELL_EVERY", 60.0)
    check_document(report(), asked, progress=told.append)
    assert told == []
    monkeypatch.setattr("core.engine.TELL_EVERY", 0.0)
    check_document(report(), asked, progress=told.append)
    assert told == [f"正在核对各项规则（{done}/3）…" for done in range(3)]
