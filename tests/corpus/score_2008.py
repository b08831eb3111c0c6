"""Recall and false alarms per rule on the corpus of edition 2008: ``python -m tests.corpus.score_2008 [txt docx html]``."""

from __future__ import annotations

import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import rules
from core.engine import check_file
from core.findings import Finding, LocationKind, Result, Severity
from tests.corpus.build_2008 import write
from tests.corpus.corpus_2008 import Defect, Report, clean_reports, damaged, defects, form

_SERIOUS = {Severity.ERROR, Severity.WARNING}


@dataclass
class Outcome:
    """What a check of one report gave against what it should have given."""

    name: str
    missed: list[str] = field(default_factory=list)
    false_alarms: list[Finding] = field(default_factory=list)

    @property
    def right(self) -> bool:
        """True when everything expected was found and nothing else."""
        return not self.missed and not self.false_alarms

    def __str__(self) -> str:
        lines = [f"{self.name}:", *(f"  missed {what}" for what in self.missed)]
        return "\n".join([*lines, *(f"  false alarm {describe(finding)}" for finding in self.false_alarms)])


def describe(finding: Finding) -> str:
    """A finding in one line."""
    where = finding.location
    return f"{finding.severity.value} {finding.rule} [{finding.excerpt}] {finding.message} ({where.kind.value}, {where.label})"


def check(report: Report, folder: Path, suffix: str) -> Result:
    """Write a report in a format and check it."""
    return check_file(str(write(report, folder, suffix)), rules.builtin())


def judge_clean(report: Report, result: Result) -> Outcome:
    """No error and no warning; information only as the report's data lists it; every rule could do its work."""
    outcome = Outcome(
        report.id, [f"{row.rule}: {row.reason}" for row in result.checklist if row.status.value in {"not-checked", "rule-failed"}]
    )
    expected = list(report.infos)
    for finding in result.findings:
        name = f"{finding.rule} {finding.data.get('field', '')}".strip()
        if finding.severity is Severity.INFO and name in expected:
            expected.remove(name)
        else:
            outcome.false_alarms.append(finding)
    outcome.missed += expected
    return outcome


def judge_defect(defect: Defect, result: Result, before: Iterable[Finding] = ()) -> Outcome:
    """The one finding at the right place, and no error or warning that the clean report (``before``) does not give too."""
    known = {_key(finding) for finding in before}
    fresh = [finding for finding in result.findings if _key(finding) not in known]
    hits = [finding for finding in fresh if is_hit(defect, finding, result)]
    outcome = Outcome(f"{defect.id} ({defect.base})")
    if not hits:
        outcome.missed.append(f"{defect.rule} at {list(defect.at)}")
    elif defect.severity and hits[0].severity.value != defect.severity:
        outcome.missed.append(f"severity {defect.severity}, not {hits[0].severity.value}: {describe(hits[0])}")
    outcome.false_alarms = [f for f in fresh if f.severity in _SERIOUS and f not in hits[:1] and f.rule not in defect.also]
    return outcome


def _key(finding: Finding) -> tuple[str, str, str]:
    return finding.rule, finding.excerpt, finding.message


def is_hit(defect: Defect, finding: Finding, result: Result) -> bool:
    """Whether a finding is the expected one."""
    return finding.rule in defect.rules and any(_is_at(place, finding, result) for place in defect.at)


def _is_at(place: Mapping[str, Any], finding: Finding, result: Result) -> bool:
    where, document = finding.location, result.document
    if "says" in place:
        return str(place["says"]) in finding.message
    if "text" in place:
        if where.kind is not LocationKind.TEXT or where.paragraph is None:
            return False
        part = str(place.get("excerpt", ""))
        return str(place["text"]) in document.paragraphs[where.paragraph].text and part in finding.excerpt
    if "document" in place:
        return where.kind is LocationKind.DOCUMENT
    if where.kind is not LocationKind.CELL or where.table is None or where.row is None:
        return False
    return "table" in place or _is_row(place, finding, result)


def _is_row(place: Mapping[str, Any], finding: Finding, result: Result) -> bool:
    """Whether the finding points to a row of the form, told by its number of the same kind before it."""
    where = finding.location
    table = result.document.tables[where.table or 0]
    grid = table.texts()
    start = next(at for at, cells in enumerate(grid) if cells[0].startswith("一、主动公开"))
    number = [row.id for row in form()].index(str(place["row"]))
    if (where.row or 0) - start != number:
        return False
    return "column" not in place or where.column == place["column"]


def score(suffixes: Sequence[str]) -> tuple[list[Outcome], Counter[str], Counter[str], Counter[str]]:
    """All outcomes, and per rule: defects, defects found, false alarms."""
    outcomes: list[Outcome] = []
    due: Counter[str] = Counter()
    found: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as name:
        for suffix in suffixes:
            before = {key: check(report, Path(name), suffix) for key, report in clean_reports().items()}
            outcomes += [judge_clean(clean_reports()[key], result) for key, result in before.items()]
            for defect in defects():
                base = next(result for key, result in before.items() if key.startswith(defect.base))
                outcome = judge_defect(defect, check(damaged(defect), Path(name), suffix), base.findings)
                due[defect.rule] += 1
                found[defect.rule] += not outcome.missed
                outcomes.append(outcome)
    alarms = Counter(finding.rule for outcome in outcomes for finding in outcome.false_alarms)
    return outcomes, due, found, alarms


def table(due: Counter[str], found: Counter[str], alarms: Counter[str]) -> str:
    """One line per rule, and one for all."""
    lines = [
        f"{rule:55} found {found[rule]:3} of {due[rule]:3}   false alarms {alarms[rule]}" for rule in sorted({*due, *alarms})
    ]
    return "\n".join([*lines, f"{'all':55} found {found.total():3} of {due.total():3}   false alarms {alarms.total()}"])


def main(suffixes: Sequence[str]) -> None:
    """Print the score and everything that is wrong."""
    outcomes, *counts = score(suffixes)
    wrong = [str(outcome) for outcome in outcomes if not outcome.right]
    sys.stdout.write("\n".join([*wrong, table(*counts)]) + "\n")


if __name__ == "__main__":
    main(sys.argv[1:] or ["txt"])
