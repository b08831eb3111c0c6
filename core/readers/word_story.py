"""Follows the markup of a Word document in reading order: what is text of its body, and what stands apart from that."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from lxml import etree

from core.document import Block, Cell, Paragraph, Picture, Span, Table, Text
from core.readers.numbering import Numbering, W
from core.readers.runs import MC, Inline, Pages, Part, Tracked, chosen
from core.readers.simple_runs import simple
from core.readers.styles import Style, Styles
from core.readers.word_said import Said
from core.readers.word_table import Grid, is_layout, rows

P: Final = f"{W}p"
_TBL: Final = f"{W}tbl"
_TC_PR: Final = f"{W}tcPr"
_SDT: Final = f"{W}sdt"
_ALTERNATE: Final = f"{MC}AlternateContent"
_THROUGH: Final = frozenset(W + name for name in ("customXml", "smartTag", "ins", "moveTo", "sdtContent", "hyperlink"))


@dataclass
class Story:
    """Reads block content in document order. ``places`` numbers the ``w:p`` of the part; without it texts have no places."""

    styles: Styles
    said: Said
    numbering: Numbering | None = None
    places: dict[etree._Element, int] = field(default_factory=dict)
    breaks: dict[etree._Element, bool] = field(default_factory=dict)
    pages: Pages = field(default_factory=Pages)
    tracked: Tracked = field(default_factory=Tracked)
    aside: list[Text] = field(default_factory=list)
    boxes: list[tuple[int, tuple[Block, ...]]] = field(default_factory=list)
    """What stands in text boxes, each with the number of blocks of the body before it."""
    _pending: list[Text] = field(default_factory=list)
    _body: list[Block] | None = None

    def __post_init__(self) -> None:
        self._part = Part(self.styles, self.said, self.pages, self.tracked)

    @property
    def hidden(self) -> list[str]:
        """The text that is there and not shown."""
        return self._part.hidden

    @property
    def struck(self) -> list[str]:
        """The text that is shown struck through."""
        return self._part.struck

    @property
    def undrawn(self) -> list[str]:
        """The instructions of fields that show something which cannot be told."""
        return self._part.undrawn

    def blocks(self, parent: etree._Element) -> list[Block]:
        """The blocks of a body, a cell or a note."""
        out: list[Block] = []
        self._body = out if self._body is None else self._body
        self._children(parent, out)
        self._rest(out)
        return out

    def _children(self, parent: etree._Element, out: list[Block]) -> None:
        for child in parent:
            tag = child.tag
            if tag == P:
                self._paragraph(child, out)
            elif tag == _TBL:
                self._rest(out)
                self._table(child, out)
            elif tag == _SDT:
                for content in child.iterchildren(f"{W}sdtContent"):
                    self._children(content, out)
            elif tag in _THROUGH:
                self._children(child, out)
            elif tag == _ALTERNATE and (branch := chosen(child)) is not None:
                self._children(branch, out)

    def _rest(self, out: list[Block]) -> None:
        """Add what stands in paragraphs whose end was deleted with nothing behind to run on into."""
        if self._pending:
            content = Text.join(self._pending)
            self._pending = []
            if content.text.strip():
                out.append(Paragraph(content))

    def _paragraph(self, element: etree._Element, out: list[Block]) -> None:
        said = self.said.of.get(element)
        style = self.styles.plain if said is None else self.styles.of_paragraph(said)
        if style.page_break:
            self.pages.explicit()
        number = self.places.get(element)
        inline, found = None, simple(self._part, style, element, number)
        if found is None:
            inline = Inline(self._part, style, element, number)
            found = inline.read()
        if element in self.said.gone:
            self._pending.append(found[0])
        else:
            self._finish(style, *found, out)
        if inline is not None:
            out += inline.pictures
            self._set_aside(inline.text_boxes)
        if self.breaks.get(element):
            self.pages.explicit()

    def _finish(self, style: Style, content: Text, bold: bool, out: list[Block]) -> None:
        label = "" if style.list_id is None else self._label(style)
        if label or self._pending:
            content = Text.join([Text(label), *self._pending, content])
            self._pending = []
        if not content.text or content.text.isspace():
            return
        if style.contents:
            # The table of contents repeats headings: like page numbers it is no text of the report.
            self.aside.append(unpaged(content))
        else:
            out.append(Paragraph(content, -1, style.level, style.align, bold, len(label), bool(style.set_in)))

    def _label(self, style: Style) -> str:
        if self.numbering is None or style.list_id in (None, "0") or style.hidden:
            return ""
        number, depth = str(style.list_id), style.list_level
        if depth is None and style.list_style is not None:
            depth = self.numbering.level_of_style(number, style.list_style)
        return self.numbering.label(number, depth or 0)

    def _set_aside(self, boxes: Sequence[etree._Element]) -> None:
        """Keep what stands in text boxes apart, without numbers of their own. A box that hangs on the first paragraph stands above it."""
        body = self._body or []
        before = len(body) if len(body) > 1 else 0
        for box in boxes:
            apart = Story(self.styles, self.said, None, self.places, tracked=self.tracked)
            # Where a box stands on the page is not known.
            held = tuple(map(without_page, apart.blocks(box)))
            if held:
                self.boxes.append((before, held))
            self.boxes += ((before, inner) for _, inner in apart.boxes)
            self.aside += [*_lines(held, []), *apart.aside]

    def _table(self, element: etree._Element, out: list[Block]) -> None:
        found = rows(element, self.said)
        if is_layout(element, found):
            for _, cells in found:
                for cell in cells:
                    out += self.blocks(cell)
            return
        grid = Grid(self.said)
        pictures: list[Picture] = []
        for row, cells in found:
            grid.start_row(row)
            for cell in cells:
                if grid.place(cell):
                    grid.fill(self._content(cell, pictures))
        built = grid.build()
        if built:
            page = next((cell.page for cell in built if cell.page), None) if self.pages.known else None
            out.append(Table(built, page=page))
        out += pictures

    def _content(self, cell: etree._Element, pictures: list[Picture]) -> Text:
        """The text of a cell; one without a character of its own is known by its first paragraph."""
        content = self._single_line(cell)
        if content is None:
            lines = self._lines(cell, pictures)
            content = lines[0] if len(lines) == 1 else Text.join(lines, "\n")
        if content.spans:
            return content
        number = self.places.get(next(cell.iter(P), cell))
        return content if number is None else Text(content.text, (Span(0, 0, self.pages.number, (number,)),))

    def _single_line(self, cell: etree._Element) -> Text | None:
        """The text of a cell with one simple paragraph, as most are, without a way round by a :class:`Paragraph`."""
        count = len(cell)
        if self._pending or not (count == 1 or (count == 2 and cell[0].tag == _TC_PR)):
            return None
        element = cell[-1]
        if element.tag != P or element in self.said.gone or element in self.breaks:
            return None
        said = self.said.of.get(element)
        style = self.styles.plain if said is None else self.styles.of_paragraph(said)
        if style.page_break or style.list_id is not None or style.contents:
            return None
        found = simple(self._part, style, element, self.places.get(element))
        return None if found is None else found[0].strip()

    def _lines(self, parent: etree._Element, pictures: list[Picture]) -> list[Text]:
        return _lines(self.blocks(parent), pictures)

    def lines(self, parent: etree._Element) -> list[Text]:
        """Everything inside an element as lines of text."""
        return self._lines(parent, [])


def _lines(blocks: Iterable[Block], pictures: list[Picture]) -> list[Text]:
    lines: list[Text] = []
    for block in blocks:
        if isinstance(block, Paragraph):
            lines.append(block.content.strip())
        elif isinstance(block, Picture):
            pictures.append(block)
        else:
            lines += [inner.content for inner in block.cells if inner.text]
    return lines


def without_page(block: Block) -> Block:
    """A block of which it is not told on which page it stands."""
    if isinstance(block, Picture):
        return replace(block, page=None)
    if isinstance(block, Paragraph):
        return replace(block, content=unpaged(block.content))
    cells = (Cell(c.row, c.column, unpaged(c.content), c.row_span, c.column_span) for c in block.cells)
    return Table(tuple(cells), page=None)


def unpaged(text: Text) -> Text:
    """A text of which it is not told on which page it stands."""
    return Text(text.text, tuple(Span(span.start, span.end, None, span.node) for span in text.spans))
