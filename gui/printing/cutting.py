"""Cuts a document that was laid out on one endless page: between lines and between rows, never through one.

Qt itself cuts a row of a table wherever one of its lines still fits, and leaves headings behind at the foot of a page.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from PySide6.QtGui import QTextBlock, QTextCursor, QTextDocument, QTextTable, QTextTableCell

from gui.printing.writer import HEADS, NEW_PAGE, PAD, WHOLE

_INSET = PAD + 1.5
"""The words of a cell begin so far below the upper edge of their row."""
_LINE = 1.0
"""The line between two rows, which is drawn on both pages."""

_APART = 0.5
"""Lines of text touch each other; Qt would draw one that only touches the page."""


@dataclass(frozen=True, slots=True)
class Piece:
    """What is not cut: from ``top`` to ``bottom`` of the endless page.

    One that ``heads`` the next stays on its page; ``again`` is what stands at the top of its page where it does not begin there. A row
    is ``ruled``: it has lines above and below.
    """

    top: float
    bottom: float
    heads: bool = False
    new_page: bool = False
    again: tuple[float, float] | None = None
    ruled: bool = False


@dataclass(frozen=True, slots=True)
class Slice:
    """A page: from ``top`` to ``bottom``, below ``again``."""

    top: float
    bottom: float
    again: tuple[float, float] | None = None


def cut(document: QTextDocument, page: float) -> list[Slice]:
    """The pages of a document, of that height."""
    pieces = list(_pieces(document, page))
    slices: list[Slice] = []
    first = 0
    while first < len(pieces):
        opens = pieces[first]
        room = page - (opens.again[1] - opens.again[0] if opens.again else 0.0)
        end = _fitting(pieces, first, opens.top + room - 2 * _LINE)
        closes = pieces[end - 1]
        above = 0.0 if opens.again is not None else _LINE if opens.ruled else -_APART
        slices.append(Slice(opens.top - above, closes.bottom + (_LINE if closes.ruled else -_APART), opens.again))
        first = end
    return slices


def _fitting(pieces: Sequence[Piece], first: int, limit: float) -> int:
    """Behind which piece a page ends that begins with one."""
    end = first + 1
    while end < len(pieces) and pieces[end].bottom <= limit and not pieces[end].new_page:
        end += 1
    if end == len(pieces) or pieces[end].new_page:
        return end
    whole = end
    while end > first + 1 and pieces[end - 1].heads:
        end -= 1
    # Headings alone that fill a page go with nothing.
    return whole if pieces[end - 1].heads else end


def _pieces(document: QTextDocument, page: float) -> Iterator[Piece]:
    """The pieces in order, without a gap between one and the next."""
    found = list(_raw(document, page))
    for piece, following in pairwise(found):
        yield replace(piece, bottom=following.top)
    yield from found[-1:]


def _raw(document: QTextDocument, page: float) -> Iterator[Piece]:
    block = document.begin()
    while block.isValid():
        table = QTextCursor(block).currentTable()
        if table is None:
            yield from _lines(block)
            block = block.next()
        else:
            yield from _rows(document, table, page)
            block = document.findBlock(table.lastPosition() + 1)


def _lines(block: QTextBlock) -> Iterator[Piece]:
    whole, layout = block.document().documentLayout().blockBoundingRect(block), block.layout()
    heads, new_page = block.userState() == HEADS, block.userState() == NEW_PAGE
    tops = [whole.top(), *(whole.top() + layout.lineAt(number).y() for number in range(1, layout.lineCount()))]
    for top, bottom in pairwise([*tops, whole.bottom()]):
        yield Piece(top, bottom, heads, new_page and top == tops[0])


def _rows(document: QTextDocument, table: QTextTable, page: float) -> Iterator[Piece]:
    cells = [_cells(table, row) for row in range(table.rows())]
    tops = [min(_extent(document, cell)[0] for cell in row) - _INSET for row in cells]
    spread = [_extent(document, cell) for cell in {id(c): c for row in cells for c in row if c.rowSpan() > 1}.values()]
    header = table.format().toTableFormat().headerRowCount()
    again = (tops[0] - _LINE, tops[header] + _LINE / 2) if 0 < header < len(tops) else None
    together = len(cells) - 1 if table.format().boolProperty(WHOLE) else header
    last = document.documentLayout().frameBoundingRect(table).bottom() + _LINE
    for row, (top, bottom) in enumerate(pairwise([*tops, last])):
        # A header goes with the first row, rows that stay together with the last, and so does a row through whose lower edge a merged cell's words run.
        heads = row < together or any(above < bottom < below for above, below in spread)
        head = again if row >= header else None
        piece = Piece(top, bottom, heads, again=head, ruled=True)
        room = page - (head[1] - head[0] if head else 0.0)
        yield from [piece] if bottom - top <= room else _torn(document, cells[row], piece)


def _cells(table: QTextTable, row: int) -> list[QTextTableCell]:
    """The cells that begin in a row; those that are merged into one above where there is no other."""
    every = [table.cellAt(row, column) for column in range(table.columns())]
    return [cell for cell in every if cell.row() == row] or every


def _extent(document: QTextDocument, cell: QTextTableCell) -> tuple[float, float]:
    layout = document.documentLayout()
    first, last = cell.firstCursorPosition().block(), cell.lastCursorPosition().block()
    return layout.blockBoundingRect(first).top(), layout.blockBoundingRect(last).bottom()


def _torn(document: QTextDocument, cells: Sequence[QTextTableCell], row: Piece) -> Iterator[Piece]:
    """A row higher than a page, between the lines of its longest cell."""
    longest = max(cells, key=lambda cell: _extent(document, cell)[1])
    blocks = [longest.firstCursorPosition().block()]
    while blocks[-1] != longest.lastCursorPosition().block():
        blocks.append(blocks[-1].next())
    tops = [piece.top for block in blocks for piece in _lines(block)]
    for top, bottom in pairwise([row.top, *tops[1:], row.bottom]):
        yield replace(row, top=top, bottom=bottom, heads=False)
