"""Pages set in columns, as a printed bulletin is: read down the left column and then down the next one.

Only where that is clear. A stretch of lines is set so when nothing in it reaches over the gutters of columns of equal width and every
column is prose: lines close below each other, many of them full and long enough to hold a clause, with sentences that end
where no line does. Rows of a table whose cells hold prose are told by their cells beginning side by side; a sentence must go on from the
end of a column to the start of the next one, or paragraphs must begin at heights of their own. Where a file is known to
be set so, a shorter stretch between the same edges is as well: the end of the text, or what a heading over all columns parts.
What is prose side by side and neither, is said to be unclear.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from core.document import Box
from core.readers.pdf_gutters import FAR, SAME_EDGE, Columns, Stretch, goes_on_behind, pitch, probes, stretches
from core.readers.pdf_lines import Line
from core.readers.pdf_setting import Column, ends_sentence, right_edge
from core.text.fold import folded
from core.text.outline import numbering

_MOST_COLUMNS = 4
_LEAST_LINES = 7
_LEAST_IN_ALL = 8
_LEAST_FLOWING = 5
_LEAST_LETTERS, _LEAST_IN_NARROW = 10, 7
_MARKS = "，；、：。"
_SENTENCE = "。"
_MOST_CLOSED = 0.5
_OUT_OF_MIDDLE = 1.5
_END = 1.5
_FULL = 0.4
_HALF = 0.5
_SOME_FULL = 0.3
_MOST_EMPTY = 0.12
_MOST_SPACED = 3.2
_STARTS = 2
_SAME_LEVEL = 0.4
_ROWS, _SIDE_BY_SIDE = 2, 0.75
_INDENT = 1.0
_LATER_END = 3.5
_LEAST_MORE = 3
_FEWEST = 2


@dataclass(frozen=True)
class Body:
    """The text of a page: its lines from top to bottom, where its tables and pictures stand, how wide it is, and its columns.

    ``is_unclear`` tells that prose stands side by side that may be columns or rows.
    """

    lines: list[Line]
    blocks: Sequence[Box] = ()
    width: float = 0.0
    columns: tuple[Columns, ...] = ()
    is_unclear: bool = False

    def order(self, box: Box) -> float:
        """Where something comes in reading order."""
        return next((columns.order(box) for columns in self.columns if columns.holds(box)), box[1])


_Found = tuple[Columns, Stretch]


def in_columns(pages: Sequence[Body]) -> list[Body]:
    """The pages, lines that stand in columns parted at the gutters."""
    judged = [_judged(page) for page in pages]
    known = [columns for found, _ in judged for columns, _ in found]
    return [_parted(page, found, unclear, known) for page, (found, unclear) in zip(pages, judged, strict=True)]


def _parted(page: Body, clear: list[_Found], unclear: list[Stretch], known: list[Columns]) -> Body:
    found = [*clear, *_more(page, clear, known)] if known else clear
    gone = {id(line) for _, stretch in found for line in stretch.lines}
    is_unclear = any(id(line) not in gone for stretch in unclear for line in stretch.lines)
    is_unclear = is_unclear or any(stretch.is_doubtful for _, stretch in found)
    if not found:
        return replace(page, is_unclear=True) if is_unclear else page
    lines = [line for line in page.lines if id(line) not in gone]
    for columns, stretch in found:
        for side, column in zip(stretch.sides, columns.sides, strict=True):
            lines += [replace(line, column=(column.left, column.right)) for line in side]
    return replace(page, lines=lines, columns=tuple(columns for columns, _ in found), is_unclear=is_unclear)


def _judged(page: Body) -> tuple[list[_Found], list[Stretch]]:
    """The stretches of a page that are clearly set in columns by themselves, and those of which it cannot be told."""
    rest = [line for line in page.lines if line.frame is None]
    found: list[_Found] = []
    unclear: list[Stretch] = []
    if len(rest) < _LEAST_LINES:
        return found, unclear
    for places in list(probes(rest, page.width, _MOST_COLUMNS)):
        tries = [_between(rest, [*page.blocks, *_barriers(found)], middles) for middles in places]
        clear, doubtful = max(tries, key=lambda each: sum(len(stretch.lines) for _, stretch in each[0]))
        found += clear
        unclear += doubtful
        gone = {id(line) for _, stretch in clear for line in stretch.lines}
        rest = [line for line in rest if id(line) not in gone]
    return found, unclear


def _between(lines: Sequence[Line], blocks: Sequence[Box], middles: Sequence[float]) -> tuple[list[_Found], list[Stretch]]:
    """Of the stretches with gutters about some places those that are clear, and those of which it cannot be told."""
    clear: list[_Found] = []
    unclear: list[Stretch] = []
    if sum(goes_on_behind(line, middles[0]) for line in lines) < _STARTS:
        return clear, unclear
    for stretch in stretches(lines, blocks, middles):
        columns = _columns(stretch, middles)
        if columns is not None and _is_independent(stretch, columns):
            clear.append((columns, stretch))
        elif columns is not None:
            unclear.append(stretch)
    return clear, unclear


def _barriers(found: Sequence[_Found]) -> Iterator[Box]:
    return ((0.0, columns.top, 1e5, columns.bottom) for columns, _ in found)


def _more(page: Body, clear: list[_Found], known: list[Columns]) -> Iterator[_Found]:
    """Further stretches of a page between edges that columns of the file have."""
    taken = {id(line) for _, stretch in clear for line in stretch.lines}
    rest = [line for line in page.lines if line.frame is None and id(line) not in taken]
    barriers = [*page.blocks, *_barriers(clear)]
    for columns in [columns for columns, _ in clear[:1]] or known:
        fitting = [stretch for stretch in stretches(rest, barriers, columns.gutters) if _fits(stretch, columns)]
        for stretch in fitting:
            yield stretch.columns(columns.sides[: len(stretch.sides)]), stretch
        if fitting:
            return


def _fits(stretch: Stretch, columns: Columns) -> bool:
    if not all(stretch.sides) or sum(map(len, stretch.sides)) < _LEAST_MORE:
        return False
    least = _SOME_FULL if len(stretch.sides) > 1 else _HALF
    for lines, column in zip(stretch.sides, columns.sides, strict=False):
        inside = all(line.x0 > column.left - SAME_EDGE and line.x1 < column.right + line.size for line in lines)
        if not inside or len(_full(lines, column)) < least * len(lines):
            return False
    return not any(_has_holes(*side, stretch.blocks) for side in zip(stretch.sides, columns.sides, strict=False))


def _columns(stretch: Stretch, middles: Sequence[float]) -> Columns | None:
    """The columns of prose that a stretch seems to be set in."""
    if len(stretch.sides) < _FEWEST or not all(stretch.sides) or sum(map(len, stretch.sides)) < _LEAST_FLOWING:
        return None
    columns = stretch.columns(tuple(Column(min(line.x0 for line in side), right_edge(side)) for side in stretch.sides))
    size = stretch.lines[0].size
    if any(abs(gutter - middle) > _OUT_OF_MIDDLE * size for gutter, middle in zip(columns.gutters, middles, strict=False)):
        return None
    sides = list(zip(stretch.sides, columns.sides, strict=True))
    if any(_has_holes(lines, column, stretch.blocks) for lines, column in sides) or not _fill_up(stretch):
        return None
    least = _LEAST_LETTERS if len(middles) == 1 else _LEAST_IN_NARROW
    return columns if _are_prose(sides, least) else None


def _fill_up(stretch: Stretch) -> bool:
    """Whether no column ends far above the next one, as they are filled from the left."""
    usual = pitch(max(stretch.sides, key=len))
    ends = [side[-1].baseline for side in stretch.sides]
    return all(right - left <= _LATER_END * usual for left, right in pairwise(ends))


_Sides = Sequence[tuple[list[Line], Column]]


def _are_prose(sides: _Sides, least: int) -> bool:
    """Whether all columns are running text; a short one together with the others."""
    if all(_is_prose([side], least) for side in sides):
        return True
    long = [side for side in sides if len(side[0]) >= _LEAST_LINES]
    return all(_is_prose([side], least) for side in long) and _flow(sides) and _is_prose(sides, least)


def _is_independent(stretch: Stretch, columns: Columns) -> bool:
    """Whether the columns go on by themselves, not row by row: paragraphs begin at heights of their own, or sentences flow over."""
    sides = list(zip(stretch.sides, columns.sides, strict=True))
    near = _SAME_LEVEL * stretch.lines[0].size
    starts = [_starts(*side) for side in sides]
    pairs = [(a, b, _apart(a, b, near)) for a, b in pairwise(starts)]
    if any(_are_rows(min(len(a), len(b)), len(a) - apart[0]) for a, b, apart in pairs):
        return False
    if any(min(apart) >= _STARTS for _, _, apart in pairs) or _flow(sides):
        return True
    is_little = stretch.is_doubtful or sum(map(len, stretch.sides)) < _LEAST_IN_ALL
    if is_little or any(_begin_after_holes(*pair, near) for pair in pairwise(stretch.sides)):
        return False
    return all(len(a) == apart[0] or len(a) - apart[0] < _SIDE_BY_SIDE * min(len(a), len(b)) for a, b, apart in pairs)


def _begin_after_holes(lines: Sequence[Line], others: Sequence[Line], near: float) -> bool:
    """Whether a line that another one stands beside comes after a hole on one side: cells of a row begin so below a shorter one."""
    places = [line.baseline for line in lines], [line.baseline for line in others]
    for own, beside in (places, places[::-1]):
        usual = pitch(lines if own is places[0] else others)
        after = (lower for upper, lower in pairwise(own) if lower - upper > FAR * usual)
        if any(abs(place - other) <= near for place in after for other in beside):
            return True
    return False


def _are_rows(starts: int, beside: int) -> bool:
    """Whether so many paragraphs begin side by side that they are the cells of rows."""
    return beside >= _ROWS and beside >= _SIDE_BY_SIDE * starts


def _flow(sides: _Sides) -> bool:
    """Whether a sentence goes on from the end of a column to the start of the next one."""
    return any(_flows(*pair) for pair in pairwise(sides))


def _flows(side: tuple[list[Line], Column], following: tuple[list[Line], Column]) -> bool:
    last, first = side[0][-1], following[0][0]
    is_new = first.x0 - following[1].left > _INDENT * first.size or numbering(folded(first.plain)) is not None
    return not ends_sentence(last) and not is_new and last in _full([last, first], side[1])


def _full(lines: Sequence[Line], column: Column) -> list[Line]:
    """The lines of one column that the edge ends: the next word would not have fitted."""
    following = [line.unit for line in lines[1:]]
    needed = [*following, _END * lines[-1].size] if lines else []
    return [line for line, room in zip(lines, needed, strict=True) if line.x1 + room > column.right]


def _is_prose(sides: _Sides, least: int) -> bool:
    """Whether columns are running text: full lines that can hold a clause, marks between clauses, sentences that end where no line does."""
    lines = [line for own, _ in sides for line in own]
    full = [line for side in sides for line in _full(*side)]
    if len(full) < _FULL * len(lines) or median(len(line.visible) for line in full) < least:
        return False
    text = "".join(line.plain for line in lines)
    if _SENTENCE not in text or sum(map(text.count, _MARKS)) < len(lines) // 3:
        return False
    return sum(map(ends_sentence, full)) <= _MOST_CLOSED * len(full)


def _has_holes(lines: list[Line], column: Column, blocks: Sequence[Box]) -> bool:
    """Whether much of one column is empty between its first and its last line, beside what the others hold."""
    pairs = list(pairwise(lines))
    if not pairs:
        return False
    usual = min(median(b.baseline - a.baseline for a, b in pairs), 3 * lines[0].size)
    free = [pair for pair in pairs if not any(_stands_between(block, *pair, column) for block in blocks)]
    steps = [b.baseline - a.baseline for a, b in free if not _is_spaced(a, b, column, usual)]
    empty = sum(step - usual for step in steps if step > FAR * usual)
    return empty > _MOST_EMPTY * (lines[-1].baseline - lines[0].baseline)


def _is_spaced(line: Line, following: Line, column: Column, usual: float) -> bool:
    """Whether the space between two lines is what a paragraph may have above or below it."""
    if following.baseline - line.baseline > _MOST_SPACED * usual:
        return False
    begins = following.x0 - column.left > _INDENT * following.size or numbering(folded(following.plain)) is not None
    return begins and (ends_sentence(line) or line.x1 + following.unit < column.right)


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
