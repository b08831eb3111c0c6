"""One model for every draft: blocks of text and tables, each character with its place in the file.

Readers build it, everything else only looks at it. Offsets count code points of the text *as it is read*:
lines and pages joined, numbers that the word processor generates included, the markup of plain text left out.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from core.a1 import address
from core.value import value

Box = tuple[float, float, float, float]
"""x0, top, x1, bottom in PDF points, origin at the upper left corner of the page."""


class Format(StrEnum):
    """The kinds of file that can be read, by content."""

    DOCX = "docx"
    DOC = "doc"
    WORD_XML = "xml"
    RTF = "rtf"
    PDF = "pdf"
    OFD = "ofd"
    XLSX = "xlsx"
    XLS = "xls"
    HTML = "html"
    MHTML = "mhtml"
    TEXT = "txt"

    @property
    def media_type(self) -> str:
        """The name of this kind of file for other programs."""
        return _MEDIA_TYPES[self]


_MEDIA_TYPES = {
    Format.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    Format.DOC: "application/msword",
    Format.WORD_XML: "application/xml",
    Format.RTF: "application/rtf",
    Format.PDF: "application/pdf",
    Format.OFD: "application/ofd",
    Format.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    Format.XLS: "application/vnd.ms-excel",
    Format.HTML: "text/html",
    Format.MHTML: "multipart/related",
    Format.TEXT: "text/plain",
}


class Align(StrEnum):
    """How a paragraph is set on the page, where the format says so."""

    LEFT = "left"
    CENTER = "center"
    RIGHT = "right"


@value(slots=True)
class Span:
    """A stretch of a :class:`Text` that lies in one spot of the file.

    ``start`` and ``end`` are offsets into the text (end exclusive), ``page`` is 1-based.
    ``node`` holds the reader's own coordinates of the first character, and counts up by one per character in its
    last number: txt ``(line, column)``, docx ``(w:p, w:t, character)`` in document order, html ``(text node, character)``, a paragraph of a sheet ``(row, column, character)``.
    A docx cell without a character of its own has one empty span with the node ``(w:p,)``.
    ``boxes`` has one box per character where the format has a page layout (PDF), else it is empty.
    """

    start: int
    end: int
    page: int | None = None
    node: tuple[int, ...] = ()
    boxes: tuple[Box, ...] = ()

    def cut(self, start: int, end: int, shift: int) -> Span:
        """The part between two offsets of the text, moved by ``shift``."""
        lo, hi = max(start, self.start), min(end, self.end)
        skip = lo - self.start
        node = (*self.node[:-1], self.node[-1] + skip) if self.node else ()
        boxes = self.boxes[skip : hi - self.start] if self.boxes else ()
        return Span(lo + shift, hi + shift, self.page, node, boxes)


@value(slots=True)
class Text:
    """Characters together with where each of them lies in the file.

    Characters outside every span (a separator put in by joining, a generated number) have no place of their own.
    """

    text: str
    spans: tuple[Span, ...] = ()

    def __len__(self) -> int:
        return len(self.text)

    @classmethod
    def at(cls, text: str, page: int | None = None, node: tuple[int, ...] = (), boxes: tuple[Box, ...] = ()) -> Text:
        """A text that lies in one spot."""
        return cls(text, (Span(0, len(text), page, node, boxes),) if text else ())

    @classmethod
    def join(cls, parts: Iterable[Text], separator: str = "") -> Text:
        """Several texts one after the other."""
        out: list[str] = []
        spans: list[Span] = []
        length = 0
        for number, part in enumerate(parts):
            if number and separator:
                out.append(separator)
                length += len(separator)
            if length:
                spans.extend(Span(s.start + length, s.end + length, s.page, s.node, s.boxes) for s in part.spans)
            else:
                spans.extend(part.spans)
            out.append(part.text)
            length += len(part.text)
        return cls("".join(out), tuple(spans))

    def cut(self, start: int, end: int | None = None) -> Text:
        """The part from ``start`` to ``end`` (exclusive)."""
        stop = len(self.text) if end is None else min(end, len(self.text))
        spans = (span.cut(start, stop, -start) for span in self.spans if max(span.start, start) < min(span.end, stop))
        return Text(self.text[start:stop], tuple(spans))

    def strip(self) -> Text:
        """Without white space at both ends."""
        if self.text and not self.text[0].isspace() and not self.text[-1].isspace():
            return self
        left = len(self.text) - len(self.text.lstrip())
        return self.cut(left, len(self.text.rstrip())) if self.text.strip() else Text("")

    def lines(self) -> Iterator[Text]:
        """Its lines that hold something, without white space at their ends."""
        start = 0
        for part in self.text.split("\n"):
            if part.strip():
                yield self.cut(start, start + len(part)).strip()
            start += len(part) + 1

    def without(self, ranges: Iterable[tuple[int, int]]) -> Text:
        """With some ranges (ascending, not overlapping) taken out."""
        parts: list[Text] = []
        last = 0
        for start, end in ranges:
            parts.append(self.cut(last, start))
            last = end
        return Text.join([*parts, self.cut(last)]) if parts else self

    def page_at(self, offset: int) -> int | None:
        """The page of the character at ``offset``, or of the nearest placed one before it."""
        if not self.spans:
            return None
        return self._span_at(offset).page

    def node_at(self, offset: int) -> tuple[int, ...]:
        """Where the character at ``offset``, or the nearest placed one before it, lies in the file; empty where that is not told."""
        if not self.spans:
            return ()
        span = self._span_at(offset)
        return (*span.node[:-1], span.node[-1] + min(max(offset - span.start, 0), span.end - span.start)) if span.node else ()

    def _span_at(self, offset: int) -> Span:
        return self.spans[max(0, bisect_right(self.spans, offset, key=lambda span: span.start) - 1)]


@value()
class Paragraph:
    """A paragraph of the body.

    ``index`` counts the paragraphs of the body from 0, headings included. ``heading`` is the level that the file itself
    declares (Word heading style, ``<h2>``; 0 is the title), None where it declares none. ``generated`` is how many characters
    at the start the word processor makes up (automatic numbers). ``bold`` means that the whole paragraph is bold, ``set_in`` that
    its first line is set in as one that begins a paragraph (None: the file does not tell). ``sheet`` is the name of the sheet where the
    file is a workbook; the spans of its content tell the cells then.
    """

    content: Text
    index: int = -1
    heading: int | None = None
    align: Align | None = None
    bold: bool = False
    generated: int = 0
    set_in: bool | None = None
    sheet: str | None = None

    @property
    def text(self) -> str:
        """The characters as read."""
        return self.content.text

    def cell_at(self, offset: int) -> str | None:
        """The address (A1) of the cell that holds a character, where the file is a workbook."""
        node = self.content.node_at(offset) if self.sheet is not None else ()
        return address((node[0], node[1])) if node else None


@value()
class Cell:
    r"""A cell of a table; ``row`` and ``column`` name its upper left corner, 0-based. Lines inside are joined by ``\\n``.

    ``address`` is A1 style where the file is a sheet. ``uncalculated``: a formula stands there whose value the file does not hold, so that
    the cell is not blank although its text is empty.
    """

    row: int
    column: int
    content: Text
    row_span: int = 1
    column_span: int = 1
    address: str | None = None
    uncalculated: bool = False

    @property
    def text(self) -> str:
        """The characters as read."""
        return self.content.text

    @property
    def page(self) -> int | None:
        """The page on which the cell starts, where the format has pages."""
        return self.content.page_at(0)


class GridBy(StrEnum):
    """What tells the rows and columns of a table.

    ``FILE``: the file says so, or lines are drawn; ``PLACES``: no more than where the text stands on a page, a guess that no official
    form is read from; ``LABELS``: such a guess, put right by the labels of an official form.
    """

    FILE = "file"
    PLACES = "places"
    LABELS = "labels"


@dataclass(frozen=True)
class Table:
    """A table as one grid, whatever the format: spans expanded, parts on several pages joined, repeated headers left out.

    ``index`` counts from 0 in document order. ``sheet`` is the name of the sheet where the file is a workbook. ``cut_off`` says that
    the table reaches the right edge of its page: where columns are missing, the last one is not whole either. ``of_lines`` says
    that its rows are lines of text, whose merged and blank cells may be lost.
    """

    cells: tuple[Cell, ...]
    index: int = -1
    sheet: str | None = None
    page: int | None = None
    grid_by: GridBy = GridBy.FILE
    cut_off: bool = False
    of_lines: bool = False

    @cached_property
    def row_count(self) -> int:
        """Rows, header rows included."""
        return max((cell.row + cell.row_span for cell in self.cells), default=0)

    @cached_property
    def column_count(self) -> int:
        """Columns of the grid."""
        return max((cell.column + cell.column_span for cell in self.cells), default=0)

    @cached_property
    def grid(self) -> tuple[tuple[Cell | None, ...], ...]:
        """Rows of cells; a merged cell stands in each position that it covers, None where the file has no cell."""
        rows: list[list[Cell | None]] = [[None] * self.column_count for _ in range(self.row_count)]
        for cell in self.cells:
            for row in range(cell.row, cell.row + cell.row_span):
                for column in range(cell.column, cell.column + cell.column_span):
                    rows[row][column] = cell
        return tuple(tuple(row) for row in rows)

    def at(self, row: int, column: int) -> Cell | None:
        """The cell that covers a position; None outside the grid or in a gap."""
        if 0 <= row < self.row_count and 0 <= column < self.column_count:
            return self.grid[row][column]
        return None

    def texts(self) -> list[list[str]]:
        """The grid as plain text, merged cells repeated, gaps empty."""
        return [[cell.text if cell else "" for cell in row] for row in self.grid]


@dataclass(frozen=True)
class Picture:
    """A picture in the body: it may hold text or a table that cannot be read. ``page`` is 1-based."""

    page: int | None = None
    description: str = ""


OWN_AUTHOR = "年报自查"
"""The author that this program's own marks and corrections bear in a copy."""


