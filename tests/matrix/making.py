"""Whole reports in every format that is read: written by the corpora, converted by LibreOffice, renamed as offices do."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from core.document import Document, Paragraph, Table
from tests.corpus import corpus_2008, corpus_2021
from tests.corpus.build import write_html, write_txt
from tests.corpus.build_docx import write_docx
from tests.format_making import make_mht
from tests.matrix.rich import write_rich
from tests.readers.ofd_making import from_pdf

CORPORA = {"c01": corpus_2008, "c05": corpus_2008, "a03": corpus_2021, "d01": corpus_2021, "d05": corpus_2021}
"""Reports by the start of their name: the form of 2008, one numbered by Word, the tables of 2019 and 2021, a table cut into four."""
NAMES = (*CORPORA, "rich")
BOOKS = ("xlsx", "xls", "et", "ods")
SHEETS = ("sheet.xlsx", "sheet.xls", "sheet.ods")
"""Workbooks into whose one sheet the whole report was typed, text and tables."""
Made = dict[tuple[str, str], Path]
_WIDTH = 10


def write_sources(folder: Path) -> Made:
    """What is written without another program."""
    made: Made = {("rich", "docx"): write_rich(folder / "rich.docx")}
    for name, module in CORPORA.items():
        corpus = module.corpus()
        report = replace(corpus.find(name), id=name)
        for kind in ("docx", "html", "txt"):
            made[name, kind] = folder / f"{name}.{kind}"
        write_docx(report, corpus, made[name, "docx"])
        write_html(report, corpus, made[name, "html"])
        write_txt(report, corpus, made[name, "txt"], "tabs")
        made[name, "mht"] = make_mht(made[name, "html"], folder)
    return made


def convert_all(made: Made, folder: Path) -> Made:
    """What LibreOffice makes of the Word files, and what is made of that."""
    word = {name: path for (name, kind), path in made.items() if kind == "docx"}
    for target, kind in (("doc", "doc"), ("rtf", "rtf"), ("odt", "odt"), ("pdf", "pdf"), ("html", "office.html")):
        for name, path in convert(word, target, folder / target).items():
            made[name, kind] = path
    for name in word:
        made[name, "wps"] = Path(shutil.copy(made[name, "doc"], folder / f"{name}.wps"))
        made[name, "ofd"] = from_pdf(made[name, "pdf"], folder / f"{name}.ofd")
    return made


def convert(sources: Mapping[str, Path], target: str, folder: Path) -> dict[str, Path]:
    """Files as another format, by one call of LibreOffice with a profile of its own."""
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice is not installed")
    folder.mkdir(exist_ok=True)
    profile = (folder.parent / "profile").as_uri()
    command = [office, f"-env:UserInstallation={profile}", "--headless", "--convert-to", target, "--outdir", str(folder)]
    subprocess.run([*command, *map(str, sources.values())], check=True, capture_output=True, timeout=300)
    return {name: folder / f"{path.stem}.{target}" for name, path in sources.items()}


def write_books(documents: Mapping[str, Document], folder: Path) -> Made:
    """The tables of each report as a workbook, one sheet each, in the kinds that workbooks have."""
    made: Made = {}
    for name, document in documents.items():
        book = openpyxl.Workbook()
        book.remove(book.worksheets[0])
        for number, table in enumerate(document.tables, 1):
            _fill(book, f"表{number}", table)
        made[name, "xlsx"] = folder / f"{name}.xlsx"
        book.save(made[name, "xlsx"])
    sources = {name: path for (name, _), path in made.items()}
    for target in ("xls", "ods"):
        made |= {(name, target): path for name, path in convert(sources, target, folder / target).items()}
    made |= {(name, "et"): Path(shutil.copy(made[name, "xls"], folder / f"{name}.et")) for name in documents}
    return made


def write_sheets(documents: Mapping[str, Document], folder: Path) -> Made:
    """Each report in one sheet, a paragraph a row; those of every other report merged over the width of the tables."""
    made: Made = {}
    for merged, (name, document) in enumerate(documents.items()):
        book = openpyxl.Workbook()
        row = 1
        for block in document.blocks:
            if isinstance(block, Paragraph):
                book.worksheets[0].cell(row, 1, block.text).data_type = "s"
                if merged % 2:
                    book.worksheets[0].merge_cells(start_row=row, start_column=1, end_row=row, end_column=_WIDTH)
                row += 1
            elif isinstance(block, Table):
                _put(book.worksheets[0], row, block)
                row += block.row_count
        made[name, "sheet.xlsx"] = folder / f"{name}.sheet.xlsx"
        book.save(made[name, "sheet.xlsx"])
    sources = {name: path for (name, _), path in made.items()}
    for target in ("xls", "ods"):
        made |= {(name, f"sheet.{target}"): path for name, path in convert(sources, target, folder / f"sheet.{target}").items()}
    return made


def _fill(book: openpyxl.Workbook, title: str, table: Table) -> None:
    _put(book.create_sheet(title), 1, table)


def _put(sheet: Worksheet, top: int, table: Table) -> None:
    for cell in table.cells:
        # As text: how a workbook prints its numbers is another matter.
        row, column = cell.row + top, cell.column + 1
        sheet.cell(row, column, cell.text or None).data_type = "s" if cell.text else "n"
        bottom, right = row + cell.row_span - 1, column + cell.column_span - 1
        if (bottom, right) != (row, column):
            sheet.merge_cells(start_row=row, start_column=column, end_row=bottom, end_column=right)
