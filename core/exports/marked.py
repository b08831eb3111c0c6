"""The whole draft with its findings in place, for every export that shows it: what is marked where, before any format."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from core.document import Align, Block, Cell, Document, Paragraph, Picture, Table, Text
from core.exports.content import Entry
from core.exports.headings import TITLE, level_of, title_blocks
from core.exports.places import at_the_end
from core.findings import Location, LocationKind, Result

TOP = -1
"""The gap above the first block."""
_MOST_HEADER_ROWS = 6


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters with the same marks on all of them.

    ``entries`` cover it, the gravest first, those dismissed last; ``ending`` end with it: behind it stand their numbers; ``compared``
    name it as a place to compare with.
    """

    text: str
    entries: tuple[Entry, ...] = ()
    ending: tuple[Entry, ...] = ()
    compared: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True)
class MarkedParagraph:
    """A paragraph in pieces; ``level`` is that of a heading (0 is the title), None for ordinary text."""

    pieces: tuple[Piece, ...]
    level: int | None = None
    align: Align | None = None
    bold: bool = False


@dataclass(frozen=True, slots=True)
class MarkedCell:
    """A cell, marked as a whole."""

    row: int
    column: int
    piece: Piece
    row_span: int = 1
    column_span: int = 1


@dataclass(frozen=True, slots=True)
class MarkedTable:
    """A table by rows; each cell stands once, in the row of its upper left corner. ``header`` rows come again on every page."""

    rows: tuple[tuple[MarkedCell, ...], ...]
    columns: int
    header: int


@dataclass(frozen=True, slots=True)
class MarkedPicture:
    """What stands in place of a picture."""

    words: str


@dataclass(frozen=True, slots=True)
class MissingNote:
    """Something that should have stood here."""

    entry: Entry


Marked = MarkedParagraph | MarkedTable | MarkedPicture | MissingNote


def marked(result: Result, entries: Sequence[Entry]) -> Iterator[Marked]:
    """The draft from its top to its end."""
    document = result.document
    own, compared = _by_block(document, entries)
    notes = _by_gap(document, entries)
    titles = title_blocks(document.blocks, result.title)
    yield from map(MissingNote, notes[TOP])
    for position, block in enumerate(document.blocks):
        level = TITLE if position in titles else None
        yield _marked(block, _Marks(own[position], compared[position]), level)
        yield from map(MissingNote, notes[position])


def block_of(document: Document, location: Location) -> int | None:
    """The position of the block on which a location stands; None when it stands on none."""
    if location.kind is LocationKind.TEXT and location.paragraph is not None:
        if 0 <= location.paragraph < len(document.paragraphs):
            return document.position(document.paragraphs[location.paragraph])
    elif location.kind is LocationKind.CELL and location.table is not None and 0 <= location.table < len(document.tables):
        return document.position(document.tables[location.table])
    return None


def gap_of(document: Document, location: Location) -> int:
    """The block behind which a missing thing is shown, or TOP."""
    last = len(document.blocks) - 1
    if location.after_block is None:
        return last if at_the_end(location) else TOP
    return max(TOP, min(location.after_block, last))


Placed = tuple[Entry, Location]


@dataclass(frozen=True, slots=True)
class _Marks:
    """What lies on one block: the places of findings, and those that findings compare with."""

    own: Sequence[Placed]
    compared: Sequence[Placed]


def _by_block(document: Document, entries: Sequence[Entry]) -> tuple[dict[int, list[Placed]], dict[int, list[Placed]]]:
    own: dict[int, list[Placed]] = defaultdict(list)
    compared: dict[int, list[Placed]] = defaultdict(list)
    for entry in sorted(entries, key=lambda entry: (entry.waived, -entry.severity.weight, entry.number)):
        finding = entry.finding
        for found, locations in ((own, (finding.location,)), (compared, finding.related)):
            for location in locations:
                if (block := block_of(document, location)) is not None:
                    found[block].append((entry, location))
    return own, compared


def _by_gap(document: Document, entries: Sequence[Entry]) -> dict[int, list[Entry]]:
    found: dict[int, list[Entry]] = defaultdict(list)
    for entry in entries:
        if block_of(document, entry.finding.location) is None:
            found[gap_of(document, entry.finding.location)].append(entry)
    return found


def _marked(block: Block, marks: _Marks, level: int | None) -> Marked:
    if isinstance(block, Paragraph):
        return MarkedParagraph(_pieces(block.text, marks), level_of(block) if level is None else level, block.align, block.bold)
    if isinstance(block, Table):
        return _table(block, marks)
    return MarkedPicture(_words(block))


def _words(picture: Picture) -> str:
    return f"图片：{picture.description}" if picture.description else "图片（其中的文字无法检查）"


Range = tuple[int, int]


def _pieces(text: str, marks: _Marks) -> tuple[Piece, ...]:
    """The text cut at every beginning and end of a mark."""
    own = [(entry, _range(location, text)) for entry, location in marks.own]
    compared = [(entry, _range(location, text)) for entry, location in marks.compared]
    cuts = sorted({0, len(text), *(offset for _, ends in (*own, *compared) for offset in ends)})
    pieces = [_piece(text[start:end], (start, end), own, compared) for start, end in pairwise(cuts)]
    # A mark on nothing (an empty paragraph) still has a number.
    return tuple(pieces) or (Piece("", (), tuple(entry for entry, _ in own)),)


def _piece(text: str, span: Range, own: Sequence[tuple[Entry, Range]], compared: Sequence[tuple[Entry, Range]]) -> Piece:
    start, end = span
    over = tuple(entry for entry, (first, last) in own if first <= start and end <= last)
    ending = tuple(entry for entry, (_, last) in own if last == end)
    return Piece(text, over, ending, tuple(entry for entry, (first, last) in compared if first <= start and end <= last))


def _range(location: Location, text: str) -> Range:
    """The characters of a mark; at least one, where the text has any."""
    start = min(max(location.start or 0, 0), max(len(text) - 1, 0))
    return start, min(max(location.end or 0, start + 1), len(text))


def _table(table: Table, marks: _Marks) -> MarkedTable:
    rows: list[list[MarkedCell]] = [[] for _ in range(table.row_count)]
    gaps = [(row, column) for row, cells in enumerate(table.grid) for column, cell in enumerate(cells) if cell is None]
    for cell in (*table.cells, *(Cell(row, column, Text("")) for row, column in gaps)):
        rows[cell.row].append(_cell(cell, marks))
    ordered = tuple(tuple(sorted(row, key=lambda cell: cell.column)) for row in rows)
    return MarkedTable(ordered, table.column_count, _header_rows(table))


def _cell(cell: Cell, marks: _Marks) -> MarkedCell:
    own = tuple(entry for entry, location in marks.own if _covers(cell, location))
    compared = tuple(entry for entry, location in marks.compared if _covers(cell, location))
    return MarkedCell(cell.row, cell.column, Piece(cell.text, own, own, compared), cell.row_span, cell.column_span)


def _covers(cell: Cell, location: Location) -> bool:
    row, column = location.row or 0, location.column or 0
    return cell.row <= row < cell.row + cell.row_span and cell.column <= column < cell.column + cell.column_span


def _header_rows(table: Table) -> int:
    """How many rows at the top belong together: a title over all columns, then the row of names with what it spans."""
    rows = table.row_count
    top = 1 if any(cell.row == 0 and cell.column_span == table.column_count for cell in table.cells) else 0
    end = top + 1
    while (reach := max((c.row + c.row_span for c in table.cells if c.row < end), default=end)) > end:
        end = reach
    return end if end <= _MOST_HEADER_ROWS and end * 2 <= rows else 0