class RevisionKind(StrEnum):
    """What a word processor leaves in a file that is not final."""

    COMMENT = "comment"
    INSERTION = "insertion"
    DELETION = "deletion"


@dataclass(frozen=True, slots=True)
class Revision:
    """A comment, or a tracked change that was neither accepted nor rejected.

    ``node`` are the reader's coordinates of the character it begins at, as in :class:`Span`, without the last number where
    that character is not in the text. ``text`` is the comment, or what was inserted or deleted; ``author`` may be empty.
    """

    kind: RevisionKind
    node: tuple[int, ...] = ()
    text: str = ""
    author: str = ""

    @property
    def own(self) -> bool:
        """Whether this program put it there."""
        return self.author == OWN_AUTHOR


Block = Paragraph | Table | Picture


@dataclass(frozen=True)
class Document:
    """What is on the pages of a draft, in reading order.

    ``furniture`` holds page headers, footers and page numbers, set aside. ``notes`` are sentences (Simplified Chinese) about
    the reading that the user should know. ``page_count`` is None where the format has no pages of its own. ``revisions`` are
    the comments and tracked changes that are still in the file. ``machine_read`` are the pages whose text was recognised in a picture,
    ``damage`` is what a copy lost when it was saved or pasted, ``unread`` are the pages of which nothing could be read.
    ``boxed`` is the draft as it would be were the words of its text boxes text of the body, while it is checked; None where it has none.
    """

    path: str
    format: Format
    blocks: tuple[Block, ...]
    furniture: tuple[Text, ...] = ()
    notes: tuple[str, ...] = ()
    page_count: int | None = None
    title: str = field(default="", compare=False)
    revisions: tuple[Revision, ...] = ()
    machine_read: tuple[int, ...] = ()
    damage: tuple[str, ...] = ()
    unread: tuple[int, ...] = ()
    boxed: Document | None = field(default=None, compare=False)

    @cached_property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """The paragraphs of the body; ``paragraphs[n].index == n``."""
        return tuple(block for block in self.blocks if isinstance(block, Paragraph))

    @cached_property
    def tables(self) -> tuple[Table, ...]:
        """The tables; ``tables[n].index == n``."""
        return tuple(block for block in self.blocks if isinstance(block, Table))

    @cached_property
    def sure_tables(self) -> tuple[Table, ...]:
        """The tables whose rows and columns are no mere guess."""
        return tuple(table for table in self.tables if table.grid_by is not GridBy.PLACES)

    @cached_property
    def pictures(self) -> tuple[Picture, ...]:
        """The pictures of the body."""
        return tuple(block for block in self.blocks if isinstance(block, Picture))

    @cached_property
    def _positions(self) -> dict[tuple[type[Block], int], int]:
        return {(type(block), block.index): number for number, block in enumerate(self.blocks) if not isinstance(block, Picture)}

    def position(self, block: Paragraph | Table) -> int:
        """The number of a block in :attr:`blocks`."""
        return self._positions[type(block), block.index]

    def blocks_between(self, start: int, end: int) -> Iterator[Block]:
        """The blocks from position ``start`` to ``end`` (exclusive)."""
        yield from self.blocks[start:end]
