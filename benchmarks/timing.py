"""Two ways to do the same, timed in turns so that both meet the same state of the machine."""

from __future__ import annotations

import resource
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median

ROUNDS = 9


@dataclass(frozen=True)
class Ratio:
    """The medians of both ways in seconds of processor time, and the ratio that is aimed at."""

    ours: float
    theirs: float
    target: float

    def __str__(self) -> str:
        ratio = self.ours / self.theirs
        verdict = "reached" if ratio <= self.target else "MISSED"
        return f"{self.ours:.4f} s / {self.theirs:.4f} s = {ratio:.4f} (target {self.target:g}: {verdict})"


def compare(ours: Callable[[], object], theirs: Callable[[], object], target: float, rounds: int = ROUNDS) -> Ratio:
    """Run both once to warm up, then in turns."""
    ours()
    theirs()
    pairs = [(_seconds(ours), _seconds(theirs)) for _ in range(rounds)]
    return Ratio(median(mine for mine, _ in pairs), median(other for _, other in pairs), target)


def _seconds(work: Callable[[], object]) -> float:
    start = _used()
    work()
    return _used() - start


def _used() -> float:
    """The processor time of this process and of programs that it ran to their end."""
    used = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(each.ru_utime + each.ru_stime for each in used)
