"""Tables of an office's own in the text: the rows against the row of totals, figures against the shares beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from core.document import Table
from core.findings import Step
from core.place import InCell
from core.report.report import Report
from core.rule import Problem
from core.text.fold import fold
from core.text.numbers import find_numbers, plain
from rules.measures import is_near

_TOTAL = re.compile("合计|总计|共计|总数")
# Rows in rows: what such a label has is told in another row, too.
_WITHIN = re.compile(r"其中|小计|^含|^#|^[一二三四五六七八九十]、|^[(\d]|[-—]|去重|同期|上年")
_SHARES = re.compile("占比|比例|比重|占.{0,6}百分比")
_FIGURE, _PERCENT = re.compile(r"\d{1,9}"), re.compile(r"(?P<p>\d{1,3}(?:\.\d{1,2})?)%")
_LEAST, _MOST_COLUMNS = 3, 8


@dataclass(frozen=True, slots=True)
class _Free:
    """A plain table: a row of headings, then rows with a label and cells; the row of totals apart, where there is one."""

    table: Table
    rows: tuple[int, ...]
    total: int | None

    def text(self, row: int, column: int) -> str:
        """What a cell says, folded."""
        cell = self.table.grid[row][column]
        return fold(cell.text).text.strip().replace(",", "") if cell else ""

    def figures(self, column: int) -> list[int] | None:
        """The figures of a column, without the total; None where one is missing."""
        texts = [self.text(row, column) for row in self.rows]
        return [int(text) for text in texts] if all(_FIGURE.fullmatch(text) for text in texts) else None

    def shares(self, column: int) -> list[str] | None:
        """The percentages of a column that is called one of shares."""
        found = [_PERCENT.fullmatch(self.text(row, column)) for row in self.rows]
        called = _SHARES.search(self.text(0, column))
        return [match["p"] for match in found if match] if called and all(found) else None


def wrong(report: Report) -> Iterator[Problem]:
    """What does not add up in the tables that are no official form."""
    forms = {table.index for match in report.forms for table in match.tables}
    told = {n.value for paragraph in report.body for n in find_numbers(fold(paragraph.text).text) if not n.approximate}
    for table in report.document.tables:
        free = _read(table) if table.index not in forms else None
        if free is not None:
            problems = list(_wrong_totals(free))
            yield from problems or _wrong_by_share(free, told)


def _read(table: Table) -> _Free | None:
    """A table as a plain one; None where cells span others, rows stand in rows or there are too few."""
    spans = any(cell.row_span > 1 or cell.column_span > 1 for cell in table.cells)
    if spans or not 1 < table.column_count <= _MOST_COLUMNS or table.row_count <= _LEAST:
        return None
    labels = [fold(cell.text).text.strip() if (cell := row[0]) else "" for row in table.grid]
    totals = [at for at, label in enumerate(labels) if _TOTAL.fullmatch(re.sub(r"\s", "", label))]
    inside = [at for at in range(1, len(labels)) if at not in totals]
    if len(inside) < _LEAST or len(totals) > 1 or any(not labels[at] or _WITHIN.search(labels[at]) for at in inside):
        return None
    headings = [fold(cell.text).text if cell else "" for cell in table.grid[0]]
    return (
        None
        if any(_FIGURE.fullmatch(each.strip()) for each in headings)
        else _Free(table, tuple(inside), next(iter(totals), None))
    )


def _wrong_totals(free: _Free) -> Iterator[Problem]:
    for column in range(1, free.table.column_count) if free.total is not None else ():
        total, figures = free.text(free.total or 0, column), free.figures(column)
        if figures and _FIGURE.fullmatch(total) and is_near(Decimal(sum(figures)), Decimal(total), "0.3"):
            yield _problem(free, column, free.total or 0, figures, int(total))


def _problem(free: _Free, column: int, row: int, figures: Sequence[int], total: int) -> Problem:
    heading, values, added = free.text(0, column), "＋".join(map(str, figures)), sum(figures)
    steps = [Step(free.text(at, 0), str(value)) for at, value in zip(free.rows, figures, strict=True)]
    steps += [
        Step("合计", str(added), "sum"),
        Step("表中合计", str(total), "stated"),
        Step("相差", str(abs(added - total)), "difference"),
    ]
    index = free.table.index
    related = tuple(InCell(index, at, column, free.text(at, 0)) for at in free.rows)
    data = {"expected": float(added), "actual": float(total), "parts": [float(value) for value in figures]}
    message = f"表中“{heading}”各行之和 {values}＝{added}，与合计{total}不符，差{abs(added - total)}"
    return Problem(
        InCell(index, row, column, free.text(row, 0)), message, "核对各行和合计，改正有误的一处。", data, related, tuple(steps)
    )


def _wrong_by_share(free: _Free, told: set[Decimal]) -> Iterator[Problem]:
    """The one figure that misses its share of a whole, told in the text, of which all other rows have theirs."""
    for column in range(1, free.table.column_count):
        figures, shares = free.figures(column), free.shares(column + 1) if column + 1 < free.table.column_count else None
        if not figures or not shares or not sum(figures) or _off(Decimal(sum(figures)), figures, shares) == []:
            continue
        near = [whole for whole in told if is_near(Decimal(sum(figures)), whole, "0.3")]
        by_whole = {whole: _off(whole, figures, shares) for whole in near}
        if any(not off for off in by_whole.values()):
            continue
        found = [(whole, off[0]) for whole, off in by_whole.items() if len(off) == 1]
        if len(found) == 1 and len(figures) > _LEAST:
            yield _off_share(free, column, figures, shares, *found[0])


def _off(whole: Decimal, figures: Sequence[int], shares: Sequence[str]) -> list[int]:
    """Which figures are not the shares beside them of a whole."""
    half = [Decimal(5).scaleb(-len(share.partition(".")[2]) - 1) for share in shares]
    return [
        at
        for at, (value, share) in enumerate(zip(figures, shares, strict=True))
        if abs(value / whole * 100 - Decimal(share)) > half[at]
    ]


def _off_share(free: _Free, column: int, figures: Sequence[int], shares: Sequence[str], whole: Decimal, at: int) -> Problem:
    row, value, share = free.rows[at], figures[at], shares[at]
    exact = plain((value / whole * 100).quantize(Decimal("0.01")))
    label = free.text(row, 0)
    steps = (Step(f"{value}÷{plain(whole)}", f"{exact}%", "sum"), Step("表中写的", f"{share}%", "stated"))
    data = {"expected": float(exact), "actual": float(share), "parts": [float(each) for each in figures]}
    message = f"表中“{label}”的{value}与占比{share}%不符：其他各行都占{plain(whole)}的比例，{value}÷{plain(whole)}＝{exact}%"
    index = free.table.index
    related = (InCell(index, row, column + 1, label),)
    return Problem(InCell(index, row, column, label), message, "核对这一行的数量和占比，改正有误的一处。", data, related, steps)
