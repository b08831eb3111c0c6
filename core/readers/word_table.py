"""Tables of a docx: rows and cells of ``w:tbl`` placed on one grid."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from lxml import etree

from core.document import Cell, Text
from core.readers.numbering import W
from core.readers.package import whole
from core.readers.word_said import Said, Values

MAX_COLUMN: Final = 1000
"""Grid columns beyond any page; Word itself allows 63."""
_TBL: Final = f"{W}tbl"
_TC: Final = f"{W}tc"
_NOTHING: Final = Text("")
_NO_VALUES: Final[Values] = {}
_WRAPPERS: Final = frozenset(W + name for name in ("sdt", "sdtContent", "customXml", "ins", "moveTo"))


Rows = list[tuple[etree._Element, list[etree._Element]]]


def rows(table: etree._Element, said: Said) -> Rows:
    """Rows with their cells, content controls opened, deleted rows and cells left out."""
    gone = said.gone
    return [
        (row, [cell for cell in _inside(row, _TC) if cell not in gone]) for row in _inside(table, f"{W}tr") if row not in gone
    ]


def is_layout(table: etree._Element, found: Rows) -> bool:
    """True for a table, given with its rows, that only lays out text: one cell, or one column around another table."""
    counts = [len(cells) for _, cells in found]
    if sum(counts) == 1:
        return True
    return bool(counts) and max(counts) == 1 and any(True for _ in table.iterdescendants(_TBL))


def _inside(parent: etree._Element, tag: str) -> Iterator[etree._Element]:
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag in _WRAPPERS:
            yield from _inside(child, tag)


@dataclass(slots=True)
class _Open:
    """A cell still growing."""

    row: int
    column: int
    column_span: int = 1
    content: Text = _NOTHING
    row_span: int = 1


class Grid:
    """Places cells row by row; work grows with the number of ``w:tc`` only."""

    def __init__(self, said: Said) -> None:
        self._said = said.of
        self._cells: list[_Open] = []
        self._row = -1
        self._column = 0
        self._above: dict[int, _Open] = {}
        self._here: dict[int, _Open] = {}

    def start_row(self, row: etree._Element) -> None:
        """Go to the next row."""
        self._above, self._here = self._here, {}
        self._row += 1
        self._column = _number(self._said.get(row, _NO_VALUES), "gridBefore", 0)

    def place(self, cell: etree._Element) -> bool:
        """Give a ``w:tc`` its position; False when it only carries on the cell above or beside it."""
        said = self._said.get(cell)
        if said is not None:
            return self._place(said)
        self._cells.append(_Open(self._row, self._column))
        self._column = min(self._column + 1, MAX_COLUMN)
        return True

    def _place(self, said: Values) -> bool:
        span, down = max(1, _number(said, "gridSpan", 1)), _merge(said, "vMerge")
        if _merge(said, "hMerge") == "continue" and self._cells and self._cells[-1].row == self._row:
            self._cells[-1].column_span += span
            self._column = min(self._column + span, MAX_COLUMN)
            return False
        column, self._column = self._column, min(self._column + span, MAX_COLUMN)
        above = self._above.get(column)
        if down == "continue" and above is not None:
            above.row_span += 1
            self._here[column] = above
            return False
        opened = _Open(self._row, column, max(1, self._column - column))
        self._cells.append(opened)
        if down is not None:
            self._here[column] = opened
        return True

    def fill(self, content: Text) -> None:
        """Write into the cell placed last."""
        self._cells[-1].content = content

    def build(self) -> tuple[Cell, ...]:
        """All cells."""
        return tuple(Cell(cell.row, cell.column, cell.content, cell.row_span, cell.column_span) for cell in self._cells)


def _merge(said: Values, name: str) -> str | None:
    return said[name] or "continue" if name in said else None


def _number(said: Values, name: str, default: int) -> int:
    return min(max(0, whole(said.get(name), default)), MAX_COLUMN)
