"""Plain text and Markdown: one paragraph per line; tab-separated rows and ``|`` rows stay rows for ``assemble``."""

from __future__ import annotations

import codecs
import re
from pathlib import Path
from typing import Final

from core.document import Block, Paragraph, Text
from core.errors import ReadError
from core.readers.limits import MAX_CHARACTERS, TOO_MANY_CHARACTERS, limited
from core.readers.lines import is_set_in
from core.readers.raw import Raw
from core.readers.rows import RULE

MAX_BYTES: Final = 200 << 20
"""Bytes of a text; a report has some hundred thousand."""
TOO_LARGE: Final = f"文本文件超过 {MAX_BYTES >> 20} MB，不像是一份年度报告。请确认文件后再检查。"
_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_AUTOLINK = re.compile(r"<((?:https?://|www\.|mailto:)[^<>\s]*|[\w.+-]{1,64}@[\w.-]+)>")
_HEADING = re.compile(r"(#{1,6})\s+(?=\S)")


def decode(data: bytes) -> str:
    """The text of a file whose encoding nobody states: BOM, UTF-8, UTF-16 without BOM, GB18030, in this order."""
    for bom, name in _BOMS:
        if data.startswith(bom):
            return data.decode(name, errors="replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    for name in (*_utf16_without_bom(data), "gb18030"):
        try:
            return data.decode(name)
        except UnicodeDecodeError:
            continue
    raise ReadError("文件的文字编码无法识别，可能已损坏。请用记事本打开，另存为“UTF-8”编码后再检查。")


def _utf16_without_bom(data: bytes) -> list[str]:
    """UTF-16 in its byte order, or nothing: only there do line ends and digits hold a zero byte, on the side of the high byte."""
    sample = data[:8000]
    if len(data) % 2 or b"\0" not in sample:
        return []
    # High bytes of ASCII (00) and of CJK punctuation (30) against those of chance.
    little, big = (sum(byte in (0x00, 0x30) for byte in sample[side::2]) for side in (1, 0))
    return ["utf-16-le"] if little >= big else ["utf-16-be"]


def read(path: Path) -> Raw:
    """Read a text file. Raises ReadError when it is too large or no text."""
    data = path.read_bytes()
    if len(data) > MAX_BYTES:
        raise ReadError(TOO_LARGE)
    text = decode(data)
    if "\x00" in text[:10_000]:
        raise ReadError("文件不是文本，也不是本程序能读的格式。请用 Word 或 WPS 打开后另存为 .docx 再检查。")
    # White space counts here: a text is not worth taking apart to learn that it is too long.
    if len(text) > 2 * MAX_CHARACTERS:
        raise ReadError(TOO_MANY_CHARACTERS)
    lines = text.splitlines()
    margin = min((_leading(line) for line in lines if line.strip()), default=0)
    blocks = (block for number, line in enumerate(lines) if (block := _line(line, number, margin)))
    return Raw(tuple(limited(blocks)))


def _leading(line: str) -> int:
    return len(line) - len(line.lstrip(" \u3000\r\f\v"))


def _line(line: str, number: int, margin: int = 0) -> Block | None:
    if not line.strip() or (RULE.match(line) and "|" not in line):
        return None
    whole = Text.at(line, node=(number, 0))
    heading = _HEADING.match(line)
    start = heading.end() if heading else _leading(line)
    content = _without_markup(whole.cut(start, len(line.rstrip(" \u3000\r\f\v"))))
    if not content.text.strip():
        return None
    # White space before every line is the margin of what it was taken from.
    return Paragraph(content, heading=len(heading[1]) - 1 if heading else None, set_in=is_set_in(line[margin:]))


def _without_markup(content: Text) -> Text:
    marks = [m.span() for m in re.finditer(r"\*\*", content.text)]
    for link in _AUTOLINK.finditer(content.text):
        marks += [(link.start(), link.start() + 1), (link.end() - 1, link.end())]
    return content.without(sorted(marks))
