"""The cells between ruling lines, as pdfplumber's table finder finds them.

Joining pieces of lines, their crossings and the grouping of cells are pdfplumber's. Its search for cells compares every crossing with
all later ones; the one here looks only along the lines through a crossing, and finds the same cells in the same order.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from core.document import Box
from core.readers.pdf_glyphs import Rule

MAX_RULES = 20_000
"""So many ruling lines are looked at on a page; what has more is a drawing."""

MAX_PAIRS = 4_000_000
"""So many pairs of an upright and a level line are compared on a page, after pieces were joined; more would take minutes."""

MAX_CROSSINGS = 30_000
"""So many crossings are looked at on a page; a table of 60 rows and 15 columns has a thousand."""

_SHORTEST_PIECE = 1.0
_SHORTEST = 3.0
_TOLERANCE = 3.0

Point = tuple[float, float]
Crossings = Mapping[Point, Mapping[str, list[dict[str, Any]]]]


def cells_of(rules: Iterable[Rule]) -> list[list[Box]]:
    """The cells of each table and box between some rules, from top to bottom; none where there are too many lines to tell."""
    # loaded only where there are lines: it brings all of pdfminer
    from pdfplumber import table  # noqa: PLC0415

    pieces = [_edge(rule) for rule in sorted(rules, key=lambda rule: rule.across)]
    pieces = [edge for edge in pieces if _length(edge) >= _SHORTEST_PIECE]
    if len(pieces) > MAX_RULES:
        return []
    edges = [edge for edge in table.merge_edges(pieces, *[_TOLERANCE] * 4) if _length(edge) >= _SHORTEST]
    upright = sum(edge["orientation"] == "v" for edge in edges)
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
