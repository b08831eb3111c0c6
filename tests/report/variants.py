"""Forms as people change them: each variant redraws the three tables of a clean report and must stay clean."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from tests.corpus.grid import Cell, Grid

Variant = Callable[[str, list[Grid]], list[Grid]]


def rebuilt(rows: list[list[Cell]]) -> Grid:
    """Rows of cells one below the other; spans over rows are kept as they are."""
    return Grid(tuple(replace(cell, row=at) for at, row in enumerate(rows) for cell in row))


def unmerged(grid: Grid, *, repeat: bool = False) -> Grid:
    """No merged cells: what was merged is blank but for its corner, or stands in each place."""
    cells = []
    for cell in grid.cells:
        for row in range(cell.row, cell.row + cell.rows):
            for column in range(cell.column, cell.column + cell.columns):
                first = (row, column) == (cell.row, cell.column)
                cells.append(Cell(cell.text if first or repeat else "", row, column, key=cell.key if first else ""))
    return Grid(tuple(sorted(cells, key=lambda cell: (cell.row, cell.column))))


def with_texts(grid: Grid, change: Callable[[Cell], str]) -> Grid:
    """Other words in every cell."""
    return Grid(tuple(replace(cell, text=change(cell)) for cell in grid.cells))


def is_number(cell: Cell) -> bool:
    """Whether a cell holds a number of the form."""
    return cell.text.replace(".", "").replace(",", "").isdigit()


def split_at(grid: Grid, row: int) -> list[Grid]:
    """Two tables where there was one; cells over the cut stand in both."""
    above = [replace(c, rows=min(c.rows, row - c.row)) for c in grid.cells if c.row < row]
    below = [
        replace(c, row=max(c.row, row) - row, rows=c.row + c.rows - max(c.row, row)) for c in grid.cells if c.row + c.rows > row
    ]
    return [Grid(tuple(above)), Grid(tuple(below))]


def columns_of(grid: Grid, first: int, end: int) -> Grid:
    """Some columns as a table of their own."""
    kept = [cell for cell in grid.cells if first <= cell.column < end]
    return Grid(tuple(replace(cell, column=cell.column - first) for cell in kept))


def reordered(grid: Grid, order: list[int]) -> Grid:
    """The columns in another order; captions over neighbours that stay neighbours stay merged."""
    place = {old: new for new, old in enumerate(order)}
    cells = [replace(c, column=min(place[column] for column in range(c.column, c.column + c.columns))) for c in grid.cells]
    return Grid(tuple(sorted(cells, key=lambda cell: (cell.row, cell.column))))


def with_row(grid: Grid, at: int, texts: list[str], columns: list[int]) -> Grid:
    """A further row before row ``at``; cells that go on below the cut get longer."""
    cells = [
        replace(c, row=c.row + 1) if c.row >= at else replace(c, rows=c.rows + 1) if c.row + c.rows > at else c
        for c in grid.cells
    ]
    new, column = [], 0
    for text, width in zip(texts, columns, strict=True):
        if width:
            new.append(Cell(text, at, column + grid.width - sum(columns), columns=width))
        column += width
    return Grid(tuple(sorted([*cells, *new], key=lambda cell: (cell.row, cell.column))))


def with_column(grid: Grid, caption: str, filler: Callable[[int], str], header_rows: int) -> Grid:
    """A further column at the end."""
    width = grid.width
    cells = [replace(c, columns=c.columns + 1) if c.columns == width else c for c in grid.cells]
    covered = {c.row for c in cells if c.columns == width + 1}
    new = [Cell(caption, min({0} | covered) if not covered else 1, width, rows=header_rows)]
    taken = set(range(new[0].row, new[0].row + header_rows)) | covered
    new += [Cell(filler(row), row, width) for row in range(grid.height) if row not in taken]
    return Grid(tuple(sorted([*cells, *new], key=lambda cell: (cell.row, cell.column))))


def only(mark: str, change: Callable[[Grid], Grid | list[Grid]]) -> Variant:
    """A variant of one of the tables."""

    def variant(name: str, grids: list[Grid]) -> list[Grid]:
        if mark not in name:
            return grids
        out: list[Grid] = []
        for grid in grids:
            made = change(grid)
            out += made if isinstance(made, list) else [made]
        return out

    return variant


def every(change: Callable[[Grid], Grid]) -> Variant:
    """A variant of all tables."""
    return lambda _name, grids: [change(grid) for grid in grids]


def in_three(grid: Grid) -> list[Grid]:
    """Table four as a table for each kind of case, the caption of lawsuits over both of theirs."""
    law = next(cell for cell in grid.cells if cell.text == "行政诉讼")
    halves = [replace(law, column=column, columns=5) for column in (5, 10)]
    cells = sorted([*(cell for cell in grid.cells if cell is not law), *halves], key=lambda cell: (cell.row, cell.column))
    return [columns_of(Grid(tuple(cells)), start, start + 5) for start in (0, 5, 10)]


def blocks_apart(grid: Grid) -> list[Grid]:
    """The blocks of table two as tables of their own."""
    starts = [cell.row for cell in grid.cells if cell.text.startswith("第二十条")]
    parts = []
    for start, end in zip(starts, [*starts[1:], grid.height], strict=True):
        parts.append(Grid(tuple(replace(c, row=c.row - start) for c in grid.cells if start <= c.row < end)))
    return parts


def without_markers(grid: Grid) -> Grid:
    """Table two without 第二十条第（一）项."""
    for cell in [cell for cell in grid.cells if cell.text.startswith("第二十条")]:
        grid = grid.without_row(next(c.row for c in grid.cells if c.text == cell.text))
    return grid


def two_of_third(grid: Grid) -> list[Grid]:
    """Table three cut in the middle, without its header again."""
    return split_at(grid, grid.at("三/12").row)


def label_swapped(grid: Grid) -> Grid:
    """Two neighbouring rows of table three in the other order."""
    first, second = grid.at("三/6").row, grid.at("三/7").row
    move = {first: second, second: first}
    mine = [c for c in grid.cells if c.rows == 1 and c.row in move]
    cells = [replace(c, row=move[c.row]) if c in mine else c for c in grid.cells]
    return Grid(tuple(sorted(cells, key=lambda cell: (cell.row, cell.column))))


def _leaf_captions(grid: Grid) -> Grid:
    """Table three with one row of captions, the groups in words."""
    names = ["自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他"]
    head = [Cell("项目", 0, 0, columns=3), Cell(names[0], 0, 3)]
    head += [Cell(f"法人或其他组织—{name}", 0, 3 + at) for at, name in enumerate(names) if at]
    head.append(Cell("总计", 0, 9))
    return Grid((*head, *(replace(c, row=c.row - 2) for c in grid.cells if c.row >= 3)))


def _marker_in_words(cell: Cell) -> str:
    return f"《条例》{cell.text}" if cell.text.startswith("第二十条") else cell.text


FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
VARIANTS: dict[str, Variant] = {
    "as printed": every(lambda grid: grid),
    "unmerged, blanks": every(unmerged),
    "unmerged, repeated": every(lambda grid: unmerged(grid, repeat=True)),
    "full-width digits": every(lambda g: with_texts(g, lambda c: c.text.translate(FULL_WIDTH) if is_number(c) else c.text)),
    "fractions of nothing": every(lambda g: with_texts(g, lambda c: "0.0" if c.text == "0" else c.text)),
    "thousands": every(lambda g: with_texts(g, lambda c: f"{int(c.text):,}" if c.text.isdigit() else c.text)),
    "blanks round everything": every(lambda g: with_texts(g, lambda c: f" {c.text} " if c.text else "")),
    "blocks of table two apart": only("二", blocks_apart),
    "markers in words": only("二", lambda g: with_texts(g, _marker_in_words)),
    "no markers": only("二", without_markers),
    "table three cut without header": only("三", two_of_third),
    "totals first": only("三", lambda g: reordered(g, [0, 1, 2, 9, 3, 4, 5, 6, 7, 8])),
    "rows in another order": only("三", label_swapped),
    "one row of captions": only("三", _leaf_captions),
    "column for remarks": only("三", lambda g: with_column(g, "备注", lambda _row: "", 3)),
    "column of last year": only("三", lambda g: with_column(g, "上年数", lambda row: str(row % 5), 3)),
    "title in the table": only("三", lambda g: with_row(g, 0, ["收到和处理政府信息公开申请情况表"], [10])),
    "unit in the table": only("三", lambda g: with_row(g, 0, ["单位：件"], [10])),
    "note under the table": only("三", lambda g: with_row(g, g.height, ["注：数据截至2023年12月31日。"], [10])),
    "regional row": only("三", lambda g: with_row(g, g.at("三/24").row, ["其中：延期办理", *"0000000"], [2, *[1] * 7])),
    "totals of table four first": only(
        "四", lambda g: reordered(g, [start + at for start in (0, 5, 10) for at in (4, 0, 1, 2, 3)])
    ),
    "table four in three": only("四", in_three),
    "straight quotation marks": every(lambda g: with_texts(g, lambda c: c.text.replace("“", '"').replace("”", '"'))),
    "table four in two": only("四", lambda g: [columns_of(g, 0, 5), columns_of(g, 5, 15)]),
}
