"""A PDF of 20 pages read into a full Document against pdfplumber's text and tables of every page."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pdfplumber

from benchmarks import drafts
from benchmarks.timing import compare
from core.readers import read
from tests.readers.pdf_plain import by_pdfplumber, by_us

TARGET = 0.15
PAGES = 20


def lines(folder: Path) -> Iterator[str]:
    """One line."""
    path = drafts.pdf(PAGES, folder)
    ratio = compare(lambda: read(path), lambda: plain(path), TARGET)
    ours, theirs = by_us(path), by_pdfplumber(path)
    cells = sum(len(table) for page in theirs for table in page)
    yield f"pdf, {len(theirs)} pages, {cells} cells {'equal' if ours == theirs else 'NOT equal'}: {ratio}"


def plain(path: Path) -> list[tuple[str, object]]:
    """What a program would do that uses pdfplumber as it is."""
    with pdfplumber.open(path) as file:
        return [(page.extract_text(), page.extract_tables()) for page in file.pages]
