"""Percentages that follow from two figures of the same sentence.

For a percentage the rule first tells what kind it is (a change, a share, one of several shares, a rate of things done), which says
what its two figures must be; then it looks for a pair of figures that gives it. A percentage is wrong only when its kind is
known and no pair gives it; where the figures are not there, nothing is said.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from core.findings import Severity, Step
from core.place import InText
from core.rule import Case, Need, Problem, rule
from core.text.fold import fold
from core.text.numbers import Number, plain
from core.text.sentences import Sentence, sentences
from rules.directions import FALL, MOVE, RISE, turned
from rules.text_table import follows, wrong_places

_PERCENT = re.compile(r"(?<![\d.])(?P<p>\d{1,5}(?:\.\d{1,4})?)%(?!-|~|至|左右|以上|以下|个点)")
_REACHES = r"(?:均)?(?:了)?(?:达到|达|为|是)?"
# The words right before a percentage say what it is of; a head that brings a subject of its own belongs to other figures.
_CHANGE = re.compile(
    rf"(?:同比|环比|总体|平均|(?:比|较)(?:上年|上一年|去年|20\d\d年)(?:同期)?)?(?:(?:{FALL}|{RISE})(?:率|幅度|幅|比例)?|幅度|比例){_REACHES}"
)
_WHOLES = r"(?:全部|全年|总数|总量|总件数|总条数|总额|(?:收到)?(?:的)?申请(?:总数|总量|量|数)?|(?:公开|信息|公文|全年|答复)(?:总数|总量)|比)?"
_ANSWERED = "办结|答复|办理"
_NAMED = re.compile(
    rf"占(?P<verb>{_ANSWERED}|主动公开|回收|收到|受理|承办)[^,;。\d]{{0,8}}(?:总数|总量)(?:的)?(?:比例)?(?:为|达)?"
)
_SHARE = re.compile(rf"占{_WHOLES}(?:的)?(?:比例|比重|比)?{_REACHES}")
_RESPECTIVELY = re.compile(rf"分别占?{_WHOLES}(?:的)?(?:\d+(?:\.\d+)?%(?:、|和|,|及|与)?)*$")
_RATE = re.compile(rf"(?P<stem>[\u4e00-\u9fff]{{2,6}})率{_REACHES}")
_ABOUT = re.compile(r"(?:约|近|超过|超|逾|不低于|不少于|大约|将近|高于|低于)$")
_WHOLE = re.compile(r"共|总|累计|收到|受理|全年|全部|合计")
_NO_MEASURE = frozenset({"%", "年", "月", "日"})
_QUALIFIED = r"(?<!按时)(?<!按期)(?<!延期)(?<!及时)(?<!超期)"
_WORD = 2
# The thing counted, beside the words of a rate: 收回有效问卷, 采纳合理化建议. A narrower thing (疑难留言) is no part that a rate is of.
_OBJECT = re.compile(
    r"(?:了|共|已|其中|实际|累计|全部|有|的|各类)*(?:(?:调查|评议|合理化?)?(?:问卷|答卷|意见|建议|意见建议|问题|留言|信件|诉求|工单|事项|申请|信息|提案|线索))?"
)
_REACH = 40
"""So many figures before a percentage are looked at."""


@dataclass(frozen=True, slots=True)
class _Pair:
    """Two figures that give a percentage: ``part`` of ``whole``."""

    whole: Number
    part: Number
    change: bool = False

    @property
    def exact(self) -> Decimal | None:
        if self.whole.value == 0:
            return None
        top = abs(self.whole.value - self.part.value) if self.change else self.part.value
        return top / self.whole.value * 100

    @property
    def sums(self) -> str:
        """The calculation, written out."""
        whole, part = plain(self.whole.value), plain(self.part.value)
        if not self.change:
            return f"{part}÷{whole}"
        return f"（{whole}－{part}）÷{whole}" if self.whole.value > self.part.value else f"（{part}－{whole}）÷{whole}"


@rule("consistency.percentage", "百分比计算正确", Severity.ERROR, Need.TEXT, "arithmetic")
def percentage(case: Case) -> Iterator[Problem]:
    """百分比要与同一句里的数字相符。

    检查：“由A减少到B，压缩率p%”“比上年的A增加D，增长p%”“n件，占p%”“分别占p%、q%”“收到a件、办结b件，办结率p%”，
    按印出的小数位数四舍五入核对；数字多了却写“下降”、少了却写“增长”的也算错。百分点、满意度、旁边没有数字的比率、带“约”“近”的百分比不核对。
    为什么：百分比算错，说明数字改过而比例没有跟着改。
    依据：年度报告的数据应当真实、准确
    错误示例：申请材料由800件减少到600件，精简率26%
    正确示例：申请材料由800件减少到600件，精简率25%
    """
    known = wrong_places(case)
    for paragraph in case.report.body:
        for sentence in sentences(fold(paragraph.text)):
            for match in _PERCENT.finditer(sentence.text, sentence.start, sentence.end):
                problem = turned(paragraph.index, sentence, match) or _problem(paragraph.index, sentence, match)
                if problem and not follows(known, problem):
                    yield problem


def _problem(paragraph: int, sentence: Sentence, match: re.Match[str]) -> Problem | None:
    if _ABOUT.search(sentence.before(match.start())):
        return None
    pairs = _pairs(sentence, match)
    printed, places = Decimal(match["p"]), len(match["p"].partition(".")[2])
    if not pairs or any(_agrees(printed, places, pair.exact) for pair in pairs):
        return None
    return _wrong(paragraph, sentence, match, pairs[0], places)


def _agrees(printed: Decimal, places: int, exact: Decimal | None) -> bool:
    return exact is None or abs(exact - printed) <= Decimal(5).scaleb(-places - 1)


def _pairs(sentence: Sentence, match: re.Match[str]) -> list[_Pair]:
    """The pairs of figures that may give a percentage, the likeliest first; none where its kind is not known."""
    earlier = _counted(sentence.numbers_before(match.start(), _REACH))
    if pair := _with_its_whole(sentence, match, earlier):
        return [pair]
    head = re.split(r"[,;:()、]", sentence.before(match.start(), 40))[-1]
    if earlier and earlier[-1].stop > match.start() - len(head):
        head = sentence.text[earlier[-1].stop : match.start()]
    if _RESPECTIVELY.search(sentence.before(match.start(), 80)):
        return list(_respective(sentence, match, earlier))
    if _SHARE.fullmatch(head) or _NAMED.fullmatch(head):
        return list(_shares(sentence, match, earlier))
    if _CHANGE.fullmatch(head):
        return list(_changes(sentence, match, earlier))
    rate = _RATE.fullmatch(head)
    return list(_rates(sentence, rate["stem"], earlier)) if rate else []


def _with_its_whole(sentence: Sentence, match: re.Match[str], earlier: list[Number]) -> _Pair | None:
    """116件，占承办总数124件的93.5%: the whole stands between 占 and its share, the part right before 占."""
    if len(earlier) < 2 or earlier[-1].unit != earlier[-2].unit or earlier[-1].value < earlier[-2].value:
        return None
    part, whole = earlier[-2:]
    between, after = sentence.text[part.stop : whole.start], sentence.text[whole.stop : match.start()]
    joined = re.fullmatch(r",?占(?!比)[^,;。:、\d%]{0,12}", between) and re.fullmatch(r"(?:的)?(?:比例|比重)?(?:为)?", after)
    return _Pair(whole, part) if joined else None


def _counted(numbers: Sequence[Number]) -> list[Number]:
    return [n for n in numbers if n.unit not in _NO_MEASURE and not n.approximate]


# --- changes ------------------------------------------------------------------------------------------------------


def _changes(sentence: Sentence, match: re.Match[str], earlier: list[Number]) -> Iterator[_Pair]:
    """由A减少到B；比上年的A增加D；B，同比增长p%（上年为A）: the last figures before, with words alone between."""
    start = sentence.text.rfind(";", sentence.start, match.start()) + 1 or sentence.start
    inside = [n for n in earlier if start <= n.start]
    if inside and re.fullmatch(r"[^%\d。]{0,24}", _without_years(sentence.text[inside[-1].stop : match.start()])):
        yield from _from_to(sentence, match, inside, start)
        yield from _compared(sentence, match, inside)
        yield from _bracketed(sentence, match, inside)


def _from_to(sentence: Sentence, match: re.Match[str], inside: list[Number], start: int) -> Iterator[_Pair]:
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
        yield _Pair(first, second, change=True)


def _compared(sentence: Sentence, match: re.Match[str], inside: list[Number]) -> Iterator[_Pair]:
    """比2016年的11203条增加1283条，增长11.54%: base and difference. 18件，比2017年的14件增长28.6%: this year's and base."""
    if len(inside) < 2:
        return
    first, second = inside[-2], inside[-1]
    between, after = sentence.text[first.stop : second.start], sentence.text[second.stop : match.start()]
    moves = list(MOVE.finditer(after))
    if first.unit != second.unit or not moves:
        return
    if re.search("[比较]", sentence.before(first.start, 16)) and MOVE.search(between):
        yield _Pair(first, second, change=bool(re.search("[至到]$", between)))
    elif re.search(r"(?:与|同|和)[^,;]*$", sentence.before(first.start, 16)) and re.match(r"相比", between):
        yield _Pair(first, second)
    elif more := re.search(rf"[比较][^,;]*?(?:(?P<fall>{FALL})|{RISE})(?:了)?$", _without_years(between)):
        base = first.value + second.value if more["fall"] else first.value - second.value
        yield _Pair(Number(base, first.start, first.end, unit=first.unit), second)
    elif (
        re.match(r"[^比较]{0,3}[比较][^,;]*$", _without_years(between))
        and len(after) <= 6
        and bool(moves[-1]["fall"]) == (second.value > first.value)
    ):
        yield _Pair(second, first, change=True)


