"""Remembers what was found in texts: most paragraphs of a draft are the same when it is checked again after a save."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache, wraps
from typing import TypeVar

T = TypeVar("T")

_LONGEST = 4000
_TEXTS = 2048
"""A window lives long: so many texts of at most that many characters are remembered by each function."""
OF_A_DRAFT = 32768
"""So many are remembered where several rules ask for each paragraph, one rule after the other: a memory smaller than a draft would be of no use."""


def remembered(find: Callable[[str], Iterator[T]]) -> Callable[[str], Iterator[T]]:
    """What a function finds in a text and nothing else, found once for a draft that is checked again."""
    return _remembering(find, _TEXTS)


def shared(find: Callable[[str], Iterator[T]]) -> Callable[[str], Iterator[T]]:
    """The same for what several rules look for: found once for all of them, in the longest draft."""
    return _remembering(find, OF_A_DRAFT)


def _remembering(find: Callable[[str], Iterator[T]], most: int) -> Callable[[str], Iterator[T]]:
    @lru_cache(most)
    def found(text: str) -> tuple[T, ...]:
        return tuple(find(text))

    @wraps(find)
    def remembering(text: str) -> Iterator[T]:
        return iter(found(text)) if len(text) <= _LONGEST else find(text)

    return remembering
