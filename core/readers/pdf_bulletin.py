"""Pages set in two columns, as a printed bulletin is: read down the left column and then down the right one.

Only where that is clear. A stretch of lines is set so when nothing in it reaches over a gutter in the middle of the text and both
sides of that are prose: many lines close below each other, most of them full and long enough to hold a clause, with sentences that end
where no line does. Rows of a table whose cells hold prose are told by their cells beginning side by side; a sentence must go on from the
end of the left side to the start of the right one, or paragraphs must begin at heights of their own on both. Where a file is known to
be set so, a shorter stretch between the same edges is as well: the end of the text, or what a heading over both columns parts.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from core.document import Box
from core.readers.pdf_lines import Line
from core.readers.pdf_setting import Column, ends_sentence, right_edge

_LEAST_LINES = 7
_LEAST_LETTERS = 10
_MARKS = "，；、：。"
_SENTENCE = "。"
_MOST_CLOSED = 0.5
_GUTTER = 1.2
_OUT_OF_MIDDLE = 1.5
_END, _SLACK = 1.5, 0.3
_FULL = 0.5
_SOME_FULL = 0.3
_FAR = 1.6
_MOST_EMPTY = 0.12
_STARTS = 2
_SAME_LEVEL = 0.4
_ROWS, _SIDE_BY_SIDE = 2, 0.75
_SAME_EDGE = 3.0
_INDENT = 1.0


@dataclass(frozen=True)
class Columns:
    """Two columns on a page, between an upper and a lower edge."""

    left: Column
    right: Column
    top: float
    bottom: float

    def order(self, box: Box) -> float:
        """Where something that stands in one of them comes among all that is on the page, as though it stood so far down."""
        half = (self.bottom - self.top) / 2
        down = (box[1] - self.top) / 2
        return self.top + down + (half if (box[0] + box[2]) / 2 > self.gutter else 0.0)

    def holds(self, box: Box) -> bool:
        """Whether something stands between the upper and the lower edge."""
        return self.top <= (box[1] + box[3]) / 2 <= self.bottom

    @property
    def gutter(self) -> float:
        """The middle between them."""
        return (self.left.right + self.right.left) / 2


@dataclass(frozen=True)
class Body:
    """The text of a page: its lines from top to bottom, and where its tables and pictures stand."""

    lines: list[Line]
    blocks: Sequence[Box] = ()
    columns: tuple[Columns, ...] = ()

    def order(self, box: Box) -> float:
        """Where something comes in reading order."""
        return next((columns.order(box) for columns in self.columns if columns.holds(box)), box[1])


@dataclass(frozen=True)
class _Stretch:
    """Lines in which nothing reaches over a gutter, the two sides of them, and the tables and pictures that stand on the page."""

    lines: list[Line]
    left: list[Line]
    right: list[Line]
    blocks: Sequence[Box]


def in_columns(pages: Sequence[Body]) -> list[Body]:
    """The pages, lines that stand in columns parted at the gutter."""
    found = [list(_clear(page)) for page in pages]
    known = [columns for page in found for columns, _ in page]
    if not known:
        return list(pages)
    return [_parted(page, [*clear, *_more(page, clear, known)]) for page, clear in zip(pages, found, strict=True)]


_Found = tuple[Columns, _Stretch]


def _parted(page: Body, found: list[_Found]) -> Body:
    if not found:
        return page
    gone = {id(line) for _, stretch in found for line in stretch.lines}
    lines = [line for line in page.lines if id(line) not in gone]
    for columns, stretch in found:
        for side, column in ((stretch.left, columns.left), (stretch.right, columns.right)):
            lines += [replace(line, column=(column.left, column.right)) for line in side]
    return replace(page, lines=lines, columns=tuple(columns for columns, _ in found))


def _clear(page: Body) -> Iterator[_Found]:
    """The stretches of a page that are clearly set in columns by themselves."""
    free = [line for line in page.lines if line.frame is None]
    if len(free) < _LEAST_LINES:
        return
    middle = (min(line.x0 for line in free) + max(line.x1 for line in free)) / 2
    if sum(line.x1 > middle and not _reaches_over(line, middle) for line in free) < _LEAST_LINES:
        return
    for stretch in _stretches(free, page.blocks, middle):
        columns = _columns(stretch)
        if columns is not None and abs(columns.gutter - middle) <= _OUT_OF_MIDDLE * stretch.lines[0].size:
            yield columns, stretch


def _more(page: Body, clear: list[_Found], known: list[Columns]) -> Iterator[_Found]:
    """Further stretches of a page between edges that columns of the file have."""
    taken = {id(line) for _, stretch in clear for line in stretch.lines}
    rest = [line for line in page.lines if line.frame is None and id(line) not in taken]
    barriers = [*page.blocks, *((0.0, columns.top, 1e5, columns.bottom) for columns, _ in clear)]
    for columns in [columns for columns, _ in clear[:1]] or known:
        fitting = [stretch for stretch in _stretches(rest, barriers, columns.gutter) if _fits(stretch, columns)]
        for stretch in fitting:
            yield replace(columns, top=_top(stretch), bottom=_bottom(stretch)), stretch
        if fitting:
            return


def _fits(stretch: _Stretch, columns: Columns) -> bool:
    sides = ((stretch.left, columns.left), (stretch.right, columns.right))
    if not stretch.left or len(stretch.left) + len(stretch.right) < 3:
        return False
    for lines, column in sides:
        inside = all(line.x0 > column.left - _SAME_EDGE and line.x1 < column.right + line.size for line in lines)
        least = _SOME_FULL if stretch.right else _FULL
        if not inside or len(_full(lines, column)) < least * len(lines):
            return False
    return not any(_has_holes(lines, column, stretch.blocks) for lines, column in sides)


def _stretches(lines: Sequence[Line], blocks: Sequence[Box], middle: float) -> Iterator[_Stretch]:
    """Runs of lines, with no block between them, that have a gutter about the middle in common."""
    barriers = [block[1] for block in blocks if block[0] < middle < block[2]]
    run: list[Line] = []
    low, high = float("-inf"), float("inf")
    last = float("-inf")
    for line in sorted(lines, key=lambda each: each.baseline):
        end, start = _gap(line, middle)
        is_cut = any(last < barrier <= line.baseline for barrier in barriers)
        if is_cut or min(high, start) - max(low, end) < _GUTTER * line.size:
            yield from _split(run, blocks, middle)
            run, low, high = [], float("-inf"), float("inf")
        last = line.baseline
        if start - end >= _GUTTER * line.size:
            run.append(line)
            low, high = max(low, end), min(high, start)
    yield from _split(run, blocks, middle)


def _reaches_over(line: Line, middle: float) -> bool:
    return line.x0 < middle < line.x1 and not line.wide_gaps


def _gap(line: Line, middle: float) -> tuple[float, float]:
    """Where the ink of a line ends before the middle, and where it begins again."""
    if _reaches_over(line, middle):
        return middle, middle
    boxes = [line.glyphs[number].box for number in line.visible]
    end = max((box[2] for box in boxes if box[0] + box[2] <= 2 * middle), default=float("-inf"))
    start = min((box[0] for box in boxes if box[0] + box[2] > 2 * middle), default=float("inf"))
    return end, start


def _split(run: list[Line], blocks: Sequence[Box], middle: float) -> Iterator[_Stretch]:
    run = _without_strays(run, middle)
    if run:
        left = [part for line in run if (part := _side(line, middle, -1)) is not None]
        right = [part for line in run if (part := _side(line, middle, 1)) is not None]
        yield _Stretch(run, left, right, blocks)


def _without_strays(run: list[Line], middle: float) -> list[Line]:
    """Without lines of one side that stand far above or below all others."""
    steps = [b.baseline - a.baseline for a, b in pairwise(run)]
    if not steps:
        return run
    far = _FAR * max(median(steps), run[0].size)
    first, last = 0, len(run)
    while last - first > 1 and steps[last - 2] > far and _is_of_one_side(run[last - 1], middle):
        last -= 1
    while last - first > 1 and steps[first] > far and _is_of_one_side(run[first], middle):
        first += 1
    return run[first:last]


def _is_of_one_side(line: Line, middle: float) -> bool:
    return line.x1 <= middle or line.x0 >= middle


def _side(line: Line, middle: float, side: int) -> Line | None:
    """The part of a line on one side of the middle."""
    glyphs = [glyph for glyph in line.glyphs if (glyph.x0 + glyph.x1 > 2 * middle) is (side > 0)]
    while glyphs and glyphs[0].blank:
        del glyphs[0]
    if not any(not glyph.blank for glyph in glyphs):
        return None
    return line if len(glyphs) == len(line.glyphs) else replace(line, glyphs=tuple(glyphs))


def _columns(stretch: _Stretch) -> Columns | None:
    """The columns that a stretch is set in; None where that is not clear."""
    sides = (stretch.left, stretch.right)
    if min(map(len, sides)) < _LEAST_LINES:
        return None
    left, right = (Column(min(line.x0 for line in side), right_edge(side)) for side in sides)
    for lines, column in zip(sides, (left, right), strict=True):
        if not _is_prose(lines, column) or _has_holes(lines, column, stretch.blocks):
            return None
    starts = _starts(stretch.left, left), _starts(stretch.right, right)
    apart = _apart(*starts, _SAME_LEVEL * stretch.lines[0].size)
    beside = len(starts[0]) - apart[0]
    if beside >= _ROWS and beside >= _SIDE_BY_SIDE * min(map(len, starts)):
        return None
    if min(apart) < _STARTS and not _flows(stretch, left, right):
        return None
    return Columns(left, right, _top(stretch), _bottom(stretch))


def _flows(stretch: _Stretch, left: Column, right: Column) -> bool:
    """Whether a sentence goes on from the end of the left column to the start of the right one."""
    last, first = stretch.left[-1], stretch.right[0]
    is_indented = first.x0 - right.left > _INDENT * first.size
    return not ends_sentence(last) and not is_indented and last in _full([last, first], left)


def _top(stretch: _Stretch) -> float:
    return min(line.top for line in stretch.lines)


def _bottom(stretch: _Stretch) -> float:
    return max(line.bottom for line in stretch.lines)


def _full(lines: Sequence[Line], column: Column) -> list[Line]:
    """The lines of one side that the edge ends: the next word would not have fitted."""
    following = [line.unit - _SLACK * line.size for line in lines[1:]]
    needed = [*following, _END * lines[-1].size] if lines else []
    return [line for line, room in zip(lines, needed, strict=True) if line.x1 + room > column.right]


def _is_prose(lines: list[Line], column: Column) -> bool:
    """Whether one side is running text: full lines that can hold a clause, marks between clauses, sentences that end where no line does."""
    full = _full(lines, column)
    if len(full) < _FULL * len(lines) or median(len(line.visible) for line in full) < _LEAST_LETTERS:
        return False
    text = "".join(line.plain for line in lines)
    if _SENTENCE not in text or sum(map(text.count, _MARKS)) < len(lines) // 3:
        return False
    return sum(map(ends_sentence, full)) <= _MOST_CLOSED * len(full)


def _has_holes(lines: list[Line], column: Column, blocks: Sequence[Box]) -> bool:
    """Whether much of one side is empty between its first and its last line, beside what the other side holds."""
    pairs = list(pairwise(lines))
    if not pairs:
        return False
    usual = min(median(b.baseline - a.baseline for a, b in pairs), 3 * lines[0].size)
    free = [pair for pair in pairs if not any(_stands_between(block, *pair, column) for block in blocks)]
    steps = [b.baseline - a.baseline for a, b in free]
    empty = sum(step - usual for step in steps if step > _FAR * usual)
    return empty > _MOST_EMPTY * (lines[-1].baseline - lines[0].baseline)


def _stands_between(block: Box, upper: Line, lower: Line, column: Column) -> bool:
    is_beside = block[2] < column.left or block[0] > column.right
    return not is_beside and upper.baseline < (block[1] + block[3]) / 2 < lower.baseline


def _apart(starts: list[float], others: list[float], near: float) -> tuple[int, int]:
    """How many paragraphs of each side begin where none begins on the other side: what begins side by side are the cells of rows."""
    alone = sum(all(abs(start - other) > near for other in others) for start in starts)
    others_alone = sum(all(abs(start - other) > near for start in starts) for other in others)
    return alone, others_alone


def _starts(lines: list[Line], column: Column) -> list[float]:
    """Where paragraphs begin below the first line."""
    full = {id(line) for line in _full(lines, column)}
    return [
        line.baseline for before, line in pairwise(lines) if id(before) not in full or line.x0 - column.left > _INDENT * line.size
    ]
