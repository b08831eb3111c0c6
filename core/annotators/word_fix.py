"""A corrected copy of a Word document: tracked changes that the office accepts or rejects, or the new words alone."""

from __future__ import annotations

import copy
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from lxml import etree

from core.annotators.changes import Change, content_of, edits_of
from core.annotators.package import Copy
from core.annotators.word_anchor import segments
from core.annotators.word_runs import SPACES, Body, Cutter, Segment, Spot
from core.document import OWN_AUTHOR, Document
from core.edits import Edit
from core.findings import Finding, Result
from core.readers.package import sentences, whole

_SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"
_NOT_HERE: Final = "这里的文字由 Word 自动生成，或在会自动更新的内容里，副本中没有改。"


def fix(path: Path, result: Result, findings: list[Finding], applied: bool) -> tuple[bytes, list[Change]]:
    """The corrected docx, and what became of each finding; ``applied`` puts the new words in without tracking."""
    with sentences(), Copy(path) as package:
        main = package.source.main_part("word/document.xml")
        body = Body(package.xml(main))
        spots = {edit: _spots(edit, result.document, body) for edit in edits_of(findings)}
        changes = [Change(each, "" if all(spots[edit] for edit in each.edits) else _NOT_HERE) for each in findings]
        edits = edits_of([change.finding for change in changes if not change.reason])
        if not edits:
            return path.read_bytes(), changes
        targets = [(edit, found) for edit in edits if (found := spots[edit])]
        if applied:
            _put_all(body, targets)
        else:
            _track(body, targets, f"{result.checked_at}Z" if result.checked_at else "")
        package.put_xml(main, body.root)
        return package.to_bytes(), changes


@dataclass(frozen=True, slots=True)
class _Target:
    """The characters that go, and the spot where new ones come (``behind`` it, or before it)."""

    segments: tuple[Segment, ...]
    spot: Spot
    behind: bool = False


def _spots(edit: Edit, document: Document, body: Body) -> _Target | None:
    """Where an edit is made; None where the file holds no characters of its own to change."""
    content = content_of(edit, document)
    found = tuple(segments(content, edit.start, edit.end))
    if sum(each.end - each.start for each in found) != edit.end - edit.start:
        return None
    beside = found or tuple(segments(content, edit.start - 1, edit.start)) or tuple(segments(content, edit.end, edit.end + 1))
    if not beside or not all(_changeable(body.node(each.paragraph, each.node), edit, body) for each in beside):
        return None
    offset = edit.start
    for segment in found:
        body.require(segment, content.text[offset : offset + segment.end - segment.start])
        offset += segment.end - segment.start
    if found or edit.start == 0:
        return _Target(found, beside[0].first)
    return _Target((), beside[-1].last, behind=True)


def _changeable(node: etree._Element, edit: Edit, body: Body) -> bool:
    """Whether a change of a ``w:t`` lasts, and its run can be parted."""
    if body.run_of(node) is None or body.bound(node):
        return False
    # New words beside it would have to part a control that another author inserted.
    return not edit.new or _control_in_insertion(node, body.w) is None


def _control_in_insertion(node: etree._Element, w: str) -> etree._Element | None:
    """The content control round a ``w:t`` that was inserted as a whole."""
    control = None
    for above in node.iterancestors():
        if above.tag == f"{w}sdt":
            control = above
        elif control is not None and above.tag in (f"{w}ins", f"{w}moveTo"):
            return control
        elif above.tag == f"{w}p":
            break
    return None


def _put_all(body: Body, targets: list[tuple[Edit, _Target]]) -> None:
    """Change the characters where they stand; edits come from the last to the first."""
    unseen: dict[etree._Element, str] = {}
    for edit, target in targets:
        for number, segment in reversed(list(enumerate(target.segments or (Segment(*target.spot, target.spot[2]),)))):
            node = body.node(segment.paragraph, segment.node)
            if node.get(_SPACE) != "preserve" and node not in unseen:
                unseen[node] = _without_end(node)
            _replace(node, segment, edit.new if number == 0 else "")
    for node, start in unseen.items():
        text = (node.text or "").removeprefix(start)
        if text != text.strip(SPACES):
            node.text = text
            node.set(_SPACE, "preserve")


