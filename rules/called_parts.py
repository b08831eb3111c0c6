"""What parts behind 其中 are called together: 其中文字解读3篇、图片解读5篇，合计8篇."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from core.text.numbers import Number
from core.text.sentences import Sentence
from rules.measures import Total, is_near
from rules.of_which import OVERLAP

_CALLED = re.compile(r"[,;](?:[两二三四五](?:项|类|者))?(?:合计|共计)(?:为|是)?$")
_JOINED = re.compile(r"(?:[、和及与]|以及)[^\d,;:。、()]{1,12}")
_OPENED = re.compile(r"其中[:,]?[^\d,;:。、()]{1,12}$")
_OPEN = re.compile("等|约|各|分别|每")
_REACH, _PAIR = 12, 2


def broken(sentence: Sentence) -> Iterator[Total]:
    """The sums that a plain row right behind 其中 does not give, by a little."""
    for whole in sentence.numbers:
        if not whole.unit or whole.approximate or not _CALLED.search(sentence.before(whole.start)):
            continue
        row = _row(sentence, whole)
        opened = _OPENED.search(sentence.before(row[0].start)) if len(row) >= _PAIR else None
        if opened is None:
            continue
        words = opened.group() + sentence.text[row[0].start : whole.start]
        total = sum((n.value for n in row), Decimal(0))
        # What is called so may be all that 其中 took apart.
        told = any(n.value == whole.value and n.unit == whole.unit for n in sentence.every if n.stop <= row[0].start)
        if not (told or _OPEN.search(words) or OVERLAP.search(words)) and is_near(total, whole.value, "0.1"):
            yield Total(sentence, whole, tuple(row))


def _row(sentence: Sentence, whole: Number) -> list[Number]:
    """The figures of one measure right before a sum, each a few words behind the one before it; none where one is approximate."""
    row: list[Number] = []
    stop = _CALLED.search(sentence.before(whole.start))
    at = whole.start - len(stop.group()) if stop else whole.start
    for number in reversed(sentence.numbers_before(whole.start, _REACH)):
        between = sentence.text[number.stop : row[0].start] if row else sentence.text[number.stop : at]
        if (
            number.unit != whole.unit
            or number.start < sentence.start
            or not (_JOINED.fullmatch(between) if row else between == "")
        ):
            break
        row.insert(0, number)
    return [] if any(n.approximate for n in row) else row
