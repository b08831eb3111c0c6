"""What is said to be all the rest: 公告38宗，成交29宗，其余9宗流拍; 共224件，除不公开的19件外，其余205件已公布."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations

from core.text.numbers import Number
from core.text.sentences import Sentence
from rules.brackets import in_brackets
from rules.measures import NO_THING, Total, has_share

_REST = re.compile(r"(?:其余|剩余|余下|剩下)(?:的)?[^,。;:、\d]{0,10}$")
_BESIDES = re.compile(r"(?:另有|尚有|还有|仍有)(?:的)?[^,。;:、\d]{0,4}$")
_OPEN = re.compile(r"[^,。;:、\d]{0,6}(?:正在[^,。;\d]{0,4}(?:办理|处理|整改|审理|核实)|尚未|未办结|在办|办理中|处理中)")
_DERIVED = re.compile(
    r"(?:增加|减少|增长|下降|[多少](?:出)?|上升|提高|[日月周年人]均|平均[^,;。、\d]{0,4}|每[日天月周季年期次家][^,;。、\d]{0,6}|(?:上年|去年|同期|20\d\d年)(?:同期)?(?:的|为)[^,;。、\d]{0,4}|结转[^,;。、\d]{0,6})(?:了)?$"
)
# 除3件结转下年度外，其余50件; the figure stands right behind 除.
_EXCEPT = re.compile(r"除\d[\d,]*[\u4e00-\u9fff](?:申请)?[^,。;:、\d]{1,24}外,(?:其余|剩余|余下)(?:的)?[^,。;:、\d]{0,6}$")
_RECEIVED = re.compile(r"(?:收到|受理|新收|接收|接到|承办)(?!的)")
_MOST, _FEW = 6, 3
_LIMIT = Decimal("0.1")
_HALF = Decimal("0.5")


def broken(sentence: Sentence) -> Iterator[Total]:
    """The wholes of a sentence that a part and the rest do not give, by a little: what is far off is the rest of something else."""
    for rest in sentence.numbers:
        lead = sentence.before(rest.start, 18)
        if rest.unit in NO_THING or rest.approximate or in_brackets(sentence.text, sentence.start, rest.start):
            continue
        before = _told(sentence, rest)
        if _EXCEPT.search(sentence.before(rest.start, 60)):
            yield from _beside_exception(sentence, before, rest)
            continue
        if _REST.search(lead) or (
            _BESIDES.search(lead) and _OPEN.match(sentence.text, rest.stop) and _has_rate(sentence, before, rest)
        ):
            yield from _wrong(sentence, before, rest)


def _told(sentence: Sentence, rest: Number) -> list[Number]:
    """The figures of the same measure before the rest, without what is told in brackets and what is only derived."""
    own = [n for n in sentence.numbers if n.start < rest.start and n.unit == rest.unit]
    return [
        n
        for n in own
        if not in_brackets(sentence.text, sentence.start, n.start) and not _DERIVED.search(sentence.before(n.start, 14))
    ][-_MOST:]


def _beside_exception(sentence: Sentence, before: Sequence[Number], rest: Number) -> Iterator[Total]:
    """收到54件，…；除3件结转下年度外，其余50件: what is excepted and the rest are the whole that is called so."""
    said = _EXCEPT.search(sentence.before(rest.start, 60))
    excepted = next((n for n in before if said and n.start == rest.start - len(said.group()) + 1), None)
    if excepted is None or excepted.approximate:
        return
    came = [n for n in sentence.numbers if n.stop <= excepted.start and n.unit == rest.unit]
    wholes = [n for n in came if _RECEIVED.search(re.split("[,。;:()]", sentence.before(n.start, 30))[-1])]
    if len(wholes) != 1 or wholes[0].approximate:
        return
    over = excepted.value + rest.value - wholes[0].value
    # What was carried in, or answered in other ways, may make the difference.
    if (
        over
        and all(abs(over) != n.value for n in came if n is not wholes[0])
        and abs(over) <= max(Decimal(1), wholes[0].value * _LIMIT)
    ):
        yield Total(sentence, wholes[0], (excepted, rest))


def _wrong(sentence: Sentence, before: Sequence[Number], rest: Number) -> Iterator[Total]:
    shares = [has_share(sentence.text, n.stop) for n in (*before, rest)]
    # 甲局21件，占48.8%；乙局6件，占14%；其余单位16件，占37.2%: each is an item of a whole told elsewhere.
    if len(before) < 2 or all(shares) or any(n.approximate for n in before) or _is_right(sentence, before, rest):
        return
    whole = max(before, key=lambda n: n.value)
    parts = [n for n in before if n.start > whole.start]
    if not parts or len(parts) >= _FEW:
        return
    rows = [parts[at:] for at in range(len(parts))]
    row = min(rows, key=lambda each: abs(_sum(each) + rest.value - whole.value))
    if abs(_sum(row) + rest.value - whole.value) <= max(Decimal(1), whole.value * _LIMIT):
        yield Total(sentence, whole, (*row, rest))


def _is_right(sentence: Sentence, before: Sequence[Number], rest: Number) -> bool:
    """Whether any figure, or several in a row, less some of those behind them leaves the rest."""
    earlier = [n for n in sentence.numbers_before(before[0].start, _MOST) if n.unit == rest.unit]
    every = [*earlier, *before]
    for start in range(len(every)):
        for stop in range(start + 1, len(every) + 1):
            left, behind = _sum(every[start:stop]) - rest.value, every[stop:]
            if any(_sum(some) == left for many in range(1, len(behind) + 1) for some in combinations(behind, many)):
                return True
    return False


def _sum(numbers: Sequence[Number]) -> Decimal:
    return sum((n.value for n in numbers), Decimal(0))


def _has_rate(sentence: Sentence, before: Sequence[Number], rest: Number) -> bool:
    """Whether a rate between shows that the figure before the rest is part of the one before that: 办结率99.07%."""
    if len(before) < 2 or before[-2].value == 0:
        return False
    exact = before[-1].value / before[-2].value * 100
    rates = [n for n in sentence.numbers if before[-1].stop <= n.start < rest.start and n.unit == "%"]
    return any(abs(n.value - exact) <= _HALF.scaleb(-n.places) for n in rates)
