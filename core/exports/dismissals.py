"""Dismissed findings for people at a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from core.exports.width import clip, one_line
from core.waivers import Dismissal

_LONGEST = 60


def listing(dismissals: Sequence[Dismissal]) -> str:
    """Every dismissal with its number, from 1."""
    lines = [line for number, each in enumerate(dismissals, 1) for line in _lines(number, each)]
    return "\n".join(lines) or "还没有忽略过问题。"


def _lines(number: int, each: Dismissal) -> Iterator[str]:
    key = each.key
    unit = key.unit.removeprefix("file:")
    yield f"{number}. {one_line(unit)}　{f'{key.year}年' if key.year else '年度不详'}　{key.rule}"
    yield f"    问题：{clip(one_line(each.message), _LONGEST)}"
    if each.excerpt.strip():
        yield f"    原文：{clip(one_line(each.excerpt), _LONGEST)}"
    yield f"    理由：{one_line(each.waiver.reason)}（{each.waiver.when.replace('T', ' ')}）"
