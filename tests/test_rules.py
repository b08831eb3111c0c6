"""The catalogue as a whole: ids, manual pages, severities, cases of every rule, and the data of the editions."""

from __future__ import annotations

from datetime import date

import pytest

import rules
from core.edition import Edition, Form, Relation
from core.findings import Severity
from core.rule import Rule, parse_manual
from core.text.fold import bare
from tests.test_cases import load

# The ids that other parts rely on, with the severity that they have when a rule says nothing else.
CATALOGUE = {
    "structure.title": "info",
    "structure.section-missing": "error",
    "structure.section-order": "warning",
    "structure.section-title": "warning",
    "structure.section-empty": "error",
    "structure.heading-numbering": "warning",
    "structure.attachment": "warning",
    "structure.aspect-missing": "warning",
    "structure.edition-mixup": "error",
    "structure.sign-off": "info",
    "contact.missing": "warning",
    "contact.format": "warning",
    "contact.mismatch": "warning",
    "period.missing": "warning",
    "period.invalid": "error",
    "period.coverage": "error",
    "period.year-mismatch": "error",
    "period.stale-year": "warning",
    "period.deadline": "error",
    "table.missing": "error",
    "table.row-missing": "error",
    "table.column-missing": "error",
    "table.label": "warning",
    "table.blank-cell": "warning",
    "table.not-a-number": "warning",
    "table.sum": "error",
    "table.balance": "error",
    "table.bound": "error",
    "table.magnitude": "warning",
    "table.competence": "warning",
    "consistency.text-table": "error",
    "consistency.repeated-figure": "warning",
    "consistency.text-sum": "warning",
    "consistency.percentage": "error",
    "consistency.text-count": "warning",
    "consistency.previous-year": "error",
    "consistency.roll-up": "error",
    "content.placeholder": "error",
    "content.problems-missing": "warning",
    "content.improvements-missing": "warning",
    "content.fee-statement": "warning",
    "content.superseded-law": "warning",
    "content.document-number": "warning",
    "content.wrong-unit": "error",
    "content.submission-wording": "warning",
    "content.personal-information": "error",
    "content.duplicate-paragraph": "info",
    "content.copied-from-previous-year": "warning",
    "language.term": "warning",
    "language.brackets": "info",
    "language.punctuation": "info",
    "language.repeated-word": "info",
    "language.approximation": "info",
    "language.open-ended-date": "info",
    "language.list-markers": "info",
    # Off unless an office switches them on.
    "structure.extra-chapter": "info",
    "structure.overall-length": "info",
    "contact.free-mail": "info",
    "contact.website-host": "info",
    "table.shifted-column": "info",
    "table.footer": "info",
    "consistency.channel": "info",
    "language.abbreviation": "info",
    "language.spacing": "info",
    "language.outdated-name": "info",
}
BY_ID = {rule.id: rule for rule in rules.CHECKS}
EDITIONS = {edition.key: edition for edition in rules.builtin().editions}
RELATED = {row.rule for edition in EDITIONS.values() for form in edition.forms for row in form.relations}


def test_ids_are_unique() -> None:
    assert len(BY_ID) == len(rules.CHECKS)


@pytest.mark.parametrize("rule", rules.CHECKS, ids=lambda rule: rule.id)
def test_a_rule_is_in_the_catalogue_with_its_severity(rule: Rule) -> None:
    assert CATALOGUE[rule.id] == rule.severity.value


@pytest.mark.parametrize("rule", rules.CHECKS, ids=lambda rule: rule.id)
def test_a_rule_has_a_title_and_every_part_of_its_page(rule: Rule) -> None:
    manual = rule.manual
    assert rule.title.strip()
    assert all(part.strip() for part in (manual.summary, manual.checks, manual.why, manual.basis))
    assert manual.wrong != manual.right
    assert bare(manual.wrong)
    assert bare(manual.right)


def test_a_page_that_lacks_a_part_is_refused() -> None:
    page = "概述。\n\n检查：甲\n为什么：乙\n依据：丙\n错误示例：丁\n"
    with pytest.raises(ValueError, match="正确示例"):
        parse_manual(page)
    assert parse_manual(page + "正确示例：戊").right == "戊"


@pytest.mark.parametrize("rule", rules.CHECKS, ids=lambda rule: rule.id)
def test_the_basis_of_a_rule_is_in_the_complete_editions(rule: Rule) -> None:
    assert all(edition.basis[rule.basis].strip() for edition in EDITIONS.values() if edition.complete)


