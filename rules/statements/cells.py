"""The cells of a report's forms that links name, and what they hold together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from core.edition import Link
from core.report.formmatch import FormMatch
from core.report.report import Report
from core.report.values import CellValue


@dataclass(frozen=True, slots=True)
class Key:
    """A cell: the form by its id ("" for the first), the row, and the column where the form is a grid."""

    form: str
    row: str
    column: str | None


Keys = tuple[Key, ...]
"""Cells that are added up."""


def keys_of(links: Iterable[Link]) -> Keys:
    """The cells whose sum a reading states."""
    return tuple(Key(link.form, row, column) for link in links for row in link.rows for column in link.columns or (None,))


def meanings(links: Sequence[Link]) -> Iterator[Keys]:
    """What links may mean together: their own rows, or the rows that they may mean as well."""
    yield keys_of(links)
    if len({link.readings for link in links}) == 1:
        for rows in links[0].readings:
            yield tuple(Key(link.form, row, column) for link in links for row in rows for column in link.columns or (None,))


def form_of(report: Report, form: str) -> FormMatch | None:
    """The table of a report that was recognised as a form."""
    return next((match for match in report.forms if form in ("", match.form.id)), None)


@dataclass(frozen=True, slots=True)
class Cells:
    """The cells of a report."""

    report: Report

    def match(self, key: Key) -> FormMatch | None:
        """The table that holds a cell, if it has the row."""
        match = form_of(self.report, key.form)
        return match if match and key.row in match.rows else None

    def value(self, key: Key) -> CellValue | None:
        """What a cell holds; None where row or cell is absent."""
        match = self.match(key)
        return match.value(key.row, key.column) if match else None

    def total(self, keys: Keys) -> Decimal | None:
        """What cells add up to; None where one of them holds no number."""
        values = [self.value(key) for key in keys]
        if any(value is None or value.value is None for value in values):
            return None
        return sum((value.value for value in values if value and value.value is not None), Decimal(0))
