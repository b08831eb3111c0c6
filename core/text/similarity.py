"""How alike two short strings are, and the best alignment of two lists of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from difflib import SequenceMatcher
from functools import lru_cache

EXACT = 3.0
_SHORT = 400
"""Characters of two strings that are worth remembering how alike they are."""


def ratio(left: str, right: str) -> float:
    """0 (nothing in common) to 1 (equal): twice the characters in common, in order, by the length of both."""
    if left == right:
        return 1.0
    # No more than all characters of the shorter one can be in common.
    if 4 * min(len(left), len(right)) < len(left) + len(right):
        return 0.0
    return _ratio(left, right) if len(left) + len(right) <= _SHORT else _compared(left, right)


def _compared(left: str, right: str) -> float:
    shared = sum((Counter(left) & Counter(right)).values())
    if 2 * shared / (len(left) + len(right)) < 0.5:
        return 0.0
    return SequenceMatcher(None, left, right, autojunk=False).ratio()


_ratio = lru_cache(1 << 15)(_compared)
"""A table that stands in a file many times has the same labels to compare again and again."""


def align(left: Sequence[str], right: Sequence[str], least: float) -> list[tuple[int, int]]:
    """Pairs of indices, ascending on both sides, with the greatest sum of likeness; equal strings count threefold.

    Pairs less alike than ``least`` do not count. Quadratic in the lengths: meant for the rows of a form.
    """
    width = len(right) + 1
    best = [[0.0] * width for _ in range(len(left) + 1)]
    scores: dict[tuple[int, int], float] = {}
    for i in range(len(left) - 1, -1, -1):
        row, below = best[i], best[i + 1]
        for j in range(len(right) - 1, -1, -1):
            alike = ratio(left[i], right[j])
            score = EXACT if alike == 1.0 else alike
            value = max(below[j], row[j + 1])
            if alike >= least:
                scores[i, j] = score
                value = max(value, score + below[j + 1])
            row[j] = value
    return _path(best, scores)


def aligned_one_way(left: Sequence[str], right: Sequence[str]) -> list[tuple[int, int]]:
    """Pairs of equal strings in order where each of the left has one and only one way fits; none otherwise."""
    pairs = _leftmost(left, right)
    last = [(len(left) - 1 - i, len(right) - 1 - j) for i, j in _leftmost(left[::-1], right[::-1])]
    return pairs if len(pairs) == len(left) and pairs == last[::-1] else []


def _leftmost(left: Sequence[str], right: Sequence[str]) -> list[tuple[int, int]]:
    """Each of the left with the first of the right that is equal and stands behind the one before."""
    pairs: list[tuple[int, int]] = []
    for j, text in enumerate(right):
        if len(pairs) < len(left) and left[len(pairs)] == text:
            pairs.append((len(pairs), j))
    return pairs


def _path(best: list[list[float]], scores: dict[tuple[int, int], float]) -> list[tuple[int, int]]:
    pairs: list[tuple[int, int]] = []
    i = j = 0
    while i < len(best) - 1 and j < len(best[0]) - 1:
        score = scores.get((i, j))
        if score is not None and best[i][j] == score + best[i + 1][j + 1]:
            pairs.append((i, j))
            i, j = i + 1, j + 1
        elif best[i + 1][j] >= best[i][j + 1]:
            i += 1
        else:
            j += 1
    return pairs
