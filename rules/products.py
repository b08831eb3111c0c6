"""Totals that follow from a rate and a number, and means: 4期，每期1200册，共4800册; 每季度1次，全年共4次; 全年6318条，日均17.3条; 平均95.75分."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from core.text.fold import Folded
from core.text.numbers import Number, plain
from core.text.sentences import Sentence, sentences

_PERIODS = {"月": Decimal(12), "季度": Decimal(4), "季": Decimal(4), "半年": Decimal(2)}
_EACH_PERIOD = re.compile(r"每个?(?P<period>月|季度|季|半年)[^,。;、\d每]{0,8}$")
_WHOLE_YEAR = re.compile(r",(?:全年|一年|年内|全年度)(?:合计|总计|累计|共计|共)?[^,。;、\d]{0,4}")
_EACH = re.compile(r",每(?P<unit>[\u4e00-\u9fff]{1,2}?)(?:平均)?[^,。;、\d]{0,6}$")
# 每期1000份，共6期，6000份.
_SO_OFTEN = re.compile(r",(?:合计|总计|累计|共计|共)[^,。;、\d]{0,4}")
_IN_ALL = re.compile(r",(?:合计|总计|累计|共计|共)?[^,。;、\d]{0,4}")
# No fewer and no more than so many each is no rate.
_BOUND = re.compile("不少于|不低于|至少|不超过|最多|最少|不足")
_EACH_ONE = re.compile(r"(?<![\u4e00-\u9fff]一)每(?P<unit>[期次场批辑轮])(?:平均)?[^,。;、\d]{0,6}$")
_ALTOGETHER = re.compile(r",(?:全年)?(?:合计|总计|累计|共计|共)[^,。;、\d]{0,4}")
_AVERAGE = re.compile(r"[,(](?:平均)?(?P<period>日均|月均|平均每[天日月]|每[天日月]平均)[^,。;、\d]{0,6}$")
_VALUE = re.compile(r"\d+(?:\.\d+)?")
_MEAN = re.compile(
    r"(?:分别|依次)(?:为|是|得|达)?(?P<row>\d+(?:\.\d+)?(?P<unit>[\u4e00-\u9fff]{1,2}?)(?:(?:[、,和及与]|以及)\d+(?:\.\d+)?(?P=unit))+)"
    r"[,;](?:全年|四个季度|年度|总)?平均(?:得分|成绩|分数|分|每[期批次场年])?(?:为|是|达)?(?P<mean>\d+(?:\.\d+)?)(?P=unit)"
)
_NEAR = 20
_PAIR = 2
_LIMIT, _FAR = Decimal("0.25"), Decimal("0.5")


@dataclass(frozen=True, slots=True)
class Broken:
    """A figure that the others of its clause do not give; ``sums`` is how they should, ``right`` what they give."""

    passage: Sentence
    figure: Number
    others: tuple[Number, ...]
    sums: str
    right: Decimal


def broken(words: Folded, year: int | None) -> Iterator[Broken]:
    """The products and averages of a paragraph that are wrong by a little; what is far off speaks of something else."""
    passage = next(sentences(words, "\n"), None) if re.search("每|[日月]均|平均", words.text) else None
    if passage is None:
        return
    yield from _means(passage)
    numbers = [n for n in passage.every if n.unit]
    for at, number in enumerate(numbers):
        found = _over_the_year(passage, number, numbers[at + 1 : at + 2])
        found = found or _times(passage, numbers[max(0, at - 1) : at + 2], number)
        found = found or _so_often(passage, number, numbers[at + 1 : at + 3])
        found = found or _average(passage, number, numbers[:at], year)
        if found and not any(n.approximate for n in (found.figure, *found.others)):
            yield found


def _over_the_year(passage: Sentence, each: Number, after: Sequence[Number]) -> Broken | None:
    """每季度调度1次，全年共4次."""
    said = _EACH_PERIOD.search(passage.before(each.start))
    if said is None or not after or after[0].unit != each.unit:
        return None
    total = after[0]
    if not _WHOLE_YEAR.fullmatch(passage.text[each.stop : total.start]):
        return None
    times = _PERIODS[said["period"]]
    return _told(passage, total, (each,), f"{plain(each.value)}×{plain(times)}", each.value * times)


def _times(passage: Sentence, around: Sequence[Number], each: Number) -> Broken | None:
    """4期，每期发放1200册，共4800册."""
    said = _EACH.search(passage.before(each.start))
    if said is None or len(around) < 3 or around[1] != each or around[0].unit != said["unit"] or around[2].unit != each.unit:
        return None
    many, _, total = around
    if many.stop != each.start - len(said.group()) or not _ALTOGETHER.fullmatch(passage.text[each.stop : total.start]):
        return None
    return None if _BOUND.search(said.group()) else _product(passage, many, each, total)


def _so_often(passage: Sentence, each: Number, after: Sequence[Number]) -> Broken | None:
    """每期1000份，共6期，6000份."""
    said = _EACH_ONE.search(passage.before(each.start))
    if said is None or len(after) < _PAIR or after[0].unit != said["unit"] or after[1].unit != each.unit:
        return None
    many, total = after
    if _BOUND.search(said.group()) or not _SO_OFTEN.fullmatch(passage.text[each.stop : many.start]):
        return None
    return _product(passage, many, each, total) if _IN_ALL.fullmatch(passage.text[many.stop : total.start]) else None


def _product(passage: Sentence, many: Number, each: Number, total: Number) -> Broken | None:
    """A shape that leaves no doubt may be farther off."""
    right = many.value * each.value
    return _told(passage, total, (many, each), f"{plain(many.value)}×{plain(each.value)}", right, _FAR)


def _average(passage: Sentence, average: Number, before: Sequence[Number], year: int | None) -> Broken | None:
    """全年公开信息6318条，日均17.3条."""
    said = _AVERAGE.search(passage.before(average.start))
    whole = before[-1] if before else None
    if said is None or whole is None or whole.unit != average.unit or whole.stop != average.start - len(said.group()):
        return None
    if re.search("[万亿]", passage.text[whole.start : average.end]):
        return None
    days = Decimal(366 if year and calendar.isleap(year) else 365)
    times = Decimal(12) if "月" in said["period"] else days
    right = whole.value / times
    if abs(right - average.value) < Decimal(1).scaleb(-average.places):
        return None
    shown = right.quantize(Decimal(1).scaleb(-average.places))
    return _told(passage, average, (whole,), f"{plain(whole.value)}÷{plain(times)}", shown)


def _means(passage: Sentence) -> Iterator[Broken]:
    """四个季度得分分别为94分、96分、95分和98分，平均95.75分; a weighted mean is another thing."""
    for found in _MEAN.finditer(passage.text):
        if "权" in passage.text[max(0, found.start() - _NEAR) : found.end() + _NEAR]:
            continue
        row = [_number(match, found["unit"]) for match in _VALUE.finditer(passage.text, *found.span("row"))]
        mean = next(_number(match, found["unit"]) for match in _VALUE.finditer(passage.text, *found.span("mean")))
        right = sum((n.value for n in row), Decimal(0)) / len(row)
        if len(row) > 1 and abs(right - mean.value) > Decimal(5).scaleb(-mean.places - 1):
            sums = f"（{'＋'.join(plain(n.value) for n in row)}）÷{len(row)}"
            shown = right.quantize(Decimal(1).scaleb(-max(mean.places, 1)))
            if found_wrong := _told(passage, mean, tuple(row), sums, shown):
                yield found_wrong


def _number(match: re.Match[str], unit: str) -> Number:
    return Number(Decimal(match.group()), match.start(), match.end(), len(match.group().partition(".")[2]), unit)


def _told(
    passage: Sentence, figure: Number, others: tuple[Number, ...], sums: str, right: Decimal, limit: Decimal = _LIMIT
) -> Broken | None:
    off = abs(figure.value - right)
    return Broken(passage, figure, others, sums, right) if Decimal(0) < off <= max(Decimal(1), right * limit) else None
