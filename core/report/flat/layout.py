"""A table drawn anew: a header over columns, labels by their level before the values, groups merged over their rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from core.document import Cell, Text
from core.report.flat.header import Header, spans

SEPARATOR = "、"


@dataclass
class Line:
    """A row to draw: its label at a level, its values (None: they do not fit the columns), as they were found in ``written``."""

    label: Text
    level: int
    values: list[Text] | None = None
    written: list[Text] = field(default_factory=list)
    rows: int = 0


@dataclass
class Drawing:
    """Cells put down row by row, the values behind ``labels`` columns of labels and over ``width`` columns."""

    labels: int
    width: int
    row: int = 0
    cells: list[Cell] = field(default_factory=list)

    def put(self, content: Text, column: int, rows: int = 1, columns: int = 1, row: int | None = None) -> None:
        """Put down a cell, in the row under way unless told otherwise."""
        self.cells.append(Cell(self.row if row is None else row, column, content, rows, columns))

    def title(self, content: Text) -> None:
        """A cell over the whole width."""
        self.put(content, 0, columns=self.labels + self.width)
        self.row += 1

    def header(self, header: Header, corner: Sequence[Text], over: Sequence[Text]) -> None:
        """The captions; ``corner`` over the labels, ``over`` over all columns of values."""
        start = self.row
        for content in over:
            self.put(content, self.labels, columns=self.width)
            self.row += 1
        groups = [column.group for column in header.columns]
        height = max(len(group) for group in groups) + 1
        for depth in range(height - 1):
            for first, end in spans(groups, depth):
                if label := header.groups.get(groups[first][: depth + 1]):
                    self.put(label.content, self.labels + first, columns=end - first, row=self.row + depth)
        for at, column in enumerate(header.columns):
            if column.caption:
                deep = len(column.group)
                self.put(column.caption.content, self.labels + at, height - deep, self._reach(at, len(groups)), self.row + deep)
        self.row += height
        if corner and self.labels:
            self.put(Text.join(corner, "\n"), 0, self.row - start, self.labels, row=start)

    def _reach(self, at: int, count: int) -> int:
        """The last column takes what is left of the width."""
        return self.width - count + 1 if at == count - 1 else 1

    def lines(self, lines: Sequence[Line], count: int) -> None:
        """The rows; a line without values of its own before lines of a deeper level is merged over them."""
        for at, line in enumerate(lines):
            inside = _inside(lines, at)
            if inside:
                self.put(line.label, line.level, rows=inside)
                continue
            if self.labels:
                self.put(line.label, line.level, columns=self.labels - line.level)
            self._values(line, count)
            self.row += 1

    def _values(self, line: Line, count: int) -> None:
        if line.values is None and line.written:
            self.put(Text.join(line.written, SEPARATOR), self.labels, columns=self.width)
        for at, value in enumerate(line.values or ()):
            self.put(value, self.labels + at, columns=self._reach(at, count))


def _inside(lines: Sequence[Line], at: int) -> int:
    """How many rows lie under a line that is only the name of a group."""
    group = lines[at]
    if group.values is not None or group.written:
        return 0
    rows = 0
    for other, line in enumerate(lines[at + 1 :], at + 1):
        if line.level <= group.level:
            break
        rows += not _inside(lines, other)
    return rows
