"""Reads the text layer of a PDF: paragraphs, tables and pictures in reading order, each character with its page and box.

Per page: characters (``pdf_glyphs``), tables with ruling lines (``pdf_tables``), lines of the rest (``pdf_lines``). Over the whole
file: page headers and numbers (``pdf_furniture``), rows without ruling lines (``pdf_columns``), paragraphs (``pdf_paragraphs``); ``pdf_blocks`` puts all in order.
"""

from __future__ import annotations

import logging
import time
from pathlib import Path

import pdfplumber
from pdfminer.pdfdocument import PDFEncryptionError, PDFPasswordIncorrect
from pdfminer.pdftypes import dict_value, resolve1
from pdfplumber.page import Page
from pdfplumber.pdf import PDF
from pdfplumber.utils.exceptions import PdfminerException

from core.document import Picture
from core.errors import ReadError
from core.readers.pdf_blocks import PageRead, Pages, Silence
from core.readers.pdf_glyphs import PageContent, page_content
from core.readers.pdf_tables import tables_of
from core.readers.raw import Raw

MAX_PAGES = 2000
MAX_SECONDS = 600.0

_TAIL = 2048

_NOT_PDF = "这不是 PDF 文件，或文件开头已损坏。请重新导出或重新下载后再检查。"
_DAMAGED = "PDF 文件已损坏或不完整，可能没有下载完。请重新导出或重新下载后再检查。"
_ENCRYPTED = "PDF 设有打开密码，无法读取。请用密码打开后另存为不加密的文件，或改用 Word 原稿。"
_NO_PAGES = "PDF 里一页也没有。请重新导出后再检查。"
_EMPTY = "PDF 的各页都是空白，没有可检查的文字。请确认选对了文件。"
_PICTURES = "这是扫描件或图片 PDF，没有文字层，读不出文字。请改用 Word 原稿，或由 Word、WPS 直接导出的 PDF。"
_UNMAPPED = "PDF 的字体没有说明各是什么字，读出来只会是乱码。请改用 Word 原稿，或由 Word、WPS 重新导出 PDF。"
_FEWER = "PDF 标明有 {promised} 页，只读到 {count} 页，文件可能已损坏。请核对后重新导出。"
_TOO_MANY = "PDF 共 {pages} 页，超过 {limit} 页的上限。请只保留年度报告本身再检查。"
_TOO_SLOW = "读取 PDF 超过 {minutes} 分钟（读到第 {page} 页），已停止。请重新导出一份较小的 PDF，或改用 Word 原稿。"

_SILENT = {Silence.UNMAPPED: _UNMAPPED, Silence.PICTURE: _PICTURES, Silence.BROKEN: _DAMAGED}
"""What is said when no page gives text, the reason that explains most first."""

for _name in ("pdfminer", "pdfplumber"):
    # a line for each broken font would land between the sentences meant for the user
    logging.getLogger(_name).setLevel(logging.CRITICAL)


def read(path: Path) -> Raw:
    """What is on the pages of a PDF. Raises :class:`ReadError` when it cannot be opened or holds no text."""
    _check_ends(path)
    try:
        with pdfplumber.open(path, raise_unicode_errors=False) as pdf:
            title = pdf.metadata.get("Title")
            promised = _promised_pages(pdf)
            pages = _pages(pdf)
    except PdfminerException as error:
        raise _sentence(error) from error
    except (ReadError, OSError, MemoryError):
        raise
    except Exception as error:
        # pdfminer raises whatever a damaged file leads it into
        raise ReadError(_DAMAGED) from error
    return _raw(Pages(pages), len(pages), promised, title.strip() if isinstance(title, str) else "")


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


def _sentence(error: PdfminerException) -> ReadError:
    cause = error.args[0] if error.args else None
    return ReadError(_ENCRYPTED if isinstance(cause, (PDFPasswordIncorrect, PDFEncryptionError)) else _DAMAGED)


def _promised_pages(pdf: PDF) -> int:
    """How many pages the file says it has."""
    count = resolve1(dict_value(pdf.doc.catalog.get("Pages")).get("Count"))
    return count if isinstance(count, int) else 0


def _pages(pdf: PDF) -> list[PageRead]:
    found = pdf.pages
    if not found:
        raise ReadError(_NO_PAGES)
    if len(found) > MAX_PAGES:
        raise ReadError(_TOO_MANY.format(pages=len(found), limit=MAX_PAGES))
    pages: list[PageRead] = []
    until = time.monotonic() + MAX_SECONDS
    for page in found:
        if time.monotonic() > until:
            raise ReadError(_TOO_SLOW.format(minutes=round(MAX_SECONDS / 60), page=page.page_number))
        pages.append(_page(page))
        page.close()
    return pages


def _page(page: Page) -> PageRead:
    """A page; one that is damaged is named later, and the others are read."""
    try:
        content = page_content(page)
        found = tables_of(page, content)
        return PageRead(content, found.tables, found.lines, found.aside, found.boxes)
    except MemoryError:
        raise
    except Exception:
        return PageRead(PageContent(page.page_number, 1.0, 1.0), broken=True)


def _raw(pages: Pages, count: int, promised: int, title: str) -> Raw:
    blocks = tuple(pages.blocks())
    if all(isinstance(block, Picture) for block in blocks):
        raise ReadError(next((_SILENT[reason] for reason in _SILENT if reason in pages.silences), _EMPTY))
    notes = tuple(pages.notes())
    if count < promised:
        notes += (_FEWER.format(promised=promised, count=count),)
    return Raw(blocks, tuple(pages.furniture()), notes, count, title)
