"""Corrected copies of text files and web pages: the source with some characters changed, everything else as it was."""

from __future__ import annotations

import codecs
import html
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from typing import Final

from lxml import etree

from core.annotators.changes import Change, content_of, edits_of
from core.annotators.stamp import CHANGED
from core.document import Span, Text
from core.edits import Edit
from core.errors import WriteError
from core.findings import Finding, Result
from core.readers.plain import decode
from core.readers.web_text import decode_page, parse_page, text_nodes

_UNCLEAR: Final = "文件里有无法识别的字节，没能只改几个字而保持其余不变。请另存为 UTF-8 编码后重新检查，再生成修改副本。"
_IRREGULAR: Final = "这个网页的写法不规范，没能只改几个字而保持其余不变。请在 Word 原稿中修改。"
_LACKING: Final = "要改成的“{}”在这个文件的编码里没有。请把文件另存为 UTF-8 编码后重新检查，再生成修改副本。"
_GENERATED: Final = "这里的文字不在文件的正文里，副本中没有改。"
_CODECS: Final = ("utf-8", "gb18030", "utf-16-le", "utf-16-be", "big5hkscs")
_BOMS: Final = {"utf-8": codecs.BOM_UTF8, "utf-16-le": codecs.BOM_UTF16_LE, "utf-16-be": codecs.BOM_UTF16_BE}
Range = tuple[int, int]
"""From one offset of the source to another."""
_At = Callable[[Span, int], Range | None]
"""The stretch of the source of a character of a text, by its span and offset."""


@dataclass(frozen=True, slots=True)
class _Writing:
    """How characters are written in a source: the way there and the way back."""

    escape: Callable[[str], str]
    unescape: Callable[[str], str]


_PLAIN: Final = _Writing(str, str)
_MARKUP: Final = _Writing(lambda text: html.escape(text, quote=False), html.unescape)


def fix_text(path: Path, result: Result, findings: list[Finding]) -> tuple[bytes, list[Change]]:
    """The corrected text file in its own encoding, and what became of each finding."""
    data = path.read_bytes()
    source, codec, mark = _encoding(data, decode(data).removeprefix("\ufeff"))
    starts, length = [], 0
    for line in source.splitlines(keepends=True):
        starts.append(length)
        length += len(line)

    def at(span: Span, offset: int) -> Range | None:
        line, column = span.node
        place = starts[line] + column + offset - span.start if line < len(starts) else length
        return place, place + 1

    fixed, changes = _fixed(source, result, findings, at, _PLAIN)
    return mark + _encoded(fixed, codec), changes


def fix_page(path: Path, result: Result, findings: list[Finding]) -> tuple[bytes, list[Change]]:
    """The corrected web page in its own encoding, and what became of each finding."""
    data = path.read_bytes()
    page, complete = decode_page(data)
    if not complete:
        raise WriteError(_UNCLEAR)
    source, codec, mark = _encoding(data, page)
    places = _places(source)

    def at(span: Span, offset: int) -> Range | None:
        node, character = span.node
        return places.get((node, character + offset - span.start))

    fixed, changes = _fixed(source, result, findings, at, _MARKUP)
    return mark + _encoded(fixed, codec), changes


def _encoded(text: str, codec: str) -> bytes:
    try:
        return text.encode(codec)
    except UnicodeEncodeError as error:
        raise WriteError(_LACKING.format(text[error.start])) from error


def _encoding(data: bytes, text: str) -> tuple[str, str, bytes]:
    """The text with the encoding and the mark that give the file again. Raises WriteError where none does."""
    for codec in _CODECS:
        for mark in (b"", _BOMS.get(codec, b"")):
            try:
                if mark + text.encode(codec) == data:
                    return text, codec, mark
            except UnicodeEncodeError:
                continue
    raise WriteError(_UNCLEAR)


def _fixed(source: str, result: Result, findings: list[Finding], at: _At, writing: _Writing) -> tuple[str, list[Change]]:
    ranges = {edit: _range(edit, content_of(edit, result.document), at) for edit in edits_of(findings)}
    changes = [Change(each, "" if all(ranges[edit] for edit in each.edits) else _GENERATED) for each in findings]
    made = edits_of([change.finding for change in changes if not change.reason])
    found = {place: edit for edit in made if (place := ranges[edit])}
    for place, edit in sorted(found.items(), key=lambda each: each[0], reverse=True):
        if edit.old and writing.unescape(source[slice(*place)]).replace("\xa0", " ") != edit.old:
            raise WriteError(CHANGED)
        source = source[: place[0]] + writing.escape(edit.new) + source[place[1] :]
    return source, changes


def _range(edit: Edit, content: Text, at: _At) -> Range | None:
    """The stretch of the source that an edit replaces; None where its characters are not there, one behind the other."""
    if edit.start == edit.end:
        before = _one(content, edit.start - 1, at)
        after = _one(content, edit.start, at)
        return (before[1], before[1]) if before else (after[0], after[0]) if after else None
    places = [_one(content, offset, at) for offset in range(edit.start, edit.end)]
    found = [place for place in places if place]
    # A tag between two of them would go with them.
    whole = len(found) == len(places) and all(one[1] == two[0] for one, two in pairwise(found))
    return (found[0][0], found[-1][1]) if whole else None


def _one(content: Text, offset: int, at: _At) -> Range | None:
    span = next((each for each in content.spans if each.start <= offset < each.end and each.node), None)
    return at(span, offset) if span else None


# --- text nodes of a page in its source -----------------------------------------------------------------------------


class _Source(HTMLParser):
    """Collects every visible character of a page with its stretch of the source."""

    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=False)
        self._source = source
        self._lines = [0]
        for line in source.split("\n")[:-1]:
            self._lines.append(self._lines[-1] + len(line) + 1)
        self.found: list[tuple[str, Range]] = []
        self.feed(source)
        self.close()

    def _here(self) -> int:
        line, column = self.getpos()
        return self._lines[line - 1] + column

    def handle_data(self, data: str) -> None:
        """Characters as they stand."""
        start = self._here()
        self.found += [(char, (start + n, start + n + 1)) for n, char in enumerate(data) if not char.isspace() and char != "\0"]

    def _reference(self, source: str) -> None:
        start = self._here()
        text = html.unescape(f"{source};")
        length = len(source) + self._source.startswith(";", start + len(source))
        self.found += [(char, (start, start + length)) for char in text if not char.isspace()]

    def handle_entityref(self, name: str) -> None:
        """A character by its name."""
        self._reference(f"&{name}")

    def handle_charref(self, name: str) -> None:
        """A character by its number."""
        self._reference(f"&#{name}")


def _places(source: str) -> dict[tuple[int, int], Range]:
    """The stretch of the source of each character by text node. Raises WriteError where the two cannot be matched."""
    root = parse_page(source)
    written = _Source(source).found
    read = list(_characters(root)) if root is not None else []
    if [char for char, _ in written] != [char for char, _ in read]:
        raise WriteError(_IRREGULAR)
    return {where: place for (_, where), (_, place) in zip(read, written, strict=True)}


def _characters(root: etree._Element) -> Iterator[tuple[str, tuple[int, int]]]:
    for number, (_, _, text) in enumerate(text_nodes(root)):
        yield from ((char, (number, at)) for at, char in enumerate(text) if not char.isspace())
