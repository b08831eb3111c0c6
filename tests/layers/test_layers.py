"""What local layers change: rules switched, severities, options, deadlines, headings, rows, relations, kinds of unit."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

import rules
from core.document import Document
from core.engine import Settings, check_document
from core.findings import Severity, Status
from core.option import is_required, options_of, says
from core.rule import Rule
from tests.layers.making import TITLE, check, draft, findings, layers, row
from tests.report.making import HEADER, document, form_rows, row_of, table

SIGNED = ("青禾县人民政府", "2019年3月25日")


def test_a_rule_is_switched_off_and_on_again_by_a_later_layer(tmp_path: Path) -> None:
    region, office = "rules: {structure.sign-off: off}\n", "rules: {structure.sign-off: {enabled: true}}\n"
    assert row(check(rules.in_force(), draft()), "structure.sign-off") is not None
    assert row(check(layers(tmp_path, region), draft()), "structure.sign-off") is None
    assert findings(check(layers(tmp_path, region, office), draft()), "structure.sign-off")


def test_files_count_in_name_order(tmp_path: Path) -> None:
    for name, severity in (("20-office.yaml", "error"), ("10-region.yaml", "info"), ("30.txt", "warning")):
        (tmp_path / name).write_text(f"rules: {{structure.sign-off: {{severity: {severity}}}}}\n", "utf-8")
    found = rules.in_force(tmp_path)
    assert found.files == 2
    assert {each.severity for each in findings(check(found, draft()), "structure.sign-off")} == {Severity.ERROR}


def test_a_chosen_severity_counts_for_every_finding_of_a_rule(tmp_path: Path) -> None:
    found = findings(check(rules.in_force(), draft()), "contact.missing")
    assert {each.severity for each in found} == {Severity.WARNING, Severity.INFO}
    changed = findings(check(layers(tmp_path, "rules: {contact.missing: {severity: 错误}}\n"), draft()), "contact.missing")
    assert {each.severity for each in changed} == {Severity.ERROR}
    assert len(changed) == len(found)


def test_a_layer_leaves_open_what_it_does_not_name(tmp_path: Path) -> None:
    first = "rules: {contact.missing: {fields: [phone]}}\n"
    second = "rules: {contact.missing: {severity: info}}\n"
    (found,) = findings(check(layers(tmp_path, first, second), draft()), "contact.missing")
    assert (found.data["field"], found.severity) == ("phone", Severity.INFO)


@pytest.mark.parametrize(
    ("title", "layer", "late"),
    [
        (TITLE, "", False),
        (TITLE, "government: 3-20", True),
        (TITLE, "government: 03-25", False),
        (TITLE, "department: 3-20", False),
        ("青禾县教育局2018年政府信息公开工作年度报告", "department: 3-20", True),
        ("青禾县禾丰镇2018年政府信息公开工作年度报告", "township: 3-20", True),
    ],
)
def test_a_local_deadline(title: str, layer: str, late: bool, tmp_path: Path) -> None:
    found = layers(tmp_path, f"rules: {{period.deadline: {{{layer}}}}}\n")
    assert found.mistakes == ()
    problems = findings(check(found, draft(*SIGNED, title=title)), "period.deadline")
    assert bool(problems) is late
    assert all("3月20日" in problem.message and "本地规则" in problem.basis for problem in problems)


def test_the_statutory_deadline_is_not_said_to_be_local() -> None:
    (late,) = findings(check(rules.in_force(), draft("青禾县人民政府", "2019年4月2日")), "period.deadline")
    assert "条例" in late.basis


@pytest.mark.parametrize(
    ("day", "said"), [("2019-03-01", "还有30天"), ("2019-03-31", "截止就是今天"), ("2019-04-01", ""), ("2018-12-01", "")]
)
def test_a_draft_without_a_date_is_told_how_long_there_is(day: str, said: str) -> None:
    result = check_document(draft(), rules.builtin(), Settings(as_of=date.fromisoformat(day)))
    notes = [note for note in result.notes if "期限" in note]
    assert (said in notes[0]) if said else not notes


def test_what_a_sign_off_must_state(tmp_path: Path) -> None:
    found = check(layers(tmp_path, "rules: {structure.sign-off: {unit: false}}\n"), draft())
    assert [each.data["field"] for each in findings(found, "structure.sign-off")] == ["date"]


def with_value(row_id: str, value: str) -> Document:
    rows = form_rows()
    rows[row_of(rows, row_id)][2] = value
    return document(TITLE, "一、概述", "全县认真执行条例，做好政府信息公开工作。" * 12, "附件", table([HEADER, *rows]))


def test_a_local_limit_of_an_amount(tmp_path: Path) -> None:
    assert not findings(check(rules.in_force(), with_value("8.4", "600")), "table.magnitude")
    found = layers(tmp_path, "rules: {table.magnitude: {limits: {'8.4': 500}}}\n")
    assert findings(check(found, with_value("8.4", "600")), "table.magnitude")
    assert not findings(check(found, with_value("8.4", "499")), "table.magnitude")
    assert findings(check(found, with_value("7", "600")), "table.magnitude"), "the built-in limit of another row stays"


NEW_CHAPTERS = (
    "总体情况",
    "主动公开政府信息情况",
    "收到和处理政府信息公开申请情况",
    "政府信息公开行政复议、行政诉讼情况",
    "存在的主要问题及改进情况",
)


def report_of_2023(last: str) -> Document:
    chapters = [f"{number}、{title}" for number, title in zip("一二三四五六", (*NEW_CHAPTERS, last), strict=True)]
    return document(TITLE.replace("2018", "2023"), *[line for each in chapters for line in (each, "情况如下，内容从略。" * 12)])


def test_an_accepted_heading_of_a_fixed_chapter(tmp_path: Path) -> None:
    wording = "其他需要说明的事项"
    assert findings(check(rules.in_force(), report_of_2023(wording)), "structure.section-title")
    found = layers(tmp_path, f"headings: [{{item: other, heading: {wording}, edition: '2021'}}]\n")
    assert not findings(check(found, report_of_2023(wording)), "structure.section-title")
    assert findings(check(found, report_of_2023("其他需说明事项")), "structure.section-title")


def test_an_accepted_heading_of_a_statutory_item(tmp_path: Path) -> None:
    def missing(layer: str, heading: str) -> set[object]:
        result = check(layers(tmp_path, layer), draft(f"二、{heading}", TITLE))
        return {each.data.get("item") for each in findings(result, "structure.section-missing")}

    assert "other" in missing("", "综合说明")
    assert "other" not in missing("headings: [{item: other, heading: 综合说明}]\n", "综合说明")
    assert "other" in missing("headings: [{item: other, heading: 综合说明}]\n", "综合说明补充")


ROW = "rows:\n  - {form: statistics, id: 1.2.6, label: 6.政务抖音公开政府信息数, unit: 条, after: 1.2.5}\n"


def table_with(values: dict[str, str], extra: list[str] | None = None) -> Document:
    rows = form_rows()
    for row_id, value in values.items():
        rows[row_of(rows, row_id)][2] = value
    if extra:
        rows.insert(row_of(rows, "1.2.5") + 1, extra)
    return document(TITLE, "一、概述", "全县认真执行条例，做好政府信息公开工作。" * 12, "附件", table([HEADER, *rows]))


def test_an_extra_row_must_be_there_and_be_filled_in(tmp_path: Path) -> None:
    found = layers(tmp_path, ROW)
    assert found.mistakes == ()
    (lost,) = findings(check(found, table_with({})), "table.row-missing")
    assert "政务抖音" in lost.message
    right = ["6.政务抖音公开政府信息数", "条", "3"]
    for extra, rule_id in ((right, ""), ([*right[:2], ""], "table.blank-cell"), ([right[0], "件", "3"], "table.label")):
        result = check(found, table_with({}, extra))
        told = {each.rule for each in result.findings if each.rule.startswith("table.")}
        assert told == ({rule_id} if rule_id else set())


def test_an_extra_row_counts_among_the_parts_or_does_not(tmp_path: Path) -> None:
    found = layers(tmp_path, ROW)
    extra = ["6.政务抖音公开政府信息数", "条", "4"]
    assert not findings(check(found, table_with({"1.1": "9", "1.2.2": "5"}, extra)), "table.bound"), "5 + 4"
    assert findings(check(found, table_with({"1.1": "10", "1.2.2": "5"}, extra)), "table.bound"), "not even with the new row"


RELATION = """
relations:
  - {name: 抖音, form: statistics, op: "<=", left: [1.2.6], right: ["1.1"], says: 抖音公开数不大于总数, severity: error}
