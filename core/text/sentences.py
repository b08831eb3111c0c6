"""Sentences of a folded text, each with its numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from core.text.fold import Folded
from core.text.numbers import Number, find_numbers


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with its numbers; all offsets count from the start of the folded text ``words``."""

    words: Folded
    start: int
    end: int
    numbers: tuple[Number, ...]

    @property
    def text(self) -> str:
        """The whole folded text."""
        return self.words.text

    def before(self, at: int, length: int = 16) -> str:
        """The characters right before an offset, inside the sentence."""
        return self.text[max(self.start, at - length) : at]


def sentences(words: Folded, breaks: str = "。!?\n") -> Iterator[Sentence]:
    """Every sentence of a folded text, parted at ``breaks``."""
    numbers = list(find_numbers(words.text))
    for match in re.finditer(f"[^{breaks}]+", words.text):
        inside = tuple(n for n in numbers if match.start() <= n.start < match.end())
        yield Sentence(words, match.start(), match.end(), inside)
