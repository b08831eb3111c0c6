"""Figures told again in a clause that looks back: 县长信箱全年办理的753件来信中, 在撤并子站8个的基础上, 全镇仅11个村建有便民群, 12个所中有4个所."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from core.kept import kept
from core.place import InText
from core.report.report import Report
from core.text.numbers import Number
from rules import told_before, trainings
from rules.statements import meant
from rules.statements.meant import Span
from rules.statements.reading import CLAUSE, Reading, read
from rules.told_as_little import Again

_ITEM = r"(?:[一二三四五六七八九十]+是|\(?\d{1,2}[).、]|但|且|而|主要是|例如|比如|如)*"
_OWN = r"(?:全[县市区镇乡局]|我[县市区镇乡局]|本[县市区镇乡局])"
# 在撤并部门子站8个的基础上, 在新建8个专区的基础上.
_ON_TOP = re.compile(rf"{_ITEM}(?:在|继)(?P<lead>[^,。;:\d]{{2,16}})$")
_ON_TOP_BEHIND = re.compile(r"(?P<noun>[\u4e00-\u9fff]{0,10}?)的?(?:基础上|之后|以后)(?=[,。;]|$)")
# 县长信箱全年办理的753件来信中.
_WHICH = re.compile(rf"{_ITEM}(?P<lead>[^,。;:\d]{{4,18}}的)$")
_WHICH_BEHIND = re.compile(r"(?P<noun>[\u4e00-\u9fff]{2,8}?)(?=[中里有均都已,。;]|大多|多为|全部|$)")
# 虽然门户网站更新专题12个.
_THOUGH = re.compile(rf"{_ITEM}(?:虽然?|尽管)(?:全年)?(?P<lead>[^,。;:\d]{{4,16}})$")
_NOUN = re.compile(r"(?P<noun>[\u4e00-\u9fff]{0,10})(?=[,。;、()]|$)")
# What is some of them, or of another time, or told besides.
_OTHER = re.compile(
    r"其中|原有|原来|原先|前期|此前|以往|往年|历年|上年|去年|首批|第[一二三四五六七八九十]批|试点|部分|个别|每|各[^类种]|平均|日均|月均"
    r"|再|又|另|其余|其他|累计|半年|季度|抽查|抽取|已办结|已答复|以来|计划|下一步|力争|分别"
)
_FEW_HAVE = re.compile(rf"{_ITEM}(?:{_OWN}|目前|现)*(?:仅|只)有?$")
_HAVE = re.compile(rf"(?:其中,?|{_OWN}|截至年底|年末|目前|现|已|共|有)*$")
_PREDICATE = re.compile(r"[\u4e00-\u9fff]+(?=[,。;]|$)")
_PLAIN_VERB = re.compile("建有|建立|建成|设有|设置|设立|开设|开通|配有|配备|建")
_NO_WORD = re.compile(r"[了已均都]|全部|\([^()]*\)")
# 13个所中有4个所.
_SOME_OF = re.compile(
    r"(?P<noun>[\u4e00-\u9fff]{1,4}?)(?:中|里),?(?:还|仍|尚|仅|只|就)?有\d{1,3}(?P<unit>[个家所])(?P=noun)(?![\u4e00-\u9fff]?(?:室|站|长))"
)
_ALL = r"(?:全部|均|都|实现全覆盖|全覆盖)"
# 3件均在20个工作日内办结.
_ALL_ANSWERED = re.compile(
    r"(?:申请)?(?:已?(?:全部|均|都))(?:已)?(?:[^,。;\d]{0,4}在(?:法定|规定)?[^,。;]{0,8}(?:内|前))?(?:按期|按时|依法|及时)*(?:予以)?(?:办结|答复|办理完毕|办理答复)"
)
_RECEIVED = re.compile(r"(?:收到|受理|新收|接收)[^,。;:\d]{0,20}申请(?:共|共计)?$|(?:收到|受理|新收|接收)[^,。;:\d]{0,14}$")
_CARRIED = re.compile("结转|上年|转入|转来|遗留|另|补正|撤回")
_LEAST_KEY, _LEAST_PREDICATE = 5, 7
_FEW, _PART = Decimal(2), Decimal("0.12")
_NO_COUNT = frozenset({"", "%", "年", "月", "日", "天", "元", "倍", "万元", "工作日", "个工作日"})


@dataclass(frozen=True, slots=True)
class _Said:
    """A figure with the words of its thing; ``bag`` holds what tells it apart, in no order."""

    reading: Reading
    number: Number
    bag: str
    words: str

    @property
    def place(self) -> InText:
        return _place(self.reading, self.number)


def wrong(report: Report) -> Iterator[Again]:
    """Each figure told again with another number."""
    readings = list(read(report))
    yield from _looking_back(report, readings)
    yield from _few_have(report, readings)
    yield from _some_of(readings)
    for reading in readings:
        yield from _all_answered(reading)
    yield from trainings.wrong(report, readings)


def _looking_back(report: Report, readings: Sequence[Reading]) -> Iterator[Again]:
    """What a clause takes up by its number, where the one figure told in the same words, in whatever order, is nearly that."""
    told: list[_Said] | None = None
    for reading in readings:
        for again in _taken_up(reading):
            if not _is_meant(report, again):
                continue
            told = [each for other in readings for each in _told(other)] if told is None else told
            same = [
                each
                for each in told
                if each.number.unit == again.number.unit
                and each.bag == again.bag
                and each.reading is not reading
                and _is_meant(report, each)
            ]
            values = {each.number.value for each in same}
            if len(values) == 1 and _is_nearly(again.number.value, same[0].number.value):
                yield _again(again, same[0])


def _again(again: _Said, first: _Said) -> Again:
    return Again(again.words, again.number.value, first.number.value, again.number.unit, again.place, first.place)


def _is_meant(report: Report, said: _Said) -> bool:
    """Whether a figure is the unit's for the year; what is told in the same words may name an office (部门子站) in both places."""
    start = said.reading.start_of(said.number.start, CLAUSE)
    span = Span(said.number.start, said.number.stop)
    return meant.of_this_year(report, said.reading, span) and meant.of_the_unit(report, said.reading, Span(start, start))


