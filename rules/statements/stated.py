"""What the text states of a form, as a value."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from core.edition import Link
from rules.statements.meant import Span
from rules.statements.reading import Reading


@dataclass(frozen=True, slots=True)
class Statement:
    """A figure of the text that states rows of the form.

    ``readings``: what it may state, the likeliest first, each links whose cells add up. ``span`` are its words in the folded text of
    ``reading``; ``rounding`` is half a unit of the last digit where a figure is printed rounded (3.15万件), else 0. ``summed``: the
    sentence says that it is a total; ``own``: that it is the whole unit's for the year; ``office``: it is that of one office at best;
    ``least``: the rows hold others besides.
    """

    reading: Reading
    readings: tuple[tuple[Link, ...], ...]
    value: Decimal
    span: Span
    rounding: Decimal = Decimal(0)
    approximate: bool = False
    summed: bool = False
    own: bool = False
    office: bool = False
    least: bool = False

    @property
    def link(self) -> Link:
        """The link of its first reading."""
        return self.readings[0][0]

    @property
    def words(self) -> str:
        """The words that state it."""
        return self.reading.text[self.span.start : self.span.end]