def _without_end(node: etree._Element) -> str:
    """Drop the blanks at the end that Word does not show where none are preserved; returns those at the beginning."""
    text = (node.text or "").rstrip(SPACES)
    node.text = text
    return text[: len(text) - len(text.lstrip(SPACES))]


def _replace(node: etree._Element, segment: Segment, new: str) -> None:
    text = node.text or ""
    node.text = text[: segment.start] + new + text[segment.end :]


def _track(body: Body, targets: list[tuple[Edit, _Target]], date: str) -> None:
    cutter = Cutter(body)
    cutter.cut(spot for _, target in targets for spot in (target.spot, *(s for g in target.segments for s in (g.first, g.last))))
    w = body.w
    tracking = _Tracking(
        body,
        date,
        1 + max((whole(each.get(f"{w}id")) for each in body.root.iter(etree.Element) if each.get(f"{w}id")), default=0),
    )
    for edit, target in targets:
        beside = cutter.ends[target.spot] if target.behind else cutter.starts[target.spot]
        runs = [run for each in target.segments for node in cutter.pieces(each) if (run := node.getparent()) is not None]
        added = tracking.added(beside, edit.new) if edit.new else None
        # The new words come behind the old ones, as Word itself puts them.
        last = runs[-1] if runs else beside
        if added is not None:
            place = tracking.outside(last, before=not runs and not target.behind)
            if runs or target.behind:
                place.addnext(added)
            else:
                place.addprevious(added)
        for run in runs:
            tracking.deleted(run)


@dataclass
class _Tracking:
    """Makes tracked changes with ids of their own."""

    body: Body
    date: str
    next: int
    tags: tuple[str, ...] = field(init=False)

    def __post_init__(self) -> None:
        self.tags = tuple(self.body.w + name for name in ("ins", "moveTo"))

    def _change(self, name: str) -> etree._Element:
        w = self.body.w
        element = self.body.root.makeelement(f"{w}{name}", {f"{w}id": str(self.next), f"{w}author": OWN_AUTHOR})
        if self.date:
            element.set(f"{w}date", self.date)
        self.next += 1
        return element

    def added(self, like: etree._Element, text: str) -> etree._Element:
        """An insertion that looks like a run."""
        w = self.body.w
        change = self._change("ins")
        run = etree.SubElement(change, f"{w}r")
        properties = like.find(f"{w}rPr")
        if properties is not None:
            run.append(copy.deepcopy(properties))
        node = etree.SubElement(run, f"{w}t")
        node.text = text
        node.set(_SPACE, "preserve")
        return change

    def deleted(self, run: etree._Element) -> None:
        """Turn a run into a deletion."""
        w = self.body.w
        change = self._change("del")
        run.addprevious(change)
        change.append(run)
        change.tail, run.tail = run.tail, None
        for node in list(run.iter(f"{w}t")):
            node.tag = f"{w}delText"

    def outside(self, run: etree._Element, before: bool) -> etree._Element:
        """What an insertion stands beside: the run, or the insertion of another author round it, parted there."""
        above: list[etree._Element] = []
        for each in run.iterancestors():
            if each.tag == f"{self.body.w}p":
                break
            above.append(each)
        levels = max((number for number, each in enumerate(above, 1) if each.tag in self.tags), default=0)
        here = run
        for holder in above[:levels]:
            here = _parted(holder, here, before)
        return here


def _parted(above: etree._Element, child: etree._Element, before: bool) -> etree._Element:
    """Part an element before or behind a child of it; returns the half that holds the child."""
    if (child.getprevious() if before else child.getnext()) is None:
        return above
    rest = above.makeelement(above.tag, {str(key): str(value) for key, value in above.attrib.items()})
    for element in [*([child] if before else []), *child.itersiblings()]:
        rest.append(element)
    above.addnext(rest)
    return rest if before else above
