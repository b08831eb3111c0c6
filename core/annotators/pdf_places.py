"""Where on the pages of a PDF a finding is marked: boxes of its characters, else a spot for a note."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from core.annotators.pdf_boxes import boxes_of, lines
from core.document import Block, Box, Document, Paragraph, Table, Text
from core.findings import Location, LocationKind

Spot = tuple[int, float, float]
"""Page, and a point on it from the upper left corner."""
_ASIDE = 4.0


@dataclass(frozen=True)
class Marked:
    """The lines of text to colour by page; where there is none, the spot of a note."""

    pages: dict[int, list[Box]] = field(default_factory=dict)
    spot: Spot | None = None


def place(where: Location, document: Document) -> Marked:
    """Where a finding is marked."""
    if where.kind is LocationKind.TEXT and where.paragraph is not None:
        content = document.paragraphs[where.paragraph].content
        return _text(content, where.start or 0, where.end or 0) or Marked(spot=_behind([content]))
    if where.kind is LocationKind.CELL and where.table is not None:
        return _cell(document.tables[where.table], where.row or 0, where.column or 0)
    if where.after_block is not None:
        for block in reversed(document.blocks[: where.after_block + 1]):
            if spot := _behind(_texts(block)):
                return Marked(spot=spot)
    return Marked()


def _text(content: Text, start: int, end: int) -> Marked | None:
    pages: dict[int, list[Box]] = {}
    for page, box in boxes_of(content, start, end):
        pages.setdefault(page, []).append(box)
    return Marked({page: lines(boxes) for page, boxes in pages.items()}) if pages else None


def _cell(table: Table, row: int, column: int) -> Marked:
    """A cell; an empty one by a note where its row and its column meet."""
    cell = table.at(row, column)
    if cell is not None and (found := _text(cell.content, 0, len(cell.content))):
        return found
    beside = _nearest(table, [(row, number) for number in _outwards(column, table.column_count)])
    across = _nearest(table, [(number, column) for number in _outwards(row, table.row_count)])
    if beside is None:
        return Marked(spot=_behind([cell.content for cell in table.cells]))
    page, box = beside
    x = (across[1][0] + across[1][2]) / 2 if across else box[2] + _ASIDE
    return Marked(spot=(page, x, box[1]))


def _outwards(start: int, count: int) -> list[int]:
    return sorted((number for number in range(count) if number != start), key=lambda number: abs(number - start))


def _nearest(table: Table, positions: Sequence[tuple[int, int]]) -> tuple[int, Box] | None:
    for row, column in positions:
        cell = table.at(row, column)
        single = cell is not None and (cell.row_span == 1 or cell.column_span == 1)
        if cell is not None and single and (found := next(boxes_of(cell.content, 0, len(cell.content)), None)):
            return found
    return None


def _texts(block: Block) -> list[Text]:
    if isinstance(block, Paragraph):
        return [block.content]
    return [cell.content for cell in block.cells] if isinstance(block, Table) else []


def _behind(texts: Sequence[Text]) -> Spot | None:
    """The spot behind the last character of some texts."""
    found = [each for text in texts for each in boxes_of(text, 0, len(text))]
    if not found:
        return None
    page, box = found[-1]
    return page, box[2] + _ASIDE, box[1]
