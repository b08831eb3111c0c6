"""The style sheet of a Word binary as the styles part of a docx."""

from __future__ import annotations

from typing import Final

from lxml import etree

from core.readers.msdoc.binary import BrokenFileError, counted_text, cut, u16
from core.readers.msdoc.file import STYLES, WordFile
from core.readers.msdoc.properties import Paragraph, Run
from core.readers.word_markup import add, clean, element

_PARAGRAPH, _CHARACTER = 1, 2
_KINDS: Final = {_PARAGRAPH: "paragraph", _CHARACTER: "character"}
_NO_STYLE: Final = 0xFFF
_TITLE: Final = 62
_SUBTITLE: Final = 74


def style_id(number: int) -> str:
    """What the tree calls a style."""
    return f"s{number}"


def stylesheet(word: WordFile) -> etree._Element | None:
    """The styles part; None where the sheet cannot be read, which leaves paragraphs without style."""
    root = element("styles")
    try:
        data = word.structure(STYLES)
        size = u16(data, 0)
        count, base = u16(data, 2), u16(data, 4)
        at = 2 + size
        for number in range(count):
            length = u16(data, at)
            if length:
                _style(root, number, cut(data, at + 2, length), base)
            at += 2 + length
    except BrokenFileError:
        return root if len(root) else None
    return root


def _style(root: etree._Element, number: int, data: bytes, base: int) -> None:
    known, kind, based = u16(data, 0) & 0xFFF, u16(data, 2) & 0xF, u16(data, 2) >> 4
    if kind not in _KINDS:
        return
    parts = u16(data, 4) & 0xF
    name, at = counted_text(data, base)
    style = add(root, "style", type=_KINDS[kind], styleId=style_id(number))
    if number == 0:
        style.set(style.tag.replace("style", "default"), "1")
    add(style, "name", _name(known, clean(name)))
    if based != _NO_STYLE:
        add(style, "basedOn", style_id(based))
    at += 2
    changes = []
    for _ in range(parts):
        at += at % 2
        length = u16(data, at)
        changes.append(cut(data, at + 2, length))
        at += 2 + length
    if kind == _PARAGRAPH and changes:
        style.append(Paragraph.of(changes[0][2:]).markup())
    if changes:
        style.append(Run.of(changes[-1] if kind == _CHARACTER or len(changes) > 1 else b"").markup())


def _name(known: int, name: str) -> str:
    """The name by which a docx knows a built-in style, whatever language the sheet is in."""
    if 1 <= known <= 9:
        return f"heading {known}"
    if 19 <= known <= 27:
        return f"toc {known - 18}"
    return {_TITLE: "Title", _SUBTITLE: "Subtitle"}.get(known, name)
