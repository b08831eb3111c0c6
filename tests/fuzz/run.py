"""``python -m tests.fuzz.run``: the long run. A pool of processes, each case limited in time and memory; prints counts as JSON lines.

A case is known by its seed file and number, and can be made again: ``--case tests/fuzz/seeds/word.doc 4711 > broken.doc``.
"""

from __future__ import annotations

import argparse
import json
import logging
import multiprocessing
import os
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import count, cycle
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from core.apart import limit_memory
from tests.fuzz.trial import Outcome, case_of, tried

SEEDS = Path(__file__).parent / "seeds"
MEMORY = 1 << 30
"""Bytes of memory that a case may take."""
SECONDS = 60.0
"""How long a case may compute."""
_RUNS = 2000
"""Cases that a process makes before a fresh one takes over."""

Case = tuple[Path, int]


def serve(connection: Connection, place: Path) -> None:
    """Answer with the outcome of each case that comes."""
    logging.disable(logging.CRITICAL)
    sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115 - what libraries print would bury the result
    # What the process it was forked from holds does not count.
    limit_memory(MEMORY)
    while True:
        try:
            seed, number = connection.recv()
        except EOFError:
            return
        connection.send(tried(case_of(seed, number), place))


class Runner:
    """One process that makes cases, replaced when a case ends it or lasts too long."""

    def __init__(self, place: Path) -> None:
        self._place, self._left = place, 0
        self._start()

    def _start(self) -> None:
        context = multiprocessing.get_context("fork")
        self._connection, theirs = context.Pipe()
        self._process = context.Process(target=serve, args=(theirs, self._place), daemon=True)
        self._process.start()
        theirs.close()
        self._left = _RUNS

    def run(self, case: Case) -> Outcome:
        """The outcome of a case, whatever it does to the process."""
        if self._left <= 0:
            self.stop()
            self._start()
        self._left -= 1
        self._connection.send(case)
        before = _computed(self._process.pid)
        while not self._connection.poll(1.0):
            if _computed(self._process.pid) - before > SECONDS:
                self.stop()
                self._start()
                return Outcome("failed", SECONDS, "hang")
        try:
            found: Outcome = self._connection.recv()
        except EOFError:
            self._process.join()
            code = self._process.exitcode
            self._start()
            return Outcome("failed", 0.0, f"process ended: {code}")
        return found

    def stop(self) -> None:
        """End the process."""
        self._process.kill()
        self._process.join()


def _computed(pid: int | None) -> float:
    """Seconds of computing of a process so far."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def cases(seeds: Sequence[Path], start: int, most: int) -> Iterator[Case]:
    """Cases in turns: the first of every seed, the second of every seed, …"""
    numbers = count(start)
    for _, seed in zip(range(most), cycle(seeds), strict=False):
        if seed == seeds[0]:
            number = next(numbers)
        yield seed, number


def main() -> None:
    """Run, and print what was found."""
    options = _options()
    if options.case:
        sys.stdout.buffer.write(case_of(Path(options.case[0]), int(options.case[1])))
        return
    seeds = sorted(path for folder in options.seeds for path in Path(folder).iterdir() if path.suffix not in (".odt", ""))
    until = time.monotonic() + options.minutes * 60
    counts: dict[str, Counter[str]] = {}
    slowest: tuple[float, str] = (0.0, "")
    with tempfile.TemporaryDirectory() as folder, Path(options.output).open("a", encoding="utf-8") as log:
        runner = Runner(Path(folder) / "case")
        for made, (seed, number) in enumerate(cases(seeds, options.start, options.cases), 1):
            outcome = runner.run((seed, number))
            counts.setdefault(seed.suffix.lower(), Counter())[outcome.kind] += 1
            slowest = max(slowest, (outcome.seconds, f"{seed.name} {number}"))
            if outcome.kind == "failed" or outcome.seconds > 10:
                _tell(log, {"seed": str(seed), "number": number, "seconds": outcome.seconds, "trace": outcome.trace})
            if made % 1000 == 0 or time.monotonic() > until:
                _tell(log, {"made": made, "next": number + 1, "slowest": slowest, "counts": counts})
            if time.monotonic() > until:
                break
        runner.stop()
        _tell(log, {"made": made, "slowest": slowest, "counts": counts, "done": True})


def _tell(log: Any, line: dict[str, Any]) -> None:  # noqa: ANN401 - an open file
    log.write(json.dumps(line, ensure_ascii=False) + "\n")
    log.flush()


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    parser.add_argument("--seeds", action="append", default=[], help="a folder with files to mutate; several times for several")
    parser.add_argument("--cases", type=int, default=100_000)
    parser.add_argument("--minutes", type=float, default=600.0)
    parser.add_argument("--start", type=int, default=0, help="the number of the first case")
    parser.add_argument("--case", nargs=2, help="write one case to standard output")
    parser.add_argument("-o", "--output", default="fuzz.jsonl")
    options = parser.parse_args()
    options.seeds = options.seeds or [str(SEEDS)]
    return options


if __name__ == "__main__":
    main()
