"""Rows of a table without ruling lines: consecutive lines whose parts stand in the same columns, with wide gaps between them.

A run needs three such lines whose gaps end at shared positions; a line of captions above them belongs to it. Programs that print
tabs move the next part to a tab stop, which may be only a point away: inside a run a small gap counts as well when it ends exactly
at a stop that wide gaps of the run use, or at another multiple of the same distance. Up to two lines of a single part between two
rows are rows with empty cells.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from core.document import Text
from core.readers.pdf_lines import Line
from core.readers.pdf_wrap import separator

_LEAST_ROWS = 3
_LONE_LINES = 2
_SAME_PLACE = 2.0
_AT_STOP = 0.6
_LEAST_GAP = 0.5
_LEAST_PITCH = 10.0
_LABEL = re.compile(r"[：:。]")


def rows_of(lines: Sequence[Line], right: float) -> dict[int, Text]:
    """The rows among some lines, by the number of their (last) line, parts with a tab between them.

    A first part that wrapped over two lines is joined; the number of its first line then maps to an empty text.
    """
    rows: dict[int, Text] = {}
    for run in _runs(lines):
        rows.update(_rows(lines, run, right))
    return rows


def _runs(lines: Sequence[Line]) -> list[list[int]]:
    """Groups of lines with wide gaps that stand in the same columns."""
    groups: list[list[int]] = []
    for number, line in enumerate(lines):
        if not line.wide_gaps:
            continue
        if groups and number - groups[-1][-1] <= _LONE_LINES + 1:
            groups[-1].append(number)
        else:
            groups.append([number])
    aligned = ((_aligned(lines, group), group) for group in groups)
    return [_with_captions(lines, rows, group) for rows, group in aligned if len(rows) >= _LEAST_ROWS]


def _with_captions(lines: Sequence[Line], rows: list[int], group: list[int]) -> list[int]:
    """The rows with the line of captions above: tabs after short words may take it to stops that no other row uses."""
    above = max((number for number in group if number < rows[0]), default=None)
    if above is None or len(lines[above].wide_gaps) != len(lines[rows[0]].wide_gaps) or _LABEL.search(lines[above].plain):
        return rows
    return [above, *rows]


def _aligned(lines: Sequence[Line], group: list[int]) -> list[int]:
    """The lines of a group that share a column edge or middle with another one."""
    marks = Counter(mark for number in group for mark in _marks(lines[number]))
    return [number for number in group if any(_near(marks, mark) > 1 for mark in _marks(lines[number]))]


def _marks(line: Line) -> set[tuple[str, int]]:
    """Left edges, middles and right edges of the parts after the first, rounded."""
    edges = [*line.wide_gaps, len(line.glyphs)]
    found: set[tuple[str, int]] = set()
    for start, end in pairwise(edges):
        x0, x1 = line.glyphs[start].x0, max(glyph.x1 for glyph in line.glyphs[start:end] if not glyph.blank)
        places = (("left", x0), ("middle", (x0 + x1) / 2), ("right", x1))
        found.update((kind, round(place / _SAME_PLACE)) for kind, place in places)
    return found


def _near(marks: Counter[tuple[str, int]], mark: tuple[str, int]) -> int:
    kind, place = mark
    return max(marks[mark], *(marks[mark] + marks[kind, place + step] for step in (-1, 1)))


class _Stops:
    """The positions at which wide gaps of a run end, and the tab pitch if they have one."""

    def __init__(self, places: list[float]) -> None:
        self._places = sorted(places)
        distinct = [place for before, place in pairwise([-1000.0, *self._places]) if place - before > _SAME_PLACE]
        steps = [b - a for a, b in pairwise(distinct)]
        pitch = min(steps, default=0.0)
        regular = len(steps) >= 2 and pitch >= _LEAST_PITCH and all(_is_multiple(step, pitch) for step in steps)
        self._pitch = pitch if regular else 0.0

    def has(self, place: float) -> bool:
        """Whether a stop is exactly here."""
        if any(abs(place - other) <= _AT_STOP for other in self._places):
            return True
        return self._pitch > 0 and _is_multiple(place - self._places[0], self._pitch)


def _is_multiple(distance: float, pitch: float) -> bool:
    return abs(distance - round(distance / pitch) * pitch) <= _AT_STOP


def _rows(lines: Sequence[Line], run: list[int], right: float) -> dict[int, Text]:
    counts = Counter(len(lines[number].wide_gaps) for number in run)
    gaps = max(counts, key=lambda count: (counts[count], count))
    stops = _Stops([lines[number].glyphs[at].x0 for number in run for at in lines[number].wide_gaps])
    rows: dict[int, Text] = {}
    wrapped: int | None = None
    for number in range(run[0], run[-1] + 1):
        cuts = _cuts(lines[number], gaps, stops)
        if not cuts and lines[number].x1 + lines[number + 1].unit > right:
            wrapped, rows[number] = number, Text("")
            continue
        row = lines[number].fields(cuts).strip()
        if wrapped is not None:
            first = lines[wrapped].text.strip()
            row = Text.join((first, row), separator(first.text, row.text))
            wrapped = None
        rows[number] = Text.join((row, Text("\t" * (gaps - len(cuts)))))
    return rows


def _cuts(line: Line, gaps: int, stops: _Stops) -> list[int]:
    """Where a line is cut: at its wide gaps, and at smaller ones on a stop when parts are missing."""
    wide = list(line.wide_gaps)
    if len(wide) >= gaps:
        return wide
    small = sorted(((width, at) for at, width in line.gaps if at not in wide and width > _LEAST_GAP), reverse=True)
    more = [at for _, at in small if stops.has(line.glyphs[at].x0)][: gaps - len(wide)]
    if not wide and len(more) < gaps:
        return []
    return sorted(wide + more)
