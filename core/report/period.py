"""The statistics period (统计期限) that a preamble states."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from core.document import Paragraph
from core.place import InText
from core.report.passage import Passage
from core.text.dates import FoundDate, FoundPeriod, find_dates, find_periods
from core.text.fold import bare

_KEYWORDS = re.compile(r"统计|期限|时限|数据|所列|起止|截止|截至|报告期|时间范围|时段|年度报告中|本报告")
_STRONG = re.compile(r"统计|期限|时限|数据|起止|时段")
_LABEL = re.compile(
    r"(?:(?:统计|数据)(?:的)?(?:期限|时限|时间|时段|周期|期间|区间|范围)|期限|时限|时段|起止|(?:报告|统计)期间?(?!内))[^,。;\n]{0,12}\Z"
)
_REPORTS = re.compile(
    r"(?:现将|现就|公开)[^。]{4,60}(?:报告|公布|汇报|总结|公开|通报)如下|(?:反映|汇总|总结)[^。;]{2,50}期间[^。;]{0,16}(?:工作|情况)"
)
_NAMED = re.compile(r"统计期限|统计时限")
_STATES = re.compile(
    rf"{_NAMED.pattern}|统计(?:的)?(?:时段|周期|期间?(?!内|末|初)|区间|范围|起止)|报告期间?(?:为|是|:|自|从)|起止(?:时间|日期)|统计时间|统计数据|数据统计|数据的统计|所列数据|{_REPORTS.pattern}"
)
_HEADING = re.compile(
    r"(?:^|[。;\n])[(\d一二三四五六七八九十).、]*(?:数据|报告)?(?:统计)?(?:的)?(?:期限|时限|时段|起止时间|起止日期|统计时间|统计期间?|统计周期|统计范围|报告期间?)[。:\n]+(?:自|从|为)?$"
)
_OTHER_USE = re.compile(r"公布|公示|发布|查阅|查询|下载|征求|征集|受理|活动")
_UNTIL = re.compile(r"(?:截止|截至|止)(?:日期|时间)?(?:到|至|于|为|是|自|:)*$")
_WHOLE_YEAR = re.compile(
    r"(?:统计(?:期限|时限|时间|时段|周期|区间|期间?(?!内|末|初)|数据)|期限|时限)[^。;\n]{0,10}?(?P<year>20\d\d)年(?:度|全年|全年度)(?!政府信息)"
)


# What was meant for a date: a 日 lost or in the place of 月, a digit too many or too few.
_DAY = r"\d{1,3}[月日]\d{1,3}[日月号]?(?!\d)"
_SLIPPED = re.compile(
    rf"(?<!\d)(?:(?P<first>\d{{2,8}}年度?{_DAY})(?:算起|开始|起|始)?,?(?:截至|截止|止于|至|到|-{{1,4}}|~|…{{1,2}})|(?:截至|截止))(?:于|到|至)?"
    rf"(?P<last>(?:\d{{2,8}}年度?)?{_DAY})"
)
_DATE = re.compile(r"(?:(?:19|20)\d\d年度?)?\d{1,2}月\d{1,2}[日号]")

_SURE = 2
_NEAR = 24
_YEAR_LONG, _MONTH_LONG = 365, 31
# Chapter one of a short report begins so: the days in brackets behind the year.
_YEAR_OPENS = re.compile(r"20\d\d年(?:度|全年)?\((?P<days>(?:20\d\d年)?1月1日起?(?:至|到|-{1,4}|~)(?:20\d\d年)?12月31日)止?\),")


@dataclass(frozen=True, slots=True)
class StatedPeriod:
    """A statistics period; an end that is not stated is None. ``damaged``: 年 and 月 were lost in copying."""

    first: FoundDate | None
    last: FoundDate | None
    place: InText
    damaged: bool = False

    @property
    def days(self) -> tuple[date | None, date | None]:
        """First and last day, None where not stated or not in the calendar."""
        return self.first.value if self.first else None, self.last.value if self.last else None


def find_period(passage: Passage, report_year: int | None = None, sure: bool = False) -> StatedPeriod | None:
    """The period that a passage states: the one behind its label before one in a sentence on statistics before any other.

    ``sure``: none but such. ``report_year`` is what 当年 means.
    """
    text = passage.text
    candidates = [
        found
        for found in find_periods(text, report_year)
        if not _in_title(text, found.start) and (_weight(passage, found) >= _SURE or (not sure and _may_be(passage, found)))
    ]
    best = max(candidates, key=lambda found: (_weight(passage, found), -found.start), default=None)
    if best is not None:
        return StatedPeriod(best.first, best.last, passage.place(best.start, best.end), best.damaged)
    for found in find_dates(text):
        left, right = passage.sentence(found.start, found.end)
        if _UNTIL.search(text[left : found.start]) and _STRONG.search(text[left:right]):
            return StatedPeriod(None, found, passage.place(found.start, found.end))
    whole = _WHOLE_YEAR.search(text)
    if whole:
        year = int(whole["year"])
        span = whole.span("year")
        ends = FoundDate(*span, year, 1, 1), FoundDate(*span, year, 12, 31)
        return StatedPeriod(*ends, passage.place(span[0], whole.end()))
    return None


def find_slipped(paragraphs: Iterable[Paragraph]) -> Iterator[tuple[InText, ...]]:
    """The ends of a statistics period that are no dates, of paragraphs in which no period can be read."""
    passage = Passage(paragraphs)
    for match in _SLIPPED.finditer(passage.text):
        left, right = passage.sentence(match.start(), match.end())
        before = passage.text[left : match.start()]
        if (
            _STRONG.search(passage.text[left:right])
            and not _OTHER_USE.search(before)
            and not _in_title(passage.text, match.start())
        ):
            ends = [match.span(name) for name in ("first", "last") if match[name] and not _DATE.fullmatch(match[name])]
            yield tuple(passage.place(*end) for end in ends)


def find_statement(
    paragraphs: Iterable[Paragraph], report_year: int | None = None, anywhere: bool = False
) -> StatedPeriod | None:
    """The period in a paragraph of a chapter that says outright that it states one; ``anywhere``: by the words 统计期限 alone."""
    ordered = list(paragraphs)
    for number, paragraph in enumerate(ordered):
        if (_NAMED if anywhere else _STATES).search(words := bare(paragraph.text)):
            # A heading of its own (统计期限) has the dates under it.
            alone = _HEADING.fullmatch(f"{words.rstrip('。:')}。")
            passage = Passage(ordered[number : number + (2 if alone else 1)])
            period = find_period(passage, report_year, sure=True)
            if period:
                return period
    return None


def find_opening(paragraph: Paragraph, report_year: int | None = None) -> StatedPeriod | None:
    """The whole year that the first sentence of chapter one puts in brackets behind the year it tells of: 2021年（1月1日至12月31日），…."""
    passage = Passage([paragraph])
    told = _YEAR_OPENS.match(passage.text)
    found = next((each for each in find_periods(passage.text, report_year) if told and each.start == told.start("days")), None)
    return StatedPeriod(found.first, found.last, passage.place(found.start, found.end)) if found else None


def _may_be(passage: Passage, found: FoundPeriod) -> bool:
    """Dates of a plan, of publication or of a campaign stand without a word on statistics."""
    if found.first is None or found.last is None or not (found.first.year == found.last.year or _is_about_a_year(found)):
        return False
    whole = (found.first.month, found.first.day, found.last.month, found.last.day) == (1, 1, 12, 31)
    left, right = passage.sentence(found.start, found.end)
    return whole or not _OTHER_USE.search(passage.text[left:right])


def _is_about_a_year(found: FoundPeriod) -> bool:
    """Whether a span over New Year is as long as what a yearly report tells of."""
    first, last = (day.value if day else None for day in (found.first, found.last))
    return bool(first and last and abs((last - first).days + 1 - _YEAR_LONG) <= _MONTH_LONG)


def _weight(passage: Passage, found: FoundPeriod) -> int:
    left, right = passage.sentence(found.start, found.end)
    sentence = passage.text[left:right]
    before = passage.text[max(0, found.start - _NEAR) : found.start]
    if _LABEL.search(passage.text[max(left, found.start - _NEAR) : found.start]) or _HEADING.search(before):
        return _SURE + 1
    return _SURE if _STRONG.search(sentence) or _REPORTS.search(sentence) else int(bool(_KEYWORDS.search(sentence)))


def _in_title(text: str, at: int) -> bool:
    """Inside 《》: the dates of a document's title."""
    opened = text.rfind("《", 0, at)
    closed = text.find("》", at)
    # One that is never closed is a slip, and what stands behind it no title.
    return opened > text.rfind("》", 0, at) and closed >= 0 and "《" not in text[at:closed]
