"""The result of a check as SARIF 2.1.0, for tools that gather the findings of many checkers."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import PurePath
from typing import Any
from urllib.parse import quote

from core.document import Document, Format, Text
from core.exports.content import STUCK, Content, Entry
from core.exports.json import location_values, plain_data
from core.exports.places import Places
from core.findings import ChecklistRow, Failure, Finding, Location, LocationKind, Result, Severity, Status
from core.place import InText
from core.version import __version__
from core.waivers import keys

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
VERSION = "2.1.0"
FINGERPRINT = "nianbao/v1"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
Json = dict[str, Any]


def to_sarif(results: Sequence[Result], failures: Sequence[Failure]) -> str:
    """All results and failures of a call as one run."""
    log = {"$schema": SCHEMA, "version": VERSION, "runs": [_run(results, failures)]}
    # File names that are not UTF-8 hold lone surrogates, which no UTF-8 stream takes.
    return json.dumps(log, ensure_ascii=False, indent=2).encode("utf-8", "replace").decode("utf-8")


def uri_of(path: str) -> str:
    """The address of a file: relative where the path is."""
    pure = PurePath(path)
    return pure.as_uri() if pure.is_absolute() else quote(os.fsencode(pure.as_posix()))


def _run(results: Sequence[Result], failures: Sequence[Failure]) -> Json:
    rules = _rules(results)
    numbers = {rule["id"]: number for number, rule in enumerate(rules)}
    driver = {
        "name": "nianbao",
        "fullName": f"年报自查 {__version__}",
        "version": __version__,
        "semanticVersion": __version__,
        "language": "zh-CN",
        "rules": rules,
    }
    return {
        "tool": {"driver": driver},
        "language": "zh-CN",
        "columnKind": "unicodeCodePoints",
        "invocations": [_invocation(results, failures, numbers)],
        "artifacts": [_artifact(result) for result in results],
        "results": [each for number, result in enumerate(results) for each in _results(result, number, numbers)],
    }


def _rules(results: Sequence[Result]) -> list[Json]:
    """Every rule that was in force, once."""
    rows = {row.rule: row for result in results for row in result.checklist}
    findings: dict[str, Finding] = {}
    for finding in (finding for result in results for finding in result.findings):
        findings.setdefault(finding.rule, finding)
    rules = []
    for rule in dict.fromkeys((*rows, *findings)):
        title = rows[rule].title if rule in rows and rows[rule].title else rule
        described: Json = {"id": rule, "shortDescription": {"text": title}}
        row = rows.get(rule)
        if why := (row.why if row else "") or (findings[rule].reason if rule in findings else ""):
            described["help"] = {"text": why}
        if row and row.level:
            described["defaultConfiguration"] = {"level": _LEVELS[row.level]}
        rules.append(described)
    return rules


def _artifact(result: Result) -> Json:
    """A draft; its verdict stands first among what is said of it."""
    told: Json = {"verdict": result.verdict.sentence, "ready": result.verdict.ready}
    told |= {"title": result.title, "unit": result.unit, "year": result.year, "edition": result.edition}
    told["checkedAt"] = result.checked_at
    told["checklist"] = [_row(row) for row in result.checklist]
    return {
        "location": {"uri": uri_of(result.path)},
        "roles": ["analysisTarget"],
        "mimeType": result.document.format.media_type,
        "properties": told,
    }


def _row(row: ChecklistRow) -> Json:
    return {"rule": row.rule, "status": row.status.value, "count": row.count, "required": row.required, "reason": row.reason}


def _results(result: Result, artifact: int, rules: dict[str, int]) -> Iterator[Json]:
    content = Content(result)
    known = keys(result)
    where = _Where(result, artifact, content.places)
    for entry in content.entries:
        finding = entry.finding
        key = known[entry.index]
        yield {
            "ruleId": finding.rule,
            "ruleIndex": rules[finding.rule],
            "kind": "fail",
            "level": _LEVELS[finding.severity],
            "message": {"text": finding.message or finding.rule},
            "locations": [where.of(finding.location)],
            "relatedLocations": _unique(where.of(location) for location in finding.related),
            "partialFingerprints": {FINGERPRINT: f"{key.fingerprint}/{key.number}"},
            "suppressions": _suppressions(finding),
            "properties": _properties(entry),
            **_fixes(finding, result, where),
        }


def _fixes(finding: Finding, result: Result, where: _Where) -> Json:
    """The certain correction of a finding, where all of it has lines and columns."""
    replacements = []
    for edit in finding.edits:
        place = edit.place
        region = None
        if isinstance(place, InText) and edit.start < edit.end:
            region = text_region(result.document, Location(LocationKind.TEXT, None, place.paragraph, edit.start, edit.end))
        if region is None:
            return {}
        replacements.append({"deletedRegion": region, "insertedContent": {"text": edit.new}})
    if not replacements:
        return {}
    change = {"artifactLocation": where.file, "replacements": replacements}
    return {
        "fixes": [{"description": {"text": finding.suggestion or finding.message or finding.rule}, "artifactChanges": [change]}]
    }


def _suppressions(finding: Finding) -> list[Json]:
    """Empty for an open finding: where one is suppressed, the others must say that they are not."""
    if finding.waived is None:
        return []
    justified = {"kind": "external", "status": "accepted", "justification": finding.waived.reason}
    return [{**justified, "properties": {"when": finding.waived.when}}]


def _properties(entry: Entry) -> Json:
    finding = entry.finding
    told = {"number": entry.number, "excerpt": finding.excerpt, "reason": finding.reason, "basis": finding.basis}
    return {**told, "suggestion": finding.suggestion, "data": plain_data(finding)}


def _unique(places: Iterable[Json]) -> list[Json]:
    found: list[Json] = []
    for place in places:
        if place not in found:
            found.append(place)
    return found


class _Where:
    """Puts locations of one draft into SARIF's words."""

    def __init__(self, result: Result, artifact: int, places: Places) -> None:
        self._document = result.document
        self.file = {"uri": uri_of(result.path), "index": artifact}
        self._places = places

    def of(self, location: Location) -> Json:
        """A location: the file, in plain text the lines and columns too; and the paragraph or cell."""
        physical: Json = {"artifactLocation": self.file}
        if region := text_region(self._document, location):
            physical["region"] = region
        values = {key: value for key, value in location_values(location).items() if value is not None and key != "label"}
        logical = {
            "name": self._places.label(location),
            "fullyQualifiedName": self._places.full(location),
            "decoratedName": _decorated(location),
            "kind": {LocationKind.TEXT: "paragraph", LocationKind.CELL: "cell", LocationKind.DOCUMENT: "document"}[location.kind],
            "properties": values,
        }
        return {"physicalLocation": physical, "logicalLocations": [logical]}


