"""Figures that a sentence compares with last year's: 14件，比2022年的20件减少6件，下降30%; 14件，上年为20件; 14件（2022年：20件）."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from core.text.numbers import Number
from core.text.sentences import Sentence
from rules.directions import FALL, RISE

_NO_COUNT = frozenset({"", "%", "年", "月", "日", "天", "倍"})
_OPENS = re.compile(
    r"(?:[,(;](?:数量|总量|总体|同比|而|其中)*(?:(?:较|比|与|同)(?:(?P<than>上年度?|上一年度?|去年|20\d\d年度?)(?:同期)?)|(?P<was>上年度?|上一年度?|去年|20\d\d年度?)(?:同期)?(?=[为是:\d]|仅|的))"
    r"(?:相比)?(?:的|为|是|仅|共|有|收到|受理|:)*,?|,(?P<same>同比),?)"
)
_MOVE = rf"(?:(?P<fall>{FALL}|少)|(?P<rise>{RISE}|多))(?:了|出)?"
_MOVES = re.compile(rf"[,、)]?(?:相比|同比|总体|分别|,)*{_MOVE}")
_RATE = re.compile(rf"[,、(]?(?:同比)?(?:{FALL}|{RISE})?(?:了|率|幅度|幅|比例|为|达)*")


@dataclass(frozen=True, slots=True)
class Comparison:
    """``now`` with last year's figure (``base``), how much more or less (``gap``) or a share (``rate``), as far as they are told.

    ``year`` is the year named, None for 上年; ``fell`` what the words say.
    """

    now: Number
    year: int | None
    base: Number | None
    fell: bool | None
    gap: Number | None
    rate: Number | None


def comparisons(sentence: Sentence) -> Iterator[Comparison]:
    """The comparisons of a sentence; of figures in 余 and 约 none."""
    for now in sentence.numbers:
        if now.unit in _NO_COUNT or now.approximate:
            continue
        opening = _OPENS.match(sentence.text, now.stop, sentence.end)
        found = _behind(sentence, now, opening) if opening else None
        if found:
            yield found


def _behind(sentence: Sentence, now: Number, opening: re.Match[str]) -> Comparison | None:
    named = opening["than"] or opening["was"] or ""
    year = int(named[:4]) if named[:4].isdigit() else None
    at = opening.end()
    base = _number_at(sentence, at)
    if base is not None and base.unit == now.unit:
        at = base.stop
    else:
        base = None
    moves = _MOVES.match(sentence.text, at, sentence.end)
    gap = rate = None
    if moves:
        at = moves.end()
        gap = _number_at(sentence, at)
        if gap is not None and gap.unit == now.unit:
            at = _after_rate_words(sentence, gap.stop)
        rate = _number_at(sentence, at)
    gap = gap if gap and gap.unit == now.unit else None
    rate = rate if rate and rate.unit == "%" else None
    if any(n.approximate for n in (base, gap, rate) if n) or not (base or gap or rate):
        return None
    return Comparison(now, year, base, bool(moves["fall"]) if moves else None, gap, rate)


def _number_at(sentence: Sentence, at: int) -> Number | None:
    return next((n for n in sentence.numbers_after(at, 1) if n.start == at or _is_about(sentence.text[at : n.start])), None)


def _is_about(text: str) -> bool:
    return text in ("约", "近", "超过", "超", "逾")


def _after_rate_words(sentence: Sentence, at: int) -> int:
    match = _RATE.match(sentence.text, at, sentence.end)
    return match.end() if match else at


def wrong_gap(found: Comparison) -> Decimal | None:
    """What the two figures differ by where the sentence says otherwise; None where it is right, or does not tell all three."""
    if found.base is None or found.gap is None or found.rate is not None:
        return None
    right = found.now.value - found.base.value
    said = -found.gap.value if found.fell else found.gap.value
    return None if right == said else right
