"""Totals said to be all that stands before them: 微博、微信分别发布1530条、1264条，两个平台合计2794条."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from core.text.fold import Folded
from core.text.numbers import Number
from core.text.sentences import Sentence, sentences
from rules.measures import Total, is_near
from rules.rows import AHEAD, gap_of, said_to_be_all

_PAIR = 2
# 上述教育、医疗、环保三个领域共公开信息420条: each was told in a sentence of its own.
_FIELDS = re.compile(
    r"(?:上述|以上)(?P<names>[\u4e00-\u9fff]{2,10}(?:[、和及与][\u4e00-\u9fff]{2,10}?)+)(?P<n>[两二三四五六七八九十]|\d)(?:个|大|类|方面)"
    r"[\u4e00-\u9fff]{0,4}(?:共|合计|总计|累计)(?:计)?(?:主动)?(?:公开|发布|公示)?(?:政府)?(?:信息)?$"
)


def broken(words: Folded) -> Iterator[Total]:
    """The totals of a paragraph that the figures right before them do not give."""
    passage = next(sentences(words, "\n"), None)
    for whole in passage.every if passage else ():
        said = said_to_be_all(passage, whole) if passage else None
        if passage is None or said is None or not whole.unit or whole.approximate:
            continue
        parts = _just_before(passage, whole, said)
        if len(parts) < _PAIR or any(n.approximate for n in parts):
            continue
        if is_near(sum((n.value for n in parts), Decimal(0)), whole.value, "0.3"):
            yield Total(passage, whole, tuple(parts))


def of_named_fields(words: Folded) -> Iterator[Total]:
    """The totals of fields that are named with them, each told in a sentence that opens with its name and has one such figure."""
    parts = list(sentences(words))
    for at, own in enumerate(parts):
        for whole in own.numbers:
            said = _FIELDS.search(own.before(whole.start, 60)) if whole.unit and not whole.approximate else None
            names = re.split("[、和及与]", said["names"]) if said else []
            told = [_of_field(parts[:at], name, whole) for name in names]
            figures = [n for n in told if n is not None]
            if len(figures) < _PAIR or len(figures) < len(told):
                continue
            if is_near(sum((n.value for n in figures), Decimal(0)), whole.value, "0.3"):
                yield Total(own, whole, tuple(figures))


def _of_field(before: Sequence[Sentence], name: str, whole: Number) -> Number | None:
    """The one figure of a measure in the one sentence that opens with a name."""
    opening = re.compile(rf"{name}(?:领域|方面|类|工作)[,:]")
    told = [each for each in before if opening.match(each.text, each.start)]
    figures = [n for n in told[0].numbers if n.unit == whole.unit] if len(told) == 1 else []
    return figures[0] if len(figures) == 1 and not figures[0].approximate else None


def _just_before(passage: Sentence, whole: Number, said: re.Match[str]) -> list[Number]:
    """The figures that a total says it adds up: as many as it names, else the row that 分别 opens."""
    start = whole.start - len(said.group())
    before = [n for n in passage.every if n.stop <= start + 1 and n.unit == whole.unit][-12:]
    row = before[-1:]
    for number in reversed(before[:-1]):
        if not AHEAD.fullmatch(gap_of(passage.text[number.stop : row[0].start])):
            break
        row.insert(0, number)
    if not row or not re.fullmatch(",?", passage.text[row[-1].stop : start]):
        return []
    if said["n"]:
        count = "零一二三四五六七八九十".find(said["n"].replace("两", "二")) if not said["n"].isdigit() else int(said["n"])
        return row if len(row) == count else _each_in_a_clause(passage, before, start, count)
    return row if re.search(r"分别[^,。;、\d]{0,6}$", passage.before(row[0].start)) else []


def _each_in_a_clause(passage: Sentence, before: list[Number], stop: int, count: int) -> list[Number]:
    """The only figures of a measure in the sentence, each in a clause with one of another: 补贴1847户、126.34万元，农机补贴39户、18.72万元，两项共计."""
    start = max(passage.text.rfind(mark, 0, stop) for mark in "。;!?\n") + 1
    own = [n for n in before if n.start >= start]
    clauses = [passage.text.rfind(",", 0, n.start) for n in own]
    others = [n for n in passage.every if start <= n.start < stop and n.unit != own[0].unit] if own else []
    beside = all(any(clause < n.start < figure.start for n in others) for clause, figure in zip(clauses, own, strict=True))
    return own if len(own) == count == len(set(clauses)) and beside else []
