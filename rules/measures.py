"""Measures that count the same (名, 人; 亿元, 万元), and figures that are said to be a total of others."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import chain, combinations

from core.text.numbers import Number, grain
from core.text.sentences import Sentence

_KINDS = {"名": "人", "位": "人", "人次": "人"}
_PIECES = frozenset("份件条篇期次个项部则册")
_PAIR, _FEW, _MOST = 2, 3, 8
_NEAR = 12
_WAN = Decimal(10_000)
_CALLED = re.compile(r"(?:合计|小计|共计|总计|累计|共)(?:为|是|有|达)?$")
_ADDED = re.compile(r"(?:相加|合计|小计|共计|总计|累计|共)(?:为|是|有|达)?$")
_DONE = re.compile("(?:审结|办结|办理完毕|答复)$")
_REST = re.compile(
    "(?:另外?有?|其余|剩余|余下|余|尚有|还有|此外)"
    "|(?:(?:截至|到)?[\\d年本当]{0,6}[年月][底末]前?|目前|仍有?)*(?:尚未|未)(?:审结|办结|答复|处理)[的]?$"
)
NO_THING = frozenset({"", "%", "年", "月", "日", "天", "工作日", "个工作日"})


@dataclass(frozen=True, slots=True)
class Total:
    """A figure that others should give and do not; ``of_which``: they are some of it, and more than it."""

    passage: Sentence
    whole: Number
    parts: tuple[Number, ...]
    of_which: bool = False


def filled(found: Total) -> bool:
    """Whether figures in a neighbouring measure make up what a row lacks: 文件2份，信息107条 of 109条."""
    lacks = found.whole.value - sum((n.value for n in found.parts), Decimal(0))
    start, stop = found.whole.start, max(n.stop for n in found.parts)
    known = {n.start for n in (found.whole, *found.parts)}
    # What stands between a whole and its row in the same measure belongs to others.
    own, unit = min(n.start for n in found.parts), found.whole.unit
    between = [n for n in found.passage.every if start < n.start < stop and n.start not in known and n.unit in _PIECES]
    others = [n for n in between if n.unit != unit or n.start > own] + list(_rest_behind(found, stop))
    some = chain([others], (each for many in range(1, _FEW + 1) for each in combinations(others[:_MOST], many)))
    return lacks > 0 and any(sum((n.value for n in each), Decimal(0)) == lacks for each in some)


def right_otherwise(found: Total) -> bool:
    """Whether figures that do not give their whole as they stand do so read otherwise."""
    return (
        _sentence_gives(found)
        or filled(found)
        or closes_a_row(found)
        or _ends_a_longer_row(found)
        or _with_subtotals(found)
        or _goes_on(found)
        or _opens_with_its_sum(found)
    )


def _sentence_gives(found: Total) -> bool:
    """Whether all that the sentence tells in the measure of a whole gives it, without what it calls a sum.

    公开50件、部分公开12件，两项相加62件，占51.7%；不予公开20件；不予处理7件和其他2件共9件 of 91件.
    """
    text, whole = found.passage.text, found.whole
    if found.of_which or whole.start > found.parts[0].start:
        return False
    end = next((at for at in range(found.parts[-1].stop, len(text)) if text[at] in "。!?\n"), len(text))
    own = [n for n in found.passage.every if whole.stop <= n.start < end and kind(n.unit) == kind(whole.unit)]
    single = [n for n in own if not _ADDED.search(text[max(0, n.start - _NEAR) : n.start])]
    return len(single) < len(own) and sum((n.value for n in single), Decimal(0)) == whole.value


def _ends_a_longer_row(found: Total) -> bool:
    """Whether whole and parts end a row that gives a figure before it: 公开243条：甲202条，乙27条，机构、人事信息14条 of 27条."""
    values = [n.value for n in found.passage.every if n.stop <= found.parts[-1].stop and kind(n.unit) == kind(found.whole.unit)]
    own = len(found.parts) + 1
    if found.of_which or found.whole.start > found.parts[0].start or len(values) <= own:
        return False
    return any(sum(values[at + 1 :], Decimal(0)) == values[at] for at in range(len(values) - own))


def _with_subtotals(found: Total) -> bool:
    """Whether a figure of the row is the sum of those before it: 一审退回22篇，二审8篇，三审3篇，三轮33篇，刊发528篇 of 561篇."""
    sums: list[Decimal] = []
    for number in found.parts:
        if len(sums) >= _PAIR and number.value == sum(sums, Decimal(0)):
            sums = []
        sums.append(number.value)
    return len(sums) < len(found.parts) and sum(sums, Decimal(0)) == found.whole.value


def _opens_with_its_sum(found: Total) -> bool:
    """Whether the first of a row is the sum of the others: 其中审结26件，维持19件，纠正3件，终止4件."""
    first, *others = (n.value for n in found.parts)
    done = _DONE.search(found.passage.before(found.parts[0].start))
    return bool(done) and len(others) >= _PAIR and first == sum(others, Decimal(0)) <= found.whole.value


def _goes_on(found: Total) -> bool:
    """Whether the row ends at a semicolon behind which items of its kind follow: 诉讼7件：直接起诉4件，3件维持，1件在审；复议后起诉3件."""
    text, stop = found.passage.text, found.parts[-1].stop
    if found.of_which or found.whole.start > found.parts[0].start or ";" not in text[stop : stop + _NEAR]:
        return False
    end = next((at for at in range(stop, len(text)) if text[at] in "。!?\n"), len(text))
    heads = [found.parts[0].value]
    for mark in (at for at in range(stop, end) if text[at] == ";"):
        first = next((n for n in found.passage.every if mark < n.start < end), None)
        heads += [first.value] if first and kind(first.unit) == kind(found.whole.unit) else []
    return len(heads) > 1 and sum(heads, Decimal(0)) == found.whole.value


def is_near(total: Decimal, whole: Decimal, limit: str) -> bool:
    """Whether a sum misses its whole as a slip does, and not as a list that leaves much out."""
    return limit != "0" and Decimal(0) < abs(total - whole) <= max(Decimal(1), whole * Decimal(limit))


def closes_a_row(found: Total) -> bool:
    """Whether a figure is the total of those right before it, and its row another matter: 一季度16条，二季度13条，两季合计29条，三季度…."""
    whole = found.whole
    if found.of_which or whole.start > found.parts[0].start or not _CALLED.search(found.passage.before(whole.start)):
        return False
    values = [n.value for n in found.passage.every if n.start < whole.start and kind(n.unit) == kind(whole.unit)][-_MOST:]
    return any(sum(values[at:], Decimal(0)) == whole.value for at in range(len(values) - 1))


def _rest_behind(found: Total, stop: int) -> Iterable[Number]:
    """What is told behind a row as the rest of its whole: …、其他结果1件，另有1件尚未审结."""
    for number in found.passage.numbers_after(stop, _FEW):
        if number.unit == "年":
            continue
        lead = re.split("[,;]", found.passage.text[stop : number.start])[-1]
        if number.unit != found.whole.unit or not _REST.match(lead):
            break
        stop = number.stop
        yield number


def kind(unit: str) -> str:
    """What a measure word counts, the same for persons in 名 and in 人."""
    return _KINDS.get(unit, unit)


def alike(text: str, whole: Number, unit: str) -> Number | None:
    """A figure in the measure of others: 1.27亿元 beside parts in 万元 is 12700万元; None where they count different things."""
    if kind(whole.unit) == kind(unit):
        return whole
    if whole.unit == "元" and unit == "万元" and "亿" in text[whole.start : whole.end]:
        return replace(whole, value=whole.value / _WAN, end=whole.end - 1, unit=unit)
    return None


def counts_another(lead: str, clause: str) -> bool:
    """Whether a row opens with the name of something that the clause of a figure does not have: 报名500人，录用人数分别为…."""
    said = re.search(r"(?P<name>[\u4e00-\u9fff]{2})人?数(?:量)?(?:分别|依次)(?:为|有|是|达)*$", lead)
    return said is not None and said["name"] not in clause


def slack(text: str, numbers: Iterable[Number]) -> Decimal:
    """How far a sum may be off for figures in 万 and 亿, which are rounded."""
    return max((_grain(text, n) for n in numbers), default=Decimal(0))


def _grain(text: str, number: Number) -> Decimal:
    """What the last digit printed stands for; nothing for a figure that is written out."""
    size = grain(text, replace(number, end=number.stop - 1)) if number.unit.endswith("元") else grain(text, number)
    if number.unit == "万元":
        return size / _WAN if "亿" in text[number.start : number.stop] else Decimal(0)
    return size


def has_share(text: str, stop: int) -> bool:
    """Whether a share stands right behind a figure: one with a share of its own is one of the parts."""
    return re.match(r"[^\d。;]{0,12}占", text[stop : stop + 14]) is not None
