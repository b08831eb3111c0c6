"""A Word document read into a full Document against python-docx reading each paragraph's and each cell's text."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from docx import Document as WordDocument

from benchmarks import drafts
from benchmarks.timing import compare
from core.readers import read

TARGET = 0.25


def lines(folder: Path) -> Iterator[str]:
    """A line for each report: as python-docx writes it, as LibreOffice saves it, and a short one."""
    county = drafts.docx(drafts.COUNTY_2021, folder)
    files = {
        "county report, 3 tables": county,
        "the same saved by LibreOffice": drafts.converter("docx", folder)(county),
        "short county report of 2017": drafts.docx(drafts.COUNTY_2008, folder),
    }
    for name, path in files.items():
        ratio = compare(partial(read, path), partial(plain, path), TARGET)
        yield f"docx, {name}: {ratio}"


def plain(path: Path) -> tuple[list[str], list[str]]:
    """What a program would do that uses python-docx as it is."""
    document = WordDocument(str(path))
    paragraphs = [paragraph.text for paragraph in document.paragraphs]
    return paragraphs, [cell.text for table in document.tables for row in table.rows for cell in row.cells]
