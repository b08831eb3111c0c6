"""What a unit consists of: 全县18个乡镇 in one place, and more than there are in another: 对19个乡镇开展辅导."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise

from core.place import InText
from core.report.report import Report
from core.text.numbers import Number
from rules.statements import meant
from rules.statements.meant import Span
from rules.statements.reading import CLAUSE, SENTENCE, Reading, read
from rules.statements.words import words
from rules.wordlists import compiled, load

_UNITS = frozenset({"个", "家", "所"})
_NEAR = Decimal("0.12")
_FEW = 2
_JOIN = 2
_LEAST = 5
"""Of fewer than so many, 全县3个乡镇… may be some that something happened to."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of members; one without an id goes by its words. ``of``: the kinds that it joins; ``near``: their number may vary a little."""

    id: str
    words: str
    of: tuple[str, ...] = ()
    near: bool = False


@dataclass(frozen=True, slots=True)
class _Words:
    """The data file; see there."""

    kinds: tuple[Kind, ...]
    all_of: str
    region: str
    each: str
    called: str
    own: str
    some: str
    last_report: str
    thing: str


@dataclass(frozen=True, slots=True)
class Members:
    """A number of members; ``all``: of all that there are."""

    name: str
    kind: Kind
    value: Decimal
    unit: str
    place: InText
    all: bool


def _words() -> _Words:
    found: _Words = load("members", _Words)
    return found


def wrong(report: Report) -> Iterator[tuple[Members, Members]]:
    """Each number of members that is more than there are, with the number of all."""
    found = [each for reading in read(report) for each in _members(report, reading)]
    wholes = _wholes(found)
    told: set[str] = set()
    yield from _turned(found, wholes)
    for each in found:
        whole = wholes.get(each.name)
        if whole and each.name not in told and _is_too_many(each, whole, wholes):
            told.add(each.name)
            yield each, whole


def _wholes(found: Sequence[Members]) -> dict[str, Members]:
    """By kind the number of all; of a kind that joins others it may be their sum."""
    wholes: dict[str, Members] = {}
    for each in found:
        if each.all and (each.name not in wholes or each.value > wholes[each.name].value):
            wholes[each.name] = each
    for kind in _words().kinds:
        parts = [wholes[name] for name in kind.of if name in wholes]
        if len(parts) == len(kind.of) and parts and kind.id not in wholes:
            value = sum((part.value for part in parts), Decimal(0))
            first = parts[0]
            wholes[kind.id] = replace(first, name=kind.id, kind=kind, value=value)
    return wholes


def _turned(found: Sequence[Members], wholes: dict[str, Members]) -> Iterator[tuple[Members, Members]]:
    """231个村（社区） where 186个行政村和27个社区 are told together and nothing says how many there are."""
    for kind in _words().kinds:
        rows = [
            replace(one, name=kind.id, kind=kind, value=one.value + other.value)
            for one, other in pairwise(found)
            if {one.name, other.name} == set(kind.of) and _are_beside(one.place, other.place)
        ]
        sums = {row.value for row in rows}
        for each in found if len(sums) == 1 and kind.id not in wholes else ():
            if each.name == kind.id and each.value not in sums and sorted(str(each.value)) == sorted(str(rows[0].value)):
                yield each, rows[0]


def _are_beside(one: InText, other: InText) -> bool:
    return one.paragraph == other.paragraph and 0 <= other.start - one.end <= _JOIN


def _is_too_many(each: Members, whole: Members, wholes: dict[str, Members]) -> bool:
    """Whether a number is a little more than there are: one far from it speaks of something else."""
    joint = [found.value for found in wholes.values() if each.name in found.kind.of]
    apart = each.value - whole.value
    most = Decimal(_FEW) if each.kind.near else max(Decimal(_FEW), whole.value * _NEAR)
    shuffled = sorted(str(each.value)) == sorted(str(whole.value))
    return apart > 0 and each.value not in joint and (shuffled or apart <= most)


