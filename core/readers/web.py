"""Web pages (html): the article of a page as paragraphs, tables and pictures, as a browser shows them.

A place is ``(text node, character)``: nodes are counted by :func:`core.readers.web_text.text_nodes`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final

from lxml import etree

from core.document import Block, Paragraph, Text
from core.errors import ReadError
from core.readers.package import sentences
from core.readers.raw import CUT_OFF, Raw
from core.readers.web_article import Page
from core.readers.web_frame import without_frame
from core.readers.web_text import decode_page, is_cut_off, parse_page, text_nodes
from core.readers.web_walk import Walker

MAX_BYTES: Final = 200 << 20
_TOO_BIG: Final = "网页文件超过 200 MB，不像是一份年度报告，请确认文件后再检查。"
_EMPTY: Final = "网页里没有可读的内容，请在浏览器中打开后重新保存再检查。"
_NUMBERS: Final = (
    "这份网页由 LibreOffice 转存，标题的自动编号（如“一、”“（一）”）没有保留下来，编号未能核对；请改用原来的 Word 文件检查。"
)
_LOSSY: Final = "网页中有些字节无法识别成文字，已用“\ufffd”代替；如影响检查，请重新保存网页后再检查。"


def read(path: Path) -> Raw:
    """Read a web page. Raises :class:`core.errors.ReadError` with a sentence when it cannot be read."""
    with sentences():
        if path.stat().st_size > MAX_BYTES:
            raise ReadError(_TOO_BIG)
        return read_page(path.read_bytes())


def read_page(data: bytes) -> Raw:
    """Read a web page from its bytes."""
    source, complete = decode_page(data)
    root = parse_page(source)
    if root is None:
        raise ReadError(_EMPTY)
    raw = _read(root, complete)
    return replace(raw, notes=(CUT_OFF, *raw.notes)) if is_cut_off(source) else raw


def _read(root: etree._Element, complete: bool) -> Raw:
    page = Page(root)
    numbers = {(element, tail): number for number, (element, tail, _) in enumerate(text_nodes(root))}
    article = page.article()
    walker = Walker(page, numbers)
    blocks = walker.walk(article)
    title = page.title_outside(article)
    if title is not None:
        blocks = [*_title_blocks(Walker(page, numbers).walk(title), blocks), *blocks]
    aside: list[Text] = []
    if page.framed:
        blocks, aside = without_frame(blocks, page.stated_titles())
    notes = [note for note, holds in ((_LOSSY, not complete), (_NUMBERS, walker.lost_numbers)) if holds]
    return Raw(tuple(blocks), tuple(aside), notes=tuple(notes), title=page.title())


def _title_blocks(found: list[Block], blocks: list[Block]) -> Iterator[Block]:
    """The title shown above the article, unless the article begins with it."""
    opening = {"".join(block.text.split()) for block in blocks[:5] if isinstance(block, Paragraph)}
    for block in found:
        if isinstance(block, Paragraph) and "".join(block.text.split()) not in opening:
            yield Paragraph(block.content, heading=0, align=block.align, bold=block.bold)
