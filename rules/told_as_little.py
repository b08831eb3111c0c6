"""Figures told again: as too little (全年视频解读仅9篇), or as all of the year (全年共举办培训班4期)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from core.kept import kept
from core.place import InText
from core.report.report import Report
from core.text.numbers import Number
from rules import told_before
from rules.statements import meant
from rules.statements.meant import Span
from rules.statements.reading import CLAUSE, Reading, read
from rules.wordlists import compiled

_ITEM = r"(?:[一二三四五六七八九十]+是|\(?\d{1,2}[).、]|虽然?|但|且|而|主要是|例如|比如|如|全年|今年|本年度?|20\d\d年度?|,)*"
_LITTLE = rf"{_ITEM}(?P<what>[\u4e00-\u9fff]{{4,14}}?)(?:数量|总数|总量)?(?:仅仅?|只|才|不过|总共)(?:有|为|是|发布|举办|开展)?"
_OF_ALL = (
    rf"{_ITEM}(?:全年|20\d\d年度?|本年度?)(?:总共|共计|累计|共)(?:举办|组织|开展)(?:了|各类)*(?P<what>培训(?:班|会|活动)?|讲座)"
)
_HELD = re.compile(
    rf"{_ITEM}(?:我[县市区局委镇乡]|全[县市区局镇]|共计|共|累计)*(?:举办|组织|开展)(?:了|各类|政务公开|政府信息公开|工作|业务|专题)*(?:培训(?:班|会|活动)?|讲座)"
)
_TIMES = frozenset({"期", "次", "场", "班"})
_ABOUT_TRAINING = re.compile("培训|讲座|轮训")


@dataclass(frozen=True, slots=True)
class Again:
    """A figure told again with what it is elsewhere."""

    what: str
    value: Decimal
    before: Decimal
    unit: str
    place: InText
    first: InText


def wrong(report: Report) -> Iterator[Again]:
    """Each figure told as little, or as all of the year, that stands elsewhere in the same words with another number."""
    readings = list(read(report))
    yield from _as_little(report, readings)
    yield from _as_all(report, readings)


def _as_little(report: Report, readings: list[Reading]) -> Iterator[Again]:
    told: tuple[told_before.Told, ...] | None = None
    for reading, number, found in _leads(report, readings, _LITTLE):
        told = told_before.told(report) if told is None else told
        key = told_before.plain_words(found["what"])
        place = _place(reading, number)
        same = [each for each in told if (each.unit, each.key) == (number.unit, key) and not _is_near(each.place, place)]
        values = {each.value for each in same}
        if told_before.is_telling(key, number.unit) and len(values) == 1 and number.value not in values:
            yield Again(key, number.value, same[0].value, number.unit, place, same[0].place)


def _as_all(report: Report, readings: list[Reading]) -> Iterator[Again]:
    """All the trainings of the year, where one other place alone tells of trainings, in as bare words."""
    for reading, number, found in _leads(report, readings, _OF_ALL):
        others = [
            (each, other) for each in readings for other in each.numbers if _is_of_training(each, other) and other is not number
        ]
        if number.unit not in _TIMES or len(others) != 1:
            continue
        where, other = others[0]
        bare = _HELD.fullmatch(where.text, where.start_of(other.start, CLAUSE), other.start)
        span = Span(other.start, other.stop)
        if bare and other.unit == number.unit and other.value != number.value and meant.of_this_year(report, where, span):
            yield Again(found["what"], number.value, other.value, number.unit, _place(reading, number), _place(where, other))


def _leads(report: Report, readings: list[Reading], pattern: str) -> Iterator[tuple[Reading, Number, re.Match[str]]]:
    """The figures whose clause up to them is of a pattern, of the unit's for the year."""
    for reading in readings:
        for number, found in _leading(reading, pattern):
            span = Span(number.start, number.stop)
            if meant.of_this_year(report, reading, span) and meant.of_the_unit(report, reading, span):
                yield reading, number, found


@kept
def _leading(reading: Reading, pattern: str) -> Iterator[tuple[Number, re.Match[str]]]:
    for number in reading.numbers:
        if number.unit and not number.approximate and not number.places:
            found = compiled(pattern).fullmatch(reading.text, reading.start_of(number.start, CLAUSE), number.start)
            if found:
                yield number, found


def _is_of_training(reading: Reading, number: Number) -> bool:
    clause = reading.text[reading.start_of(number.start, CLAUSE) : reading.end_of(number.stop, CLAUSE)]
    return number.unit in _TIMES and bool(_ABOUT_TRAINING.search(clause))


def _place(reading: Reading, number: Number) -> InText:
    return InText(reading.paragraph.index, *reading.words.back(number.start, number.stop))


def _is_near(one: InText, other: InText) -> bool:
    """Whether two places stand in one sentence, more or less: there one of them is a part."""
    return one.paragraph == other.paragraph and abs(one.start - other.start) < 40