def _members(report: Report, reading: Reading) -> Iterator[Members]:
    counted = [(number, found) for number in reading.numbers if (found := _noun(reading, number))]
    rows = _rows(reading, counted)
    for number, (kind, name, stop) in counted:
        if _is_usable(report, reading, number):
            row = next(each for each in rows if number in each.numbers)
            yield _made(reading, kind, name, number, stop, all_of_them=_are_all(report, reading, row))
    for number in reading.numbers:
        before = _named_before(reading, number)
        if before and _is_usable(report, reading, number):
            yield _made(reading, *before, number, number.stop, all_of_them=True)


def _made(reading: Reading, kind: Kind, name: str, number: Number, stop: int, *, all_of_them: bool) -> Members:
    place = InText(reading.paragraph.index, *reading.words.back(number.start, stop))
    return Members(name, kind, number.value, number.unit, place, all_of_them)


_Found = tuple[Kind, str, int]


def _noun(reading: Reading, number: Number) -> _Found | None:
    """The kind that stands behind a number, its name and where it ends: 12个乡镇, 46个有公开义务的单位."""
    lists = _words()
    if number.unit not in _UNITS:
        return None
    for kind in lists.kinds:
        match = compiled(rf"(?:[\u4e00-\u9fff]{{1,8}}的)?(?P<noun>{kind.words})").match(reading.text, number.stop)
        if match:
            other = compiled(lists.thing).match(reading.text, match.end())
            return None if other else (kind, kind.id or match["noun"], match.end())
    return None


def _named_before(reading: Reading, number: Number) -> tuple[Kind, str] | None:
    """The kind that stands before the number of all: 有公开义务的单位共46个，其中…; 乡镇18个，实现乡镇全覆盖."""
    lists, text = _words(), reading.text
    if number.unit not in _UNITS:
        return None
    lead, rest = text[reading.start_of(number.start, CLAUSE) : number.start], text[number.stop :]
    for kind in lists.kinds:
        called = compiled(rf"(?P<noun>{kind.words})(?P<sum>共有?|总数为|共计)?$").search(lead)
        if called:
            parts = called["sum"] and re.match(",其中", rest) and compiled(lists.own).search(lead)
            covered = re.match(r",?(?:实现|做到)[^,。;]{0,6}全覆盖", rest)
            return (kind, kind.id or called["noun"]) if parts or covered else None
    return None


def _is_usable(report: Report, reading: Reading, number: Number) -> bool:
    """Whether a number may be that of all: of the unit's own members, at this time, and not of some picked out."""
    lead = reading.text[reading.start_of(number.start, CLAUSE) : number.start]
    if number.approximate or number.places or compiled(_words().some).search(lead):
        return False
    start = reading.start_of(number.start, SENTENCE)
    years = [each for each in reading.years if start <= each.start < number.start and not each.quoted]
    if years and years[-1].year < (report.year or 0) and not compiled(_words().last_report).match(reading.text, years[-1].end):
        return False
    return report.kind == "government" or not compiled(f"{words().levels}|{words().region}").search(lead)


@dataclass(frozen=True, slots=True)
class _Row:
    """Numbers of members with nothing but 、 between them, and where the last noun ends."""

    numbers: tuple[Number, ...]
    stop: int


def _rows(reading: Reading, counted: Sequence[tuple[Number, _Found]]) -> list[_Row]:
    rows: list[_Row] = []
    for number, (_, _, stop) in counted:
        joined = rows and re.fullmatch("[、,]?(?:和|及|与|以及|共计?|合计)?", reading.text[rows[-1].stop : number.start])
        before = rows.pop().numbers if joined else ()
        rows.append(_Row((*before, number), stop))
    return rows


def _are_all(report: Report, reading: Reading, row: _Row) -> bool:
    """Whether a number, or the row that it stands in, is said to be of all."""
    lists, first = _words(), row.numbers[0]
    start = reading.start_of(first.start, CLAUSE + "()")
    lead, rest = reading.text[start : first.start], reading.text[row.stop :]
    if not meant.of_the_unit(report, reading, Span(first.start, row.stop)):
        return False
    *parts, last = (number.value for number in row.numbers)
    adds_up = len(parts) > 1 and sum(parts) == last
    if compiled(lists.all_of).search(lead) or adds_up or (parts and compiled(lists.called).match(rest)):
        return True
    many = len(parts) > 0 or last >= _LEAST
    return bool(many and compiled(lists.region).search(lead) and compiled(lists.each).match(rest))
