"""Things that a report counts in several places: the same doing of the same thing, with its number."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import partial
from itertools import pairwise

from core.kept import Kept
from core.place import InText
from core.report.report import Report
from core.text.numbers import Number, plain
from rules.statements import meant
from rules.statements.finding import apart_of
from rules.statements.meant import Span
from rules.statements.reading import CLAUSE, Reading, read
from rules.statements.words import words
from rules.wordlists import compiled

_NO_THING = frozenset({"", "年", "月", "日", "天", "%", "元", "万元", "亿元", "个工作日", "工作日"})
_PEOPLE = frozenset({"人", "人次", "名"})
_AUDIENCE = frozenset({"人", "名", "个", "户", "次", "人次"})
_ACCOUNT = re.compile("“([^“”]{2,12})”(?:政务)?(?:微信)?公众号|公众号“([^“”]{2,12})”")
# 自2008年5月1日《条例》施行至2012年底，我局累计….
SINCE_A_YEAR = re.compile(r"[自从]?(?:19|20)\d\d年[^。;]*?(?:以来|施行|实施|起)")
# 新增311条，累计达3174条: what there is since ever.
_NEW = re.compile(r"(?:新增|新公开|本年|当年|本年度)[^,。;]{0,24}\d")
_SENTENCE = "。!?\n"
_SHORTEST_OBJECT = 3
_SHORTEST_PLACED = 2
"""Of a thing that is done in a place named with it: 门户网站发布信息3268条."""
_LONGEST_OBJECT = 14
_LONGEST_CLAUSE = 200
"""Characters; a table pasted as one line has no clauses."""
_FULL_ROOM = 50
_SHARED = 4
"""So many characters at the end of what stands before the verb make two mentions speak of the same place."""


@dataclass(frozen=True, slots=True)
class Things:
    """How the data file tells what is counted; see there."""

    verbs: str
    fill: str
    vague: str
    unless: str
    fields: str
    carriers: str
    reach: str
    audience: str
    visits: str
    audience_behind: str
    audience_of: str
    published: str
    platforms: str
    steps: str
    common: str


@dataclass(frozen=True, slots=True)
class Thing:
    """A number of things: ``key`` is what was done to what, ``where`` what stands before it in the clause.

    ``rounding`` is how far the value may be rounded (9.7万人). A ``vague`` one (培训3期) may be another one each time.
    One that ``begins`` with its key goes on in other words: 设立的6个意见箱收到意见.
    """

    key: str
    unit: str
    where: str
    value: Decimal
    place: InText
    sentence: tuple[int, int]
    rounding: Decimal = Decimal(0)
    vague: bool = False
    begins: bool = False


@dataclass(frozen=True, slots=True)
class _Said:
    """How the words before a figure tell a thing: from ``start`` on ``verb`` was done to ``what``, ``where``."""

    start: int
    verb: str
    what: str
    where: str
    begins: bool = False


_KEPT: Kept[tuple[Thing, ...]] = Kept(2048)


def things(report: Report, lists: Things) -> Iterator[Thing]:
    """Every number of things that is the whole unit's for the year."""
    account = _only_account(report)
    for reading in read(report):
        make = partial(_in_reading, report, reading, lists, account)
        yield from _KEPT.of((reading, lists), make, (*apart_of(report), account))


def _only_account(report: Report) -> str:
    """The name of the one public account that a report speaks of; where there are several, 公众号 alone may be any of them."""
    names = {one or other for reading in read(report) for one, other in _ACCOUNT.findall(reading.text)}
    return names.pop() if len(names) == 1 else ""


def _in_reading(report: Report, reading: Reading, lists: Things, account: str) -> tuple[Thing, ...]:
    if re.search("上年|去年|历年", reading.headings) and not re.search("改进|整改|落实", reading.headings):
        return ()
    last: Thing | None = None
    found: list[Thing] = []
    for number in reading.numbers:
        thing = _published(report, reading, number, lists) or _thing(report, reading, number, lists)
        thing = thing or _reach(report, reading, number, lists, last) or _audience(report, reading, number, lists, account)
        if thing and not thing.vague:
            found.append(thing)
        last = thing
    return (*found, *_of_one_audience(reading, lists))


