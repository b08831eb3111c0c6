"""Figures that a sentence compares with earlier ones.

14件，比2022年的20件减少6件，下降30%; 14件（2022年：20件）; 由上年的20件减少到14件，减少6件; 许可14件、处罚9件，同比分别增长8%、下降2%.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from core.text.numbers import Number, grain
from core.text.sentences import Sentence
from rules.directions import FALL, MORE_DONE, RISE

_NO_YEAR = 0
_NO_COUNT = frozenset({"", "%", "年", "月", "日", "天", "倍"})
_OPENS = re.compile(
    r"(?:[,(;](?:数量|总量|总体|同比|而|其中)*(?:(?:较|比|与|同)(?:(?P<than>上年度?|上一年度?|去年|20\d\d年度?|年初|上年[末底])(?:同期)?)|(?P<was>上年度?|上一年度?|去年|20\d\d年度?)(?:同期)?(?=[为是:\d]|仅|的|分别))"
    r"(?:相比)?(?:的|为|是|仅|共|有|收到|受理|分别为|:)*,?|,(?P<same>同比),?)"
)
_BRACKET = re.compile(r"\((?!(?:上年|上一年|去年|20\d\d年|较|比|同比))[^()]*\d[^()]*\)(?=,)")
_MOVE = rf"(?:(?P<fall>{FALL}|少)|(?P<rise>{RISE}|多))(?:了|出|{MORE_DONE})?"
_MOVES = re.compile(rf"[,、)]?(?:相比|同比|总体|分别|,)*{_MOVE}")
# 由47个减至42个 tells of the end of last year and of this one.
_FROM = re.compile(
    r"[由从](?:(?P<was>上年度?|上一年度?|去年|20\d\d年度?)(?:同期|年?末|年?底)?|年初|(?P<earlier>原来|原有|原先|最初|最早|以前|此前))?的?$"
)
_TO = re.compile(
    rf"(?:{_MOVE}|调整|优化|整合|归并|合并|扩展|扩大|拓展|清理|规范|缩)?(?:到|至|为|成)(?:了)?(?:目前|现在|今年|本年度?|当年|年末|年底|20\d\d年)?的?"
)
# 新收申请较上年的51件增加16件: what is compared is named, its own figure stands elsewhere.
_NAMED = re.compile(
    r"(?<=[\u4e00-\u9fff”])(?P<how>(?:虽然?|尽管|也|已|却|仍|均|总体|总量|数量|件数|数)*)"
    r"[较比与同](?P<than>上年度?|上一年度?|去年|20\d\d年度?)(?:同期)?(?:的|相比|,)*"
)
_FORMER = re.compile("(?P<which>前者|后者)(?:数量)?(?:[较比](?P<than>上年度?|上一年度?|去年|20\\d\\d年度?)(?:同期)?|(?=同比))")
_NEXT = re.compile("[、,和及与]")
_FIRST_CHANGE = re.compile(rf"[,、]?(?:相比|同比|总体|分别|,)*(?:{_MOVE})?")
_NEXT_CHANGE = re.compile(rf"[、,和及与](?:{_MOVE})?")
_SEVERAL = 2
_RATE = re.compile(rf"[,、(]?(?:同比)?(?:{FALL}|{RISE})?(?:了|率|幅度|幅|比例|为|达)*")
_BY = re.compile(
    rf"[,;(](?:共|累计|净|实际|总计|合计|较前|同比)*(?:{_MOVE}|(?P<less>关停|关闭|清理|撤销|取消|核减|注销|净减)|(?P<more>新增|净增|新设|新建|新开))(?:了|出|的)?"
)
# What came and went besides: then the one named is not all that the figures differ by.
_OTHERWISE = {
    True: re.compile("新增|新开|新设|新建|新办|划入|承接|增设|开设|补充"),
    False: re.compile("取消|下放|撤销|核减|减少|合并|整合|退出|注销|关停|划出|废止|删除|归并"),
}
_AGAINST = re.compile(
    r"[。](?:其中)?,?(?:与|和|同|比|较|相较于?|相比)(?:上年度?|上一年度?|去年|20\d\d年度?)(?:同期)?(?:的|为)?(?:总量|总数)?(?=\d)"
)
_AGAINST_MOVES = re.compile(rf"(?:相比|比较|相较)?,?(?:总量|总数|数量|总体|整体|共|同比)*{_MOVE}")
_THAN = re.compile(r"[较比](?P<than>上年度?|上一年度?|去年|20\d\d年度?)(?:同期)?的$")
_REACHED = re.compile(r",(?:全年|今年|本年度?|总量|总数)?(?:达到|达|增加?[到至]|减少?[到至]|升至|降[到至])(?:了)?")
_NEAR = Decimal("0.3")
_SLIP = Decimal("0.25")


@dataclass(frozen=True, slots=True)
class Comparison:
    """``now`` with an earlier figure (``base``), how much more or less (``gap``) or a share (``rate``), as far as they are told.

    ``year`` is the year named, None for 上年; ``fell`` what the words say.
    """

    now: Number
    year: int | None
    base: Number | None
    fell: bool | None
    gap: Number | None
    rate: Number | None


@dataclass(frozen=True, slots=True)
class Named:
    """A comparison of what the words before ``at`` name, without its own figure; it is counted in ``unit`` ("" where no word says)."""

    at: int
    stop: int
    unit: str
    year: int | None
    base: Number | None
    fell: bool | None
    gap: Number | None
    rate: Number | None


def comparisons(sentence: Sentence) -> Iterator[Comparison]:
    """The comparisons of a sentence; of figures in 余 and 约 none."""
    gaps: dict[int, Number] = {}
    for number in sentence.numbers:
        # 310条，比2021年的245条多65条，比2020年的228条多82条: the second speaks of the first figure, too.
        for found in _of_figure(sentence, number, gaps.get(number.start, number)):
            if found.gap is not None:
                gaps[found.gap.start] = found.now
            yield found
    yield from _of_two(sentence)
    yield from _reached(sentence)


def _reached(sentence: Sentence) -> Iterator[Comparison]:
    """较上年的50条增加15条，达到65条: what it came to stands last."""
    for base, gap, now in zip(sentence.numbers, sentence.numbers[1:], sentence.numbers[2:], strict=False):
        if base.unit in _NO_COUNT or {base.unit} != {gap.unit, now.unit} or any(n.approximate for n in (base, gap, now)):
            continue
        text = sentence.text
        moves = _MOVES.fullmatch(text, base.stop, gap.start)
        opening = _THAN.search(sentence.before(base.start))
        if moves is None or opening is None or not _REACHED.fullmatch(text, gap.stop, now.start):
            continue
        fell = bool(moves["fall"])
        right = base.value - gap.value if fell else base.value + gap.value
        if abs(right - now.value) <= now.value * _NEAR:
            yield Comparison(now, _year(opening["than"]), base, fell, gap, None)


def _of_two(sentence: Sentence) -> Iterator[Comparison]:
    """处罚决定5987件、强制决定389件，前者同比下降5.6%，后者同比下降6.7%: the two figures right before 前者, in their order."""
    opened = _FORMER.search(sentence.text, sentence.start, sentence.end)
    last = next(reversed([n for n in sentence.numbers if opened and n.stop <= opened.start()]), None)
    row = _row(sentence, last)[-_SEVERAL:] if last and not last.approximate else []
    if opened is None or len(row) < _SEVERAL or sentence.text[row[-1].stop : opened.start()].strip(",;"):
        return
    for match in _FORMER.finditer(sentence.text, opened.start(), sentence.end):
        now = row[0] if match["which"] == "前者" else row[1]
        fell, gap, rate = _moved(sentence, now, match.end())
        if (gap or rate) and not any(n.approximate for n in (gap, rate) if n):
            yield Comparison(now, _year(match["than"]), None, fell, gap, rate)


def _of_figure(sentence: Sentence, number: Number, now: Number) -> Iterator[Comparison]:
    """The comparisons behind a figure, which tells of ``now``."""
    if number.unit in _NO_COUNT or number.approximate:
        return
    opening = _OPENS.match(sentence.text, _behind_bracket(sentence, number), sentence.end)
    if opening is None:
        if number is now:
            yield from _from_to(sentence, now)
    else:
        year, at = _year(opening["than"] or opening["was"]), opening.end()
        several = _FIRST_CHANGE.match(sentence.text, at, sentence.end)
        if several and "分别" in sentence.text[opening.start() : several.end()]:
            yield from _in_turn(sentence, now, year, at)
        else:
            yield from _behind(sentence, now, year, at)


def _behind_bracket(sentence: Sentence, now: Number) -> int:
    """Behind a figure and the bracket that takes it apart: 37个（微信24个、微博5个、其他8个），比上年的41个减少4个."""
    bracket = _BRACKET.match(sentence.text, now.stop, sentence.end)
    return bracket.end() if bracket else now.stop


def _year(named: str | None) -> int | None:
    """The year named, None for last year as a whole, 0 for one that is neither."""
    if named and named[:4].isdigit():
        return int(named[:4])
    return _NO_YEAR if named and named[-1] in "初末底" else None


def _behind(sentence: Sentence, now: Number, year: int | None, at: int) -> Iterator[Comparison]:
    base = _number_at(sentence, at)
    if base is not None and base.unit == now.unit:
        at = base.stop
    else:
        base = None
    fell, gap, rate = _moved(sentence, now, at)
    if (base or gap or rate) and not any(n.approximate for n in (base, gap, rate) if n):
        yield Comparison(now, year, base, fell, gap, rate)


def _moved(sentence: Sentence, now: Number | None, at: int) -> tuple[bool | None, Number | None, Number | None]:
    """Which way a figure went, by how much and by how many per cent, as far as the words at an offset tell it."""
    moves = _MOVES.match(sentence.text, at, sentence.end)
    if moves is None:
        return None, None, None
    at = moves.end()
    gap = _number_at(sentence, at)
    if gap is not None and (gap.unit == now.unit if now else gap.unit not in _NO_COUNT):
        at = _after_rate_words(sentence, gap.stop)
    else:
        gap = None
    rate = _number_at(sentence, at)
    return bool(moves["fall"]), gap, rate if rate and rate.unit == "%" else None


def _in_turn(sentence: Sentence, now: Number, year: int | None, at: int) -> Iterator[Comparison]:
    """许可14件、处罚9件，同比分别增长8%、下降2%: as many figures as changes, in the same order."""
    changes = _changes(sentence, at)
    row = _row(sentence, now)[-len(changes) :]
    measures = {number.unit == "%" for _, number in changes}
    if len(changes) < _SEVERAL or len(row) < len(changes) or len(measures) > 1:
        return
    for each, (fell, number) in zip(row, changes, strict=True):
        if number.unit == "%":
            yield Comparison(each, year, None, fell, None, number)
        elif number.unit == each.unit:
            yield Comparison(each, year, number if fell is None else None, fell, None if fell is None else number, None)


def _changes(sentence: Sentence, at: int) -> list[tuple[bool | None, Number]]:
    """The changes of a row; one without a word of its own goes the way of the one before it."""
    found: list[tuple[bool | None, Number]] = []
    fell: bool | None = None
    while lead := (_NEXT_CHANGE if found else _FIRST_CHANGE).match(sentence.text, at, sentence.end):
        number = _number_at(sentence, lead.end())
        if number is None:
            break
        if number.approximate:
            return []
        fell = bool(lead["fall"]) if lead["fall"] or lead["rise"] else fell
        found.append((fell, number))
        at = number.stop
    return found


def _row(sentence: Sentence, last: Number) -> list[Number]:
    """The figures of a row up to its last one."""
    row = [last]
    for number in reversed([each for each in sentence.numbers if each.start < last.start]):
        if number.unit in _NO_COUNT or number.approximate or not _NEXT.match(sentence.text, number.stop):
            break
        row.insert(0, number)
    return row


def _from_to(sentence: Sentence, now: Number) -> Iterator[Comparison]:
    """由上年的20件减少到14件."""
    base = next(reversed([each for each in sentence.numbers if each.start < now.start]), None)
    if base is None or base.unit != now.unit or base.approximate:
        return
    start = _FROM.search(sentence.before(base.start))
    way = _TO.fullmatch(sentence.text, base.stop, now.start)
    if start and not start["earlier"] and way and (way["fall"] or way["rise"]):
        _, gap, rate = _moved(sentence, now, now.stop)
        if not any(n.approximate for n in (gap, rate) if n):
            yield Comparison(now, _year(start["was"]), base, bool(way["fall"]), gap, rate)


def named(sentence: Sentence) -> Iterator[Named]:
    """The comparisons of a sentence in which what is compared is named without its figure."""
    for match in _NAMED.finditer(sentence.text, sentence.start, sentence.end):
        first = _number_at(sentence, match.end())
        base = first if first and first.unit not in _NO_COUNT else None
        fell, gap, rate = _moved(sentence, base, base.stop if base else match.end())
        told = [number for number in (base, gap, rate) if number]
        if fell is None or not told or any(number.approximate for number in told):
            continue
        unit = next((number.unit for number in (base, gap) if number), "")
        yield Named(match.start(), told[-1].stop, unit, _year(match["than"]), base, fell, gap, rate)


def _number_at(sentence: Sentence, at: int) -> Number | None:
    return next((n for n in sentence.numbers_after(at, 1) if n.start == at or _is_about(sentence.text[at : n.start])), None)


def _is_about(text: str) -> bool:
    return text in ("约", "近", "超过", "超", "逾")


def _after_rate_words(sentence: Sentence, at: int) -> int:
    match = _RATE.match(sentence.text, at, sentence.end)
    return match.end() if match else at


def from_to(sentence: Sentence) -> Iterator[Comparison]:
    """由A减到B，减少C, with a share behind: a figure and what it was, with what they differ by; of figures in 余 and 约 none."""
    for base, now, gap in zip(sentence.numbers, sentence.numbers[1:], sentence.numbers[2:], strict=False):
        if base.unit in _NO_COUNT or {base.unit} != {now.unit, gap.unit} or any(n.approximate for n in (base, now, gap)):
            continue
        text = sentence.text
        by = _BY.fullmatch(text[now.stop : gap.start])
        if by is None or not _FROM.search(sentence.before(base.start, 12)) or not _TO.fullmatch(text[base.stop : now.start]):
            continue
        fell = bool(by["fall"] or by["less"])
        if by["less"] or by["more"]:
            right = (base.value - now.value) * (1 if fell else -1)
            others = text[sentence.start : base.start] + text[gap.stop : sentence.end]
            if right <= 0 or _OTHERWISE[fell].search(others) or abs(right - gap.value) > max(Decimal(1), right * _SLIP):
                continue
        yield Comparison(now, _NO_YEAR, base, fell, gap, _rate_behind(sentence, gap))


def against_before(passage: Sentence) -> Iterator[Comparison]:
    """…公开9458条。与上年的8320条相比，总量增加1138条: the figure compared is that of the sentence before, its largest."""
    for opening in _AGAINST.finditer(passage.text, passage.start, passage.end):
        base = _number_at(passage, opening.end())
        moves = _AGAINST_MOVES.match(passage.text, base.stop) if base else None
        gap = _number_at(passage, moves.end()) if moves else None
        if base is None or moves is None or gap is None or gap.unit != base.unit or base.unit in _NO_COUNT:
            continue
        fell = bool(moves["fall"])
        right = base.value - gap.value if fell else base.value + gap.value
        start = max(passage.text.rfind("。", 0, opening.start()) + 1, passage.start)
        alike = [n for n in passage.numbers if start <= n.start < opening.start() and n.unit == base.unit]
        if not alike or any(n.approximate or n.value == right for n in (*alike, base, gap)):
            continue
        now = max(alike, key=lambda n: n.value)
        if abs(now.value - right) <= now.value * _NEAR:
            yield Comparison(now, _NO_YEAR, base, fell, gap, _rate_behind(passage, gap))


def _rate_behind(sentence: Sentence, gap: Number) -> Number | None:
    rate = _number_at(sentence, _after_rate_words(sentence, gap.stop))
    return rate if rate and rate.unit == "%" else None


def wrong_gap(sentence: Sentence, found: Comparison) -> Decimal | None:
    """What the two figures differ by where the sentence says otherwise; None where it is right, or does not tell all three.

    A share behind that does not follow from the difference told is the percentage's business.
    """
    base, gap, rate = found.base, found.gap, found.rate
    if base is None or gap is None or (rate is not None and not _is_share(gap, base, rate)):
        return None
    right = found.now.value - base.value
    said = -gap.value if found.fell else gap.value
    slack = max(grain(sentence.text, n) for n in (found.now, base, gap))
    if abs(right - said) <= slack or _is_of_another(sentence, found.now, base.value + said):
        return None
    return right


def _is_of_another(sentence: Sentence, now: Number, value: Decimal) -> bool:
    """Whether the comparison is of a figure before the one beside it: 更新21306条，其中目录类11305条，与上年的18950条相比多2356条."""
    return any(n.value == value and n.unit == now.unit and n.start < now.start for n in sentence.numbers)


def _is_share(gap: Number, base: Number, rate: Number) -> bool:
    return base.value != 0 and abs(gap.value / base.value * 100 - rate.value) <= Decimal(5).scaleb(-rate.places - 1)
