"""The content of a page as pdfminer has it, for files that pdfium cannot open."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pdfplumber
from pdfminer.layout import LTChar, LTComponent, LTContainer, LTCurve, LTImage, LTItem
from pdfminer.pdfdocument import PDFEncryptionError, PDFPasswordIncorrect
from pdfminer.pdftypes import dict_value, resolve1
from pdfplumber.page import Page
from pdfplumber.pdf import PDF
from pdfplumber.utils.exceptions import PdfminerException

from core.document import Box
from core.errors import ReadError
from core.readers.pdf_glyphs import (
    SIDEWAYS,
    UNKNOWN,
    Drawn,
    Glyph,
    PageContent,
    Rule,
    Style,
    cleaned,
    glyphs_at,
    is_bold,
    page_content,
    sane,
    turn_of,
)

_UNMAPPED = re.compile(r"\(cid:\d+\)")

for _name in ("pdfminer", "pdfplumber"):
    # a line for each broken font would land between the sentences meant for the user
    logging.getLogger(_name).setLevel(logging.CRITICAL)


_DAMAGED = "PDF 文件已损坏或不完整，可能没有下载完。请重新导出或重新下载后再检查。"
_ENCRYPTED = "PDF 设有打开密码，无法读取。请用密码打开后另存为不加密的文件，或改用 Word 原稿。"


class Opened:
    """An open file: its pages, how many it says it has, and its title."""

    def __init__(self, pdf: PDF) -> None:
        self.pages = pdf.pages
        title = pdf.metadata.get("Title")
        self.title = title.strip() if isinstance(title, str) else ""
        count = resolve1(dict_value(pdf.doc.catalog.get("Pages")).get("Count"))
        self.promised = count if isinstance(count, int) else 0

    def content(self, number: int) -> PageContent:
        """What is on a page, counted from 0."""
        page = self.pages[number]
        try:
            return content_of(page)
        finally:
            page.close()


@contextmanager
def opened(path: Path) -> Iterator[Opened]:
    """Open a file; raises :class:`ReadError` when it cannot be read."""
    try:
        with pdfplumber.open(path, raise_unicode_errors=False) as pdf:
            yield Opened(pdf)
    except PdfminerException as error:
        cause = error.args[0] if error.args else None
        locked = isinstance(cause, (PDFPasswordIncorrect, PDFEncryptionError))
        raise ReadError(_ENCRYPTED if locked else _DAMAGED) from error
    except (ReadError, OSError, MemoryError):
        raise
    except Exception as error:
        # pdfminer raises whatever a damaged file leads it into
        raise ReadError(_DAMAGED) from error


def content_of(page: Page) -> PageContent:
    """What is on a page of pdfplumber's."""
    frame = _Frame(page)
    items = list(_leaves(page.layout))
    glyphs = [glyph for item in items if isinstance(item, LTChar) for glyph in _glyphs(item, frame)]
    images = [frame.box(item) for item in items if isinstance(item, LTImage)]
    drawn = bool(images) or any(isinstance(item, LTCurve) for item in items)
    rules = [frame.rule(edge) for edge in page.edges if edge["orientation"]]
    return page_content(page.page_number, Drawn(frame.width, frame.height, glyphs, images, rules, drawn))


class _Frame:
    """The displayed part of a page: the crop box, after turning."""

    def __init__(self, page: Page) -> None:
        media = _sorted_box(page.page_obj.mediabox)
        crop = _within(_sorted_box(page.page_obj.cropbox or media), media)
        gaps = (crop[0] - media[0], media[3] - crop[3], media[2] - crop[2], crop[1] - media[1])
        turns = (page.rotation // 90) % 4
        # left, top, right, bottom of the unturned page; turning clockwise brings the bottom to the left
        self.left, self.top = gaps[-turns % 4], gaps[(1 - turns) % 4]
        size = (crop[2] - crop[0], crop[3] - crop[1])
        self.width, self.height = size if turns % 2 == 0 else size[::-1]
        self.offset = (-page.mediabox[0] - self.left, -page.mediabox[1] - self.top)
        self._full_height = media[2] - media[0] if turns % 2 else media[3] - media[1]

    def box(self, item: LTComponent) -> Box:
        """The box of a layout item."""
        return (item.x0 - self.left, self.y(item.y1), item.x1 - self.left, self.y(item.y0))

    def y(self, value: float) -> float:
        """A height over the lower edge as a depth under the upper one."""
        return float(self._full_height - value - self.top)

    def rule(self, edge: dict[str, Any]) -> Rule:
        """An edge of pdfplumber's."""
        dx, dy = self.offset
        box = (edge["x0"] + dx, edge["top"] + dy, edge["x1"] + dx, edge["bottom"] + dy)
        return Rule(box, edge["orientation"] == "h")

    def shows(self, box: Box) -> bool:
        """Whether the middle of a box is on the displayed page."""
        return 0 <= (box[0] + box[2]) / 2 <= self.width and 0 <= (box[1] + box[3]) / 2 <= self.height


def _sorted_box(box: Iterable[float]) -> Box:
    x0, y0, x1, y1 = (float(value) for value in box)
    return (min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))


def _within(box: Box, outer: Box) -> Box:
    """The part of a crop box inside the media box; all of it where nothing would be left."""
    cut = (max(box[0], outer[0]), max(box[1], outer[1]), min(box[2], outer[2]), min(box[3], outer[3]))
    return cut if cut[2] > cut[0] and cut[3] > cut[1] else outer


def _leaves(item: LTContainer[Any]) -> Iterator[LTItem]:
    for child in item:
        if isinstance(child, LTContainer):
            yield from _leaves(child)
        else:
            yield child


def _glyphs(char: LTChar, frame: _Frame) -> Iterator[Glyph]:
    place = frame.box(char)
    text = char.get_text()
    text = UNKNOWN if _UNMAPPED.fullmatch(text) else cleaned(text)
    if not text or not frame.shows(place):
        return
    turn = turn_of(char.matrix[0], char.matrix[1])
    fontname = char.fontname if isinstance(char.fontname, str) else ""
    style = Style(sane(char.width if turn in SIDEWAYS else char.size), is_bold(fontname), turn)
    stand = (char.matrix[4] - frame.left, frame.y(char.matrix[5]))
    yield from glyphs_at(text, place, stand, style, (frame.width, frame.height))
