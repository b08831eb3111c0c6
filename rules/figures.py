"""Percentages that follow from two figures of the same sentence.

For a percentage the rule first tells what kind it is (a change, a share, one of several shares, a rate of things done), which says
what its two figures must be; then it looks for a pair of figures that gives it. A percentage is wrong only when its kind is
known and no pair gives it; where the figures are not there, nothing is said.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal

from core.document import Paragraph
from core.findings import Severity, Step
from core.kept import kept
from core.place import InText
from core.report.report import Report
from core.rule import Case, Need, Problem, rule
from core.text.fold import fold
from core.text.numbers import Number, plain
from core.text.sentences import Sentence, sentences
from rules import changed_since, multiples, named_shares, rates, shares, table_shares, worded_shares
from rules.brackets import in_part
from rules.comparisons import from_to
from rules.directions import FALL, MORE_DONE, MOVE, RISE, YEAR_BEFORE, taken_apart, turned, turned_from_to, without_change
from rules.percents import PERCENT, REACHES, TENTHS, Pair, agrees
from rules.text_table import follows, wrong_places

# The words right before a percentage say what it is of; a head that brings a subject of its own belongs to other figures.
_CHANGE = re.compile(
    rf"(?:同比|环比|相比|总体|平均|(?:比|较)(?:上年|上一年|去年|20\d\d年)(?:同期)?)?(?:(?:{FALL}|{RISE})(?:率|幅度|幅|比例)?|幅度|比例){REACHES}"
)
_WAS = re.compile(rf"[,;(](?:而)?{YEAR_BEFORE}(?:的|为|是|仅为)?")
_IS_BASE = re.compile(rf"[,;(](?:而)?{YEAR_BEFORE}(?:的|为|是|仅为)?$")
_MORE = re.compile(rf"{MOVE.pattern}|[多少]")
_CHANGED = re.compile(rf"(?:{FALL}|{RISE}|[多少](?:{MORE_DONE})?)(?:了|出)?$")
_ABOUT = re.compile(r"(?:约|近|超过|超|逾|不低于|不少于|大约|将近|高于|低于)$")
_NO_MEASURE = frozenset({"%", "年", "月", "日"})
_HALF_A_TENTH = 5
_TOTALS = 12
_NEAR = 6
_ALL = 100
_REACH = 40
"""So many figures before a percentage are looked at."""


@rule("consistency.percentage", "百分比计算正确", Severity.ERROR, Need.TEXT, "arithmetic")
def percentage(case: Case) -> Iterator[Problem]:
    """百分比要与同一句里的数字相符。

    检查：“由A减少到B，压缩率p%”“占有效问卷的p%”“减幅分别为p%、q%”“预算A、节约B，节约率p%”“比上年的A增加D，增长p%”“n件，占p%”“分别占p%、q%”“两项合计占p%”“甲和乙合计占p%”“某类最多，占p%”“收到a件、办结b件，办结率p%”，
    按印出的小数位数四舍五入核对；数字多了却写“下降”、少了却写“增长”的也算错。
    两个比率都写出来的“提高n个百分点”，两个数都写出来的“是上年的n倍”“翻一番”“减少一半”，“n件，超过总数的一半”“不足三成”也核对。旁边没有数字的百分点、满意度和比率，带“约”“近”的不核对。
    为什么：百分比算错，说明数字改过而比例没有跟着改。
    依据：年度报告的数据应当真实、准确
    错误示例：申请材料由800件减少到600件，精简率26%
    正确示例：申请材料由800件减少到600件，精简率25%
    """
    known = wrong_places(case)
    totals: deque[Number] = deque(maxlen=_TOTALS)
    told: list[tuple[int, Sentence]] = []
    for paragraph in case.report.body:
        for sentence in sentences(fold(paragraph.text)):
            for match in PERCENT.finditer(sentence.text, sentence.start, sentence.end):
                problem = _of_a_figure(paragraph.index, sentence, match, totals, told)
                problem = problem or _by_the_table(case.report, paragraph.index, sentence, match)
                if problem and not follows(known, problem):
                    yield problem
            told.append((paragraph.index, sentence))
        yield from (problem for problem in _without_figure(paragraph) if not follows(known, problem))
        totals.extend(shares.called_wholes(fold(paragraph.text)))


@kept
def _without_figure(paragraph: Paragraph) -> Iterator[Problem]:
    """What is wrong with shares and changes that are told in words (三成, 翻番, 过半), by their own paragraph."""
    for sentence in sentences(fold(paragraph.text)):
        yield from (_worded(paragraph.index, sentence, each) for each in worded_shares.wrong(sentence))
        yield from _without_percent(paragraph.index, sentence)
        for match in TENTHS.finditer(sentence.text, sentence.start, sentence.end):
            problem = _tenths(paragraph.index, sentence, match)
            if problem:
                yield problem


def _of_a_figure(
    paragraph: int, sentence: Sentence, match: re.Match[str], totals: Iterable[Number], told: Sequence[tuple[int, Sentence]]
) -> Problem | None:
    """What is wrong with a percentage, by the words and the figures beside it, else by what was told of its whole before."""
    problem = turned(paragraph, sentence, match) or _problem(paragraph, sentence, match, totals)
    about = _ABOUT.search(sentence.before(match.start()))
    elsewhere = None if problem or about else named_shares.told_elsewhere(sentence, match.start(), told)
    if elsewhere is None:
        return problem
    pair, printed = Pair(elsewhere.whole, elsewhere.part), Decimal(match["p"])
    if agrees(printed, len(match["p"].partition(".")[2]), pair.exact):
        return None
    found = _wrong(paragraph, sentence, match, pair, printed)
    return replace(found, related=(*found.related[:1], elsewhere.place))


def _by_the_table(report: Report, paragraph: int, sentence: Sentence, match: re.Match[str]) -> Problem | None:
    """What is wrong with the share of a figure whose whole only the table tells."""
    if "占" not in sentence.before(match.start(), _NEAR * 2) or _ABOUT.search(sentence.before(match.start())):
        return None
    if _pairs(sentence, match):
        return None
    earlier = _counted(sentence.numbers_before(match.start(), _REACH))
    pair = table_shares.pair(report, paragraph, sentence, match, earlier)
    return _wrong(paragraph, sentence, match, pair, Decimal(match["p"])) if pair else None


def _problem(paragraph: int, sentence: Sentence, match: re.Match[str], totals: Iterable[Number]) -> Problem | None:
    if _ABOUT.search(sentence.before(match.start())):
        return None
    printed, places = Decimal(match["p"]), len(match["p"].partition(".")[2])
    # What is larger than a whole is no part of it.
    pairs = [each for each in _pairs(sentence, match) if each.change or each.whole.value >= each.part.value or printed > _ALL]
    if not pairs or any(agrees(printed, places, pair.exact) for pair in pairs):
        return None
    if "占总" in sentence.before(match.start(), 12):
        # The total may be one of the paragraphs before.
        part = pairs[0].part
        if any(n.unit == part.unit and agrees(printed, places, Pair(n, part).exact) for n in totals):
            return None
    return _wrong(paragraph, sentence, match, pairs[0], printed)


def _without_percent(paragraph: int, sentence: Sentence) -> Iterator[Problem]:
    """What is wrong with 百分点, 倍, 翻番, 一半, and with 由A增长到B where no percentage stands behind."""
    told: set[int] = set()
    for each in multiples.wrong(sentence):
        told |= {each.base.stop, each.now.stop}
        said = sentence.text[each.start : each.end]
        place, related = _places(paragraph, sentence, (each.start, each.end), each.base, each.now)
        steps = (Step(each.sums, each.right, "sum"), Step("文中写的", said, "stated"))
        data = {"expected": each.right, "actual": said, "values": [float(each.base.value), float(each.now.value)]}
        message = f"增减幅度不对：{each.sums}，应为{each.right}，文中写的是“{said}”"
        yield Problem(place, message, "核对两个数字和幅度，改正有误的一处。", data, related, steps)
    for problem, stop in turned_from_to(paragraph, sentence):
        if stop not in told and not PERCENT.search(sentence.text, stop, min(sentence.end, stop + _REACH)):
            yield problem


def _tenths(paragraph: int, sentence: Sentence, match: re.Match[str]) -> Problem | None:
    """64件，占八成: right as far as it rounds to that many tenths."""
    earlier = _counted(sentence.numbers_before(match.start(), _REACH))
    head = re.split(r"[,;:()、]", sentence.before(match.start("n"), 40))[-1]
    pairs = shares.of_a_whole(sentence, match, head, earlier) or []
    printed = Decimal("一二三四五六七八九".index(match["n"]) + 1)
    if not pairs or any(pair.exact is None or abs(pair.exact - printed * 10) <= _HALF_A_TENTH for pair in pairs):
        return None
    return _wrong(paragraph, sentence, match, pairs[0], printed * 10)


def _worded(paragraph: int, sentence: Sentence, found: worded_shares.Wrong) -> Problem:
    """42件，超过办结总数的一半: a share on the other side of what is said."""
    pair, said = found.pair, sentence.text[found.start : found.end]
    shown = plain((pair.exact or Decimal(0)).quantize(Decimal("0.1"), ROUND_HALF_UP))
    place, related = _places(paragraph, sentence, (found.start, found.end), pair.whole, pair.part)
    steps = (Step(pair.sums, f"{shown}%", "sum"), Step("文中写的", said, "stated"))
    data = {"expected": float(shown), "actual": said, "values": [float(pair.whole.value), float(pair.part.value)]}
    message = f"比例不对：{pair.sums}＝{shown}%，文中写的是“{said}”"
    return Problem(place, message, "核对两个数字和比例的说法，改正有误的一处。", data, related, steps)


def _pairs(sentence: Sentence, match: re.Match[str]) -> list[Pair]:
    """The pairs of figures that may give a percentage, the likeliest first; none where its kind is not known."""
    earlier = _counted(sentence.numbers_before(match.start(), _REACH))
    head = re.split(r"[,;:()、]", sentence.before(match.start(), 40))[-1]
    if earlier and earlier[-1].stop > match.start() - len(head):
        head = sentence.text[earlier[-1].stop : match.start()]
    found = shares.of_a_whole(sentence, match, head, earlier)
    if found is not None:
        return found
    if in_turn := rates.of_changes_in_turn(sentence, match):
        return in_turn
    if _CHANGE.fullmatch(head):
        return changed_since.pairs(sentence, match, earlier) or list(_changes(sentence, match, earlier))
    return rates.of_what_is_due(sentence, match, head, earlier)


def _counted(numbers: Sequence[Number]) -> list[Number]:
    return [n for n in numbers if n.unit not in _NO_MEASURE and not n.approximate]


# --- changes ------------------------------------------------------------------------------------------------------


def _changes(sentence: Sentence, match: re.Match[str], earlier: list[Number]) -> Iterator[Pair]:
    """由A减少到B；比上年的A增加D；B，同比增长p%（上年为A）: the last figures before, with words alone between."""
    start = sentence.text.rfind(";", sentence.start, match.start()) + 1 or sentence.start
    inside = [n for n in earlier if start <= n.start and not in_part(sentence.text, n.start, match.start())]
    if inside and re.fullmatch(r"[^%\d。]{0,24}", _without_years(sentence.text[inside[-1].stop : match.start()])):
        yield from _from_to(sentence, match, inside, start)
        yield from _from_to_by(sentence, inside)
        yield from _compared(sentence, match, inside)
        yield from _bracketed(sentence, match, inside)


def _from_to(sentence: Sentence, match: re.Match[str], inside: list[Number], start: int) -> Iterator[Pair]:
    if len(inside) < 2:
        return
    first, second = inside[-2], inside[-1]
    openings = list(re.finditer("[由从]", sentence.text[start : first.start]))
    if not openings or re.search(r"\d", _without_years(sentence.text[start + openings[-1].end() : first.start])):
        return
    between, after = sentence.text[first.stop : second.start], sentence.text[second.stop : match.start()]
    if not re.search("[到至为]", between) or "占" in after:
        return
    moves = list(MOVE.finditer(between + after))
    falls = first.value > second.value
    if bool(moves[-1]["fall"]) == falls if moves else re.search("率|幅度|比例", after):
        yield Pair(first, second, change=True)


def _from_to_by(sentence: Sentence, inside: list[Number]) -> Iterator[Pair]:
    """由68个压减到52个，关停16个，压减23.5%: the two, and where what they differ by is another figure, that one too."""
    found = next((each for each in from_to(sentence) if each.gap is inside[-1]), None)
    if found is None or found.base is None or found.gap is None:
        return
    yield Pair(found.base, found.now, change=True)
    if found.gap.value != abs(found.base.value - found.now.value):
        yield Pair(found.base, found.gap)


def _compared(sentence: Sentence, match: re.Match[str], inside: list[Number]) -> Iterator[Pair]:
    """比2016年的11203条增加1283条，增长11.54%: base and difference. 18件，比2017年的14件增长28.6%: this year's and base."""
    if len(inside) < 2:
        return
    first, second = inside[-2], inside[-1]
    between, after = sentence.text[first.stop : second.start], sentence.text[second.stop : match.start()]
    moves = list(MOVE.finditer(after))
    if first.unit != second.unit or not moves:
        return
    if _WAS.fullmatch(between) and _CHANGED.search(sentence.before(first.start, _NEAR)):
        # 收件少5件（2023年40件），降幅12.5%.
        yield Pair(second, first)
    elif _WAS.fullmatch(between):
        if bool(moves[-1]["fall"]) == (second.value > first.value):
            yield Pair(second, first, change=True)
    elif re.search("[比较]", re.split("[,;。:]", sentence.before(first.start, 16))[-1]) and _MORE.search(between):
        yield Pair(first, second, change=bool(re.search("[至到]$", between)))
    elif re.search(r"(?:与|同|和)[^,;]*$", sentence.before(first.start, 16)) and re.match(r"相比", between):
        yield Pair(first, second)
    elif more := re.search(
        rf"[比较][^,;]*?(?:(?P<fall>{FALL}|少|净减)|{RISE}|多|净增)(?:了|出|{MORE_DONE})?$", _without_years(between)
    ):
        base = first.value + second.value if more["fall"] else first.value - second.value
        is_base = _IS_BASE.search(sentence.before(first.start, 16))
        yield Pair(first if is_base else Number(base, first.start, first.end, unit=first.unit), second)
    elif (
        re.match(r"[^比较]{0,3}[比较][^,;]*$", _without_years(between))
        and len(after) <= 6
        and bool(moves[-1]["fall"]) == (second.value > first.value)
    ):
        yield Pair(second, first, change=True)


