"""Stretches of lines that may be a table without ruling lines: rows of pieces, and the single lines between them that are no text.

The heading of a chapter is none of them. It is a single line with a number of the highest level; so may be a label, where cells are
higher than a line. But a label is set like its table, and either figures stand right below it or it ends before the next column.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import groupby

from core.readers.pdf_lines import Line
from core.readers.pdf_pieces import Band
from core.readers.pdf_wrap import TERMINAL

_LEAST_ROWS = 2
_LEAST_FIGURES = 3
_PROSE = 0.8
_FARTHEST = 6.0
_NEAR = 2.4
_CLOSE = 1.5
_PADDING = 12.0
_AROUND = 60
"""So many lines above and below are looked at for rows; a cell has a dozen at most."""
MAX_PIECES = 20_000
"""A stretch of more is no table of a report."""
_SAME_PLACE = 2.0
_LABEL = re.compile(r".{1,6}[：:]")
"""How a line begins that says something of a table (单位：件)."""

Region = tuple[int, int]
"""The number of the first line, and that of the one behind the last."""


def regions(bands: Sequence[Band], width: Callable[[Line], float]) -> list[Region]:
    """The stretches, ``width`` being that of the column in which a line stands."""
    found: list[Region] = []
    start: int | None = None
    for number, band in enumerate(bands):
        if start is not None and not _goes_on(bands, number, width):
            found.append((start, number))
            start = None
        if start is None and band.is_row:
            start = number
    if start is not None:
        found.append((start, len(bands)))
    tables = [region for region in found if _may_be_table(bands[slice(*region)])]
    ends = [0, *(end for _, end in tables)]
    return [(_with_captions(bands, start, before, width), end) for (start, end), before in zip(tables, ends, strict=False)]


def _with_captions(bands: Sequence[Band], start: int, before: int, width: Callable[[Line], float]) -> int:
    """Where a table begins: captions in the middle of several lines begin above its first row."""
    first, row = start, bands[start]
    while start > before and not is_prose(bands[start - 1], width) and _is_caption(bands[start - 1], bands[start], row):
        start -= 1
    above = bands[start - 1] if start > before else None
    return first if above and is_prose(above, width) and _runs_into(above, bands[start]) else start


def _runs_into(band: Band, below: Band) -> bool:
    """Whether a line of text goes on in the one below it."""
    return 0 < below.y - band.y <= _CLOSE * band.line.size and not band.line.plain.endswith(TERMINAL) and not band.is_row


def _is_caption(band: Band, below: Band, row: Band) -> bool:
    """Whether a single line right above a row belongs to it: it stands over the columns behind the first, or goes on in the first."""
    piece, first, second = band.pieces[0], row.pieces[0], row.pieces[1]
    near = below.y - band.y <= _NEAR * piece.size and below.line.page == band.line.page
    if len(band.pieces) > 1 or not near or piece.number is not None or band.is_other_than(row):
        return False
    if piece.x0 > first.x1 or below.y - band.y <= _CLOSE * piece.size:
        return not _LABEL.match(piece.plain)
    if abs(piece.middle - first.middle) > _SAME_PLACE and piece.x1 + first.unit < second.x0 - _PADDING:
        return False
    alike = abs(piece.x0 - first.x0) <= _SAME_PLACE or abs(piece.middle - first.middle) <= _SAME_PLACE
    return alike and piece.x1 < second.x0 and piece.x1 - piece.x0 >= first.x1 - first.x0 and first.number is None


def _may_be_table(bands: Sequence[Band]) -> bool:
    if sum(len(band.pieces) for band in bands) > MAX_PIECES:
        return False
    without = (list(run) for is_blank, run in groupby(bands, key=lambda band: not band.figures) if is_blank)
    if max(map(len, without), default=0) > _AROUND:
        return False
    return sum(band.is_row for band in bands) >= _LEAST_ROWS and sum(band.figures for band in bands) >= _LEAST_FIGURES


def _goes_on(bands: Sequence[Band], number: int, width: Callable[[Line], float]) -> bool:
    band, before = bands[number], bands[number - 1]
    if band.y - before.y > _FARTHEST * max(band.line.size, before.line.size):
        return False
    if (band.line.frame is None) != (before.line.frame is None) or (band.line.column is None) != (before.line.column is None):
        return False
    return band.is_row or not (len(band.pieces) > 1 or is_prose(band, width) or is_heading(bands, number))


def is_prose(band: Band, width: Callable[[Line], float]) -> bool:
    """Whether a single line is one of running text: it fills the column, or ends a sentence."""
    line = band.line
    return line.x1 - line.x0 > _PROSE * width(line) or line.plain.endswith(TERMINAL)


def is_heading(bands: Sequence[Band], number: int) -> bool:
    """Whether a line among rows is the heading of a chapter."""
    band = bands[number]
    mark = band.pieces[0].number
    if len(band.pieces) > 1 or mark is None or mark.level > 1:
        return False
    above = next((other for other in reversed(bands[max(0, number - _AROUND) : number]) if other.is_row), None)
    below = next((other for other in bands[number + 1 : number + _AROUND] if other.is_row), None)
    if above is None or below is None or band.is_other_than(above) or band.is_other_than(below):
        return True
    if bands[number + 1].holds_figures:
        return False
    return not all(band.line.x1 < row.pieces[1].x0 for row in (above, below))
