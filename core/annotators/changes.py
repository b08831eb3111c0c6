"""Which corrections a corrected copy makes, and what became of each."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from core.document import Document, Text
from core.edits import Edit
from core.exports.places import Places
from core.exports.width import clip, one_line
from core.findings import Finding, Result
from core.place import InText

_AROUND = 8
_LONGEST = 40


@dataclass(frozen=True, slots=True)
class Change:
    """A finding's corrections; ``reason`` says why they were not made, and is empty when they were."""

    finding: Finding
    reason: str = ""


def wanted(result: Result, rules: Collection[str] = ()) -> list[Finding]:
    """The open findings that can be corrected, of some rules only where any are named; none touches what another one changes."""
    taken: set[Edit] = set()
    found = []
    for finding in result.findings:
        if finding.edits and finding.waived is None and (not rules or finding.rule in rules):
            others = taken - set(finding.edits)
            if not any(_meet(edit, other) for edit in finding.edits for other in others):
                taken.update(finding.edits)
                found.append(finding)
    return found


def _meet(one: Edit, other: Edit) -> bool:
    if one.block != other.block:
        return False
    return one.start < other.end and other.start < one.end if one.old and other.old else other.start <= one.start <= other.end


def edits_of(findings: list[Finding]) -> list[Edit]:
    """The edits of findings, each once, the last of a text first, so that none moves those still to be made."""
    return sorted({edit for finding in findings for edit in finding.edits}, key=lambda e: (e.block, e.start, e.end), reverse=True)


def content_of(edit: Edit, document: Document) -> Text:
    """The text that an edit counts in."""
    place = edit.place
    if isinstance(place, InText):
        return document.paragraphs[place.paragraph].content
    cell = document.tables[place.table].at(place.row, place.column)
    return cell.content if cell else Text("")


def told(changes: list[Change], result: Result) -> Iterator[str]:
    """What was changed and what was not, a line each."""
    done = [change for change in changes if not change.reason]
    left = [change for change in changes if change.reason]
    places = Places(result.document)
    yield f"已改正 {len(done)} 处：" if done else "没有可以自动改正的地方，副本的文字与原稿相同。"
    for number, change in enumerate(done, 1):
        yield f"{number}. {_line(change.finding, places, result.document)}"
    if left:
        yield f"没有改正 {len(left)} 处，请人工修改："
        for change in left:
            yield f"- {_line(change.finding, places, result.document)}：{change.reason}"


def _line(finding: Finding, places: Places, document: Document) -> str:
    place = one_line(places.full(finding.location))
    return f"{place}：“{_before(finding, document)}”→“{_after(finding, document)}”（{finding.rule}）"


def _range(finding: Finding, document: Document) -> tuple[Text, int, int]:
    """The stretch to show: what changes, and a few characters where that alone would say little."""
    first = finding.edits[0]
    content = content_of(first, document)
    own = [edit for edit in finding.edits if edit.block == first.block]
    start, end = min(edit.start for edit in own), max(edit.end for edit in own)
    room = max(0, _AROUND - (end - start)) // 2
    return content, max(0, start - room), min(len(content), end + room)


def _before(finding: Finding, document: Document) -> str:
    content, start, end = _range(finding, document)
    return clip(one_line(content.text[start:end]), _LONGEST)


def _after(finding: Finding, document: Document) -> str:
    content, start, end = _range(finding, document)
    text = content.text[start:end]
    for edit in edits_of([finding]):
        if edit.block == finding.edits[0].block:
            text = text[: edit.start - start] + edit.new + text[edit.end - start :]
    return clip(one_line(text), _LONGEST)
