"""Rows of batches told in turn, with their total: 3期分别有92人、86人、68人参加，累计246人次; 惠及873家，三批企业数依次为305家、341家、227家."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from core.text.numbers import Number, chinese_numeral
from core.text.sentences import Sentence
from rules.measures import NO_THING, Total, counts_another, kind

_IN_TURN = re.compile(r"(?:分别|依次)(?:为|有|是|达|共)*[^,。;:、\d]{0,8}$")
_BATCHES = re.compile(r"(?<![第\d.])(?P<n>[两二三四五六七八九十]|\d{1,2})(?:个季度|个月|[期批次场轮年])")
_JOINED = re.compile("[、,和及与]|以及")
_BEHIND = re.compile(r"[^,;。、\d]{0,6},(?:全年|一共)?(?:共计|合计|累计|总计|共)[^,;。、\d]{0,6}")
_ORDINAL = re.compile("第(?P<n>[一二三四五六七八九十])(?P<of>[期批次场辑轮册本])")
_REACH = 3
_LIMIT = Decimal("0.3")
_PAIR = 2


def broken(sentence: Sentence) -> Iterator[Total]:
    """The totals that batches told in turn do not give: each batch is counted once, whatever carries it."""
    yield from _ordinals(sentence)
    numbers = [n for n in sentence.numbers if n.unit not in NO_THING]
    for at, first in enumerate(numbers):
        row = _row(sentence, numbers[at:]) if _IN_TURN.search(sentence.before(first.start, 24)) else []
        if len(row) < _PAIR or any(n.approximate for n in row) or not _are_all(sentence, row):
            continue
        whole = _behind(sentence, row, numbers[at + len(row) :]) or _before(sentence, row, numbers[:at])
        total = sum((n.value for n in row), Decimal(0))
        if whole and Decimal(0) < abs(total - whole.value) <= max(Decimal(1), whole.value * _LIMIT):
            yield Total(sentence, whole, tuple(row))


def _ordinals(sentence: Sentence) -> Iterator[Total]:
    """2辑共5000册，第一辑2000册，第二辑3000册: as many ordinals as are counted before, each with a figure of the measure of the total."""
    found = [
        (each, _figure_behind(sentence, each.end())) for each in _ORDINAL.finditer(sentence.text, sentence.start, sentence.end)
    ]
    row = [number for _, number in found if number is not None]
    if not _PAIR <= len(row) == len(found) or len({n.unit for n in row}) > 1 or len({each["of"] for each, _ in found}) > 1:
        return
    at, of = found[0][0].start(), found[0][0]["of"]
    before = [n for n in sentence.numbers if n.stop <= at]
    counted = any(n.value == len(row) and sentence.text.startswith(of, n.end) for n in before[-_REACH:])
    in_order = [chinese_numeral(each["n"]) for each, _ in found] == list(range(1, len(found) + 1))
    if not counted or not in_order or not before or before[-1].unit != row[0].unit or before[-1].approximate:
        return
    total = sum((n.value for n in row), Decimal(0))
    if Decimal(0) < abs(total - before[-1].value) <= max(Decimal(1), before[-1].value * _LIMIT):
        yield Total(sentence, before[-1], tuple(row))


def _figure_behind(sentence: Sentence, at: int) -> Number | None:
    number = next(iter(sentence.numbers_after(at, 1)), None)
    if number is None or number.approximate or number.unit in NO_THING:
        return None
    return number if re.fullmatch(r"[^,。;、\d]{0,6}", sentence.text[at : number.start]) else None


def _row(sentence: Sentence, numbers: list[Number]) -> list[Number]:
    row = numbers[:1]
    for number in numbers[1:]:
        if number.unit != row[0].unit or not _JOINED.fullmatch(sentence.text[row[-1].stop : number.start]):
            break
        row.append(number)
    return row


def _are_all(sentence: Sentence, row: list[Number]) -> bool:
    """Whether the sentence says that there are so many batches: 3期, 四个季度."""
    before = sentence.text[sentence.start : row[0].start]
    counts = [match["n"] for match in _BATCHES.finditer(before)]
    return any((int(n) if n.isdigit() else chinese_numeral(n.replace("两", "二"))) == len(row) for n in counts)


def _behind(sentence: Sentence, row: list[Number], numbers: list[Number]) -> Number | None:
    whole = numbers[0] if numbers else None
    if whole is None or whole.approximate or kind(whole.unit) != kind(row[0].unit):
        return None
    return whole if _BEHIND.fullmatch(sentence.text[row[-1].stop : whole.start]) else None


def _before(sentence: Sentence, row: list[Number], numbers: list[Number]) -> Number | None:
    """The figure before a row that counts the same."""
    told = [n for n in sentence.numbers_before(row[0].start, 12) if kind(n.unit) == kind(row[0].unit)]
    total, most = sum((n.value for n in row), Decimal(0)), max(n.value for n in row)
    if any(n.value == total for n in told):
        return None
    whole = next((n for n in reversed(numbers) if kind(n.unit) == kind(row[0].unit) and n.value > most), None)
    if whole is None or whole.approximate:
        return None
    clause = re.split("[,。;]", sentence.before(whole.start, 24))[-1]
    return None if counts_another(sentence.before(row[0].start, 24), clause) else whole
