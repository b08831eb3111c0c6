"""What the corpora of all editions share: a report as data, a defect as edits to a clean report, a corpus as both."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import yaml

from core.findings import Finding, Result
from tests.corpus.grid import Grid

FULL_WIDTH = str.maketrans("0123456789.", "０１２３４５６７８９．")
Edit = Mapping[str, Any]
_TABLE_EDITS = {"values", "cells", "labels", "units", "columns", "title_rows", "dropped", "dropped_columns", "absent"}
_TABLE_EDITS |= {"second", "third", "fourth", "second_edition"}


@dataclass(frozen=True)
class Report:
    """One report as data. ``expected`` are the only findings that it may give, each as severity, rule and field."""

    id: str
    body: str
    headings: str = "plain"
    table: Mapping[str, Any] = field(default_factory=dict)
    infos: Sequence[str] = ()
    warnings: Sequence[str] = ()
    previous: str | None = None

    @property
    def lines(self) -> list[str]:
        """The lines of the body with their marks."""
        return [line for line in self.body.splitlines() if line.strip()]

    @property
    def expected(self) -> list[str]:
        """The findings that a reader would make too, such as a fax number that is not given."""
        return [f"info {name}" for name in self.infos] + [f"warning {name}" for name in self.warnings]


@dataclass(frozen=True)
class Defect:
    """One change to a clean report, and the only finding that it must give, at one of the places ``at``.

    ``also`` names rules that may report what follows from it. ``previous_edits`` change last year's report instead.
    """

    id: str
    base: str
    edits: Sequence[Edit]
    rule: str
    at: Sequence[Mapping[str, Any]]
    severity: str | None = None
    also: Sequence[str] = ()
    previous_edits: Sequence[Edit] = ()

    @property
    def rules(self) -> set[str]:
        """The rules that may report it: more than one where the interface leaves it open."""
        return set(self.rule.split("|"))


@dataclass(frozen=True)
class Corpus:
    """The clean reports and the defects of some editions, and what only they know.

    ``grids`` gives the tables of a report for a ``[[mark]]`` line; ``on_row`` tells whether a finding points to a row.
    """

    clean: Mapping[str, Report]
    defects: Sequence[Defect]
    grids: Callable[[Report, str], list[Grid]]
    on_row: Callable[[Mapping[str, Any], Finding, Result], bool]

    def base(self, defect: Defect) -> Report:
        """The clean report that a defect is put into; ``base`` may be the start of its id."""
        return self.find(defect.base)

    def find(self, name: str) -> Report:
        """The clean report whose id starts with a name."""
        return next(report for key, report in self.clean.items() if key.startswith(name))

    def damaged(self, defect: Defect) -> Report:
        """The base report with the defect put in. Raises ValueError when an edit does not apply exactly once."""
        return edited(replace(self.base(defect), id=defect.id), defect.edits)


def load(path: Path) -> dict[str, Any]:
    """A file of the corpus."""
    data: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return data


def load_reports(folder: Path) -> dict[str, Report]:
    """The reports of a folder by id."""
    return {file.stem: Report(id=file.stem, **load(file)) for file in sorted(folder.glob("*.yaml"))}


def load_defects(folder: Path) -> tuple[Defect, ...]:
    """The defects of all files of a folder."""
    return tuple(Defect(id=name, **data) for file in sorted(folder.glob("*.yaml")) for name, data in load(file).items())


def edited(report: Report, edits: Iterable[Edit]) -> Report:
    """A report after some edits."""
    report = replace(report, table=deepcopy(dict(report.table)))
    for edit in edits:
        report = _edited(report, edit)
    return report


def _edited(report: Report, edit: Edit) -> Report:
    (kind, value), *_ = edit.items()
    if kind == "replace":
        return _replaced(report, str(value[0]), str(value[1]), edit.get("times", 1))
    if kind == "delete":
        return _replaced(report, _line_with(report, value), "", 1)
    if kind not in _TABLE_EDITS:
        raise ValueError(f"unknown edit {kind}")
    table = dict(report.table)
    table[kind] = {**table.get(kind, {}), **value} if isinstance(value, dict) else value
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


def printed(value: object, style: str) -> str:
    """A number as it stands in a cell: ``plain``, with ``thousands`` separators or ``fullwidth``."""
    text = f"{value:,}" if style == "thousands" and isinstance(value, int | float) else str(value)
    return text.translate(FULL_WIDTH) if style == "fullwidth" else text


def cells_of(line: str) -> list[str]:
    """The cells of a ``| a | b |`` line."""
    return [cell.strip() for cell in line.strip("| ").split("|")]


def unmarked(line: str) -> str:
    """A line without the mark that says what it is."""
    mark, _, rest = line.partition(" ")
    return rest if mark in {"#", "##", "###", "####", "=", ">"} else line