def _thing(report: Report, reading: Reading, number: Number, lists: Things) -> Thing | None:
    if number.unit in _NO_THING or number.approximate or number.places:
        return None
    said = _said(reading, number, lists)
    if said is None or compiled(lists.unless).search(reading.text, said.start, number.start):
        return None
    if compiled(lists.vague).fullmatch(said.what) and _is_of_a_field(reading, said, lists):
        return None
    if "累计" in reading.text[said.start : number.start]:
        before = reading.text[reading.start_of(said.start, _SENTENCE) : said.start]
        if _NEW.search(before) or SINCE_A_YEAR.search(before):
            return None
    shortest = _SHORTEST_PLACED if len(said.where) >= _SHARED else _SHORTEST_OBJECT
    vague = bool(compiled(lists.vague).fullmatch(said.what)) and not said.where
    if not shortest <= len(said.what) <= _LONGEST_OBJECT or re.search(r"\d件|\d条", said.what):
        return None
    verb = reading.text.rfind(said.verb, said.start, number.start)
    thing = _made(report, reading, number, Span(verb, number.stop), said.verb + said.what, said.where)
    return replace(thing, vague=vague, begins=said.begins) if thing else None


def _is_of_a_field(reading: Reading, said: _Said, lists: Things) -> bool:
    """Whether the sentence opens with a field that its figures are of: 财政信息方面，…."""
    opening = reading.text[reading.start_of(said.start, _SENTENCE) : said.start]
    return compiled(lists.fields).search(opening) is not None


def _made(report: Report, reading: Reading, number: Number, span: Span, key: str, where: str) -> Thing | None:
    if not meant.of_this_year(report, reading, span) or not meant.of_the_unit(report, reading, span):
        return None
    place = InText(reading.paragraph.index, *reading.words.back(span.start, span.end))
    return Thing(key, number.unit, where, number.value, place, (place.paragraph, reading.start_of(span.start, _SENTENCE)))


def _said(reading: Reading, number: Number, lists: Things) -> _Said | None:
    """The verb before a figure with its object; an item of a row has the verb of the row, an object may stand before its verb."""
    text = reading.text
    start = _clause(reading, number)
    lead = text[start : number.start]
    found = list(compiled(lists.verbs).finditer(lead))
    if not found:
        return None
    verb, where = found[-1], _without_lead(lead[: found[-1].start()])
    before = next((each.stop for each in reversed(reading.numbers) if start <= each.start < number.start and each.unit), start)
    item = re.match("[、和及与]", text[before : number.start]) if before > start + verb.start() else None
    after = text[before + 1 : number.start] if item else lead[verb.end() :]
    if after == "的":
        return _Said(start, verb.group(), _named_behind(reading, number), "", begins=True)
    what = compiled(lists.fill).sub("", after) or _behind(reading, number)
    if what or item or compiled(lists.carriers).search(where) or re.search(r"[、,]", where):
        return _Said(start, verb.group(), what, where)
    return _Said(start, verb.group(), re.sub(r"^.*(?=12345)", "", where), "") if len(where) >= _SHARED else None


def _clause(reading: Reading, number: Number) -> int:
    brackets = max(reading.text.rfind(mark, 0, number.start) for mark in "()") + 1
    return max(reading.start_of(number.start, CLAUSE), brackets, number.start - _LONGEST_CLAUSE)


def _reach(report: Report, reading: Reading, number: Number, lists: Things, last: Thing | None) -> Thing | None:
    """举办业务培训3期，培训426人次: the same doings told again reached the same number."""
    start = reading.start_of(number.start, CLAUSE)
    if last is None or number.unit not in _PEOPLE or number.approximate or number.places:
        return None
    words_before = compiled(lists.reach).fullmatch(reading.text, start, number.start)
    adjoins = last.place.paragraph == reading.paragraph.index and reading.words.back(start - 1, start)[0] == last.place.end
    alone = last.value == 1 and not re.search(
        "全年|20\\d\\d年|本年", reading.text[reading.start_of(start - 1, _SENTENCE) : start]
    )
    if not words_before or not adjoins or alone:
        return None
    key = f"{last.key}{last.value}{last.unit}，{words_before.group()}"
    return _made(report, reading, number, Span(start, number.stop), key, last.where)


def _of_one_audience(reading: Reading, lists: Things) -> Iterator[Thing]:
    """举办业务培训3期，培训265人次: trainings that reached so exact a number are the same ones, whoever tells of them."""
    for held, reached in pairwise(reading.numbers):
        between = reading.text[held.stop : reached.start]
        if reached.unit not in _PEOPLE or reached.value < _FULL_ROOM or held.approximate or reached.approximate:
            continue
        lead = reading.text[_clause(reading, held) : held.start]
        told = compiled(rf"(?:{lists.verbs})(?:{lists.fill})*(?P<what>{lists.vague})(?:{lists.fill})*$").search(lead)
        if told and held.unit not in _NO_THING and compiled(rf"[,、(]?(?:{lists.reach})").fullmatch(between):
            place = InText(reading.paragraph.index, *reading.words.back(held.start, held.stop))
            key = f"{told['what']}（{plain(reached.value)}{reached.unit}）"
            yield Thing(key, held.unit, "", held.value, place, (place.paragraph, reading.start_of(held.start, _SENTENCE)))


