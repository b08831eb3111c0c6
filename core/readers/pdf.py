"""Reads the text layer of a PDF: paragraphs, tables and pictures in reading order, each character with its page and box.

Per page: characters and rules (``pdf_pdfium``), tables with ruling lines (``pdf_tables``), lines of the rest (``pdf_lines``). Over the
whole file: page headers and numbers (``pdf_furniture``), rows without ruling lines (``pdf_columns``), paragraphs (``pdf_paragraphs``),
tables over pages (``pdf_parts``); ``pdf_blocks`` puts all in order.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pypdfium2

from core.document import Picture
from core.errors import ReadError
from core.readers import pdf_calls, pdf_pdfium
from core.readers.pdf_blocks import PageRead, Pages, Silence
from core.readers.pdf_glyphs import PageContent
from core.readers.pdf_nesting import endless_pages
from core.readers.raw import Raw

MAX_PAGES = 2000
"""A longer file is a collection, not a report."""

MAX_CHARACTERS = 3_000_000
"""So many are read in a file; a full page of Chinese has about a thousand."""

MAX_SECONDS = 600.0
"""Reading stops at the first page that begins later."""

_MANY_PAGES = 200
"""Of a longer file only what is needed further on is kept of each page."""

_PAGES_AT_ONCE = 100
"""After so many pages a file is opened anew: pdfium keeps something of each page that it has loaded."""

_TAIL = 2048

_NOT_PDF = "这不是 PDF 文件，或文件开头已损坏。请重新导出或重新下载后再检查。"
_DAMAGED = "PDF 文件已损坏或不完整，可能没有下载完。请重新导出或重新下载后再检查。"
_NO_PAGES = "PDF 里一页也没有。请重新导出后再检查。"
_EMPTY = "PDF 的各页都是空白，没有可检查的文字。请确认选对了文件。"
_PICTURES = "这是扫描件或图片 PDF，没有文字层，读不出文字。请改用 Word 原稿，或由 Word、WPS 直接导出的 PDF；只有扫描件的，可先安装文字识别组件（见 README）。"
_UNMAPPED = "PDF 的字体没有说明各是什么字，读出来只会是乱码。请改用 Word 原稿，或由 Word、WPS 重新导出 PDF。"
_FEWER = "PDF 标明有 {promised} 页，只读到 {count} 页，文件可能已损坏。请核对后重新导出。"
_TOO_MANY = "PDF 共 {pages} 页，超过 {limit} 页的上限。请只保留年度报告本身再检查。"
_TOO_LONG = "PDF 的文字超过 {limit} 万字（读到第 {page} 页），已停止。请只保留年度报告本身再检查。"
_TOO_SLOW = "读取 PDF 超过 {minutes} 分钟（读到第 {page} 页），已停止。请重新导出一份较小的 PDF，或改用 Word 原稿。"

_SILENT = {Silence.UNMAPPED: _UNMAPPED, Silence.PICTURE: _PICTURES, Silence.BROKEN: _DAMAGED}
"""What is said when no page gives text, the reason that explains most first."""


@dataclass
class _Opened:
    """A file as one of the libraries has it: its pages one by one, how many it says it has, and its title."""

    pages: list[PageRead]
    promised: int
    title: str


def read(path: Path) -> Raw:
    """What is on the pages of a PDF. Raises :class:`ReadError` when it cannot be opened or holds no text."""
    opened = _opened(path)
    return _raw(Pages(_with_scans(path, opened.pages)), len(opened.pages), opened.promised, opened.title)


def _with_scans(path: Path, pages: list[PageRead]) -> list[PageRead]:
    """The pages, those without a text layer read by the engine for pictures, where it is installed."""
    if not any(page.content.pictures for page in pages):
        return pages
    from core.readers import scan  # noqa: PLC0415 - few files need it

    return scan.recognised(path, pages)


def read_pages(path: Path) -> list[PageRead]:
    """The pages by themselves, before anything is joined over them."""
    return _opened(path).pages


def _opened(path: Path) -> _Opened:
    _check_ends(path)
    try:
        return _by_pdfium(path)
    except pypdfium2.PdfiumError:
        return _by_pdfminer(path)


def _check_ends(path: Path) -> None:
    """A PDF begins with its mark and ends with the place of its table of contents, else it was cut off."""
    with path.open("rb") as file:
        start = file.read(1024)
        file.seek(max(0, path.stat().st_size - _TAIL))
        end = file.read()
    if b"%PDF-" not in start:
        raise ReadError(_NOT_PDF)
    if b"startxref" not in end and b"%%EOF" not in end:
        raise ReadError(_DAMAGED)


def _by_pdfium(path: Path) -> _Opened:
    endless = endless_pages(path)
    file = _File(path)
    left = MAX_CHARACTERS

    def content(number: int) -> PageContent:
        nonlocal left
        if number in endless:
            raise ValueError(number)
        found = file.content(number, left)
        left -= len(found.glyphs) + len(found.aside)
        return found

    try:
        return _Opened(list(_pages(file.count, content)), file.count, file.title)
    finally:
        file.close()


class _File:
    """A file that pdfium has open."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._pdf = pypdfium2.PdfDocument(path)
        self._loaded = 0
        self.count = len(self._pdf)
        self.title = self._pdf.get_metadata_value("Title").strip()

    def content(self, number: int, most: int) -> PageContent:
        """What is on a page; raises :class:`pdf_pdfium.TooManyError` when that is more than so many characters."""
        if self._loaded == _PAGES_AT_ONCE:
            self._pdf.close()
            self._pdf, self._loaded = pypdfium2.PdfDocument(self._path), 0
        self._loaded += 1
        page = self._pdf[number]
        try:
            return pdf_pdfium.content_of(pdf_calls.address(page.raw), number + 1, most)
        finally:
            page.close()

    def close(self) -> None:
        """Let go of the file."""
        self._pdf.close()


