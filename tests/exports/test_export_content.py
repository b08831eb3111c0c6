"""What every checklist says: order and numbers, dismissals with reasons, what was not checked, an office's own columns."""

from __future__ import annotations

from dataclasses import replace

from core.checklist_form import COLUMNS, ChecklistForm
from core.exports.content import VALUES, Content, cells_of
from core.findings import ChecklistRow, Status
from tests.exports import export_data


def test_entries_are_numbered_in_the_order_of_the_draft() -> None:
    result = export_data.result()
    entries = Content(result).entries
    assert [entry.number for entry in entries] == [1, 2, 3, 4, 5]
    assert [entry.finding.rule for entry in entries] == [
        "table.missing",
        "period.coverage",
        "contact.missing",
        "consistency.percentage",
        "table.bound",
    ]
    assert all(result.findings[entry.index] is entry.finding for entry in entries)


def test_equal_findings_are_entries_of_their_own() -> None:
    twice = replace(export_data.result(), findings=export_data.findings()[:1] * 2)
    assert [(entry.number, entry.index) for entry in Content(twice).entries] == [(1, 0), (2, 1)]


def test_severities_have_shapes_and_the_dismissed_one_has_its_own() -> None:
    marks = {entry.finding.rule: entry.mark for entry in Content(export_data.result()).entries}
    assert (marks["table.bound"], marks["contact.missing"], marks["period.coverage"]) == ("●", "○", "◇")


def test_compared_places_leave_out_the_place_itself() -> None:
    bound = export_data.findings()[0]
    result = replace(export_data.result(), findings=(replace(bound, related=(bound.location, *bound.related)),))
    (entry,) = Content(result).entries
    assert entry.compared == ("二、主动公开政府信息情况 › 正文第6段（第4页）",)


def test_the_verdict_comes_with_what_was_not_checked_and_why() -> None:
    rows = (
        ChecklistRow("a.a", Status.NOT_CHECKED, reason="只有图片。", title="甲", required=False),
        ChecklistRow("a.b", Status.NOT_CHECKED, reason="没有年度。", title="乙"),
        ChecklistRow("a.c", Status.RULE_FAILED, reason="", title="丙"),
        ChecklistRow("a.d", Status.NOT_CHECKED, reason="没有年度。", title="丁"),
        ChecklistRow("a.e", Status.PASS, title="戊"),
    )
    content = Content(replace(export_data.result(), checklist=rows))
    assert [(group.reason, group.rules, group.required) for group in content.unchecked] == [
        ("没有年度。", ("乙", "丁"), True),
        ("程序故障", ("丙",), True),
        ("只有图片。", ("甲",), False),
    ]
    said = [value for name, value in content.facts() if name == "未能检查"]
    assert said == ["乙、丁：没有年度。", "丙：程序故障", "甲（不影响结论）：只有图片。"]


def test_notes_of_reading_and_checking_are_among_the_facts() -> None:
    result = export_data.result()
    noted = replace(result, document=replace(result.document, notes=("第3页是图片。",)), notes=("本地规则有误。",))
    facts = dict(Content(noted).facts())
    assert (facts["阅读说明"], facts["检查说明"]) == ("第3页是图片。", "本地规则有误。")


def test_every_column_that_an_office_may_name_has_a_value() -> None:
    assert set(VALUES) == set(COLUMNS)
    (entry, *_) = Content(export_data.result()).entries
    assert len(cells_of(entry, tuple(COLUMNS), ())) == len(COLUMNS)


def test_columns_are_those_of_the_export_unless_the_office_says_otherwise() -> None:
    content = Content(export_data.result())
    assert (content.columns(("序号", "问题")), content.fill_in(("备注",))) == (("序号", "问题"), ("备注",))
    form = ChecklistForm(columns=("问题",), fill_in=())
    content = Content(replace(export_data.result(), form=form))
    assert (content.columns(("序号", "问题")), content.fill_in(("备注",))) == (("问题",), ())


def test_the_reason_of_a_dismissal_is_never_lost() -> None:
    dismissed = next(entry for entry in Content(export_data.result()).entries if entry.waived)
    assert cells_of(dismissed, ("问题",), ("责任人", "整改情况")) == ["少一天", "", "已忽略：已核实"]
    assert cells_of(dismissed, ("问题",), ("责任人",)) == ["少一天\n已忽略：已核实", ""]
    still_open = next(entry for entry in Content(export_data.result()).entries if not entry.waived)
    assert cells_of(still_open, ("问题",), ("整改情况",)) == [still_open.finding.message, ""]
