"""Which way figures went, and which way the words say: 83件，较上年的62件下降33.9%."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from core.findings import Step
from core.place import InText
from core.rule import Problem
from core.text.numbers import Number, plain
from core.text.sentences import Sentence
from rules.brackets import in_brackets

FALL = r"减少|精简|缩减|压缩|压减|下降|降低|降至|降到|减至|减到|缩短|降幅|减幅|减产|减收"
RISE = r"增加|增长|提高|提升|上升|增至|升至|增幅|增产|增收"
MOVE = re.compile(rf"(?P<fall>{FALL})|(?P<rise>{RISE})")
# 比上年多公开88条.
MORE_DONE = "(?:主动)?公开|发布|收到|新收|受理|承办|办理|办结|答复|制发|推送|举办|召开|接待|回应"
YEAR_BEFORE = r"(?:上年度?|上一年度?|去年|20\d\d年度?)(?:同期)?"
_AGAINST = re.compile(rf"[,;]?(?:总体|整体|数量)*(?:较|比|与|同){YEAR_BEFORE}(?:的|为)?")
_WAS = re.compile(rf"[,;](?:而)?{YEAR_BEFORE}(?:的|为|是|仅为)?")
_FROM = re.compile(rf"[由从](?:{YEAR_BEFORE})?(?:的)?$")
_TO = re.compile(rf"(?:{FALL}|{RISE}|变化?|调整|改|发展)?(?:到|至|为|成)?(?:了)?(?:20\d\d年|今年|当年)?(?:的)?")
_MOVED = re.compile(rf"(?:相比|相较|,|同比|总体|{FALL}|{RISE}|了|率|幅度|幅|比例|达|为)*")
_BRACKET = re.compile(rf"\({YEAR_BEFORE}(?:为|是|的)?(?=\d)")
_BY = re.compile(rf"(?:(?P<fall>{FALL}|(?<![至不减])少(?:{MORE_DONE})?)|{RISE}|(?<![较很至])多(?:{MORE_DONE})?)(?:了)?$")
_MOVED_TOO = re.compile(rf",?(?:同比)?(?P<word>(?P<fall>{FALL})|{RISE})(?:了)?")
# Of ranks the smaller is the better.
_RANK = re.compile(r"排名|名次|位次|位列|第|时限|耗时|用时")
_YEAR = re.compile(r"20\d\d(?=年)")
_REACH = 6
_NO_COUNT = frozenset({"年", "月", "日"})


@dataclass(frozen=True, slots=True)
class _Course:
    """From ``base`` to ``now``; ``said`` are the words between and behind that tell the way."""

    base: Number
    now: Number
    said: tuple[re.Match[str], ...]

    @property
    def fell(self) -> bool:
        return self.now.value < self.base.value


def turned(paragraph: int, sentence: Sentence, match: re.Match[str]) -> Problem | None:
    """The problem with a percentage whose word says that figures fell where they rose, or the other way."""
    near = sentence.numbers_before(match.start(), _REACH)
    inside = [n for n in near if n.start >= sentence.start and n.unit not in _NO_COUNT]
    if not inside or any(n.approximate for n in inside[-2:]) or _RANK.search(sentence.before(inside[-1].start, 40)):
        return None
    course = _against(sentence, inside, match) or _bracketed(sentence, inside, match)
    if course is None or course.base.value == course.now.value:
        return _contradiction(paragraph, sentence, inside, match)
    wrong = next((word for word in course.said if bool(word["fall"]) != course.fell), None)
    return _problem(paragraph, sentence, wrong, course, match) if wrong else None


def turned_from_to(paragraph: int, sentence: Sentence) -> Iterator[tuple[Problem, int]]:
    """The problems with words between two figures that say the other way than they go (由80件增长到60件), and where the second ends."""
    for first, second in pairwise(n for n in sentence.numbers if n.unit not in _NO_COUNT):
        if first.unit != second.unit or not first.unit or first.approximate or second.approximate:
            continue
        between = sentence.text[first.stop : second.start]
        moves = _moves(sentence, first.stop, second.start)
        if not moves or not _FROM.search(sentence.before(first.start, 12)) or not _TO.fullmatch(between):
            continue
        lead = sentence.before(first.start, 40)
        if first.value == second.value or _RANK.search(lead) or "每" in lead[-8:] + between:
            continue
        if bool(moves[0]["fall"]) != (second.value < first.value):
            course = _Course(first, second, moves)
            yield _problem(paragraph, sentence, moves[0], course, moves[0]), second.stop


def _moves(sentence: Sentence, start: int, end: int) -> tuple[re.Match[str], ...]:
    return tuple(MOVE.finditer(sentence.text, start, end))


def _against(sentence: Sentence, inside: list[Number], match: re.Match[str]) -> _Course | None:
    """83件，较上年的62件下降p%, and 由62件增加到83件，增长p%."""
    if len(inside) < 2 or not inside[-1].unit or inside[-2].unit != inside[-1].unit:
        return None
    first, second = inside[-2:]
    between, after = sentence.text[first.stop : second.start], sentence.text[second.stop : match.start()]
    behind = _moves(sentence, second.stop, match.start()) if _MOVED.fullmatch(after) else ()
    if _may_be_of_the_whole(sentence, first, second):
        return None
    if _AGAINST.fullmatch(between) or (_WAS.fullmatch(between) and behind):
        return _Course(first, second, behind) if _is_later(sentence, first, between) else _Course(second, first, behind)
    if _FROM.search(sentence.before(first.start, 12)) and between and _TO.fullmatch(between):
        return _Course(first, second, (*_moves(sentence, first.stop, second.start), *behind))
    return None


def _may_be_of_the_whole(sentence: Sentence, part: Number, base: Number) -> bool:
    """新收43件，其中网络14件、当面9件，比上年的35件增长22.9%: of the whole, which went the other way than the part beside it."""
    whole = taken_apart(sentence, part)
    return whole is not None and (whole.value < base.value) != (part.value < base.value)


def _is_later(sentence: Sentence, first: Number, between: str) -> bool:
    """Whether the second of two figures is of a later year than the first: 2022年公开98条，2023年为127条."""
    years = [_YEAR.findall(text) for text in (sentence.text[sentence.start : first.start], between)]
    return bool(years[0] and years[1]) and years[1][-1] > years[0][-1]


def _bracketed(sentence: Sentence, inside: list[Number], match: re.Match[str]) -> _Course | None:
    """316条，同比增长p%（2017年为262条）."""
    bracket = _BRACKET.match(sentence.text, match.end())
    behind = sentence.numbers_after(bracket.end(), 1) if bracket else ()
    now = without_change(sentence, inside)[-1]
    if not bracket or not behind or behind[0].start != bracket.end() or behind[0].unit != now.unit or not now.unit:
        return None
    if not _MOVED.fullmatch(re.sub(rf"(?:较|比|与){YEAR_BEFORE}", "", sentence.text[inside[-1].stop : match.start()])):
        return None
    if _may_be_of_the_whole(sentence, now, behind[0]):
        return None
    return _Course(behind[0], now, _moves(sentence, now.stop, match.start()))


def without_change(sentence: Sentence, inside: list[Number]) -> list[Number]:
    """Figures without a last one that says how much more or less the one before it is: 12450条，同比增加712条."""
    if len(inside) < 2 or inside[-2].unit != inside[-1].unit or not _BY.search(sentence.before(inside[-1].start, _REACH)):
        return inside
    return inside[:-1]


def _contradiction(paragraph: int, sentence: Sentence, inside: list[Number], match: re.Match[str]) -> Problem | None:
    """比上年的38件增加11件，下降28.9%: one change, told in opposite words."""
    number = inside[-1]
    by = _BY.search(sentence.before(number.start, _REACH))
    behind = _MOVED_TOO.fullmatch(sentence.text, number.stop, match.start())
    if not by or not behind or not number.unit or not re.search(r"[比较]", sentence.before(number.start, 24)):
        return None
    if bool(by["fall"]) == bool(behind["fall"]):
        return None
    place = InText(paragraph, *sentence.words.back(behind.start("word"), match.end()))
    related = (InText(paragraph, *sentence.words.back(number.start, number.stop)),)
    message = f"前面写“{by.group()}{plain(number.value)}{number.unit}”，后面写“{behind['word']}{match.group()}”，增减相反"
    return Problem(place, message, "核对两个数字，改成一致。", {"actual": behind["word"]}, related)


def _problem(paragraph: int, sentence: Sentence, word: re.Match[str], course: _Course, match: re.Match[str]) -> Problem:
    base, now = (f"{plain(n.value)}{n.unit}" for n in (course.base, course.now))
    end = word.end() if re.search(r"\d", sentence.text[word.end() : match.start()]) else match.end()
    place = InText(paragraph, *sentence.words.back(word.start(), end))
    related = tuple(InText(paragraph, *sentence.words.back(n.start, n.stop)) for n in (course.base, course.now))
    steps = (Step("原来", base), Step("现在", now, "sum"), Step("文中写的", word.group(), "stated"))
    data = {"expected": "减少" if course.fell else "增加", "actual": word.group()}
    message = f"增减写反了：由{base}到{now}是{'减少' if course.fell else '增加'}，文中写的是“{word.group()}”"
    return Problem(place, message, f"改为“{'下降' if course.fell else '增长'}”，或核对两个数字。", data, related, steps)


def taken_apart(sentence: Sentence, part: Number) -> Number | None:
    """The figure that 其中 takes apart before a part (新收21件，其中网络13件、当面2件；与2021年的28件相比…), or that its row adds up to."""
    return _named_before(sentence, part) or added_up(sentence, part)


def added_up(sentence: Sentence, last: Number) -> Number | None:
    """新收11件，来自自然人7件、企业3件、律所1件，较上年…: the figure that all behind it, up to the last, come to."""
    total, parts = last.value, 1
    for number in reversed([n for n in sentence.numbers if n.stop <= last.start and n.unit == last.unit]):
        if parts > 1 and number.value == total:
            return number
        total, parts = total + number.value, parts + 1
    return None


def _named_before(sentence: Sentence, part: Number) -> Number | None:
    """The figure that 其中 takes apart."""
    at = sentence.text.rfind("其中", sentence.start, part.start)
    before = [n for n in sentence.numbers if n.stop <= at and n.unit == part.unit]
    # 处理申请114件（含结转6件），其中新收108件: what stands in brackets is not what is taken apart.
    before = [n for n in before if not in_brackets(sentence.text, sentence.start, n.start)]
    return before[-1] if before and not re.search("[;。]", sentence.text[at : part.start]) else None
