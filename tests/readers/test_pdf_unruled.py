"""Reports whose tables have no lines, printed to PDF: the chapters stay, and what cannot be made out accuses nobody."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn

import rules
from core.engine import check_file
from core.findings import Severity
from core.readers import read
from tests.corpus import corpus_2021
from tests.corpus.build_docx import write_docx
from tests.readers.making import convert, needs_office

CORPUS = corpus_2021.corpus()


def without_lines(name: str, folder: Path) -> Path:
    """A clean report as PDF, every line of its tables left out."""
    path = folder / f"{name}.docx"
    write_docx(CORPUS.find(name), CORPUS, path)
    document = docx.Document(str(path))
    for table in document.tables:
        for borders in table._tbl.tblPr.findall(qn("w:tblBorders")):
            table._tbl.tblPr.remove(borders)
        table.style = "Normal Table"
    document.save(str(path))
    return convert(path, "pdf", folder)


@needs_office
@pytest.mark.parametrize("name", ["d01", "d03", "d06", "d10"])
def test_chapters_stay_between_tables_without_lines(name: str, tmp_path: Path) -> None:
    path = without_lines(name, tmp_path)
    found = [paragraph.text for paragraph in read(path).paragraphs]
    for number in "一二三四五六":
        assert any(text.startswith(f"{number}、") and len(text) < 40 for text in found), number
    findings = check_file(str(path), rules.builtin()).findings
    language = ("language.brackets", "language.repeated-word")
    wrong = [each for each in findings if each.severity is not Severity.INFO or each.rule in language]
    assert [(each.rule, each.message) for each in wrong] == []
