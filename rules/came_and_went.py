"""What there was, what went and what came new: 注销账号7个，新开设2个，全县新媒体由47个减少至42个."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from core.text.fold import Folded
from core.text.numbers import Number, plain
from core.text.sentences import Sentence, sentences
from rules.products import Broken

_UNITS = frozenset({"个", "家", "项", "件", "处"})
_WENT = re.compile(
    r"(?:注销|关停|关闭|撤销|取消|清理|下线|核减|废止)(?:了|并|并关停|并注销|账号|新媒体|政务新媒体|网站|栏目|事项)*$"
)
_CAME = re.compile(r"(?:新开设|新开通|新增|新设|新建|新开|新注册)(?:了|账号|新媒体|政务新媒体|网站|栏目|事项)*$")
_FROM = re.compile(r"[由从](?:上年度?|去年|年初|上年[末底])?(?:的)?$")
_TO = re.compile(r"(?:减少|增加|调整|减|增|压减|优化|精简|整合|扩展|变)(?:到|至|为)(?:年末|年底|目前)?(?:的)?")
# Others came or went too, in words without a figure or with one of its own.
_OTHERWISE = re.compile("合并|整合(?!至|到|为)|划入|划出|承接|下放|移交|迁移|并入|其中")
_STOCKS = {
    "before": re.compile("年初|上年[末底]|去年[末底]"),
    "came": re.compile("新?纳入|新增|新认定|新设|新开|新建"),
    "went": re.compile("退出|清退|注销|取消|核减|关停|撤销"),
    "after": re.compile("年[末底]|目前|现有"),
}
_SLIP = Decimal("0.3")


def broken(words: Folded) -> Iterator[Broken]:
    """The figures at the end of a sentence's one change that what went and what came do not give, by a little."""
    for sentence in sentences(words):
        yield from _of_stocks(sentence)
        found = _figures(sentence) if re.search("[由从]", sentence.text[sentence.start : sentence.end]) else None
        if found is None:
            continue
        base, now, went, came = found
        stop = max(n.stop for n in found)
        if _OTHERWISE.search(re.sub("“[^“”]*”", "", sentence.text[sentence.start : stop])):
            continue
        right = base.value - went.value + came.value
        if right != now.value and abs(right - now.value) <= max(Decimal(2), base.value * _SLIP):
            sums = f"{plain(base.value)}－{plain(went.value)}＋{plain(came.value)}"
            yield Broken(sentence, now, (base, went, came), sums, right)


def _of_stocks(sentence: Sentence) -> Iterator[Broken]:
    """年初有对象207户382人，新纳入23户41人，退出16户28人，年末在保214户395人: in each measure, one figure of each clause."""
    roles: dict[str, list[Number]] = {role: [] for role in _STOCKS}
    for number in sentence.numbers:
        clause = re.split("[,。;:()]", sentence.before(number.start, 40))[-1]
        role = next((role for role, words in _STOCKS.items() if words.search(clause)), None)
        if role is None or number.approximate:
            return
        roles[role].append(number)
    for base in roles["before"]:
        row = [[n for n in roles[role] if n.unit == base.unit] for role in ("before", "came", "went", "after")]
        if all(len(each) == 1 for each in row) and not _OTHERWISE.search(sentence.text, sentence.start, sentence.end):
            (was,), (came,), (went,), (now,) = row
            right = was.value + came.value - went.value
            if right != now.value and abs(right - now.value) <= max(Decimal(2), was.value * _SLIP):
                sums = f"{plain(was.value)}＋{plain(came.value)}－{plain(went.value)}"
                yield Broken(sentence, now, (was, came, went), sums, right)


def _figures(sentence: Sentence) -> tuple[Number, Number, Number, Number] | None:
    """What there was, what there is, what went and what came: one of each, of one measure."""
    own = [n for n in sentence.numbers if n.unit in _UNITS]
    ways = [
        (base, now)
        for base, now in pairwise(own)
        if _FROM.search(sentence.before(base.start, 8)) and _TO.fullmatch(sentence.text[base.stop : now.start])
    ]
    went = [n for n in own if _WENT.search(sentence.before(n.start))]
    came = [n for n in own if _CAME.search(sentence.before(n.start))]
    if not len(ways) == len(went) == len(came) == 1:
        return None
    found = (*ways[0], went[0], came[0])
    return found if len({n.unit for n in found}) == 1 and not any(n.approximate for n in found) else None
