"""Rates of things done: 应办395件、办结381件，办结率96.5%; 抽检240份，合格228份，合格率95%."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from core.text.numbers import Number
from core.text.sentences import Sentence
from rules import shares
from rules.directions import FALL, RISE
from rules.measures import slack
from rules.percents import PERCENT, REACHES, Pair, agrees

# What had to be done: 应办395件, and what was: 已报381户.
_DUE = re.compile(r"(?:(?<![回供相响反])应|须|需)(?:予|当年|全年|本年度?|依法)*(?:[^,;。:\d]{0,6})$")
_DONE = re.compile(r"(?:已|实际|实)(?P<verb>[\u4e00-\u9fff]{1,2}?)(?:企业|单位|个体工商户)?$")
_RATE = re.compile(rf"(?P<stem>[\u4e00-\u9fff]{{2,6}})率{REACHES}")
_ASKED = re.compile(r"(?:邀请|发放|发出|寄出|寄送|抽取|访问)[^,。;:\d]{0,6}$")
_QUALIFIED = r"(?<!按时)(?<!按期)(?<!延期)(?<!及时)(?<!超期)(?<!限期)(?<!分期)(?<!长期)(?<!持续)"
_SAVED = re.compile(r"节约(?:资金|经费|财政资金)?$")
_BUDGET = re.compile(r"预算(?:金额|资金|总额|总金额|价|额)?(?:共|为|合计|总计)*$")
_IN_TURN = re.compile("(?:[增减降涨升]幅|幅度|[压增减][^,;。、\\d]{0,3}率|比例)(?:分别|依次)(?:为|是|达到?)?(?=\\d)")
_PERCENTAGES = re.compile(r"\d[\d.]*%(?:[、和,及与]\d[\d.]*%)+")
_FROM = re.compile(r"[由从][^,;。\d]{0,8}$")
_TO = re.compile(rf"[^,;。\d]{{0,2}}(?:{FALL}|{RISE})[到至为]?")
_CARRIED = re.compile("结转(?:到本年的?|过来的?)?$")
_AMONG = re.compile(r"[^,。;:、\d()]{0,8}(?<!其)中,?(?:共|已)?(?:有)?")
_COUNTABLE = 1000
_WORD = 2
_FEW = 2
# A point left out: 4.2% printed as 42%.
_SHIFTS = (10, 100)
# The thing counted, beside the words of a rate: 收回有效问卷, 采纳合理化建议. A narrower thing (疑难留言) is no part that a rate is of.
_OBJECT = re.compile(
    r"(?:(?:在|通过)[\u4e00-\u9fff]{2,10}?(?:网站|平台|门户|网)上?)?(?:了|共|已|其中|实际|累计|全部|有|的|各类|收回|回收|实收|收到|检出|评出)*(?:(?:调查|评议|合理化?)?(?:问卷|答卷|意见|建议|意见建议|问题|留言|信件|诉求|工单|事项|申请|信息|提案|线索|答复|复文)(?:全文|结果)?|办理结果)?"
)


def of_what_is_due(sentence: Sentence, match: re.Match[str], head: str, earlier: list[Number]) -> list[Pair]:
    """The pairs that may give a rate of things done: 应办395件、办结381件，办结率96.5%."""
    rate = _RATE.fullmatch(head)
    if rate is None:
        return []
    if rate["stem"].endswith("节约"):
        return list(_saved(sentence, match, earlier))
    if (behind := _told_behind(sentence, match, rate["stem"], earlier)) is not None:
        return behind
    found = list(_rates(sentence, rate["stem"], earlier)) or list(_less_than_in_time(sentence, match, rate["stem"], earlier))
    return found or list(_without_its_point(sentence, match, rate["stem"], earlier))


def _told_behind(sentence: Sentence, match: re.Match[str], stem: str, earlier: list[Number]) -> list[Pair] | None:
    """28个部门中，有27个按时报送，报送率96.4%: what was done stands behind its figure; None where it does not.

    Those that did so in time are no more than those that did: only a rate that no such number gives is wrong.
    """
    inside = [n for n in earlier if n.start >= sentence.start][-_FEW:]
    if len(inside) < _FEW or inside[0].unit != inside[1].unit or inside[0].value < inside[1].value:
        return None
    whole, part = inside
    did = re.compile(rf"(?P<how>按时|按期|及时|限时)?{re.escape(stem)}(?:了)?[^,。;:、\d]{{0,6}},{re.escape(stem)}率{REACHES}")
    said = did.fullmatch(sentence.text, part.stop, match.start())
    if said is None or not _AMONG.fullmatch(sentence.text, whole.stop, part.start):
        return None
    most = int(whole.value) if said["how"] and whole.value <= _COUNTABLE else int(part.value)
    return [Pair(whole, replace(part, value=Decimal(value))) for value in range(int(part.value), most + 1)]


def of_changes_in_turn(sentence: Sentence, match: re.Match[str]) -> list[Pair]:
    """一级栏目由9个压减到7个，二级栏目由64个压减到51个，减幅分别为22.2%、20.3%: as many changes as percentages, in the same order."""
    opening = _IN_TURN.search(sentence.text, sentence.start, match.start())
    row = _PERCENTAGES.match(sentence.text, opening.end(), sentence.end) if opening else None
    if opening is None or row is None or not row.start() <= match.start() < row.end():
        return []
    percents = list(PERCENT.finditer(sentence.text, *row.span()))
    changed = [
        Pair(base, now, change=True)
        for base, now in pairwise(n for n in sentence.numbers if n.stop <= opening.start())
        if base.unit == now.unit
        and _FROM.search(sentence.before(base.start, 12))
        and _TO.fullmatch(sentence.text[base.stop : now.start])
        and not (base.approximate or now.approximate)
    ]
    at = next((i for i, each in enumerate(percents) if each.start() == match.start()), None)
    return [changed[at]] if at is not None and len(changed) == len(percents) > 1 else []


def _saved(sentence: Sentence, match: re.Match[str], earlier: list[Number]) -> Iterator[Pair]:
    """预算2.06亿元，成交1.91亿元，节约0.15亿元，节约率7.3%: of a budget that is told; sums are rounded, and the rate may be of the sums in full."""
    inside = [n for n in earlier if n.start >= sentence.start and n.unit.endswith("元")]
    saved = [n for n in inside if _SAVED.search(sentence.before(n.start))]
    budgets = [n for n in inside if _BUDGET.search(sentence.before(n.start))]
    if not len(saved) == len(budgets) == 1 or budgets[0].stop > saved[0].start:
        return
    half = slack(sentence.text, (budgets[0], saved[0])) / 2
    least, most = ((saved[0].value + by) / (budgets[0].value - by) * 100 for by in (-half, half))
    printed, step = Decimal(match["p"]), Decimal(5).scaleb(-len(match["p"].partition(".")[2]) - 1)
    if not least - step <= printed <= most + step:
        yield Pair(budgets[0], saved[0])


def _less_than_in_time(sentence: Sentence, match: re.Match[str], stem: str, earlier: list[Number]) -> Iterator[Pair]:
    """收到612条，按期办结606条，办结率98%: no fewer were done than were done in time."""
    inside = [n for n in earlier if n.start >= sentence.start][-_FEW:]
    if len(inside) < _FEW or not re.search(f"(?:按时|按期|及时|限时){stem}(?:了|共)?$", sentence.before(inside[-1].start, 24)):
        return
    whole, part = inside
    pair = Pair(whole, part)
    exact = pair.exact
    step = Decimal(5).scaleb(-len(match["p"].partition(".")[2]) - 1)
    if whole.unit == part.unit and exact is not None and Decimal(match["p"]) + step < exact <= 100:
        yield pair


def _without_its_point(sentence: Sentence, match: re.Match[str], stem: str, earlier: list[Number]) -> Iterator[Pair]:
    """审核1095份，退回修改46份，退改率42%: a rate of any name that is ten times or a hundred times what its two figures give."""
    inside = [n for n in earlier if n.start >= sentence.start][-_FEW:]
    if len(inside) < _FEW or inside[0].unit != inside[1].unit or not re.fullmatch(r"\d{2,3}", match["p"]):
        return
    whole, part = inside
    pair = Pair(whole, part)
    label = re.split("[,;:。、()]", sentence.before(pair.part.start, 16))[-1]
    exact = pair.exact
    if exact is None or exact > 100 or not set(stem) & set(label):
        return
    printed = Decimal(match["p"])
    if any(agrees(printed / shift, len(str(shift)) - 1, exact) for shift in _SHIFTS):
        yield pair


def _rates(sentence: Sentence, stem: str, earlier: list[Number]) -> Iterator[Pair]:
    """抽检240份，合格228份，合格率95%: the part carries the words of the rate, the whole stands before it."""
    inside = [n for n in earlier if n.start >= sentence.start]
    own = re.compile(rf"{_QUALIFIED}(?<![不未非无]){re.escape(stem)}(?:了|申请|答复|的)?(?:共)?$")
    done = [n for n in inside if own.search(sentence.before(n.start, 24)) and not _DUE.search(sentence.before(n.start))]
    if not done:
        # Money saved is a part of a budget that mostly is not told: 采购8652万元，节约资金731万元，资金节约率7.8%.
        done = [n for n in inside if not n.unit.endswith("元") and _says(sentence, n, stem)]
    if not done and stem.endswith("回收"):
        done = [n for n in inside if re.search(r"(?:收回|回收)[^,;。:\d]{0,10}$", sentence.before(n.start))]
    if not done:
        done = [n for n in inside[-1:] if _answers_due(sentence, n, stem, inside)]
    if len(done) != 1:
        return
    part = done[0]
    wholes = [n for n in reversed(earlier) if n.end <= part.start and n.unit == part.unit and n.value >= part.value]
    asked = [n for n in wholes if n.start >= sentence.start and _DUE.search(sentence.before(n.start))]
    if limit := next(iter(asked), shares.opened_by(sentence, inside, part)):
        wholes = [n for n in wholes if n.start >= limit.start]
    if not wholes and stem.endswith("回收"):
        # Each of those who were asked gives one sheet back.
        wholes = [n for n in inside if n.end <= part.start and n.value >= part.value and _ASKED.search(sentence.before(n.start))]
    carried = [n for n in inside if n.unit == part.unit and n.stop <= part.start and _CARRIED.search(sentence.before(n.start))]
    if len(carried) == 1:
        # 新收43件，上年结转3件，办结43件，办结率93.5%: of both together.
        others = [n for n in wholes if n is not carried[0]]
        wholes += [replace(n, value=n.value + carried[0].value) for n in others]
    wholes.sort(key=lambda n: not shares.WHOLE.search(sentence.before(n.start)))
    yield from (Pair(whole, part) for whole in wholes)


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


def _answers_due(sentence: Sentence, number: Number, stem: str, inside: list[Number]) -> bool:
    """Whether a figure is what was done of what had to be done, by the verb of the rate: 应报企业640户，已报608户，年报率95%."""
    said = _DONE.search(sentence.before(number.start, 16))
    if said is None or not stem.endswith(said["verb"]):
        return False
    must = re.compile(rf"(?<![回供相响反])应(?:当|予|依法)*{said['verb']}[^,;。:\d]{{0,8}}$")
    return any(n.unit == number.unit and n.stop <= number.start and must.search(sentence.before(n.start)) for n in inside)
