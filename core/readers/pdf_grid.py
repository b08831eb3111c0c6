"""The cells between ruling lines, as pdfplumber's table finder finds them.

Joining pieces of lines, their crossings and the grouping of cells are pdfplumber's. Its search for cells compares every crossing with
all later ones; the one here looks only along the lines through a crossing, and finds the same cells in the same order.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from typing import Any

from core.document import Box
from core.readers.pdf_glyphs import Rule

MAX_RULES = 20_000
"""So many ruling lines are looked at on a page; what has more is a drawing."""

MAX_PAIRS = 4_000_000
"""So many pairs of an upright and a level line are compared on a page, after pieces were joined; more would take minutes."""

MAX_CROSSINGS = 30_000
"""So many crossings are looked at on a page; a table of 60 rows and 15 columns has a thousand."""

MAX_COLUMN_LINES = 500
"""Of so many upright lines on a page it is looked whether they end open; a table of 15 columns has 16, or some pieces of each."""

_ROWS = 2
_SHORTEST_PIECE = 1.0
_SHORTEST = 3.0
_TOLERANCE = 3.0

Point = tuple[float, float]
Crossings = Mapping[Point, Mapping[str, list[dict[str, Any]]]]


def cells_of(rules: Iterable[Rule]) -> list[list[Box]]:
    """The cells of each table and box between some rules, from top to bottom; none where there are too many lines to tell."""
    # loaded only where there are lines: it brings all of pdfminer
    from pdfplumber import table  # noqa: PLC0415 - loaded only where it is needed

    pieces = [_edge(rule) for rule in sorted(rules, key=lambda rule: rule.across)]
    pieces = [edge for edge in pieces if _length(edge) >= _SHORTEST_PIECE]
    if len(pieces) > MAX_RULES:
        return []
    edges = [edge for edge in table.merge_edges(pieces, *[_TOLERANCE] * 4) if _length(edge) >= _SHORTEST]
    upright = sum(edge["orientation"] == "v" for edge in edges)
    if upright <= MAX_COLUMN_LINES:
        edges += closing_edges(edges)
    if upright * (len(edges) - upright) > MAX_PAIRS:
        return []
    crossings = table.edges_to_intersections(edges, _TOLERANCE, _TOLERANCE)
    if len(crossings) > MAX_CROSSINGS:
        return []
    cells = list(find_cells(crossings))
    tables = table.cells_to_tables(cells)
    in_tables = {cell for found in tables for cell in found}
    alone = [[cell] for cell in cells if cell not in in_tables]
    return sorted([*tables, *alone], key=lambda found: min((top, left) for left, top, _, _ in found))


def _edge(rule: Rule) -> dict[str, Any]:
    """A rule as pdfplumber has it."""
    x0, top, x1, bottom = rule.box
    return {
        "orientation": "h" if rule.across else "v",
        "x0": x0,
        "x1": x1,
        "top": top,
        "bottom": bottom,
        "doctop": top,
        "width": x1 - x0,
        "height": bottom - top,
    }


def _length(edge: dict[str, Any]) -> float:
    length: float = edge["height" if edge["orientation"] == "v" else "width"]
    return length


def closing_edges(edges: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """The level lines that are missing where a table stays open: a browser draws none where a page break goes through a cell.

    Between neighbouring upright lines of a table that end together there is one.
    """
    level = [edge for edge in edges if edge["orientation"] == "h"]
    upright = [edge for edge in edges if edge["orientation"] == "v" and sum(_cross(edge, other) for other in level) >= _ROWS]
    upright.sort(key=lambda edge: float(edge["x0"]))
    for side in ("top", "bottom"):
        ends = [edge[side] for edge in upright]
        for y in sorted(set(ends)):
            crossing = [edge for edge in upright if edge["top"] - _TOLERANCE <= y <= edge["bottom"] + _TOLERANCE]
            for left, right in pairwise(crossing):
                if abs(left[side] - y) > _TOLERANCE or abs(right[side] - y) > _TOLERANCE:
                    continue
                x0, x1 = left["x0"], right["x0"]
                beside = [edge for edge in level if abs(edge["top"] - y) <= _TOLERANCE]
                if x1 - x0 > _SHORTEST and not any(_covers(edge, x0, x1) for edge in beside):
                    height = beside[0]["top"] if beside else y
                    level.append(_edge(Rule((x0, height, x1, height), across=True)))
                    yield level[-1]


def _cross(upright: dict[str, Any], level: dict[str, Any]) -> bool:
    y, x = level["top"], upright["x0"]
    across = level["x0"] - _TOLERANCE <= x <= level["x1"] + _TOLERANCE
    return bool(across and upright["top"] - _TOLERANCE <= y <= upright["bottom"] + _TOLERANCE)


def _covers(edge: dict[str, Any], x0: float, x1: float) -> bool:
    return bool(edge["x0"] <= x0 + _TOLERANCE and edge["x1"] >= x1 - _TOLERANCE)


def find_cells(crossings: Crossings) -> Iterator[Box]:
    """The smallest cell of which each crossing is the upper left corner, where there is one."""
    points = sorted(crossings)
    downs = {point: _lines(crossings[point]["v"]) for point in points}
    acrosses = {point: _lines(crossings[point]["h"]) for point in points}
    columns: dict[float, list[Point]] = defaultdict(list)
    rows: dict[float, list[Point]] = defaultdict(list)
    for point in reversed(points):
        columns[point[0]].append(point)
        rows[point[1]].append(point)
    for point in points:
        x, y = point
        columns[x].pop()
        rows[y].pop()
        yield from _first_cell(point, columns[x], rows[y], downs, acrosses)


def _lines(edges: Iterable[dict[str, Any]]) -> set[Box]:
    return {(edge["x0"], edge["top"], edge["x1"], edge["bottom"]) for edge in edges}


def _first_cell(
    point: Point, below: list[Point], right: list[Point], downs: Mapping[Point, set[Box]], acrosses: Mapping[Point, set[Box]]
) -> Iterator[Box]:
    """The cell to the first corners below and to the right, each given from the far end, that lines connect."""
    for low in reversed(below):
        if not downs[point] & downs[low]:
            return
        for far in reversed(right):
            if not acrosses[point] & acrosses[far]:
                break
            corner = (far[0], low[1])
            if corner in downs and downs[corner] & downs[far] and acrosses[corner] & acrosses[low]:
                yield (*point, *corner)
                return
