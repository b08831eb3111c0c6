"""Dismissed findings: what a finding is known by, and a result with the dismissals applied. Where they are kept is the store's business."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, is_dataclass, replace
from datetime import date
from pathlib import PurePath
from typing import Any

from core.document import Document, Table
from core.findings import ChecklistRow, Finding, Location, LocationKind, Result, Status, Waiver
from core.text.fold import bare, fold

_AROUND = 12
_STOPS = "。；;！!？?\n"
_POSITIONS = frozenset({"places", "paragraph", "start", "end", "position", "index", "page", "table", "as_of"})
"""Keys of a finding's data that tell where or when, and not what: they change when the draft is edited elsewhere."""


@dataclass(frozen=True, slots=True)
class Key:
    """What a dismissal is kept under; ``number`` tells apart places that are alike in every word, counted from 0."""

    unit: str
    year: int
    rule: str
    fingerprint: str
    number: int = 0


@dataclass(frozen=True, slots=True)
class Dismissal:
    """A dismissal as it is kept: its key, the waiver, and what was dismissed, for people."""

    key: Key
    waiver: Waiver
    message: str = ""
    excerpt: str = ""


def keys(result: Result) -> list[Key]:
    """The key of each finding of a result, in the same order."""
    # A draft without a unit is known by its file; names on disk may hold what is no text.
    unit = bare(result.unit) if result.unit else f"file:{PurePath(result.path).name}".encode("utf-8", "replace").decode("utf-8")
    seen: Counter[tuple[str, str]] = Counter()
    found = []
    for finding in result.findings:
        print_ = fingerprint(finding, result.document)
        found.append(Key(unit, result.year or 0, finding.rule, print_, seen[finding.rule, print_]))
        seen[finding.rule, print_] += 1
    return found


def fingerprint(finding: Finding, document: Document) -> str:
    """What a finding is about, as a short text that stays the same when the draft is edited elsewhere."""
    data = {name: _plain(value) for name, value in finding.data.items() if name not in _POSITIONS}
    parts = [bare(finding.excerpt), _context(finding.location, document), data]
    return hashlib.sha256(
        json.dumps(parts, ensure_ascii=False, sort_keys=True, default=str).encode("utf-8", "replace")
    ).hexdigest()[:32]


def _plain(value: object) -> object:
    if isinstance(value, str):
        return bare(value)
    if isinstance(value, list | tuple | set | frozenset):
        return [_plain(each) for each in (sorted(value, key=str) if isinstance(value, set | frozenset) else value)]
    if isinstance(value, date):
        return value.isoformat()
    return asdict(value) if is_dataclass(value) and not isinstance(value, type) else value


def _context(where: Location, document: Document) -> str:
    """What stands around a finding: the words before and behind it in its sentence, or the names of its row and column."""
    if where.kind is LocationKind.TEXT and where.paragraph is not None:
        return _words_around(document.paragraphs[where.paragraph].text, where.start or 0, where.end or 0)
    if where.label:
        return bare(where.label)
    if where.kind is LocationKind.CELL and where.table is not None:
        return _row_and_column(document.tables[where.table], where.row or 0, where.column or 0)
    return bare(where.section or "")


def _words_around(text: str, start: int, end: int) -> str:
    before, behind = text[:start], text[end:]
    first = max(before.rfind(stop) for stop in _STOPS) + 1
    last = min((at for stop in _STOPS if (at := behind.find(stop)) >= 0), default=len(behind))
    return f"{fold(before[first:]).text[-_AROUND:]}|{fold(behind[:last]).text[:_AROUND]}"


def _row_and_column(table: Table, row: int, column: int) -> str:
    names = [table.at(row, 0), table.at(0, column)]
    return "|".join(bare(cell.text) for cell in names if cell)


def with_waivers(result: Result, dismissals: Sequence[Dismissal]) -> Result:
    """The result with these dismissals and no others; checklist and verdict follow."""
    kept = {dismissal.key: dismissal.waiver for dismissal in dismissals}
    findings = tuple(replace(each, waived=kept.get(key)) for each, key in zip(result.findings, keys(result), strict=True))
    open_, waived = Counter[str](), Counter[str]()
    for finding in findings:
        (waived if finding.waived else open_)[finding.rule] += 1
    checklist = tuple(_row(row, open_[row.rule], waived[row.rule]) for row in result.checklist)
    return replace(result, findings=findings, checklist=checklist)


def _row(row: ChecklistRow, still_open: int, waived: int) -> ChecklistRow:
    if row.status not in (Status.FAIL, Status.WAIVED):
        return row
    return replace(row, status=Status.FAIL if still_open or not waived else Status.WAIVED)


def dismissal_of(result: Result, number: int, waiver: Waiver) -> Dismissal:
    """The dismissal of one finding of a result, by its number in :attr:`Result.findings`."""
    finding = result.findings[number]
    return Dismissal(keys(result)[number], waiver, finding.message, finding.excerpt)


def to_json(dismissals: Sequence[Dismissal]) -> str:
    """Dismissals as a text to hand on."""
    return json.dumps({"schema": 1, "waivers": [_as_row(each) for each in dismissals]}, ensure_ascii=False, indent=2)


def _as_row(each: Dismissal) -> dict[str, Any]:
    told = {"reason": each.waiver.reason, "when": each.waiver.when, "message": each.message, "excerpt": each.excerpt}
    return {**asdict(each.key), **told}


def from_json(text: str) -> Iterator[Dismissal]:
    """Dismissals from such a text. Raises ValueError when it is something else."""
    try:
        whole = json.loads(text)
    except RecursionError as error:
        raise ValueError("nested too deep") from error
    if not isinstance(whole, dict) or whole.get("schema") != 1 or not isinstance(whole.get("waivers"), list):
        raise ValueError("not an export of dismissals")
    for row in whole["waivers"]:
        yield _from_row(row)


_TYPES = {"unit": str, "year": int, "rule": str, "fingerprint": str, "number": int, "reason": str, "when": str}


def _from_row(row: object) -> Dismissal:
    if not isinstance(row, dict) or any(type(row.get(name)) is not kind for name, kind in _TYPES.items()):
        raise ValueError("an entry lacks a value or has one of another type")
    key = Key(row["unit"], row["year"], row["rule"], row["fingerprint"], row["number"])
    return Dismissal(key, Waiver(row["reason"], row["when"]), str(row.get("message", "")), str(row.get("excerpt", "")))