def _audience(report: Report, reading: Reading, number: Number, lists: Things, account: str) -> Thing | None:
    """“青禾发布”公众号发布推文1104篇，关注人数达到9.7万人: of the one account or site that the sentence names."""
    if number.approximate or number.unit not in _AUDIENCE:
        return None
    text = reading.text
    start, sentence = _clause(reading, number), reading.start_of(number.start, _SENTENCE)
    noun = compiled(rf"(?:累计|总)?(?:(?P<noun>{lists.visits})|{lists.audience})(?:{words().fill}|仅|只|已|现)*$").search(
        text[start : number.start]
    )
    behind = None if noun else compiled(lists.audience_behind).match(text, number.stop)
    if not (noun or behind):
        return None
    nearest = text[reading.start_of(number.start, CLAUSE) : number.start]
    bracket = text[start - 1 : start] == "("
    # 网站和“青禾三农”公众号（粉丝9.6万人）: whose name stands right before the bracket.
    before = re.split("[,、;]|和(?=“)|与(?=“)", text[sentence : start - 1])[-1] if bracket else text[sentence : number.start]
    owner = _owner(nearest, lists, account) or _owner(before, lists, account)
    if not owner:
        return None
    span = Span(start + noun.start() if noun else number.start, number.stop)
    thing = _made(report, reading, number, span, owner + ((noun and noun["noun"]) or "关注人数"), "")
    step = Decimal(5000) if text[number.start : number.end].endswith("万") else Decimal(0)
    return replace(thing, unit="人", rounding=step.scaleb(-number.places)) if thing else None


def _owner(text: str, lists: Things, account: str) -> str:
    """The one account or site that a text names; the public account of which there is but one goes by its name."""
    owners = {name.strip("“”") for name in compiled(lists.audience_of).findall(text)}
    if not owners and account and "公众号" in text:
        return account
    return owners.pop() if len(owners) == 1 else ""


def _behind(reading: Reading, number: Number) -> str:
    """The thing that stands behind its number: 建成12个政务公开专区."""
    match = re.compile(r"[\u4e00-\u9fff]+(?=[,。;:!?()、]|$)").match(reading.text, number.stop)
    return match.group() if match else ""


def _named_behind(reading: Reading, number: Number) -> str:
    """The words behind a number that the things before are told apart by: 设立的6个意见箱收到…."""
    match = re.compile(rf"[\u4e00-\u9fff]{{0,{_LONGEST_OBJECT}}}").match(reading.text, number.stop)
    return match.group() if match else ""


def _published(report: Report, reading: Reading, number: Number, lists: Things) -> Thing | None:
    """微信公众号“青禾发布”发布1862条: of the one account that the clause names, on the one platform."""
    if number.approximate or "“" not in reading.text:
        return None
    start = _clause(reading, number)
    lead = reading.text[start : number.start]
    names, platforms = set(re.findall(r"“[^“”]{2,12}”", lead)), set(compiled(lists.platforms).findall(lead))
    platforms -= {"公众号"} if "微信" in platforms else set()
    if len(names) != 1 or len(platforms) != 1 or not compiled(lists.published).search(lead):
        return None
    platform = platforms.pop().replace("公众号", "微信")
    return _made(report, reading, number, Span(start, number.stop), f"{names.pop().strip('“”')}{platform}发布", "")


def _without_lead(text: str) -> str:
    return re.sub(rf"^(?:{words().lead}|{words().own}|已|累计)*", "", text)


def same(first: Thing, second: Thing) -> bool:
    """Whether two mentions speak of the same things: done to the same, counted alike, in the same place."""
    if first.unit != second.unit or first.sentence == second.sentence:
        return False
    if first.begins or second.begins:
        return first.begins != second.begins and _begins(first, second)
    if first.key != second.key:
        return False
    if first.where == second.where:
        return True
    return len(first.where) >= _SHARED and first.where[-_SHARED:] == second.where[-_SHARED:]


def _begins(first: Thing, second: Thing) -> bool:
    """Whether the words of one that goes on begin with the other's."""
    whole, short = (first, second) if first.begins else (second, first)
    return whole.key.startswith(short.key)
