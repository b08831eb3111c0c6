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
from core.readers.package import TOO_NESTED, sentences
from core.readers.raw import CUT_OFF, Raw, struck_text
from core.readers.web_article import Page
from core.readers.web_embedded import is_apart, note_on_frames, note_on_scripts
from core.readers.web_frame import without_frame
from core.readers.web_hidden import note_on_hidden
from core.readers.web_text import Numbers, decode_page, for_parser, is_cut_off, tree_of, without_embedded
from core.readers.web_walk import Walker

MAX_BYTES: Final = 200 << 20
_DEEPEST: Final = 250
"""So deep the parser goes, or nearly; the sentence names the limit of 256 that it has."""
TOO_LARGE: Final = f"网页文件超过 {MAX_BYTES >> 20} MB，不像是一份年度报告，请确认文件后再检查。"
_EMPTY: Final = "网页里没有可读的内容，请在浏览器中打开后重新保存再检查。"
_NUMBERS: Final = (
    "这份网页由 LibreOffice 转存，标题的自动编号（如“一、”“（一）”）没有保留下来，编号未能核对；请改用原来的 Word 文件检查。"
)
_HIDDEN_CELLS: Final = "网页的表格里有隐藏的行或列（有内容的格子 {} 个），已一并读取。"
_LOSSY: Final = "网页中有些字节无法识别成文字，已用“\ufffd”代替；如影响检查，请重新保存网页后再检查。"


def read(path: Path) -> Raw:
    """Read a web page. Raises :class:`core.errors.ReadError` with a sentence when it cannot be read."""
    with sentences():
        if path.stat().st_size > MAX_BYTES:
            raise ReadError(TOO_LARGE)
        return with_article(read_page(path.read_bytes()))


def with_article(raw: Raw) -> Raw:
    """A page that is more than navigation. Raises :class:`core.errors.ReadError`: nothing in what stands round an article is its defect."""
    apart = next((note for note in raw.notes if is_apart((note,))), None)
    if apart is not None:
        raise ReadError(apart)
    return raw


def read_page(data: bytes) -> Raw:
    """Read a web page from its bytes."""
    source, complete = decode_page(without_embedded(data))
    # One copy of a large page at a time.
    del data
    cut_off, parsed = is_cut_off(source), for_parser(source)
    del source
    root = tree_of(parsed)
    del parsed
    if root is None:
        raise ReadError(_EMPTY)
    raw, reason = _read(root, complete)
    if not raw.blocks and _is_too_deep(root):
        raise ReadError(TOO_NESTED)
    if not raw.blocks and reason:
        raise ReadError(reason)
    return replace(raw, notes=(CUT_OFF, *raw.notes)) if cut_off else raw


def _is_too_deep(root: etree._Element) -> bool:
    """Whether elements stand in each other as deeply as the parser goes: what is deeper is lost."""
    depth = deepest = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        deepest = max(deepest, depth)
    return deepest >= _DEEPEST


def _read(root: etree._Element, complete: bool) -> tuple[Raw, str | None]:
    """The page, and the sentence about an article that is in another file, or hidden."""
    page = Page(root)
    numbers = Numbers(root)
    article = page.article()
    walker = Walker(page, numbers)
    blocks = walker.walk(article)
    title = page.title_outside(article)
    if title is not None:
        blocks = [*_title_blocks(Walker(page, numbers).walk(title), blocks), *blocks]
    aside: list[Text] = []
    if page.framed:
        blocks, aside = without_frame(blocks, page.stated_titles())
    elsewhere = note_on_frames(page, blocks)
    hidden = note_on_hidden(page, numbers, walker.hidden, article, blocks)
    if not elsewhere and not hidden:
        elsewhere = note_on_scripts(page, blocks)
    said = {
        elsewhere: elsewhere,
        hidden: hidden,
        _HIDDEN_CELLS.format(walker.hidden_cells): walker.hidden_cells,
        struck_text(walker.struck or [""]): walker.struck,
        _LOSSY: not complete,
        _NUMBERS: walker.lost_numbers,
    }
    notes = [note for note, holds in said.items() if note and holds]
    return Raw(tuple(blocks), tuple(aside), notes=tuple(notes), title=page.title()), elsewhere or hidden


def _title_blocks(found: list[Block], blocks: list[Block]) -> Iterator[Block]:
    """The title shown above the article, unless the article begins with it."""
    opening = {"".join(block.text.split()) for block in blocks[:5] if isinstance(block, Paragraph)}
    for block in found:
        if isinstance(block, Paragraph) and "".join(block.text.split()) not in opening:
            yield Paragraph(block.content, heading=0, align=block.align, bold=block.bold)
