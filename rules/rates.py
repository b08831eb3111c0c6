"""Rates of things done: 应办395件、办结381件，办结率96.5%; 抽检240份，合格228份，合格率95%."""

from __future__ import annotations

import re
from collections.abc import Iterator

from core.text.numbers import Number
from core.text.sentences import Sentence
from rules import shares

# What had to be done: 应办395件, and what was: 已报381户.
_DUE = re.compile(r"(?:(?<![回供相响反])应|须|需)(?:予|当年|全年|本年度?|依法)*(?:[^,;。:\d]{0,6})$")
_DONE = re.compile(r"(?:已|实际|实)(?P<verb>[\u4e00-\u9fff]{1,2}?)(?:企业|单位|个体工商户)?$")
_RATE = re.compile(rf"(?P<stem>[\u4e00-\u9fff]{{2,6}})率{shares.REACHES}")
_ASKED = re.compile(r"(?:邀请|发放|发出|寄出|寄送|抽取|访问)[^,。;:\d]{0,6}$")
_QUALIFIED = r"(?<!按时)(?<!按期)(?<!延期)(?<!及时)(?<!超期)(?<!限期)(?<!分期)(?<!长期)(?<!持续)"
_WORD = 2
# The thing counted, beside the words of a rate: 收回有效问卷, 采纳合理化建议. A narrower thing (疑难留言) is no part that a rate is of.
_OBJECT = re.compile(
    r"(?:(?:在|通过)[\u4e00-\u9fff]{2,10}?(?:网站|平台|门户|网)上?)?(?:了|共|已|其中|实际|累计|全部|有|的|各类|收回|回收|实收|收到|检出|评出)*(?:(?:调查|评议|合理化?)?(?:问卷|答卷|意见|建议|意见建议|问题|留言|信件|诉求|工单|事项|申请|信息|提案|线索|答复|复文)(?:全文|结果)?|办理结果)?"
)


def of_what_is_due(sentence: Sentence, head: str, earlier: list[Number]) -> list[shares.Pair]:
    """The pairs that may give a rate of things done: 应办395件、办结381件，办结率96.5%."""
    rate = _RATE.fullmatch(head)
    return list(_rates(sentence, rate["stem"], earlier)) if rate else []


def _rates(sentence: Sentence, stem: str, earlier: list[Number]) -> Iterator[shares.Pair]:
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
    wholes.sort(key=lambda n: not shares.WHOLE.search(sentence.before(n.start)))
    yield from (shares.Pair(whole, part) for whole in wholes)


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
