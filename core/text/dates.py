"""Dates and spans of dates as reports write them, in Arabic digits or Chinese numerals. Works on folded text."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from core.text.numbers import chinese_numeral

_CN = "〇零一二三四五六七八九十"
_YEAR = rf"(?P<year>(?:19|20)\d\d|[二一][〇零九{_CN}]{{3}})"
_MONTH = rf"(?P<month>\d{{1,2}}|[{_CN}]{{1,3}})"
_DAY = rf"(?P<day>\d{{1,2}}|[{_CN}]{{1,3}})"
_FULL = re.compile(rf"(?<!\d){_YEAR}年度?{_MONTH}月份?{_DAY}[日号]")
_MARKED = re.compile(rf"(?<!\d){_YEAR}(?P<mark>[./-]){_MONTH}(?P=mark){_DAY}(?:日|(?!\d))")
_YEAR_MONTH = re.compile(rf"(?<!\d){_YEAR}年度?{_MONTH}月(?:份)?(?!\d|[{_CN}]+[日号])")
_MONTH_DAY = re.compile(rf"(?:(?P<word>当年|同年|本年|次年))?{_MONTH}月份?{_DAY}[日号]")
_MONTH_ONLY = re.compile(rf"{_MONTH}月(?:份)?(?!\d|[{_CN}]+[日号])")
_CLOCK = r"(?:(?:零|\d{1,2})[时点](?:\d{1,2}分|整)?)?"
_JOIN = re.compile(rf"{_CLOCK}(?:起|开始)?(?:起)?,?(?:截至|截止|至|到|-{{1,2}}|~|止至)(?:于|到|至)?")
_MONTHS = re.compile(rf"(?<!\d){_YEAR}年度?(?P<first>\d{{1,2}})(?:至|到|-{{1,2}}|~)(?P<last>\d{{1,2}})月(?!\d)")
YEAR = re.compile(rf"(?<!\d){_YEAR}(?=年)")
# 年, 月 lost in copying from a web page: 201711日至20171231日.
_DAMAGED = re.compile(r"(?<!\d)(?P<y1>20\d\d)11日?起?(?:至|到|-|~)(?P<y2>20\d\d)?1231日?(?!\d)")


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date at ``start``..``end`` of a folded text. ``value`` is None when the calendar has no such day."""

    start: int
    end: int
    year: int
    month: int
    day: int

    @property
    def value(self) -> date | None:
        """The day, if it exists."""
        try:
            return date(self.year, self.month, self.day)
        except ValueError:
            return None


@dataclass(frozen=True, slots=True)
class FoundPeriod:
    """Two dates joined by 至, — or the like; one of them may be missing (截至…, 自…起)."""

    start: int
    end: int
    first: FoundDate | None
    last: FoundDate | None
    damaged: bool = False


def number(text: str) -> int:
    """The value of one to four Arabic or Chinese digits; -1 where it is no number."""
    if text.isascii():
        return int(text)
    value = chinese_numeral(text)
    return -1 if value is None else value


def _build(match: re.Match[str], year: int | None = None, last_day: bool | None = None) -> FoundDate:
    groups = match.groupdict()
    y = number(groups["year"]) if year is None else year
    month = number(groups["month"])
    if last_day is None:
        return FoundDate(match.start(), match.end(), y, month, number(groups["day"]))
    day = monthrange(y, month)[1] if last_day and 1 <= month <= 12 else 1
    return FoundDate(match.start(), match.end(), y, month, day)


def find_dates(text: str) -> Iterator[FoundDate]:
    """Every date that names year, month and day, in order."""
    matches = sorted((m for p in (_FULL, _MARKED) for m in p.finditer(text)), key=lambda m: m.start())
    last = -1
    for match in matches:
        if match.start() >= last:
            last = match.end()
            yield _build(match)


def _first_at(text: str) -> Iterator[tuple[FoundDate, bool]]:
    """Dates that may open a span, each with whether it names a month only."""
    for found in find_dates(text):
        yield found, False
    for match in _YEAR_MONTH.finditer(text):
        yield _build(match, last_day=False), True


def _second_at(text: str, position: int, first: FoundDate, month_only: bool) -> FoundDate | None:
    patterns = (_YEAR_MONTH, _MONTH_ONLY) if month_only else (_FULL, _MARKED, _MONTH_DAY)
    for pattern in patterns:
        match = pattern.match(text, position)
        if match:
            later = match.groupdict().get("word") == "次年"
            year = None if "year" in match.groupdict() else first.year + later
            return _build(match, year, True if month_only else None)
    bare = re.compile(r"(?P<month>\d{1,2})(?P<mark>[./-])(?P<day>\d{1,2})(?!\d)").match(text, position)
    return _build(bare, first.year) if bare and not month_only else None


def _months(match: re.Match[str]) -> FoundPeriod:
    """2018年1-12月: both months share one 月."""
    year, first, last = number(match["year"]), int(match["first"]), int(match["last"])
    day = monthrange(year, last)[1] if 1 <= last <= 12 else 1
    ends = FoundDate(*match.span("first"), year, first, 1), FoundDate(*match.span("last"), year, last, day)
    return FoundPeriod(match.start(), match.end(), *ends)


def find_periods(text: str) -> Iterator[FoundPeriod]:
    """Every span of two dates, in order; the second date may leave out its year."""
    found: list[FoundPeriod] = []
    for first, month_only in _first_at(text):
        join = _JOIN.match(text, first.end)
        second = _second_at(text, join.end(), first, month_only) if join else None
        if second:
            found.append(FoundPeriod(first.start, second.end, first, second))
    found += map(_months, _MONTHS.finditer(text))
    for match in _DAMAGED.finditer(text):
        y1, y2 = int(match["y1"]), int(match["y2"] or match["y1"])
        ends = FoundDate(match.start(), match.end(), y1, 1, 1), FoundDate(match.start(), match.end(), y2, 12, 31)
        found.append(FoundPeriod(match.start(), match.end(), *ends, damaged=True))
    yield from sorted(found, key=lambda period: period.start)


def in_words(day: date) -> str:
    """A day as it is written in a report."""
    return f"{day.year}年{day.month}月{day.day}日"
