"""A table as it is drawn: cells with spans. What the corpus writes into files, and what its defects cut out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property


@dataclass(frozen=True)
class Cell:
    """A cell with its upper left corner, how far it spans, and a name by which defects find it."""

    text: str
    row: int
    column: int
    rows: int = 1
    columns: int = 1
    key: str = ""


@dataclass(frozen=True)
class Grid:
    """The cells of a table in reading order."""

    cells: tuple[Cell, ...]

    @classmethod
    def of_rows(cls, rows: Sequence[Sequence[str]]) -> Grid:
        """A table from plain rows; a row of one cell spans the whole width."""
        width = max(len(cells) for cells in rows)
        return cls(
            tuple(
                Cell(text, at, column, columns=width if len(cells) == 1 else 1)
                for at, cells in enumerate(rows)
                for column, text in enumerate(cells)
            )
        )

    @cached_property
    def height(self) -> int:
        """The number of rows."""
        return max(cell.row + cell.rows for cell in self.cells)

    @cached_property
    def width(self) -> int:
        """The number of columns."""
        return max(cell.column + cell.columns for cell in self.cells)

    def row(self, at: int) -> list[Cell]:
        """The cells that begin in a row."""
        return [cell for cell in self.cells if cell.row == at]

    def covering(self, at: int) -> list[Cell]:
        """The cells that lie in a row or reach into it, from left to right."""
        return sorted((cell for cell in self.cells if cell.row <= at < cell.row + cell.rows), key=lambda cell: cell.column)

    def at(self, key: str) -> Cell:
        """The cell of a name. Raises KeyError when there is none."""
        for cell in self.cells:
            if cell.key == key:
                return cell
        raise KeyError(key)

    def with_texts(self, texts: Mapping[str, str]) -> Grid:
        """With other text in the cells named."""
        return Grid(tuple(replace(cell, text=texts.get(cell.key, cell.text)) for cell in self.cells))

    def without_row(self, at: int) -> Grid:
        """With one row cut out; cells that span it get shorter."""
        cut = [replace(cell, rows=cell.rows - 1) if cell.row <= at < cell.row + cell.rows else cell for cell in self.cells]
        return Grid(tuple(replace(cell, row=cell.row - (cell.row > at)) for cell in cut if cell.rows))

    def without_column(self, at: int) -> Grid:
        """With one column cut out; cells that span it get narrower."""
        cut = [
            replace(cell, columns=cell.columns - 1) if cell.column <= at < cell.column + cell.columns else cell
            for cell in self.cells
        ]
        return Grid(tuple(replace(cell, column=cell.column - (cell.column > at)) for cell in cut if cell.columns))

    def lines(self, style: str) -> list[str]:
        """The table as lines of text.

        ``tabs`` leaves every covered place blank, as a sheet does; ``ragged`` only those covered from above, as a word
        processor does; ``pipes`` is a table of Markdown; ``flat`` has one cell a line and no merged places.
        """
        if style == "flat":
            return [cell.text for cell in self.cells if cell.text]
        rows = [self._texts(at, across=style != "ragged") for at in range(self.height)]
        if style == "pipes":
            return [f"| {' | '.join(cells)} |" for cells in rows]
        return ["\t".join(cells) for cells in rows]

    def _texts(self, row: int, across: bool) -> list[str]:
        out: list[str] = []
        for cell in self.covering(row):
            out.append(cell.text if cell.row == row else "")
            out += [""] * (cell.columns - 1 if across else 0)
        return out
