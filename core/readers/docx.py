"""Word documents (docx, docm, dotx): paragraphs and tables of the body in reading order, the rest set apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from lxml import etree

from core.document import Revision, RevisionKind, Text
from core.readers.limits import limited
from core.readers.numbering import VAL, Numbering, W
from core.readers.package import Package, optional, parse_xml, sentences, whole
from core.readers.raw import TEXT_BOXES, Raw, hidden_text, struck_text, undrawn_fields
from core.readers.runs import Pages, T, Tracked
from core.readers.styles import Styles
from core.readers.word_changes import changes
from core.readers.word_said import Said
from core.readers.word_story import P, Story, unpaged, without_page
from core.readers.word_trim import trimmed, used_styles

_DC_TITLE: Final = "{http://purl.org/dc/elements/1.1/}title"
_EXTENDED: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/extended-properties}"
_PAGES: Final = f"{_EXTENDED}Pages"
_CHARACTERS: Final = f"{_EXTENDED}Characters"
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
        blocks = tuple(without_page(block) for block in blocks)
    footnotes = [part for part in tree.aside if part.tag in _NOTES]
    notes = list(_furniture(footnotes, styles, story.tracked))
    others = [part for part in tree.aside if part not in footnotes]
    furniture = [*story.aside, *_furniture(others, styles, story.tracked), *notes]
    # What stands apart from the body has no place in it, and comes last.
    tracked = sorted((*story.tracked.revisions, *changes(said, places)), key=lambda each: (not each.node, each.node))
    revisions = tuple(_commented(tracked, tree.comments))
    told = _notes(story, root, revisions, notes)
    return Raw(blocks, tuple(furniture), told, page_count, tree.title, revisions, boxes=tuple(story.boxes))


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
            yield from (unpaged(line) for line in story.lines(container))
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
    if story.boxes:
        notes.append(TEXT_BOXES.format(len(story.boxes)))
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


def _first(parts: list[str]) -> str | None:
    return parts[0] if parts else None
