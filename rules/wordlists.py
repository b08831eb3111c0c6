"""Loads the word lists under ``rules/words``: patterns and names as data, each with its reason and examples."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache, lru_cache
from pathlib import Path
from typing import TypeVar

from core.rule_data import read_data

WORDS = Path(__file__).with_name("words")
_List = TypeVar("_List")


@dataclass(frozen=True, slots=True)
class Entry:
    """A pattern on folded text. ``reason`` is its source; ``wrong`` must match, ``right`` must not.

    ``unless`` is a pattern that the sentence must not hold; ``says`` is what the user is told.
    """

    id: str
    pattern: str
    reason: str
    wrong: tuple[str, ...]
    right: tuple[str, ...]
    says: str = ""
    unless: str = ""


@dataclass(frozen=True, slots=True)
class Entries:
    """A list of patterns."""

    entries: tuple[Entry, ...] = field(default=())


@cache
def load(name: str, kind: type[_List]) -> _List:
    """A word list as the type that it is meant for. Raises RuleDataError when it does not fit."""
    return read_data(WORDS / f"{name}.yaml", kind)


def entries(name: str) -> tuple[Entry, ...]:
    """The patterns of a plain list."""
    loaded: Entries = load(name, Entries)
    return loaded.entries


@lru_cache(maxsize=1024)
def compiled(pattern: str) -> re.Pattern[str]:
    """A pattern of the data, compiled once."""
    return re.compile(pattern)
