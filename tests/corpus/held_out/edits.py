"""The small edits that make a defect or a look-alike out of a clean report."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from tests.corpus.held_out.forms import Cell, Grid
from tests.corpus.held_out.source import HERE, Block, Report, load, make_form

T = TypeVar("T")


class EditError(ValueError):
    """An edit that does not fit its base: the case is wrong, not the program."""


def _only(found: list[T], what: str) -> T:
    if len(found) != 1:
        raise EditError(f"{len(found)} places for {what!r}")
    return found[0]


def block_with(report: Report, text: str) -> Block:
    """The one paragraph that holds this text; ^ in front: that begins with it, $: that is it."""
    return _only([b for b in report.blocks if b.grid is None and _holds(b.text, text)], text)


def _holds(text: str, wanted: str) -> bool:
    if wanted[0] == "^":
        return text.startswith(wanted[1:])
    return text == wanted[1:] if wanted[0] == "$" else wanted in text


def grid_of(report: Report, form: str) -> Grid:
    return _only([b.grid for b in report.blocks if b.grid and b.grid.form.startswith(form)], form)


def _section(report: Report, prefix: str) -> tuple[int, int]:
    heads = [i for i, b in enumerate(report.blocks) if b.kind == "h1"]
    start = _only([i for i in heads if report.blocks[i].text.startswith(prefix)], prefix)
    ends = [i for i, b in enumerate(report.blocks) if i > start and b.kind in ("h1", "sign")]
    ends += [i for i, b in enumerate(report.blocks) if i > start and b.text.startswith("附件")]
    return start, min([*ends, len(report.blocks)])


def replace(report: Report, old: str, new: str) -> None:
    block = block_with(report, old)
    old = old.lstrip("^$")
    if block.text.count(old) != 1:
        raise EditError(f"{old!r} more than once in its paragraph")
    block.text = block.text.replace(old, new)


def replace_all(report: Report, old: str, new: str) -> None:
    if not any(old in b.text for b in report.blocks):
        raise EditError(f"no {old!r}")
    for block in report.blocks:
        block.text = block.text.replace(old, new)


def drop(report: Report, text: str) -> None:
    report.blocks.remove(block_with(report, text))


def drop_section(report: Report, prefix: str) -> None:
    start, end = _section(report, prefix)
    del report.blocks[start:end]


def empty_section(report: Report, prefix: str) -> None:
    start, end = _section(report, prefix)
    del report.blocks[start + 1 : end]


def swap_sections(report: Report, first: str, second: str) -> None:
    a, b = _section(report, first)
    c, d = _section(report, second)
    blocks = report.blocks
    report.blocks = [*blocks[:a], *blocks[c:d], *blocks[b:c], *blocks[a:b], *blocks[d:]]


def after(report: Report, text: str, add: str, kind: str = "p") -> None:
    report.blocks.insert(report.blocks.index(block_with(report, text)) + 1, Block(kind, add))


def before(report: Report, text: str, add: str, kind: str = "p") -> None:
    report.blocks.insert(report.blocks.index(block_with(report, text)), Block(kind, add))


def table_after(report: Report, text: str, rows: list[list[str]]) -> None:
    grid = Grid("free", columns=[str(i) for i in range(len(rows[0]))])
    for number, row in enumerate(rows):
        grid.add(str(number), list(row))
    report.blocks.insert(report.blocks.index(block_with(report, text)) + 1, Block("table", grid=grid))


def note_after_form(report: Report, form: str, text: str) -> None:
    grid = grid_of(report, form)
    index = next(i for i, b in enumerate(report.blocks) if b.grid is grid)
    report.blocks.insert(index + 1, Block("p", text))


def copy(report: Report, text: str, behind: str) -> None:
    after(report, behind, block_with(report, text).text)


def cell(report: Report, form: str, row: str, column: str, value: str) -> None:
    grid_of(report, form).at(str(row), column).text = str(value)


def drop_row(report: Report, form: str, row: str) -> None:
    grid = grid_of(report, form)
    index = grid.rows.index(str(row))
    del grid.rows[index], grid.cells[index]


def drop_column(report: Report, form: str, column: str) -> None:
    grid = grid_of(report, form)
    index = grid.columns.index(column)
    del grid.columns[index]
    for line in grid.cells:
        del line[index]


def add_row(report: Report, form: str, behind: str, texts: list[str]) -> None:
    grid = grid_of(report, form)
    index = grid.rows.index(str(behind)) + 1
    grid.rows.insert(index, "extra")
    grid.cells.insert(index, [Cell(t) for t in texts])


def relabel(report: Report, form: str, old: str, new: str) -> None:
    cells = {id(c): c for line in grid_of(report, form).cells for c in line if c.text == old}
    _only(list(cells.values()), old).text = new


def fill(report: Report, form: str, old: str, new: str) -> None:
    for c in {id(c): c for line in grid_of(report, form).cells for c in line}.values():
        c.text = new if c.text == old else c.text


def repeat_header(report: Report, form: str, row: str, header: int) -> None:
    grid = grid_of(report, form)
    index = grid.rows.index(str(row))
    copies = {id(c): Cell(c.text) for line in grid.cells[:header] for c in line}
    lines = [[copies[id(c)] for c in line] for line in grid.cells[:header]]
    grid.cells[index:index] = lines
    grid.rows[index:index] = [f"again{i}" for i in range(header)]
    _split_spans(grid, index + header)


def _split_spans(grid: Grid, start: int) -> None:
    """A span that the page break cuts goes on as a cell of its own, with its text repeated."""
    above = {id(c) for line in grid.cells[:start] for c in line}
    fresh: dict[int, Cell] = {}
    for line in grid.cells[start:]:
        for c, old in enumerate(line):
            if id(old) in above:
                line[c] = fresh.setdefault(id(old), Cell(old.text))


def drop_form(report: Report, form: str) -> None:
    grid = grid_of(report, form)
    report.blocks = [b for b in report.blocks if b.grid is not grid]


def swap_form(report: Report, form: str, name: str, lines: list[str]) -> None:
    grid = grid_of(report, form)
    block = next(b for b in report.blocks if b.grid is grid)
    block.grid = make_form(name, [line.split() for line in lines])


def comment(report: Report, text: str, note: str) -> None:
    block_with(report, text).comment = note


def tracked(report: Report, text: str, inserted: str) -> None:
    block_with(report, text).inserted = inserted


OPERATIONS: dict[str, Callable[..., None]] = {
    f.__name__: f
    for f in (
        replace,
        replace_all,
        drop,
        drop_section,
        empty_section,
        swap_sections,
        after,
        before,
        table_after,
        note_after_form,
        copy,
        cell,
        drop_row,
        drop_column,
        add_row,
        relabel,
        fill,
        repeat_header,
        drop_form,
        swap_form,
        comment,
        tracked,
    )
}


def edited(base: str, steps: list[dict[str, Any]], root: Path = HERE) -> Report:
    """The clean report of this name with these edits applied in order."""
    report = load(base, root)
    for step in steps:
        for name, arguments in step.items():
            OPERATIONS[name](report, *(arguments if isinstance(arguments, list) else [arguments]))
    report.blocks = [b for b in report.blocks if b.grid or b.text or b.inserted]
    return report
