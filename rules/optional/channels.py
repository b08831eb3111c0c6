"""The figure of one channel of the table under the name of another one in the text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from core.findings import Severity
from core.place import InText
from core.report.formmatch import FormMatch
from core.rule import Case, Need, NotApplicable, Problem, rule
from core.text.fold import fold
from rules.wordlists import load


@dataclass(frozen=True, slots=True)
class _Channel:
    """A row of the form, and the words that name its channel."""

    row: str
    name: str
    words: str


@dataclass(frozen=True, slots=True)
class _Channels:
    """The channels of the form."""

    channels: tuple[_Channel, ...]
    least: int


_CLAUSE = re.compile(r"(?:[^,。;、:]|(?<=\d),(?=\d{3}))+")
_FIGURE = re.compile(r"(?<![\d.])(?P<number>\d{1,3}(?:,\d{3})+|\d+)条")


@rule(
    "consistency.channel", "各渠道的口径一致", Severity.INFO, Need.TEXT | Need.FORM, "arithmetic", required=False, enabled=False
)
def channel(case: Case) -> Iterator[Problem]:
    """正文和统计表里，同一个数字说的应是同一个公开渠道。

    检查：2018年及以前的报告，正文某一渠道（公报、网站、微博、微信、其他方式）的条数，恰好是统计表中另一渠道的数字。
    为什么：口径不一，读者不知道哪一个对；往往是填表时串了行。
    依据：国办发〔2014〕32号所附《政府信息公开情况统计表》
    错误示例：正文“微博公开230条”，统计表微博187条、微信230条
    正确示例：正文“微信公开230条”，统计表微信230条
    """
    lists = load("channels", _Channels)
    match = next((each for each in case.report.forms if lists.channels[0].row in {row.id for row in each.form.rows}), None)
    if match is None:
        raise NotApplicable("这一版格式的表格没有公开渠道。")
    by_value = _by_value(match, lists)
    for paragraph in case.report.body:
        words = fold(paragraph.text)
        for clause in _CLAUSE.finditer(words.text):
            for found in _FIGURE.finditer(clause.group()):
                row = by_value.get(int(found["number"].replace(",", "")))
                told = [each for each in lists.channels if re.search(each.words, clause.group())]
                if row and len(told) == 1 and told[0] is not row:
                    place = InText(paragraph.index, *words.back(clause.start() + found.start(), clause.start() + found.end()))
                    yield _problem(match, place, found["number"], told[0], row)


def _by_value(match: FormMatch, lists: _Channels) -> dict[int, _Channel]:
    """The channel of each figure that stands in one row alone."""
    values: dict[int, list[_Channel]] = {}
    for each in lists.channels:
        value = match.value(each.row)
        if value and value.value is not None and value.value >= lists.least:
            values.setdefault(int(value.value), []).append(each)
    return {number: rows[0] for number, rows in values.items() if len(rows) == 1}


def _problem(match: FormMatch, place: InText, number: str, told: _Channel, row: _Channel) -> Problem:
    message = f"正文说{told.name}公开{number}条，统计表里{number}条是{row.name}的数"
    data = {"channel": told.name, "table": row.name, "value": number}
    return Problem(place, message, "核对两处的口径。", data, (match.place(row.row),))
