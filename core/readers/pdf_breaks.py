"""What a page break did to the cells of a table beside it.

Either it went between two rows; then only cells that cover several rows go on below it. Or it went through a row, whose rest looks
like a row of its own below it; then every cell goes on. The text of a cell may all stand above or below the break, or be cut by it.

Cut text is told by the cell above: it had no room for one more word nor for one more line, and what is below has no number of an
outline and is no figure; or a bracket opens above and closes below. A row is cut when some cell has cut text and not all have text on
both sides, or three and more do or a bracket is cut, and all are cut; or, where all text is above, when what is left above or below is lower than any whole row.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from core.document import Cell
from core.readers.pdf_lines import Line
from core.readers.pdf_tables import had_room
from core.text.fold import folded
from core.text.outline import numbering

_CLEARLY = 1.0
# a break keeps two lines of a paragraph together, so up to two may have moved on
_ROOM_BELOW = 2.6
_NO_CHANCE = 3
"""So many cells of two rows would not all be full above and go on below without a number."""

Place = tuple[int, int]
"""Column and column span."""


@dataclass(frozen=True)
class Piece:
    """A cell as it stands at a break: its lines on that page, how wide they may be, and its lower edge there."""

    cell: Cell
    lines: tuple[Line, ...]
    room: float
    bottom: float

    @property
    def text(self) -> str:
        """What has been read of it so far."""
        return self.cell.text


class Break:
    """A page break in a table: the cells above it, those below it, the heights of the rows on both sides, the columns of group labels."""

    def __init__(
        self,
        above: Mapping[Place, Piece],
        below: Mapping[Place, Piece],
        heights: tuple[list[float], list[float]],
        grouped: set[Place],
    ) -> None:
        self._pairs = {place: (above[place], piece) for place, piece in below.items() if place in above}
        self._whole = len(self._pairs) == len(below) == len(above)
        self._heights = heights
        self._grouped = grouped

    @cached_property
    def is_cut(self) -> bool:
        """Whether the break went through a row."""
        own = [pair for pair in self._pairs.values() if _are_single(*pair)]
        if not own or not self._whole:
            return False
        if not any(rest.text for _, rest in own):
            return not self._is_whole_row
        both = [(cell, rest) for cell, rest in own if cell.text and rest.text]
        some = 0 < len(both) < len(self._pairs) or len(both) >= _NO_CHANCE or any(_is_in_brackets(*pair) for pair in both)
        return some and all(_runs_on(cell, rest) for cell, rest in both)

    @cached_property
    def going_on(self) -> set[Place]:
        """Which cells go on below the break; in a cut row all do."""
        if self.is_cut:
            return set(self._pairs)
        return {place for place, pair in self._pairs.items() if self._goes_on(place, *pair)}

    @property
    def _is_whole_row(self) -> bool:
        """Whether the rows beside the break are as high as others."""
        above, below = self._heights
        others = [*above[:-1], *below[1:]]
        return not others or min(above[-1], below[0] if below else above[-1]) >= min(others) - _CLEARLY

    @cached_property
    def _run_on(self) -> bool:
        """Whether all cells with text on both sides have cut text."""
        return all(_runs_on(cell, rest) for cell, rest in self._pairs.values() if cell.text and rest.text)

    def _goes_on(self, place: Place, cell: Piece, rest: Piece) -> bool:
        if not self._whole and cell.text and rest.text and _are_single(cell, rest):
            # elsewhere a new row begins in other columns, so that this cell may cover both
            return self._run_on
        if _are_single(cell, rest) and (place not in self._grouped or _is_figure(cell.text) or _is_figure(rest.text)):
            return False
        if cell.text and rest.text:
            return _runs_on(cell, rest)
        return not (_are_single(cell, rest) and not self._has_label_beside(place))

    def _has_label_beside(self, place: Place) -> bool:
        """Whether a row below the break has a label of its own to the right of a group's."""
        return any(
            column > place[0] and rest.text and not _is_figure(rest.text) for (column, _), (_, rest) in self._pairs.items()
        )


def _are_single(cell: Piece, rest: Piece) -> bool:
    return cell.cell.row_span == 1 and rest.cell.row_span == 1


def _is_figure(text: str) -> bool:
    return folded(text).replace(",", "").replace(".", "").isdigit()


def _runs_on(cell: Piece, rest: Piece) -> bool:
    """Whether the text of a cell is cut by the break."""
    if numbering(folded(rest.text)) is not None or _is_figure(rest.text):
        return False
    if _is_in_brackets(cell, rest):
        return True
    if not cell.lines or not rest.lines:
        return not cell.lines and not rest.lines
    last = cell.lines[-1]
    return not had_room(last, rest.lines[0], cell.room) and cell.bottom - last.bottom < _ROOM_BELOW * last.size


def _is_in_brackets(cell: Piece, rest: Piece) -> bool:
    """Whether a bracket opens above the break and closes below it."""
    above, below = folded(cell.text), folded(rest.text)
    return above.count("(") > above.count(")") and below.count(")") > below.count("(")