def _bracketed(sentence: Sentence, match: re.Match[str], inside: list[Number]) -> Iterator[Pair]:
    """316条，同比增长21.6%（2017年为262条）: this year's figure before, last year's in the bracket behind."""
    bracket = re.compile(r"\((?:20\d\d年|上年|去年|上一年)[^()\d]{0,8}(?=\d)").match(sentence.text, match.end())
    base = next((n for n in _counted(sentence.numbers_after(match.end(), 3)) if bracket and n.start == bracket.end()), None)
    now = next((n for n in reversed(without_change(sentence, inside)) if base and n.unit == base.unit), None)
    moves = list(MOVE.finditer(sentence.before(match.start(), 10)))
    if base is None or now is None or not moves:
        return
    # 新收11件，来自自然人7件、企业4件，较上年增长10%: of what was taken apart, or of its last part.
    for each in (taken_apart(sentence, now), now):
        if each and bool(moves[-1]["fall"]) == (base.value > each.value):
            yield Pair(base, each, change=True)


def _without_years(text: str) -> str:
    return re.sub(r"(?:19|20)\d\d年", "", text)


def _wrong(paragraph: int, sentence: Sentence, match: re.Match[str], pair: Pair, printed: Decimal) -> Problem:
    exact = pair.exact or Decimal(0)
    right = exact.quantize(printed, ROUND_HALF_UP)
    shown = plain(exact.quantize(Decimal("0.01"), ROUND_HALF_UP))
    place, related = _places(paragraph, sentence, match.span(), pair.whole, pair.part)
    steps = (Step(pair.sums, f"{shown}%", "sum"), Step("文中写的", match.group(), "stated"))
    data = {"expected": float(right), "actual": float(printed), "values": [float(pair.whole.value), float(pair.part.value)]}
    message = f"百分比不对：{pair.sums}＝{shown}%，文中写的是{match.group()}"
    return Problem(place, message, f"改为{right}%，或核对两个数字。", data, related, steps)


def _places(paragraph: int, sentence: Sentence, told: tuple[int, int], *numbers: Number) -> tuple[InText, tuple[InText, ...]]:
    """Where the words at two offsets stand, and where the figures do that they do not fit."""
    place, *related = (InText(paragraph, *sentence.words.back(*span)) for span in (told, *((n.start, n.stop) for n in numbers)))
    return place, tuple(related)
