"""What a new check solved and what it found anew."""

from __future__ import annotations

from dataclasses import replace

from core.changes import Changes, compare
from core.findings import Result, Waiver
from tests.gui import report


def with_findings(result: Result, *numbers: int) -> Result:
    return replace(result, findings=tuple(result.findings[number] for number in numbers))


def test_nothing_changed() -> None:
    found = report.result()
    assert not compare(found, found)
    assert compare(found, found).sentence == ""


def test_solved_and_new() -> None:
    found = report.result()
    before, after = with_findings(found, 0, 1, 2), with_findings(found, 1, 2, 3, 4)
    changes = compare(before, after)
    assert changes.solved == (found.findings[0],)
    assert changes.fresh == {2, 3}
    assert changes.sentence == "已解决 1 处，新增 2 处"


def test_a_dismissed_finding_is_neither_solved_nor_new() -> None:
    found = report.result()
    open_, first = with_findings(found, 0, 1), found.findings[0]
    waived = replace(open_, findings=(replace(first, waived=Waiver("已核实", "2026-01-02T08:00:00")), found.findings[1]))
    assert compare(open_, waived).fresh == frozenset()
    assert compare(waived, open_).solved == ()


def test_a_sum_that_is_wrong_in_another_way_is_not_solved() -> None:
    found = report.result()
    number = next(n for n, finding in enumerate(found.findings) if finding.location.row is not None)
    before = with_findings(found, number)
    other = replace(before.findings[0], message="差 2", excerpt="13", data={"actual": 13})
    assert compare(before, replace(before, findings=(other,))) == Changes()


def test_alike_findings_are_counted_one_by_one() -> None:
    found = report.result()
    twice = replace(found, findings=(found.findings[0], found.findings[0]))
    assert len(compare(twice, with_findings(found, 0)).solved) == 1
    assert len(compare(with_findings(found, 0), twice).fresh) == 1
