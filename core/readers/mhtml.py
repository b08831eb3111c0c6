"""A web page saved with its pictures in one file (mht, mhtml): the page in it is read like any other.

Only the heads of the parts are parsed and only the page is decoded: the pictures may be most of the file.
"""

from __future__ import annotations

import binascii
import email.policy
import quopri
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from email.message import EmailMessage
from email.parser import BytesHeaderParser
from itertools import chain, islice
from pathlib import Path
from typing import Final

from core.errors import ReadError
from core.readers.package import sentences
from core.readers.raw import CUT_OFF, Raw
from core.readers.web import read_page, with_article
from core.readers.web_embedded import FOUND, is_apart, length_of

MAX_BYTES: Final = 200 << 20
"""Bytes of the file, pictures included."""
TOO_LARGE: Final = f"网页文件超过 {MAX_BYTES >> 20} MB，不像是一份年度报告，请确认文件后再检查。"
_NO_PAGE: Final = "单文件网页（.mht）里没有找到网页正文；请在浏览器中打开后另存为 .html 再检查。"
_BROKEN_OFF: Final = "单文件网页（.mht）不完整：它在网页正文之前就断掉了，没有读到正文；请向提供者重新索取完整的文件再检查。"
MAX_PARTS: Final = 5000
"""Parts of the file looked at; a page has one and its pictures."""
_MAX_FRAMES: Final = 20
"""Pages besides the first one that are looked at."""
_MAX_DEPTH: Final = 10
_MAX_HEAD: Final = 1 << 16
_END_OF_HEAD: Final = re.compile(rb"\r?\n\r?\n|\r\r")
_PAGES: Final = ("text/html", "application/xhtml+xml")
_NO_LETTER: Final = re.compile(rb"[^A-Za-z0-9+/=]+")


@dataclass(frozen=True, slots=True)
class _Part:
    """A part by its place in the file; ``whole`` says that its end is there."""

    head: EmailMessage
    start: int
    end: int
    whole: bool


def read(path: Path) -> Raw:
    """Read the page. Raises :class:`core.errors.ReadError` with a sentence when it cannot be read."""
    if path.stat().st_size > MAX_BYTES:
        raise ReadError(TOO_LARGE)
    with sentences():
        pages, whole = _pages(path.read_bytes())
        raw = _read(pages)
        return raw if whole or CUT_OFF in raw.notes else replace(raw, notes=(CUT_OFF, *raw.notes))


def _read(pages: Iterator[bytes]) -> Raw:
    """The first page, the one that the file is saved for; the longest of the pages in its frames where the article is in one."""
    try:
        raw, sentence = read_page(next(pages)), None
    except ReadError as error:
        raw, sentence = Raw(()), error
    if not is_apart((*raw.notes, str(sentence or ""))):
        if sentence is not None:
            raise sentence
        return raw
    frames = list(_read_each(pages))
    found = max(frames, key=lambda frame: length_of(frame.blocks), default=raw)
    if length_of(found.blocks):
        return replace(found, notes=(FOUND, *found.notes), title=found.title or raw.title)
    if sentence is not None:
        raise sentence
    return with_article(raw)


def _read_each(pages: Iterator[bytes]) -> Iterator[Raw]:
    for page in islice(pages, _MAX_FRAMES):
        with suppress(ReadError):
            yield read_page(page)


def _pages(data: bytes) -> tuple[Iterator[bytes], bool]:
    """The pages of the file, the first one that which it is saved for, and whether the file goes to its end."""
    parts = list(islice(_parts(data, 0, len(data), True), MAX_PARTS))
    # The last part alone may lack its end.
    whole = not parts or parts[-1].whole
    pages = (page for part in parts if part.head.get_content_type() in _PAGES and (page := _content(data, part)).strip())
    first = next(pages, None)
    if first is None:
        raise ReadError(_NO_PAGE if whole else _BROKEN_OFF)
    return chain((first,), pages), whole


def _content(data: bytes, part: _Part) -> bytes:
    return _decoded(data[part.start : part.end], str(part.head.get("Content-Transfer-Encoding", "")))


def _parts(data: bytes, start: int, end: int, whole: bool, depth: int = 0) -> Iterator[_Part]:
    """The parts that are no containers of others, in order."""
    found = _END_OF_HEAD.search(data, start, min(end, start + _MAX_HEAD))
    behind = found.end() if found else end
    head = BytesHeaderParser(policy=email.policy.default).parsebytes(data[start : min(behind, start + _MAX_HEAD)])
    boundary = head.get_boundary()
    if boundary is None or depth > _MAX_DEPTH:
        yield _Part(head, behind, end, whole)
        return
    yield from _inside(data, behind, end, boundary, depth)


def _inside(data: bytes, start: int, end: int, boundary: str, depth: int) -> Iterator[_Part]:
    """The parts between the boundaries of a container; text before the first one and behind the last is none."""
    line = re.compile(rb"(?:\A|\r?\n|(?<=\n))--" + re.escape(boundary.encode("ascii", "replace")) + rb"(--)?[ \t]*(?=[\r\n]|\Z)")
    begins: int | None = None
    for found in line.finditer(data, max(0, start - 1), end):
        if begins is not None:
            yield from _parts(data, begins, found.start(), True, depth + 1)
        if found[1]:
            return
        begins = _behind_line(data, found.end())
    if begins is not None:
        yield from _parts(data, begins, end, False, depth + 1)


def _behind_line(data: bytes, at: int) -> int:
    return at + (2 if data[at : at + 2] == b"\r\n" else 1)


def _decoded(data: bytes, encoding: str) -> bytes:
    encoding = encoding.strip().lower()
    if encoding == "quoted-printable":
        return quopri.decodestring(data)
    if encoding != "base64":
        return data
    letters = _NO_LETTER.sub(b"", data)
    # What breaks off is decoded up to its last whole group of letters.
    return binascii.a2b_base64(letters[: len(letters) // 4 * 4])
