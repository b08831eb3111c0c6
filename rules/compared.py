"""What a report says of last year's figures, against last year's report: its tables, and what its text says of the same thing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import chain

from core.findings import Severity, Step
from core.place import InText
from core.report.report import Report
from core.rule import Problem
from core.text.numbers import Number, plain
from core.text.sentences import sentences
from rules import text_table
from rules.comparisons import Comparison, comparisons
from rules.known_things import known_things
from rules.repeated_things import Thing, Things, same, things
from rules.shares import agrees
from rules.statements.reading import Reading, read


@dataclass(frozen=True, slots=True)
class _Was:
    """What last year's report has: any of ``values`` would do; ``where`` names the place."""

    values: frozenset[Decimal]
    where: str


def compared(report: Report, previous: Report, lists: Things) -> Iterator[Problem]:
    """The comparisons of a report that last year's report contradicts, each told once."""
    now, before = list(_things(report, lists)), list(_things(previous, lists))
    for reading in read(report):
        for sentence in sentences(reading.words, "。!?;\n"):
            for found in comparisons(sentence):
                if found.year not in (None, (report.year or 0) - 1):
                    continue
                was = _in_tables(report, previous, reading, found.now) or _in_text(reading, found.now, now, before)
                problem = _problem(report, reading, found, was) if was else None
                if problem:
                    yield problem


def _things(report: Report, lists: Things) -> Iterator[Thing]:
    return chain(known_things(report), (each for each in things(report, lists) if not each.begins))


def _in_tables(report: Report, previous: Report, reading: Reading, number: Number) -> _Was | None:
    """The cells of last year's form that are this figure's in this year's."""
    for said in text_table.stated(report):
        inside = said.reading.paragraph == reading.paragraph and said.span.start <= number.start and number.stop <= said.span.end
        if not inside or said.value != number.value or said.office or text_table.equals(report, said) is None:
            continue
        values = frozenset(text_table.totals_in(previous, said))
        return _Was(values, "统计表") if values else None
    return None


def _in_text(reading: Reading, number: Number, now: list[Thing], before: list[Thing]) -> _Was | None:
    """What last year's text gives for the same thing, if it gives one figure."""
    start, _ = reading.words.back(number.start, number.stop)
    paragraph = reading.paragraph.index
    ours = [t for t in now if t.place.paragraph == paragraph and t.place.start <= start < t.place.end and t.value == number.value]
    for thing in ours:
        alike = {t.value for t in before if same(replace(thing, sentence=(-1, -1)), t)}
        if len(alike) == 1:
            return _Was(frozenset(alike), "正文")
    return None


def _problem(report: Report, reading: Reading, found: Comparison, was: _Was) -> Problem | None:
    """The first part of a comparison that last year's figure does not bear out."""
    year = (report.year or 0) - 1
    for number, holds, says in (
        (found.base, _is_base, "上年的数字"),
        (found.gap, _is_gap, "与上年相差的数"),
        (found.rate, _is_rate, "与上年相比的幅度"),
    ):
        if number is None:
            continue
        if any(holds(found, value) for value in was.values):
            return None
        value = next(iter(was.values))
        said, had = f"{plain(number.value)}{number.unit}", f"{plain(value)}{found.now.unit}"
        where = f"{year}年度报告{was.where}"
        steps = (
            Step(where, had, "sum"),
            Step("本年", f"{plain(found.now.value)}{found.now.unit}"),
            Step("文中写的", said, "stated"),
        )
        data = {"expected": float(value), "actual": float(number.value), "values": [float(found.now.value)]}
        message = f"{says}写的是{said}，而{where}是{had}"
        place = InText(reading.paragraph.index, *reading.words.back(number.start, number.stop))
        related = (InText(reading.paragraph.index, *reading.words.back(found.now.start, found.now.stop)),)
        advice = "核对两年的报告；上年数字订正过的，在报告里说明。"
        return Problem(place, message, advice, data, related, steps, severity=Severity.WARNING)
    return None


def _is_base(found: Comparison, was: Decimal) -> bool:
    return found.base is not None and found.base.value == was


def _is_gap(found: Comparison, was: Decimal) -> bool:
    gap = found.now.value - was
    return found.gap is not None and found.gap.value == abs(gap) and (gap == 0 or found.fell == (gap < 0))


def _is_rate(found: Comparison, was: Decimal) -> bool:
    if was == 0 or found.rate is None:
        return True
    change = (found.now.value - was) / was * 100
    return agrees(found.rate.value, found.rate.places, abs(change)) and (change == 0 or found.fell == (change < 0))
