"""What a check of a report should give against what it gives, and recall and false alarms per rule over a corpus."""

from __future__ import annotations

import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import rules
from core.document import Document
from core.engine import Settings, check_file
from core.findings import Finding, LocationKind, Result, Severity
from core.ruleset import RuleSet
from tests.corpus.build import write, write_previous
from tests.corpus.common import Corpus, Defect, Report

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


def check(
    report: Report, corpus: Corpus, folder: Path, suffix: str, defect: Defect | None = None, before: Document | None = None
) -> Result:
    """Write a report in a format, with last year's beside it where the data names one, and check it.

    A rule that is off by default is switched on for the reports that have a defect of it. ``before`` is the report without the defect
    as it was read: the draft is checked again.
    """
    path = write(report, corpus, folder, suffix)
    previous = write_previous(report, corpus, folder, suffix, defect.previous_edits if defect else ())
    return check_file(str(path), with_rules(defect.rules if defect else set()), settings_with(previous), before=before)


def with_rules(names: Set[str]) -> RuleSet:
    """The built-in rules, those named switched on."""
    ruleset = rules.builtin()
    return replace(ruleset, rules=tuple(replace(each, enabled=each.enabled or each.id in names) for each in ruleset.rules))


def settings_with(previous: Path | None) -> Settings:
    """The settings for a check beside last year's report; as long as the engine knows none, without it."""
    if previous is None or "previous" not in Settings.__dataclass_fields__:
        return Settings()
    values: dict[str, Any] = dict.fromkeys(["previous"], str(previous))
    return Settings(**values)


def judge_clean(report: Report, result: Result) -> Outcome:
    """No finding but those that the report's data lists; every rule could do its work."""
    outcome = Outcome(
        report.id, [f"{row.rule}: {row.reason}" for row in result.checklist if row.status.value in {"not-checked", "rule-failed"}]
    )
    expected = report.expected
    for finding in result.findings:
        name = f"{finding.severity.value} {finding.rule} {finding.data.get('field', '')}".strip()
        if name in expected:
            expected.remove(name)
        else:
            outcome.false_alarms.append(finding)
    outcome.missed += expected
    return outcome


def judge_defect(corpus: Corpus, defect: Defect, result: Result, before: Iterable[Finding] = ()) -> Outcome:
    """The one finding at the right place, and no error or warning that the clean report (``before``) does not give too."""
    known = {_key(finding) for finding in before}
    fresh = [finding for finding in result.findings if _key(finding) not in known]
    hits = [finding for finding in fresh if is_hit(corpus, defect, finding, result)]
    outcome = Outcome(f"{defect.id} ({defect.base})")
    if not hits:
        outcome.missed.append(f"{defect.rule} at {list(defect.at)}")
    elif defect.severity and hits[0].severity.value != defect.severity:
        outcome.missed.append(f"severity {defect.severity}, not {hits[0].severity.value}: {describe(hits[0])}")
    outcome.false_alarms = [f for f in fresh if f.severity in _SERIOUS and f not in hits[:1] and f.rule not in defect.also]
    return outcome


def _key(finding: Finding) -> tuple[str, str, str]:
    return finding.rule, finding.excerpt, finding.message


def is_hit(corpus: Corpus, defect: Defect, finding: Finding, result: Result) -> bool:
    """Whether a finding is the expected one."""
    return finding.rule in defect.rules and any(_is_at(corpus, place, finding, result) for place in defect.at)


def _is_at(corpus: Corpus, place: Mapping[str, Any], finding: Finding, result: Result) -> bool:
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
    return "table" in place or corpus.on_row(place, finding, result)


@dataclass
class Score:
    """All outcomes, and per rule: defects, defects found, false alarms."""

    outcomes: list[Outcome] = field(default_factory=list)
    due: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)

    @property
    def alarms(self) -> Counter[str]:
        """False alarms per rule."""
        return Counter(finding.rule for outcome in self.outcomes for finding in outcome.false_alarms)

    def table(self) -> str:
        """One line per rule, and one for all."""
        due, found, alarms = self.due, self.found, self.alarms
        names = [*sorted({*due, *alarms}), "all"]
        due["all"], found["all"], alarms["all"] = due.total(), found.total(), alarms.total()
        return "\n".join(f"{name:55} found {found[name]:3} of {due[name]:3}   false alarms {alarms[name]}" for name in names)


def score(corpus: Corpus, suffixes: Sequence[str]) -> Score:
    """Check every report in the formats named."""
    result = Score()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for suffix in suffixes:
            before = {key: check(report, corpus, folder, suffix) for key, report in corpus.clean.items()}
            result.outcomes += [judge_clean(corpus.clean[key], checked) for key, checked in before.items()]
            for defect in corpus.defects:
                checked = check(corpus.damaged(defect), corpus, folder, suffix, defect)
                outcome = judge_defect(corpus, defect, checked, before[corpus.base(defect).id].findings)
                result.due[defect.rule] += 1
                result.found[defect.rule] += not outcome.missed
                result.outcomes.append(outcome)
    return result


def main(corpus: Corpus, suffixes: Sequence[str]) -> None:
    """Print everything that is wrong, and the score."""
    result = score(corpus, suffixes or ["txt"])
    wrong = [str(outcome) for outcome in result.outcomes if not outcome.right]
    sys.stdout.write("\n".join([*wrong, result.table()]) + "\n")
