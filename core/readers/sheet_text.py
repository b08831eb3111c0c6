"""What a sheet holds that is no table: rows of a single cell are its paragraphs where a whole report was typed into a workbook.

The cells of a sheet make bands: rows that merged cells hold together. A band with one filled cell is *lone*. Lone bands are also the
title of a table, a note below it, the caption of one of its blocks, or a row whose figures are missing, so that a sheet is a report only
where a numbered heading (一、总体情况) stands over a long text: a long row, rows that were typed line by line and end a sentence, or
further lines of its own cell. In such a sheet its paragraphs are:

- everything above the first table,
- a numbered heading over a long text, or the one whose number comes next (二、 after 一、),
- every lone band from such a heading, or from a long text, down to the next table; but for the caption of a block of that table,
- every lone band below the last table: who signs, and the day.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, takewhile
from typing import Final

from core.document import Block, Cell, Paragraph, Table, Text
from core.readers.sheet_cells import position
from core.text.markers import marker_of

_LONG: Final = 40
_NEAR: Final = 3
_SHORTEST_LINE: Final = 12
_MOST_LINES: Final = 12
_NUMERALS: Final = "一二三四五六七八九十"
_HEADING: Final = re.compile(rf"\s*([{_NUMERALS}])\s*[、.．]\s*\S")
_NOTE: Final = re.compile(r"\s*(?:注|备注|说明|填表说明|填报说明)\s*[:：]")


def blocks_of(name: str, cells: Sequence[Cell]) -> Iterator[Block]:
    """The paragraphs and tables of a sheet, in order: ``cells`` are its used rectangle."""
    bands = list(_bands(cells))
    said = _said(bands)
    for is_text, group in groupby(range(len(bands)), key=lambda number: number in said):
        if is_text:
            for number in group:
                yield from _paragraphs(name, bands[number].filled[0])
        else:
            rest = tuple(_own_rectangle([cell for number in group for cell in bands[number].cells]))
            if rest:
                yield Table(rest, sheet=name)


@dataclass(frozen=True, slots=True)
class _Band:
    """Rows that hang together: the cells that begin in them."""

    cells: tuple[Cell, ...]

    @property
    def filled(self) -> list[Cell]:
        """Those that hold something."""
        return [cell for cell in self.cells if _holds(cell)]

    @property
    def lone(self) -> str:
        """The text of its only filled cell; empty where there are more, or none."""
        filled = self.filled
        return filled[0].text if len(filled) == 1 else ""

    @property
    def numbers(self) -> list[int]:
        """The numbers of its headings (一、 is 1): that it begins with, and those on lines of their own in its cell."""
        lines = self.lone.split("\n")
        found = [_HEADING.match(line) for at, line in enumerate(lines) if not at or len(line) < _LONG]
        return [_NUMERALS.index(each[1]) + 1 for each in found if each]

    @property
    def is_long(self) -> bool:
        return len(self.lone) >= _LONG and not _NOTE.match(self.lone)

    @property
    def is_chapter(self) -> bool:
        """Whether its cell has a heading and a long text below that."""
        lines = iter(self.lone.split("\n"))
        return any(_HEADING.match(line) and len(line) < _LONG for line in lines) and any(len(line) >= _LONG for line in lines)


def _bands(cells: Sequence[Cell]) -> Iterator[_Band]:
    band: list[Cell] = []
    end = 0
    for cell in sorted(cells, key=lambda each: (each.row, each.column)):
        if band and cell.row >= end:
            yield _Band(tuple(band))
            band = []
        band.append(cell)
        end = max(end, cell.row + (cell.row_span if _holds(cell) else 1))
    if band:
        yield _Band(tuple(band))


def _holds(cell: Cell) -> bool:
    return bool(cell.text.strip()) or cell.uncalculated


def _said(bands: Sequence[_Band]) -> set[int]:
    """The numbers of the bands that are paragraphs."""
    filled = [number for number, band in enumerate(bands) if band.filled]
    chapters = _Chapters()
    found: set[int] = set()
    for lone, group in groupby(filled, key=lambda number: bool(bands[number].lone)):
        run = list(group)
        if lone:
            said = [bands[number] for number in run]
            first = chapters.first_of(said, at_top=run[0] == filled[0])
            if run[-1] == filled[-1]:
                found.update(run if chapters.number else ())
            else:
                found.update(run[first : len(run) - _is_caption(said[-1])])
    return found


@dataclass(slots=True)
class _Chapters:
    """The headings met so far; ``other`` tells that rows of a table were numbered like them, so that the next number is no sign."""

    number: int = 0
    other: bool = False

    def first_of(self, run: Sequence[_Band], *, at_top: bool) -> int:
        """Where the paragraphs of a run of lone bands begin; behind it where it has none."""
        first = len(run)
        for at, band in enumerate(run):
            if band.numbers and self._is_heading(run, at):
                self.number = band.numbers[-1]
                first = min(first, 0 if at_top else at)
            elif band.numbers:
                self.other = True
            elif band.is_long and self.number:
                first = min(first, at)
        return first

    def _is_heading(self, run: Sequence[_Band], at: int) -> bool:
        """Whether a numbered band is the heading of a chapter: the next one, or one over a long text."""
        follows = self.number > 0 and not self.other and run[at].numbers[0] == self.number + 1
        below = run[at + 1 : at + 1 + _MOST_LINES]
        return follows or run[at].is_chapter or any(band.is_long for band in below[:_NEAR]) or _are_lines(below)


def _are_lines(bands: Sequence[_Band]) -> bool:
    """Whether bands begin with a text that was typed line by line, down to the end of a sentence."""
    length = 0
    for band in takewhile(lambda each: each.lone and not each.numbers and not _NOTE.match(each.lone), bands):
        length += len(band.lone)
        if band.lone.rstrip().endswith("。"):
            return length >= _LONG
        if len(band.lone) < _SHORTEST_LINE:
            return False
    return False


def _is_caption(band: _Band) -> bool:
    return len(band.lone) < _LONG and bool(marker_of(band.lone))


def _paragraphs(name: str, cell: Cell) -> Iterator[Paragraph]:
    where = position(cell.address or "")
    placed = Text.at(cell.text, node=(*where, 0) if where else ())
    return (Paragraph(line, sheet=name) for line in placed.lines())


def _own_rectangle(cells: Sequence[Cell]) -> Iterator[Cell]:
    """Cells within what is filled, counted from its corner."""
    filled = [cell for cell in cells if _holds(cell)]
    if not filled:
        return
    top, left = min(cell.row for cell in filled), min(cell.column for cell in filled)
    bottom = max(cell.row + cell.row_span for cell in filled)
    right = max(cell.column + cell.column_span for cell in filled)
    for cell in cells:
        if top <= cell.row < bottom and left <= cell.column < right:
            rows, columns = min(cell.row_span, bottom - cell.row), min(cell.column_span, right - cell.column)
            yield replace(cell, row=cell.row - top, column=cell.column - left, row_span=rows, column_span=columns)
