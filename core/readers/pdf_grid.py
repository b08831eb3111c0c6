"""The cells between ruling lines, the same as those of pdfplumber's table finder, in the same order.

It compares every line with every other one, and every crossing with all later ones. Here only those are looked at that lie in reach,
which takes a fraction of the time; and neither pdfplumber nor pdfminer under it has to be loaded.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from core.document import Box
from core.readers.pdf_edges import TOLERANCE, Edge, Edges, closing_edges, merged, pieces_of, side_edges
from core.readers.pdf_glyphs import Rule

MAX_RULES = 20_000
"""So many ruling lines are looked at on a page; what has more is a drawing."""

MAX_PAIRS = 4_000_000
"""So many pairs of an upright and a level line are compared on a page, after pieces were joined; more would take minutes."""

MAX_CROSSINGS = 30_000
"""So many crossings are looked at on a page; a table of 60 rows and 15 columns has a thousand."""

MAX_COLUMN_LINES = 500
"""Of so many upright lines on a page it is looked whether they end open; a table of 15 columns has 16, or some pieces of each."""

Point = tuple[float, float]


@dataclass
class Crossings:
    """Where lines cross, and which pieces of the upright and of the level line through a crossing do.

    Pieces are bits, numbered along their line; two crossings on a line are connected where they have one in common.
    """

    upright: dict[Point, int] = field(default_factory=dict)
    level: dict[Point, int] = field(default_factory=dict)


def cells_of(rules: Iterable[Rule]) -> list[list[Box]]:
    """The cells of each table and box between some rules, from top to bottom; none where there are too many lines to tell."""
    pieces = pieces_of(rules)
    if len(pieces.level) + len(pieces.upright) > MAX_RULES:
        return []
    edges = merged(pieces)
    if len(edges.upright) <= MAX_COLUMN_LINES:
        edges.level.extend(list(closing_edges(edges)))
        edges.upright.extend(list(side_edges(edges)))
    if len(edges.upright) * len(edges.level) > MAX_PAIRS:
        return []
    crossings = crossings_of(edges)
    if len(crossings.upright) > MAX_CROSSINGS:
        return []
    return sorted(grouped(find_cells(crossings)), key=_upper_left)


def _upper_left(cells: Iterable[Box]) -> Point:
    return min((top, left) for left, top, _, _ in cells)


def crossings_of(edges: Edges) -> Crossings:
    """Where upright lines meet level ones, or nearly."""
    found = Crossings()
    level = sorted(edges.level)
    level_bits, upright_bits = _bits(level), _bits(edges.upright)
    lower, upper = [edge.at + TOLERANCE for edge in level], [edge.at - TOLERANCE for edge in level]
    for edge in edges.upright:
        x, top, bottom = edge
        for number in range(bisect_left(lower, top), bisect_right(upper, bottom)):
            y, x0, x1 = level[number]
            if x0 - TOLERANCE <= x <= x1 + TOLERANCE:
                point = (x, y)
                found.upright[point] = found.upright.get(point, 0) | upright_bits[edge]
                found.level[point] = found.level.get(point, 0) | level_bits[level[number]]
    return found


def _bits(edges: Iterable[Edge]) -> dict[Edge, int]:
    """A bit for each piece, its own among those of a line."""
    bits: dict[Edge, int] = {}
    following: dict[float, int] = {}
    for edge in edges:
        if edge not in bits:
            bits[edge] = following.get(edge.at, 1)
            following[edge.at] = bits[edge] << 1
    return bits


def find_cells(crossings: Crossings) -> Iterator[Box]:
    """The smallest cell of which each crossing is the upper left corner, where there is one."""
    points = sorted(crossings.upright)
    columns: dict[float, list[Point]] = defaultdict(list)
    rows: dict[float, list[Point]] = defaultdict(list)
    for point in reversed(points):
        columns[point[0]].append(point)
        rows[point[1]].append(point)
    for point in points:
        x, y = point
        below, right = columns[x], rows[y]
        below.pop()
        right.pop()
        if below and right and (corner := _corner(point, below, right, crossings)) is not None:
            yield (x, y, *corner)


def _corner(point: Point, below: Sequence[Point], right: Sequence[Point], crossings: Crossings) -> Point | None:
    """The corner opposite a crossing: by the first corners below and to the right, each given from the far end, that lines connect."""
    upright, level = crossings.upright, crossings.level
    down, across = upright[point], level[point]
    for low in reversed(below):
        if not down & upright[low]:
            return None
        for far in reversed(right):
            if not across & level[far]:
                break
            corner = (far[0], low[1])
            if corner in upright and upright[corner] & upright[far] and level[corner] & level[low]:
                return corner
    return None


def grouped(cells: Iterable[Box]) -> Iterator[list[Box]]:
    """Cells that share corners, each group in the order in which it grows."""
    waiting = list(cells)
    group: list[Box] = []
    corners: set[Point] = set()
    while waiting:
        left: list[Box] = []
        for cell in waiting:
            x0, top, x1, bottom = cell
            own = ((x0, top), (x0, bottom), (x1, top), (x1, bottom))
            if group and corners.isdisjoint(own):
                left.append(cell)
            else:
                group.append(cell)
                corners.update(own)
        if len(left) == len(waiting):
            yield group
            group = []
            corners.clear()
        waiting = left
    if group:
        yield group
