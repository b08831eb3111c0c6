"""Every rule on its cases, tests/cases/<rule id>.yaml: what it must find, and what looks like it and must be left alone.

A case is a list item with ``name`` and

- the draft: ``text`` (a whole small draft; a line ``<table>`` stands for the clean table), ``base: 2021`` (the clean report on 2023 in
  cases/clean-2021.txt), ``base: d04`` (a clean report of the corpus by the start of its id), or nothing, which is the clean sample;
- what is changed in it, in this order: ``rows`` (form row id: value | [label, unit, value] with null for unchanged | null to drop
  the row), ``columns`` (which columns of the table are kept, or [caption, filler] for a further one), ``cut`` ([from, to] or
  [from, null]: text left out) and ``edit`` ([old, new], or [old, new, all]);
- ``report`` instead: a small report of the editions from 2019 on, see ``tests/small_report.py``; ``edit`` changes it too;
- ``previous``: last year's report, described in the same way;
- ``as_of`` and ``edition``, as on the command line;
- what must come of it: ``finds``, in order, each a mapping with any of ``excerpt``, ``marks`` (stands in the excerpt),
  ``message`` (a text or several that stand in the message), ``severity``, ``data`` (a part of it), ``label`` (stands in the label),
  ``section``, ``kind``; or ``status`` of the rule;
- ``alike`` on a case that must find nothing: why it is right although it looks wrong; ``why``, a note on any other; ``bug``, what is wrong
  with the program as long as a case fails for it.
"""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

import rules
from core import engine, readers
from core.document import Document
from core.findings import ChecklistRow, Finding
from core.report import Report, understand
from core.rule import Case, Rule
from resources.samples import make_samples
from tests import small_report
from tests.corpus import corpus_2008, corpus_2021
from tests.corpus.build import as_text

CASES = Path(__file__).with_name("cases")
RULES = {rule.id: rule for rule in rules.CHECKS}
CHECKED_ON = date(2019, 2, 25)
"""The day of checking where a case names none: in time for the reports on 2018."""

Raw = dict[str, Any]


def load(rule_id: str) -> list[Raw]:
    """The cases of a rule, of <rule id>.yaml and what is set apart as <rule id>@<of what>.yaml; none where it has no file."""
    paths = sorted(path for path in CASES.glob("*.yaml") if path.stem.partition("@")[0] == rule_id)
    return [case for path in paths for case in yaml.safe_load(path.read_text(encoding="utf-8")) or []]


@cache
def clean_table() -> str:
    """The clean table as tab-separated lines, its header first."""
    sheet = make_samples.load_clean().attachment
    return "\n".join("\t".join(row) for row in [sheet["header"], *sheet["rows"]])


def draft_of(case: Raw) -> str:
    """The draft of a case. Raises ValueError when a change does not fit it."""
    table = clean_table()
    draft = _whole(case, table)
    if "rows" in case or "columns" in case:
        draft = _replaced(draft, table, _changed_table(table, case), everywhere=False)
    for start, end in case.get("cut", []):
        draft = _without(draft, start, end)
    for old, new, *everywhere in case.get("edit", []):
        draft = _replaced(draft, str(old), str(new), everywhere=bool(everywhere))
    return draft


def _whole(case: Raw, table: str) -> str:
    if "report" in case:
        return small_report.draft(case["report"])
    if "text" in case:
        return str(case["text"]).replace("<table>", table)
    if isinstance(case.get("base"), str):
        return corpus_text(case["base"])
    if case.get("base") == 2021:
        return (CASES / "clean-2021.txt").read_text(encoding="utf-8")
    return _clean_sample()


@cache
def _clean_sample() -> str:
    return make_samples.as_text(make_samples.load_clean())


@cache
def corpus_text(name: str) -> str:
    """A clean report of the corpus."""
    corpus = next(
        each for each in (corpus_2008.corpus(), corpus_2021.corpus()) if any(key.startswith(name) for key in each.clean)
    )
    return as_text(corpus.find(name), corpus)


def _changed_table(table: str, case: Raw) -> str:
    header, *lines = (line.split("\t") for line in table.split("\n"))
    form = next(edition for edition in rules.builtin().editions if edition.key == "2008").forms[0]
    ids = [row.id for row in form.rows]
    by_id = dict(zip(ids, lines, strict=True))
    for row_id, change in case.get("rows", {}).items():
        if change is None:
            del by_id[str(row_id)]
            continue
        wanted = change if isinstance(change, list) else [None, None, change]
        old = by_id[str(row_id)]
        by_id[str(row_id)] = [was if new is None else str(new) for was, new in zip(old, wanted, strict=True)]
    kept = case.get("columns", [0, 1, 2])
    rows = [header, *by_id.values()]
    return "\n".join("\t".join(_cell(row, column, number) for column in kept) for number, row in enumerate(rows))


def _cell(row: list[str], column: int | list[str], number: int) -> str:
    """A cell of the changed table: of a column that is kept, or of a further one (its caption, then its filler)."""
    return row[column] if isinstance(column, int) else column[min(number, 1)]


