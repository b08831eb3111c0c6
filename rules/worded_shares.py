"""Shares told as more or less than a part of a whole: 42件，超过办结总数的一半; 36件，占三成以上; 12件，不足四分之一."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from core.text.fold import fold
from core.text.numbers import chinese_numeral
from core.text.sentences import Sentence, sentences
from rules import shares
from rules.percents import PERCENT, Pair

_PART = "(?:一半|半数|(?P<tenths>[一二两三四五六七八九])成|(?P<below>[三四五])分之(?P<above>[一二三四]))"
_OF = (
    "(?P<of>(?:(?:办结|答复|收到|受理|新收|申请|公开|发布|回收|全部|全年|全年新收|有效)"
    "(?:申请|件|信息|问卷)?的?(?:总数|总量|总件数|件数|数量)|全部申请|总数|总量)的?)?"
)
# Right behind a figure; what is 近, 约 or 左右 says no bound.
_SAID = re.compile(
    rf"(?<=[\u4e00-\u9fff]),?(?:已经?|均|仅|只|尚)?(?:占比?|比例)?"
    rf"(?:(?:(?P<more>超过|超|过|多于|高于)|(?P<less>不足|不到|未到|未达到?|低于|少于|不及))(?:了)?{_OF}{_PART}(?!以|左右|多|强)"
    rf"|(?P<half>过半)(?!数?[左右多]|数)|(?<=占){_OF.replace('<of>', '<of_2>')}"
    rf"(?:一半|半数|(?P<tenths_2>[一二两三四五六七八九])成|(?P<below_2>[三四五])分之(?P<above_2>[一二三四]))(?P<up>以上|以下))"
    r"(?=[,。;、()]|$)"
)
_TEN, _HUNDRED, _HALF = Decimal(10), Decimal(100), Decimal(50)
_NO_MEASURE = frozenset({"%", "年", "月", "日"})
_REACH = 40


@dataclass(frozen=True, slots=True)
class Wrong:
    """Words at ``start``..``end`` that a share is on the other side of."""

    start: int
    end: int
    pair: Pair


def wrong(sentence: Sentence) -> Iterator[Wrong]:
    """The shares of a sentence that lie on the other side of what its words say, whatever they are of."""
    for match in _SAID.finditer(sentence.text, sentence.start, sentence.end):
        pairs = [pair for pair in _pairs(sentence, match) if pair.exact is not None]
        least, bound = not (match["less"] or match["up"] == "以下"), _bound(match)
        if pairs and all(_is_beyond(pair, bound, least=least) for pair in pairs):
            yield Wrong(match.start() + sentence.text.startswith(",", match.start()), match.end(), pairs[0])


def _is_beyond(pair: Pair, bound: Decimal, *, least: bool) -> bool:
    exact = pair.exact or Decimal(0)
    return exact < bound if least else exact > bound


def _bound(match: re.Match[str]) -> Decimal:
    tenths, below, above = (match[name] or match[f"{name}_2"] for name in ("tenths", "below", "above"))
    if tenths:
        return Decimal(chinese_numeral(tenths) or 0) * _TEN
    if below:
        return Decimal(chinese_numeral(above) or 0) * _HUNDRED / Decimal(chinese_numeral(below) or 1)
    return _HALF


def _pairs(sentence: Sentence, match: re.Match[str]) -> list[Pair]:
    """The pairs that the share may be of, found as if it were printed: 42件，占办结总数的50%."""
    earlier = [n for n in sentence.numbers_before(match.start(), _REACH) if n.unit not in _NO_MEASURE]
    if not earlier or earlier[-1].stop != match.start() or earlier[-1].approximate or not earlier[-1].unit:
        return []
    lead = f"{sentence.text[: match.start()]},占{match['of'] or match['of_2'] or ''}"
    words = fold(f"{lead}50%")
    printed = PERCENT.search(words.text, len(lead))
    own = next((each for each in sentences(words) if printed and each.start <= printed.start() < each.end), None)
    if printed is None or own is None:
        return []
    usable = [n for n in earlier if not n.approximate]
    head = words.text[usable[-1].stop + 1 : printed.start()]
    return shares.of_a_whole(replace(own, every=tuple(sentence.every)), printed, head, usable) or []
