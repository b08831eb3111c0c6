"""Changes told without a percentage, against the two figures beside them: 提高4个百分点, 是上年的2倍, 翻了一番, 减少一半."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from core.text.numbers import Number, chinese_numeral, plain
from core.text.sentences import Sentence
from rules.directions import FALL, RISE, YEAR_BEFORE, taken_apart

_NUMBER = r"(?:\d+(?:\.\d+)?|[一两二三四五六七八九十]+)"
_ABOUT = re.compile(r"(?:约|近|超过|超|逾|将近|接近|不足|大约|基本|几乎)(?:为)?$")
_MORE = re.compile(r"多|余|以上|左右|强|有余|以内|有多")
_POINTS = re.compile(rf"(?:(?P<fall>{FALL})|(?P<rise>{RISE}))了?(?P<n>\d+(?:\.\d+)?)个百分点")
_TIMES = re.compile(
    rf"(?:(?P<by>(?:{RISE})了?)|(?P<to>(?:(?:{RISE}|扩大)(?:到|至|为)(?:了)?)|的))?(?P<n>{_NUMBER})倍|翻了?(?P<times>[一两二三]?)番"
)
_FRACTION = re.compile(
    rf"(?P<way>{FALL}|减)(?:了)?(?:近)?(?:(?P<half>一半|半)|(?P<below>[二三四五六七八九十])分之(?P<above>[一二三四五六七八九]))"
)
_FROM = re.compile(rf"[由从](?:{YEAR_BEFORE}|年初)?(?:的)?$")
_TO = re.compile(
    rf"(?:[降减增升][到至]|(?:{FALL}|{RISE}|扩大|变化?|调整|改|发展)?(?:到|至|为))(?:了)?(?:20\d\d年|今年|当年|现在)?(?:的)?"
)
_AGAINST = re.compile(rf"[,;(](?:总体|整体|数量)*(?:是|为|达到?|相当于)?(?:较|比|与|同)?{YEAR_BEFORE}(?:的|为|是|仅|仅为)?")
_NEVER = frozenset({"", "年", "月", "日"})
_RANK = re.compile(r"排名|名次|位次|位列|第")
_GROWTH, _HALF, _TENTH = Decimal(2), Decimal(2), Decimal("0.1")


@dataclass(frozen=True, slots=True)
class Wrong:
    """Words at ``start``..``end`` that do not follow from two figures; ``sums`` is how they should, ``right`` what they give."""

    start: int
    end: int
    base: Number
    now: Number
    sums: str
    right: str


def wrong(sentence: Sentence) -> Iterator[Wrong]:
    """The changes of a sentence that its figures do not give."""
    for pattern, check in ((_POINTS, _points), (_TIMES, _times), (_FRACTION, _fraction)):
        for match in pattern.finditer(sentence.text, sentence.start, sentence.end):
            pair = None if _is_loose(sentence, match) else _pair(sentence, match, percent=pattern is _POINTS)
            whole = taken_apart(sentence, pair[1]) if pair and pair[0].start > pair[1].start else None
            if pair and (found := check(match, *pair)) and not (whole and check(match, pair[0], whole) is None):
                yield Wrong(match.start(), match.end(), *pair, *found)


def _is_loose(sentence: Sentence, match: re.Match[str]) -> bool:
    number = match.start("n") if "n" in match.groupdict() and match["n"] else match.start()
    about = _ABOUT.search(sentence.before(number)) or _ABOUT.search(sentence.before(match.start())) or "近" in match.group()
    return bool(about or _MORE.match(sentence.text, match.end()))


def _pair(sentence: Sentence, match: re.Match[str], *, percent: bool) -> tuple[Number, Number] | None:
    """From what to what: 由A提高到B，…; B，比上年的A…; B，是上年A的…."""
    inside = [n for n in sentence.numbers_before(match.start(), 6) if n.start >= sentence.start and n.unit not in _NEVER]
    if len(inside) < 2 or any(n.approximate for n in inside[-2:]) or (inside[-1].unit == "%") != percent:
        return None
    first, second = inside[-2:]
    after = sentence.text[second.stop : match.start()]
    if first.unit != second.unit or not re.fullmatch(r"[,、;)]*(?:同比|总体|相比|实现|的)*", after):
        return None
    if _RANK.search(sentence.before(first.start, 12)):
        return None
    between = sentence.text[first.stop : second.start]
    if _FROM.search(sentence.before(first.start, 12)) and _TO.fullmatch(between):
        return first, second
    return (second, first) if _AGAINST.fullmatch(between) else None


def _points(match: re.Match[str], base: Number, now: Number) -> tuple[str, str] | None:
    gap, said = now.value - base.value, Decimal(match["n"])
    places = (len(match["n"].partition(".")[2]), base.places, now.places)
    slack = sum((Decimal(5).scaleb(-each - 1) for each in places), Decimal(0))
    turned = bool(match["fall"]) == (gap > 0) and gap != 0
    if not turned and abs(abs(gap) - said) <= slack:
        return None
    more, less = (now, base) if gap >= 0 else (base, now)
    way = "提高" if gap >= 0 else "下降"
    return f"{plain(more.value)}%－{plain(less.value)}%", f"{way}{plain(abs(gap))}个百分点"


def _times(match: re.Match[str], base: Number, now: Number) -> tuple[str, str] | None:
    """是上年的2倍; 增长2倍 is three times as much, as often written for twice."""
    if base.value == 0:
        return None
    ratio = now.value / base.value
    sums = f"{plain(now.value)}÷{plain(base.value)}"
    if match["n"] is None:
        wanted = _GROWTH ** ("一两三".index(match["times"] or "一") + 1 if match["times"] != "二" else 2)
        return None if abs(ratio - wanted) <= wanted * _TENTH else (sums, f"{_rounded(ratio, 2)}倍")
    said = Decimal(match["n"]) if match["n"][0].isdigit() else Decimal(chinese_numeral(match["n"]) or 0)
    places = len(match["n"].partition(".")[2])
    slack = Decimal(5).scaleb(-places - 1)
    exact = ratio - 1 if match["by"] else ratio
    if abs(exact - said) <= slack:
        return None
    return (
        f"（{plain(now.value)}－{plain(base.value)}）÷{plain(base.value)}" if match["by"] else sums
    ), f"{_rounded(exact, 2)}倍"


def _fraction(match: re.Match[str], base: Number, now: Number) -> tuple[str, str] | None:
    """减少一半 of 12 is 6."""
    if base.value == 0:
        return None
    wanted = 1 / _HALF
    if not match["half"]:
        wanted = Decimal(chinese_numeral(match["above"]) or 0) / Decimal(chinese_numeral(match["below"]) or 1)
    gap = (base.value - now.value) / base.value
    if abs(gap - wanted) <= max(Decimal("0.05"), wanted * _TENTH):
        return None
    return f"（{plain(base.value)}－{plain(now.value)}）÷{plain(base.value)}", f"{_rounded(gap * 100, 1)}%"


def _rounded(value: Decimal, places: int) -> str:
    return plain(value.quantize(Decimal(1).scaleb(-places)))
