"""A check again after a save, from reading the changed file to the findings in a warm process, against LibreOffice laying it out."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from benchmarks import drafts
from benchmarks.timing import ROUNDS, compare
from core.engine import check_file
from rules import builtin

TARGET = 0.03


def lines(folder: Path) -> Iterator[str]:
    """One line."""
    source, rules = drafts.docx(drafts.COUNTY_2021, folder), builtin()
    mine = iter(drafts.changed(source, ROUNDS + 1))
    convert = drafts.converter("pdf", folder)
    yield f"check again, county report: {compare(lambda: check_file(str(next(mine)), rules), lambda: convert(source), TARGET)}"
