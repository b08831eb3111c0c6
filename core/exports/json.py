"""The result of a check for machines: JSON, schema 1."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from functools import singledispatch
from typing import Any

from core.edits import Edit
from core.findings import ChecklistRow, Contact, Facts, Failure, Finding, Location, Result
from core.place import InText
from core.version import __version__

SCHEMA = 1
Json = dict[str, Any]


def to_json(results: Sequence[Result], failures: Sequence[Failure]) -> str:
    """All results and failures of a call as one JSON text."""
    whole = {
        "schema": SCHEMA,
        "tool": {"name": "nianbao", "version": __version__},
        "reports": [_report(result) for result in results],
        "failures": [{"path": failure.path, "reason": failure.reason} for failure in failures],
    }
    text = json.dumps(whole, ensure_ascii=False, indent=2)
    # File names that are not UTF-8 hold lone surrogates, which no UTF-8 stream takes.
    return text.encode("utf-8", "replace").decode("utf-8")


def _report(result: Result) -> Json:
    return {
        "path": result.path,
        "title": result.title,
        "unit": result.unit,
        "year": result.year,
        "edition": result.edition,
        "facts": facts_json(result.facts),
        "findings": [_finding(finding) for finding in result.findings],
        "checklist": [_row(row) for row in result.checklist],
        "notes": [*result.document.notes, *result.notes],
    }


def facts_json(facts: Facts) -> Json:
    """The facts as the interface has them."""
    period = None
    if facts.period is not None:
        first, last = facts.period
        period = {"start": _day(first), "end": _day(last)}
    return {"period": period, "contact": _contact(facts.contact), "date": _day(facts.date)}


def _contact(contact: Contact) -> Json:
    return {
        "address": contact.address,
        "postcode": contact.postcode,
        "phone": list(contact.phone),
        "fax": list(contact.fax),
        "email": list(contact.email),
        "website": list(contact.website),
    }


def _finding(finding: Finding) -> Json:
    waived = finding.waived
    return {
        "rule": finding.rule,
        "severity": finding.severity.value,
        "message": finding.message,
        "reason": finding.reason,
        "basis": finding.basis,
        "suggestion": finding.suggestion,
        "correction": [_edit(edit) for edit in finding.edits],
        "data": _data(finding),
        "excerpt": finding.excerpt,
        "location": location_values(finding.location),
        "waived": None if waived is None else {"reason": waived.reason, "when": waived.when},
    }


def _edit(edit: Edit) -> Json:
    place = edit.place
    where = (
        {"paragraph": place.paragraph}
        if isinstance(place, InText)
        else {"table": place.table, "row": place.row, "column": place.column}
    )
    return where | {"start": edit.start, "end": edit.end, "old": edit.old, "new": edit.new}


def _data(finding: Finding) -> Json:
    """The values of a finding; the places that it compares are among them."""
    data = dict(finding.data)
    if finding.related:
        data.setdefault("places", finding.related)
    return {key: _plain(value) for key, value in data.items()}


def location_values(location: Location) -> Json:
    """Every key of a location, null where it does not apply."""
    return {
        "kind": location.kind.value,
        "section": location.section,
        "paragraph": location.paragraph,
        "start": location.start,
        "end": location.end,
        "table": location.table,
        "row": location.row,
        "column": location.column,
        "page": location.page,
        "sheet": location.sheet,
        "cell": location.cell,
        "label": location.label,
    }


def _row(row: ChecklistRow) -> Json:
    return {"rule": row.rule, "status": row.status.value, "count": row.count, "reason": row.reason, "title": row.title}


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


@singledispatch
def _plain(value: object) -> object:
    """Values that rules may put into a finding's data, as JSON knows them; a whole number is an integer wherever it came from."""
    if is_dataclass(value) and not isinstance(value, type):
        return {part.name: _plain(getattr(value, part.name)) for part in fields(value)}
    return value if value is None or isinstance(value, (str, int)) else str(value)


@_plain.register
def _(value: date) -> str:
    return value.isoformat()


@_plain.register(float)
@_plain.register(Decimal)
def _(value: float | Decimal) -> int | float:
    return int(value) if value == value // 1 else float(value)


@_plain.register
def _(value: Location) -> Json:
    return location_values(value)


@_plain.register(Mapping)
def _(value: Mapping[str, object]) -> Json:
    return {key: _plain(inner) for key, inner in value.items()}


@_plain.register(list)
@_plain.register(tuple)
def _(value: Sequence[object]) -> list[object]:
    return [_plain(inner) for inner in value]


@_plain.register(set)
@_plain.register(frozenset)
def _(value: frozenset[object]) -> list[object]:
    return [_plain(inner) for inner in sorted(value, key=str)]
