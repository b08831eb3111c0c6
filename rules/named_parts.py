"""Parts named again together: 人大代表建议92件、政协提案118件 in one place, 人大代表建议、政协提案共208件 in another; all of 8 people: 全部10名."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from itertools import pairwise

from core.place import InText
from core.report.report import Report
from core.text.numbers import Number
from rules.statements.reading import CLAUSE, SENTENCE, Reading, read

_TOGETHER = re.compile(
    r"(?P<one>[\u4e00-\u9fff]{2,12})[、和及与](?P<other>[\u4e00-\u9fff]{2,8}?)"
    r"(?:两[类项种者](?P<head>[\u4e00-\u9fff]{0,4}?))?"
    r"(?P<sum>共计?|合计|总计|累计|由(?:上年|去年|20\d\d年)的?\d+[\u4e00-\u9fff](?:增加|增长|减少|下降|增|减)(?:到|至))$"
)
_EVERY = re.compile(r"(?:全部|全体|所有)(?:的)?$")
_RUN = re.compile(r"[\u4e00-\u9fff]{2,12}$")
_ELSEWHERE = re.compile("公开|公布|答复|回复|反馈|办结|主办|协办|会办|参与|上年|去年|同期|每")
_TIME = re.compile("上年|去年|同期|累计|计划|力争")
_SHORTEST, _LONGEST = 3, 8
_OF_TWO = 4
_NEAR = Decimal("0.12")
_FEW = 2
_PEOPLE = {"名": "人"}


@dataclass(frozen=True)
class Named:
    """A figure: ``run`` is the word right before it, ``clause`` all before it in its clause."""

    reading: Reading
    number: Number
    run: str
    clause: str

    @cached_property
    def unit(self) -> str:
        """The measure, those of people as one."""
        return _PEOPLE.get(self.number.unit, self.number.unit)

    @property
    def place(self) -> InText:
        """Where the figure stands."""
        return InText(self.reading.paragraph.index, *self.reading.words.back(self.number.start, self.number.stop))

    @cached_property
    def sentence(self) -> tuple[int, int]:
        """Which sentence holds it."""
        return self.reading.paragraph.index, self.reading.start_of(self.number.start, SENTENCE)


@dataclass(frozen=True, slots=True)
class Again:
    """A figure told again, what it should be, and where that is told."""

    again: Named
    expected: Decimal
    told: tuple[Named, ...]


def wrong(report: Report) -> Iterator[Again]:
    """Each sum of named parts, and each number of all people, that is not what was told of them."""
    figures = [each for reading in read(report) for each in _figures(report, reading)]
    beside = [(one, other) for one, other in pairwise(figures) if one.unit == other.unit and one.sentence == other.sentence]
    for each in figures:
        yield from _together(each, beside)
        yield from _every(each, figures)


def _figures(report: Report, reading: Reading) -> Iterator[Named]:
    for number in reading.numbers:
        clause = reading.text[reading.start_of(number.start, CLAUSE + "()") : number.start]
        past = any(number.start - len(clause) <= year.start < number.start and year.year != report.year for year in reading.years)
        if number.unit and not number.approximate and not number.places and not past:
            run = _RUN.search(clause)
            yield Named(reading, number, run.group() if run else "", clause)


def _together(again: Named, beside: Sequence[tuple[Named, Named]]) -> Iterator[Again]:
    """县人大代表建议、县政协提案共208件 against figures side by side: 县人大代表建议92件、县政协提案118件."""
    named = _TOGETHER.search(again.clause)
    if named is None or "其中" in again.clause:
        return
    own = set(_ELSEWHERE.findall(again.clause[: named.start("sum")]))
    head = named["head"] or ""
    pairs = [
        (one, other)
        for one, other in beside
        if one.unit == again.unit
        and one.sentence != again.sentence
        and _is_named(one.run, named["one"] + head)
        and _is_named(other.run, named["other"] + head)
        and own == set(_ELSEWHERE.findall(one.clause))
    ]
    sums = {one.number.value + other.number.value for one, other in pairs}
    if len(sums) == 1 and _is_nearly(again.number.value, total := sums.pop()):
        yield Again(again, total, pairs[0])


def _is_named(run: str, name: str) -> bool:
    """Whether the word before a figure is a name: both may have other words before it."""
    return len(run) >= _OF_TWO and (
        name.endswith(run[-max(_OF_TWO, min(len(run), len(name))) :]) or run.endswith(name[-_OF_TWO:])
    )


def _every(again: Named, figures: Sequence[Named]) -> Iterator[Again]:
    """组织全部10名社会监督员开展评议 against 聘请社会监督员8名."""
    behind = re.compile(r"[\u4e00-\u9fff]*").match(again.reading.text, again.number.stop)
    if not behind or not _EVERY.search(again.clause):
        return
    told = [
        each
        for each in figures
        if each is not again and each.unit == again.unit and _is_of(each, behind.group()) and not _TIME.search(each.clause)
    ]
    values = {each.number.value for each in told}
    if len(values) == 1 and (value := values.pop()) < again.number.value:
        yield Again(again, value, (told[0],))


def _is_of(each: Named, name: str) -> bool:
    """Whether a figure is of the things that a name begins with: 社会监督员8名."""
    return any(each.run.endswith(name[:length]) for length in range(_SHORTEST, min(_LONGEST, len(name)) + 1))


def _is_nearly(value: Decimal, total: Decimal) -> bool:
    shuffled = sorted(str(value)) == sorted(str(total))
    return value != total and (shuffled or abs(value - total) <= max(Decimal(_FEW), total * _NEAR))
