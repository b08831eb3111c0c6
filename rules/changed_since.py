"""Changes against last year behind a row of parts or a first comparison: 43件（当面9件、网络34件），比上年增加8件，增长22.9%.

The figure that is compared need not be the last one before: any of the sentence that counts the same may be, but not one that is itself
of another year, or that says how much more or less there was.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from core.text.numbers import Number
from core.text.sentences import Sentence
from rules.directions import FALL, MORE_DONE, RISE, YEAR_BEFORE, taken_apart
from rules.percents import Pair

_OF_A_YEAR = re.compile(rf"(?:[比较与和同]|对比|比较|同比){YEAR_BEFORE}(?:全年)?(?:总数|总量)?(?:的|为)?\(?$")
_MOVED = re.compile(
    rf"\)?[,、]?(?:相比|比较)?,?(?:同比|总体|数量|总量)*(?:(?P<fall>{FALL}|少)|{RISE}|多)(?:了|率|幅度|幅|比例)?(?:约|近)?(?:为|达到?)?"
)
_BY = re.compile(
    rf"(?:[比较与同]{YEAR_BEFORE}(?:相比)?|同比|环比|相比),?(?:均|共|净|总体|数量)*(?:(?P<fall>{FALL}|少)|{RISE}|多)(?:了|出|{MORE_DONE})?$"
)
_SO_MANY = re.compile(rf"(?:{FALL}|{RISE}|[多少](?:{MORE_DONE})?)(?:了|出)?$")
_WAS = re.compile(rf"{YEAR_BEFORE}[^,;。\d]{{0,3}}(?:的|为|是|有)?$")
_LEAD, _NEAR = 24, 8


def pairs(sentence: Sentence, match: re.Match[str], earlier: Sequence[Number]) -> list[Pair]:
    """The pairs of figures that may give the percentage of a change against another year; none where it is told in other ways."""
    inside = [n for n in earlier if n.start >= sentence.start]
    if len(inside) < 2 or _names_a_part(sentence, inside) or sentence.text.startswith("相比", inside[-2].stop):
        return []
    last, lead = inside[-1], sentence.before(inside[-1].start, _LEAD)
    moved = _MOVED.fullmatch(sentence.text, last.stop, match.start())
    if _OF_A_YEAR.search(lead):
        return list(_against(sentence, inside, bool(moved["fall"]))) if moved else []
    by = _BY.search(lead)
    return list(_by_so_many(sentence, inside, bool(by["fall"]))) if by and moved else []


def _names_a_part(sentence: Sentence, inside: Sequence[Number]) -> bool:
    """Whether what is compared is a part that has no figure: 收到留言83件，其中投诉类较上年的92件下降20%."""
    at = sentence.text.rfind("其中", sentence.start, inside[-1].start)
    return at >= 0 and not any(n.start > at for n in inside[:-1])


def _against(sentence: Sentence, inside: Sequence[Number], fell: bool) -> Iterator[Pair]:
    """新收21件，其中网络13件；与2021年的28件相比下降25%; 43件，较2023年的35件上升22.9%，较2022年的51件下降15.7%."""
    base = inside[-1]
    yield from (Pair(base, now, change=True) for now in _nows(sentence, inside) if (now.value < base.value) == fell)


def _by_so_many(sentence: Sentence, inside: Sequence[Number], fell: bool) -> Iterator[Pair]:
    """43件，其中网络29件、当面14件，比上年增加8件，增长22.9%: 8 of what there was."""
    gap = inside[-1]
    for now in _nows(sentence, inside):
        base = now.value + gap.value if fell else now.value - gap.value
        if base > 0:
            yield Pair(Number(base, now.start, now.end, unit=now.unit), gap)


def _nows(sentence: Sentence, inside: Sequence[Number]) -> list[Number]:
    """The figures that may be this year's: what 其中 takes apart into several before the others, the nearest next."""
    last = inside[-1]
    nows = [n for n in reversed(inside[:-1]) if n.unit == last.unit and not n.approximate and _is_this_years(sentence, n)]
    whole = taken_apart(sentence, nows[0]) if nows else None
    several = whole in nows and nows.index(whole) > 1
    return sorted(nows, key=lambda n: n is not whole) if several else nows


def _is_this_years(sentence: Sentence, number: Number) -> bool:
    whole = taken_apart(sentence, number)
    if whole is not None and not _is_this_years(sentence, whole):
        return False
    lead = sentence.before(number.start, _LEAD)
    return not (_OF_A_YEAR.search(lead) or _WAS.search(lead) or _SO_MANY.search(lead[-_NEAR:]))
