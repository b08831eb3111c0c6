"""What this year's and last year's report have in common: the same cell of the same form, in both."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from core.edition import Relation
from core.report.formmatch import FormMatch, NumberCell
from core.report.report import Report
from core.report.values import Kind, read_value
from core.text.fold import bare

FOLD = 1000
"""From this many times on a number is out of line with last year's."""


@dataclass(frozen=True, slots=True)
class CellPair:
    """A number of this year's form and that of last year's in the same cell."""

    match: FormMatch
    number: NumberCell
    now: Decimal
    was: Decimal


def cell_pairs(report: Report, previous: Report) -> Iterator[CellPair]:
    """Every cell that is a number in both reports."""
    for match in report.forms:
        before = previous.form(match.form.id)
        for number in match.numbers() if before else ():
            now, was = number_in(match, *key_of(number)), number_in(before, *key_of(number))
            if now is not None and was is not None:
                yield CellPair(match, number, now, was)


def out_of_line(report: Report, previous: Report) -> Iterator[CellPair]:
    """Numbers a thousand-fold or more away from last year's, the first of each row: the others of the row follow from it."""
    told: set[tuple[str, str]] = set()
    for pair in cell_pairs(report, previous):
        row = (pair.match.form.id, pair.number.row.id)
        less, more = sorted((pair.now, pair.was))
        if less > 0 and more >= FOLD * less and row not in told and _same_measure(pair, previous):
            told.add(row)
            yield pair


def _same_measure(pair: CellPair, previous: Report) -> bool:
    """An amount in 元 after one in 万元 is no misprint where row or caption says so."""
    before = previous.form(pair.match.form.id)
    return not pair.number.decimal or before is None or _measure(pair.match, pair) == _measure(before, pair)


def _measure(match: FormMatch, pair: CellPair) -> str:
    row, column = key_of(pair.number)
    unit = match.rows[row].unit
    cell = match.rows[row].cell(column)
    captions = [bare(caption.text) for _, caption in match.captions if cell and caption.column == cell.column]
    return next((word for text in (bare(unit.text) if unit else "", *captions) for word in ("万元", "元") if word in text), "")


def key_of(number: NumberCell) -> tuple[str, str | None]:
    """Row and column of a cell."""
    return number.row.id, number.column.id if number.column else None


def number_in(match: FormMatch | None, row: str, column: str | None) -> Decimal | None:
    """The number in a cell; None where there is no such cell or something else stands in it."""
    known = match is not None and row in match.rows
    cell = match.rows[row].cell(column) if match and known else None
    value = read_value(cell.text) if cell else None
    return value.value if value and value.kind is not Kind.BLANK else None


def totals_of(match: FormMatch) -> Iterator[Relation]:
    """The relations by which a column is the total of others."""
    yield from (relation for relation in match.form.relations if relation.each == "row" and relation.op == "==")


def plain_number(value: Decimal) -> int | float:
    """A value for machines."""
    return int(value) if value == value.to_integral_value() else float(value)
