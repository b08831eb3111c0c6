"""Stretches of lines that have gutters in common: what may be set in columns, parted at the gutters.

Columns of equal width have their gutters at known places between the outer edges of the text: in the middle, at the thirds or at the
quarters of it. What stands short at the head or the foot of a stretch may be text over the whole width; it is told by where the columns
begin and end: all of them at one height, and each after the one before it was filled or as long as the others.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from core.document import Box
from core.readers.pdf_bands import bands_of
from core.readers.pdf_glyphs import Glyph
from core.readers.pdf_lines import Line
from core.readers.pdf_setting import Column

GUTTER = 0.8
"""So wide is the narrowest gutter, in letters."""
SAME_EDGE = 3.0
FAR = 1.95
"""So many times the usual distance is more than the space that a paragraph may have below it, but for a whole line left out."""
_SAME_TOP = 0.7
_AS_FAR = 0.9
_FREE = 2.0
_NEAR = 3.0
_STARTS_ALIKE = 1.5
_LATER_END = 3.5
_SEVERAL = 2
_NOWHERE = float("inf")


@dataclass(frozen=True)
class Columns:
    """Columns on a page, between an upper and a lower edge."""

    sides: tuple[Column, ...]
    top: float
    bottom: float

    def order(self, box: Box) -> float:
        """Where something that stands in one of them comes among all that is on the page, as though it stood so far down."""
        count = len(self.sides)
        number = sum((box[0] + box[2]) / 2 > gutter for gutter in self.gutters)
        return self.top + ((box[1] - self.top) + number * (self.bottom - self.top)) / count

    def holds(self, box: Box) -> bool:
        """Whether something stands between the upper and the lower edge."""
        return self.top <= (box[1] + box[3]) / 2 <= self.bottom

    @property
    def gutters(self) -> tuple[float, ...]:
        """The middles between them."""
        return tuple((left.right + right.left) / 2 for left, right in pairwise(self.sides))


@dataclass(frozen=True)
class Stretch:
    """Lines in which nothing reaches over the gutters, the parts of them in each column, and the tables and pictures on the page.

    Columns at the right in which nothing stands are left out. ``is_doubtful`` tells that a short line above or below may belong to it.
    """

    lines: list[Line]
    sides: tuple[list[Line], ...]
    blocks: Sequence[Box]
    is_doubtful: bool = False

    @property
    def top(self) -> float:
        """The upper edge."""
        return min(line.top for line in self.lines)

    @property
    def bottom(self) -> float:
        """The lower edge."""
        return max(line.bottom for line in self.lines)

    def columns(self, sides: tuple[Column, ...]) -> Columns:
        """The columns that it stands in."""
        return Columns(sides, self.top, self.bottom)


def probes(lines: Sequence[Line], width: float, most: int) -> Iterator[list[tuple[float, ...]]]:
    """Where the gutters of two to so many columns of equal width may be, the most first.

    They lie between the outer edges of some lines, or between equal margins where the lines leave the right of the page free.
    """
    left, right = min(line.x0 for line in lines), max(line.x1 for line in lines)
    ends = [right, width - left] if width - left > right + _FREE * lines[0].size else [right]
    for count in range(most, 1, -1):
        yield [tuple(left + (end - left) * number / count for number in range(1, count)) for end in ends]


def stretches(lines: Sequence[Line], blocks: Sequence[Box], places: Sequence[float]) -> Iterator[Stretch]:
    """Runs of lines, with no block between them, that have a gutter about each of some places in common."""
    barriers = [block[1] for block in blocks if any(block[0] < place < block[2] for place in places)]
    run: list[Line] = []
    common = _Common(len(places))
    last = -_NOWHERE
    for line in sorted(lines, key=lambda each: each.baseline):
        gaps = [_gap(line, place) for place in places]
        is_cut = any(last < barrier <= line.baseline for barrier in barriers)
        if is_cut or not common.allows(gaps, line):
            yield from _split(run, blocks, common.middles(places))
            run, common = [], _Common(len(places))
        last = line.baseline
        if common.allows(gaps, line):
            run.append(line)
            common.add(gaps)
    yield from _split(run, blocks, common.middles(places))


_Gap = tuple[float, float]
"""Where ink ends, and where it begins again."""


class _Common:
    """The gutters that the lines of a run have in common."""

    def __init__(self, count: int) -> None:
        self._gaps: list[_Gap] = [(-_NOWHERE, _NOWHERE)] * count

    def allows(self, gaps: Sequence[_Gap], line: Line) -> bool:
        """Whether the gutters stay wide enough with a further line."""
        both = zip(self._gaps, gaps, strict=True)
        return all(min(high, start) - max(low, end) >= GUTTER * line.size for (low, high), (end, start) in both)

    def add(self, gaps: Sequence[_Gap]) -> None:
        """Take a line in."""
        self._gaps = [(max(low, end), min(high, start)) for (low, high), (end, start) in zip(self._gaps, gaps, strict=True)]

    def middles(self, places: Sequence[float]) -> list[float]:
        """The middle of each gutter; where it was looked for while it is open on a side, but inside of it."""
        both = zip(self._gaps, places, strict=True)
        return [min(max(place, low), high) if _NOWHERE in (-low, high) else (low + high) / 2 for (low, high), place in both]


def goes_on_behind(line: Line, place: float) -> bool:
    """Whether a line has a gap about a place and text to the right of it."""
    return line.x1 > place and not _reaches_over(line, place) and place != _gap(line, place)[1] < _NOWHERE


def _reaches_over(line: Line, place: float) -> bool:
    """Whether a line without a gap begins far to the left of a place and ends far to its right."""
    far = _NEAR * line.size
    return line.x0 + far < place < line.x1 - far and line.widest_gap < GUTTER * line.size


def _gap(line: Line, place: float) -> _Gap:
    """The gap of a line about a place; none where its text goes over it."""
    if line.x1 <= place:
        return line.x1, _NOWHERE
    if line.x0 >= place:
        return -_NOWHERE, line.x0
    if _reaches_over(line, place):
        return place, place
    glyphs = line.glyphs
    at = bisect_right(glyphs, place, key=lambda glyph: glyph.x0)
    before = [glyph for glyph in glyphs[max(0, at - 6) : at] if not glyph.blank][-3:]
    after = [glyph for glyph in glyphs[at : at + 6] if not glyph.blank][:3]
    near = [*before, *after]
    edges = [(a.x1, b.x0) for a, b in pairwise(near)]
    edges += [(near[-1].x1, _NOWHERE)] if near and near[-1].x1 >= line.x1 else []
    edges += [(-_NOWHERE, near[0].x0)] if near and near[0].x0 <= line.x0 else []
    wide = [edge for edge in edges if edge[1] - edge[0] >= GUTTER * line.size]
    return min(wide, key=lambda edge: _off(edge, place), default=(place, place))


def _off(edge: _Gap, place: float) -> float:
    return max(edge[0] - place, place - edge[1], 0.0)


def _split(run: list[Line], blocks: Sequence[Box], middles: Sequence[float]) -> Iterator[Stretch]:
    if len(run) < _SEVERAL:
        return
    bounds = list(pairwise([-_NOWHERE, *middles, _NOWHERE]))
    rows = [_Row(line, [_part(line, *pair) for pair in bounds]) for line in run]
    sides = _sides(rows)
    if sum(map(bool, sides)) < _SEVERAL:
        yield from _stretch(rows, blocks, is_doubtful=False)
        return
    rows = _trimmed(rows, blocks)
    start, is_doubtful = -_NOWHERE, False
    for band in bands_of(_sides(rows), pitch(max(sides, key=len)), blocks):
        end, is_doubtful = band.lines[0].baseline, is_doubtful or not band.is_sure
        above = [row for row in rows if start < row.line.baseline < end]
        yield from _stretch(_trimmed(above, blocks), blocks, is_doubtful=is_doubtful)
        start = band.lines[-1].baseline
    rest = [row for row in rows if row.line.baseline > start]
    yield from _stretch(_trimmed(rest, blocks), blocks, is_doubtful=is_doubtful)


class _Row(NamedTuple):
    """A line, and its parts in each column."""

    line: Line
    parts: list[Line | None]


def _sides(rows: Sequence[_Row]) -> list[list[Line]]:
    return [[part for part in column if part is not None] for column in zip(*(row.parts for row in rows), strict=True)]


def _trimmed(rows: list[_Row], blocks: Sequence[Box]) -> list[_Row]:
    """Rows without what stands above and below the columns."""
    sides = _sides(rows)
    if sum(map(bool, sides)) < _SEVERAL:
        return rows
    inside = {id(part) for side in _without_foot(_without_head(sides), blocks) for part in side}
    return [row for row in rows if any(id(part) in inside for part in row.parts)]


def _stretch(rows: Sequence[_Row], blocks: Sequence[Box], *, is_doubtful: bool) -> Iterator[Stretch]:
    sides = _sides(rows)
    while sides and not sides[-1]:
        del sides[-1]
    if rows:
        yield Stretch([row.line for row in rows], tuple(sides), blocks, is_doubtful)


def _part(line: Line, start: float, end: float) -> Line | None:
    """The part of a line between two places."""
    glyphs: list[Glyph] = [glyph for glyph in line.glyphs if start < (glyph.x0 + glyph.x1) / 2 <= end]
    while glyphs and glyphs[0].blank:
        del glyphs[0]
    if not any(not glyph.blank for glyph in glyphs):
        return None
    return line if len(glyphs) == len(line.glyphs) else replace(line, glyphs=tuple(glyphs))


def pitch(lines: Sequence[Line]) -> float:
    """The usual distance of lines."""
    steps = [b.baseline - a.baseline for a, b in pairwise(lines)]
    return max(median(steps), lines[0].size) if steps else 1.5 * lines[0].size


def _without_head(sides: list[list[Line]]) -> list[list[Line]]:
    """Without lines above all but one column: columns begin at one height."""
    usual = pitch(max(sides, key=len))
    found = [list(side) for side in sides]
    while sum(map(bool, found)) > 1:
        tops = sorted((side[0].baseline, number) for number, side in enumerate(found) if side)
        number = tops[0][1]
        if tops[0][0] >= tops[1][0] - _SAME_TOP * usual or (number and _begins_as(found[number][0], found[number])):
            break
        del found[number][0]
    return found


def _begins_as(line: Line, side: Sequence[Line]) -> bool:
    """Whether a line begins where others of its column do."""
    return any(abs(line.x0 - other.x0) <= _STARTS_ALIKE for other in side if other is not line)


def _without_foot(sides: list[list[Line]], blocks: Sequence[Box]) -> list[list[Line]]:
    """Without lines below all other columns that stand apart, or where no column would go on."""
    usual = pitch(max(sides, key=len))
    found: list[list[Line]] = []
    for number, side in enumerate(sides):
        ends = [other[-1].baseline for at, other in enumerate(sides) if other and at != number]
        below = max(ends, default=_NOWHERE) + _SAME_TOP * usual
        found.append(side[: next((at for at in range(1, len(side)) if _stands_apart(side, at, below, usual, blocks)), None)])
        if number and ends:
            del found[-1][_later(side, max(ends), usual) :]
    return found


def _stands_apart(side: Sequence[Line], at: int, below: float, usual: float, blocks: Sequence[Box]) -> bool:
    """Whether a line below the ends of all other columns stands farther from the one above it than any before, no table or picture between."""
    line, above = side[at], side[at - 1]
    step = line.baseline - above.baseline
    if (
        line.baseline <= below
        or step <= FAR * usual
        or any(_AS_FAR * step <= b.baseline - a.baseline for a, b in pairwise(side[:at]))
    ):
        return False
    between = (block for block in blocks if block[0] <= line.x0 <= block[2])
    return not any(above.baseline < (block[1] + block[3]) / 2 < line.baseline for block in between)


def _later(side: Sequence[Line], end: float, usual: float) -> int:
    """How many lines of a column come before what it would not go on with, where those before it have ended: a sign-off at the right."""
    for at, line in enumerate(side):
        is_foreign = bool(at) and not _begins_as(line, side[:at])
        if line.baseline > end + (_SAME_TOP if is_foreign else _LATER_END) * usual:
            return at
    return len(side)
