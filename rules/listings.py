"""Lists as text has them: 一是…；二是…, numbered paragraphs, rows parted by 、."""

from __future__ import annotations

import re
from dataclasses import dataclass

from core.document import Paragraph
from core.report.report import Report
from core.text.fold import fold
from core.text.numbers import chinese_numeral
from core.text.outline import numbering

ORDINALS = (
    re.compile(r"(?P<n>[一二三四五六七八九十]+)是(?!否|(?P=n))"),
    re.compile(r"第(?P<n>[一二三四五六七八九十]+)(?=[,、:]|是)"),
    re.compile(r"\((?P<n>[一二三四五六七八九十]+)\)"),
    re.compile(r"(?<![\d.])(?P<n>\d{1,2})[.、](?!\d)"),
    re.compile(r"\((?P<n>\d{1,2})\)"),
    re.compile(r"(?P<n>[①②③④⑤⑥⑦⑧⑨⑩])"),
    re.compile(r"(?:^|(?<=[。;:,]))(?P<n>[一二三四五六七八九十]+)、"),
)
_CIRCLES = "①②③④⑤⑥⑦⑧⑨⑩"


@dataclass(frozen=True, slots=True)
class Listed:
    """How many things are listed: from ``least`` to ``most``; ``open`` lists need not name all."""

    least: int
    most: int
    open: bool = False

    def agrees(self, number: int) -> bool:
        """Whether so many things may be listed."""
        return number >= self.least if self.open else self.least <= number <= self.most


def spread(report: Report, above: Paragraph, rest: str) -> str:
    """A text with the paragraphs behind it that go on with its row of ordinals: 一是…；二是… and, in a paragraph of its own, 三是…."""
    pattern = next((each for each in ORDINALS if (first := each.match(rest)) and ordinal(first["n"]) == 1), None)
    if pattern is None:
        return rest
    texts, reached = [rest], _reached(pattern, rest, 0)
    for paragraph in report.document.paragraphs[above.index + 1 :]:
        text = fold(paragraph.text).text
        mark = pattern.match(text)
        if mark is None or ordinal(mark["n"]) != reached + 1:
            break
        texts.append(text)
        reached = _reached(pattern, text, reached)
    return "\n".join(texts)


def _reached(pattern: re.Pattern[str], text: str, reached: int) -> int:
    for match in pattern.finditer(text):
        reached += ordinal(match["n"]) == reached + 1
    return reached


def ordinals(rest: str, number: int) -> Listed | None:
    """一是…；二是…: how far the row goes that opens the text."""
    for pattern in ORDINALS:
        first = pattern.match(rest)
        if first is None or ordinal(first["n"]) != 1:
            continue
        reached = seen = 0
        for match in pattern.finditer(rest):
            value = ordinal(match["n"])
            if value == 1 and seen:
                break
            # A number skipped or repeated in the row is another rule's business.
            if value in (reached + 1, reached + 2):
                reached, seen = value, seen + 1
        return None if seen < 2 else (Listed(seen, seen) if seen == number else Listed(reached, reached))
    return None


def ordinal(text: str) -> int:
    """The number that a mark stands for, 0 for none."""
    if text in _CIRCLES:
        return _CIRCLES.index(text) + 1
    return int(text) if text.isdigit() else (chinese_numeral(text) or 0)


def numbered_below(report: Report, above: Paragraph) -> Listed | None:
    """A colon that ends the paragraph, and numbered paragraphs under it."""
    found = 0
    level = None
    for paragraph in report.document.paragraphs[above.index + 1 :]:
        text = fold(paragraph.text).text
        mark = numbering(text)
        spoken = re.match(r"(?P<n>[一二三四五六七八九十]+)是", text)
        value = chinese_numeral(spoken["n"]) if spoken else (mark.value if mark else None)
        kind = 0 if spoken else (mark.level if mark else None)
        level = kind if level is None else level
        if kind == level and value == found + 1 and kind is not None:
            found += 1
        elif kind == level and found and value in (found, found + 2):
            # A number skipped or repeated is another rule's business.
            return None
        elif kind is not None and level is not None and kind > level > 0:
            continue
        elif kind is not None or not found:
            break
    return Listed(found, found) if found >= 2 else None


def masked(text: str) -> str:
    """Brackets left out, and what stands in quotation marks made one word."""
    return re.sub(r"“[^“”]*”|《[^《》]*》", "□", re.sub(r"\([^()]*\)", "", text))
