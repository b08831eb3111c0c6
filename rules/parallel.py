"""Rows that take one whole apart in several ways: 按申请人分，甲52件，乙15件；按渠道分，…; 分内容：… in a paragraph of its own."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from core.text.fold import Folded
from core.text.numbers import Number, find_numbers
from core.text.sentences import Sentence, sentences
from rules.measures import Total, is_near
from rules.rows import Row, is_open, may_overlap, rows_of, sums

_BY = re.compile(r"[按从][^,。;:\d]{1,8}(?:分|划分|看|统计|来分)(?:为|类)?[,:]?[^,。;:\d]{0,12}$")
_OWN = re.compile(
    r"(?:\d+[.、]|\(\d+\)|\([一二三四五六七八九十]\)|[①-⑨])?(?:按|分)[^,。;:\d]{1,8}?(?:分|划分|看|统计)?(?:为)?[:,]"
)
_CALLED = re.compile(r"共|总|全年|公开|发布|收到|受理|办理")
_LIMIT = "0.1"
_NEAR = 3


@dataclass(frozen=True, slots=True)
class Apart:
    """A row in a paragraph of its own that does not give the figure of a paragraph before."""

    passage: Sentence
    whole: Number
    parts: tuple[Number, ...]


def broken(words: Folded) -> Iterator[Total]:
    """The rows of a paragraph that miss the figure which another of them gives."""
    passage = next(sentences(words, "\n"), None) if re.search("[按从].{1,8}(?:分|看|统计)", words.text) else None
    if passage is None:
        return
    rows = [row for row in rows_of(passage) if _BY.search(passage.before(row.items[0].start, 30))]
    for row in rows if len(rows) > 1 else ():
        told = [n for n in passage.every if n.stop <= row.items[0].start and n.unit == row.unit]
        others = [other.total for other in rows if other is not row and other.unit == row.unit]
        wholes = [n for n in told if n.value in others]
        # What two other rows give leaves no doubt.
        given = bool(wholes) and others.count(wholes[0].value) > 1 and row.total not in others
        if _is_loose(row) or (row.total in sums(told) and not given):
            continue
        if wholes and is_near(row.total, wholes[0].value, _LIMIT):
            yield Total(passage, wholes[0], row.items)


def apart(words: Folded, before: Collection[tuple[Decimal, str]], earlier: Sequence[Folded]) -> Iterator[Apart]:
    """A row that is a whole paragraph and names all the rest, against the largest figure of the few paragraphs before it."""
    opening = _OWN.match(words.text)
    passage = next(sentences(words, "\n"), None) if opening else None
    row = next(rows_of(passage), None) if passage and opening else None
    if passage is None or opening is None or row is None or row.items[0].start > opening.end() + 16:
        return
    text = words.text[row.items[-1].stop :]
    if not row.complete or _is_loose(row) or re.search(r"\d", text) or (row.total, row.unit) in before:
        return
    told = [(n, each.text) for each in earlier[-_NEAR:] for n in find_numbers(each.text) if n.unit == row.unit]
    called = [n for n, text in told if not n.approximate and _CALLED.search(text[max(0, n.start - 12) : n.start])]
    whole = max(called, key=lambda n: n.value, default=None)
    if whole is not None and is_near(row.total, whole.value, _LIMIT):
        yield Apart(passage, whole, row.items)


def _is_loose(row: Row) -> bool:
    return any(n.approximate for n in row.items) or is_open(row) or may_overlap(row)
