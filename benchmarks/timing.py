"""Two ways to do the same, timed in turns so that both meet the same state of the machine."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median

ROUNDS = 9


@dataclass(frozen=True)
class Ratio:
    """The medians of both ways in seconds of processor time."""

    ours: float
    theirs: float

    def __str__(self) -> str:
        return f"{self.ours:.3f} s / {self.theirs:.3f} s = {self.ours / self.theirs:.3f}"


def compare(ours: Callable[[], object], theirs: Callable[[], object], rounds: int = ROUNDS) -> Ratio:
    """Run both once to warm up, then in turns."""
    ours()
    theirs()
    pairs = [(_seconds(ours), _seconds(theirs)) for _ in range(rounds)]
    return Ratio(median(mine for mine, _ in pairs), median(other for _, other in pairs))


def _seconds(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start
