"""Builds the held-out set: `python -m tests.corpus.held_out.build FOLDER [--format docx|html|txt] [--only clean|defects|lookalikes]`."""

import argparse
from pathlib import Path
from typing import Any, cast

import yaml

from tests.corpus.held_out.edits import EditError, edited
from tests.corpus.held_out.source import HERE, Report, load
from tests.corpus.held_out.writers import WRITERS


def clean_names(root: Path = HERE) -> list[str]:
    return sorted(path.stem for path in (root / "clean").glob("*.txt"))


def cases(kind: str, root: Path = HERE) -> list[dict[str, Any]]:
    """Every case of `defects` or `lookalikes`, in the order of the files."""
    found: list[dict[str, Any]] = []
    for path in sorted((root / kind).glob("*.yaml")):
        for key, given in yaml.safe_load(path.read_text(encoding="utf-8")).items():
            for number, case in enumerate(given, 1):
                found.append({"id": f"{key}-{number}", ("rule" if kind == "defects" else "not"): key, **case})
    return found


def steps(value: object) -> list[dict[str, Any]]:
    return list(value) if isinstance(value, list) else [cast("dict[str, Any]", value)]


def report_of(case: dict[str, Any], root: Path = HERE) -> Report:
    """The report that a case describes."""
    try:
        return edited(case["base"], steps(case["edit"]), root)
    except (EditError, AssertionError, ValueError, KeyError, StopIteration, TypeError) as error:
        raise SystemExit(f"case {case['id']}: {error!r}") from error


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--format", choices=sorted(WRITERS), default="docx")
    parser.add_argument("--only", choices=("clean", "defects", "lookalikes"))
    parser.add_argument("--root", type=Path, default=HERE, help="another set in the same form")
    options = parser.parse_args()
    write = WRITERS[options.format]
    for kind in ("clean", "defects", "lookalikes"):
        if options.only in (None, kind):
            folder = options.folder / kind
            folder.mkdir(parents=True, exist_ok=True)
            if kind == "clean":
                reports = {n: load(n, options.root) for n in clean_names(options.root)}
            else:
                reports = {c["id"]: report_of(c, options.root) for c in cases(kind, options.root)}
            for name, report in reports.items():
                write(report, folder / f"{name}.{options.format}")


if __name__ == "__main__":
    main()
