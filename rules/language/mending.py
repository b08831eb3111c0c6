"""What the language rules are certain of, as edits: single characters where that is enough, so that a reviewer sees what changes."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator

from core.edits import Edit
from core.place import InCell, InText
from core.text.fold import folded
from rules.language.reading import Stretch

Change = tuple[int, int, str]
"""A range of a text, and what takes its place."""


def edits(stretch: Stretch, changes: Iterable[Change]) -> tuple[Edit, ...]:
    """Changes of the text as written; what changes nothing is left out."""
    found = []
    for start, end, new in changes:
        place = stretch.place(start, end)
        old = stretch.text[start:end]
        if old != new and isinstance(place, InText | InCell):
            found.append(Edit(place, start, end, old, new))
    return tuple(found)


def ends(span: tuple[int, int], left: str, right: str) -> tuple[Change, Change]:
    """Other marks round the same words."""
    return (span[0], span[0] + 1, left), (span[1] - 1, span[1], right)


def half_rounds(text: str, span: tuple[int, int]) -> Iterator[Change]:
    """Half-width brackets made full-width, and those round them: once the inner ones are right, these would be wrong."""
    stack: list[int] = []
    for at, char in enumerate(text):
        if char == "(":
            stack.append(at)
        elif char == ")" and stack:
            start = stack.pop()
            if start <= span[0] and span[1] <= at + 1:
                yield from ends((start, at + 1), "（", "）")


def straight_quotes(text: str, span: tuple[int, int]) -> tuple[Change, ...]:
    """Straight quotation marks made “”, where it is clear which of them open and which close."""
    clear = (text.count('"') + text.count("＂")) % 2 == 0 and not any(mark in text for mark in "“”")
    return ends(span, "“", "”") if clear else ()


def one_mark(marks: str, at: int, right: str) -> tuple[Change, ...]:
    """One mark for the same mark written several times; of different ones the author has to choose, and 。。。 may be an ellipsis."""
    kinds = set(folded(marks))
    clear = len(kinds) == 1 and (kinds != {"。"} or len(folded(marks)) == 2)
    return ((at, at + len(marks), right),) if clear else ()


def of_term(wrong: str, right: str, stretch: Stretch, start: int, end: int) -> tuple[Edit, ...]:
    """A wrong wording, found in a range of the folded text, made right."""
    words = stretch.words
    changes = _reworded(folded(wrong), folded(right), words.text[start:end])
    return edits(stretch, ((*words.back(start + lo, start + hi), new) for lo, hi, new in changes))


def _reworded(wrong: str, right: str, written: str) -> list[Change]:
    """How a written form of a wrong wording changes; nothing where more than one right form can be meant."""
    if "(" in wrong + right or "/" in right:
        return []
    if len(wrong) == len(right):
        return _swapped(wrong, right, written)
    if written != wrong:
        return []
    start = len(os.path.commonprefix([wrong, right]))
    tail = len(os.path.commonprefix([wrong[start:][::-1], right[start:][::-1]]))
    return [(start, len(wrong) - tail, right[start : len(right) - tail])]


def _swapped(wrong: str, right: str, written: str) -> list[Change]:
    """Characters exchanged one for one: the entry's own, or its one wrong character in another word."""
    if wrong.count(written) == 1:
        there = wrong.index(written)
        expected = right[there : there + len(written)]
    else:
        pairs = {(bad, good) for bad, good in zip(wrong, right, strict=True) if bad != good}
        if len(pairs) != 1 or written.count(next(iter(pairs))[0]) != 1:
            return []
        expected = written.replace(*next(iter(pairs)))
    return [(at, at + 1, good) for at, (bad, good) in enumerate(zip(written, expected, strict=True)) if bad != good]