def _by_pdfminer(path: Path) -> _Opened:
    """The file as the slower library reads it, which opens some damaged files that the other does not."""
    from core.readers import pdf_miner  # noqa: PLC0415 - loading it takes longer than reading a report

    with pdf_miner.opened(path) as pdf:
        return _Opened(list(_pages(len(pdf.pages), pdf.content)), pdf.promised, pdf.title)


def _pages(count: int, content: Callable[[int], PageContent]) -> Iterator[PageRead]:
    if not count:
        raise ReadError(_NO_PAGES)
    if count > MAX_PAGES:
        raise ReadError(_TOO_MANY.format(pages=count, limit=MAX_PAGES))
    until = time.monotonic() + MAX_SECONDS
    for number in range(count):
        if time.monotonic() > until:
            raise ReadError(_TOO_SLOW.format(minutes=round(MAX_SECONDS / 60), page=number + 1))
        page = _page(number, content)
        yield page.lean() if count > _MANY_PAGES else page


def _page(number: int, content: Callable[[int], PageContent]) -> PageRead:
    """A page; one that is damaged is named later, and the others are read."""
    try:
        return PageRead.of(content(number))
    except MemoryError:
        raise
    except pdf_pdfium.TooManyError as error:
        raise ReadError(_TOO_LONG.format(limit=MAX_CHARACTERS // 10_000, page=number + 1)) from error
    except Exception:
        return PageRead(PageContent(number + 1, 1.0, 1.0), broken=True)


def _raw(pages: Pages, count: int, promised: int, title: str) -> Raw:
    blocks = tuple(pages.blocks())
    if all(isinstance(block, Picture) for block in blocks):
        raise ReadError(next((_SILENT[reason] for reason in _SILENT if reason in pages.silences), _EMPTY))
    notes = tuple(pages.notes())
    if count < promised:
        notes += (_FEWER.format(promised=promised, count=count),)
    return Raw(blocks, tuple(pages.furniture()), notes, count, title, machine_read=pages.machine_read, unread=pages.unread)
