"""Reads the text layer of a PDF: paragraphs, tables and pictures in reading order, each character with its page and box.

Per page: characters (``pdf_glyphs``), tables with ruling lines (``pdf_tables``), lines of the rest (``pdf_lines``). Over the whole
file: page headers and numbers (``pdf_furniture``), rows without ruling lines (``pdf_columns``), paragraphs (``pdf_paragraphs``).
"""

from __future__ import annotations

import logging
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

import pdfplumber
from pdfminer.pdfdocument import PDFEncryptionError, PDFPasswordIncorrect
from pdfplumber.page import Page
from pdfplumber.pdf import PDF
from pdfplumber.utils.exceptions import PdfminerException

from core.document import Block, Box, Paragraph, Picture
from core.errors import ReadError
from core.readers.pdf_columns import rows_of
from core.readers.pdf_cut_rows import rejoined_rows
from core.readers.pdf_furniture import PageLines, furniture_of
from core.readers.pdf_glyphs import PageContent, page_content
from core.readers.pdf_lines import Line, lines_of
from core.readers.pdf_paragraphs import Setting, paragraphs_of
from core.readers.pdf_tables import PlacedTable, tables_of
from core.readers.raw import Raw

MAX_PAGES = 2000
MAX_SECONDS = 600.0
MOST_UNMAPPED = 0.3
FEW_LETTERS = 3

_TAIL = 2048

_NOT_PDF = "这不是 PDF 文件，或文件开头已损坏；请重新导出或重新下载后再试"
_DAMAGED = "PDF 文件已损坏或不完整（可能没有下载完）；请重新导出或重新下载后再试"
_ENCRYPTED = "PDF 设有打开密码，无法读取；请用密码打开后另存为不加密的文件，或改用 Word 原稿"
_NO_PAGES = "PDF 里一页也没有；请重新导出后再试"
_EMPTY = "PDF 的各页都是空白，没有可检查的文字；请确认导出的是否是正确的文件"
_PICTURES = "这是扫描件或图片 PDF，没有文字层，无法读取文字；请改用 Word 原稿，或由 Word、WPS 直接导出的 PDF"
_UNMAPPED = "PDF 的字体没有说明各是什么字，读出来只会是乱码；请改用 Word 原稿，或重新导出并选择“嵌入字体”"
_TOO_MANY = "PDF 共 {pages} 页，超过 {limit} 页的上限；请只保留年度报告本身再试"
_TOO_SLOW = "读取 PDF 超过 {minutes} 分钟（读到第 {page} 页），已停止；请重新导出一份较小的 PDF，或改用 Word 原稿"

for _name in ("pdfminer", "pdfplumber"):
    # a line for each broken font would land between the sentences meant for the user
    logging.getLogger(_name).setLevel(logging.CRITICAL)


@dataclass(frozen=True)
class _PageRead:
    """A page after reading: its tables and the lines beside them."""

    content: PageContent
    tables: list[PlacedTable]
    lines: list[Line]

    @property
    def has_text(self) -> bool:
        """Whether there is text to check: a stray letter on a scan is none."""
        letters = sum(not glyph.blank for glyph in self.content.glyphs)
        return letters > (FEW_LETTERS if self.content.pictures else 0) and not self.is_unmapped

    def lies_under_text(self, picture: Box) -> bool:
        """Whether a picture is only the ground for text: a letterhead, a stamp over lines, a scan with recognised text."""
        x0, top, x1, bottom = picture
        letters = (glyph.box for glyph in self.content.glyphs if not glyph.blank)
        over = (x0 <= box[0] and box[2] <= x1 and top <= box[1] and box[3] <= bottom for box in letters)
        return sum(over) > FEW_LETTERS

    @property
    def is_unmapped(self) -> bool:
        """Whether too many characters cannot be told."""
        return self.content.unmapped > MOST_UNMAPPED * max(1, len(self.content.glyphs))


def read(path: Path) -> Raw:
    """What is on the pages of a PDF. Raises :class:`ReadError` when it cannot be opened or holds no text."""
    _check_ends(path)
    try:
        with pdfplumber.open(path, raise_unicode_errors=False) as pdf:
            title = pdf.metadata.get("Title")
            pages, broken = _pages(pdf)
    except PdfminerException as error:
        raise _sentence(error) from error
    except ReadError:
        raise
    except Exception as error:
        # pdfminer raises whatever a damaged file leads it into
        raise ReadError(_DAMAGED) from error
    _check_text(pages, broken)
    return _raw(pages, broken, title if isinstance(title, str) else "")


def _check_ends(path: Path) -> None:
    try:
        with path.open("rb") as file:
            start = file.read(1024)
            file.seek(max(0, path.stat().st_size - _TAIL))
            end = file.read()
    except OSError as error:
        raise ReadError(f"文件打不开（{error.strerror or '未知原因'}）；请确认文件存在且有读取权限") from error
    if b"%PDF-" not in start:
        raise ReadError(_NOT_PDF)
    if b"startxref" not in end and b"%%EOF" not in end:
        raise ReadError(_DAMAGED)


