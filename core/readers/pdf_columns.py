"""Rows of a table without ruling lines: consecutive lines whose parts stand in the same columns, with wide gaps between them.

A run needs three such lines whose gaps end at shared positions; a line of captions above them belongs to it. Where a row has fewer
parts than others, each goes to the column in which it stands; a line whose parts all carry on full ones above belongs to their row. Programs that print
tabs move the next part to a tab stop, which may be only a point away: inside a run a small gap counts as well when it ends exactly
at a stop that wide gaps of the run use, or at another multiple of the same distance. Up to two lines of a single part between two
rows are rows with empty cells.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from core.document import Text
from core.readers.pdf_lines import Line
from core.readers.pdf_wrap import separator
from core.text.fold import folded
from core.text.outline import numbering

_LEAST_ROWS = 3
_LONE_LINES = 2
_SAME_PLACE = 2.0
_AT_STOP = 0.6
_LEAST_GAP = 0.5
_LEAST_PITCH = 10.0
_LEAST_WRAPPED = 4
# The chapters of the national format of 2019 and 2021; what stands between two tables there is no row of either.
_CHAPTER = re.compile(
    r"[一二三四五六七八]、(?:总体情况|主动公开政府信息情况|收到和处理|(?:因)?政府信息公开[^,。]{0,12}行政复议|存在的?(?:主要)?问题|其他需要)"
)
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
    heading = -1
    for number, line in enumerate(lines):
        if not line.wide_gaps:
            heading = number if _CHAPTER.match(folded(line.plain)) else heading
            continue
        if groups and number - groups[-1][-1] <= _LONE_LINES + 1 and heading < groups[-1][-1]:
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
    found: set[tuple[str, int]] = set()
    for x0, x1 in _spans(line, line.wide_gaps)[1:]:
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


@dataclass(frozen=True)
class _Part:
    """What stands in a column: its text, and from where to where its last line reaches."""

    text: Text
    x0: float
    x1: float

    def with_more(self, part: _Part) -> _Part:
        """With a further line."""
        text = Text.join((self.text, part.text), separator(self.text.text, part.text.text))
        return _Part(text, part.x0, part.x1)


class _Columns:
    """Where the columns of a run stand, as its whole rows tell."""

    def __init__(self, rows: list[list[tuple[float, float]]], right: float) -> None:
        spans = [(min(x0 for x0, _ in column), max(x1 for _, x1 in column)) for column in zip(*rows, strict=True)]
        # Where columns run into each other nothing can be told by places.
        self._spans = spans if all(a[1] <= b[0] for a, b in pairwise(spans)) else []
        self._right = right

    def placed(self, line: Line, cuts: list[int]) -> dict[int, _Part]:
        """The parts of a line by their columns; one after the other where that is not clear."""
        spans = _spans(line, cuts)
        parts = [_Part(text, *span) for text, span in zip(line.parts(cuts), spans, strict=True)]
        places = [self._place(span) for span in spans] if len(parts) < len(self._spans) else []
        is_clear = bool(places) and all(a < b for a, b in pairwise(places))
        return dict(zip(places if is_clear else range(len(parts)), parts, strict=True))

    def _place(self, span: tuple[float, float]) -> int:
        """The first column that a part stands under, else the nearest."""
        away = [max(x0 - span[1], span[0] - x1, 0.0) for x0, x1 in self._spans]
        return away.index(min(away))

    def carries_on(self, line: Line, parts: dict[int, _Part], above: dict[int, _Part]) -> bool:
        """Whether each part of a line stands under one that had no room for more, at its left edge, and is no item of its own."""
        if not self._spans or len(parts) >= len(self._spans) or numbering(folded(line.plain)) is not None:
            return False
        ends = [x0 - line.size for x0, _ in self._spans[1:]] + [self._right]
        return all(
            place in above
            and len(above[place].text) >= _LEAST_WRAPPED
            and abs(part.x0 - above[place].x0) <= _SAME_PLACE
            and above[place].x1 + line.size > ends[place]
            for place, part in parts.items()
        )


def _spans(line: Line, cuts: Sequence[int]) -> list[tuple[float, float]]:
    """From where to where each part of a line reaches."""
    edges = [0, *cuts, len(line.glyphs)]
    return [
        (line.glyphs[start].x0, max(glyph.x1 for glyph in line.glyphs[start:end] if not glyph.blank))
        for start, end in pairwise(edges)
    ]


def _is_multiple(distance: float, pitch: float) -> bool:
    return abs(distance - round(distance / pitch) * pitch) <= _AT_STOP


def _rows(lines: Sequence[Line], run: list[int], right: float) -> dict[int, Text]:
    gaps = _usual_gaps(lines, run)
    stops = _Stops([lines[number].glyphs[at].x0 for number in run for at in lines[number].wide_gaps])
    columns = _Columns([_spans(line, line.wide_gaps) for number in run if len((line := lines[number]).wide_gaps) == gaps], right)
    rows: dict[int, Text] = {}
    wrapped: int | None = None
    last: tuple[int, dict[int, _Part]] = (-1, {})
    for number in range(run[0], run[-1] + 1):
        line = lines[number]
        cuts = _cuts(line, gaps, stops)
        parts = columns.placed(line, cuts)
        if not cuts and 0 in parts and line.x1 + lines[number + 1].unit > right:
            wrapped, rows[number] = number, Text("")
            continue
        if wrapped is None and columns.carries_on(line, parts, last[1]):
            last[1].update({place: last[1][place].with_more(part) for place, part in parts.items()})
            rows[last[0]], rows[number] = _row(last[1], gaps), Text("")
            continue
        rows[number] = _row(parts, gaps)
        if wrapped is not None:
            first, row = lines[wrapped].text.strip(), rows[number]
            rows[number] = Text.join((first, row), separator(first.text, row.text))
        wrapped, last = None, (number, parts)
    return rows


def _usual_gaps(lines: Sequence[Line], run: list[int]) -> int:
    """How many gaps a whole row has: the most that two rows have, where one stands alone those of most."""
    counts = Counter(len(lines[number].wide_gaps) for number in run)
    often = [count for count, lines_with in counts.items() if lines_with > 1]
    return max(often) if often else max(counts, key=lambda count: (counts[count], count))


def _row(parts: dict[int, _Part], gaps: int) -> Text:
    """The parts of a row with a tab for each step from column to column."""
    pieces: list[Text] = []
    at = 0
    for place, part in parts.items():
        pieces += [Text("\t" * (place - at)), part.text]
        at = place
    return Text.join([*pieces, Text("\t" * (gaps - at))])


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
