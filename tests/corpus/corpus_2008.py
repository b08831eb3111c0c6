"""The data of the 2008-edition corpus: clean reports, the statistical table as rows of cells, and reports with one defect."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).parent / "reports_2008"
_FULL_WIDTH = str.maketrans("0123456789.", "０１２３４５６７８９．")
Row = list[str]


@dataclass(frozen=True)
class FormRow:
    """A row of the official table; a heading row has no unit and holds no number."""

    id: str
    label: str
    unit: str = ""


@dataclass(frozen=True)
class Report:
    """One report as data. ``infos`` are the only findings that it may give, each as rule and field."""

    id: str
    body: str
    headings: str = "plain"
    table: Mapping[str, Any] | None = None
    infos: Sequence[str] = ()

    @property
    def lines(self) -> list[str]:
        """The lines of the body with their marks."""
        return [line for line in self.body.splitlines() if line.strip()]

    def number(self, row: str) -> float:
        """The value of a row as a number."""
        return float((self.table or {}).get("values", {}).get(row, 0))


@dataclass(frozen=True)
class Defect:
    """One change to a clean report, and the only finding that it must give, at one of the places ``at``.

    ``also`` names rules that may report what follows from it.
    """

    id: str
    base: str
    edits: Sequence[Mapping[str, Any]]
    rule: str
    at: Sequence[Mapping[str, Any]]
    severity: str | None = None
    also: Sequence[str] = ()

    @property
    def rules(self) -> set[str]:
        """The rules that may report it: more than one where the interface leaves it open."""
        return set(self.rule.split("|"))


@cache
def form() -> tuple[FormRow, ...]:
    """The 65 rows of the official table."""
    return tuple(FormRow(*row) for row in _load(FOLDER / "form.yaml")["rows"])


@cache
def relations() -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    """What every clean table keeps: whole, sign, parts."""
    return tuple((whole, sign, tuple(parts)) for whole, sign, parts in _load(FOLDER / "form.yaml")["relations"])


@cache
def clean_reports() -> dict[str, Report]:
    """The clean reports by id."""
    files = sorted((FOLDER / "clean").glob("*.yaml"))
    return {file.stem: Report(id=file.stem, **_load(file)) for file in files}


@cache
def defects() -> tuple[Defect, ...]:
    """The reports with one defect each; ``base`` may be the start of a clean report's id."""
    files = sorted((FOLDER / "defects").glob("*.yaml"))
    return tuple(Defect(id=name, **data) for file in files for name, data in _load(file).items())


def _load(path: Path) -> dict[str, Any]:
    data: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return data


def rows(report: Report) -> list[Row]:
    """The statistical table as it stands in the report; a merged title row is a row of one cell."""
    table = report.table or {}
    header = [str(name) for name in table["columns"]]
    out: list[Row] = [[text] for text in table.get("title_rows", ())] + [header]
    for row in form():
        if row.id == str(table.get("repeat_header", "")):
            out.append(header)
        if row.id not in map(str, table.get("dropped", ())):
            out.append(_row(row, table))
        out += [_extra(list(cells), len(header)) for cells in table.get("extra_rows", {}).get(row.id, ())]
    gone = [header.index(name) for name in table.get("dropped_columns", ())]
    return [[cell for at, cell in enumerate(cells) if at not in gone or len(cells) == 1] for cells in out]


def _row(row: FormRow, table: Mapping[str, Any]) -> Row:
    label = table.get("labels", {}).get(row.id, row.label)
    unit = table.get("units", {}).get(row.id, row.unit or table.get("heading_unit", ""))
    # 四 and the like are heading and number at once; a row without unit never holds a number.
    cells = [label, unit, table.get("cells", {}).get(row.id, _value(row, table))]
    return cells + [
        str(column.get(row.id, column.get("default", "0") if row.unit else "")) for column in table.get("more_columns", ())
    ]


def _value(row: FormRow, table: Mapping[str, Any]) -> str:
    if not row.unit:
        return ""
    value = table.get("values", {}).get(row.id, 0)
    style = table.get("style", "plain")
    text = f"{value:,}" if style == "thousands" else str(value)
    return text.translate(_FULL_WIDTH) if style == "fullwidth" else text


def _extra(cells: list[Any], width: int) -> Row:
    return [str(cell) for cell in cells] + [""] * (width - len(cells))


def damaged(defect: Defect) -> Report:
    """The base report with the defect put in. Raises ValueError when an edit does not apply exactly once."""
    report = next(r for name, r in clean_reports().items() if name.startswith(defect.base))
    report = replace(report, id=defect.id, table=deepcopy(dict(report.table or {})))
    for edit in defect.edits:
        report = _edited(report, edit)
    return report


def _edited(report: Report, edit: Mapping[str, Any]) -> Report:
    (kind, value), *_ = edit.items()
    if kind == "replace":
        return _replaced(report, str(value[0]), str(value[1]), edit.get("times", 1))
    if kind == "delete":
        return _replaced(report, _line_with(report, value), "", 1)
    table = dict(report.table or {})
    if kind in {"values", "cells", "labels", "units"}:
        table[kind] = {**table.get(kind, {}), **value}
    elif kind in {"dropped", "dropped_columns", "columns", "title_rows"}:
        table[kind] = value
    else:
        raise ValueError(f"unknown edit {kind}")
    return replace(report, table=table)


def _replaced(report: Report, old: str, new: str, times: int) -> Report:
    if report.body.count(old) != times:
        raise ValueError(f"{report.id}: {old!r} stands {report.body.count(old)} times, not {times}")
    return replace(report, body=report.body.replace(old, new))


def _line_with(report: Report, start: str) -> str:
    """The one line that starts with ``start``, its line end included."""
    found = [line for line in report.body.splitlines(keepends=True) if line.startswith(start)]
    if len(found) != 1:
        raise ValueError(f"{report.id}: {len(found)} lines start with {start!r}")
    return found[0]
