"""From the pages of a PDF to blocks in reading order: tables, pictures, and paragraphs that may go on over a page end."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from itertools import groupby

from core.document import Block, Box, Paragraph, Picture, Text
from core.readers.pdf_bulletin import Body, in_columns
from core.readers.pdf_columns import rows_of
from core.readers.pdf_free import FreeTables
from core.readers.pdf_furniture import PageLines, furniture_of
from core.readers.pdf_glyphs import Glyph, PageContent
from core.readers.pdf_lines import Line
from core.readers.pdf_notes import noted
from core.readers.pdf_order import Item, PageItems, Placed, in_order
from core.readers.pdf_paragraphs import paragraphs_of
from core.readers.pdf_parts import whole_tables
from core.readers.pdf_setting import Setting
from core.readers.pdf_tables import PlacedTable, tables_of

_MOST_UNMAPPED = 0.3
_FEW_LETTERS = 3


class Silence(StrEnum):
    """Why a page that is not blank gives no text; the value is how a note says it."""

    PICTURE = "是图片，未能读取其中的文字"
    UNMAPPED = "的字体没有说明各是什么字，未能读取其中的文字"
    BROKEN = "已损坏，未能读取"


@dataclass(frozen=True)
class PageRead:
    """A page after reading: its tables and the lines beside them, ``aside`` the turned and slanted characters in no table.

    ``boxes`` are frames round some of the lines, ``notes`` the lines of notes at its foot; ``is_unmapped`` tells that too many characters cannot be told, ``machine_read``
    tells that the page is a picture whose text was recognised.
    """

    content: PageContent
    tables: list[PlacedTable] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    aside: list[Glyph] = field(default_factory=list)
    boxes: list[PlacedTable] = field(default_factory=list)
    notes: list[Line] = field(default_factory=list)
    is_unmapped: bool = False
    broken: bool = False
    machine_read: bool = False

    @classmethod
    def of(cls, content: PageContent) -> PageRead:
        """What is on a page."""
        found = tables_of(content)
        rest = noted(found.lines, content)
        is_unmapped = content.unmapped > _MOST_UNMAPPED * max(1, len(content.glyphs))
        return cls(content, found.tables, rest.lines, found.aside, found.boxes, rest.notes, is_unmapped)

    def lean(self) -> PageRead:
        """The page with what is needed from here on, which is a third of it: a long file would not fit in memory otherwise."""
        content = self.content
        if not content.pictures:
            content = replace(content, glyphs=(), aside=(), rules=())
        return replace(
            self, content=content, tables=[table.lean() for table in self.tables], boxes=[box.lean() for box in self.boxes]
        )

    def lies_under_text(self, picture: Box) -> bool:
        """Whether a picture is only the ground for text: a letterhead, a stamp over lines, a scan with recognised text."""
        x0, top, x1, bottom = picture
        letters = (glyph.box for glyph in self.content.glyphs if not glyph.blank)
        over = (x0 <= box[0] and box[2] <= x1 and top <= box[1] and box[3] <= bottom for box in letters)
        return sum(over) > _FEW_LETTERS


class Pages:
    """All pages of a file, with headers, footers and page numbers told from the text."""

    def __init__(self, pages: Sequence[PageRead]) -> None:
        self._pages = pages
        self._outer = furniture_of([_page_lines(page) for page in pages if not page.is_unmapped])
        bodies = in_columns([self._body_of(page) for page in pages])
        self._bodies = {page.content.number: body for page, body in zip(pages, bodies, strict=True)}
        self._guessed: list[int] = []
        self._silent = {page.content.number: reason for page in pages if (reason := self._silence(page)) is not None}

    @property
    def silences(self) -> set[Silence]:
        """Why pages give no text."""
        return set(self._silent.values())

    def furniture(self) -> Iterator[Text]:
        """Page headers, footers, page numbers, watermarks and notes in the margin."""
        for page in self._pages:
            yield from (line.text.strip() for line in page.lines if id(line) in self._outer)
            yield from (line.text.strip() for line in page.notes)
            for _, glyphs in groupby(page.aside, key=lambda glyph: glyph.turn):
                letters = list(glyphs)
                text = "".join(glyph.text for glyph in letters)
                yield Text.at(text, page.content.number, boxes=tuple(glyph.place for glyph in letters))

    def notes(self) -> Iterator[str]:
        """Which pages could not be read, on which the order is unclear, and which tables are a guess; the last once the blocks were asked for."""
        for reason in Silence:
            numbers = [str(number) for number, why in self._silent.items() if why == reason]
            if numbers:
                yield f"第 {'、'.join(numbers)} 页{reason}。"
        if self.machine_read:
            numbers = [str(number) for number in self.machine_read]
            yield f"第 {'、'.join(numbers)} 页是扫描图片，文字和表格由机器识别，可能有错，请对照原件核对。"
        unclear = [str(number) for number, body in self._bodies.items() if body.is_unclear]
        if unclear:
            yield f"第 {'、'.join(unclear)} 页的文字并排成几栏，分不清是分栏的段落、通栏的短行还是没有框线的表格，读出的先后可能有误，请对照原件。"
        if self._guessed:
            numbers = [str(number) for number in self._guessed]
            yield f"第 {'、'.join(numbers)} 页起的表格没有画全框线，行和列是按文字位置推断的；推断不出的会注明没有核对，请对照原件。"

    @property
    def unread(self) -> tuple[int, ...]:
        """The numbers of the pages of which nothing could be read."""
        return tuple(self._silent)

    @property
    def machine_read(self) -> tuple[int, ...]:
        """The numbers of the pages whose text was recognised in a picture."""
        return tuple(page.content.number for page in self._pages if page.machine_read)

    def blocks(self) -> Iterator[Block]:
        """Paragraphs, tables and pictures in reading order."""
        groups = [list(group) for _, group in groupby(self._items(), key=type)]
        stretches = [[item for item in group if isinstance(item, Line)] for group in groups]
        rules = {page.content.number: page.content.rules for page in self._pages}
        setting = self._setting(stretches)
        free = [FreeTables(lines, setting, rules) for lines in stretches]
        self._guessed = sorted({table.page or 0 for found in free for _, table in found.tables.values()})
        if self._guessed:
            setting = self._setting([found.rest for found in free])
        for group, lines, found in zip(groups, stretches, free, strict=True):
            yield from _running_text(lines, setting, found)
            yield from whole_tables(item for item in group if isinstance(item, PlacedTable))
            yield from (item for item in group if isinstance(item, Picture))

    def _setting(self, stretches: Iterable[list[Line]]) -> Setting:
        sizes = {page.content.number: (page.content.width, page.content.height) for page in self._pages}
        return Setting([lines for lines in stretches if lines], sizes)

    def _body_of(self, page: PageRead) -> Body:
        lines = [line for line in page.lines if id(line) not in self._outer]
        return Body(lines, [*(table.box for table in page.tables), *page.content.pictures], page.content.width)

    def _silence(self, page: PageRead) -> Silence | None:
        if page.broken:
            return Silence.BROKEN
        if page.is_unmapped:
            return Silence.UNMAPPED
        body = self._bodies[page.content.number].lines
        # a few letters beside a picture are a stamp or a mark of the scanner
        few = _FEW_LETTERS if page.content.pictures else 0
        if page.tables or sum(len(line.visible) for line in body) > few:
            return None
        return Silence.PICTURE if page.content.drawn else None

    def _items(self) -> Iterator[Item]:
        """What the pages hold, from top to bottom."""
        return in_order([self._page_items(page) for page in self._pages])

    def _page_items(self, page: PageRead) -> PageItems:
        if page.content.number in self._silent:
            return PageItems([(0.0, Picture(page.content.number))])
        body = self._bodies[page.content.number]
        placed: list[Placed] = [(body.order((line.x0, line.top, line.x1, line.bottom)), line) for line in body.lines]
        placed += [(body.order(table.box), table) for table in page.tables]
        seen = (box for box in page.content.pictures if not page.lies_under_text(box))
        placed += [(body.order(box), Picture(page.content.number)) for box in seen]
        return PageItems(placed, page.boxes)


def _page_lines(page: PageRead) -> PageLines:
    edges = tuple(edge for table in page.tables for edge in (table.top, table.bottom))
    return PageLines(page.content.number, page.content.height, tuple(page.lines), edges)


def _running_text(lines: list[Line], setting: Setting, free: FreeTables) -> Iterator[Block]:
    """Paragraphs and tables without ruling lines."""
    start = 0
    for number, (end, table) in free.tables.items():
        yield from _text_between(lines[start:number], setting)
        yield table
        start = end
    yield from _text_between(lines[start:], setting)


def _text_between(lines: list[Line], setting: Setting) -> Iterator[Block]:
    if not lines:
        return
    rows = rows_of(lines, setting.column(lines[0]).right)
    for is_row, numbers in groupby(range(len(lines)), key=rows.__contains__):
        if is_row:
            yield from _row_paragraphs(rows[number] for number in numbers)
        else:
            yield from paragraphs_of((lines[number] for number in numbers), setting)


def _row_paragraphs(rows: Iterable[Text]) -> Iterator[Paragraph]:
    return (Paragraph(row) for row in rows if row.text)
