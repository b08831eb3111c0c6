"""Shares of figures that their names bring together (满意和基本满意合计占98.6%), and rows in which each figure has its own share."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from core.place import InText
from core.text.numbers import Number
from core.text.sentences import Sentence

_ROW_OF_NAMES = r"(?:^|[,;。:(])(?:其中|以上|上述)?(?P<names>[\u4e00-\u9fff]{2,10}(?:[、和及与][\u4e00-\u9fff]{2,10})+?)"
_SHARE = r"(?P<share>占[^,;。:、\d]*)$"
_NAMES = re.compile(rf"{_ROW_OF_NAMES}(?:这?[两二三四五](?:项|类|者|种|部分)|的)?(?:合计|共计|总计|合并|共|一共|合){_SHARE}")
# 图解和视频占75.0%: two that 和 joins, without a word of sum.
_PAIR_OF_NAMES = re.compile(rf"{_ROW_OF_NAMES}(?<![各别均]){_SHARE}")
_JOIN = re.compile("[、和及与]|以及")
_LABEL = re.compile("[,;:。、()\n]|其中")

# 46件解读材料中图解占比为41.3%: the part is told elsewhere, with the same whole.
_ELSEWHERE = re.compile(
    r"[\u4e00-\u9fff]{2,10}?(?:之)?中(?:的)?,?(?P<name>[\u4e00-\u9fff]{2,8}?)(?:类|的)?(?:仅|只)?(?:占比|所占比例|所占比重|占)(?:仅|只)?(?:为|达|有)?"
)
_OTHER_TIME = re.compile(r"上年|去年|同期|20\d\d年")


def together(sentence: Sentence, at: int, earlier: Sequence[Number]) -> tuple[str, list[Number]] | None:
    """予以公开和部分公开合计占: the words of the share, and the figures that have those names; no figures where one is not told."""
    said = _NAMES.search(sentence.before(at, 60)) or _PAIR_OF_NAMES.search(sentence.before(at, 60))
    if said is None:
        return None
    named: list[Number] = []
    for name in _JOIN.split(said["names"]):
        found = _named(sentence, name, [n for n in earlier if n not in named])
        if found is None:
            return said["share"], []
        named.append(found)
    alike = len({n.unit for n in named}) == 1 and len(named) > 1
    return said["share"], named if alike else []


def as_one(figures: Sequence[Number]) -> Number:
    """Figures as one, from the first of them to the last."""
    row = sorted(figures, key=lambda n: n.start)
    return replace(row[-1], value=sum((n.value for n in row), Decimal(0)), start=row[0].start)


def _named(sentence: Sentence, name: str, earlier: Sequence[Number]) -> Number | None:
    """The one figure of a name, in the sentence or else in the paragraph; the name in full goes before one that ends so."""
    for inside in ([n for n in earlier if n.start >= sentence.start], earlier):
        labels = [(n, _label(sentence, n)) for n in inside]
        found = [n for n, label in labels if label == name] or [n for n, label in labels if label.endswith(name)]
        if found:
            return found[0] if len(found) == 1 else None
    return None


def _label(sentence: Sentence, number: Number) -> str:
    label = _LABEL.split(sentence.text[max(0, number.start - 20) : number.start])[-1]
    return re.sub("(?:的|有|为|的有)$", "", label)


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A whole beside its share, and the part of it that ``place`` tells."""

    whole: Number
    part: Number
    place: InText


def told_elsewhere(sentence: Sentence, at: int, told: Sequence[tuple[int, Sentence]]) -> Elsewhere | None:
    """The whole before a share, and the part that an earlier sentence tells of the same whole; None where not just one does."""
    whole = next(reversed(sentence.numbers_before(at, 1)), None)
    said = _ELSEWHERE.fullmatch(sentence.text[whole.stop : at]) if whole and whole.unit and not whole.approximate else None
    if whole is None or said is None or whole.start < sentence.start:
        return None
    parts = [(part, at, each) for at, each in told for part in _parts_of(each, whole, said["name"])]
    if len({part.value for part, _, _ in parts}) != 1:
        return None
    part, paragraph, other = parts[0]
    return Elsewhere(whole, part, InText(paragraph, *other.words.back(part.start, part.stop)))


def _parts_of(told: Sentence, whole: Number, name: str) -> Iterator[Number]:
    base = next((n for n in told.numbers if n.value == whole.value and n.unit == whole.unit and not n.approximate), None)
    if base is None or _OTHER_TIME.search(told.text[told.start : base.start]):
        return
    for number in told.numbers:
        if number.start > base.start and number.unit == base.unit and _label(told, number) == name:
            yield number
