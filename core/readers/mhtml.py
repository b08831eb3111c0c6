"""A web page saved with its pictures in one file (mht, mhtml): the page in it is read like any other."""

from __future__ import annotations

import email
import email.policy
from email.message import Message
from pathlib import Path
from typing import Final

from core.errors import ReadError
from core.readers.package import sentences
from core.readers.raw import Raw
from core.readers.web import read_page

MAX_BYTES: Final = 200 << 20
"""Bytes of the file, pictures included."""
TOO_LARGE: Final = "网页文件超过 200 MB，不像是一份年度报告，请确认文件后再检查。"
_NO_PAGE: Final = "单文件网页（.mht）里没有找到网页正文；请在浏览器中打开后另存为 .html 再检查。"
MAX_PARTS: Final = 5000
"""Parts of the file looked at; a page has one and its pictures."""


def read(path: Path) -> Raw:
    """Read the page. Raises :class:`core.errors.ReadError` with a sentence when it cannot be read."""
    if path.stat().st_size > MAX_BYTES:
        raise ReadError(TOO_LARGE)
    with sentences():
        message = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
        return read_page(_page(message))


def _page(message: Message) -> bytes:
    """The first page of the file: the one that it is saved for."""
    for number, part in enumerate(message.walk()):
        if number > MAX_PARTS:
            break
        if part.get_content_type() in ("text/html", "application/xhtml+xml"):
            data = part.get_payload(decode=True)
            if isinstance(data, bytes) and data.strip():
                return data
    raise ReadError(_NO_PAGE)
