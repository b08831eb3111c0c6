"""The order in which findings are read, and the headings under which the list shows them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from core.exports.places import Places
from core.findings import ChecklistRow, Finding, Result, Severity, Status
from core.text.fold import bare
from gui.preparing import prepared


class Filter(StrEnum):
    """What the list shows."""

    ALL = "all"
    ERROR = "error"
    WARNING = "warning"
    INFO = "info"
    WAIVED = "waived"

    def lets_through(self, finding: Finding) -> bool:
        """Whether a finding is shown."""
        if self is Filter.WAIVED or finding.waived is not None:
            return self is Filter.WAIVED and finding.waived is not None
        return self is Filter.ALL or finding.severity.value == self.value


class Grouping(StrEnum):
    """By what the list is divided."""

    SECTION = "section"
    SEVERITY = "severity"
    RULE = "rule"

    @property
    def label(self) -> str:
        """The words that users see."""
        return {"section": "按章节", "severity": "按级别", "rule": "按规则"}[self.value]


@dataclass(frozen=True, slots=True)
class Choice:
    """How the user wants the list: filter, division, and the words that a finding must hold."""

    filter: Filter = Filter.ALL
    grouping: Grouping = Grouping.SECTION
    words: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """A heading and the numbers of its findings, in reading order."""

    title: str
    findings: tuple[int, ...]


def grouped(result: Result, choice: Choice) -> list[Group]:
    """The findings that are let through, under their headings, in the order of the draft."""
    places, titles = prepared(result).places, rule_titles(result)
    looked_for = bare(choice.words).lower()
    shown = [
        number
        for number in places.order(result.findings)
        if choice.filter.lets_through(result.findings[number])
        and (not looked_for or looked_for in bare(_all_words(result.findings[number], places, titles)).lower())
    ]
    groups: dict[str, list[int]] = {}
    heading = _heading(choice.grouping, places, titles)
    for number in _in_order(shown, result, choice.grouping):
        groups.setdefault(heading(result.findings[number]), []).append(number)
    return [Group(title, tuple(numbers)) for title, numbers in groups.items()]


def _in_order(numbers: Sequence[int], result: Result, grouping: Grouping) -> list[int]:
    """The graver first where that is what the list is divided by."""
    if grouping is Grouping.SECTION:
        return list(numbers)
    return sorted(numbers, key=lambda number: -result.findings[number].severity.weight)


def _heading(grouping: Grouping, places: Places, titles: dict[str, str]) -> Callable[[Finding], str]:
    if grouping is Grouping.SEVERITY:
        return lambda finding: finding.severity.label
    if grouping is Grouping.RULE:
        return lambda finding: titles.get(finding.rule, finding.rule)
    return lambda finding: places.section(finding.location)


def _all_words(finding: Finding, places: Places, titles: dict[str, str]) -> str:
    """What a search looks through."""
    told = (finding.message, finding.excerpt, finding.suggestion or "", finding.rule, titles.get(finding.rule, ""))
    return "\n".join((*told, places.full(finding.location), finding.waived.reason if finding.waived else ""))


def rule_titles(result: Result) -> dict[str, str]:
    """What each rule checks, by its id."""
    return {row.rule: row.title for row in result.checklist if row.title}


def unchecked(result: Result) -> list[ChecklistRow]:
    """The rules that could not be checked, required ones first."""
    stuck = {Status.NOT_CHECKED, Status.RULE_FAILED}
    return sorted((row for row in result.checklist if row.status in stuck), key=lambda row: not row.required)


def counts(result: Result) -> dict[Filter, int]:
    """How many findings each filter lets through."""
    return {chosen: sum(1 for finding in result.findings if chosen.lets_through(finding)) for chosen in Filter}


def verdict_extra(result: Result) -> str:
    """What the verdict does not say: the warnings and hints beside it."""
    said = ((Severity.WARNING, "处提醒"), (Severity.INFO, "处提示"))
    parts = [f"{result.count(severity)} {word}" for severity, word in said if result.count(severity)]
    return f"另有 {'、'.join(parts)}" if parts else "没有提醒和提示"
