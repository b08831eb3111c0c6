"""Reports as Word files: real tables with merged title rows; headings as styles, as plain bold text or numbered by Word itself."""

from __future__ import annotations

import re
from itertools import groupby
from pathlib import Path

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from tests.corpus.common import Corpus, Report, cells_of
from tests.corpus.grid import Grid

_LEVELS = {"## ": 1, "### ": 2, "#### ": 3}
_NUMBERS = {1: re.compile("[一二三四五六七八九十]+、"), 2: re.compile("（[一二三四五六七八九十]+）"), 3: re.compile(r"\d+\.")}
_ABSTRACT = 90


def write_docx(report: Report, corpus: Corpus, path: Path) -> None:
    """Write one report."""
    document = Document()
    if report.headings == "auto":
        _add_numbering(document)
    for is_row, group in groupby(report.lines, key=lambda line: line.startswith("| ")):
        if is_row:
            _add_table(document, Grid.of_rows([cells_of(line) for line in group]))
            continue
        for line in group:
            if not line.startswith("[["):
                _add_line(document, line, report.headings)
                continue
            for grid in corpus.grids(report, line):
                _add_table(document, grid)
    document.save(str(path))


def _add_line(document: WordDocument, line: str, headings: str) -> None:
    level = next((number for mark, number in _LEVELS.items() if line.startswith(mark)), 0)
    if level:
        _add_heading(document, line.partition(" ")[2], level, headings)
    elif line.startswith("# "):
        paragraph = document.add_paragraph(line[2:], style="Title" if headings == "styles" else None)
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    elif line[:2] in {"= ", "> "}:
        paragraph = document.add_paragraph(line[2:])
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER if line[0] == "=" else WD_ALIGN_PARAGRAPH.RIGHT
    else:
        document.add_paragraph(line)


def _add_heading(document: WordDocument, text: str, level: int, headings: str) -> None:
    if headings == "plain":
        document.add_paragraph().add_run(text).bold = level == 1
        return
    if headings == "styles":
        document.add_paragraph(text, style=f"Heading {level}")
        return
    paragraph = document.add_paragraph(_NUMBERS[level].sub("", text, count=1), style=f"Heading {level}")
    properties = paragraph._p.get_or_add_pPr()
    properties.append(parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level - 1}"/><w:numId w:val="{_ABSTRACT}"/></w:numPr>'))


def _add_numbering(document: WordDocument) -> None:
    """The list 一、（一）1. of Word, which leaves the numbers out of the text."""
    kinds = (("chineseCountingThousand", "%1、"), ("chineseCountingThousand", "（%2）"), ("decimal", "%3."))
    levels = "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:suff w:val="nothing"/><w:lvlText w:val="{text}"/></w:lvl>'
        for at, (kind, text) in enumerate(kinds)
    )
    root = document.part.numbering_part.element
    abstract = f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{_ABSTRACT}"><w:multiLevelType w:val="multilevel"/>{levels}</w:abstractNum>'
    root.insert(0, parse_xml(abstract))
    number = f'<w:num {nsdecls("w")} w:numId="{_ABSTRACT}"><w:abstractNumId w:val="{_ABSTRACT}"/></w:num>'
    root.append(parse_xml(number))


def _add_table(document: WordDocument, grid: Grid) -> None:
    table = document.add_table(rows=grid.height, cols=grid.width, style="Table Grid")
    places = [list(row.cells) for row in table.rows]
    for cell in grid.cells:
        place = places[cell.row][cell.column]
        if cell.rows > 1 or cell.columns > 1:
            place = place.merge(places[cell.row + cell.rows - 1][cell.column + cell.columns - 1])
        place.text = cell.text
