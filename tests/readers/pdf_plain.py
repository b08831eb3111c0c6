"""The cells of the tables on each page of a PDF: as plain pdfplumber extracts them, and as our reader finds them before it joins parts."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pdfplumber

from core.readers import pdf
from core.readers.radicals import plain

Cells = list[list[str]]
"""The texts of the cells of each table, row by row, merged cells once; white space is left out, and tables of one column."""


def by_pdfplumber(path: Path) -> list[Cells]:
    """What ``extract_tables`` gives for each page."""
    with pdfplumber.open(path) as file:
        return [[_texts(table) for table in page.extract_tables() if len(table[0]) > 1] for page in file.pages]


def by_us(path: Path) -> list[Cells]:
    """The same from our reader."""
    pages = pdf.read_pages(path)
    return [[_texts([[cell.text for cell in placed.table.cells]]) for placed in page.tables] for page in pages]


def _texts(rows: list[list[str | None]] | list[list[str]]) -> list[str]:
    return [_bare(text) for row in rows for text in row if text is not None]


def _bare(text: str) -> str:
    return "".join(letter for letter in plain(text) if not letter.isspace() and unicodedata.category(letter) != "Cf")
