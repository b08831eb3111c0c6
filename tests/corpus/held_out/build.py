"""Builds the held-out set: `python -m tests.corpus.held_out.build FOLDER [--format docx|html|txt] [--only clean|defects|lookalikes]`."""

import argparse
from pathlib import Path
from typing import Any, cast

import yaml

from tests.corpus.held_out.edits import EditError, edited
from tests.corpus.held_out.source import CLEAN, Report, load
from tests.corpus.held_out.writers import WRITERS

HERE = Path(__file__).parent
PREVIOUS_ONLY = ("county2021", "bureau2022")


def clean_names() -> list[str]:
    return sorted(path.stem for path in CLEAN.glob("*.txt"))


def cases(kind: str) -> list[dict[str, Any]]:
    """Every case of `defects` or `lookalikes`, in the order of the files."""
    found: list[dict[str, Any]] = []
    for path in sorted((HERE / kind).glob("*.yaml")):
        for key, given in yaml.safe_load(path.read_text(encoding="utf-8")).items():
            for number, case in enumerate(given, 1):
                found.append({"id": f"{key}-{number}", ("rule" if kind == "defects" else "not"): key, **case})
    return found


def steps(value: object) -> list[dict[str, Any]]:
    return list(value) if isinstance(value, list) else [cast("dict[str, Any]", value)]


def report_of(case: dict[str, Any]) -> Report:
    """The report that a case describes."""
    try:
        return edited(case["base"], steps(case["edit"]))
    except (EditError, AssertionError, ValueError, KeyError, StopIteration, TypeError) as error:
        raise SystemExit(f"case {case['id']}: {error!r}") from error


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--format", choices=sorted(WRITERS), default="docx")
    parser.add_argument("--only", choices=("clean", "defects", "lookalikes"))
    options = parser.parse_args()
    write = WRITERS[options.format]
    for kind in ("clean", "defects", "lookalikes"):
        if options.only in (None, kind):
            folder = options.folder / kind
            folder.mkdir(parents=True, exist_ok=True)
            reports = {n: load(n) for n in clean_names()} if kind == "clean" else {c["id"]: report_of(c) for c in cases(kind)}
            for name, report in reports.items():
                write(report, folder / f"{name}.{options.format}")


if __name__ == "__main__":
    main()
