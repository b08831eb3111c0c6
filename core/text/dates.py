"""Dates and spans of dates as reports write them, in Arabic digits or Chinese numerals. Works on folded text."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from core.text.memory import remembered
from core.text.numbers import chinese_numeral

_CN = "〇零一二三四五六七八九十"
# O, o and 0 stand for 〇 in years typed in Chinese numerals (二O一一年).
YEAR_DIGITS = r"(?:(?:19|20)\d\d|[二一][〇零一二三四五六七八九十Oo0]{3})"
_YEAR = rf"(?P<year>{YEAR_DIGITS})"
_MONTH = rf"(?P<month>\d{{1,2}}|元|[{_CN}]{{1,3}})"
_DAY = rf"(?P<day>\d{{1,2}}|[{_CN}]{{1,3}})"
_FULL = re.compile(rf"(?<!\d){_YEAR}年度?{_MONTH}月份?{_DAY}[日号]")
_MARKED = re.compile(rf"(?<!\d){_YEAR}(?P<mark>[./-]){_MONTH}(?P=mark){_DAY}(?:日|(?!\d))")
_YEAR_MONTH = re.compile(rf"(?<!\d){_YEAR}年度?{_MONTH}月(?:份)?(?!\d|[{_CN}]+[日号])")
_MONTH_DAY = re.compile(rf"(?:(?P<word>当年|同年|本年|次年))?{_MONTH}月份?{_DAY}[日号]")
_MONTH_ONLY = re.compile(rf"{_MONTH}月(?:份)?(?!\d|[{_CN}]+[日号])")
_COMPACT = re.compile(r"(?<!\d)(?P<year>20\d\d)(?P<month>0[1-9]|1[0-2])(?P<day>0[1-9]|[12]\d|3[01])(?!\d)")
_YEAR_END = re.compile(rf"(?:{_YEAR}年|当年|同年|本年|年)(?:年)?(?:底|末|12月(?:底|末))")
# 2011年度(1月1日至12月31日), and 当年1月1日, whose year the title names.
_YEAR_BEFORE = re.compile(rf"(?<!\d){_YEAR}年(?:度|全年)?\((?:即|自|从)?(?=\d)")
_THIS_YEAR = re.compile(r"(?:当年|本年|本年度|报告年度|该年度?)(?:的)?(?=1月1日)")
# 编制2023年年度报告，数据统计期限为1月1日至12月31日.
_LABELLED = re.compile(r"(?:统计|数据)(?:期限|时限|时段|周期|期间|区间)(?:为|是|:|自|从)+(?=1月1日)")
_CLOCK = r"(?: ?(?:(?:零|\d{1,2})[时点](?:\d{1,2}分|整)?|\d{1,2}:\d\d(?::\d\d)?))?"
_JOIN = re.compile(
    rf"[”\"]?(?:\(含(?:当日|本日|当天)?\))?{_CLOCK}(?:算起|起算|起始|开始|起|始|以来)?(?:起)?[”\"]?,?"
    r"(?:截至|截止|止于|迄于|讫于|终于|止至|迄|至|到|-{1,4}|~|…{1,2})(?:于|到|至)?[“\"]?"
)
_MONTHS = re.compile(rf"(?<!\d){_YEAR}年度?(?P<first>\d{{1,2}}|元)(?:至|到|-{{1,2}}|~)(?P<last>\d{{1,2}})月(?!\d)")
_MONTHS_MARKED = re.compile(
    r"(?<![\d.])(?P<year>20\d\d)[./](?P<first>[1-9])(?:至|到|-{1,2}|~)(?P<last>1[0-2]|[2-9])月?(?![\d./期号-])"
)
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
    """The value of one to four Arabic or Chinese digits, of 元 (first month), of 二O一一; -1 where it is no number."""
    if text.isascii():
        return int(text)
    value = 1 if text.startswith("元") else chinese_numeral(re.sub(r"[Oo0]", "〇", text))
    return -1 if value is None else value


def _build(match: re.Match[str], year: int | None = None, last_day: bool | None = None) -> FoundDate:
    groups = match.groupdict()
    y = number(groups["year"]) if year is None else year
    month = number(groups["month"])
    if last_day is None:
        return FoundDate(match.start(), match.end(), y, month, number(groups["day"]))
    day = monthrange(y, month)[1] if last_day and 1 <= month <= 12 else 1
    return FoundDate(match.start(), match.end(), y, month, day)


@remembered
def find_dates(text: str) -> Iterator[FoundDate]:
    """Every date that names year, month and day, in order."""
    matches = sorted((m for p in (_FULL, _MARKED) for m in p.finditer(text)), key=lambda m: m.start())
    last = -1
    for match in matches:
        if match.start() >= last:
            last = match.end()
            yield _build(match)


def _first_at(text: str, report_year: int | None) -> Iterator[tuple[FoundDate, bool]]:
    """Dates that may open a span, each with whether it names a month only."""
    for found in find_dates(text):
        yield found, False
    for match in _YEAR_MONTH.finditer(text):
        yield _build(match, last_day=False), True
    for match in _COMPACT.finditer(text):
        yield _build(match), False
    for pattern in (_YEAR_BEFORE, _THIS_YEAR, _LABELLED):
        for match in pattern.finditer(text):
            day = _MONTH_DAY.match(text, match.end())
            year = number(match["year"]) if pattern is _YEAR_BEFORE else report_year
            if day and year is not None:
                yield _build(day, year), False


def _second_at(text: str, position: int, first: FoundDate, month_only: bool) -> FoundDate | None:
    ended = _YEAR_END.match(text, position)
    if ended:
        return FoundDate(*ended.span(), number(ended["year"]) if ended["year"] else first.year, 12, 31)
    patterns = (_YEAR_MONTH, _MONTH_ONLY) if month_only else (_FULL, _MARKED, _COMPACT, _MONTH_DAY)
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
    year, first, last = (number(match[name]) for name in ("year", "first", "last"))
    day = monthrange(year, last)[1] if 1 <= last <= 12 else 1
    ends = FoundDate(*match.span("first"), year, first, 1), FoundDate(*match.span("last"), year, last, day)
    return FoundPeriod(match.start(), match.end(), *ends)


_ENDS_NAMED = re.compile(r"起(?:止|讫)(?:日期|时间)(?:分别)?(?:为|是|:)?$")
_BEGUN = re.compile("(?:算起|起算|起始|开始|起|始),?")
_AND = re.compile(r"(?:和|与|及|、)")


def find_periods(text: str, report_year: int | None = None) -> Iterator[FoundPeriod]:
    """Every span of two dates, in order; the second may leave out its year, the first only as 当年 or behind its label of a known report year."""
    found: list[FoundPeriod] = []
    for first, month_only in _first_at(text, report_year):
        join = _JOIN.match(text, first.end) or (_AND.match(text, first.end) if _ENDS_NAMED.search(text[: first.start]) else None)
        second = _second_at(text, join.end(), first, month_only) if join else None
        if second is None and (begun := _BEGUN.match(text, first.end)):
            # 自2023年1月1日起，2023年12月31日止: no word but 止 joins the two.
            ending = _second_at(text, begun.end(), first, month_only)
            second = ending if ending and text.startswith("止", ending.end) else None
        if second:
            found.append(FoundPeriod(first.start, second.end, first, second))
    found += (_months(match) for pattern in (_MONTHS, _MONTHS_MARKED) for match in pattern.finditer(text))
    for match in _DAMAGED.finditer(text):
        y1, y2 = int(match["y1"]), int(match["y2"] or match["y1"])
        ends = FoundDate(match.start(), match.end(), y1, 1, 1), FoundDate(match.start(), match.end(), y2, 12, 31)
        found.append(FoundPeriod(match.start(), match.end(), *ends, damaged=True))
    yield from sorted(found, key=lambda period: period.start)


def in_words(day: date) -> str:
    """A day as it is written in a report."""
    return f"{day.year}年{day.month}月{day.day}日"
