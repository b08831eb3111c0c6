"""Regular expressions that users write: searched with a time limit, so that a slow one is stopped instead of stopping the program."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator

import regex

_LONGEST = 2000
_LARGEST = 100_000
_RECURSION = re.compile(r"\(\?(?:R\)|\d|[+-]\d|&|P>)")
_TOKENS = re.compile(
    r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|(?P<open>\()|(?P<close>\))|\{(?:\d*,(?P<count>\d+)|(?P<alone>\d+),?)\}|.", re.DOTALL
)


class PatternError(ValueError):
    """A pattern that cannot be used; the message is a sentence."""


class PatternTooSlow(Exception):  # noqa: N818 - a state, told to the user by whoever runs the pattern
    """A pattern used up its time."""


class Budget:
    """Seconds of computing that the searches of one pattern may take together."""

    def __init__(self, seconds: float) -> None:
        self._end = time.process_time() + seconds

    @property
    def left(self) -> float:
        """Seconds left. Raises PatternTooSlow when there are none."""
        left = self._end - time.process_time()
        if left <= 0:
            raise PatternTooSlow
        return left


class GuardedPattern:
    """A compiled pattern of a user. Raises PatternError where it is wrong or would be too large."""

    def __init__(self, pattern: str) -> None:
        _require_moderate(pattern)
        try:
            self._compiled = regex.compile(pattern)
        except (regex.error, OverflowError, RecursionError, ValueError) as error:
            place = getattr(error, "pos", None)
            where = f"（第 {place + 1} 个字符附近）" if isinstance(place, int) else ""
            raise PatternError(f"不是合法的正则表达式{where}，请检查括号、方括号是否成对") from error
        if self.matches_nothing():
            raise PatternError("连空白也能匹配，会处处报告，请写得具体一些")

    def matches_nothing(self) -> bool:
        """Whether the pattern matches an empty text."""
        return bool(self._compiled.fullmatch("", timeout=1))

    def find(self, text: str, budget: Budget) -> Iterator[tuple[int, int]]:
        """Every match that is not empty, as offsets. Raises PatternTooSlow."""
        try:
            for match in self._compiled.finditer(text, timeout=budget.left):
                if match.end() > match.start():
                    yield match.span()
        except (TimeoutError, MemoryError) as error:
            raise PatternTooSlow from error


def _require_moderate(pattern: str) -> None:
    """Refuse what takes long to compile or much memory to search, which no time limit covers."""
    if len(pattern) > _LONGEST:
        raise PatternError(f"过长（超过 {_LONGEST} 字）")
    if _RECURSION.search(pattern):
        raise PatternError("用了递归 (?R)、(?1)，本程序不支持")
    if _size(pattern) > _LARGEST:
        raise PatternError("重复次数过大，请减小花括号里的数")


def _size(pattern: str) -> int:
    """About how many steps a pattern has when its counted repetitions are written out."""
    sums, last = [0], 0
    for token in _TOKENS.finditer(pattern):
        count = token["count"] or token["alone"]
        if token["open"]:
            sums[-1] += last
            sums.append(last := 0)
        elif token["close"] and len(sums) > 1:
            last += sums.pop()
        elif count:
            last *= max(1, int(count))
        else:
            sums[-1] += last
            last = 1
    return sum(sums) + last