@kept
def _taken_up(reading: Reading) -> Iterator[_Said]:
    for number, lead in _usable(reading):
        for before, behind in ((_ON_TOP, _ON_TOP_BEHIND), (_WHICH, _WHICH_BEHIND), (_THOUGH, _NOUN)):
            opened, noun = before.match(lead), behind.match(reading.text, number.stop)
            if opened and noun and (said := _said(reading, number, opened["lead"] + noun["noun"])):
                yield said
                break


@kept
def _told(reading: Reading) -> Iterator[_Said]:
    """Every figure by the words before it, and by those with the noun behind it."""
    for number, lead in _usable(reading):
        noun = _NOUN.match(reading.text, number.stop)
        item = re.sub(rf"^{_ITEM}", "", lead)
        for words in dict.fromkeys((item, item + (noun["noun"] if noun else ""))):
            if not lead.endswith("的") and (said := _said(reading, number, words)):
                yield said


def _usable(reading: Reading) -> Iterator[tuple[Number, str]]:
    """The figures of a paragraph that count things, each with the words before it in its clause."""
    for number in reading.numbers:
        lead = reading.text[reading.start_of(number.start, CLAUSE) : number.start]
        if number.unit not in _NO_COUNT and not number.approximate and not number.places and not _OTHER.search(lead):
            yield number, lead


def _said(reading: Reading, number: Number, words: str) -> _Said | None:
    key = told_before.plain_words(words.replace("年内", ""))
    if len(key) < _LEAST_KEY or re.search(r"\d", key) or not told_before.is_telling(key, number.unit):
        return None
    return _Said(reading, number, "".join(sorted(key)), words)


