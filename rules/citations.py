"""Titles in 《》 and document numbers in a text, and how they belong together. Works on folded text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from core.document import Paragraph
from core.report.report import Report
from core.text.memory import remembered

_HEAD = 4
_NUMBER = re.compile(
    r"(?P<organ>[\u4e00-\u9fff]{2,12})[〔\[(](?P<year>(?:19|20)\d\d)[〕\])]第?(?P<number>\d{1,4})号"
    r"|(?:国务院第|国务院令?第?|国令第?|第)(?P<decree>\d{3})号(?:国务院)?令|国务院令?第?(?P<order>\d{3})号(?!令)|国令第?(?P<short>\d{3})号"
)
_FREE = re.compile(
    r".*?(?:根据|按照|依据|依照|遵照|参照|对照|比照|参考|采用|使用|沿用|适用|印发|转发|下发|结合|落实|执行|替代|代替|取代|废止|关于|以及|和|与|及|《|》)(?=.)"
)
_INNER = re.compile(r"[《》〈〉<>“”‘’\"']")


@dataclass(frozen=True, slots=True)
class Number:
    """A document number at ``start``..``end``; ``key`` compares it: 国办发2018-23, 国务院令711."""

    key: str
    organ: str
    year: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Title:
    """A title in 《》, the marks left out; ``words`` compares it; ``number`` stands in brackets right behind it."""

    words: str
    start: int
    end: int
    number: Number | None = None


def opening(report: Report) -> tuple[Paragraph, ...]:
    """Where a report says what it rests on and who compiled it: the preamble, or the head of chapter one where it has none."""
    return report.preamble or report.body[:_HEAD]


@remembered
def find_numbers(text: str) -> Iterator[Number]:
    """Every document number and decree number, in order."""
    for match in _NUMBER.finditer(text):
        decree = match["decree"] or match["order"] or match["short"]
        if decree:
            yield Number(f"国务院令{decree}", "国务院令", "", *match.span())
            continue
        organ = match["organ"]
        free = _FREE.match(organ)
        while free:
            organ = organ[free.end() :]
            free = _FREE.match(organ)
        if len(organ) >= 2:
            start = match.end("organ") - len(organ)
            yield Number(f"{organ}{match['year']}-{int(match['number'])}", organ, match["year"], start, match.end())


@remembered
def find_titles(text: str) -> Iterator[Title]:
    """Every outermost title in 《》, with the number behind it."""
    numbers = {number.start: number for number in find_numbers(text)}
    for start, end in _spans(text):
        words = re.sub(r"\((?!试行\))[^()]*\)$", "", _INNER.sub("", text[start:end]).replace(" ", ""))
        yield Title(words, start, end, _behind(text, end, numbers))


def _behind(text: str, end: int, numbers: dict[int, Number]) -> Number | None:
    """The one number in the brackets right behind a title."""
    if not text.startswith("》(", end):
        return None
    depth = 0
    closing = len(text)
    for offset in range(end + 1, len(text)):
        depth += (text[offset] == "(") - (text[offset] == ")")
        if depth == 0:
            closing = offset
            break
    inside = [number for at, number in numbers.items() if end < at and number.end <= closing]
    return inside[0] if len(inside) == 1 else None


def _spans(text: str) -> Iterator[tuple[int, int]]:
    depth, start = 0, 0
    for offset, char in enumerate(text):
        if char == "《":
            start = offset + 1 if depth == 0 else start
            depth += 1
        elif char == "》" and depth:
            depth -= 1
            if depth == 0:
                yield start, offset
        elif char in "。\n":
            depth = 0


def distance(left: str, right: str, most: int) -> int:
    """How many characters must be changed, added or dropped to make one of the other; ``most`` + 1 when more than ``most``."""
    if abs(len(left) - len(right)) > most:
        return most + 1
    row = list(range(len(right) + 1))
    for i, a in enumerate(left, 1):
        before, row[0] = row[0], i
        for j, b in enumerate(right, 1):
            before, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, before + (a != b))
        if min(row) > most:
            return most + 1
    return row[-1]
