"""The columns and cells of a table without ruling lines, from where its pieces stand.

Pieces that stand above each other are one column; figures side by side tell, then the pieces of which most begin or are
centred alike, narrow ones first. A piece over several columns is a
caption or a label that covers them. Lines go on in a cell where they start or are centred alike, the one above had no room for
more, no ruling line is between them, and they do not both stand beside figures.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import pairwise, takewhile

from core.document import Text
from core.readers.pdf_pieces import Band, Piece
from core.readers.pdf_wrap import separator

_SAME_PLACE = 2.0
_PITCH = 2.4
_CLOSE = 1.5
_SAME_MIDDLE = 0.15
_OVERLAP = 0.8
_SLACK = 0.3
_SAME_WIDTH = 0.05
_MOST_PADDING = 12.0
"""What two cells side by side keep between their texts; Word has 10.8 points."""


@dataclass(frozen=True)
class Level:
    """A ruling line across: its page, how far down, counted on over the ends of pages, and from where to where."""

    page: int
    y: float
    x0: float
    x1: float


@dataclass
class FreeCell:
    """A cell: its lines from top to bottom, and the first and last column that it stands in."""

    lines: list[Piece]
    first: int
    last: int
    text: Text = field(init=False)

    def __post_init__(self) -> None:
        self.text = self.lines[0].text

    def add(self, piece: Piece, first: int, last: int) -> None:
        """Put a further line in."""
        self.lines.append(piece)
        self.text = Text.join((self.text, piece.text), separator(self.text.text, piece.text.text))
        self.first, self.last = min(self.first, first), max(self.last, last)

    @property
    def top(self) -> float:
        """Where its first line is."""
        return self.lines[0].y

    @property
    def bottom(self) -> float:
        """Where its last line is."""
        return self.lines[-1].y

    @property
    def middle(self) -> float:
        """Where its middle is, down."""
        return (self.top + self.bottom) / 2

    @property
    def is_figure(self) -> bool:
        """Whether it holds a number."""
        return self.lines[0].is_figure


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
            below = takewhile(partial(_is_level, band), spans[number:])
            for first, other in ((first, other) for _, others in below for first in own for other in others):
                apart |= {(first[1], other[0]), (other[1], first[0])}
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

    def is_alone(self, piece: Piece, cell: FreeCell, band: Band) -> bool:
        """Whether nothing else on the line of a piece stands below a cell."""
        places = (self.place(other) for other in band.pieces if other is not piece)
        return not any(first <= cell.last and cell.first <= last for first, last in places)

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


def _is_level(band: Band, other: tuple[Band, object]) -> bool:
    """Whether another line stands no further down than one is high."""
    return other[0].y - band.y < _OVERLAP * band.line.size


def _places(piece: Piece) -> tuple[tuple[str, int], tuple[str, int]]:
    """Where pieces of one column are alike: at the left edge or in the middle."""
    return ("left", round(piece.x0 / _SAME_PLACE)), ("middle", round(piece.middle / _SAME_PLACE))


def cells_of(bands: Sequence[Band], columns: Columns, levels: Sequence[Level]) -> list[FreeCell]:
    """The cells of a region, in reading order of their first lines."""
    joining = _Joining(bands, columns, levels)
    cells: list[FreeCell] = []
    latest: dict[int, FreeCell] = {}
    for band, piece in ((band, piece) for band in bands for piece in band.pieces):
        first, last = columns.place(piece)
        above = {id(latest[column]): latest[column] for column in range(first, last + 1) if column in latest}
        cell = next(iter(above.values())) if len(above) == 1 else None
        if cell is not None and columns.is_alone(piece, cell, band) and joining.carries_on(cell, piece):
            cell.add(piece, first, last)
        else:
            cell = FreeCell([piece], first, last)
            cells.append(cell)
        latest.update(dict.fromkeys(range(cell.first, cell.last + 1), cell))
    return cells


class _Joining:
    """What tells whether a piece goes on with a cell above it: which pieces stand beside figures, which lines hold captions."""

    def __init__(self, bands: Sequence[Band], columns: Columns, levels: Sequence[Level]) -> None:
        self._columns, self._levels = columns, levels
        rests = _rests(bands, columns)
        figures = {id(piece) for band in bands for piece in band.pieces if piece.is_figure} - rests
        own = (piece for band in bands if any(id(piece) in figures for piece in band.pieces) for piece in _labels(band))
        self._labels = {id(piece) for piece in own} | figures
        self._captions = _captions(bands, columns)
        self._in_header = _header_lines(bands, columns)

    def carries_on(self, cell: FreeCell, piece: Piece) -> bool:
        """Whether a piece is a further line of a cell."""
        last = cell.lines[-1]
        if id(piece) in self._in_header:
            return self._in_header[id(piece)]
        if piece.is_figure != cell.is_figure or piece.number is not None or piece.line == last.line:
            return False
        if id(piece) in self._labels and (last.line in self._captions or any(id(line) in self._labels for line in cell.lines)):
            return False
        return _is_near(last, piece) and not self._is_parted(last, piece) and self._columns.is_full(last, piece)

    def _is_parted(self, last: Piece, piece: Piece) -> bool:
        """Whether a ruling line is between two lines; one at the end of a page is not."""
        if last.page != piece.page:
            return False
        between = (level for level in self._levels if level.page == piece.page and last.y < level.y < piece.y)
        return any(level.x0 <= piece.middle <= level.x1 for level in between)


def _is_near(last: Piece, piece: Piece) -> bool:
    """Whether a line stands right below another of its size, and begins or is centred alike."""
    if piece.page == last.page and piece.y - last.y > _PITCH * piece.size:
        return False
    alike = abs(piece.x0 - last.x0) <= _SAME_PLACE or abs(piece.middle - last.middle) <= _SAME_PLACE
    return alike and abs(piece.size - last.size) <= _SAME_PLACE


def _captions(bands: Sequence[Band], columns: Columns) -> set[int]:
    """The lines on which words stand where others have figures: no label begins there."""
    figures = {columns.place(piece) for band in bands for piece in band.pieces if piece.is_figure}
    words = (piece for band in bands if not band.figures for piece in band.pieces)
    return {piece.line for piece in words if columns.place(piece) in figures}


def _header_lines(bands: Sequence[Band], columns: Columns) -> dict[int, bool]:
    """Whether pieces above the first figures go on in the cell above, where cells are centred: by the middles that cells side by side share.

    In one column a caption of several columns may stand right above that of one; the latter has its middle where its neighbours have.
    """
    stacks: dict[tuple[int, int], list[Piece]] = {}
    header = list(takewhile(lambda band: not band.figures, bands))
    for band in header:
        for piece in band.pieces:
            stack = stacks.setdefault(columns.place(piece), [])
            if stack and not _is_close(stack[-1], piece):
                stack.clear()
            stack.append(piece)
    found: dict[int, bool] = {}
    for place, stack in stacks.items():
        others = [[header[0].pieces[0], header[-1].pieces[0]], *(other for key, other in stacks.items() if key != place)]
        shared = [sum(_share_middle(stack[start:], other) for other in others) for start in range(len(stack))]
        start = 0 if shared[0] else shared.index(max(shared))
        if columns.is_centred(place[0]) and shared[start]:
            found |= {id(piece): number > start for number, piece in enumerate(stack) if number >= start}
    return found


def _is_close(last: Piece, piece: Piece) -> bool:
    """Whether a piece stands on the next line and has the same middle."""
    return piece.page == last.page and piece.y - last.y < _CLOSE * piece.size and abs(piece.middle - last.middle) <= _SAME_PLACE


def _share_middle(stack: Sequence[Piece], other: Sequence[Piece]) -> bool:
    """Whether the middles of two stacks of lines are equally far down."""
    return abs(stack[0].y + stack[-1].y - other[0].y - other[-1].y) / 2 < _SAME_MIDDLE * stack[0].size


def _rests(bands: Sequence[Band], columns: Columns) -> set[int]:
    """Figures right below others that had no room for more, on a line of fewer pieces: what is left of them."""
    found: set[int] = set()
    for above, band in pairwise(bands):
        near = above.line.page == band.line.page and band.y - above.y < _CLOSE * band.line.size
        if not near or len(band.pieces) >= len(above.pieces):
            continue
        upper = {columns.place(piece): piece for piece in above.pieces if piece.is_figure}
        lower = [(upper.get(columns.place(piece)), piece) for piece in band.pieces if piece.is_figure]
        if all(over is not None and columns.is_full(over, piece) for over, piece in lower):
            found |= {id(piece) for _, piece in lower}
    return found


def _labels(band: Band) -> Iterator[Piece]:
    """What stands beside figures and is not the name of a group: no number of an outline stands between."""
    pieces = [piece for piece in band.pieces if not piece.is_figure]
    while pieces:
        yield pieces[-1]
        if pieces.pop().number is not None:
            return
