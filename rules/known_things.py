"""Things that reports count again and again, told in whatever words: 网站发布信息3562条, 通过门户网站公开的3562条信息.

A clause counts only where nothing is left of it beside the noun, its doing, its carrier and words that say that the figure is the
whole unit's for the whole year: one word that is not known (重点领域, 乡镇, 上半年) makes it a part.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from core.kept import kept
from core.place import InText
from core.report.report import Report
from core.text.fold import bare
from core.text.numbers import Number
from core.value import value
from rules.directions import FALL, RISE
from rules.repeated_things import Thing
from rules.statements import meant
from rules.statements.meant import Span
from rules.statements.reading import CLAUSE, Reading, read
from rules.wordlists import compiled, load

_SENTENCE = "。!?\n"
# 由上年的47个减至42个: what stands before the later figure says what it was, not what is counted.
FROM = re.compile(
    r"[由从](?:(?:上年度?|上一年度?|去年|20\d\d年)(?:同期|年?末|年?底)?|年初)?的?[\d,]+[\u4e00-\u9fff]{1,2}?"
    rf"(?:{FALL}|{RISE})[到至为]?(?:了)?(?:今年|本年度?|当年|年末|年底)?的?$"
)


@dataclass(frozen=True, slots=True)
class Noun:
    """A thing counted: ``words`` name it, ``doing`` is what is done to it, ``units`` count it.

    A ``stock`` is there without any doing, and what is ``done`` is named by it; what is ``carried`` counts only with one carrier, and
    is understood without its words where it is ``bare``.
    """

    id: str
    words: str
    doing: str
    units: tuple[str, ...]
    stock: bool = False
    carried: bool = False
    bare: bool = False
    done: bool = False


@dataclass(frozen=True, slots=True)
class _Words:
    """The data file; see there."""

    nouns: tuple[Noun, ...]
    doings: dict[str, str]
    carriers: dict[str, str]
    year: str
    scope: str
    whole: str
    fill: str
    some: str
    behind: str
    limits: str
    headings: str


def _words() -> _Words:
    found: _Words = load("known_things", _Words)
    return found


def known_things(report: Report, *, dated: bool = True) -> Iterator[Thing]:
    """Every figure of a known thing that is the whole unit's for the whole year, which its sentence must say if ``dated``."""
    for reading in read(report):
        if re.search("上年|去年|历年", reading.headings) and not re.search("改进|整改|落实", reading.headings):
            continue
        own = bare(report.title.unit or "") if report.title else ""
        for thing, span, start in _things(reading, own, dated):
            # The noun may name an office (县政府公报): only who the sentence begins with can be another one.
            if meant.of_this_year(report, reading, span) and meant.of_the_unit(report, reading, Span(start, start)):
                yield thing


@kept
def _things(reading: Reading, own: str, dated: bool) -> Iterator[tuple[Thing, Span, int]]:
    """The figures of a paragraph in a report of the unit ``own``, each with where it stands and where its item begins."""
    for number in reading.numbers:
        if number.unit and not number.approximate and not number.places:
            yield from _of_a_figure(reading, number, own, dated=dated)


def _of_a_figure(reading: Reading, number: Number, own: str, *, dated: bool) -> Iterator[tuple[Thing, Span, int]]:
    nouns = _counted_in(number.unit)
    if not nouns:
        return
    clause, start = _starts(reading, number)
    lead = FROM.sub("", re.sub(r"\([^()]*\)", "", reading.text[start : number.start]))
    # Most figures are of nothing that is known.
    named = _any(nouns).search(lead) or _right_behind(*nouns).match(reading.text, number.stop)
    for noun in nouns if named else [noun for noun in nouns if noun.bare and not dated]:
        told = _told(_Item(reading, number, clause, start, lead), noun)
        told = told or (_bare(reading, number, noun) if noun.bare and number.unit == noun.units[0] and not dated else None)
        if told is None:
            continue
        carrier, rest = _carrier(told.rest, noun)
        if carrier is None or not _is_all(reading, told, noun, rest, own, dated=dated):
            continue
        earlier = FROM.search(reading.text, told.start, number.start)
        span = Span(earlier.start() if earlier else number.start, number.stop)
        place = InText(reading.paragraph.index, *reading.words.back(number.start, told.stop))
        sentence = (place.paragraph, reading.start_of(number.start, _SENTENCE))
        yield Thing(carrier + noun.id, noun.units[0], "", number.value, place, sentence), span, told.start
        return


@value(slots=True)
class _Item:
    """A figure of a row: where its clause and its item begin, and what stands before it in the item, brackets left out."""

    reading: Reading
    number: Number
    clause: int
    start: int
    lead: str


@dataclass(frozen=True, slots=True)
class _Told:
    """What an item that begins at ``start`` says beside its noun and its doing; the figure with its noun ends at ``stop``."""

    start: int
    rest: str
    stop: int


