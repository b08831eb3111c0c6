"""The lines of tables from the pieces that a program draws: pieces close to each other become one, as pdfplumber joins them.

Lines that a browser leaves out where a page break goes through a cell are added.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from operator import attrgetter
from typing import NamedTuple

from core.readers.pdf_glyphs import Rule

TOLERANCE = 3.0
"""Two places this close are one."""

_ROWS = 2
_SHORTEST_PIECE = 1.0
_SHORTEST = 3.0
_HIGHEST_TITLE = 40.0
_AT, _START = attrgetter("at"), attrgetter("start")


class Edge(NamedTuple):
    """A level or an upright line: its place across its direction, and its two ends along it, the smaller first."""

    at: float
    start: float
    end: float


class Edges(NamedTuple):
    """The lines of a page."""

    level: list[Edge]
    upright: list[Edge]


def pieces_of(rules: Iterable[Rule]) -> Edges:
    """What is drawn, without dots."""
    found = Edges([], [])
    for (x0, top, x1, bottom), across in rules:
        edge = Edge(top, x0, x1) if across else Edge(x0, top, bottom)
        if edge.end - edge.start >= _SHORTEST_PIECE:
            (found.level if across else found.upright).append(edge)
    return found


def merged(pieces: Edges) -> Edges:
    """The lines that pieces make; none shorter than a cell may be."""
    level, upright = ([edge for edge in _joined(edges) if edge.end - edge.start >= _SHORTEST] for edges in pieces)
    return Edges(level, upright)


def _joined(pieces: list[Edge]) -> Iterator[Edge]:
    """Pieces moved onto their common line, and there joined where they touch; in the order of lines and along them."""
    lines: dict[float, list[Edge]] = defaultdict(list)
    for cluster in _clusters(pieces):
        middle = sum(map(_AT, cluster)) / len(cluster)
        for at, start, end in cluster:
            # not just the middle, for the same rounding as pdfplumber's: places that differ in the last digit are two lines there
            moved = at + (middle - at)
            lines[moved].append(Edge(moved, start, end))
    for at in sorted(lines):
        line = sorted(lines[at], key=_START)
        _, start, end = line[0]
        for piece in line[1:]:
            if piece.start > end + TOLERANCE:
                yield Edge(at, start, end)
                _, start, end = piece
            end = max(end, piece.end)
        yield Edge(at, start, end)


def _clusters(pieces: list[Edge]) -> Iterable[list[Edge]]:
    """Pieces of lines that lie so close that they are one."""
    number, last = -1, float("-inf")
    numbers: dict[float, int] = {}
    for at in sorted(set(map(_AT, pieces))):
        number += at > last + TOLERANCE
        numbers[at] = number
        last = at
    clusters: dict[int, list[Edge]] = defaultdict(list)
    for piece in pieces:
        clusters[numbers[piece.at]].append(piece)
    return clusters.values()


def closing_edges(edges: Edges) -> Iterator[Edge]:
    """The level lines that are missing where a table stays open: a browser draws none where a page break goes through a cell.

    Between neighbouring upright lines of a table that end together there is one.
    """
    level = list(edges.level)
    upright = sorted((edge for edge in edges.upright if _crosses_rows(edge, level)), key=_AT)
    for side in (1, 2):
        for y in sorted({edge[side] for edge in upright}):
            crossing = [edge for edge in upright if edge.start - TOLERANCE <= y <= edge.end + TOLERANCE]
            ending = [abs(edge[side] - y) <= TOLERANCE for edge in crossing]
            beside = [edge for edge in level if abs(edge.at - y) <= TOLERANCE]
            for number, (left, right) in enumerate(pairwise(crossing)):
                if not (ending[number] and ending[number + 1]) or right.at - left.at <= _SHORTEST:
                    continue
                if not any(_covers(edge, left.at, right.at) for edge in beside):
                    beside.append(Edge(beside[0].at if beside else y, left.at, right.at))
                    level.append(beside[-1])
                    yield beside[-1]


def side_edges(edges: Edges) -> Iterator[Edge]:
    """The upright lines that are missing at the sides of a table that has none there, as many tables in print are set.

    Between neighbouring level lines that end together there is one where a line goes through both, or where they are of the same
    length, near each other, and one of them is of a table: a row of a single cell.
    """
    upright = sorted(edges.upright)
    places = list(map(_AT, upright))
    for side, other in ((1, 2), (2, 1)):
        open_ended = sorted(edge for edge in edges.level if not _is_met(edge.at, edge[side], upright, places))
        tables = {edge for edge in open_ended if any(_is_on(edge, line) for line in upright)}
        for upper, lower in pairwise(open_ended) if tables else ():
            if abs(upper[side] - lower[side]) > TOLERANCE or lower.at - upper.at <= _SHORTEST or not tables & {upper, lower}:
                continue
            alike = abs(upper[other] - lower[other]) <= TOLERANCE and lower.at - upper.at <= _HIGHEST_TITLE
            if alike or _are_connected(upper, lower, upright):
                yield Edge(upper[side], upper.at, lower.at)


def _is_met(y: float, x: float, upright: Sequence[Edge], places: Sequence[float]) -> bool:
    """Whether one of some upright lines, given in order, goes through a point."""
    near = upright[bisect_left(places, x - TOLERANCE) : bisect_right(places, x + TOLERANCE)]
    return any(start - TOLERANCE <= y <= end + TOLERANCE for _, start, end in near)


def _are_connected(upper: Edge, lower: Edge, upright: Iterable[Edge]) -> bool:
    start, end = max(upper.start, lower.start) - TOLERANCE, min(upper.end, lower.end) + TOLERANCE
    return any(start <= line.at <= end and _covers(line, upper.at, lower.at) for line in upright)


def _is_on(level: Edge, upright: Edge) -> bool:
    within = level.start - TOLERANCE <= upright.at <= level.end + TOLERANCE
    return within and upright.start - TOLERANCE <= level.at <= upright.end + TOLERANCE


def _crosses_rows(upright: Edge, level: Iterable[Edge]) -> bool:
    """Whether a line goes along at least a row of cells."""
    x, top, bottom = upright
    top, bottom, count = top - TOLERANCE, bottom + TOLERANCE, 0
    for y, x0, x1 in level:
        if top <= y <= bottom and x0 - TOLERANCE <= x <= x1 + TOLERANCE:
            count += 1
            if count == _ROWS:
                return True
    return False


def _covers(edge: Edge, x0: float, x1: float) -> bool:
    return edge.start <= x0 + TOLERANCE and edge.end >= x1 - TOLERANCE
