"""What a report says of last year's figures, against last year's report: its tables, and what its text says of the same thing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import chain

from core.findings import Step
from core.place import InText
from core.report.report import Report
from core.rule import Problem
from core.text.numbers import Number, plain
from core.text.sentences import Sentence, sentences
from rules import text_table, told_before
from rules.comparisons import Comparison, Named, comparisons, named
from rules.directions import added_up
from rules.known_things import known_things
from rules.percents import agrees
from rules.repeated_things import Thing, Things, same, things
from rules.statements.finding import named_before
from rules.statements.meant import of_last_year, of_this_year
from rules.statements.reading import Reading, read

_ADVICE = "核对两年的报告；上年数字订正过的，在报告里说明。"
# 去年结转的3件 are this year's too, and last year's table has them in another row.
_CARRIED = re.compile("结转|遗留|延续")
# What stands behind a figure that is all there were, not some of them: 有效的46件逐件评估.
_ALL_OF_THEM = re.compile(r"$|[,。;:()、!?\n]|逐|全部|均|都")


@dataclass(frozen=True, slots=True)
class _Was:
    """This year's figure with last year's: any of ``pairs`` would do; ``where`` names the place of last year's."""

    pairs: tuple[tuple[Decimal, Decimal], ...]
    where: str


def compared(report: Report, previous: Report, lists: Things) -> Iterator[Problem]:
    """What a report says of last year that last year's report contradicts, each told once."""
    now, before = list(_things(report, lists)), list(_things(previous, lists))
    ours, theirs = told_before.told(report), told_before.told(previous)
    for reading in read(report):
        for sentence in sentences(reading.words, "。!?;\n"):
            for comparison in comparisons(sentence):
                if _is_last_year(report, comparison.year):
                    found = _of_what_is_meant(sentence, comparison)
                    was = _in_tables(report, previous, reading, found.now) or _in_text(report, reading, found.now, now, before)
                    was = was or _in_words(found.now, told_before.last_years(report, reading, found.now, ours, theirs))
                    was = was or _in_words(found.now, told_before.turned_round(reading, found.base, found.now, theirs))
                    yield from _problems(report, reading, found, was)
            for each in named(sentence):
                # The tables hold 万元.
                if _is_last_year(report, each.year) and each.unit != "元":
                    yield from _named(report, previous, reading, each)
            yield from _told(report, previous, reading, sentence)


def _of_what_is_meant(sentence: Sentence, found: Comparison) -> Comparison:
    """新收11件，来自自然人7件、企业4件，较上年增加1件: what is compared is the figure that its parts add up to."""
    whole = added_up(sentence, found.now) if sentence.text.startswith((",", ";"), found.now.stop) else None
    return found if whole is None else replace(found, now=whole)


def _is_last_year(report: Report, year: int | None) -> bool:
    return year in (None, (report.year or 0) - 1)


def _things(report: Report, lists: Things) -> Iterator[Thing]:
    return chain(known_things(report, dated=False), (each for each in things(report, lists) if not each.begins))


def _in_tables(report: Report, previous: Report, reading: Reading, number: Number) -> _Was | None:
    """The cells of last year's form that are this figure's in this year's."""
    for said in text_table.stated(report):
        inside = said.reading.paragraph == reading.paragraph and said.span.start <= number.start and number.end <= said.span.end
        if not inside or said.value != number.value or said.office or text_table.equals(report, said) is None:
            continue
        values = tuple(dict.fromkeys(text_table.totals_in(previous, said)))
        return _Was(tuple((number.value, value) for value in values), "统计表") if values else None
    return None


def _in_text(report: Report, reading: Reading, number: Number, now: list[Thing], before: list[Thing]) -> _Was | None:
    """What last year's text gives for the same thing, if it gives one figure."""
    start, _ = reading.words.back(number.start, number.stop)
    paragraph = reading.paragraph.index
    ours = [t for t in now if t.place.paragraph == paragraph and t.place.start <= start < t.place.end and t.value == number.value]
    for thing in ours:
        ours_alone = replace(thing, sentence=(-1, -1))
        alike = {
            t.value for t in before if same(ours_alone, t) or (report.kind != "government" and _is_one_account(ours_alone, t))
        }
        if len(alike) == 1:
            return _Was(((number.value, alike.pop()),), "正文")
    return None


def _in_words(number: Number, was: Decimal | None) -> _Was | None:
    """What last year's text gives in the same words."""
    return None if was is None else _Was(((number.value, was),), "正文")


def _is_one_account(first: Thing, second: Thing) -> bool:
    """Whether one year names the account that the other only calls 公众号; a government has several of them."""
    longer, shorter = sorted((first.key, second.key), key=len, reverse=True)
    return shorter.startswith(("微信", "微博")) and longer.endswith(shorter) and first.unit == second.unit


