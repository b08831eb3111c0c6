"""Rows of items with a figure each, and how many items they are said to be: 甲64条、乙118条、丙777条，共3个类别."""

from __future__ import annotations

import re
from itertools import pairwise

from core.text.numbers import Number, chinese_numeral, find_numbers
from rules.listings import Listed

_ROW, _MOST_OFF = 3, 2
_GAP = re.compile(r"[、,;][^、,;。:\d]{1,16}")
_CALLED = re.compile(r",?(?:一?共|合计|总计|共计|分为|涉及|涵盖)$")


def counted_behind(match: re.Match[str]) -> Listed | None:
    """机构类64条、政策类118条、其他类777条，共7个类别: the row right before the words."""
    called = _CALLED.search(match.string[: match.start()])
    row = _row_ending(match.string, called.start()) if called else []
    return _listed(row, match)


def counted_with_their_sum(match: re.Match[str]) -> Listed | None:
    """甲11件、乙9件、丙8件，四类共28件: a row right before the words that gives the figure behind them."""
    opening = re.search(",(?:以上|上述)?$", match.string[: match.start()])
    row = _row_ending(match.string, opening.start()) if opening else []
    whole = next((n for n in find_numbers(match.string) if n.start >= match.end()), None)
    if whole is None or not row or whole.unit != row[0].unit or sum(n.value for n in row) != whole.value:
        return None
    return _listed(row, match)


def taken_apart(match: re.Match[str]) -> Listed | None:
    """六个重点领域信息1423条，其中…: a row behind a figure that it gives, so that no item is left out."""
    numbers = [n for n in find_numbers(match.string) if n.start >= match.end()]
    opening = re.match(r",?(?:其中)?[:,]?", match.string[numbers[0].stop :]) if numbers else None
    if not numbers or opening is None or numbers[0].start > match.end() or not opening.group():
        return None
    whole, row = numbers[0], _row_from(match.string, numbers[1:])
    alike = all(n.unit == whole.unit and not n.approximate for n in row)
    if not row or not alike or sum(n.value for n in row) != whole.value:
        return None
    return _listed(row, match)


def _row_from(text: str, numbers: list[Number]) -> list[Number]:
    row = numbers[:1]
    for left, right in pairwise(numbers):
        if right.unit != left.unit or not _GAP.fullmatch(text[left.stop : right.start]):
            break
        row.append(right)
    return row


def _row_ending(text: str, at: int) -> list[Number]:
    """The row of figures of one measure whose last one ends at an offset, as far as one mark parts them."""
    numbers = [n for n in find_numbers(text) if n.stop <= at]
    if not numbers or numbers[-1].stop != at or not numbers[-1].unit:
        return []
    row = numbers[-1:]
    for number in reversed(numbers[:-1]):
        between = text[number.stop : row[0].start]
        mark = text[row[0].stop] if len(row) > 1 else between[:1]
        if number.unit != row[0].unit or not _GAP.fullmatch(between) or between[:1] != mark or "其中" in between:
            break
        row.insert(0, number)
    return row


def _listed(row: list[Number], match: re.Match[str]) -> Listed | None:
    """How many items a row has, where that is near the number told."""
    number = int(match["n"]) if match["n"].isdigit() else (chinese_numeral(match["n"]) or 0)
    return Listed(len(row), len(row)) if len(row) >= _ROW and 0 < abs(len(row) - number) <= _MOST_OFF else None
