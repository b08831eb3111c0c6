"""What of a Document is compared, and the ways of looking at it that a listed difference may ask for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path

import msgspec.yaml

from core.document import Document, Paragraph, Table

DIFFERENCES = Path(__file__).parent / "differences.yaml"
Cells = list[tuple[int, int, int, int, str]]
"""Row, column, row span, column span and text of each cell."""


@dataclass(frozen=True)
class Line:
    """A paragraph; ``generated`` is how many characters at its start a word processor makes up."""

    text: str
    generated: int = 0


Block = Line | Cells


def blocks_of(document: Document) -> list[Block]:
    """What is compared: paragraphs and tables in order, pictures too."""
    return [_block(block) for block in document.blocks]


def _block(block: object) -> Block:
    if isinstance(block, Paragraph):
        return Line(block.text, block.generated)
    return _cells(block) if isinstance(block, Table) else Line("〔图片〕")


def _cells(table: Table) -> Cells:
    return [(cell.row, cell.column, cell.row_span, cell.column_span, cell.text) for cell in table.cells]


def unmerged(blocks: list[Block]) -> list[Block]:
    """Cells with a text, without their spans."""
    return [
        block if isinstance(block, Line) else [(row, column, 1, 1, text) for row, column, _, _, text in block if text]
        for block in blocks
    ]


def tables_together(blocks: list[Block]) -> list[Block]:
    """Tables with nothing between them as one."""
    out: list[Block] = []
    for is_line, group in groupby(blocks, key=lambda block: isinstance(block, Line)):
        held = list(group)
        out += held if is_line else [_one_table([block for block in held if not isinstance(block, Line)])]
    return out


def _one_table(tables: list[Cells]) -> Cells:
    whole: Cells = []
    height = 0
    for table in tables:
        whole += [(row + height, column, rows, columns, text) for row, column, rows, columns, text in table]
        height = max(row + rows for row, _, rows, _, _ in whole)
    return whole


def without_idle_columns(blocks: list[Block]) -> list[Block]:
    """Columns in which no cell begins left out."""
    return [block if isinstance(block, Line) else _busy(block) for block in blocks]


def _busy(table: Cells) -> Cells:
    starts = sorted({column for _, column, _, _, _ in table})

    def at(column: int) -> int:
        return sum(start < column for start in starts)

    return [(row, at(column), rows, at(column + columns) - at(column), text) for row, column, rows, columns, text in table]


def without_numbers(blocks: list[Block]) -> list[Block]:
    """Paragraphs without what a word processor makes up."""
    return [Line(block.text[block.generated :]) if isinstance(block, Line) else block for block in blocks]


def in_rows(blocks: list[Block]) -> list[Block]:
    """The cells of each row counted, whatever columns they stand in."""
    return [block if isinstance(block, Line) else _counted(block) for block in blocks]


def _counted(table: Cells) -> Cells:
    rows = groupby(sorted(table), key=lambda cell: cell[0])
    return [(row, number, cell[2], 1, cell[4]) for row, cells in rows for number, cell in enumerate(cells)]


def titles_as_lines(blocks: list[Block]) -> list[Block]:
    """Rows of a single cell at the top of a table as lines above it."""
    out: list[Block] = []
    for block in blocks:
        rest = [] if isinstance(block, Line) else list(block)
        while rest and sum(cell[0] == rest[0][0] for cell in rest) == 1:
            out.append(Line(rest.pop(0)[4]))
        top = rest[0][0] if rest else 0
        out += (
            [block]
            if isinstance(block, Line)
            else [[(row - top, column, down, across, text) for row, column, down, across, text in rest]]
        )
    return out


READINGS: dict[str, Callable[[list[Block]], list[Block]]] = {
    "in-rows": in_rows,
    "unmerged": unmerged,
    "tables-together": tables_together,
    "titles-as-lines": titles_as_lines,
    "without-idle-columns": without_idle_columns,
    "without-numbers": without_numbers,
}


@dataclass(frozen=True)
class Difference:
    """One line of the list: which reports and formats it is about, what differs and why.

    ``reading`` names a way of looking at both sides; ``becomes`` maps paragraphs to what is read instead; ``added`` are further
    paragraphs.
    """

    formats: tuple[str, ...]
    reason: str
    reports: tuple[str, ...] = ()
    reading: str = ""
    becomes: dict[str, str] = field(default_factory=dict)
    added: tuple[str, ...] = ()

    def concerns(self, report: str, kind: str) -> bool:
        """Whether it is about this file."""
        return kind in self.formats and (not self.reports or report in self.reports)

    def expected(self, blocks: list[Block]) -> list[Block]:
        """What the other format is expected to give, from what the Word file gives."""
        blocks = READINGS[self.reading](blocks) if self.reading else blocks
        return [
            Line(self.becomes.get(block.text, block.text), block.generated) if isinstance(block, Line) else block
            for block in blocks
        ]

    def found(self, blocks: list[Block]) -> list[Block]:
        """What the other format gives, looked at in the same way."""
        blocks = READINGS[self.reading](blocks) if self.reading else blocks
        more = list(self.added)
        out: list[Block] = []
        for block in blocks:
            if isinstance(block, Line) and block.text in more:
                more.remove(block.text)
            else:
                out.append(block)
        return out


def listed() -> tuple[Difference, ...]:
    """The list."""
    return msgspec.yaml.decode(DIFFERENCES.read_bytes(), type=tuple[Difference, ...])
