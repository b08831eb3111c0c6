"""Lists and the total named right before or right behind them: 共12场：县级5场、乡镇7场; a件、b件，共c件."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from core.text.numbers import Number
from core.text.sentences import Sentence
from rules.brackets import closing, in_brackets, without
from rules.measures import Total, kind
from rules.of_which import COMPARES, OVERLAP, TOTAL
from rules.rows import are_carriers

# What there is at the end of the year is no sum of what came in it.
_STOCK = re.compile(
    r"(?:调整|更新|修订|优化|整合|清理|变更|增减|增补|完善)后|[至到](?:20\d\d年)?年?[底末](?!前)|现行|有效|现有|截至|存量|以来|历年"
)
_AND_OTHERS = re.compile(r"等[^,、。;\d]{0,8}$")
_WENT = re.compile("取消|减少|注销|退出|流失|撤销|关停|下线|核减|调出|废止")
# 第二次比第一次多7人（第一次38人，第二次45人）.
_DIFFERENCE = re.compile("(?:[多少高低差]|净增|净减|增加|减少|上升|下降)(?:了)?$")
# What was done to some of the things that there are.
_CHANGE = re.compile("新[增设开建]|增[加设]|合并|撤[销并]|关停|注销|整合|取消|停用|调整|恢复|改版|更名")
# 各1篇图解，各1篇问答，共4篇: of each of the things before.
_OF_EACH = re.compile(
    "(?:各|分别)(?:自|新)?(?:配备|配|开展|举办|组织|发布|公开|制作|印发|召开|安排|设立|设置|设|增设|增|有|为|建成|建|派|编发|播出|受理|办结|完成|抽查|检查|培训)?$"
)
_ITEM = 24
_PAIR, _LONG = 2, 4
_MUCH = 10
_SLIP = Decimal("0.3")
_TIGHT = re.compile(r"[^\d,;。:]{0,10}(?:[、和及与]|以及)[^\d,;。]{0,12}")
# 表示满意和基本满意的共, and not 上述三项的合计.
_OF_ITS_OWN = re.compile("(?!上述|以上|前述|这)[\u4e00-\u9fff]{3,}的(?:一共|总共|共计|共有|共|合计|总计)$")
# 现场答复158个，会后书面答复23个，共答复181个.
_DONE_IN_ALL = re.compile(
    "[,;](?:一|总)?共(?P<verb>答复|回复|办结|办理|收到|受理|发布|推送|公开|举办|召开|制发|发放|回收)(?:了)?$"
)
# 共 is a total's word, and not in 公共资源, 共青团, 共享.
_TOTALLED = re.compile("(?<![公中])共(?![青同享建治产识和有性])|(?<!公)共有(?!产权)")
_AVERAGE = re.compile(r"(?:平均|[日月周年人]均)[^,;。、\d]{0,8}$")
_COUNTED = re.compile("(?:以上|上述)$")
_COUNTING = re.compile("(?<=,)(?:以上|上述)[两三四五六七八九十][类项个种]")
_ORDINAL = re.compile(r"一是|一方面|第一|首先|其一|\(?[一1][.、)]")
_REACH = 400
_MOST = 40
"""How far a list may run from its total, in characters and in figures."""
_OPENING = re.compile(r"[^\d,。;:()、]{0,10}(?:(?P<mark>[:(])|,(?P<said>分别(?:为|是)?|即)?(?=[^,。;]{1,12}\d))")


def listed_after(sentence: Sentence) -> Iterator[Total]:
    """共12场：县级5场、乡镇7场; 36个单位（12个乡镇、24个部门）; 共87人，专职19人、兼职68人."""
    for whole in sentence.numbers:
        opening = _OPENING.match(sentence.text, whole.stop, sentence.end)
        if not whole.unit or whole.approximate or opening is None:
            continue
        called = bool(TOTAL.search(sentence.before(whole.start)))
        if opening["mark"] is None and not (called or opening["said"]):
            continue
        end = closing(sentence.text, opening.end(), min(sentence.end, opening.end() + _REACH))
        run = _run_after(sentence, opening.end(), end, whole.unit)
        reaches = bool(run) and re.fullmatch(r"[^\d,、]*", without(sentence.text[run[-1].stop : end])) is not None
        parts = run if reaches else _items(sentence, opening.end(), end, whole.unit)
        complete = opening["mark"] == "(" or reaches
        if len(parts) < 2 or _adds_up(run, whole.value, complete) or (opening["mark"] is None and not _is_plain(sentence, parts)):
            continue
        if (len(parts) == _PAIR and _is_net(sentence, whole, parts)) or _are_changes(sentence, whole, parts):
            continue
        if all(part.value > whole.value for part in parts):
            # 一个还在推进：…从8个社区扩大到13个社区: what is larger, each of them, is counted in other things.
            continue
        if _ORDINAL.match(sentence.text, opening.end()) and any(_is_inside_a_point(sentence, whole, part) for part in parts):
            continue
        if _more_give(sentence, whole, opening.end(), end if opening["mark"] == "(" else None):
            continue
        inside = sentence.text[opening.end() : end if opening["mark"] == "(" else parts[-1].stop + 2]
        if not _is_open(_without_carriers(sentence, whole, inside), opening["mark"] or ","):
            yield Total(sentence, whole, tuple(parts))


def _more_give(sentence: Sentence, whole: Number, start: int, end: int | None) -> bool:
    """Whether a list that seems to break off goes on in another measure or behind a semicolon, and all of it gives the total.

    89篇次（文字18篇次、发布会5次、…41篇次）; 41条信息：2条…、0条…；法定公开1条…。
    """
    stop = end if end is not None else _until(sentence.text, start)
    told = [n for n in sentence.every if start <= n.start < stop and n.unit][:_MOST]
    return whole.value == _sum(told if end is not None else [n for n in told if n.unit == whole.unit])


def _until(text: str, start: int) -> int:
    """The end of a sentence, semicolons in it or not."""
    stop = re.compile(r"[。!?\n]").search(text, start)
    return stop.start() if stop else len(text)


def _is_net(sentence: Sentence, whole: Number, parts: list[Number]) -> bool:
    """Whether a whole is what is left when one figure is taken from the other: 增加7人（新关注10人、取消关注3人）, 净减4个（注销7个、新开3个）."""
    first, second = parts
    if abs(first.value - second.value) != whole.value:
        return False
    return bool(_WENT.search(sentence.text[whole.stop : second.start]) or _DIFFERENCE.search(sentence.before(whole.start)))


def _are_changes(sentence: Sentence, whole: Number, parts: list[Number]) -> bool:
    """Whether what changed is told of what there is: 栏目21个（新增2个，合并1个）."""
    items = [re.split("[,、:(]", sentence.before(part.start, _ITEM))[-1] for part in parts]
    return all(map(_CHANGE.search, items)) and not _CHANGE.search(re.split("[,。;:]", sentence.before(whole.start, _ITEM))[-1])


def _is_inside_a_point(sentence: Sentence, whole: Number, part: Number) -> bool:
    """Whether a figure belongs to what a point says: 两个方面的问题：一是12个派出所中有3个栏目未更新；二是…."""
    item = re.split("[,、:;]", sentence.before(part.start, _ITEM))[-1]
    return part.value > whole.value or re.search(r"\d[^\d]{1,10}中[有的仅只]?$", item) is not None


def _is_plain(sentence: Sentence, parts: list[Number]) -> bool:
    """Items joined by 、 or ，with a few words each: a list, and not one statement after the other."""
    gaps = [sentence.text[a.stop : b.start] for a, b in pairwise(parts)]
    return all(re.fullmatch(r"[、,和及][^、,。]{1,8}", gap) for gap in gaps) and any("、" in gap for gap in gaps)


def _without_carriers(sentence: Sentence, whole: Number, inside: str) -> str:
    """A list without the names of carriers where these are what its whole counts, each once: 账号37个（微信24个、微博13个）."""
    counted = whole.unit == "个" and are_carriers(re.split("[,。;:]", sentence.before(whole.start, _ITEM))[-1])
    return OVERLAP.sub("", inside) if counted and all(OVERLAP.search(i) or "其他" in i for i in inside.split("、")) else inside


def _is_open(inside: str, mark: str) -> bool:
    """A list that need not be complete, or whose items may overlap."""
    if mark == "(" and re.search("如|分别|包括", inside):
        return True
    return bool(re.search("等|其中|含|每|约|余|另|还|比如|例如|各(?=[\\d一两])", inside) or OVERLAP.search(inside))


def _adds_up(run: list[Number], total: Decimal, complete: bool) -> bool:
    """Whether a list gives the total; where it is not known to end there, its first items may (the rest speaks of something else)."""
    sums = Decimal(0)
    for number in run:
        sums += number.value
        if sums == total and not complete:
            return True
    return sums == total


def _run_after(sentence: Sentence, start: int, end: int, unit: str) -> list[Number]:
    """The figures behind an offset as long as they are of one measure and a few words apart."""
    run: list[Number] = []
    for number in (n for n in sentence.numbers_after(start, _MOST) if n.start < end):
        if in_brackets(sentence.text, start, number.start):
            continue
        gap = without(sentence.text[run[-1].stop if run else start : number.start])
        if number.unit != unit or len(gap) > _ITEM + _ITEM // 2:
            break
        run.append(number)
    return run


def _items(sentence: Sentence, start: int, end: int, unit: str) -> list[Number]:
    """The figures of a list: every item holds just one, of the measure asked, until an item does not."""
    parts: list[Number] = []
    for item in re.compile(r"[^、,]+").finditer(sentence.text, start, end):
        inside = [n for n in sentence.numbers_after(item.start(), 2) if n.start < item.end()]
        if len(inside) != 1 or inside[0].unit != unit or len(item.group()) > _ITEM:
            break
        parts.append(inside[0])
    return parts


def listed_before(sentence: Sentence) -> Iterator[Total]:
    """a件、b件，共c件: figures of one measure right before a total."""
    for whole in sentence.numbers:
        lead = sentence.before(whole.start)
        done = _DONE_IN_ALL.search(lead)
        if not whole.unit or whole.approximate or not (TOTAL.search(lead) or done):
            continue
        every = _run_before(sentence, whole)
        if done and not all(done["verb"] in re.split("[,;。:、]", sentence.before(n.start))[-1] for n in every):
            continue
        if any(n.unit != whole.unit for n in every):
            parts = _persons(sentence, every, whole)
        else:
            parts = [n for n in every if closing(sentence.text, n.stop, whole.start) == whole.start] or every
            if whole.value == _sum(every) or _some_give(every, whole.value) or _is_last_of(every, whole.value):
                continue
            if _last_give(sentence, parts, whole.value) or _is_told_of(sentence, whole, every):
                continue
        if len(parts) < _PAIR or whole.value == _sum(parts) or any(n.approximate for n in every) or _STOCK.search(lead):
            continue
        if _is_part_or_overlaps(sentence, whole, parts, _ITEM // 2 if done else _REACH):
            continue
        if not (_AND_OTHERS.search(TOTAL.sub("", lead)) and _sum(parts) < whole.value):
            yield Total(sentence, whole, tuple(parts))


def _last_give(sentence: Sentence, parts: list[Number], total: Decimal) -> bool:
    """Whether the last few give a total, and what stands before them is no item of their row: 4个季度的问题分别为11个、8个，共19个."""
    return any(
        total == _sum(parts[at:]) and not _TIGHT.fullmatch(sentence.text[parts[at - 1].stop : parts[at].start])
        for at in range(1, len(parts) - 1)
    )


def _some_give(every: list[Number], total: Decimal) -> bool:
    """Whether a long list gives a total without its first figure or its last: 收到12件，公开5件、…、其他1件，含结转1件，共13件."""
    return len(every) > _LONG and total in {_sum(every[1:]), _sum(every[:-1]), _sum(every[1:-1])}


def _is_last_of(every: list[Number], last: Decimal) -> bool:
    """Whether a figure that is called a sum ends the row of the first one: 经费46.5万元，县本级28.2万元，乡镇合计18.3万元."""
    return len(every) > 1 and every[0].value == _sum(every[1:]) + last


def _is_told_of(sentence: Sentence, whole: Number, every: list[Number]) -> bool:
    """Whether a total is one of what was said (回收问卷415份，线上268份、线下147份，满意和基本满意的共396份), not of the row before it."""
    clause = re.split("[,、;:。(]", sentence.before(whole.start, _ITEM))[-1]
    said = _OF_ITS_OWN.match(clause)
    return bool(said) and len(every) > _PAIR


def _sum(numbers: list[Number]) -> Decimal:
    return sum((n.value for n in numbers), Decimal(0))


def _persons(sentence: Sentence, every: list[Number], whole: Number) -> list[Number]:
    """The row right before a total of persons in other measures (2名、13名，共15人); none where several before give it."""
    if any(whole.value == _sum(every[at:]) for at in range(len(every) - 1)):
        return []
    row = every[-1:]
    for number in reversed(every[:-1]):
        if not _TIGHT.fullmatch(sentence.text[number.stop : row[0].start]):
            break
        row.insert(0, number)
    return row if abs(_sum(row) - whole.value) <= max(Decimal(1), whole.value * _SLIP) else []


def _is_part_or_overlaps(sentence: Sentence, whole: Number, parts: list[Number], reach: int) -> bool:
    """Whether 其中 takes apart a figure of the same measure before, or one thing may be told in several items."""
    # 小学招生4216人、…，邀请代表共24人: what is smaller by far than its first item is no sum.
    if max(part.value for part in parts) > _MUCH * whole.value or any(
        _OF_EACH.search(sentence.before(part.start, _LONG)) for part in parts
    ):
        return True
    persons = any(n.unit != whole.unit for n in parts)
    opening = sentence.before(whole.start, whole.start - parts[0].start + (_ITEM if persons else reach))
    if persons:
        opening = re.split("[,;]", opening[: -(whole.start - parts[0].start)])[-1] + opening[-(whole.start - parts[0].start) :]
        before = [n for n in sentence.numbers if n.start < parts[0].start]
        return bool(OVERLAP.search(opening) or ("其中" in opening and before and kind(before[-1].unit) == kind(whole.unit)))
    return bool("其中" in opening or OVERLAP.search(opening))


def _run_before(sentence: Sentence, whole: Number) -> list[Number]:
    """The figures listed with a total: same measure, each item a few words, no other figure between."""
    run: list[Number] = []
    stop = whole.start
    for part in reversed(sentence.numbers_before(whole.start, _MOST)):
        if not run and _COUNTED.search(sentence.before(part.start)):
            # 以上四类信息共1020条: how many there are is none of them.
            continue
        between = _COUNTING.sub("", TOTAL.sub("", _DONE_IN_ALL.sub("", sentence.text[part.stop : stop])))
        outside = (
            part.start < sentence.start or kind(part.unit) != kind(whole.unit) or len(between) > _ITEM or _is_each(sentence, part)
        )
        if outside or COMPARES.search(between) or _TOTALLED.search(between):
            break
        stop = part.start
        if not _AVERAGE.search(sentence.before(part.start)):
            run.insert(0, part)
    return run


def _is_each(sentence: Sentence, number: Number) -> bool:
    """每季度调度1次 is a rate and no part."""
    return re.search(r"每(?:[天日月周年季期次场]|季度|半年)[^,。;、\d]{0,6}$", sentence.before(number.start)) is not None