def _bracketed(sentence: Sentence, match: re.Match[str], inside: list[Number]) -> Iterator[_Pair]:
    """316条，同比增长21.6%（2017年为262条）: this year's figure before, last year's in the bracket behind."""
    bracket = re.compile(r"\((?:20\d\d年|上年|去年|上一年)[^()\d]{0,8}(?=\d)").match(sentence.text, match.end())
    base = next((n for n in _counted(sentence.numbers_after(match.end(), 3)) if bracket and n.start == bracket.end()), None)
    now = next((n for n in reversed(inside) if base and n.unit == base.unit), None)
    moves = list(MOVE.finditer(sentence.before(match.start(), 10)))
    if base and now and moves and bool(moves[-1]["fall"]) == (base.value > now.value):
        yield _Pair(base, now, change=True)


def _without_years(text: str) -> str:
    return re.sub(r"(?:19|20)\d\d年", "", text)


# --- shares and rates ---------------------------------------------------------------------------------------------


def _shares(sentence: Sentence, match: re.Match[str], earlier: list[Number]) -> Iterator[_Pair]:
    """n件，占p%: n stands right before; the whole is any larger figure of the same measure before it in the paragraph.

    Nothing is said where none of them is called a whole: the one that is meant may stand in a table.
    """
    if not earlier or not re.fullmatch(r"[^\d]{0,20}", sentence.text[earlier[-1].stop : match.start()]):
        return
    part = earlier[-1]
    wholes = [n for n in reversed(earlier[:-1]) if n.unit == part.unit and n.value >= part.value]
    called = [n for n in wholes if _is_called_whole(sentence.text, n)]
    alone = [n for n in wholes if n.start >= sentence.start and not _has_share(sentence.text, n)]
    named = _named_whole(sentence, match, earlier)
    first = named if named is not None else called or (alone if len(alone) == 1 else [])
    if first:
        yield from (_Pair(whole, part) for whole in [*first, *(n for n in wholes if n not in first)])


