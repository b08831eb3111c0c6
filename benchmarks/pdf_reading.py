"""``python -m benchmarks.pdf_reading [FILE...]``: a PDF read into a full Document against pdfplumber's text and tables of every page.

Without a file, LibreOffice makes one of 20 pages from the clean reports of the corpus, official tables and all.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import pdfplumber
import pypdfium2

from benchmarks.timing import ROUNDS, compare
from core.readers import read
from tests.corpus.build import to_pdf, write
from tests.corpus.corpus_2021 import corpus
from tests.readers.pdf_plain import by_pdfplumber, by_us

PAGES = 20


def sample(folder: Path) -> Path:
    """A PDF of 20 pages."""
    reports = corpus()
    sources = [write(report, reports, folder, "docx") for report in list(reports.clean.values())[: PAGES // 2]]
    whole = pypdfium2.PdfDocument.new()
    for source in to_pdf(sources, folder):
        if len(whole) >= PAGES:
            break
        part = pypdfium2.PdfDocument(source)
        whole.import_pages(part, list(range(min(len(part), PAGES - len(whole)))))
    target = folder / "sample.pdf"
    whole.save(target)
    return target


def plain(path: Path) -> list[tuple[str, object]]:
    """What a program would do that uses pdfplumber as it is."""
    with pdfplumber.open(path) as file:
        return [(page.extract_text(), page.extract_tables()) for page in file.pages]


def report(path: Path) -> str:
    """One line on a file."""
    ratio = compare(lambda: read(path), lambda: plain(path))
    ours, theirs = by_us(path), by_pdfplumber(path)
    cells = sum(len(table) for page in theirs for table in page)
    same = "equal" if ours == theirs else "NOT equal"
    return f"{path.name}: {len(theirs)} pages, {cells} cells {same}; processor time, medians of {ROUNDS}: {ratio}"


def main() -> None:
    """Print a line for each file."""
    with tempfile.TemporaryDirectory() as folder:
        files = [Path(name) for name in sys.argv[1:]] or [sample(Path(folder))]
        for file in files:
            sys.stdout.write(report(file) + "\n")


if __name__ == "__main__":
    main()
