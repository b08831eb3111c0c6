"""The three tables of the formats of 2019 and 2021 as grids with the merged cells that the notices print.

Names of cells: ``二/行政许可/1`` is the first number of a row, ``二/行政许可`` its label, ``三/5/7`` the 总计 of row 5,
``四/15`` the last number of table four, ``…/h/…`` a heading.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from tests.corpus.common import load, printed
from tests.corpus.grid import Cell, Grid

FOLDER = Path(__file__).parent / "reports_2021"
TOTAL, CARRIED_OVER = "24", "25"
Table = Mapping[str, Any]


@cache
def forms() -> dict[str, Any]:
    """The labels of the three tables."""
    return load(FOLDER / "forms.yaml")


def second(edition: str, table: Table) -> list[Grid]:
    """Table two: one table, or one for each block when the data says ``blocks``."""
    cells: list[Cell] = []
    parts: list[Grid] = []
    row = 0
    for key, caption, columns, labels in forms()["second"][edition]:
        block = _block(f"二/{key}", caption, columns, row)
        block += [cell for at, label in enumerate(labels) for cell in _second_row(label, columns, row + 2 + at, table)]
        cells += block
        row = 0 if table.get("blocks") else row + 2 + len(labels)
        if table.get("blocks"):
            parts.append(Grid(tuple(block)))
    return parts or [Grid(tuple(cells))]


def _block(key: str, caption: str, columns: Sequence[str], row: int) -> list[Cell]:
    names = [Cell("信息内容", row + 1, 0, key=f"{key}/信息内容")]
    return [Cell(caption, row, 0, columns=4, key=key), *names, *_spread(f"{key}/", columns, columns, row + 1)]


def _second_row(label: str, columns: Sequence[str], row: int, table: Table) -> list[Cell]:
    value = table.get("second", {}).get(label, [0] * len(columns))
    values = [printed(number, table.get("style", "")) for number in (value if isinstance(value, list) else [value])]
    return [Cell(label, row, 0, key=f"二/{label}"), *_spread(f"二/{label}/", range(1, 4), values, row)]


def _spread(prefix: str, names: Sequence[Any], texts: Sequence[str], row: int) -> list[Cell]:
    """Cells over the three columns on the right; the last one takes what is left."""
    last = len(texts) - 1
    return [
        Cell(text, row, 1 + at, columns=3 - last if at == last else 1, key=f"{prefix}{name}")
        for at, (name, text) in enumerate(zip(names, texts, strict=False))
    ]


def _items(edition: str) -> list[Any]:
    form = forms()["third"]
    return [*form["results"], form["others"][edition], form["total"]]


def result_rows(edition: str) -> list[tuple[str, str]]:
    """The ids and labels of the rows of 三、本年度办理结果 that hold numbers."""
    rows: list[tuple[str, str]] = []
    for first, second_ in _items(edition):
        rows += [(first, second_)] if isinstance(second_, str) else [(key, label) for key, label in second_]
    return rows


def numbers(edition: str, table: Table) -> dict[str, list[int]]:
    """The seven numbers of each row of table three, totals worked out."""
    given = {str(key): list(value) for key, value in table.get("third", {}).items()}
    keys = [key for key, _label in result_rows(edition) if key != TOTAL]
    out = {key: given.get(key, [0] * 6) for key in ["1", "2", *keys, CARRIED_OVER]}
    out[TOTAL] = [sum(column) for column in zip(*(out[key] for key in keys), strict=True)]
    return {key: [*row, sum(row)] for key, row in out.items()}


def third(edition: str, table: Table) -> list[Grid]:
    """Table three."""
    form, row = forms()["third"], 3
    cells = _third_header()
    values = numbers(edition, table)
    for key, label in form["first"]:
        cells += [Cell(label, row, 0, columns=3, key=f"三/{key}"), *_third_numbers(key, row, values, table)]
        row += 1
    start = row
    for first, second_ in _items(edition):
        rows = [(first, second_)] if isinstance(second_, str) else second_
        grouped = not isinstance(second_, str)
        cells += [Cell(first, row, 1, rows=len(rows), key=f"三/g/{first}")] if grouped else []
        for key, label in rows:
            cells += [Cell(label, row, 2, key=f"三/{key}") if grouped else Cell(label, row, 1, columns=2, key=f"三/{key}")]
            cells += _third_numbers(key, row, values, table)
            row += 1
    cells.append(Cell(form["group"], start, 0, rows=row - start, key="三/g/三"))
    for key, label in form["last"]:
        cells += [Cell(label, row, 0, columns=3, key=f"三/{key}"), *_third_numbers(key, row, values, table)]
    return [Grid(tuple(sorted(cells, key=lambda cell: (cell.row, cell.column))))]


def _third_header() -> list[Cell]:
    form = forms()["third"]
    names = form["applicants"]
    return [
        Cell(form["corner"], 0, 0, 3, 3, "三/h/corner"),
        Cell("申请人情况", 0, 3, columns=7, key="三/h/申请人情况"),
        Cell(names[0], 1, 3, rows=2, key="三/h/自然人"),
        Cell("法人或其他组织", 1, 4, columns=5, key="三/h/法人"),
        Cell(names[6], 1, 9, rows=2, key="三/h/总计"),
        *(Cell(name, 2, 4 + at, key=f"三/h/{name}") for at, name in enumerate(names[1:6])),
    ]


def _third_numbers(key: str, row: int, values: Mapping[str, list[int]], table: Table) -> list[Cell]:
    style = str(table.get("style", ""))
    return [Cell(printed(value, style), row, 3 + at, key=f"三/{key}/{at + 1}") for at, value in enumerate(values[key])]


def fourth(table: Table) -> list[Grid]:
    """Table four: three groups of four numbers each, and their totals."""
    names = forms()["fourth"]
    groups = [[*map(int, group), sum(map(int, group))] for group in table.get("fourth", {}).values()]
    flat = [number for group in groups for number in group]
    cells = [Cell("行政复议", 0, 0, columns=5, key="四/h/行政复议"), Cell("行政诉讼", 0, 5, columns=10, key="四/h/行政诉讼")]
    cells += [Cell(name, 1, at, rows=2, key=f"四/h/{at + 1}") for at, name in enumerate(names)]
    cells += [Cell("未经复议直接起诉", 1, 5, columns=5, key="四/h/直接"), Cell("复议后起诉", 1, 10, columns=5, key="四/h/复议后")]
    cells += [Cell(name, 2, 5 + at, key=f"四/h/{at + 6}") for at, name in enumerate(names * 2)]
    cells += [Cell(printed(n, str(table.get("style", ""))), 3, at, key=f"四/{at + 1}") for at, n in enumerate(flat)]
    return [Grid(tuple(cells))]