@pytest.mark.parametrize("rule_id", BY_ID)
def test_a_rule_has_cases_that_fire_that_pass_and_that_only_look_alike(rule_id: str) -> None:
    cases = load(rule_id)
    unused = rule_id in {"table.sum", "table.bound", "table.balance"} - RELATED
    assert unused or any(case.get("finds") for case in cases), "no case that fires"
    assert any(not case.get("finds") for case in cases), "no case that passes"
    assert any("alike" in case for case in cases), "no case that only looks alike"


def test_the_cases_are_enough() -> None:
    counts = {rule_id: len(load(rule_id)) for rule_id in BY_ID}
    assert sum(counts.values()) >= 12 * len(counts)
    assert min(counts.values()) >= 5, counts


def test_the_editions_cover_every_year_once() -> None:
    for year in range(2008, date.today().year + 1):
        assert [edition.key for edition in EDITIONS.values() if edition.covers(year)] == [
            "2008" if year <= 2018 else "2019" if year <= 2020 else "2021"
        ]


def statistics() -> Form:
    """The form of edition 2008."""
    (form,) = EDITIONS["2008"].forms
    return form


def test_the_form_of_2008_has_its_rows() -> None:
    rows = statistics().rows
    assert len(rows) == 65
    assert sum(not row.heading for row in rows) == 58
    assert [row.id for row in rows if row.heading] == ["1", "1.2", "2", "2.2", "3", "8", "9"]
    assert len({row.id for row in rows}) == 65
    assert all(row.unit for row in rows if not row.heading)
    assert {row.id for row in rows if row.decimal} == {"7", "8.4"}


def test_parents_stand_before_their_rows() -> None:
    seen: set[str] = set()
    for row in statistics().rows:
        assert row.parent is None or row.parent in seen, row.id
        seen.add(row.id)


def relation(relation_id: str) -> list[Relation]:
    """A relation, or those that it is written as (O2.1, O2.2 …)."""
    return [each for each in statistics().relations if each.id == relation_id or each.id.startswith(f"{relation_id}.")]


# Relation, number of single relations, severity, rule: O1 to O14 of the official form.
RELATIONS = [
    ("O1", 1, Severity.ERROR, "table.bound"),
    ("O2", 5, Severity.ERROR, "table.bound"),
    ("O3", 1, Severity.ERROR, "table.bound"),
    ("O4", 1, Severity.WARNING, "table.bound"),
    ("O5", 2, Severity.ERROR, "table.bound"),
    ("O6", 1, Severity.WARNING, "table.bound"),
    ("O7", 1, Severity.ERROR, "table.sum"),
    ("O8", 1, Severity.ERROR, "table.sum"),
    ("O9", 1, Severity.ERROR, "table.sum"),
    ("O10", 1, Severity.ERROR, "table.sum"),
    ("O11", 1, Severity.WARNING, "table.sum"),
    ("O12", 2, Severity.WARNING, "table.bound"),
    ("O13", 2, Severity.ERROR, "table.sum"),
    ("O14", 1, Severity.ERROR, "table.sum"),
]


@pytest.mark.parametrize(("relation_id", "count", "severity", "rule_id"), RELATIONS)
def test_a_relation_of_the_form_is_there(relation_id: str, count: int, severity: Severity, rule_id: str) -> None:
    found = relation(relation_id)
    assert len(found) == count
    assert {each.severity for each in found} == {severity}
    assert {each.rule for each in found} == {rule_id}
    assert all(each.says.strip() for each in found)


@pytest.mark.parametrize("edition", EDITIONS.values(), ids=lambda edition: edition.key)
def test_what_the_data_name_exists(edition: Edition) -> None:
    rows = {row.id for form in edition.forms for row in form.rows}
    columns = {column.id for form in edition.forms for column in form.values}
    for relation in (each for form in edition.forms for each in form.relations):
        assert {*relation.left, *relation.right} <= (columns if relation.each == "row" else rows)
    assert all(set(link.columns) <= columns and {row for each in link.readings for row in each} <= rows for link in edition.links)
    assert all(bool(link.pattern) != bool(link.words or link.zero or link.none) for link in edition.links)
    assert all(each.rule in BY_ID for form in edition.forms for each in form.relations)
    assert all(set(link.rows) <= rows for link in edition.links)
    assert all(set(item.rows) <= rows for item in edition.items)
    assert len({link.id for link in edition.links}) == len(edition.links)


def test_the_items_of_2008_are_the_six_of_the_law() -> None:
    assert [item.basis for item in EDITIONS["2008"].items] == [f"第（{number}）项" for number in "一二三四五六"]