"""


def test_a_relation_over_a_new_row_is_a_rule_of_its_own(tmp_path: Path) -> None:
    found = layers(tmp_path, ROW + RELATION)
    assert found.mistakes == ()
    result = check(found, table_with({"1.1": "5", "1.2.2": "5"}, ["6.政务抖音公开政府信息数", "条", "8"]))
    (broken,) = findings(result, "local.抖音")
    assert (broken.severity, broken.data["expected"], broken.data["actual"]) == (Severity.ERROR, 5, 8)
    assert "抖音公开数不大于总数" in broken.basis
    right = check(found, table_with({"1.1": "9", "1.2.2": "5"}, ["6.政务抖音公开政府信息数", "条", "4"]))
    assert row(right, "local.抖音").status is Status.PASS  # type: ignore[union-attr]  # the rule is in force, so it has a row


def test_a_relation_that_a_later_layer_words_anew_is_replaced(tmp_path: Path) -> None:
    loose = RELATION.replace('"<="', "if-zero").replace("不大于总数", "为零时总数也为零")
    found = layers(tmp_path, ROW + RELATION, loose)
    result = check(found, table_with({"1.1": "5", "1.2.2": "5"}, ["6.政务抖音公开政府信息数", "条", "8"]))
    assert not findings(result, "local.抖音")
    assert [each.id for each in found.ruleset.rules].count("local.抖音") == 1


def test_a_relation_does_not_apply_to_an_edition_without_its_form(tmp_path: Path) -> None:
    found = layers(
        tmp_path, "relations:\n  - {name: 列, form: '3', each: row, left: [business], right: [total], op: '<=', says: 甲}\n"
    )
    assert found.mistakes == ()
    assert row(check(found, draft()), "local.列").status is Status.NOT_APPLICABLE  # type: ignore[union-attr]  # the rule is in force, so it has a row


def test_a_relation_between_rows_of_a_grid_is_asked_of_each_column(tmp_path: Path) -> None:
    text = "relations:\n  - {name: 强制, form: '2.6', op: '<=', left: [coercion], right: [penalties], says: 甲}\n"
    found = layers(tmp_path, text)
    assert found.mistakes == ()
    relations = {
        edition.key: [each for form in edition.forms for each in form.relations if each.rule == "local.强制"]
        for edition in found.ruleset.editions
    }
    assert {key: [each.each for each in made] for key, made in relations.items()}["2021"] == ["column"]


@pytest.mark.parametrize(
    ("layer", "kind"),
    [
        ("", "department"),
        ("units: [{kind: government}]\n", "government"),
        ("units: [{name: 青禾县循环经济开发区, kind: government}]\n", "government"),
        ("units: [{name: 青禾县教育局, kind: government}]\n", "department"),
        ("units: [{kind: government}, {name: 青禾县 循环经济开发区, kind: township}]\n", "township"),
    ],
)
def test_the_kind_of_a_unit(layer: str, kind: str, tmp_path: Path) -> None:
    found = layers(tmp_path, layer, "rules: {period.deadline: {government: 1-2, department: 1-3, township: 1-4}}\n")
    days = {"government": "1月2日", "department": "1月3日", "township": "1月4日"}
    title = "青禾县循环经济开发区2018年政府信息公开工作年度报告"
    (late,) = findings(check(found, draft("青禾县循环经济开发区", "2019年2月1日", title=title)), "period.deadline")
    assert days[kind] in late.message


def test_notes_about_broken_layers_stand_in_the_result(tmp_path: Path) -> None:
    found = layers(tmp_path, "rulse: {}\n")
    assert set(found.ruleset.notes) <= set(check(found, draft()).notes)
    assert "1.yaml 第 1 行" in found.ruleset.notes[0]


def test_without_options_a_rule_uses_its_defaults() -> None:
    result = check_document(draft(), rules.builtin(), Settings(as_of=date(2019, 3, 1)))
    assert len(findings(result, "contact.missing")) == 6


@pytest.mark.parametrize("rule", [rule for rule in rules.CHECKS if rule.options is not None], ids=lambda rule: rule.id)
def test_options_are_frozen_and_described(rule: Rule) -> None:
    assert type(rule.options).__dataclass_params__.frozen
    for name, each in options_of(type(rule.options)).items():
        assert says(each), name
        assert not is_required(each), name
        assert name not in ("enabled", "severity")
