"""A Word binary from its path to what a reader hands on."""

from __future__ import annotations

from pathlib import Path

from lxml import etree

from core.readers.docx import WordTree, read_tree
from core.readers.msdoc.binary import BrokenFileError, plc, string_table, u8, u16
from core.readers.msdoc.file import AUTHORS, COMMENT_REFERENCES, COMMENT_TEXTS, FONTS, OWNERS, WordFile, open_word
from core.readers.msdoc.lists import numbering
from core.readers.msdoc.shapes import shapes_of
from core.readers.msdoc.story import Story
from core.readers.msdoc.stylesheet import stylesheet
from core.readers.package import sentences
from core.readers.raw import Raw
from core.readers.symbols import symbol_font
from core.readers.word_markup import comment, tag, tree

_REFERENCE_SIZE = 30
_FONT_NAME = 40
"""Where the name of a font begins."""
_ASIDE = {"headers": "hdr", "footnotes": "footnotes", "endnotes": "endnotes", "header_boxes": "hdr"}
"""What stands apart from the body, with the name of its element in WordprocessingML."""


def read(path: Path) -> Raw:
    """Read a Word 97–2003 document. Raises :class:`core.errors.ReadError` with a sentence when it cannot be read."""
    with sentences():
        return read_tree(_tree(open_word(path)))


def _tree(word: WordFile) -> WordTree:
    positions, comments = _comments(word)
    shapes = shapes_of(word)
    story = Story(word, _strings(word, AUTHORS), positions, shapes, _symbol_fonts(word))
    document = tree("document", tag("body", story.markup(*word.parts.range_of("body"))))
    stretches = [(element, word.parts.range_of(part)) for part, element in _ASIDE.items()]
    stretches += [("hdr", span) for span in shapes.apart]
    aside = tuple(tree(element, story.markup(start, end)) for element, (start, end) in stretches if end > start)
    styles = stylesheet(word, story.styles)
    return WordTree(document, styles, lambda: numbering(word), comments, aside)


def _strings(word: WordFile, number: int) -> list[str]:
    try:
        return list(string_table(word.structure(number)))
    except BrokenFileError:
        return []


def _symbol_fonts(word: WordFile) -> dict[int, str]:
    """The fonts of symbols by their numbers: each font is a count of bytes and what they say of it, its name last."""
    try:
        data = word.structure(FONTS)
        count, at, found = u16(data, 0) if data else 0, 4, dict[int, str]()
        for number in range(count):
            end = at + 1 + u8(data, at)
            name = data[at + _FONT_NAME : end].decode("utf-16-le", "replace").partition("\0")[0]
            if symbol_font(name) is not None:
                found[number] = name
            at = end
    except BrokenFileError:
        return {}
    return found


def _comments(word: WordFile) -> tuple[dict[int, int], etree._Element | None]:
    """Where comment marks stand, and the comments part."""
    try:
        marks, records = plc(word.structure(COMMENT_REFERENCES), _REFERENCE_SIZE)
        ends, _ = plc(word.structure(COMMENT_TEXTS), 0)
        start, _ = word.parts.range_of("comments")
    except BrokenFileError:
        return {}, None
    owners, found = _owners(word), list[str]()
    for number, record in enumerate(records):
        owner = u16(record, 20)
        words = ""
        if number + 1 < len(ends):
            words = word.text[start + ends[number] : start + ends[number + 1]].replace("\r", "\n").strip()
        found.append(comment(number, owners[owner] if owner < len(owners) else "", words))
    return {mark: number for number, mark in enumerate(marks[: len(records)])}, tree("comments", "".join(found))


def _owners(word: WordFile) -> list[str]:
    """The authors of comments: strings one after the other, without a count."""
    data, found, at = word.structure(OWNERS), [], 0
    while at + 2 <= len(data):
        length = u16(data, at)
        found.append(data[at + 2 : at + 2 + 2 * length].decode("utf-16-le", "replace"))
        at += 2 + 2 * length
    return found
