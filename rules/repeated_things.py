"""Things that a report counts in several places: the same doing of the same thing, with its number."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from core.place import InText
from core.report.report import Report
from core.text.numbers import Number
from rules.statements import meant
from rules.statements.meant import Span
from rules.statements.reading import CLAUSE, Reading, read
from rules.statements.words import words
from rules.wordlists import compiled

_NO_THING = frozenset({"", "年", "月", "日", "天", "%", "元", "万元", "亿元", "个工作日", "工作日"})
_SENTENCE = "。!?\n"
_SHORTEST_OBJECT = 3
_SHORTEST_PLACED = 2
"""Of a thing that is done in a place named with it: 门户网站发布信息3268条."""
_LONGEST_OBJECT = 14
_SHARED = 4
"""So many characters at the end of what stands before the verb make two mentions speak of the same place."""


@dataclass(frozen=True, slots=True)
class Things:
    """How the data file tells what is counted; see there."""

    verbs: str
    fill: str
    vague: str
    unless: str


@dataclass(frozen=True, slots=True)
class Thing:
    """A number of things: ``key`` is what was done to what, ``where`` what stands before it in the clause."""

    key: str
    unit: str
    where: str
    value: Decimal
    place: InText
    sentence: tuple[int, int]


def things(report: Report, lists: Things) -> Iterator[Thing]:
    """Every number of things that is the whole unit's for the year."""
    for reading in read(report):
        if re.search("上年|去年|历年", reading.headings) and not re.search("改进|整改|落实", reading.headings):
            continue
        for number in reading.numbers:
            thing = _thing(report, reading, number, lists)
            if thing:
                yield thing


def _thing(report: Report, reading: Reading, number: Number, lists: Things) -> Thing | None:
    text = reading.text
    if number.unit in _NO_THING or number.approximate or number.places:
        return None
    start = max(reading.start_of(number.start, CLAUSE), max(text.rfind(mark, 0, number.start) for mark in "()") + 1)
    lead = text[start : number.start]
    found = list(compiled(lists.verbs).finditer(lead))
    if not found or compiled(lists.unless).search(lead):
        return None
    verb = found[-1]
    what = compiled(lists.fill).sub("", lead[verb.end() :]) or _behind(reading, number)
    where = _without_lead(lead[: verb.start()])
    shortest = _SHORTEST_PLACED if len(where) >= _SHARED else _SHORTEST_OBJECT
    if not shortest <= len(what) <= _LONGEST_OBJECT or (compiled(lists.vague).fullmatch(what) and not where):
        return None
    span = Span(start + verb.start(), number.stop)
    if not meant.of_this_year(report, reading, span) or not meant.of_the_unit(report, reading, span):
        return None
    place = InText(reading.paragraph.index, *reading.words.back(span.start, span.end))
    return Thing(
        verb.group() + what, number.unit, where, number.value, place, (place.paragraph, reading.start_of(span.start, _SENTENCE))
    )


def _behind(reading: Reading, number: Number) -> str:
    """The thing that stands behind its number: 建成12个政务公开专区."""
    match = re.compile(r"[\u4e00-\u9fff]+(?=[,。;:!?()、]|$)").match(reading.text, number.stop)
    return match.group() if match else ""


def _without_lead(text: str) -> str:
    return re.sub(rf"^(?:{words().lead}|{words().own}|已|累计)*", "", text)


def same(first: Thing, second: Thing) -> bool:
    """Whether two mentions speak of the same things: done to the same, counted alike, in the same place."""
    if (first.key, first.unit) != (second.key, second.unit) or first.sentence == second.sentence:
        return False
    if first.where == second.where:
        return True
    return len(first.where) >= _SHARED and first.where[-_SHARED:] == second.where[-_SHARED:]