def _sentence(error: PdfminerException) -> ReadError:
    cause = error.args[0] if error.args else None
    return ReadError(_ENCRYPTED if isinstance(cause, (PDFPasswordIncorrect, PDFEncryptionError)) else _DAMAGED)


def _pages(pdf: PDF) -> tuple[list[_PageRead], list[int]]:
    """The pages, and the numbers of those that are damaged."""
    found = pdf.pages
    if not found:
        raise ReadError(_NO_PAGES)
    if len(found) > MAX_PAGES:
        raise ReadError(_TOO_MANY.format(pages=len(found), limit=MAX_PAGES))
    pages: list[_PageRead] = []
    broken: list[int] = []
    until = time.monotonic() + MAX_SECONDS
    for page in found:
        if time.monotonic() > until:
            raise ReadError(_TOO_SLOW.format(minutes=round(MAX_SECONDS / 60), page=page.page_number))
        try:
            pages.append(_page(page))
        except Exception:
            # one damaged page is named, the others are read
            broken.append(page.page_number)
        page.close()
    return pages, broken


def _page(page: Page) -> _PageRead:
    content = page_content(page)
    tables, rest = tables_of(page, content)
    return _PageRead(content, tables, lines_of(rest, content.number))


def _check_text(pages: list[_PageRead], broken: list[int]) -> None:
    if any(page.has_text for page in pages):
        return
    if any(page.is_unmapped for page in pages):
        raise ReadError(_UNMAPPED)
    if any(page.content.drawn for page in pages):
        raise ReadError(_PICTURES)
    raise ReadError(_DAMAGED if broken else _EMPTY)


# --- from pages to blocks -----------------------------------------------------------------------------------------


_Item = Line | PlacedTable | Picture


def _raw(pages: list[_PageRead], broken: list[int], title: str) -> Raw:
    readable = [page for page in pages if page.has_text]
    outer = furniture_of([_page_lines(page) for page in readable])
    items = [item for page in pages for item in _items(page, outer)]
    widths = {page.content.number: page.content.width for page in pages}
    furniture = tuple(line.text.strip() for page in readable for line in page.lines if id(line) in outer)
    return Raw(tuple(_blocks(items, widths)), furniture, tuple(_notes(pages, broken)), len(pages) + len(broken), title)


def _page_lines(page: _PageRead) -> PageLines:
    edges = tuple(edge for table in page.tables for edge in (table.box[1], table.box[3]))
    return PageLines(page.content.number, page.content.height, tuple(page.lines), edges)


def _items(page: _PageRead, outer: set[int]) -> Iterator[_Item]:
    """What a page holds, from top to bottom."""
    number = page.content.number
    if not page.has_text:
        if page.content.drawn or page.content.glyphs:
            yield Picture(number)
        return
    placed: list[tuple[float, _Item]] = [(line.top, line) for line in page.lines if id(line) not in outer]
    placed += [(table.box[1], table) for table in page.tables]
    placed += [(box[1], Picture(number)) for box in page.content.pictures if not page.lies_under_text(box)]
    yield from (item for _, item in sorted(placed, key=lambda pair: pair[0]))


def _blocks(items: list[_Item], widths: dict[int, float]) -> Iterator[Block]:
    groups = [list(group) for _, group in groupby(items, key=type)]
    lines = [[item for item in group if isinstance(item, Line)] for group in groups]
    setting = Setting([stretch for stretch in lines if stretch], widths)
    for group, stretch in zip(groups, lines, strict=True):
        if stretch:
            yield from _running_text(stretch, setting)
        yield from rejoined_rows(item for item in group if isinstance(item, PlacedTable))
        yield from (item for item in group if isinstance(item, Picture))


def _running_text(lines: list[Line], setting: Setting) -> Iterator[Block]:
    rows = rows_of(lines, setting.column(lines[0]).right)
    for is_row, group in groupby(range(len(lines)), key=rows.__contains__):
        if is_row:
            yield from (Paragraph(rows[number]) for number in group if rows[number].text)
        else:
            yield from paragraphs_of((lines[number] for number in group), setting)


# --- what the user should know ------------------------------------------------------------------------------------


def _notes(pages: Iterable[_PageRead], broken: list[int]) -> Iterator[str]:
    pages = list(pages)
    unmapped = [page.content.number for page in pages if page.is_unmapped]
    pictures = [page.content.number for page in pages if not page.has_text and page.content.drawn and not page.is_unmapped]
    turned = [page.content.number for page in pages if page.content.sideways > len(page.content.glyphs)]
    if pictures:
        yield f"第 {_listed(pictures)} 页是图片，未能读取其中的文字"
    if unmapped:
        yield f"第 {_listed(unmapped)} 页的字体没有说明各是什么字，未能读取其中的文字"
    if turned:
        yield f"第 {_listed(turned)} 页的文字是横放的，未能读取"
    if broken:
        yield f"第 {_listed(broken)} 页已损坏，未能读取"


def _listed(numbers: list[int]) -> str:
    return "、".join(map(str, numbers))
