"""The cells of a table without ruling lines: which lines go on in the cell above them.

They do where they start or are centred alike, the one above had no room for more, nothing else stands beside them below it, no ruling line
is between, and they do not both stand beside figures.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby, pairwise

from core.document import Text
from core.readers.pdf_free_columns import SAME_PLACE, Columns
from core.readers.pdf_pieces import Band, Piece
from core.readers.pdf_wrap import separator

_PITCH = 2.4
_CLOSE = 1.5
_SAME_MIDDLE = 0.15


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


def cells_of(bands: Sequence[Band], columns: Columns, levels: Sequence[Level]) -> list[FreeCell]:
    """The cells of a region, in reading order of their first lines."""
    joining = _Joining(bands, columns, levels)
    cells: list[FreeCell] = []
    latest: dict[int, FreeCell] = {}
    for line, piece in ((band, piece) for band in bands for piece in band.pieces):
        first, last = columns.place(piece)
        above = {id(latest[column]): latest[column] for column in range(first, last + 1) if column in latest}
        cell = next(iter(above.values())) if len(above) == 1 else None
        if cell is not None and joining.is_alone(piece, cell, line) and joining.carries_on(cell, piece):
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

    def is_alone(self, piece: Piece, cell: FreeCell, band: Band) -> bool:
        """Whether nothing else on the line of a piece stands below a cell."""
        places = (self._columns.place(other) for other in band.pieces if other is not piece)
        return not any(first <= cell.last and cell.first <= last for first, last in places)

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
    alike = abs(piece.x0 - last.x0) <= SAME_PLACE or abs(piece.middle - last.middle) <= SAME_PLACE
    return alike and abs(piece.size - last.size) <= SAME_PLACE


def _captions(bands: Sequence[Band], columns: Columns) -> set[int]:
    """The lines on which words stand where others have figures: no label begins there."""
    figures = {columns.place(piece) for band in bands for piece in band.pieces if piece.is_figure}
    words = (piece for band in bands if not band.figures for piece in band.pieces)
    return {piece.line for piece in words if columns.place(piece) in figures}


def _header_lines(bands: Sequence[Band], columns: Columns) -> dict[int, bool]:
    """Whether centred pieces of captions go on in the cell above: cells side by side have their middles equally far down.

    In one column a caption of several columns may stand right above that of one; the latter has its middle where its neighbours have.
    """
    figures = {columns.place(piece) for band in bands for piece in band.pieces if piece.is_figure}
    found: dict[int, bool] = {}
    for without, group in groupby(bands, key=lambda band: not band.figures):
        zone = list(group)
        if not without:
            continue
        stacks = _stacks(zone, columns)
        whole = [zone[0].pieces[0], zone[-1].pieces[0]]
        for place, stack in stacks.items():
            if columns.is_centred(place[0]) and (zone[0] is bands[0] or place in figures):
                found |= _parted(stack, [whole, *(other for key, other in stacks.items() if key != place)])
    return found


def _stacks(zone: Sequence[Band], columns: Columns) -> dict[tuple[int, int], list[Piece]]:
    """The last lines in each column that stand close below each other."""
    stacks: dict[tuple[int, int], list[Piece]] = {}
    for piece in (piece for band in zone for piece in band.pieces):
        stack = stacks.setdefault(columns.place(piece), [])
        if stack and not _is_close(stack[-1], piece):
            stack.clear()
        stack.append(piece)
    return stacks


def _parted(stack: Sequence[Piece], others: Sequence[Sequence[Piece]]) -> dict[int, bool]:
    """Which lines go on in the cell of the last one and which does not: as many as share their middle with others."""
    shared = [sum(_share_middle(stack[start:], other) for other in others) for start in range(len(stack))]
    start = 0 if shared[0] else shared.index(max(shared))
    return {id(piece): number > 0 for number, piece in enumerate(stack[start:])} if shared[start] else {}


def _is_close(last: Piece, piece: Piece) -> bool:
    """Whether a piece stands on the next line and has the same middle."""
    return piece.page == last.page and piece.y - last.y < _CLOSE * piece.size and abs(piece.middle - last.middle) <= SAME_PLACE


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