def _few_have(report: Report, readings: Sequence[Reading]) -> Iterator[Again]:
    """全镇仅11个村建有微信便民群 against 其中12个村建有微信便民群: what few have, told once before in the same words."""
    for reading in readings:
        for number, lead in _usable(reading):
            again = _predicate(reading, number) if _FEW_HAVE.fullmatch(lead) else None
            if again is None or not _is_meant(report, again):
                continue
            same = [
                each
                for other in readings
                for each in _predicates(other)
                if other is not reading and (each.number.unit, each.bag) == (number.unit, again.bag)
            ]
            if len(same) == 1 and same[0].number.value != number.value and _is_meant(report, same[0]):
                yield _again(again, same[0])


@kept
def _predicates(reading: Reading) -> Iterator[_Said]:
    for number in reading.numbers:
        lead = reading.text[reading.start_of(number.start, CLAUSE) : number.start]
        if _HAVE.fullmatch(lead) and not number.approximate and (said := _predicate(reading, number)):
            yield said


def _predicate(reading: Reading, number: Number) -> _Said | None:
    """What is said of a number of things, without what has no weight."""
    text = _NO_WORD.sub("", reading.text[number.stop : reading.end_of(number.stop, CLAUSE)])
    if len(text) < _LEAST_PREDICATE or not _PREDICATE.fullmatch(text) or not _PLAIN_VERB.search(text):
        return None
    return _Said(reading, number, _PLAIN_VERB.sub("建", text), text)


def _some_of(readings: Sequence[Reading]) -> Iterator[Again]:
    """12个所中有4个所 against 13个基层市场监管所全部达标: all that there are, by the last word of their name."""
    for reading in readings:
        for number, _ in _usable(reading):
            opened = _SOME_OF.match(reading.text, number.stop)
            if opened is None or number.unit != opened["unit"]:
                continue
            named = [each for other in readings for each in _named(other, number.unit, opened["noun"]) if each[1] is not number]
            wholes = [each for each in named if each[2]]
            values = {each[1].value for each in wholes}
            known = number.value in {each[1].value for each in named}
            if len(values) == 1 and not known and _is_nearly(number.value, wholes[0][1].value):
                first = _place(*wholes[0][:2])
                yield Again(opened["noun"], number.value, wholes[0][1].value, number.unit, _place(reading, number), first)


def _named(reading: Reading, unit: str, noun: str) -> Iterator[tuple[Reading, Number, bool]]:
    """The figures of things whose name ends with a noun, each with whether it is of all of them."""
    name = re.compile(rf"[\u4e00-\u9fff]{{0,8}}?{noun}(?:\([^()]*\))?(?P<all>{_ALL})?")
    for number in reading.numbers:
        found = name.match(reading.text, number.stop) if number.unit == unit else None
        if found:
            lead = reading.text[reading.start_of(number.start, CLAUSE) : number.start]
            yield reading, number, bool(found["all"]) and not _OTHER.search(lead)


def _all_answered(reading: Reading) -> Iterator[Again]:
    """收到申请3件，…。4件均在20个工作日内办结: all of what the sentence before received, and no figure beside it gives the other."""
    for number in reading.numbers:
        start = reading.start_of(number.start, "。;!?\n")
        if number.unit != "件" or start != number.start or not _ALL_ANSWERED.match(reading.text, number.stop):
            continue
        before = [each for each in reading.numbers if each.stop <= start and each.unit == "件"]
        came = [each for each in before if _RECEIVED.search(reading.text[reading.start_of(each.start, CLAUSE) : each.start])]
        told = {each.value for each in before}
        if len(came) != 1 or number.value in told or number.approximate or came[0].approximate:
            continue
        since = reading.text[reading.start_of(came[0].start, "。;!?\n") : start]
        # What was carried in, or another kind of matter told between, may be among them.
        if "申请" in since and not _CARRIED.search(reading.text[:start]) and _is_nearly(number.value, came[0].value):
            yield Again("申请", number.value, came[0].value, "件", _place(reading, number), _place(reading, came[0]))


def _is_nearly(value: Decimal, other: Decimal) -> bool:
    shuffled = sorted(str(value)) == sorted(str(other))
    return value != other and (shuffled or abs(value - other) <= max(_FEW, other * _PART))


def _place(reading: Reading, number: Number) -> InText:
    return InText(reading.paragraph.index, *reading.words.back(number.start, number.stop))
