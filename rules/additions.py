"""Figures that a passage adds up: 新收15件，加上2023年结转的2件，应办理17件."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from core.kept import kept
from core.text.fold import Folded
from core.text.numbers import Number
from core.text.sentences import Sentence, sentences

_REACH = 12
# The figure that is added: from another year, or called an addition.
_ADDED = re.compile(r"(?:加上|连同|外加|另加|加之)[^,。;:\d]{0,6}(?:20\d\d年度?)?[^,。;:\d]{0,14}$")
_CARRIED_IN = re.compile(
    r"(?:上年度?|上一年度?|去年|20\d\d年度?)(?:未办结|尚未办结)?(?:的|、)*(?:结转|转入|遗留|转来)[^,。;:\d]{0,10}$|结转(?:自)?(?:上年度?|上一年度?|去年)[^,。;:\d]{0,8}$"
)
_CARRIED_OUT = re.compile(
    r"(?:结转|转)(?:至|到|入)?(?:下年度?|下一年度?|次年|明年|20\d\d年度?)[^,。;:\d]{0,6}$|(?:未办结|在办|正在办理)[^,。;:\d]{0,4}$"
)
_CARRIED_OUT_BEHIND = re.compile(r"[^,。;:\d]{0,6}(?:结转(?:至|到|入)?(?:下|次|明|20\d\d)|(?:尚|正)在办|未办结)")
# What was carried over is a part of the figure before it: 受理89件（含上年结转3件）.
_WITHIN = re.compile(r"(?:(?<!不)(?:含|包括)|其中)[^,。;:()\d]{0,4}(?:20\d\d年度?)?[^,。;:()\d]{0,14}$")
_NEW = re.compile(r"(?:新收|新增|收到|接收|接到|受理)(?!的)[^,。;:\d]{0,20}$")
_SUM = re.compile(
    r"(?:(?P<due>应|需|须)(?:当年|全年|本年度?|年度)?(?:予以|依法)?(?:办理|答复|办|处理)|(?:全年|本年度?|实际|年度)?(?:共|合计|总共|累计|总计|一共)(?:应|需|须|有|是|为)?(?:办理|受理|处理|承办|需要办理)?)(?:(?:政府信息公开|公开|的)*申请)?(?:共|总数|数|为|有|达)*$"
)
# What may stand before those words: nobody else did it.
_NOBODY_ELSE = re.compile(r"(?:我[县市区局委镇乡办]|全[县市区镇乡州省局]|本(?:年度|机关|局|镇|乡|街道)|20\d\d年度?|全年|当年|,)*")
_APPLIES = re.compile("申请|公开|结转")


@dataclass(frozen=True, slots=True)
class Addition:
    """What is said to be a sum, and the figures that give it; ``called``: the words say that one is added to the other."""

    sentence: Sentence
    whole: Number
    parts: tuple[Number, ...]
    called: bool


@kept
def broken(words: Folded) -> Iterator[Addition]:
    """The additions of a paragraph that no figures before them give."""
    if not re.search("结转|加上|连同|外加|另加|加之|遗留", words.text):
        return
    passage = next(sentences(words, "\n"), None)
    for whole in passage.numbers if passage else ():
        found = _addition(passage, whole) if passage else None
        if found:
            yield found


def due(passage: Sentence, before: Sequence[Number]) -> tuple[list[Number], Number | None]:
    """What came in anew and what was carried over, as one figure, where both are told; and the one carried over."""
    new, added = _parts(passage, before)
    if new is None or added is None:
        return [], added
    return [replace(new, value=new.value + added.value)], added


def _addition(passage: Sentence, whole: Number) -> Addition | None:
    lead = passage.before(whole.start)
    said = _SUM.search(lead)
    if said is None or not whole.unit or whole.approximate:
        return None
    if not _NOBODY_ELSE.fullmatch(re.split("[,。;:!?]", lead[: said.start()])[-1]):
        return None
    start = _start(passage, whole.start)
    before = [n for n in passage.numbers_before(whole.start, _REACH) if n.unit == whole.unit and n.start >= start]
    new, added = _parts(passage, before)
    if new is None or added is None:
        return None
    called = bool(_ADDED.search(passage.before(added.start, 30)))
    sums = {n.value + added.value for n in before if n is not added}
    if not said["due"]:
        # 办理 may mean those that were closed, too.
        sums |= {total - out.value for total in sums for out in _carried_out(passage, whole)}
        sums |= set() if called else {new.value}
    # 网络52件、信函23件、当面11件，合计86件 is the total of a row of its own.
    sums |= {sum((n.value for n in before[at:]), Decimal(0)) for at in range(len(before) - 1)}
    return None if whole.value in sums else Addition(passage, whole, (new, added), called)


def _start(passage: Sentence, at: int) -> int:
    """Where the sentence before the one that holds an offset begins."""
    stops = [0, 0, *(match.end() for match in re.finditer("[。!?]", passage.text[:at]))]
    return stops[-2]


def _parts(passage: Sentence, before: Sequence[Number]) -> tuple[Number | None, Number | None]:
    """The figure that came in new and the one added to it, the nearest of each kind; no figure that is added is the new one."""
    added = next((n for n in reversed(before) if _is_added(passage, n)), None)
    new = next((n for n in reversed(before) if n is not added and _is_new(passage, n)), None)
    if any(n.approximate for n in (new, added) if n):
        return None, None
    return new, added


def _is_added(passage: Sentence, number: Number) -> bool:
    lead = passage.before(number.start, 30)
    if _WITHIN.search(lead):
        return False
    return bool(_ADDED.search(lead) or _CARRIED_IN.search(lead)) and not _CARRIED_OUT_BEHIND.match(passage.text, number.stop)


def _is_new(passage: Sentence, number: Number) -> bool:
    lead = re.split("[,。;:]", passage.before(number.start, 40))[-1]
    return (
        bool(_NEW.search(lead))
        and not re.search("其中|较|比|上年|去年|结转", lead)
        and bool(_APPLIES.search(lead) or "新收" in lead)
    )


def _carried_out(passage: Sentence, whole: Number) -> Iterator[Number]:
    for number in passage.numbers_after(whole.stop, _REACH):
        if number.unit == whole.unit and (
            _CARRIED_OUT.search(passage.before(number.start, 20)) or _CARRIED_OUT_BEHIND.match(passage.text, number.stop)
        ):
            yield number
