"""Lines of text as rows of pieces: what may be the cells of a table without ruling lines, and where each stands."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from itertools import pairwise

from core.document import Text
from core.readers.lazy import lazy
from core.readers.pdf_lines import Line
from core.readers.pdf_wrap import first_unit
from core.text.fold import folded
from core.text.outline import Numbering, numbering

_APART = 0.6
"""Two pieces are at least so far apart, in letters; cells keep some five points from their edges on both sides."""
_USUAL_PITCH = 1.3
_THINNEST = 0.1
_OTHER_SIZE = 0.1
_FIGURE = re.compile(r"[+-]?\d[\d,]*(?:\.\d+)?(?:%|[万亿]?元)?|/|[-—]{1,2}")
_WITH_LABEL = re.compile(r"[：:]")


@dataclass(frozen=True)
class Piece:
    """Characters of a line with no wide gap in them; ``y`` is how far down their line is, counted on over the ends of pages."""

    text: Text
    x0: float
    x1: float
    y: float
    size: float
    unit: float
    line: int
    page: int

    @lazy
    def plain(self) -> str:
        """The text, width and blanks evened out."""
        return folded(self.text.text).strip()

    @lazy
    def is_figure(self) -> bool:
        """Whether it is what stands in a cell for a number."""
        return _FIGURE.fullmatch(self.plain) is not None

    @lazy
    def number(self) -> Numbering | None:
        """The number of an outline that it begins with, or its first letters where a column is too narrow for it: (三."""
        cut = self.plain.startswith("(") and ")" not in self.plain
        return numbering(f"{self.plain})" if cut else self.plain)

    @property
    def middle(self) -> float:
        """Where its middle is, across."""
        return (self.x0 + self.x1) / 2


@dataclass(frozen=True)
class Band:
    """A line and its pieces from left to right."""

    line: Line
    pieces: tuple[Piece, ...]

    @property
    def y(self) -> float:
        """How far down it is."""
        return self.pieces[0].y

    @lazy
    def is_row(self) -> bool:
        """Whether it has several pieces, not most of them with a label of its own (单位负责人： 审核人：)."""
        return len(self.pieces) > 1 and 2 * sum(bool(_WITH_LABEL.search(piece.plain)) for piece in self.pieces) <= len(
            self.pieces
        )

    @lazy
    def holds_figures(self) -> bool:
        """Whether figures stand behind something, or nothing but figures."""
        return self.is_row and all(piece.is_figure for piece in self.pieces[1:])

    @property
    def figures(self) -> int:
        """How many figures stand in it."""
        return sum(piece.is_figure for piece in self.pieces)

    def is_other_than(self, row: Band) -> bool:
        """Whether it is set in other letters than a row."""
        size = row.line.size
        return abs(self.line.size - size) > _OTHER_SIZE * size or (self.line.bold and not row.line.bold)


def bands_of(lines: Sequence[Line], without: Set[int] = frozenset()) -> list[Band]:
    """The lines with their pieces, without those of some numbers."""
    kept = [number for number in range(len(lines)) if number not in without]
    heights = _heights(lines[number] for number in kept)
    return [Band(lines[number], tuple(_pieces(lines[number], number, y))) for number, y in zip(kept, heights, strict=True)]


def _heights(lines: Iterable[Line]) -> Iterator[float]:
    """How far down each line is, as though the pages were one."""
    y, before = 0.0, None
    for line in lines:
        if before is not None:
            same = before.page == line.page and before.baseline <= line.baseline
            y += line.baseline - before.baseline if same else _USUAL_PITCH * line.size
        yield y
        before = line


def _stands_alone(text: str) -> bool:
    """Whether what follows the number of an item is no text of it: a number of its own, or a figure."""
    plain = folded(text).strip()
    return numbering(plain) is not None or _FIGURE.fullmatch(plain) is not None


def _pieces(line: Line, number: int, y: float) -> Iterator[Piece]:
    cuts = [at for at, gap in line.gaps if gap >= _APART * line.size]
    if len(cuts) == 1 and line.is_item and not _stands_alone(line.parts(cuts)[1].text):
        cuts = []
    edges = [0, *cuts, len(line.glyphs)]
    for (start, end), text in zip(pairwise(edges), line.parts(cuts), strict=True):
        glyphs = line.glyphs[start:end]
        # damage leaves letters without a width, and what has none stands in no column
        x1 = max(glyphs[0].x0 + _THINNEST, *(glyph.x1 for glyph in glyphs if not glyph.blank))
        unit = glyphs[first_unit("".join(glyph.text for glyph in glyphs)) - 1].x1 - glyphs[0].x0
        yield Piece(text, glyphs[0].x0, x1, y, line.size, unit, number, line.page)
