"""The order in which findings are read, and the sections under which the list shows them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum

from core.document import Document, Paragraph
from core.findings import ChecklistRow, Finding, Location, LocationKind, Result, Severity, Status
from gui.headings import section_titles
from gui.page.marks import TOP, block_of, gap_of

PREAMBLE = "导语"
WHOLE = "全文"
TABLE = "统计表"
BEHIND = 1_000_000


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


def reading_key(document: Document, location: Location) -> tuple[int, int, int]:
    """Sorts places as they are met on the sheet."""
    block = block_of(document, location)
    if block is None:
        return gap_of(document, location), BEHIND, 0
    if location.kind is LocationKind.TEXT:
        return block, location.start or 0, location.end or 0
    return block, location.row or 0, location.column or 0


def grouped(result: Result, chosen: Filter) -> list[Group]:
    """The findings that a filter lets through, by section, in the order of the draft."""
    document = result.document
    title_of = _titles(document)
    numbers = [number for number, finding in enumerate(result.findings) if chosen.lets_through(finding)]
    numbers.sort(key=lambda number: reading_key(document, result.findings[number].location))
    groups: dict[str, list[int]] = {}
    for number in numbers:
        groups.setdefault(title_of(result.findings[number].location), []).append(number)
    return [Group(title, tuple(found)) for title, found in groups.items()]


def _titles(document: Document) -> Callable[[Location], str]:
    known = section_titles(document)

    def title_of(location: Location) -> str:
        if location.section:
            return known.get(location.section, location.section)
        if location.kind is LocationKind.CELL:
            return TABLE
        missing_at_large = location.kind is LocationKind.DOCUMENT and gap_of(document, location) == TOP
        return WHOLE if missing_at_large else PREAMBLE

    return title_of


def unchecked(result: Result) -> list[ChecklistRow]:
    """The rules that could not be checked, required ones first."""
    stuck = {Status.NOT_CHECKED, Status.RULE_FAILED}
    return sorted((row for row in result.checklist if row.status in stuck), key=lambda row: not row.required)


def counts(result: Result) -> dict[Filter, int]:
    """How many findings each filter lets through."""
    return {chosen: sum(1 for finding in result.findings if chosen.lets_through(finding)) for chosen in Filter}


def place_text(document: Document, location: Location) -> str:
    """Where a finding stands, in words."""
    parts = [location.label] if location.label else [part for part in (_where(document, location),) if part]
    if location.page is not None and (document.page_count or 0) > 1:
        parts.append(f"第 {location.page} 页")
    if location.cell:
        parts.append(f"{location.sheet or ''} {location.cell}".strip())
    return " · ".join(parts)


def _where(document: Document, location: Location) -> str:
    if location.kind is LocationKind.CELL:
        row, column = (location.row or 0) + 1, (location.column or 0) + 1
        return f"表{(location.table or 0) + 1} › 第 {row} 行 › 第 {column} 列"
    if location.kind is LocationKind.DOCUMENT or location.paragraph is None:
        return "文中没有"
    return f"第 {location.paragraph + 1} 段"


def verdict_extra(result: Result) -> str:
    """What the verdict does not say: the warnings and hints beside it."""
    said = ((Severity.WARNING, "处提醒"), (Severity.INFO, "处提示"))
    parts = [f"{result.count(severity)} {word}" for severity, word in said if result.count(severity)]
    return f"另有 {'、'.join(parts)}" if parts else "没有其他提醒和提示"


def has_text(blocks: Iterable[object]) -> bool:
    """Whether a draft has paragraphs at all."""
    return any(isinstance(block, Paragraph) for block in blocks)
