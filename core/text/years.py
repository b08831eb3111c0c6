"""Mentions of a year (2018年, 2018年度) in folded text, those inside titles, document numbers and full dates told apart."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from core.text.dates import number
from core.text.memory import remembered

_CHINESE = "二[〇零Oo0][〇零Oo0一二三四五六七八九]{2}|一九[〇零Oo0一二三四五六七八九]{2}"
_YEAR = re.compile(rf"(?<!\d)(?P<year>(?:19|20)\d\d|{_CHINESE})年(?!\d{{1,2}}月|\d{{1,2}}日|以|之|[元一二三四五六七八九十]+月)")
# 2016-2020年, 2016年至2018年: the end of a span of years.
_SPAN = re.compile(r"(?:19|20)\d\d年?度?(?:-{1,2}|~|至|到)$")


@dataclass(frozen=True, slots=True)
class YearMention:
    """A year at ``start``..``end``; ``quoted``: inside 《》 or quotation marks."""

    year: int
    start: int
    end: int
    quoted: bool


@remembered
def find_years(text: str) -> Iterator[YearMention]:
    """Every mention of a year alone; years of full dates, of document numbers and at the end of a span are none."""
    for match in _YEAR.finditer(text):
        before = text[: match.start()]
        if _SPAN.search(before[-8:]):
            continue
        quoted = before.count("《") > before.count("》") or before.count("“") > before.count("”")
        yield YearMention(number(match["year"]), match.start(), match.end(), quoted)
