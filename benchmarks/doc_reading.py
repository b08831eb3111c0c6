"""A binary Word document read by the built-in reader against LibreOffice converting it to docx."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from benchmarks import drafts
from benchmarks.timing import compare
from core.readers import read

TARGET = 0.01


def lines(folder: Path) -> Iterator[str]:
    """One line."""
    path = drafts.converter("doc", folder)(drafts.docx(drafts.COUNTY_2021, folder))
    convert = drafts.converter("docx", folder)
    yield f"doc, county report: {compare(lambda: read(path), lambda: convert(path), TARGET)}"
