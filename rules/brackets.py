"""Brackets in folded text."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import lru_cache
from itertools import accumulate


def closing(text: str, at: int, end: int) -> int:
    """Where the bracket that holds an offset closes, else the end."""
    depth = 0
    for position in range(at, end):
        depth += (text[position] == "(") - (text[position] == ")")
        if depth < 0:
            return position
    return end


def in_brackets(text: str, start: int, at: int) -> bool:
    """Whether a bracket that opens behind ``start`` is still open at an offset."""
    places, open_before = _brackets(text)
    return open_before[bisect_left(places, at)] > open_before[bisect_left(places, start)]


@lru_cache(256)
def _brackets(text: str) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Where the brackets of a text stand, and how many more have opened than closed before each of them and at the end."""
    found = tuple(re.finditer("[()]", text))
    depths = accumulate((1 if each.group() == "(" else -1 for each in found), initial=0)
    return tuple(each.start() for each in found), tuple(depths)


def without(text: str) -> str:
    """A text without what stands in brackets."""
    return re.sub(r"\([^()]*\)", "", text)


def in_part(text: str, at: int, end: int) -> bool:
    """Whether an offset stands in a bracket that names parts (（其中网络申请62件）) and closes before ``end``."""
    opening = text.rfind("(", 0, at)
    return opening >= 0 and text.startswith(("其中", "含", "包括"), opening + 1) and at < closing(text, opening + 1, end) < end
