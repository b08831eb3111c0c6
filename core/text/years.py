"""Mentions of a year (2018年, 2018年度) in folded text, those inside titles, document numbers and full dates told apart."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_YEAR = re.compile(r"(?<!\d)(?P<year>(?:19|20)\d\d)年(?!\d{1,2}月|\d{1,2}日|以|之|[一二三四五六七八九十]+月)")


@dataclass(frozen=True, slots=True)
class YearMention:
    """A year at ``start``..``end``; ``quoted``: inside 《》 or quotation marks."""

    year: int
    start: int
    end: int
    quoted: bool


def find_years(text: str) -> Iterator[YearMention]:
    """Every mention of a year alone; years of full dates and of document numbers are none."""
    for match in _YEAR.finditer(text):
        before = text[: match.start()]
        quoted = before.count("《") > before.count("》") or before.count("“") > before.count("”")
        yield YearMention(int(match["year"]), match.start(), match.end(), quoted)
