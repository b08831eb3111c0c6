"""The files that the figures are taken from: reports of the test corpus, converted by LibreOffice where a format needs it."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Iterable
from copy import deepcopy
from pathlib import Path

import pypdfium2
from docx import Document as WordDocument
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.oxml.xmlchemy import BaseOxmlElement

from tests.corpus import corpus_2008, corpus_2021
from tests.corpus.build import to_pdf, write

COUNTY_2021 = "d01"
"""A county's report with the three tables of the form in force."""

_PLAIN = parse_xml(f"<w:p {nsdecls('w')}><w:r><w:t/></w:r></w:p>")
COUNTY_2008 = "c01"
"""A county's short report with the small table of the form before."""


def docx(report: str, folder: Path) -> Path:
    """A report as a Word document."""
    corpus = (corpus_2008 if report.startswith("c") else corpus_2021).corpus()
    return write(corpus.find(report), corpus, folder, "docx")


def changed(source: Path, count: int) -> list[Path]:
    """Copies of a Word document in which the author went on writing, each with another sentence, which has a slip to be found."""
    copies = []
    for number in range(count):
        document = WordDocument(str(source))
        document.paragraphs[len(document.paragraphs) // 2].add_run(f"本年度又新增工作事项{number + 2}项，，进展顺利。")
        copies.append(source.with_stem(f"{source.stem}-{number}"))
        document.save(str(copies[-1]))
    return copies


def pdf(pages: int, folder: Path) -> Path:
    """A PDF of so many pages, made of reports with their tables."""
    reports = corpus_2021.corpus()
    sources = [write(report, reports, folder, "docx") for report in list(reports.clean.values())[: pages // 2]]
    whole = pypdfium2.PdfDocument.new()
    for source in to_pdf(sources, folder):
        part = pypdfium2.PdfDocument(source)
        whole.import_pages(part, list(range(min(len(part), pages - len(whole)))))
        if len(whole) == pages:
            break
    target = folder / "sample.pdf"
    whole.save(target)
    return target


def long_pdf(pages: int, folder: Path) -> Path:
    """A PDF of many pages, the same twenty over and over."""
    part, whole = pypdfium2.PdfDocument(pdf(20, folder)), pypdfium2.PdfDocument.new()
    for _ in range(-(-pages // len(part))):
        whole.import_pages(part, list(range(min(len(part), pages - len(whole)))))
    target = folder / f"{pages}-pages.pdf"
    whole.save(target)
    return target


def long_docx(paragraphs: int, folder: Path) -> Path:
    """A report whose first paragraph of text is followed by that many more, each with a figure of its own."""
    return _lengthened(
        folder, "paragraphs", (f"全年开展第{number + 1}项工作，办理事项{number + 7}件。" for number in range(paragraphs))
    )


def faulty(findings: int, folder: Path) -> Path:
    """A report with at least so many things to find."""
    return _lengthened(
        folder, "findings", (f"第{number + 1}次培训参加{number + 7}人次，，反响良好。" for number in range(findings))
    )


def _lengthened(folder: Path, name: str, texts: Iterable[str]) -> Path:
    document = WordDocument(str(docx(COUNTY_2021, folder)))
    after: BaseOxmlElement = document.paragraphs[len(document.paragraphs) // 2]._p
    for text in texts:
        paragraph = deepcopy(_PLAIN)
        next(paragraph.iter(qn("w:t"))).text = text
        after.addnext(paragraph)
        after = paragraph
    document.save(str(folder / f"{name}.docx"))
    return folder / f"{name}.docx"


def converter(kind: str, folder: Path) -> Callable[[Path], Path]:
    """What converts a file to another kind by LibreOffice, with a profile of its own."""
    target = folder / f"as-{kind}"
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"

    def convert(source: Path) -> Path:
        command = ["soffice", profile, "--headless", "--convert-to", kind, "--outdir", str(target), str(source)]
        subprocess.run(command, check=True, capture_output=True, timeout=300)
        return target / f"{source.stem}.{kind}"

    return convert