def _named_whole(sentence: Sentence, match: re.Match[str], earlier: list[Number]) -> list[Number] | None:
    """The figure that 占办结总数 names: the largest behind the same verb; None where the words name no whole."""
    named = list(_NAMED.finditer(sentence.before(match.start(), 24)))
    if not named:
        return None
    verb = named[-1]["verb"]
    own = re.compile(rf"(?:{_ANSWERED if re.fullmatch(_ANSWERED, verb) else verb})[^,;。:\d]{{0,10}}$")
    found = [n for n in earlier[:-1] if n.unit == earlier[-1].unit and own.search(sentence.text[max(0, n.start - 16) : n.start])]
    return [max(found, key=lambda n: n.value)] if found else []


def _has_share(text: str, number: Number) -> bool:
    """A figure with a share of its own is one of the parts."""
    return bool(re.match(r"[^\d。;]{0,12}占", text[number.stop : number.stop + 14]))


def _is_called_whole(text: str, number: Number) -> bool:
    before = re.split("[。;\n]", text[max(0, number.start - 16) : number.start])[-1]
    return bool(_WHOLE.search(before) or re.match("(?:答复|申请|信息)?[中里]|[,(:]?其中", text[number.stop : number.stop + 8]))


def _respective(sentence: Sentence, match: re.Match[str], earlier: list[Number]) -> Iterator[_Pair]:
    """a件、b件、c件，分别占p%、q%、r%: in the same order, of a figure before them or of their sum."""
    opening = sentence.text.rfind("分别", max(sentence.start, match.start() - 80), match.start())
    stop = re.compile(r"[。;]|,(?!\d)").search(sentence.text, match.end(), min(sentence.end, match.end() + 80))
    percents = list(_PERCENT.finditer(sentence.text, opening, stop.start() if stop else min(sentence.end, match.end() + 80)))
    index = next((i for i, each in enumerate(percents) if each.start() == match.start()), None)
    parts = [n for n in earlier if n.end <= opening][-len(percents) :]
    if index is None or len(parts) != len(percents) or len({n.unit for n in parts}) != 1:
        return
    total = sum((n.value for n in parts), Decimal(0))
    part = parts[index]
    wholes = [n for n in earlier if n.end <= parts[0].start and n.unit == part.unit and n.value >= part.value]
    if re.search(r"各类|全部|所有|共", sentence.text[max(sentence.start, parts[0].start - 16) : opening]):
        # 各类案件共46件，某类占21.7%: the parts stand elsewhere.
        between = sentence.text[parts[-1].stop : opening]
        if re.search(r"[^,、\d]{2}", between):
            return
    yield _Pair(Number(total, part.start, part.end, unit=part.unit), part)
    yield from (_Pair(whole, part) for whole in wholes)


