"""Shares told in rows: each figure with its own (网络143件，占66.8%；…), in brackets (118件(31.0%)), or all of them behind (分别占…)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from core.text.numbers import Number
from core.text.sentences import Sentence
from rules.named_shares import as_one
from rules.percents import PERCENT, Pair, gives

_OWN_SHARE = re.compile(r"[,(]?占(?:比|总数的?|总量的?|全部的?)?(?:为|达)?(?P<p>\d{1,2}(?:\.\d{1,4})?)%\)?")
_BETWEEN = re.compile(r"[,、;][^,、;。:\d]{1,24}")
_ROW, _PAIR, _SHORTEST, _ALL = 3, 2, 2, 100

_Row = list[tuple[Number, str]]
"""Figures, each with its share as it is printed."""


def of_the_others(sentence: Sentence, match: re.Match[str], earlier: list[Number]) -> list[Pair]:
    """已办结的47件，公开33件，占70.2%；不予公开4件，占8.5%；…: of the one figure that bears out the shares of all the others."""
    row = _row_of(sentence, match.start())
    part, others = _apart(row, match.start())
    if part is None or len(others) < _PAIR:
        return []
    larger = [n for n in earlier if n.unit == part.unit and n.value >= part.value and n.start < row[0][0].start]
    wholes = {n.value: n for n in larger if _bears_out(n, others)}
    return [Pair(whole, part) for whole in wholes.values()] if len(wholes) == 1 else []


def of_its_row(sentence: Sentence, match: re.Match[str]) -> list[Pair]:
    """网络143件，占66.8%；信函58件，占27.1%；…: of what the row gives, where that bears out the shares of all the others."""
    row = _row_of(sentence, match.start())
    part, others = _apart(row, match.start())
    whole = as_one([n for n, _ in row]) if part else None
    return [Pair(whole, part)] if part and whole and _bears_out(whole, others) else []


def _apart(row: _Row, at: int) -> tuple[Number | None, _Row]:
    """The figure of a row that the share at an offset stands behind, and the others."""
    part = next((n for n, _ in reversed(row) if n.stop <= at), None)
    return part, [(n, share) for n, share in row if n is not part]


def _bears_out(whole: Number, row: _Row) -> bool:
    return all(gives(whole, n, share) for n, share in row)


def are_in_brackets(text: str, match: re.Match[str], earlier: list[Number]) -> bool:
    """Whether a percentage stands alone in a bracket right behind a figure."""
    bare = text[match.start() - 1 : match.start()] == "(" and text[match.end() : match.end() + 1] == ")"
    return bare and bool(earlier) and bool(earlier[-1].unit) and earlier[-1].stop == match.start() - 1


def in_brackets(sentence: Sentence, match: re.Match[str], earlier: list[Number]) -> list[Pair]:
    """予以公开118件(31.0%)，部分公开64件(16.8%): shares of the figure, or of their sum, that gives all the others."""
    unit = earlier[-1].unit
    row = [
        (n, share)
        for n in sentence.numbers
        if n.unit == unit and (share := re.compile(rf"\({PERCENT.pattern}\)").match(sentence.text, n.stop))
    ]
    part = next((n for n, share in row if share.start("p") == match.start("p")), None)
    if part is None or len(row) < _PAIR:
        return []
    first = row[0][0]
    total = Number(sum((n.value for n, _ in row), Decimal(0)), first.start, first.end, unit=unit)
    wholes = [n for n in earlier if n.unit == unit and n.end <= first.start and n.value >= part.value]
    others = [(n, share["p"]) for n, share in row if n is not part]
    bases = [w for w in [total, *reversed(wholes)] if _bears_out(w, others)]
    return [Pair(whole, part) for whole in bases]


def respective(sentence: Sentence, match: re.Match[str], earlier: list[Number]) -> Iterator[Pair]:
    """a件、b件、c件，分别占p%、q%、r%: in the same order, of a figure before them or of their sum."""
    since = max(sentence.start, match.start() - 80)
    opening = max(sentence.text.rfind(word, since, match.start()) for word in ("分别", "依次"))
    stop = re.compile(r"[。;]|,(?!\d)").search(sentence.text, match.end(), min(sentence.end, match.end() + 80))
    percents = list(PERCENT.finditer(sentence.text, opening, stop.start() if stop else min(sentence.end, match.end() + 80)))
    index = next((i for i, each in enumerate(percents) if each.start() == match.start()), None)
    parts = [n for n in earlier if n.end <= opening][-len(percents) :]
    if index is None or len(parts) != len(percents) or len({n.unit for n in parts}) != 1:
        return
    parts = _in_their_order(sentence, parts, opening)
    if not parts:
        return
    total = sum((n.value for n in parts), Decimal(0))
    part = parts[index]
    first = min(n.start for n in parts)
    wholes = [n for n in earlier if n.end <= first and n.unit == part.unit and n.value >= part.value]
    if re.search(r"各类|全部|所有|共", sentence.text[max(sentence.start, first - 16) : opening]):
        # 各类案件共46件，某类占21.7%: the parts stand elsewhere.
        between = sentence.text[max(n.stop for n in parts) : opening]
        if re.search(r"[^,、\d]{2}", between):
            return
    yield Pair(Number(total, part.start, part.end, unit=part.unit), part)
    yield from (Pair(whole, part) for whole in wholes)


def _in_their_order(sentence: Sentence, parts: list[Number], opening: int) -> list[Number]:
    """The parts as they are named again before 分别 (当面12件、网络41件，网络、当面申请分别占…); none where a name is not one part's."""
    names = re.split("[、和及与]|以及", re.split("[,;:。]", sentence.text[parts[-1].stop : opening])[-1])
    if len(names) < len(parts):
        return parts
    labels = [(n, re.split("[,;:。、()\n]|其中", sentence.before(n.start, 20))[-1]) for n in parts]
    found = [[n for n, label in labels if label and (name in label or label in name)] for name in names if len(name) >= _SHORTEST]
    return [each[0] for each in found] if len(found) == len(parts) and all(len(each) == 1 for each in found) else []


def _row_of(sentence: Sentence, at: int) -> _Row:
    """The row of figures with a share each that holds the share at an offset: 网络143件，占66.8%；信函58件，占27.1%；…."""
    row: _Row = []
    stop = 0
    for number in sentence.numbers:
        share = _OWN_SHARE.match(sentence.text, number.stop) if number.unit and not number.approximate else None
        if share is None:
            continue
        if row and (number.unit != row[0][0].unit or not _BETWEEN.fullmatch(sentence.text[stop : number.start])):
            if stop > at:
                break
            row = []
        row.append((number, share["p"]))
        stop = share.end()
    holds = row and row[0][0].start < at < stop
    # Two that make the whole between them are all of it.
    return row if holds and (len(row) >= _ROW or sum(Decimal(share) for _, share in row) == _ALL) else []
