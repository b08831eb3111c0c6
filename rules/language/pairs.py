"""Marks that come in pairs: which of them have no partner, a partner of another width, or a pair of their own kind inside."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from rules.language.reading import Stretch

PAIRS = {
    "（": "）",
    "(": ")",
    "《": "》",
    "〈": "〉",
    "“": "”",
    "‘": "’",
    "【": "】",
    "〔": "〕",
    "［": "］",
    "「": "」",
    "『": "』",
}
_CLOSERS = {close: opener for opener, close in PAIRS.items()}
_OTHER_WIDTH = {"（": "(", "(": "（"}
_DOUBLE = "“《"
_QUOTES = "“”‘’"
# 2）: a number with its second bracket only is an accepted style for digits; 三） is not.
_NUMBER_BEFORE = re.compile(r"(?:^|[,，;；。：:、\s])(?:\d{1,2}|[a-zA-Z])$")
_REACH = 3
"""How many paragraphs on a partner may stand: a bracket or a quotation may run over several."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark without partner at an offset of a stretch."""

    number: int
    stretch: Stretch
    at: int

    @property
    def char(self) -> str:
        """The mark itself."""
        return self.stretch.text[self.at]


@dataclass(slots=True)
class Pairing:
    """What pairing up the marks of one text found, as ranges: pairs of two widths, pairs inside a pair of the same marks."""

    mixed: list[tuple[int, int]] = field(default_factory=list)
    nested: list[tuple[int, int]] = field(default_factory=list)
    lonely: list[Mark] = field(default_factory=list)


@dataclass(slots=True)
class _Open:
    at: int
    char: str
    inside: list[tuple[int, int]] = field(default_factory=list)


def pair_up(number: int, stretch: Stretch, taken: Sequence[tuple[int, int]]) -> Pairing:
    """Pair up the marks of a text; those inside ``taken`` are settled already."""
    result = Pairing()
    stack: list[_Open] = []
    text = stretch.text
    for at, char in enumerate(text):
        if char not in PAIRS and char not in _CLOSERS:
            continue
        if any(lo <= at < hi for lo, hi in taken) or _is_harmless(text, at, stack):
            continue
        if char in PAIRS:
            stack.append(_Open(at, char))
        else:
            _close(Mark(number, stretch, at), stack, result)
    result.lonely += [Mark(number, stretch, each.at) for each in stack]
    result.lonely.sort(key=lambda mark: mark.at)
    return result


def _close(mark: Mark, stack: list[_Open], result: Pairing) -> None:
    index = next((n for n in range(len(stack) - 1, -1, -1) if _fits(stack[n].char, mark.char)), None)
    if index is None:
        result.lonely.append(mark)
        return
    partner = stack[index]
    result.lonely += [Mark(mark.number, mark.stretch, each.at) for each in stack[index + 1 :]]
    del stack[index:]
    if PAIRS[partner.char] != mark.char:
        result.mixed.append((partner.at, mark.at + 1))
    if partner.char in _DOUBLE:
        result.nested += partner.inside
        outer = next((each for each in reversed(stack) if each.char == partner.char), None)
        if outer is not None:
            outer.inside.append((partner.at, mark.at + 1))


def _fits(opener: str, close: str) -> bool:
    return PAIRS[opener] == close or PAIRS.get(_OTHER_WIDTH.get(opener, "")) == close


def _is_harmless(text: str, at: int, stack: Sequence[_Open]) -> bool:
    if text[at] in ")）":
        return bool(_NUMBER_BEFORE.search(text[max(0, at - 4) : at])) and not any(each.char in "（(" for each in stack)
    return text[at] == "’" and text[at - 1 : at].isascii() and text[at + 1 : at + 2].isascii()


def without_partner(lonely: Sequence[Mark]) -> Iterator[Mark]:
    """The marks left over once those are paired that stand a few paragraphs apart, one for each slip."""
    left = list(lonely)
    for mark in lonely:
        if mark.char not in _CLOSERS:
            continue
        reach = range(mark.number - _REACH, mark.number)
        partner = next((m for m in reversed(left) if m.number in reach and m.char in PAIRS and _fits(m.char, mark.char)), None)
        if partner is not None and mark.stretch.cell is None:
            left.remove(partner)
            left.remove(mark)
    yield from _one_for_each_slip(left)


def _one_for_each_slip(marks: Sequence[Mark]) -> Iterator[Mark]:
    """“甲“ or ”甲”: one mark is turned the wrong way, so only that one counts."""
    skip = -1
    for index, mark in enumerate(marks):
        if index == skip:
            continue
        after = marks[index + 1] if index + 1 < len(marks) else None
        if after and after.number == mark.number and after.char == mark.char and mark.char in _QUOTES:
            skip = index + 1
            yield after if mark.char in PAIRS else mark
        else:
            yield mark
