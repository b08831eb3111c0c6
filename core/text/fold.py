"""A folded copy of a text for comparing and searching, with a way back to the original characters.

Folding drops white space (one blank stays between two Latin letters or digits), turns full-width letters, digits and
punctuation into ASCII, and unifies the variants of dashes, tildes and the numeral zero. It never changes what is shown.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from core.text.memory import OF_A_DRAFT

_FULL_WIDTH = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
_VARIANTS = {
    **_FULL_WIDTH,
    **dict.fromkeys(map(ord, "‐‑‒–—―−﹣－─━"), "-"),
    **dict.fromkeys(map(ord, "～〜∼˜"), "~"),
    **dict.fromkeys(map(ord, "•‧・"), "·"),
    **dict.fromkeys(map(ord, "○◯Ｏ"), "〇"),
    ord("【"): "[",
    ord("】"): "]",
    ord("﹝"): "〔",
    ord("﹞"): "〕",
}
_INVISIBLE = frozenset("\u200b\u200c\u200d\u2060\ufeff\u00ad")


@dataclass(frozen=True, slots=True)
class Folded:
    """``text`` is the folded copy; ``origin[i]`` the offset in the original of its i-th character; ``length`` of the original."""

    text: str
    origin: tuple[int, ...]
    length: int

    def back(self, start: int, end: int) -> tuple[int, int]:
        """The range of the original text (end exclusive) that a range of the folded text comes from."""
        if start >= len(self.origin):
            return self.length, self.length
        return self.origin[start], (self.origin[end - 1] + 1 if end > start else self.origin[start])


def _is_word(char: str) -> bool:
    return char.isascii() and char.isalnum()


@lru_cache(OF_A_DRAFT)
def fold(text: str) -> Folded:
    """Fold a text; see the module for what that means."""
    chars: list[str] = []
    origin: list[int] = []
    gap = -1
    for offset, char in enumerate(text):
        if char.isspace() or char in _INVISIBLE:
            gap = offset if gap < 0 else gap
            continue
        folded = _VARIANTS.get(ord(char), char)
        if gap >= 0 and chars and _is_word(chars[-1]) and _is_word(folded):
            chars.append(" ")
            origin.append(gap)
        gap = -1
        chars.append(folded)
        origin.append(offset)
    return Folded("".join(chars), tuple(origin), len(text))


def folded(text: str) -> str:
    """Only the folded characters."""
    return fold(text).text


@lru_cache(maxsize=4096)
def bare(text: str) -> str:
    """Folded, and without the blanks that folding keeps: for comparing labels and names."""
    return fold(text).text.replace(" ", "")
