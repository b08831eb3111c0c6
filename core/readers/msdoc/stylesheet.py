"""The style sheet of a Word binary as the styles part of a docx."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from typing import Final

from lxml import etree

from core.readers.msdoc.binary import BrokenFileError, counted_text, cut, u16
from core.readers.msdoc.file import STYLES, WordFile
from core.readers.msdoc.properties import Paragraph, Run
from core.readers.word_markup import tag, tree

_PARAGRAPH, _CHARACTER = 1, 2
_KINDS: Final = {_PARAGRAPH: "paragraph", _CHARACTER: "character"}
_NO_STYLE: Final = 0xFFF
_TITLE: Final = 62
_SUBTITLE: Final = 74


def style_id(number: int) -> str:
    """What the tree calls a style."""
    return f"s{number}"


def stylesheet(word: WordFile, used: Iterable[int]) -> etree._Element | None:
    """The styles part with what is used and what that rests on; None where the sheet cannot be read, which leaves paragraphs without style.

    A sheet holds dozens of styles that no paragraph has.
    """
    records: list[bytes] = []
    base, whole = 0, True
    try:
        data = word.structure(STYLES)
        at, count, base = 2 + u16(data, 0), u16(data, 2), u16(data, 4)
        for _ in range(count):
            length = u16(data, at)
            records.append(cut(data, at + 2, length))
            at += 2 + length
    except BrokenFileError:
        whole = False
    styles = dict(_chain(records, base, [0, *used]))
    return tree("styles", "".join(styles.values())) if styles or whole else None


def _chain(records: list[bytes], base: int, wanted: list[int]) -> Iterator[tuple[int, str]]:
    seen: set[int] = set()
    while wanted:
        number = wanted.pop()
        if number in seen or number >= len(records):
            continue
        seen.add(number)
        # One that is damaged is left out.
        with suppress(BrokenFileError):
            made, rests_on = _style(number, records[number], base)
            wanted.append(rests_on)
            yield number, made


def _style(number: int, data: bytes, base: int) -> tuple[str, int]:
    """A style, and the number of the one that it rests on."""
    known, kind, based = u16(data, 0) & 0xFFF, u16(data, 2) & 0xF, u16(data, 2) >> 4
    if kind not in _KINDS:
        return "", based
    parts = u16(data, 4) & 0xF
    name, at = counted_text(data, base)
    said = tag("name", value=_name(known, name))
    if based != _NO_STYLE:
        said += tag("basedOn", value=style_id(based))
    at += 2
    changes = []
    for _ in range(parts):
        at += at % 2
        length = u16(data, at)
        changes.append(cut(data, at + 2, length))
        at += 2 + length
    if kind == _PARAGRAPH and changes:
        said += Paragraph.of(changes[0][2:]).markup()
    if changes:
        said += Run.of(changes[-1] if kind == _CHARACTER or len(changes) > 1 else b"").markup()
    default = {"default": 1} if number == 0 else {}
    return tag("style", said, type=_KINDS[kind], styleId=style_id(number), **default), based


def _name(known: int, name: str) -> str:
    """The name by which a docx knows a built-in style, whatever language the sheet is in."""
    if 1 <= known <= 9:
        return f"heading {known}"
    if 19 <= known <= 27:
        return f"toc {known - 18}"
    return {_TITLE: "Title", _SUBTITLE: "Subtitle"}.get(known, name)