def _decorated(location: Location) -> str:
    """A place for machines, counted as the JSON result counts it."""
    if location.kind is LocationKind.TEXT:
        return f"paragraph[{location.paragraph}][{location.start}:{location.end}]"
    if location.kind is LocationKind.CELL:
        return f"table[{location.table}].cell[{location.row},{location.column}]"
    return f"document[{location.section or ''}]"


def text_region(document: Document, location: Location) -> Json | None:
    """Lines and columns, both counted from 1, of a place in a file of plain text; a region of any other file SARIF counts in bytes."""
    text, start, end = _text_at(document, location)
    spans = [span for span in text.spans if span.start < end and start < span.end and len(span.node) == 2]
    if document.format is not Format.TEXT or not spans:
        return None
    first, last = spans[0].cut(start, end, 0), spans[-1].cut(start, end, 0)
    (line, column), (end_line, end_column) = first.node, last.node
    return {
        "startLine": line + 1,
        "startColumn": column + 1,
        "endLine": end_line + 1,
        "endColumn": end_column + last.end - last.start + 1,
        "snippet": {"text": text.text[start:end]},
    }


def _text_at(document: Document, location: Location) -> tuple[Text, int, int]:
    """The text in which a place lies, and its beginning and end there; at least one character."""
    if location.kind is LocationKind.TEXT and location.paragraph is not None:
        start = location.start or 0
        return document.paragraphs[location.paragraph].content, start, max(location.end or 0, start + 1)
    if location.kind is LocationKind.CELL and location.table is not None:
        cell = document.tables[location.table].at(location.row or 0, location.column or 0)
        if cell is not None:
            return cell.content, 0, len(cell.content)
    return Text(""), 0, 0


def _invocation(results: Sequence[Result], failures: Sequence[Failure], rules: dict[str, int]) -> Json:
    """Whether every file was checked by every rule, and what was not."""
    told = [_unread(failure) for failure in failures]
    told += [each for number, result in enumerate(results) for each in _unchecked(result, number, rules)]
    crashed = any(row.status is Status.RULE_FAILED for result in results for row in result.checklist)
    return {"executionSuccessful": not failures and not crashed, "toolExecutionNotifications": told}


def _unread(failure: Failure) -> Json:
    place = {"physicalLocation": {"artifactLocation": {"uri": uri_of(failure.path)}}}
    return {"level": "error", "message": {"text": failure.reason}, "locations": [place]}


def _unchecked(result: Result, artifact: int, rules: dict[str, int]) -> Iterator[Json]:
    place = {"physicalLocation": {"artifactLocation": {"uri": uri_of(result.path), "index": artifact}}}
    for row in result.checklist:
        if row.status in STUCK:
            yield {
                "level": "error" if row.status is Status.RULE_FAILED else "warning",
                "message": {"text": f"{row.status.label}：{row.title or row.rule}。{row.reason}"},
                "locations": [place],
                "associatedRule": {"id": row.rule, "index": rules[row.rule]},
                "properties": {"required": row.required},
            }
    for note in (*result.document.notes, *result.notes):
        yield {"level": "note", "message": {"text": note}, "locations": [place]}
