"""Several paragraphs as one folded text to search in, with a way back to the place of every match."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from core.document import Paragraph
from core.place import InText
from core.text.fold import Folded, fold


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of a paragraph: where it starts in the passage and in the paragraph."""

    start: int
    paragraph: Paragraph
    offset: int
    fold: Folded


class Passage:
    r"""Folded text of paragraphs, a line each, joined by ``\n`` (line breaks inside a paragraph split it too)."""

    def __init__(self, paragraphs: Iterable[Paragraph]) -> None:
        self._lines: list[_Line] = []
        parts: list[str] = []
        length = 0
        for paragraph in paragraphs:
            for match in re.finditer(r"[^\n]+", paragraph.text):
                line = _Line(length, paragraph, match.start(), fold(match.group()))
                self._lines.append(line)
                parts.append(line.fold.text)
                length += len(line.fold.text) + 1
        self.text = "\n".join(parts)

    def _line(self, offset: int) -> _Line:
        return self._lines[bisect_right(self._lines, offset, key=lambda line: line.start) - 1]

    def place(self, start: int, end: int) -> InText:
        """The place of a range; a range over several lines is cut at the end of its first one."""
        line = self._line(start)
        lo = start - line.start
        hi = min(end - line.start, len(line.fold.text))
        first, last = line.fold.back(lo, max(hi, lo))
        return InText(line.paragraph.index, line.offset + first, line.offset + last)

    def original(self, start: int, end: int) -> str:
        """The characters of the draft for a range."""
        place = self.place(start, end)
        return self._line(start).paragraph.text[place.start : place.end]

    def sentence(self, start: int, end: int) -> tuple[int, int]:
        """The bounds of the sentence (up to 。！？； or a line end) around a range."""
        left = max(self.text.rfind(mark, 0, start) for mark in "。!?;\n") + 1
        rights = [at for mark in "。!?;\n" if (at := self.text.find(mark, end)) >= 0]
        return left, min(rights, default=len(self.text))

    def finditer(self, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
        """Every match of a pattern in the folded text."""
        return pattern.finditer(self.text)
