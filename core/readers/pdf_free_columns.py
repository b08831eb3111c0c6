"""The columns of a table without ruling lines, from where its pieces stand.

Pieces that stand above each other are one column: figures side by side tell first, then the pieces that begin or are centred where others
do, narrow ones before wide ones. A piece over several columns is a caption or a label that covers them.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from core.readers.pdf_pieces import Band, Piece

SAME_PLACE = 2.0
"""Pieces that begin or have their middles so near each other, in points, are set alike."""
_OVERLAP = 0.8
_SLACK = 0.3
_SAME_WIDTH = 0.05
_MOST_PADDING = 12.0
"""What two cells side by side keep between their texts; Word has 10.8 points."""


class Columns:
    """The columns of a region: from where to where text stands in each."""

    def __init__(self, bands: Sequence[Band]) -> None:
        self._spans: list[tuple[float, float]] = []
        pieces = [piece for band in bands for piece in band.pieces]
        beside = {id(piece) for band in bands if band.figures > 1 for piece in band.pieces if piece.is_figure}
        alike = Counter(place for piece in pieces for place in _places(piece))
        often = {id(piece): max(alike[place] for place in _places(piece)) for piece in pieces}
        for piece in sorted(pieces, key=lambda piece: (id(piece) not in beside, often[id(piece)] == 1, piece.x1 - piece.x0)):
            self._take(piece)
        self._unite(bands)
        gaps = [b.x0 - a.x1 for band in bands for a, b in pairwise(band.pieces)]
        self._gap = min([_MOST_PADDING, *gaps])
        whole = [band.pieces for band in bands if len(band.pieces) == len(self)]
        self._in_order = {id(piece): number for row in whole for number, piece in enumerate(row)}
        self._widest: dict[tuple[int, int], float] = {}
        for piece in pieces:
            place = self.place(piece)
            self._widest[place] = max(self._widest.get(place, 0.0), piece.x1 - piece.x0)
        self._right = max((piece.x1 for piece in pieces), default=0.0)
        self._centred = set(self._find_centred(pieces))

    def __len__(self) -> int:
        return len(self._spans)

    def _take(self, piece: Piece) -> None:
        under = self._under(piece)
        if not under:
            self._spans.insert(bisect_right(self._spans, (piece.x0, piece.x1)), (piece.x0, piece.x1))
        elif len(under) == 1:
            x0, x1 = self._spans[under[0]]
            self._spans[under[0]] = (min(x0, piece.x0), max(x1, piece.x1))

    def _unite(self, bands: Sequence[Band]) -> None:
        """Make one of neighbouring columns in which texts never stand side by side: lines of different width in the middle of a cell."""
        spans = [(band, [(under[0], under[-1]) for piece in band.pieces if (under := self._under(piece))]) for band in bands]
        apart: set[tuple[int, int]] = set()
        for number, (band, own) in enumerate(spans):
            for at in range(number, len(spans)):
                other, places = spans[at]
                if other.y - band.y >= _OVERLAP * band.line.size:
                    break
                apart |= {pair for a in own for b in places for pair in ((a[1], b[0]), (b[1], a[0]))}
        groups: list[list[int]] = []
        for column in range(len(self)):
            if groups and not any((other, column) in apart for other in groups[-1]):
                groups[-1].append(column)
            else:
                groups.append([column])
        self._spans = [(self._spans[group[0]][0], max(self._spans[column][1] for column in group)) for group in groups]

    def _under(self, piece: Piece) -> list[int]:
        return [number for number, (x0, x1) in enumerate(self._spans) if x0 < piece.x1 and piece.x0 < x1]

    def edges(self, number: int) -> tuple[float, float]:
        """From where to where text stands in a column."""
        return self._spans[number]

    def place(self, piece: Piece) -> tuple[int, int]:
        """The first and the last column that a piece stands in; one of as many as there are columns stands in its own."""
        if id(piece) in self._in_order:
            return self._in_order[id(piece)], self._in_order[id(piece)]
        under = self._under(piece)
        return under[0], under[-1]

    def is_centred(self, number: int) -> bool:
        """Whether the texts of a column stand in its middle."""
        return number in self._centred

    def _find_centred(self, pieces: Sequence[Piece]) -> Iterator[int]:
        """The columns whose pieces have their middles in common rather than their left edges."""
        alike: dict[int, Counter[tuple[str, int]]] = {}
        for piece in pieces:
            first, last = self.place(piece)
            if first == last:
                alike.setdefault(first, Counter()).update(_places(piece))
        for column, counts in alike.items():
            left, middle = (max(counts[place] for place in counts if place[0] == kind) for kind in ("left", "middle"))
            if middle > left:
                yield column

    def is_full(self, piece: Piece, following: Piece) -> bool:
        """Whether the start of a further line had no room behind a piece."""
        first, last = self.place(piece)
        if first in self._centred:
            room = max(self._widest[first, last], following.x1 - following.x0)
            return piece.x1 - piece.x0 + following.unit > room + _SAME_WIDTH * piece.size
        edge = self._spans[last + 1][0] - self._gap if last + 1 < len(self._spans) else self._right
        return edge - piece.x1 < following.unit + _SLACK * piece.size


def _places(piece: Piece) -> tuple[tuple[str, int], tuple[str, int]]:
    """Where pieces of one column are alike: at the left edge or in the middle."""
    return ("left", round(piece.x0 / SAME_PLACE)), ("middle", round(piece.middle / SAME_PLACE))
