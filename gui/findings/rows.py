"""The rows of the findings list: headings, findings, findings that repeat folded into one row, what was solved, what is unchecked."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from core.changes import NO_CHANGES, Changes
from core.findings import ChecklistRow, Finding, LocationKind, Result, Severity
from gui.grouping import Choice, Filter, Grouping, grouped, rule_titles, unchecked
from gui.preparing import prepared

UNCHECKED = "未能检查"
SOLVED = "本次保存后已解决"
FOLD_FROM = 3
"""So many findings of one kind under one heading become one row that opens."""
_VARYING = re.compile(r"“[^”]*”|[\d０-９.,，%％]+")


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading, with how many findings stand under it."""

    title: str
    count: int


@dataclass(frozen=True, slots=True)
class Fold:
    """Findings that differ in place and figures only. ``key`` is the heading, the rule and the common words."""

    key: tuple[str, str, str]
    severity: Severity
    title: str
    place: str
    findings: tuple[int, ...]
    open: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """A finding. ``fresh``: the check before did not have it; ``nested``: it stands in a fold; ``reason``: why it was dismissed."""

    finding: int
    severity: Severity
    message: str
    place: str
    fresh: bool = False
    nested: bool = False
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Solved:
    """A finding of the check before that is gone."""

    severity: Severity
    message: str


@dataclass(frozen=True, slots=True)
class Unchecked:
    """A rule that could not be checked."""

    row: ChecklistRow

    @property
    def title(self) -> str:
        """What the rule checks."""
        return self.row.title or self.row.rule


Row = Heading | Fold | Entry | Solved | Unchecked


@dataclass(frozen=True, slots=True)
class State:
    """What besides the result decides about the rows: the user's choice, which folds are open, what the last check changed."""

    choice: Choice = field(default_factory=Choice)
    opened: frozenset[tuple[str, str, str]] = frozenset()
    changes: Changes = NO_CHANGES


AS_FIRST_SHOWN = State()


def rows_of(result: Result, state: State = AS_FIRST_SHOWN) -> list[Row]:
    """All rows; what was solved and what could not be checked are part of the whole picture only."""
    made = _Maker(result, state)
    rows: list[Row] = []
    for group in grouped(result, state.choice):
        rows.append(Heading(group.title, len(group.findings)))
        rows += made.under(group.title, group.findings)
    if state.choice.filter is Filter.ALL and not state.choice.words:
        stuck = unchecked(result)
        rows += [Heading(UNCHECKED, len(stuck))] if stuck else []
        rows += (Unchecked(row) for row in stuck)
        gone = state.changes.solved
        rows += [Heading(SOLVED, len(gone))] if gone else []
        rows += (Solved(finding.severity, finding.message) for finding in gone)
    return rows


class _Maker:
    """Makes the rows of one result."""

    def __init__(self, result: Result, state: State) -> None:
        self._result, self._state = result, state
        self._places, self._titles = prepared(result).places, rule_titles(result)

    def under(self, heading: str, numbers: Sequence[int]) -> Iterator[Row]:
        """The rows under a heading: each finding, or the fold that it is in, where the first of its kind stands."""
        alike: dict[tuple[str, str], list[int]] = {}
        kinds = {number: self._kind(number) for number in numbers}
        for number, kind in kinds.items():
            alike.setdefault(kind, []).append(number)
        told: set[tuple[str, str]] = set()
        for number, kind in kinds.items():
            if len(alike[kind]) < FOLD_FROM or self._state.choice.grouping is Grouping.RULE:
                yield self._entry(number)
            elif kind not in told:
                told.add(kind)
                yield from self._fold((heading, *kind), alike[kind])

    def _kind(self, number: int) -> tuple[str, str]:
        finding = self._result.findings[number]
        return finding.rule, _VARYING.sub("", finding.message)

    def _fold(self, key: tuple[str, str, str], numbers: list[int]) -> Iterator[Row]:
        open_ = key in self._state.opened
        findings = [self._result.findings[number] for number in numbers]
        same = len({finding.message for finding in findings}) == 1
        title = findings[0].message if same else self._titles.get(findings[0].rule, findings[0].message)
        place = "、".join(_tail(self._places.label(finding.location)) for finding in findings)
        gravest = max((finding.severity for finding in findings), key=lambda severity: severity.weight)
        yield Fold(key, gravest, f"{title}（{len(numbers)} 处）", place, tuple(numbers), open_)
        if open_:
            yield from (self._entry(number, nested=True) for number in numbers)

    def _entry(self, number: int, nested: bool = False) -> Entry:
        finding = self._result.findings[number]
        fresh = number in self._state.changes.fresh
        reason = f"已忽略：{finding.waived.reason}" if finding.waived else ""
        return Entry(number, finding.severity, finding.message, self._below(finding), fresh, nested, reason)

    def _below(self, finding: Finding) -> str:
        """The second line: the place, or for what stands nowhere why it matters."""
        nowhere = finding.location.kind is LocationKind.DOCUMENT and not finding.location.label
        return finding.reason if nowhere else self._places.label(finding.location)


def _tail(place: str) -> str:
    """The last part of the name of a place: 表三 › 自然人 becomes 自然人."""
    return place.rpartition("›")[2].strip()


def spoken(row: Row) -> str:
    """A row in words."""
    if isinstance(row, Heading):
        return f"{row.title}（{row.count}）"
    if isinstance(row, Unchecked):
        return f"{UNCHECKED}：{row.title}。{row.row.reason}"
    if isinstance(row, Solved):
        return f"已解决：{row.message}"
    if isinstance(row, Fold):
        return f"{row.severity.label}：{row.title}　{'已展开' if row.open else '已折叠，按回车展开'}"
    new = "新出现的" if row.fresh else ""
    return f"{new}{row.severity.label}：{row.message}　{row.place}{'　' + row.reason if row.reason else ''}"
