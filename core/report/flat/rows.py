"""Lines of text that may once have been a table: runs of short lines and of tab-separated rows, each piece with its characters."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from core.document import Block, Document, Format, GridBy, Paragraph, Table, Text
from core.report.labels import label_of
from core.report.values import Kind, read_value
from core.text.fold import bare

_LONGEST = 70
_SENTENCE = re.compile(r"[。；;！？]$")
_WITH_WORDS = re.compile(r"[+-]?\d[\d,]*(?:\.\d+)?(?![.、])\D{0,14}")
_WIDELY_APART = re.compile(r"\S(?:(?![ \u3000]{2})[^\n])*")
_NUMBERED = re.compile(r"\d{1,2}[.、](?!\d)")


@dataclass(frozen=True, slots=True)
class Row:
    """A line as pieces; ``cells`` tells that its blank pieces are blank cells; ``blank_lines`` stand before it (0 where unknown)."""

    pieces: tuple[Text, ...]
    block: int
    cells: bool = False
    blank_lines: int = 0


def is_value(text: str) -> bool:
    """Whether a piece is what stands in a cell for a number: a number, a dash, a number with a few words behind it."""
    plain = bare(text)
    if not plain or _NUMBERED.match(plain):
        return False
    return read_value(text).kind is not Kind.TEXT or bool(_WITH_WORDS.fullmatch(plain))


def count_numbers(values: Iterable[Text]) -> int:
    """How many of some pieces are numbers."""
    return sum(read_value(value.text).kind is Kind.NUMBER for value in values)


def is_short_line(paragraph: Paragraph) -> bool:
    """Whether a paragraph may be a line of a flattened table: short, no sentence, no heading by its style."""
    return paragraph.heading is None and len(bare(paragraph.text)) <= _LONGEST and not _SENTENCE.search(paragraph.text)


def runs(document: Document, words: Collection[str]) -> Iterator[list[Row]]:
    """Stretches of neighbouring rows. ``words`` are what captions, units and labels are called: blanks part them."""
    is_text = document.format is Format.TEXT
    run: list[Row] = []
    for position, block in enumerate(document.blocks):
        rows = list(_rows(block, position, words, is_text))
        if not rows and run:
            yield _with_blank_lines(run) if is_text else run
            run = []
        run += rows
    if run:
        yield _with_blank_lines(run) if is_text else run


def _rows(block: Block, position: int, words: Collection[str], is_text: bool) -> Iterator[Row]:
    if isinstance(block, Paragraph):
        if is_short_line(block):
            yield Row(tuple(_pieces(block.content, words)), position)
    elif isinstance(block, Table) and (is_text or block.of_lines or block.grid_by is GridBy.PLACES):
        repeats = is_text or block.of_lines
        for number in range(block.row_count):
            cells = enumerate(block.grid[number])
            pieces = [
                cell.content if cell and (repeats or (cell.row, cell.column) == (number, at)) else Text("") for at, cell in cells
            ]
            filled = [piece for piece in pieces if piece.text.strip()]
            lone = len(filled) == 1
            yield Row(tuple(_pieces(filled[0], words) if lone else pieces), position, cells=not lone)


def _pieces(line: Text, words: Collection[str]) -> list[Text]:
    """A line taken apart at its blanks: captions and labels one by one, or a label and the values behind it."""
    parts = [match.span() for match in re.finditer(r"\S+", line.text)]
    first = len(parts)
    while first > 0 and _stands_alone(line.text[slice(*parts[first - 1])], words):
        first -= 1
    label = line.cut(parts[0][0], parts[first - 1][1]) if first else Text("")
    wide = [label.cut(*match.span()) for match in _WIDELY_APART.finditer(label.text)]
    return [*wide, *(line.cut(*part) for part in parts[first:])]


def _stands_alone(part: str, words: Collection[str]) -> bool:
    return is_value(part) or bare(part) in words or label_of(part).main in words


def _with_blank_lines(run: list[Row]) -> list[Row]:
    """The rows with the blank lines before each, beyond those that stand between all of them."""
    lines = [_line(row) for row in run]
    steps = [b - a if a is not None and b is not None else 0 for a, b in pairwise(lines)]
    usual = Counter(step for step in steps if step > 0).most_common(1)
    if not usual:
        return run
    blanks = [max(0, step // usual[0][0] - 1) for step in steps]
    return [replace(row, blank_lines=blank) for row, blank in zip(run, [0, *blanks], strict=True)]


def _line(row: Row) -> int | None:
    """The line of the file."""
    return next((span.node[0] for piece in row.pieces for span in piece.spans if span.node), None)
