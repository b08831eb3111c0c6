"""Reports that are right, in many ways of writing: no error, no warning, and every rule could do its work."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.corpus.in_process import report_json
from tests.corpus.precision.build import REPORTS, load, write

NAMES = sorted(path.stem for path in REPORTS.glob("*.txt"))
FORMATS = ("docx", "html", "txt")


@pytest.mark.parametrize("suffix", FORMATS)
@pytest.mark.parametrize("name", NAMES)
def test_a_right_report_stays_clean(name: str, suffix: str, tmp_path: Path) -> None:
    assert alarms(REPORTS / f"{name}.txt", suffix, tmp_path) == []


def alarms(path: Path, suffix: str, folder: Path) -> list[str]:
    """Errors, warnings and rules that could not do their work."""
    source = load(path)
    shown = date.fromisoformat(str(source.options["shown"]))
    result = report_json(write(source, suffix, folder), shown + timedelta(days=2))
    serious = [f"{f['rule']}: {f['message']}" for f in result["findings"] if f["severity"] != "info"]
    unchecked = [
        f"{row['rule']}: {row['reason']}" for row in result["checklist"] if row["status"] in ("not-checked", "rule-failed")
    ]
    return serious + unchecked


def test_there_are_many_ways_of_writing() -> None:
    assert len(NAMES) >= 50
