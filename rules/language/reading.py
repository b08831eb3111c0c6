"""The stretches of text that the language rules read, and what in them is someone else's wording (quotations, titles)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from core.document import Cell, Paragraph, Table
from core.kept import Kept, OfLast
from core.place import InCell, InText, Place
from core.report.report import Report
from core.text.fold import Folded, fold, folded
from core.text.outline import numbering

URL = re.compile(r"(?:https?://|www\.)[\x21-\x27\x2a-\x3b\x3d\x3f-\x7e]+|[\w.+-]{1,64}@[\w.-]+")
"""Addresses of pages and of mail; a name of more than 64 letters is none, and looking for it would take minutes in a long run of letters."""

_CLOSERS = {"“": "”", "‘": "’", "《": "》", "〈": "〉", "「": "」", "『": "』"}
_SENTENCE = re.compile("[。；，]")
_STRAIGHT = '"＂'


@dataclass(frozen=True)
class Stretch:
    """A paragraph or a cell, as written (``text``) and folded (``words``)."""

    text: str
    paragraph: Paragraph | None = None
    table: Table | None = None
    cell: Cell | None = None

    @cached_property
    def words(self) -> Folded:
        """The folded copy."""
        return fold(self.text)

    @cached_property
    def quoted(self) -> tuple[tuple[int, int], ...]:
        """The ranges of the text as written that lie inside quotation marks or book-title marks, the marks left out."""
        return tuple(_quoted(self.text))

    def is_quoted(self, start: int, end: int) -> bool:
        """Whether a range of the text as written touches a quotation or a title."""
        return any(start < hi and end > lo for lo, hi in self.quoted)

    def cuts_quotation(self, start: int, end: int) -> bool:
        """Whether a range of the text as written begins or ends inside a quotation or a title."""
        return self.is_quoted(start, start + 1) or self.is_quoted(end - 1, end)

    def own(self, start: int, end: int) -> bool:
        """Whether a range of the folded text is the author's own wording."""
        return not self.is_quoted(*self.words.back(start, end))

    def place(self, start: int, end: int) -> Place:
        """The place of a range of the text as written; a cell is one place."""
        if self.cell is not None and self.table is not None:
            return InCell(self.table.index, self.cell.row, self.cell.column)
        return InText(self.paragraph.index if self.paragraph else 0, start, end)

    def folded_place(self, start: int, end: int) -> Place:
        """The place of a range of the folded text."""
        return self.place(*self.words.back(start, end))


def _quoted(text: str) -> Iterator[tuple[int, int]]:
    at = 0
    while at < len(text):
        char = text[at]
        close = _CLOSERS.get(char) or (char if char in _STRAIGHT else "")
        end = text.find(close, at + 1) if close else -1
        if end < 0:
            at += 1
            continue
        if char == "《":
            end = _title_end(text, at, end)
        yield at + 1, end
        at = end + 1


def _title_end(text: str, start: int, end: int) -> int:
    """The end of a title that (wrongly) holds another one in the same marks."""
    while text.count("《", start, end) > text.count("》", start, end) + 1:
        later = text.find("》", end + 1)
        if later < 0:
            break
        end = later
    return end


def paragraphs(report: Report) -> Iterator[Stretch]:
    """Every paragraph of the draft."""
    return iter(_of(report))


_LAST: OfLast[tuple[Stretch, ...]] = OfLast()
_STRETCHES: Kept[Stretch] = Kept(2048)


def _of(report: Report) -> tuple[Stretch, ...]:
    """The paragraphs as stretches: one rule after the other goes through all of them, in long drafts too."""
    return _LAST.of(report, lambda: tuple(stretch_of(paragraph) for paragraph in report.document.paragraphs))


def body(report: Report) -> Iterator[tuple[Paragraph, Stretch]]:
    """The paragraphs of the report proper, each as a stretch too."""
    every = _of(report)
    for paragraph in report.body:
        yield paragraph, every[paragraph.index]


def stretch_of(paragraph: Paragraph) -> Stretch:
    """A paragraph as a stretch; the same one for the same paragraph."""
    return _STRETCHES.of((paragraph,), lambda: Stretch(paragraph.text, paragraph=paragraph))


def stretches(report: Report) -> Iterator[Stretch]:
    """Every paragraph, and every cell that is text: cells of official tables are the business of the table rules."""
    yield from paragraphs(report)
    official = {table.index: match for match in report.forms for table in match.tables}
    for table in report.document.tables:
        match = official.get(table.index)
        for cell in match.extra_in(table) if match else table.cells:
            if cell.text.strip():
                yield Stretch(cell.text, table=table, cell=cell)


def uncut(report: Report) -> Iterator[Stretch]:
    """The stretches without the lines and tables of forms that were not made out: what belongs together is parted there anywhere."""
    doubtful = report.doubtful.values()
    tables = {place.table for place in doubtful if isinstance(place, InCell)}
    lines = {index for place in doubtful if isinstance(place, InText) for index in _lines_of_a_form(report, place.paragraph)}
    for stretch in stretches(report):
        in_a_line = stretch.paragraph is not None and stretch.paragraph.index in lines
        if not in_a_line and not (stretch.table and stretch.table.index in tables):
            yield stretch


def _lines_of_a_form(report: Report, first: int) -> Iterator[int]:
    """The lines from one on, as far as none is a sentence or a heading."""
    for paragraph in report.document.paragraphs[first:]:
        if _SENTENCE.search(paragraph.text) or numbering(folded(paragraph.text)):
            return
        yield paragraph.index
