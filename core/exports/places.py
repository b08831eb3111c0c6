"""Where findings stand, in words for people: sections, paragraphs, cells, in the order of the document."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType

from core.document import Document
from core.findings import Finding, Location, LocationKind

OPENING = "导语"
ENDING = "末尾"
_AT_THE_END = frozenset({"落款单位", "成文日期"})
"""What belongs under the last words of a report, whichever section these stand in."""
WHOLE = "全文"
BODY = "正文"
TABLES = "统计表"
EDITIONS: Mapping[str, str] = MappingProxyType(
    {
        "2008": "2008年版格式（2008—2018年度报告）",
        "2019": "2019年版格式（2019、2020年度报告）",
        "2021": "2021年版格式（2021年度起的报告）",
    }
)
_HEADING = re.compile(r"\s*([一二三四五六七八九十]{1,3})\s*、\s*\S")
_LONGEST_HEADING = 45


def edition_label(edition: str | None) -> str:
    """The format that a report was checked against."""
    return "未能判断" if edition is None else EDITIONS.get(edition, edition)


class Places:
    """Puts the places of one document into words; its headings are looked up once."""

    def __init__(self, document: Document) -> None:
        self._document = document
        headings = [(paragraph, title) for paragraph in document.paragraphs if (title := _heading(paragraph.text))]
        self._starts = [document.position(paragraph) for paragraph, _ in headings]
        self._titles = [title for _, title in headings]
        self._numbered = {_number(title): title for title in reversed(self._titles)}

    def ordered(self, findings: Iterable[Finding]) -> list[Finding]:
        """Findings from the top of the draft to its end; what concerns the whole comes first."""
        found = list(findings)
        return [found[number] for number in self.order(found)]

    def order(self, findings: Sequence[Finding]) -> list[int]:
        """The numbers of the findings in that order."""
        return sorted(range(len(findings)), key=lambda number: self._position(findings[number].location))

    def by_section(self, findings: Iterable[Finding]) -> dict[str, list[Finding]]:
        """The findings under the headings of their sections, both in document order."""
        groups: dict[str, list[Finding]] = {}
        for finding in self.ordered(findings):
            groups.setdefault(self.section(finding.location), []).append(finding)
        return groups

    def section(self, location: Location) -> str:
        """The heading of the section in which a place lies, or words for a place outside every section."""
        if at_the_end(location):
            return ENDING
        if location.section is not None:
            return self._numbered.get(location.section, location.section)
        if location.kind is LocationKind.CELL:
            return TABLES
        position = self._position(location)[0]
        if position < 0 or self._behind_unsectioned(location):
            return WHOLE
        before = bisect_right(self._starts, position)
        return self._titles[before - 1] if before else OPENING

    def full(self, location: Location) -> str:
        """The place with the heading of its section before it."""
        section, place = self.section(location), self.label(location)
        return place if place.startswith(section) else f"{section} › {place}"

    def label(self, location: Location) -> str:
        """The place in a few words; what stands before the first section is not called 正文."""
        words = place_label(location)
        opening = location.kind is LocationKind.TEXT and location.label is None and self.section(location) == OPENING
        return words.replace(BODY, OPENING, 1) if opening else words

    def _behind_unsectioned(self, location: Location) -> bool:
        """Whether something is missing behind a draft in which no section was found: 导语 would be the wrong word."""
        last = location.after_block is not None and location.after_block >= len(self._document.blocks) - 1
        return location.kind is LocationKind.DOCUMENT and last and not self._titles

    def _position(self, location: Location) -> tuple[float, int, int]:
        document = self._document
        if (
            location.kind is LocationKind.TEXT
            and location.paragraph is not None
            and location.paragraph < len(document.paragraphs)
        ):
            block = document.paragraphs[location.paragraph]
            return document.position(block), location.start or 0, location.end or 0
        if location.kind is LocationKind.CELL and location.table is not None and location.table < len(document.tables):
            return document.position(document.tables[location.table]), location.row or 0, location.column or 0
        if location.after_block is not None:
            return location.after_block + 0.5, 0, 0
        return (len(document.blocks) if at_the_end(location) else -1), 0, 0


def at_the_end(location: Location) -> bool:
    """Whether something is missing under the last words of a report."""
    return location.kind is LocationKind.DOCUMENT and location.label in _AT_THE_END


def place_label(location: Location) -> str:
    """A place in a few words, with its page where that is known."""
    words = _with_address(location.label, location) if location.label else _words(location)
    return f"{words}（第{location.page}页）" if location.page is not None else words


def _with_address(label: str, location: Location) -> str:
    """What people call a cell, and where it is found in the workbook."""
    return f"{label}（{_address(location)}）" if location.cell else label


def _address(location: Location) -> str:
    return f"工作表“{location.sheet}” {location.cell}" if location.sheet else location.cell or ""


def _words(location: Location) -> str:
    if location.cell is not None:
        return _address(location)
    if location.kind is LocationKind.CELL:
        return f"第{(location.table or 0) + 1}个表第{(location.row or 0) + 1}行第{(location.column or 0) + 1}列"
    if location.kind is LocationKind.TEXT and location.paragraph is not None:
        return f"{BODY}第{location.paragraph + 1}段"
    return WHOLE if location.section is None else "本部分"


def _heading(text: str) -> str | None:
    """The heading that a paragraph is or begins with."""
    if _HEADING.match(text) is None:
        return None
    title = text.strip().partition("。")[0]
    return title if len(title) <= _LONGEST_HEADING else None


def _number(heading: str) -> str | None:
    found = _HEADING.match(heading)
    return found.group(1) if found else None
