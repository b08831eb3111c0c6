"""Word documents (docx, docm, dotx): paragraphs and tables of the body in reading order, the rest set apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from lxml import etree

from core.document import Block, Cell, Paragraph, Picture, Revision, RevisionKind, Span, Table, Text
from core.readers.limits import limited
from core.readers.numbering import VAL, Numbering, W
from core.readers.package import Package, optional, parse_xml, sentences, whole
from core.readers.raw import TEXT_BOXES, Raw, hidden_text, struck_text, undrawn_fields
from core.readers.runs import MC, Inline, Pages, Part, T, Tracked, chosen
from core.readers.simple_runs import simple
from core.readers.styles import Style, Styles
from core.readers.word_changes import changes
from core.readers.word_said import Said
from core.readers.word_table import Grid, is_layout, rows
from core.readers.word_trim import trimmed, used_styles

P: Final = f"{W}p"
_TBL: Final = f"{W}tbl"
_TC_PR: Final = f"{W}tcPr"
_DC_TITLE: Final = "{http://purl.org/dc/elements/1.1/}title"
_EXTENDED: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/extended-properties}"
_PAGES: Final = f"{_EXTENDED}Pages"
_CHARACTERS: Final = f"{_EXTENDED}Characters"
_SDT: Final = f"{W}sdt"
_ALTERNATE: Final = f"{MC}AlternateContent"
_THROUGH: Final = frozenset(W + name for name in ("customXml", "smartTag", "ins", "moveTo", "sdtContent", "hyperlink"))
_ASIDE: Final = ("header", "footer", "footnotes", "endnotes")
_NOTES: Final = (f"{W}footnotes", f"{W}endnotes")
_SEPARATORS: Final = frozenset({"separator", "continuationSeparator", "continuationNotice"})


def read(path: Path) -> Raw:
    """Read a Word document. Raises :class:`core.errors.ReadError` with a sentence when it cannot be read."""
    with sentences(), Package(path) as package:
        return read_package(package)


@dataclass(frozen=True, slots=True)
class WordTree:
    """A document in WordprocessingML, wherever it came from: its parts, ``aside`` those with headers, footers and notes.

    ``numbering`` is asked for where paragraphs are numbered.
    """

    document: etree._Element
    styles: etree._Element | None = None
    numbering: Callable[[], etree._Element | None] = lambda: None
    comments: etree._Element | None = None
    aside: tuple[etree._Element, ...] = ()
    page_count: int | None = None
    title: str = ""


def read_package(package: Package) -> Raw:
    """Read a Word document from its package."""
    main = package.main_part("word/document.xml")

    def part(kind: str) -> str | None:
        return _first(package.related(main, kind))

    document = parse_xml(trimmed(package.data(main)))
    parts = [package.optional_xml(name) for kind in _ASIDE for name in package.related(main, kind)]
    aside = tuple(root for root in parts if root is not None)
    return read_tree(
        WordTree(
            document,
            _styles(package, part("styles"), (document, *aside)),
            lambda: package.optional_xml(part("numbering")),
            package.optional_xml(part("comments")),
            aside,
            _page_count(package),
            _title(package),
        )
    )


def _styles(package: Package, name: str | None, roots: Sequence[etree._Element]) -> etree._Element | None:
    """The styles part with those styles alone that some of the text is in, or rests on."""
    if name is None or name not in package:
        return None
    used = {element.get(VAL, "") for root in roots for element in root.iter(f"{W}pStyle", f"{W}rStyle")}
    numbered = any(_has_number(root) for root in roots)
    return optional(lambda: parse_xml(used_styles(package.pieces(name), used, numbered=numbered)))


def read_tree(tree: WordTree) -> Raw:
    """Read a document from its parts."""
    root, styles = tree.document, Styles(tree.styles)
    numbering = Numbering(tree.numbering() if _has_number(root) or _has_number(tree.styles) else None, styles.number_lists)
    places = {paragraph: number for number, paragraph in enumerate(root.iter(P))}
    breaks = _section_breaks(root)
    said = Said(root)
    story = Story(styles, said, numbering, places, breaks, Pages(_may_count(tree, breaks)))
    body = root.find(f"{W}body")
    blocks = tuple(limited(story.blocks(body))) if body is not None else ()
    page_count = story.pages.current if story.pages.rendered or tree.page_count == story.pages.current else None
    if page_count is None and story.pages.known:
        # Set breaks alone give no page numbers: pages that filled up by themselves would not be counted.
        blocks = tuple(_without_page(block) for block in blocks)
    footnotes = [part for part in tree.aside if part.tag in _NOTES]
    notes = list(_furniture(footnotes, styles, story.tracked))
    others = [part for part in tree.aside if part not in footnotes]
    furniture = [*story.aside, *_furniture(others, styles, story.tracked), *notes]
    # What stands apart from the body has no place in it, and comes last.
    tracked = sorted((*story.tracked.revisions, *changes(said, places)), key=lambda each: (not each.node, each.node))
    revisions = tuple(_commented(tracked, tree.comments))
    return Raw(blocks, tuple(furniture), _notes(story, root, revisions, notes), page_count, tree.title, revisions)


def _has_number(root: etree._Element | None) -> bool:
    return root is not None and next(root.iter(f"{W}numId"), None) is not None


def _may_count(tree: WordTree, breaks: Mapping[etree._Element, bool]) -> bool:
    """Whether the breaks in a document may give page numbers: there are some of its last layout, or as many set ones as it has pages."""
    if next(tree.document.iter(f"{W}lastRenderedPageBreak"), None) is not None:
        return True
    roots = [root for root in (tree.document, tree.styles) if root is not None]
    is_set = any(breaks.values()) or any(next(root.iter(f"{W}br", f"{W}pageBreakBefore"), None) is not None for root in roots)
    return tree.page_count is not None and (tree.page_count == 1 or is_set)


def _commented(revisions: Sequence[Revision], root: etree._Element | None) -> Iterator[Revision]:
    """Revisions with the words and the author of each comment."""
    comments = {comment.get(f"{W}id"): comment for comment in root} if root is not None else {}
    for revision in revisions:
        if revision.kind is RevisionKind.COMMENT:
            comment = comments.get(revision.text)
            words = "".join(child.text or "" for child in comment.iter(T)) if comment is not None else ""
            author = comment.get(f"{W}author", "") if comment is not None else ""
            yield replace(revision, text=words, author=author)
        else:
            yield revision


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
    text_boxes: int = 0
    _pending: list[Text] = field(default_factory=list)

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
            self.aside.append(_unpaged(content))
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
        """Keep the text of text boxes apart, without numbers of their own."""
        for box in boxes:
            apart = Story(self.styles, self.said, None, self.places, tracked=self.tracked)
            lines = apart.lines(box)
            self.text_boxes += 1 if lines else 0
            # Where a box stands on the page is not known.
            self.aside += [_unpaged(line) for line in lines] + apart.aside

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
        lines: list[Text] = []
        for block in self.blocks(parent):
            if isinstance(block, Paragraph):
                lines.append(block.content.strip())
            elif isinstance(block, Picture):
                pictures.append(block)
            else:
                lines += [inner.content for inner in block.cells if inner.text]
        return lines

    def lines(self, parent: etree._Element) -> list[Text]:
        """Everything inside an element as lines of text."""
        return self._lines(parent, [])


def _furniture(parts: Sequence[etree._Element], styles: Styles, tracked: Tracked) -> Iterator[Text]:
    """Headers, footers and notes, each line once; ``tracked`` takes what was changed in them."""
    seen: set[str] = set()
    for root in parts:
        for text in _lines_apart(root, styles, tracked):
            if text.text.strip() and text.text not in seen:
                seen.add(text.text)
                yield text


def _lines_apart(root: etree._Element, styles: Styles, tracked: Tracked) -> Iterator[Text]:
    containers = [note for note in root if note.tag in (f"{W}footnote", f"{W}endnote")] or [root]
    said = Said(root)
    for container in containers:
        if container.get(f"{W}type") not in _SEPARATORS:
            story = Story(styles, said, tracked=tracked)
            yield from (_unpaged(line) for line in story.lines(container))
            yield from story.aside


def _section_breaks(root: etree._Element) -> dict[etree._Element, bool]:
    """Whether a new page begins behind the paragraph that ends each section; the section behind it says so."""
    sections = [
        (section, up)
        for section in root.iter(f"{W}sectPr")
        if (up := section.getparent()) is None or up.tag != f"{W}sectPrChange"
    ]
    kinds = [section.find(f"{W}type") for section, _ in sections]
    starts = [kind is None or kind.get(f"{W}val") not in ("continuous", "nextColumn") for kind in kinds]
    owners = [up.getparent() if up is not None else None for _, up in sections]
    return {owner: start for owner, start in zip(owners, [*starts[1:], False], strict=False) if owner is not None}


def _page_count(package: Package) -> int | None:
    root = package.optional_xml(_first(package.related("", "extended-properties")) or "docProps/app.xml")
    pages = root.findtext(_PAGES) if root is not None else None
    # A file made by another program from an empty template still tells that template's one page.
    blank = root is not None and root.findtext(_CHARACTERS) == "0"
    return whole(pages) if pages and not blank else None


def _title(package: Package) -> str:
    root = package.optional_xml(_first(package.related("", "core-properties")) or "docProps/core.xml")
    return (root.findtext(_DC_TITLE) or "").strip() if root is not None else ""


def _notes(story: Story, root: etree._Element, revisions: tuple[Revision, ...], footnotes: Sequence[Text]) -> tuple[str, ...]:
    notes = []
    counts = Counter(revision.kind for revision in revisions if not revision.own)
    inserted, deleted = counts[RevisionKind.INSERTION], counts[RevisionKind.DELETION]
    if inserted or deleted:
        found = f"插入 {inserted} 处、删除 {deleted} 处"
        notes.append(f"文中有尚未接受或拒绝的修订（{found}），已按接受修订后的文字检查。")
    if comments := counts[RevisionKind.COMMENT]:
        notes.append(f"文中有 {comments} 处批注，批注文字不作为正文检查。")
    if story.text_boxes:
        notes.append(TEXT_BOXES.format(story.text_boxes))
    if footnotes:
        notes.append("文中有脚注或尾注，注里的文字不作为正文检查，请人工核对。")
    if story.hidden:
        notes.append(hidden_text("".join(story.hidden)))
    if story.struck:
        notes.append(struck_text(story.struck))
    if story.undrawn:
        notes.append(undrawn_fields(story.undrawn))
    if root.find(f".//{W}altChunk") is not None:
        notes.append("文中嵌入了其他文件的内容，这部分没有读取；请用 Word 打开后重新保存再检查。")
    return tuple(notes)


def _without_page(block: Block) -> Block:
    if isinstance(block, Picture):
        return replace(block, page=None)
    if isinstance(block, Paragraph):
        return replace(block, content=_unpaged(block.content))
    cells = (Cell(c.row, c.column, _unpaged(c.content), c.row_span, c.column_span) for c in block.cells)
    return Table(tuple(cells), page=None)


def _unpaged(text: Text) -> Text:
    return Text(text.text, tuple(Span(span.start, span.end, None, span.node) for span in text.spans))


def _first(parts: list[str]) -> str | None:
    return parts[0] if parts else None
