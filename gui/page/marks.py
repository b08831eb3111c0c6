"""Which findings stand on which block: what the sheet has to mark, and the notes for what is missing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from core.exports.marked import block_of, gap_of
from core.findings import Finding, Location, LocationKind, Result, Severity


@dataclass(frozen=True, slots=True)
class Mark:
    """A place of a finding on a block. ``lane`` keeps underlines of overlapping findings apart."""

    finding: int
    severity: Severity
    location: Location
    related: bool = False
    lane: int = 0

    @property
    def range(self) -> tuple[int, int] | None:
        """Code points of the paragraph, where the mark stands on text."""
        if self.location.kind is not LocationKind.TEXT:
            return None
        start = self.location.start or 0
        return start, max(self.location.end or 0, start + 1)

    @property
    def cell(self) -> tuple[int, int] | None:
        """Row and column, where the mark stands on a cell."""
        if self.location.kind is not LocationKind.CELL:
            return None
        return self.location.row or 0, self.location.column or 0


def _open(result: Result) -> Iterator[tuple[int, Finding]]:
    return ((number, finding) for number, finding in enumerate(result.findings) if finding.waived is None)


def marks_by_block(result: Result) -> dict[int, list[Mark]]:
    """Every mark of the open findings, by block, the graver ones last so that they are painted on top."""
    found: dict[int, list[Mark]] = defaultdict(list)
    for number, finding in _open(result):
        for location in (finding.location, *finding.related):
            block = block_of(result.document, location)
            if block is not None:
                found[block].append(Mark(number, finding.severity, location, location is not finding.location))
    order = {Severity.INFO: 0, Severity.WARNING: 1, Severity.ERROR: 2}
    return {block: _in_lanes(sorted(marks, key=lambda mark: order[mark.severity])) for block, marks in found.items()}


def notes_by_gap(result: Result) -> dict[int, list[int]]:
    """The findings about missing things, by the block behind which they are shown; those without a place on a block too."""
    found: dict[int, list[int]] = defaultdict(list)
    for number, finding in _open(result):
        if block_of(result.document, finding.location) is None:
            found[gap_of(result.document, finding.location)].append(number)
    return dict(found)


def _in_lanes(marks: list[Mark]) -> list[Mark]:
    placed: list[Mark] = []
    for mark in marks:
        taken = {other.lane for other in placed if not other.related and _overlap(mark, other)}
        lane = next(number for number in range(len(placed) + 1) if number not in taken)
        placed.append(Mark(mark.finding, mark.severity, mark.location, mark.related, 0 if mark.related else lane))
    return placed


def _overlap(one: Mark, other: Mark) -> bool:
    if one.range and other.range:
        return one.range[0] < other.range[1] and other.range[0] < one.range[1]
    return one.cell is not None and one.cell == other.cell
