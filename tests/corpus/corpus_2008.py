"""The data of the 2008-edition corpus: clean reports, the statistical table as rows of cells, and reports with one defect."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from core.findings import Finding, Result
from tests.corpus.common import Corpus, Report, load, load_defects, load_reports, printed
from tests.corpus.grid import Grid

FOLDER = Path(__file__).parent / "reports_2008"
Row = list[str]


@dataclass(frozen=True)
class FormRow:
    """A row of the official table; a heading row has no unit and holds no number."""

    id: str
    label: str
    unit: str = ""


@cache
def form() -> tuple[FormRow, ...]:
    """The 65 rows of the official table."""
    return tuple(FormRow(*row) for row in load(FOLDER / "form.yaml")["rows"])


@cache
def relations() -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    """What every clean table keeps: whole, sign, parts."""
    return tuple((whole, sign, tuple(parts)) for whole, sign, parts in load(FOLDER / "form.yaml")["relations"])


def rows(report: Report) -> list[Row]:
    """The statistical table as it stands in the report; a merged title row is a row of one cell."""
    table = report.table
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
    return printed(table.get("values", {}).get(row.id, 0), str(table.get("style", "plain")))


def _extra(cells: list[Any], width: int) -> Row:
    return [str(cell) for cell in cells] + [""] * (width - len(cells))


def _grids(report: Report, _mark: str) -> list[Grid]:
    return [Grid.of_rows(rows(report))]


def number(report: Report, row: str) -> float:
    """The value of a row as a number."""
    return float(report.table.get("values", {}).get(row, 0))


def _on_row(place: Mapping[str, Any], finding: Finding, result: Result) -> bool:
    """Whether a finding points to a row of the form, told by its number of the same kind before it."""
    where = finding.location
    texts = result.document.tables[where.table or 0].texts()
    start = next(at for at, cells in enumerate(texts) if cells[0].startswith("一、主动公开"))
    if (where.row or 0) - start != [row.id for row in form()].index(str(place["row"])):
        return False
    return "column" not in place or where.column == place["column"]


@cache
def corpus() -> Corpus:
    """The whole corpus."""
    return Corpus(load_reports(FOLDER / "clean"), load_defects(FOLDER / "defects"), _grids, _on_row)