def _without(draft: str, start: str, end: str | None) -> str:
    if draft.count(start) != 1:
        raise ValueError(f"{start!r} stands {draft.count(start)} times, not once")
    before, after = draft.split(start)
    if end is None:
        return before
    if end not in after:
        raise ValueError(f"{end!r} does not stand after {start!r}")
    return before + after[after.index(end) :]


def _replaced(draft: str, old: str, new: str, *, everywhere: bool) -> str:
    times = draft.count(old)
    if times == 0 or (times > 1 and not everywhere):
        raise ValueError(f"{old!r} stands {times} times")
    return draft.replace(old, new)


def run(rule: Rule, case: Raw, folder: Path) -> tuple[list[Finding], ChecklistRow]:
    """What a rule finds in the draft of a case, read as a text file."""
    report = _report(case, folder)
    previous = _report(case["previous"], folder) if "previous" in case else None
    findings, row = engine.run_rule(rule, Case(report, case.get("as_of", CHECKED_ON), asked="as_of" in case, previous=previous))
    return sorted(findings, key=lambda finding: reading_order(report.document, finding)), row


def _report(case: Raw, folder: Path) -> Report:
    path = folder / "draft.txt"
    path.write_text(draft_of(case), encoding="utf-8")
    return understand(readers.read(path), rules.builtin().editions, str(case.get("edition", "auto")))


def reading_order(document: Document, finding: Finding) -> tuple[int, int, int]:
    """Where a finding stands; what is missing stands behind its block."""
    where = finding.location
    if where.paragraph is not None:
        return document.position(document.paragraphs[where.paragraph]), where.start or 0, 0
    if where.table is not None:
        return document.position(document.tables[where.table]), where.row or 0, where.column or 0
    return (len(document.blocks) if where.after_block is None else where.after_block), 1_000_000, 0


def agrees(finding: Finding, expected: Raw) -> bool:
    """Whether a finding is the one expected."""
    messages = expected.get("message", [])
    contained = [(part, finding.message) for part in ([messages] if isinstance(messages, str) else messages)]
    contained += [(expected.get("marks", ""), finding.excerpt), (expected.get("label", ""), finding.location.label or "")]
    equal = {
        "excerpt": finding.excerpt,
        "severity": finding.severity.value,
        "section": finding.location.section,
        "kind": finding.location.kind.value,
    }
    return (
        all(str(part) in whole for part, whole in contained)
        and all(expected[key] == value for key, value in equal.items() if key in expected)
        and all(finding.data.get(key) == value for key, value in expected.get("data", {}).items())
    )


def told(findings: list[Finding], row: ChecklistRow) -> str:
    """What was found, for the message of a test that fails."""
    lines = [
        f"{finding.severity.value}: {finding.message} | {finding.excerpt!r} | {asdict(finding.location)} | {dict(finding.data)}"
        for finding in findings
    ]
    return "\n".join([f"{row.status.value}: {row.reason}", *lines])


def cases() -> list[Any]:
    """Every case with its rule."""
    return [
        pytest.param(rule, case, id=f"{rule.id}-{number}-{case.get('name', '')}")
        for rule in rules.CHECKS
        for number, case in enumerate(load(rule.id), 1)
    ]


@pytest.mark.parametrize(("rule", "case"), cases())
def test_case(rule: Rule, case: Raw, tmp_path: Path) -> None:
    findings, row = run(rule, case, tmp_path)
    expected = case.get("finds", [])
    assert len(findings) == len(expected), told(findings, row)
    for finding, wanted in zip(findings, expected, strict=True):
        assert agrees(finding, wanted), f"{wanted}\n{told(findings, row)}"
    status = case.get("status", "fail" if expected else None)
    assert row.status.value == status if status else row.status.value in ("pass", "not-applicable"), told(findings, row)


KEYS = {
    "name",
    "base",
    "text",
    "report",
    "previous",
    "rows",
    "columns",
    "cut",
    "edit",
    "as_of",
    "edition",
    "finds",
    "status",
    "alike",
    "why",
    "bug",
}
FINDS_KEYS = {"excerpt", "marks", "message", "severity", "data", "label", "section", "kind"}


@pytest.mark.parametrize("rule_id", RULES)
def test_cases_are_well_formed(rule_id: str) -> None:
    loaded = load(rule_id)
    for case in loaded:
        assert set(case) <= KEYS, case
        assert case.get("name"), case
        assert "finds" in case or "status" in case, case
        assert not ("alike" in case and case.get("finds")), case
        assert all(set(wanted) <= FINDS_KEYS and wanted for wanted in case.get("finds", [])), case
    names = [case["name"] for case in loaded]
    assert len(names) == len(set(names))


def test_every_case_file_belongs_to_a_rule() -> None:
    assert {path.stem.partition("@")[0] for path in CASES.glob("*.yaml")} <= set(RULES)


def test_a_change_that_fits_nowhere_is_refused() -> None:
    with pytest.raises(ValueError, match="0 times"):
        draft_of({"edit": [["没有这句话", ""]]})
    with pytest.raises(ValueError, match="times"):
        draft_of({"edit": [["政府信息", ""]]})
    with pytest.raises(KeyError):
        draft_of({"rows": {"9.9": None}})
