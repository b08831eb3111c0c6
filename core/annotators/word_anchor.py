"""From the place of a finding to the characters of a docx that a mark goes on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from core.annotators.word_runs import Body, Segment, Spot
from core.document import Block, Document, Paragraph, Span, Table, Text
from core.findings import Location, LocationKind
from core.text.fold import bare


@dataclass(frozen=True, slots=True)
class Anchor:
    """What a mark goes on: characters, else the spot ``before`` or ``behind`` a character, else an empty paragraph."""

    segments: tuple[Segment, ...] = ()
    before: Spot | None = None
    behind: Spot | None = None
    paragraph: int | None = None

    @property
    def first(self) -> Spot | None:
        """Where it begins."""
        return self.segments[0].first if self.segments else self.before

    @property
    def last(self) -> Spot | None:
        """Where it ends."""
        return self.segments[-1].last if self.segments else self.behind


def anchor(where: Location, document: Document, body: Body) -> Anchor:
    """The anchor of a finding; what is missing is anchored behind what stands before it, else at the title."""
    if where.kind is LocationKind.TEXT and where.paragraph is not None:
        return within(document.paragraphs[where.paragraph].content, where.start or 0, where.end or 0, body)
    if where.kind is LocationKind.CELL and where.table is not None:
        return _cell(document.tables[where.table], where.row or 0, where.column or 0, body)
    if where.after_block is not None:
        before = document.blocks[: where.after_block + 1]
        for block in reversed(before):
            if found := _end(block):
                return found
    return at_title(document, None, body)


def within(content: Text, start: int, end: int, body: Body) -> Anchor:
    """The characters ``start``..``end`` of a text; where none of them is in the file, the spot between their neighbours."""
    segments = tuple(_segments(content, start, end))
    for segment, text in segments:
        body.require(segment, text)
    if segments:
        return Anchor(tuple(segment for segment, _ in segments))
    placed = [span for span in content.spans if len(span.node) == 3]
    after = next((span for span in placed if span.end > start), None)
    if after is not None:
        return Anchor(before=_spot(after, max(start, after.start)))
    if placed:
        return Anchor(behind=_spot(placed[-1], placed[-1].end))
    return Anchor(paragraph=next((span.node[0] for span in content.spans if span.node), 0))


def segments(content: Text, start: int, end: int) -> list[Segment]:
    """The parts of the file that hold the characters ``start``..``end``."""
    return [segment for segment, _ in _segments(content, start, end)]


def _segments(content: Text, start: int, end: int) -> Iterator[tuple[Segment, str]]:
    for span in content.spans:
        lo, hi = max(start, span.start), min(end, span.end)
        if lo < hi and len(span.node) == 3:
            paragraph, node, at = _spot(span, lo)
            yield Segment(paragraph, node, at, at + hi - lo), content.text[lo:hi]


def _spot(span: Span, offset: int) -> Spot:
    paragraph, node, at = span.node
    return paragraph, node, at + offset - span.start


def _cell(table: Table, row: int, column: int, body: Body) -> Anchor:
    """A cell; where the file has none in that position, the nearest one before it in its row."""
    cells = [cell for number in range(column, -1, -1) if (cell := table.at(row, number)) and cell.content.spans]
    if not cells:
        return _end(table) or Anchor(paragraph=0)
    content = cells[0].content
    return within(content, 0, len(content), body)


def _end(block: Block) -> Anchor | None:
    """The spot behind the last character of a block."""
    texts: Sequence[Text] = ()
    if isinstance(block, Paragraph):
        texts = (block.content,)
    elif isinstance(block, Table):
        texts = tuple(cell.content for cell in block.cells)
    spans = [span for text in texts for span in text.spans if span.node]
    if not spans:
        return None
    last = spans[-1]
    return Anchor(behind=_spot(last, last.end)) if len(last.node) == 3 else Anchor(paragraph=last.node[0])


def at_title(document: Document, title: str | None, body: Body) -> Anchor:
    """The title of the report, else the first thing that it says."""
    wanted = bare(title or "")
    for paragraph in document.paragraphs:
        words = bare(paragraph.text)
        if (wanted and words and words in wanted) or paragraph.heading == 0:
            return within(paragraph.content, 0, len(paragraph.content), body)
    for block in document.blocks:
        if isinstance(block, Paragraph) and block.content.spans:
            return within(block.content, 0, len(block.content), body)
        if isinstance(block, Table) and block.cells:
            return _cell(block, 0, 0, body)
    return Anchor(paragraph=0)
