"""The trainings of the year and those trained, told twice: 举办业务培训2期，86人次参加 and 全年2期、68人次参加的业务培训."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from core.kept import kept
from core.place import InText
from core.report.report import Report
from core.text.numbers import Number
from rules.statements import meant
from rules.statements.meant import Span
from rules.statements.reading import CLAUSE, Reading
from rules.told_as_little import Again

_ITEM = r"(?:[一二三四五六七八九十]+是|\(?\d{1,2}[).、]|虽然?|尽管|但|且|而|并|共计|共|累计|已|在)*"
_YEAR = r"(?:全年|20\d\d年度?|今年|本年度?)"
_OWN = r"(?:全[县市区镇乡局]|我[县市区镇乡局])"
_KIND = r"(?:各类|政务公开|政府信息公开|信息公开|工作|业务|专题|集中|的)*(?:培训班?|培训会|培训活动)"
_OPENS = rf"{_ITEM}(?P<year>{_YEAR})?{_ITEM}(?:{_OWN})?{_ITEM}"
# 举办业务培训2期，; 举办的2期业务培训; 全年2期、.
_HELD = re.compile(
    rf"{_OPENS}(?:举办|组织|开展)(?:了)?(?:{_KIND})(?:共|共计|累计)?$|{_OPENS.replace('<year>', '<year_2>')}(?:举办|组织|开展)?的?$"
)
_KIND_BEHIND = re.compile(rf"(?:{_KIND})")
_REACHED = re.compile(r"[,、(和]?(?:共|累计|共计|参训|培训|受训|参加|覆盖|惠及|参与|接受|人员|干部|学员|人次|达|工作人员)*")
_OF_WHICH_KIND = re.compile(rf"(?:参加|参训|参与|受训)的(?:{_KIND})")
_TIMES, _PEOPLE = frozenset({"期", "次", "场", "班"}), frozenset({"人", "人次", "名"})
_PAIR = 2


@dataclass(frozen=True, slots=True)
class _Trained:
    """So many trainings with so many people; ``all``: said to be all of the year."""

    reading: Reading
    held: Number
    reached: Number
    all: bool


def wrong(report: Report, readings: Sequence[Reading]) -> Iterator[Again]:
    """Of two mentions of as many trainings in as bare words, one of all of the year, the later, if it tells of other people."""
    found = [each for reading in readings for each in _trained(reading) if _is_meant(report, each)]
    if len(found) != _PAIR or not any(each.all for each in found) or found[0].reading is found[1].reading:
        return
    first, again = found
    same = (first.held.value, first.held.unit, first.reached.unit) == (again.held.value, again.held.unit, again.reached.unit)
    if same and first.reached.value != again.reached.value:
        value, before = again.reached.value, first.reached.value
        yield Again("培训", value, before, again.reached.unit, _place(again), _place(first))


def _is_meant(report: Report, said: _Trained) -> bool:
    span = Span(said.held.start, said.reached.stop)
    return meant.of_this_year(report, said.reading, span) and meant.of_the_unit(report, said.reading, span)


@kept
def _trained(reading: Reading) -> Iterator[_Trained]:
    text = reading.text
    for held, reached in zip(reading.numbers, reading.numbers[1:], strict=False):
        if held.unit not in _TIMES or reached.unit not in _PEOPLE or held.approximate or reached.approximate or reached.places:
            continue
        lead = text[reading.start_of(held.start, CLAUSE + "()") : held.start]
        opened = _HELD.fullmatch(lead)
        between = text[held.stop : reached.start]
        kind = _KIND_BEHIND.match(between)
        rest = between[kind.end() :] if kind else between
        named = "培训" in lead or kind or _OF_WHICH_KIND.match(text, reached.stop)
        if opened and named and _REACHED.fullmatch(rest):
            yield _Trained(reading, held, reached, bool(opened["year"] or opened["year_2"]))


def _place(said: _Trained) -> InText:
    return InText(said.reading.paragraph.index, *said.reading.words.back(said.reached.start, said.reached.stop))
