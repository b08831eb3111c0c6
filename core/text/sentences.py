"""Sentences of a folded text, each with its numbers."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from core.text.fold import Folded
from core.text.numbers import Number, find_numbers


@dataclass(frozen=True)
class Sentence:
    """A sentence; all offsets count from the start of the folded text ``words``.

    ``every`` holds the numbers of the whole text, in order.
    """

    words: Folded
    start: int
    end: int
    every: Sequence[Number]

    @property
    def text(self) -> str:
        """The whole folded text."""
        return self.words.text

    @cached_property
    def numbers(self) -> Sequence[Number]:
        """The numbers of the sentence."""
        return self.every[self._index(self.start) : self._index(self.end)]

    def _index(self, offset: int) -> int:
        return bisect_left(self.every, offset, key=lambda number: number.start)

    def numbers_before(self, at: int, most: int) -> Sequence[Number]:
        """The last numbers of the text that end before an offset, in order."""
        stop = bisect_right(self.every, at, key=lambda number: number.end)
        return self.every[max(0, stop - most) : stop]

    def numbers_after(self, at: int, most: int) -> Sequence[Number]:
        """The first numbers of the sentence that start behind an offset."""
        first = self._index(at)
        return self.every[first : min(first + most, self._index(self.end))]

    def before(self, at: int, length: int = 16) -> str:
        """The characters right before an offset, inside the sentence."""
        return self.text[max(self.start, at - length) : at]


def sentences(words: Folded, breaks: str = "。!?\n") -> Iterator[Sentence]:
    """Every sentence of a folded text, parted at ``breaks``."""
    numbers = tuple(find_numbers(words.text))
    for match in _between(breaks).finditer(words.text):
        yield Sentence(words, match.start(), match.end(), numbers)


@lru_cache
def _between(breaks: str) -> re.Pattern[str]:
    return re.compile(f"[^{breaks}]+")
