"""Measures that count the same (名, 人; 万元, 亿元), and figures that are said to be a total of others."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

from core.text.numbers import Number, grain, plain
from core.text.sentences import Sentence

_KINDS = {"名": "人", "位": "人", "人次": "人", "万元": "元", "亿元": "元"}
_WAN = Decimal(10_000)
NO_THING = frozenset({"", "%", "年", "月", "日", "天", "工作日", "个工作日"})


@dataclass(frozen=True, slots=True)
class Total:
    """A figure that others should give and do not; ``of_which``: they are some of it, and more than it."""

    passage: Sentence
    whole: Number
    parts: tuple[Number, ...]
    of_which: bool = False


def kind(unit: str) -> str:
    """What a measure word counts, the same for persons in 名 and 人 and for money in 元 and 万元."""
    return _KINDS.get(unit, unit)


def alike(text: str, whole: Number, unit: str) -> Number | None:
    """A figure in the measure of others: 1.27亿元 beside parts in 万元 is 12700万元; None where they count different things."""
    if whole.unit == unit or (kind(whole.unit) == kind(unit) == "人"):
        return whole
    if whole.unit == "元" and unit == "万元" and "亿" in text[whole.start : whole.end]:
        return replace(whole, value=whole.value / _WAN, end=whole.end - 1, unit=unit)
    return None


def slack(text: str, numbers: tuple[Number, ...]) -> Decimal:
    """How far a sum may be off for figures in 万 and 亿, which are rounded."""
    size = max((grain(text, n) for n in numbers), default=Decimal(0))
    return size / _WAN if any(n.unit == "万元" for n in numbers) else size


def said(number: Number) -> str:
    """A figure with its measure word."""
    return f"{plain(number.value)}{number.unit}"