def _told(item: _Item, noun: Noun) -> _Told | None:
    """Whether a noun stands right before a figure (全年召开新闻发布会12场) or right behind it (现有的26个政务新媒体账号)."""
    words, doing, text, lead = _words(), compiled(_words().doings[noun.doing]), item.reading.text, item.lead
    before = list(_right_before(noun).finditer(lead))
    if before and compiled(words.behind).match(text, item.number.stop):
        lead, stop = lead[: before[-1].start()] + " " + lead[before[-1].end() :], item.number.stop
    else:
        behind = _right_behind(noun).match(text, item.number.stop)
        some = behind and compiled(words.some).search(lead) and not re.match(r"[,。;:)]|$", text[behind.end() :])
        if behind is None or some or compiled(words.limits).match(text, behind.end()):
            return None
        stop = behind.end()
    rest, own = doing.subn("", lead)
    done = own or doing.search(text[item.clause : item.start]) or noun.stock or noun.done
    return _Told(item.start, rest, stop) if done else None


@cache
def _counted_in(unit: str) -> tuple[Noun, ...]:
    return tuple(noun for noun in _words().nouns if unit in noun.units)


@cache
def _any(nouns: tuple[Noun, ...]) -> re.Pattern[str]:
    return compiled("|".join(noun.words for noun in nouns))


@cache
def _right_before(noun: Noun) -> re.Pattern[str]:
    """A noun with nothing behind it that has a meaning of its own."""
    words = _words()
    return compiled(rf"(?:{noun.words})(?=(?:{words.fill}|{words.year}|{words.doings[noun.doing]})*$)")


@cache
def _right_behind(*nouns: Noun) -> re.Pattern[str]:
    return compiled(rf"(?:各类)?(?:{_any(nouns).pattern})")


def _bare(reading: Reading, number: Number, noun: Noun) -> _Told | None:
    """What is done by a carrier, its object understood (县政府网站公开4105条), at the start of a sentence or as a part of the whole."""
    words, doing = _words(), compiled(_words().doings[noun.doing]).pattern
    clause, start = _starts(reading, number)
    lead, before = reading.text[start : number.start], reading.text[:start]
    part = lead.startswith("其中") and compiled(words.whole).search(before)
    opens = clause == start and compiled(rf"(?:^|[{_SENTENCE}])(?:{words.year}|{words.scope}|,)*$").search(before)
    done = (
        compiled(rf"^(?:其中)?(?P<rest>.*?)(?:{words.fill})*(?:{doing})(?:{words.fill})*$").match(lead) if part or opens else None
    )
    if done is None or not compiled(words.behind).match(reading.text, number.stop):
        return None
    return _Told(start, done["rest"], number.stop)


def _starts(reading: Reading, number: Number) -> tuple[int, int]:
    """Where the clause of a figure begins, and its item of a row: 承办人大代表建议45件、政协提案62件."""
    text, clause = reading.text, reading.start_of(number.start, CLAUSE)
    bracket = text.rfind("(", clause, number.start)
    if bracket > text.rfind(")", clause, number.start):
        clause = bracket + 1
    before = [n for n in reading.numbers if clause <= n.start < number.start and text[n.stop : n.stop + 1] in "、和"]
    return clause, before[-1].stop + 1 if before else clause


def _carrier(rest: str, noun: Noun) -> tuple[str | None, str]:
    """The one carrier that words name and what is left of them; None where there are two, or none where one is needed."""
    found = {name: match for name, words in _words().carriers.items() if (match := compiled(words).search(rest))}
    if len(found) > 1 or (noun.carried and not found):
        return None, rest
    for name, match in found.items():
        named = re.search("“([^“”]{2,12})”", match.group())
        rest = rest[: match.start()] + " " + rest[match.end() :]
        return (named[1] if named else "") + name, rest
    return "", rest


def _is_all(reading: Reading, told: _Told, noun: Noun, rest: str, own: str, *, dated: bool) -> bool:
    """Whether nothing limits a figure: its clause has no other words, its sentence and headings name no field, the year is said."""
    words = _words()
    sentence = reading.text[reading.start_of(told.start, _SENTENCE) : told.start]
    for name in (own, re.sub("(?:人民)?政府(?:办公室)?$", "", own)):
        rest = rest.replace(name, "全县") if len(name) > 1 else rest
    if not compiled(rf"(?:{words.fill}|{words.year}|{words.scope}| )*").fullmatch(rest):
        return False
    if compiled(words.limits).search(sentence) or not compiled(words.headings).search(reading.headings.split("\n")[-1]):
        return False
    return not (dated or noun.stock) or bool(compiled(words.scope if noun.stock else words.year).search(rest + sentence))
