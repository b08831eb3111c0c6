"""Short text over the whole width between two stretches in columns, or below one: it looks like more of the left column.

Beside such lines the other columns hold nothing. Where that is so, either the lines are of the left column and the others have a space
there (above a heading) or have ended; or they are text over the whole width, above which the columns end and below which others begin. What
decides is where sentences go on: none does from the last line of a page's columns to text over the width, nor from that into columns; and
none is broken off in the left column by a new paragraph.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from core.document import Box
from core.readers.pdf_lines import Line
from core.readers.pdf_setting import ends_sentence, right_edge
from core.text.fold import folded
from core.text.outline import Numbering, numbering

_BESIDE = 0.95
_INDENT = 1.0
_OVER = 0.6
_SPACED = 1.2
_FEW = 3
_LONGER = 2
"""A column may be so many lines longer than the next, where all are made as long as each other."""


@dataclass(frozen=True)
class Band:
    """Lines over the whole width between columns; ``is_sure`` tells that they cannot be of the left column."""

    lines: Sequence[Line]
    is_sure: bool


def bands_of(sides: Sequence[Sequence[Line]], usual: float, blocks: Sequence[Box]) -> Iterator[Band]:
    """The bands that part some columns, from top to bottom."""
    left, others = sides[0], [line for side in sides[1:] for line in side]
    if not left or not others:
        return
    heights = sorted(line.baseline for line in others)
    column = _Column(left, usual)
    run: list[int] = []
    for number, line in enumerate(left):
        if _is_alone(line, heights, _BESIDE * usual) and not _is_beside(line, blocks):
            run.append(number)
            continue
        yield from _bands(column, others, run)
        run = []
    yield from _bands(column, others, run)


def _is_alone(line: Line, heights: Sequence[float], near: float) -> bool:
    return heights[0] < line.baseline and all(abs(height - line.baseline) > near for height in heights)


def _is_beside(line: Line, blocks: Sequence[Box]) -> bool:
    """Whether a table or a picture stands to the right of a line."""
    return any(block[0] > line.x1 and block[1] <= line.baseline <= block[3] for block in blocks)


class _Column:
    """The left column: where its edges are, and how far its lines are apart."""

    def __init__(self, lines: Sequence[Line], usual: float) -> None:
        self.lines = lines
        self._usual = usual
        self._left, self._right = min(line.x0 for line in lines), right_edge(lines)

    def breaks_off(self, line: Line, following: Line | None) -> bool:
        """Whether a line has no end of a sentence and no room for more."""
        unit = following.unit if following else line.size
        return not ends_sentence(line) and line.x1 + unit > self._right and not self.is_left(line)

    def is_left(self, line: Line) -> bool:
        """Whether a line reaches out of the column."""
        return line.x1 > self._right + _OVER * line.size

    def begins(self, number: int) -> bool:
        """Whether a line begins a paragraph by its number, its indent or the space above it."""
        line, above = self.lines[number], self.lines[number - 1]
        is_apart = line.baseline - above.baseline > _SPACED * self._usual
        return is_apart or line.x0 - self._left > _INDENT * line.size or _number(line) is not None


def _number(line: Line) -> Numbering | None:
    return numbering(folded(line.plain))


def _bands(column: _Column, others: Sequence[Line], run: Sequence[int]) -> Iterator[Band]:
    """The band among some lines of the left column that nothing stands beside; lines below it may be of further columns, the others blank."""
    if not run or not run[0]:
        return
    lines = column.lines
    above = [line for line in others if line.baseline < lines[run[0]].baseline]
    below = next((line for line in others if line.baseline > lines[run[-1]].baseline), None)
    is_free = below is not None and _number(below) is None
    ends = range(run[0] + 1, run[-1] + 2) if below is None and len(run) > _FEW else (run[-1] + 1,)
    for may_go_on in (False, True):
        for first, end in ((first, end) for first in run[: _LONGER + 1] for end in ends if first < end):
            inside = lines[first:end]
            is_open, begins = column.breaks_off(lines[first - 1], inside[0]), column.begins(first)
            if is_open and not begins and not (may_go_on and is_free):
                continue
            is_sure = (is_open and begins) or any(map(column.is_left, inside))
            following = lines[end] if end < len(lines) else None
            if (
                _may_be_wide(column, above, inside, following)
                and not _counts_on(inside[0], others)
                and (is_sure or len(ends) == 1)
            ):
                yield Band(inside, is_sure=is_sure)
                return


def _may_be_wide(column: _Column, above: Sequence[Line], inside: Sequence[Line], following: Line | None) -> bool:
    """Whether lines may stand over the whole width: each a paragraph of its own, as is what stands above and below."""
    if len(inside) > _FEW or _end_open(above):
        return False
    pairs = zip(inside, [*inside[1:], following], strict=True)
    return not any(column.breaks_off(*pair) for pair in pairs)


def _end_open(above: Sequence[Line]) -> bool:
    """Whether the columns break off in a sentence."""
    last = max(above, key=lambda line: line.baseline)
    return _number(last) is None and not ends_sentence(last) and last.x1 + last.size > right_edge(above)


def _counts_on(line: Line, others: Sequence[Line]) -> bool:
    """Whether the next number in the other columns follows on that of a line: it stands before them."""
    own = _number(line)
    if own is None:
        return False
    numbers = (number for other in others if (number := _number(other)) is not None)
    found = next((number for number in numbers if number.level >= own.level), None)
    return found is not None and found.value == (own.value + 1 if found.level == own.level else 1)
