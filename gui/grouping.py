"""The order in which findings are read, and the sections under which the list shows them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from core.exports.places import Places
from core.findings import ChecklistRow, Finding, Result, Severity, Status


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


@dataclass(frozen=True, slots=True)
class Group:
    """A section and the numbers of its findings, in reading order."""

    title: str
    findings: tuple[int, ...]


def grouped(result: Result, chosen: Filter) -> list[Group]:
    """The findings that a filter lets through, by section, in the order of the draft."""
    # Findings of one draft may be equal values, so they are told apart by identity.
    numbers = {id(finding): number for number, finding in enumerate(result.findings)}
    shown = [finding for finding in result.findings if chosen.lets_through(finding)]
    sections = Places(result.document).by_section(shown)
    return [Group(title, tuple(numbers[id(finding)] for finding in found)) for title, found in sections.items()]


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
