"""The most alike among many texts, in a time that grows with their length and not with the number of pairs.

Candidates are found by runs of characters that two texts share (shingles); only those are compared, by the pairs of neighbouring
characters that they have in common.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

_LENGTH = 4
_SPARSE_FROM = 60
"""From this many shingles on only every fourth one is kept, chosen by its characters so that both sides keep the same."""
_POSTINGS = 12
_CANDIDATES = 4


def containment(part: str, whole: str) -> float:
    """How much of a text stands in another: the share of its pairs of neighbouring characters, 0 to 1."""
    if part and part == whole:
        return 1.0
    return _contained(_pairs(part), _pairs(whole))


def _pairs(text: str) -> Counter[str]:
    return Counter(text[at : at + 2] for at in range(len(text) - 1))


def _contained(part: Counter[str], whole: Counter[str]) -> float:
    total = part.total()
    return sum((part & whole).values()) / total if total else 0.0


def _shingles(text: str) -> Iterator[str]:
    count = len(text) - _LENGTH + 1
    for at in range(count):
        shingle = text[at : at + _LENGTH]
        if count < _SPARSE_FROM or (ord(shingle[0]) * 31 + ord(shingle[2]) * 7 + ord(shingle[3])) % 4 == 0:
            yield shingle


class ShingleIndex:
    """Texts in which the most alike to another can be looked up."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._texts = texts
        self._exact: dict[str, int] = {}
        self._found: dict[str, list[int]] = {}
        for number, text in enumerate(texts):
            self._exact.setdefault(text, number)
            for shingle in set(_shingles(text)) if self._exact[text] == number else ():
                postings = self._found.setdefault(shingle, [])
                if len(postings) < _POSTINGS:
                    postings.append(number)

    def best(self, text: str) -> tuple[int, float] | None:
        """The text that holds most of ``text``: its number and how much it holds; None where none shares a shingle."""
        if text in self._exact:
            return self._exact[text], 1.0
        votes: Counter[int] = Counter()
        for shingle in set(_shingles(text)):
            votes.update(self._found.get(shingle, ()))
        pairs = _pairs(text)
        likely = sorted(votes.items(), key=lambda item: (-item[1], item[0]))[:_CANDIDATES]
        likely = [(number, count) for number, count in likely if 2 * count >= likely[0][1]]
        scored = [(number, _contained(pairs, _pairs(self._texts[number]))) for number, _ in likely]
        return max(scored, key=lambda item: item[1], default=None)
