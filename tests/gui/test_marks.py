from __future__ import annotations

from dataclasses import replace

from core.document import Document, Format
from core.exports.marked import TOP
from core.findings import Facts, Finding, Location, LocationKind, Result, Severity, Waiver
from gui.page.marks import marks_by_block, notes_by_gap
from tests.gui import report


def result_with(*findings: Finding) -> Result:
    return replace(report.result(), findings=findings)


def text(start: int, end: int, severity: Severity = Severity.INFO, paragraph: int = 1) -> Finding:
    return Finding("r", severity, "m", Location(LocationKind.TEXT, paragraph=paragraph, start=start, end=end))


def test_every_finding_is_marked_or_noted() -> None:
    result = report.result()
    marked = {mark.finding for marks in marks_by_block(result).values() for mark in marks if not mark.related}
    noted = {number for numbers in notes_by_gap(result).values() for number in numbers}
    assert marked | noted == set(range(len(result.findings)))
    assert not marked & noted


def test_overlapping_marks_get_lanes_of_their_own_and_errors_are_painted_last() -> None:
    marks = marks_by_block(result_with(text(0, 5, Severity.ERROR), text(3, 8), text(8, 9), text(4, 6, Severity.WARNING)))[1]
    assert [mark.severity for mark in marks] == [Severity.INFO, Severity.INFO, Severity.WARNING, Severity.ERROR]
    lanes = {mark.finding: mark.lane for mark in marks}
    assert lanes == {1: 0, 2: 0, 3: 1, 0: 2}


def test_dismissed_findings_leave_no_mark() -> None:
    gone = replace(text(0, 2), waived=Waiver("已说明", "2019-03-01"))
    assert marks_by_block(result_with(gone)) == {}


def test_a_missing_thing_without_a_place_is_noted_at_the_top() -> None:
    finding = Finding("r", Severity.ERROR, "没有标题", Location(LocationKind.DOCUMENT))
    assert notes_by_gap(result_with(finding)) == {TOP: [0]}


def test_a_place_outside_the_draft_is_noted_and_does_not_fail() -> None:
    cell = Finding("r", Severity.ERROR, "m", Location(LocationKind.CELL, table=7, row=0, column=0))
    assert notes_by_gap(result_with(text(0, 1, paragraph=999), cell)) == {TOP: [0, 1]}


def test_an_empty_range_marks_one_character() -> None:
    assert marks_by_block(result_with(text(3, 3)))[1][0].range == (3, 4)


def test_an_empty_draft_has_a_top() -> None:
    document = Document("/a.txt", Format.TEXT, ())
    finding = Finding("r", Severity.ERROR, "空", Location(LocationKind.DOCUMENT, after_block=3))
    result = Result("/a.txt", document, None, None, None, None, Facts(), (finding,), ())
    assert notes_by_gap(result) == {TOP: [0]}
