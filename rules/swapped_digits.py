"""Figures of one thing that differ by two digits changed round: 批文2140份 and, further on, 2410份批文."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations

from core.place import InText
from core.report.report import Report
from core.text.numbers import Number
from rules.repeated_things import Things
from rules.statements.reading import CLAUSE, SENTENCE, Reading, read
from rules.wordlists import compiled

_MEASURES = frozenset({"", "年", "月", "日", "天", "%", "工作日", "个工作日"})
_MONEY = frozenset({"元", "万元"})
_SUM = 4
"""So many characters right before two amounts make them amounts of one thing: 成交总价款."""
_FEW, _MANY = 3, 4
_BEFORE, _BESIDE, _BEHIND = 40, 4, 8
# What carries information right before a figure, with nothing but a word of publishing between: 微信公众号512条.
_CARRIER = re.compile(
    r"(?P<carrier>微信公众号|公众号|微博|视频号|抖音号?|(?:门户|政府)?网站|客户端|公报)(?:“[^“”]{2,12}”)?(?:全年|发布|推送|公开|推文|审查|审核|政府信息|信息|稿件|内容|各类|共|累计|的)*$"
)
# What makes a number the name of one in a series, and no count: 第1120期, 总1120期, 第1118至1120期, K1120次.
_NTH = re.compile(r"(?:第|总|(?<![A-Za-z])[A-Za-z]|(?i:no)\.?)(?:\d+[期号次场批届]?(?:[、,~—-]|至|到|和|及|与)+)*$")
# An issue that holds something: 公报1120期刊登….
_ISSUE = re.compile(r"期(?:上)?(?:刊登|刊发|刊载|登载|发表|推出|介绍|报道|专题|头版)")
_LONG = 8
"""So many characters told alike before two figures of three digits make them figures of one thing."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure with the words around it: ``lead`` before it in its sentence, ``beside`` right before and behind it."""

    value: Decimal
    unit: str
    place: InText
    sentence: tuple[int, int]
    lead: str
    beside: tuple[str, str]


def swapped(report: Report, lists: Things) -> Iterator[tuple[Figure, Figure]]:
    """Pairs of figures that are very likely one, the earlier first."""
    figures = [figure for reading in read(report) for figure in _figures(report, reading)]
    by_digits: dict[tuple[str, str], list[Figure]] = {}
    for figure in figures:
        by_digits.setdefault(("".join(sorted(str(figure.value))), figure.unit), []).append(figure)
    # Of figures that are all equal none is turned round, and a long text may tell one very often.
    for same in (figures for figures in by_digits.values() if len({figure.value for figure in figures}) > 1):
        for first, second in combinations(same, 2):
            if first.sentence != second.sentence and _are_turned(first, second) and _are_one(first, second, lists):
                yield first, second


def _figures(report: Report, reading: Reading) -> Iterator[Figure]:
    for number in reading.numbers:
        if (
            number.unit in _MEASURES
            or (number.places and number.unit not in _MONEY)
            or number.approximate
            or not number.arabic
            or _is_small(number)
        ):
            continue
        if _is_of_a_series(reading.text, number) or _is_another_year_s(report, reading, number):
            continue
        sentence = reading.start_of(number.start, SENTENCE)
        lead = reading.text[max(sentence, number.start - _BEFORE) : number.start]
        behind = re.compile(r"[\u4e00-\u9fff]*").match(reading.text, number.stop)
        beside = (lead[-_BESIDE:], behind.group()[:_BEHIND] if behind else "")
        place = InText(reading.paragraph.index, *reading.words.back(number.start, number.stop))
        yield Figure(number.value, number.unit, place, (place.paragraph, sentence), lead, beside)


def _is_small(number: Number) -> bool:
    """Whether a figure has too few digits: small numbers meet by chance, and so do round amounts."""
    digits = str(number.value).replace(".", "")
    return len(digits.strip("0") if number.unit in _MONEY else digits) < _FEW


def _is_of_a_series(text: str, number: Number) -> bool:
    """Whether a number tells which one and not how many; the next in a series may well have the same digits."""
    return bool(_NTH.search(text[max(0, number.start - _BEFORE) : number.start]) or _ISSUE.match(text, number.end))


def _is_another_year_s(report: Report, reading: Reading, number: Number) -> bool:
    """Whether the clause of a figure speaks of another year: 比上年的1283件. What is told since a year is told this year."""
    clause = reading.text[reading.start_of(number.start, CLAUSE) : number.start]
    years = {int(year) for year in re.findall(r"(?:19|20)\d\d(?=年(?!以来))", clause)}
    return bool(years - {report.year} or re.search("上年|上一年|去年|同期|计划|力争", clause))


def _are_turned(first: Figure, second: Figure) -> bool:
    """Whether two neighbouring digits stand the other way round, and nothing else differs."""
    one, other = str(first.value), str(second.value)
    differ = [at for at, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
    return len(differ) == 2 and differ[1] == differ[0] + 1


def _are_one(first: Figure, second: Figure, lists: Things) -> bool:
    """Whether the words around two figures tell of one thing."""
    if first.unit in _MONEY:
        name = re.search(rf"[\u4e00-\u9fff]{{{_SUM}}}$", first.lead)
        return name is not None and second.lead.endswith(name.group())
    if _shared(first.lead, second.lead) >= _LONG:
        return True
    carriers = [found["carrier"] for each in (first, second) if (found := _CARRIER.search(each.lead))]
    if len(carriers) == len((first, second)) and carriers[0] == carriers[1]:
        return True
    if len(str(first.value)) < _MANY or compiled(lists.steps).search(first.lead + second.lead):
        return False
    plain = compiled(lists.common)
    ones, others = ({word for text in figure.beside for word in _pairs(text)} for figure in (first, second))
    return any(not plain.fullmatch(word) for word in ones & others)


def _pairs(text: str) -> Iterator[str]:
    letters = re.sub(r"[^\u4e00-\u9fff]", " ", text)
    yield from (letters[at : at + 2] for at in range(len(letters) - 1) if " " not in letters[at : at + 2])


def _shared(one: str, other: str) -> int:
    """The length of the longest run of characters in both."""
    best = 0
    for start in range(len(one)):
        while start + best < len(one) and one[start : start + best + 1] in other:
            best += 1
    return best
