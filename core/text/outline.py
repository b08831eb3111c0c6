"""The numbers that official documents put before headings, by level (GB/T 9704: 一、 → （一） → 1. → （1）). Works on folded text."""

from __future__ import annotations

import re
from dataclasses import dataclass

from core.text.numbers import COUNTED, chinese_numeral

_CN = "一二三四五六七八九十百零〇"
_LEVELS = (
    (1, re.compile(rf"(?P<number>[{_CN}]+)(?P<mark>、|[.,](?=[^\d{_CN}]))")),
    (1, re.compile(rf"第(?P<number>[{_CN}]+|\d{{1,4}})(?P<mark>章|部分|篇)[:、.]?")),
    (2, re.compile(rf"\((?P<number>[{_CN}]+)(?P<mark>\))[、.,:]?")),
    (2, re.compile(rf"(?P<number>[{_CN}]+)(?P<mark>\))[、.,:]?")),
    # 7.9件中，予以公开5件 and 11.12345热线: nothing is counted in tenths.
    (
        3,
        re.compile(rf"(?P<number>\d{{1,2}})(?P<mark>[.、])(?!\d(?!\d{{3}}年|2345(?!\d)|\d{{0,4}}{COUNTED}))"),
    ),
    (4, re.compile(r"\((?P<number>\d{1,2})(?P<mark>\))[、.,:]?")),
    (4, re.compile(r"(?P<number>\d{1,2})(?P<mark>\))[、.,:]?")),
)


@dataclass(frozen=True, slots=True)
class Numbering:
    """A number at the start of a line: its level (1 to 4), value, and the length of the mark in the folded text."""

    level: int
    value: int
    length: int
    text: str


def numbering(text: str) -> Numbering | None:
    """The number at the start of a folded text, None where there is none."""
    for level, pattern in _LEVELS:
        match = pattern.match(text)
        if match:
            digits = match["number"]
            value = int(digits) if digits.isascii() else chinese_numeral(digits)
            if value:
                return Numbering(level, value, match.end(), digits)
    return None


ATTACHMENT = re.compile(r"(?:附件|附表)(?P<number>\d{1,2}|[一二三四五六七八九十]?)(?P<colon>:?)")
