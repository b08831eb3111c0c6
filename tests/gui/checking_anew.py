"""Checks each of some files in a process that has checked nothing before: a copy of this one, which has only loaded the rules."""

from __future__ import annotations

import multiprocessing
import pickle
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

from core.engine import check_file
from core.findings import Result
from rules import in_force


def what_it_says(result: Result) -> Result:
    """All of a result but what tells one run from another."""
    return replace(result, seconds=0.0, checked_at="")


def check_anew(path: str) -> Result:
    """What a check that knows nothing says."""
    return what_it_says(check_file(path, in_force().ruleset))


def all_anew(files: list[Path], folder: Path) -> list[Result]:
    """What such checks say, each made in a process of its own."""
    target = folder / "anew.pickle"
    command = [sys.executable, "-m", __name__, str(target), *map(str, files)]
    subprocess.run(command, check=True, timeout=600)
    results: list[Result] = pickle.loads(target.read_bytes())
    return results


def main(target: str, *files: str) -> None:
    """Check the files and write down the results."""
    in_force()
    method = "fork" if "fork" in multiprocessing.get_all_start_methods() else "spawn"
    with multiprocessing.get_context(method).Pool(1, maxtasksperchild=1) as pool:
        Path(target).write_bytes(pickle.dumps(pool.map(check_anew, files, chunksize=1)))


if __name__ == "__main__":
    main(*sys.argv[1:])