def _named(report: Report, previous: Report, reading: Reading, found: Named) -> Iterator[Problem]:
    """The problem with a comparison of what is only named: 新收申请较上年的57件增加10件."""
    for unit in (found.unit,) if found.unit else ("件", "条"):
        number = Number(Decimal(0), found.at, found.stop - len(unit), unit=unit)
        term = named_before(report, reading, number)
        if term is None or not of_this_year(report, reading, term[1]):
            continue
        pairs = tuple(pair for links in term[0] for pair in text_table.in_both(report, previous, links))
        if pairs:
            told = Comparison(replace(number, value=pairs[0][0]), found.year, found.base, found.fell, found.gap, found.rate)
            yield from _problems(report, reading, told, _Was(pairs, "统计表"))
        return


def _told(report: Report, previous: Report, reading: Reading, sentence: Sentence) -> Iterator[Problem]:
    """The problems with figures that are plainly said to be last year's: 对2023年底有效的46件逐件评估."""
    for number in sentence.numbers:
        clause = reading.text[reading.start_of(number.start, ",。;:!?\n") : number.start]
        if (
            number.approximate
            or number.places
            or number.unit == "元"
            or _CARRIED.search(clause)
            or not _ALL_OF_THEM.match(reading.text, number.stop)
        ):
            continue
        term = named_before(report, reading, number) if of_last_year(report, reading, number.start) else None
        values = {was for links in term[0] for _, was in text_table.in_both(report, previous, links)} if term else set()
        lesser = term and any(links[0].additive for links in term[0]) and number.value < max(values, default=Decimal(0))
        if values and number.value not in values and not lesser:
            had = next(was for links in (term or ((),))[0] for _, was in text_table.in_both(report, previous, links))
            told = ("上年的数字", f"{plain(number.value)}{number.unit}", f"{_last(report)}统计表")
            yield _problem(reading, number, told, had, None)


def _problems(report: Report, reading: Reading, found: Comparison, was: _Was | None) -> Iterator[Problem]:
    """The first part of a comparison that last year's figure does not bear out."""
    way = "" if found.fell is None else "减少" if found.fell else "增加"
    for number, holds, says, word in (
        (found.base, _is_base, "上年的数字", ""),
        (found.gap, _is_gap, "与上年相差的数", way),
        (found.rate, _is_rate, "与上年相比的幅度", way),
    ):
        if number is None or was is None:
            continue
        if not any(holds(found, *pair) for pair in was.pairs):
            told = (says, f"{word}{plain(number.value)}{number.unit}", f"{_last(report)}{was.where}")
            yield _problem(reading, number, told, was.pairs[0][1], found.now)
        return


def _last(report: Report) -> str:
    return f"{(report.year or 0) - 1}年度报告"


def _problem(reading: Reading, number: Number, told: tuple[str, str, str], was: Decimal, now: Number | None) -> Problem:
    """``told``: what is wrong, what the text says, and where last year's figure stands. One ``now`` that is only named has no place."""
    says, said, where = told
    had = f"{plain(was)}{now.unit if now else number.unit}"
    ours = (Step("本年", f"{plain(now.value)}{now.unit}"),) if now else ()
    steps = (Step(where, had, "sum"), *ours, Step("文中写的", said, "stated"))
    data = {"expected": float(was), "actual": float(number.value), "values": [float(now.value)] if now else []}
    place = InText(reading.paragraph.index, *reading.words.back(number.start, number.stop))
    apart = now is not None and not now.start <= number.start < now.stop
    related = (InText(reading.paragraph.index, *reading.words.back(now.start, now.stop)),) if now and apart else ()
    return Problem(place, f"{says}写的是{said}，而{where}是{had}", _ADVICE, data, related, steps)


def _is_base(found: Comparison, now: Decimal, was: Decimal) -> bool:
    return found.base is not None and _says(found.base, was)


def _is_gap(found: Comparison, now: Decimal, was: Decimal) -> bool:
    gap = now - was
    return found.gap is not None and _says(found.gap, abs(gap)) and (gap == 0 or found.fell == (gap < 0))


def _says(number: Number, value: Decimal) -> bool:
    """Whether a figure is a value as it is printed: things counted have decimals only in 万 (2.86万件)."""
    rounding = Decimal(5000).scaleb(-number.places) if number.places and "元" not in number.unit else Decimal(0)
    return abs(number.value - value) <= rounding


def _is_rate(found: Comparison, now: Decimal, was: Decimal) -> bool:
    if was == 0 or found.rate is None:
        return True
    change = (now - was) / was * 100
    return agrees(found.rate.value, found.rate.places, abs(change)) and (change == 0 or found.fell == (change < 0))
