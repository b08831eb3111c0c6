"""What stands behind 其中 and the figure that it is part of: the parts may fall short of it, never exceed it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from itertools import combinations

from core.text.numbers import Number
from core.text.sentences import Sentence
from rules import rows
from rules.brackets import closing, in_brackets, without
from rules.measures import Total, alike, kind, slack

OF_WHICH = re.compile("其中|(?<=[元件条份个项],)(?:包括|包含)(?=[^,。;:\\d]{1,16}\\d)")
# Parts that may overlap: one piece on two channels, one meeting with two people.
OVERLAP = re.compile(r"通过|网站|微博|微信|公报|公众号|渠道|平台|报刊|广播|电视|栏|出席|参加|优秀|良好|表扬|获")
TOTAL = re.compile(r"(?:共计|共|合计|总计|总共|累计)$")
COMPARES = re.compile(r"占|较|比|同比|增|降|达|由|从|为\d|以上")
_CARRIER = re.compile(rf"{OVERLAP.pattern}|抖音|头条|视频|快手|客户端|小程序|APP|账号|其[他它]")
_OVERLAP_AFTER = 6
_CHANGE = re.compile(
    r"(?:净增|净减|增加|减少|增长|下降|多|少|上升|提高)(?:公开|发布|收到|受理|接收|办理|办结|制发|解读|答复|回应|开展|组织|举办)?(?:了)?$"
)
_DERIVED = re.compile(r"(?:[日月周年人]均|平均|每[日天月周季年]|最高|最多)[^,;。、\d]{0,6}$")
_LAST_YEARS = re.compile(r"(?:上年|去年|同期|年初|上年[末底]|20\d\d年)(?:同期)?(?:(?:的|为)[^,;。、\d]{0,4})?$")
_EARLIER = re.compile(r"[较比](?!例|重|赛)|上年|去年|同期")
_NO_WHOLE = frozenset({"%", "年", "月", "日", "天", "工作日", "个工作日"})
# Two halves of the year make the whole that 其中 takes apart: 上半年16条，下半年26条。其中….
_HALF = re.compile(r"(?:[上下]半年|前三季度|[一二三四]季度)[^,;。、\d]{0,8}$")
_CARRIED = re.compile(r"(?:结转|转结|遗留|转来|转入)[^,;。:、\d]{0,6}$")
_CARRIED_IN = re.compile(
    r"(?:上年度?|上一年度?|去年|往年|20\d\d年度?)(?:未办结)?的?(?:结转|转结|遗留|转来|转入)[^,。;:、\d]{0,14}$"
)
# What became of the things of a row that is told whole.
_BECAME = re.compile("办结|审结|回复|结转|转接|转入|在办|正在")
_NOT_YET = re.compile("剩余|其余|余下|剩下|尚|仍|未|正在|在办")
_CLAUSE = re.compile("[,。;:!?]")
_NO_NOUN = re.compile("(?:截至|目前|现在|年[末底]|现|全[县市区镇局]|共|总|实际|保留|在用|运行|开设|开通|有|仍|还)*")
_FIELDS = re.compile("(?:大|重点|主要)?(?:方面|领域|环节|板块|维度|类别|等次|档次|等级|层次|级别|梯队|阶段)(?=[,。;:]|$)")
_GAP = 16
_ITEM = 24
_PAIR, _LONG = 2, 4
_SLIP = Decimal("0.3")
_LITTLE = Decimal("0.1")
_ALL_THE_REST = re.compile(
    "(?:其他|其它|其余|剩余)(?:类|平台|渠道|方面|领域|事项|内容|问题)?(?:政务)?(?:新媒体)?(?:信息|账号|类)?"
)
# More of the row follows.
_MORE = re.compile(r"[^,。;、\d]{0,6}(?:等|[,、;](?:另|其余|其他|还有|剩余|余下))")
_REACH = 400
_MOST = 40
"""How far parts may run from their whole, in characters and in figures."""


def exceeded(own: Sentence) -> Iterator[Total]:
    """The figures that what is named behind 其中 exceeds."""
    for match in OF_WHICH.finditer(own.text, own.start, own.end):
        at, sentence = match.start(), _with_rows(own, match.end())
        wholes = _wholes_before(sentence, at)
        parts = _parts_after(sentence, at, wholes[0].unit) if wholes else []
        whole = max(wholes, key=lambda n: n.value) if parts else _further_back(sentence, at)
        if whole is None:
            continue
        if parts and (_has_its_own_total(sentence, whole, parts) or _is_of_a_pair(sentence, whole, parts)):
            continue
        near = not parts
        parts = _outer(sentence, parts or _parts_after(sentence, at, whole.unit))
        total = sum((n.value for n in parts), Decimal(0))
        excused = _opens_with_all(sentence, whole, parts) or _ends_with_all(sentence, whole, parts)
        if total > whole.value and (excused or _has_what_came_before(sentence, whole, parts)):
            continue
        if wholes and total not in {n.value for n in wholes} and _lacks_little(sentence, wholes[0], parts):
            yield Total(sentence, wholes[0], tuple(parts))
        elif not near or _is_little_more(sentence, whole, parts, total):
            yield from _beyond(sentence, whole, parts, at)


def _opens_with_all(sentence: Sentence, whole: Number, parts: list[Number]) -> bool:
    """Whether the first parts are all there is, and the others tell what became of it: 34件，其中信函26件，网络8件，已按时办结33件."""
    for count in range(_PAIR, len(parts)):
        if sum((n.value for n in parts[:count]), Decimal(0)) == whole.value:
            leads = (_CLAUSE.split(sentence.before(n.start, _ITEM))[-1] for n in parts[count:])
            return all(_BECAME.search(lead) for lead in leads)
    return False


def _ends_with_all(sentence: Sentence, whole: Number, parts: list[Number]) -> bool:
    """Whether the last parts are all there is, done and not yet done: 2386项，其中重大17项，整改2371项，剩余15项."""
    left = _CLAUSE.split(sentence.before(parts[-1].start, _ITEM))[-1] if parts else ""
    sums = (sum((n.value for n in parts[at:]), Decimal(0)) for at in range(1, len(parts) - 1))
    return _NOT_YET.search(left) is not None and whole.value in sums


def _has_what_came_before(sentence: Sentence, whole: Number, parts: list[Number]) -> bool:
    """Whether what was dealt with is of what came in and of what was carried in: 收到208件（不含上年结转5件），其中办结196件，结转下年17件."""
    first = sentence.text.rfind("\n", 0, whole.start) + 1
    told = [n for n in sentence.numbers_before(parts[0].start, _MOST) if n.start >= first and n.unit == whole.unit]
    # They may stand in the sentence before: 另有上年结转1件。已全部答复，其中….
    came = [n for n in told if _CARRIED_IN.search(sentence.text[max(first, n.start - _ITEM) : n.start])]
    over = sum((n.value for n in parts), Decimal(0)) - whole.value
    return any(n.value == over for n in came if n is not whole)


def _outer(sentence: Sentence, parts: list[Number]) -> list[Number]:
    """The parts without those that take the first of them apart: 重点领域517条，包括住房194条、…."""
    inner = len(parts) > _PAIR and re.search("包括|包含|含|即|分别", sentence.text[parts[0].stop : parts[1].start])
    nested = inner and parts[0].value == sum((n.value for n in parts[1:]), Decimal(0))
    return parts[:1] if nested else parts


def _beyond(sentence: Sentence, whole: Number, parts: list[Number], at: int) -> Iterator[Total]:
    """What is wrong with the parts of one whole: they exceed it, or give it once two digits are changed round."""
    if _may_overlap(sentence, whole, parts, at):
        if _is_turned_round(sentence, whole, parts):
            yield Total(sentence, whole, tuple(parts))
            return
        parts = [n for n in parts if n.value > whole.value]
    elif sum((n.value for n in parts), Decimal(0)) <= whole.value:
        if _is_swapped(sentence, whole, parts):
            yield Total(sentence, whole, tuple(parts))
        return
    if parts:
        yield Total(sentence, whole, tuple(parts), of_which=True)


def _lacks_little(sentence: Sentence, whole: Number, parts: list[Number]) -> bool:
    """Whether parts fall short by little although the last of them is called all the rest: 41个，其中微信29个、微博5个、其他账号2个."""
    label = re.split("[、,;和及与]", sentence.before(parts[-1].start, _ITEM))[-1] if parts else ""
    lacks = whole.value - sum((n.value for n in parts), Decimal(0))
    behind = sentence.text[parts[-1].stop : parts[-1].stop + _ITEM] if parts else ""
    closed = (
        (_ALL_THE_REST.fullmatch(label) or _are_named_with(sentence, whole, parts))
        and not _MORE.match(behind)
        and whole.unit == (parts[-1].unit if parts else "")
    )
    few = len(parts) <= _PAIR and _ALL_THE_REST.fullmatch(label)
    return bool(closed) and not few and 0 < lacks <= max(Decimal(1), whole.value * _LITTLE)


def _are_named_with(sentence: Sentence, whole: Number, parts: list[Number]) -> bool:
    """Whether the clause of a whole names just its parts: 在市政府网站和局网站公开信息1386条，其中局网站1054条、市政府网站332条."""
    named = _CLAUSE.split(sentence.before(whole.start, _REACH))[-1]
    labels = [re.split("[、,;和及与]|其中", sentence.before(n.start, _ITEM))[-1] for n in parts]
    for label in sorted(labels, key=len, reverse=True):
        if len(label) < _PAIR or label not in named:
            return False
        named = named.replace(label, "□", 1)
    row = re.search("(?<![、和及与])□(?:[、和及与]□)+(?![、和及与等])", named)
    return row is not None and named.count("□") == row.group().count("□") == len(labels)


def _has_its_own_total(sentence: Sentence, whole: Number, parts: list[Number]) -> bool:
    """Whether what parts give is called their sum behind them, and far from the figure before: 其中县直4120条，乡镇1512条，合计5632条."""
    total = sum((n.value for n in parts), Decimal(0))
    behind = next(iter(sentence.numbers_after(parts[-1].stop, 1)), None)
    if behind is None or behind.value != total or behind.unit != parts[-1].unit or total <= whole.value * (1 + _SLIP):
        return False
    return TOTAL.search(sentence.before(behind.start)) is not None


def _is_of_a_pair(sentence: Sentence, whole: Number, parts: list[Number]) -> bool:
    """Whether the parts tell of another figure than the one before, each beside a count: 节约2538万元，其中甲214项29860.4万元."""
    beside = [n for part in parts for n in sentence.numbers_before(part.start, 1) if n.stop == part.start and n.unit]
    return len(beside) == len(parts) and sum((n.value for n in parts), Decimal(0)) > whole.value * (1 + _SLIP)


def _with_rows(sentence: Sentence, at: int) -> Sentence:
    """A sentence with what a colon behind 其中 opens, over the semicolons: 其中：甲421条；乙11件；丙143条。"""
    if sentence.text[at : at + 1] != ":":
        return sentence
    stop = re.compile(r"[。!?\n]|$").search(sentence.text, sentence.end)
    return replace(sentence, end=stop.start() if stop else sentence.end)


def _further_back(sentence: Sentence, at: int) -> Number | None:
    """The figure before 其中 that is in the measure of what stands behind it: 资金2160万元，惠及企业75家；其中甲860万元."""
    first = next((n for n in sentence.numbers_after(at, _PAIR) if n.unit not in _NO_WHOLE), None)
    if first is None or not first.unit:
        return None
    inside = [n for n in sentence.numbers_before(at, _MOST) if n.start >= _sentence_start(sentence, at)]
    for number in reversed(inside):
        whole = alike(sentence.text, number, first.unit)
        if whole is not None and not _is_derived(sentence, number, at):
            return None if number.approximate else whole
    return None


def _is_little_more(sentence: Sentence, whole: Number, parts: list[Number], total: Decimal) -> bool:
    """Whether several figures exceed another by what a slip makes, and not by rounding."""
    over = total - whole.value
    return len(parts) >= _PAIR and slack(sentence.text, (whole, *parts)) < over <= whole.value * _SLIP


def _is_swapped(sentence: Sentence, whole: Number, parts: list[Number]) -> bool:
    """Whether parts that fall short by little give their whole once two digits of one are changed round: 25.4 for 52.4."""
    lacks = whole.value - sum((n.value for n in parts), Decimal(0))
    behind = sentence.text[parts[-1].stop : parts[-1].stop + _ITEM]
    # Long lists mostly name all; short ones leave something out.
    limit = _LITTLE if len(parts) >= _LONG else _LITTLE / 2
    if len(parts) < _PAIR or not 0 < lacks <= whole.value * limit or _MORE.match(behind):
        return False
    return any(lacks == other - n.value for n in parts for other in _turned(sentence.text[n.start : n.end], n.value))


def _is_turned_round(sentence: Sentence, whole: Number, parts: list[Number]) -> bool:
    """Whether three parts and more that exceed their whole give it exactly once two digits of a long one are changed round."""
    over = sum((n.value for n in parts), Decimal(0)) - whole.value
    if len(parts) <= _PAIR or not 0 < over <= whole.value * _LITTLE:
        return False
    long = [n for n in parts if re.fullmatch(r"\d{4,}", sentence.text[n.start : n.end])]
    return any(n.value - over in _exchanged(sentence.text[n.start : n.end]) for n in long)


def _exchanged(digits: str) -> Iterator[Decimal]:
    """A figure with any two digits changed round."""
    for one, other in combinations(range(len(digits)), 2):
        changed = list(digits)
        changed[one], changed[other] = changed[other], changed[one]
        if changed[0] != "0":
            yield Decimal("".join(changed))


def _turned(digits: str, value: Decimal) -> Iterator[Decimal]:
    """A figure with two neighbouring digits changed round."""
    printed = re.match(r"[\d.]+", digits)
    if printed is None or not Decimal(printed[0].rstrip(".")):
        return
    scale = value / Decimal(printed[0])
    for pair in re.finditer(r"(?=(\d\.?)(\d))", printed[0]):
        at, first, second = pair.start(), pair[1], pair[2]
        point = "." if first.endswith(".") else ""
        turned = f"{printed[0][:at]}{second}{point}{first[0]}{printed[0][at + len(first) + 1 :]}"
        if not turned.startswith("0"):
            yield Decimal(turned) * scale


def _may_overlap(sentence: Sentence, whole: Number, parts: list[Number], at: int) -> bool:
    """Whether one thing may be counted in several of the parts named; carriers that are counted themselves are not."""
    inside = sentence.text[at : parts[-1].stop] + _CLAUSE.split(sentence.text[parts[-1].stop :][:_OVERLAP_AFTER])[0]
    starts = [at, *(n.stop for n in parts)]
    labels = [sentence.text[start : n.start] for start, n in zip(starts, parts, strict=False)]
    if rows.are_disposals(labels):
        return False
    if rows.of_several_kinds(inside, sentence.before(whole.start, _ITEM)):
        return True
    if whole.unit == "个" and rows.are_carriers(_counted(sentence, whole)):
        named = [_CARRIER.search(label) for label in labels]
        return any(named) and not all(named)
    return OVERLAP.search(inside) is not None


def _counted(sentence: Sentence, whole: Number) -> str:
    """The words of what a whole counts; where its clause has none (年末保留41个), those of the sentence before it."""
    clause = _CLAUSE.split(sentence.before(whole.start, _ITEM))[-1]
    return sentence.text[sentence.start : whole.start] if _NO_NOUN.fullmatch(clause) else clause


def _wholes_before(sentence: Sentence, at: int) -> list[Number]:
    """The figures that 其中 may take apart: the one right before it, or the row that it ends; behind words, any of the sentence.

    What stands in a bracket that is closed, an average, a rate, a change or last year's figure is no whole.
    """
    inside = [n for n in sentence.numbers_before(at, _MOST) if n.start >= _sentence_start(sentence, at) and n.unit]
    inside = [n for n in inside if n.unit not in _NO_WHOLE and not _is_derived(sentence, n, at)]
    # 集中在…四个方面。其中A信息58条，涉及9个小区: fields are taken apart into nothing that is counted.
    inside = [n for n in inside if not _FIELDS.match(sentence.text, n.stop)]
    if not inside:
        return []
    last = inside[-1]
    between = _without_figures(without(sentence.text[last.stop : at]))
    if last.approximate or len(between) > _GAP:
        return []
    row = _row_ending(sentence, [n for n in inside if n.unit == last.unit])
    if len(row) == 1 and _CARRIED.search(sentence.before(last.start)):
        # 收到9件，上年结转1件，其中…: both together are taken apart.
        row = [n for n in inside if n.unit == last.unit][-_PAIR:]
    alike = [n for n in inside[:-1] if n.unit == last.unit]
    together = [replace(last, start=row[0].start, value=sum((n.value for n in row), Decimal(0)))] if len(row) > 1 else []
    # 共224件，建议97件、提案127件，其中…: what the row gives is taken apart too.
    together += [n for at, n in enumerate(alike) if n.value == sum(each.value for each in (*alike[at + 1 :], last))]
    if re.fullmatch("[,(:]?", between):
        return [last, *together]
    halves = [n for n in (*alike, last) if _HALF.search(sentence.before(n.start))]
    together += [replace(last, start=halves[0].start, value=sum((n.value for n in halves), Decimal(0)))] if halves else []
    return [] if any(n.approximate for n in alike) else [last, *alike, *together]


def _sentence_start(sentence: Sentence, at: int) -> int:
    """Where the passage begins that 其中 looks back on: its own sentence if that has a figure before it, else the paragraph.

    其中 that opens its sentence looks back on the one before.
    """
    stops = [match.end() for match in re.compile(r"[。!?\n]").finditer(sentence.text, 0, at)]
    own, before = [*reversed(stops), 0, 0][:2]
    if any(n.start >= own for n in sentence.numbers_before(at, 1)):
        return own
    return before if own == at else 0


def _is_derived(sentence: Sentence, number: Number, at: int) -> bool:
    before = sentence.text[max(0, number.start - 12) : number.start]
    other = any(pattern.search(before) for pattern in (_CHANGE, _DERIVED, _LAST_YEARS))
    return other or closing(sentence.text, number.stop, at) < at


def _without_figures(text: str) -> str:
    """Without the clauses that hold a figure of another kind: 日均8条，增幅5.1%."""
    return re.sub(r"[,、;]?[^,、;。]*\d[^,、;。]*", "", text)


def _row_ending(sentence: Sentence, numbers: list[Number]) -> list[Number]:
    """The items of a row (建议53件、提案61件) that ends with the last figure."""
    row = numbers[-1:]
    for number in reversed(numbers[:-1]):
        between = without(sentence.text[number.stop : row[0].start])
        if not re.fullmatch(r"(?:[、和及与]|以及)[^\d,;。]{0,16}", between):
            break
        row.insert(0, number)
    return row


def _parts_after(sentence: Sentence, at: int, unit: str) -> list[Number]:
    """The figures behind 其中, as far as the bracket that holds it, the row or the sentence goes; none where one is approximate."""
    parts: list[Number] = []
    gaps: list[str] = []
    end = closing(sentence.text, at, min(sentence.end, at + _REACH))
    for number in (n for n in sentence.numbers_after(at, _MOST) if n.start < end and kind(n.unit) == kind(unit)):
        if in_brackets(sentence.text, at, number.start):
            continue
        between = without(sentence.text[(parts[-1].stop if parts else at) : number.start])
        if _EARLIER.search(between) or (parts and "其中" in between) or (parts and _ends_row(between, gaps)):
            break
        if parts and not _mark(between):
            # 主办51件的答复公开49件，2件…: what is told of a part is no part beside it.
            break
        if number.approximate:
            return []
        gaps.append(_mark(between))
        parts.append(number)
    return parts


def _mark(between: str) -> str:
    """The mark that parts two figures, before or behind the words of either."""
    return next((character for character in between if character in "、,;"), "")


def _ends_row(between: str, gaps: list[str]) -> bool:
    """Whether words between two figures end the row, a comma behind a row joined by 、 included (网络6件、信函3件，按时办结9件)."""
    joined = len(gaps) > 1 and all(gap == "、" for gap in gaps[1:])
    return bool(
        TOTAL.search(between)
        or COMPARES.search(between)
        or between.endswith(",")
        or (joined and _mark(between) == ",")
        or len(re.findall("[,;]", _without_figures(between))) > 1
    )
