"""Tables of a docx: rows and cells of ``w:tbl`` placed on one grid."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from lxml import etree

from core.document import Cell, Text
from core.readers.numbering import VAL, W
from core.readers.package import whole

MAX_COLUMN: Final = 1000
"""Grid columns beyond any page; Word itself allows 63."""
_TBL: Final = f"{W}tbl"
_TC: Final = f"{W}tc"
_TC_PR: Final = f"{W}tcPr"
_TR_PR: Final = f"{W}trPr"
_PREFIX: Final = len(W)
_WRAPPERS: Final = frozenset(W + name for name in ("sdt", "sdtContent", "customXml", "ins", "moveTo"))


def rows(table: etree._Element) -> Iterator[tuple[etree._Element, list[etree._Element]]]:
    """Rows with their cells, content controls opened, deleted rows and cells left out."""
    for row in _inside(table, f"{W}tr"):
        if not _properties(row, _TR_PR).keys() & {"del", "moveFrom"}:
            yield row, [cell for cell in _inside(row, _TC) if "cellDel" not in _properties(cell, _TC_PR)]


def is_layout(table: etree._Element) -> bool:
    """True for a table that only lays out text: one cell, or one column around another table."""
    counts = [len(cells) for _, cells in rows(table)]
    if sum(counts) == 1:
        return True
    return bool(counts) and max(counts) == 1 and any(True for _ in table.iterdescendants(_TBL))


def _inside(parent: etree._Element, tag: str) -> Iterator[etree._Element]:
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag in _WRAPPERS:
            yield from _inside(child, tag)


@dataclass
class _Open:
    """A cell still growing."""

    row: int
    column: int
    column_span: int
    content: Text = field(default_factory=lambda: Text(""))
    row_span: int = 1


@dataclass
class Grid:
    """Places cells row by row; work grows with the number of ``w:tc`` only."""

    _cells: list[_Open] = field(default_factory=list)
    _row: int = -1
    _column: int = 0
    _above: dict[int, _Open] = field(default_factory=dict)
    _here: dict[int, _Open] = field(default_factory=dict)

    def start_row(self, row: etree._Element) -> None:
        """Go to the next row."""
        self._above, self._here = self._here, {}
        self._row += 1
        self._column = _number(_properties(row, _TR_PR), "gridBefore", 0)

    def place(self, cell: etree._Element) -> bool:
        """Give a ``w:tc`` its position; False when it only carries on the cell above or beside it."""
        properties = _properties(cell, _TC_PR)
        span, down = max(1, _number(properties, "gridSpan", 1)), _merge(properties, "vMerge")
        if _merge(properties, "hMerge") == "continue" and self._cells and self._cells[-1].row == self._row:
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


def _properties(element: etree._Element, name: str) -> dict[str, str | None]:
    """What the properties of a row or cell say: their local names, each with its value."""
    for child in element:
        if child.tag == name:
            return {each.tag[_PREFIX:]: each.get(VAL) for each in child if isinstance(each.tag, str)}
        if child.tag == _TC:
            break
    return {}


def _merge(properties: Mapping[str, str | None], name: str) -> str | None:
    return properties[name] or "continue" if name in properties else None


def _number(properties: Mapping[str, str | None], name: str, default: int) -> int:
    return min(max(0, whole(properties.get(name), default)), MAX_COLUMN)