def _rates(sentence: Sentence, stem: str, earlier: list[Number]) -> Iterator[_Pair]:
    """抽检240份，合格228份，合格率95%: the part carries the words of the rate, the whole stands before it."""
    inside = [n for n in earlier if n.start >= sentence.start]
    own = re.compile(rf"{_QUALIFIED}{re.escape(stem)}(?:了|申请|答复|的)?(?:共)?$")
    done = [n for n in inside if own.search(sentence.before(n.start, 24))]
    if not done:
        # Money saved is a part of a budget that mostly is not told: 采购8652万元，节约资金731万元，资金节约率7.8%.
        done = [n for n in inside if not n.unit.endswith("元") and _says(sentence, n, stem)]
    if len(done) != 1:
        return
    part = done[0]
    wholes = [n for n in reversed(earlier) if n.end <= part.start and n.unit == part.unit and n.value >= part.value]
    wholes.sort(key=lambda n: not _WHOLE.search(sentence.before(n.start)))
    yield from (_Pair(whole, part) for whole in wholes)


def _says(sentence: Sentence, number: Number, stem: str) -> bool:
    """Whether the clause of a figure says what a rate is of in other words, with its object: 收回有效问卷582份 for 有效回收率."""
    clause = re.split(r"[,;:。、()\n]", sentence.before(number.start, 24))[-1]
    parts = [stem[at : at + _WORD] for at in range(0, len(stem), _WORD)]
    rest = clause
    for part in parts:
        found = next((each for each in (part, part[::-1]) if each in rest), None)
        if found is None:
            return False
        rest = rest.replace(found, "", 1)
    return len(stem) % _WORD == 0 and _OBJECT.fullmatch(rest) is not None


def _wrong(paragraph: int, sentence: Sentence, match: re.Match[str], pair: _Pair, places: int) -> Problem:
    exact = pair.exact or Decimal(0)
    right = exact.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    shown = plain(exact.quantize(Decimal("0.01"), ROUND_HALF_UP))
    place = InText(paragraph, *sentence.words.back(match.start(), match.end()))
    related = tuple(InText(paragraph, *sentence.words.back(n.start, n.stop)) for n in (pair.whole, pair.part))
    steps = (Step(pair.sums, f"{shown}%", "sum"), Step("文中写的", match.group(), "stated"))
    data = {"expected": float(right), "actual": float(match["p"]), "values": [float(pair.whole.value), float(pair.part.value)]}
    message = f"百分比不对：{pair.sums}＝{shown}%，文中写的是{match.group()}"
    return Problem(place, message, f"改为{right}%，或核对两个数字。", data, related, steps)
