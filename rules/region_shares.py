"""Shares of what the whole region had: 分别为19件、11件，合计占全县的55.6%."""

from __future__ import annotations

import re
from decimal import Decimal

from core.text.numbers import Number
from core.text.sentences import Sentence
from rules.named_shares import as_one
from rules.percents import Pair

_TOGETHER = re.compile(
    r"[,;](?:[两二三四五](?:家|者|个?单位|个?部门))?(?:合计|共计|共)占全[县市区镇乡州省](?:申请|受理)?(?:总数|总量|量)?(?:的)?(?:比例|比重)?(?:为|达)?$"
)
_JOINED = re.compile(r"[、和及与]|以及")
_ROW = re.compile("(?:分别|依次)(?:为|是|有|达)?$")
_OF_REGION = re.compile(r"全[县市区镇乡州省](?:共|累计|新)?(?P<what>[^,。;:、\d]{2,20})$")
_LAST_YEARS = re.compile(r"(?:上年|去年|20\d\d年)(?:同期)?(?:的|为)?$")
# What came in: the words of the row must be of the same matter as those of the whole.
_CAME = re.compile("收到|受理|新收|接收|接到|申请")
_OTHER = re.compile("许可|处罚|强制|建议|提案|信访|热线|留言|工单|投诉|诉求|复议|诉讼|培训|公开信息|发布|解读|文件")
_PAIR, _LEAD = 2, 40


def pairs(sentence: Sentence, match: re.Match[str], earlier: list[Number]) -> list[Pair] | None:
    """The row right before such a share, as one, of what the region had; None where no words call it so."""
    said = _TOGETHER.search(sentence.before(match.start(), _LEAD))
    if said is None:
        return None
    row = _row(sentence, match.start() - len(said.group()), earlier)
    if len(row) < _PAIR:
        return []
    part = as_one(row)
    lead = sentence.text[sentence.start : row[0].start]
    larger = [n for n in earlier if n.stop <= row[0].start and n.unit == part.unit and n.value >= part.value]
    named = [n for n in larger if _is_the_regions(sentence.text, n)]
    if not named or not _CAME.search(lead) or _OTHER.search(lead):
        return []
    return [Pair(whole, part) for whole in [*reversed(named), *(n for n in larger if n not in named)]]


def _row(sentence: Sentence, stop: int, earlier: list[Number]) -> list[Number]:
    """The figures of one measure that end at an offset, in a row that 分别 opens."""
    row: list[Number] = []
    for number in reversed(earlier):
        between = sentence.text[number.stop : row[0].start if row else stop]
        if number.start < sentence.start or (row and number.unit != row[0].unit):
            break
        if not (_JOINED.fullmatch(between) if row else not between):
            break
        row.insert(0, number)
    opened = row and _ROW.search(sentence.before(row[0].start)) and row[0].value > Decimal(0)
    return row if opened else []


def _is_the_regions(text: str, number: Number) -> bool:
    clause = re.split("[,。;:]", text[max(0, number.start - _LEAD) : number.start])[-1]
    said = _OF_REGION.search(clause)
    return bool(said and _CAME.search(said["what"]) and not _OTHER.search(said["what"]) and not _LAST_YEARS.search(clause))
