"""Rows that name all there is of their whole by their nature: 优秀、良好、合格; 中央、省级、市县资金; 职工医保、居民医保."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from core.text.numbers import Number
from core.text.sentences import Sentence
from rules.brackets import in_brackets
from rules.measures import NO_THING, Total, alike, slack
from rules.rows import all_there_is
from rules.wordlists import compiled

_DERIVED = re.compile(r"(?:增加|减少|增长|下降|[日月周年人]均|平均[^,;。、\d]{0,4}|(?:上年|去年|同期)[^,;。、\d]{0,4})$")
_OPEN = re.compile(r"等(?!次|级)|分别|各|约|以上|占|较|比")
_MARK = re.compile(r"[、,;和及与]|以及")
_LIMIT = Decimal("0.1")


def broken(sentence: Sentence) -> Iterator[Total]:
    """The wholes of a sentence that such a row behind them does not give, behind 其中 too."""
    numbers = [n for n in sentence.numbers if n.unit not in NO_THING and not in_brackets(sentence.text, sentence.start, n.start)]
    for at, whole in enumerate(numbers):
        following = numbers[at + 1 :]
        for members in all_there_is(following[0].unit) if following else ():
            row = following[: len(members)]
            if len(row) == len(members) and _names(sentence, whole, row, members):
                yield from _wrong(sentence, whole, row)


def _wrong(sentence: Sentence, whole: Number, row: Sequence[Number]) -> Iterator[Total]:
    found = alike(sentence.text, whole, row[0].unit)
    if found is None or len({n.unit for n in row}) > 1 or any(n.approximate for n in (whole, *row)):
        return
    if _DERIVED.search(sentence.before(whole.start, 14)):
        return
    off = abs(sum((n.value for n in row), Decimal(0)) - found.value)
    if slack(sentence.text, (found, *row)) < off <= max(Decimal(1), found.value * _LIMIT):
        yield Total(sentence, found, tuple(row))


def _names(sentence: Sentence, whole: Number, row: Sequence[Number], members: tuple[str, ...]) -> bool:
    """Whether each figure of a row has the words of one member, in any order, and nothing else is told of them."""
    left, stop = list(members), whole.stop
    for number in row:
        gap = sentence.text[stop : number.start]
        label = re.split("[、,;:和及与。]|其中", gap)[-1]
        own = next((each for each in left if compiled(each).search(label)), None)
        if own is None or (stop != whole.stop and not _MARK.match(gap)) or _OPEN.search(label):
            return False
        left.remove(own)
        stop = number.stop
    return not re.match("等", sentence.text[stop : stop + 1])
