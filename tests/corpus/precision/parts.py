"""From the kept text to the parts of a report: title, headings, paragraphs, tables, captions, sign-off."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tests.corpus.precision.forms import LEFT, UP

_HEADING = re.compile(r"^(?:[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）)[^。；，]{1,40}$")
_RULER = re.compile(r"^\|(.*)\|$")


@dataclass(frozen=True)
class Table:
    """A grid whose merged cells hold LEFT or UP."""

    grid: list[list[str]]
    form: str = ""

    def spans(self) -> list[tuple[int, int, int, int]]:
        """Row, column, height and width of every cell that stands for itself."""
        found = []
        for r, row in enumerate(self.grid):
            for c, text in enumerate(row):
                if text not in (LEFT, UP):
                    found.append((r, c, self._height(r, c), self._width(r, c)))
        return found

    def _width(self, r: int, c: int) -> int:
        row = self.grid[r]
        end = c + 1
        while end < len(row) and row[end] == LEFT:
            end += 1
        return end - c

    def _height(self, r: int, c: int) -> int:
        end = r + 1
        while end < len(self.grid) and self.grid[end][c] == UP:
            end += 1
        return end - r


@dataclass(frozen=True)
class Part:
    """`kind` is title, heading, text, right, centre, table or picture."""

    kind: str
    text: str = ""
    table: Table | None = None


def read_parts(body: str, tables: dict[str, list[Table]]) -> list[Part]:
    """One part a line; lines that begin with a bar are one table."""
    parts: list[Part] = []
    rows: list[list[str]] = []
    for line in [*body.splitlines(), ""]:
        ruled = _RULER.match(line)
        if ruled:
            rows.append([_cell(text) for text in ruled.group(1).split("|")])
            continue
        if rows:
            parts.append(Part("table", table=Table(rows)))
            rows = []
        if line.strip():
            parts += _part(line, tables)
    return parts


def _cell(text: str) -> str:
    return {"<": LEFT, "^": UP}.get(text.strip(), text.strip())


def _part(line: str, tables: dict[str, list[Table]]) -> list[Part]:
    mark, _, rest = line.partition(" ")
    if mark == "!table":
        return [Part("table", table=table) for table in tables[rest]]
    if mark in ("!title", "!right", "!centre", "!picture"):
        return [Part(mark[1:], rest)]
    return [Part("heading" if _HEADING.match(line) else "text", line)]
