"""The corpus of editions 2019 and 2021: clean reports with their three tables, and reports with one defect."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from core.findings import Finding, Result
from tests.corpus import forms_2021
from tests.corpus.common import Corpus, Report, load_defects, load_reports
from tests.corpus.forms_2021 import FOLDER
from tests.corpus.grid import Grid


def edition(report: Report) -> str:
    """The edition of a report."""
    return str(report.table["edition"])


def grids(report: Report, mark: str) -> list[Grid]:
    """The table for ``[[二]]``, ``[[三]]`` or ``[[四]]``, with what a defect changed in it."""
    name, table = mark.strip("[]"), report.table
    if name in table.get("absent", ()):
        return []
    if name == "二":
        drawn = forms_2021.second(str(table.get("second_edition", edition(report))), table)
    else:
        drawn = forms_2021.third(edition(report), table) if name == "三" else forms_2021.fourth(table)
    return [_changed(grid, table) for grid in drawn]


def _changed(grid: Grid, table: Mapping[str, Any]) -> Grid:
    grid = grid.with_texts({key: str(text) for key, text in table.get("cells", {}).items()})
    for key in table.get("dropped", ()):
        if any(cell.key == key for cell in grid.cells):
            grid = grid.without_row(grid.at(key).row)
    for key in table.get("dropped_columns", ()):
        if any(cell.key == key for cell in grid.cells):
            grid = grid.without_column(grid.at(key).column)
    return grid


def _on_row(place: Mapping[str, Any], finding: Finding, result: Result) -> bool:
    """Whether a finding points to the row with the label ``row``, or to the number ``column`` (from 1) of that row.

    Table four has no labels: there the column alone tells, and ``row`` is empty.
    """
    where = finding.location
    texts = result.document.tables[where.table or 0].texts()
    cells = [text.strip() for text in texts[where.row or 0]]
    at, number = where.column or 0, place.get("column")
    if not place["row"]:
        return len(cells) == 15 and at == int(place["column"]) - 1 and (where.row or 0) >= 3
    if place["row"] not in cells:
        return False
    if number is None:
        return True
    label = max(index for index, text in enumerate(cells) if text == place["row"])
    # A label that spans columns is repeated in each, or followed by blanks: the seven numbers of table three end the row.
    return at == label + number or (len(cells) > 7 and at == len(cells) - 8 + number)


@cache
def corpus() -> Corpus:
    """The whole corpus."""
    return Corpus(load_reports(FOLDER / "clean"), load_defects(FOLDER / "defects"), grids, _on_row)
