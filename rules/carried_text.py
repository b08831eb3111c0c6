"""Sentences that state a figure carried over from last year, against last year's report."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from core.edition import CarryOver
from core.findings import Step
from core.place import InText
from core.report.formmatch import FormMatch, short
from core.report.report import Report
from core.rule import Problem
from core.text.fold import Folded, fold
from core.text.numbers import find_numbers, plain
from rules.last_year import number_in, plain_number, totals_of

_NUMBER = r"(?P<n>(?<![\d.])\d[\d,]*|[〇零一二三四五六七八九十百千两]+)"
_CLAUSE = ",。;:!?\n"


@dataclass(frozen=True, slots=True)
class _Stated:
    """A figure that the text states, with its words in the folded text."""

    value: Decimal
    start: int
    end: int
    words: str


def in_text(report: Report, previous: Report, carry: CarryOver) -> Iterator[Problem]:
    """Sentences that state a figure otherwise than last year's report; what the table states alike is reported there."""
    match, before = report.form(carry.form), previous.form(carry.form)
    total = _total_column(before) if before and carry.each == "column" and len(carry.before) == 1 else None
    if before is None or total is None:
        return
    was, now = number_in(before, carry.before[0], total), number_in(match, carry.now, total)
    related = (match.place(carry.now, total),) if match and carry.now in match.rows else ()
    name = f"{before.form.name}“{short(before.form.row(carry.before[0]).label).lstrip('一二三四五六、')}”的总计"
    for paragraph in report.body if was is not None else ():
        words = fold(paragraph.text)
        for stated in _stated(words, carry, (report.year or 0) - 1):
            if was is not None and stated.value not in (was, now):
                place = InText(paragraph.index, *words.back(stated.start, stated.end))
                problem = _problem(stated, place, f"{(report.year or 0) - 1}年度报告{name}", was, carry)
                yield replace(problem, related=related)


def _total_column(match: FormMatch) -> str | None:
    return next((relation.left[0] for relation in totals_of(match) if len(relation.left) == 1), None)


def _stated(words: Folded, carry: CarryOver, year: int) -> Iterator[_Stated]:
    """The figures that a text states, each once."""
    text = words.text
    numbers = {number.start: number for number in find_numbers(text)}
    used: set[int] = set()
    for pattern in carry.phrases:
        for match in re.finditer(pattern.replace("{n}", _NUMBER), text):
            number = numbers.get(match.start("n"))
            of_last_year = match.groupdict().get("y") in (None, str(year))
            if number and not number.approximate and number.start not in used and of_last_year:
                used.add(number.start)
                if _is_meant(text, match, carry):
                    yield _Stated(number.value, *match.span(), match.group())
    for match in (match for pattern in carry.none for match in re.finditer(pattern, text)):
        if _is_meant(text, match, carry):
            yield _Stated(Decimal(0), *match.span(), match.group())


def _is_meant(text: str, match: re.Match[str], carry: CarryOver) -> bool:
    """Whether a phrase speaks of applications, and of the whole unit's."""
    start = max(text.rfind(mark, 0, match.start()) for mark in _CLAUSE) + 1
    stops = [at for mark in _CLAUSE if (at := text.find(mark, match.end())) >= 0]
    clause = text[start : min(stops, default=len(text))]
    return "申请" in text and not (carry.phrases_unless and re.search(carry.phrases_unless, clause))


def _problem(stated: _Stated, place: InText, where: str, was: Decimal, carry: CarryOver) -> Problem:
    value, gap = plain(stated.value), plain(abs(stated.value - was))
    said = f"“{stated.words}”" if stated.value else f"“{stated.words}”（即0件）"
    steps = (Step(where, f"{plain(was)}件", "sum"), Step("正文", f"{value}件", "stated"), Step("相差", f"{gap}件", "difference"))
    data = {"relation": carry.id, "expected": plain_number(was), "actual": plain_number(stated.value)}
    message = f"正文{said}与{where}{plain(was)}件不一致，差{gap}件"
    return Problem(place, message, carry.suggestion or None, data, (), steps, severity=carry.severity)
