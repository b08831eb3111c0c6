"""Reports as Word files: real tables with merged title rows; headings as styles, as plain bold text or numbered by Word itself."""

from __future__ import annotations

import re
from itertools import groupby
from pathlib import Path
from xml.sax.saxutils import escape

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from tests.corpus.common import Corpus, Report, cells_of
from tests.corpus.grid import Cell, Grid

_LEVELS = {"## ": 1, "### ": 2, "#### ": 3}
_NUMBERS = {1: re.compile("[一二三四五六七八九十]+、"), 2: re.compile("（[一二三四五六七八九十]+）"), 3: re.compile(r"\d+\.")}
_ABSTRACT = 90
_TEXT_WIDTH = 8600
_WIDEST = 12


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
    # As XML at once: merging cell by cell takes longer than checking the report.
    widths = _widths(grid)
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    rows = "".join(f"<w:tr>{''.join(_cell(cell, at, widths) for cell in grid.covering(at))}</w:tr>" for at in range(grid.height))
    style = '<w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:w="0" w:type="auto"/><w:tblLayout w:type="fixed"/></w:tblPr>'
    table = parse_xml(f"<w:tbl {nsdecls('w')}>{style}<w:tblGrid>{columns}</w:tblGrid>{rows}</w:tbl>")
    document.element.body.insert_element_before(table, "w:sectPr")
    # Word keeps two tables apart only by a paragraph between them.
    document.add_paragraph()


def _widths(grid: Grid) -> list[int]:
    """The width of each column in twentieths of a point, by its longest text within bounds, as a typist draws it."""
    longest = [3] * grid.width
    for cell in grid.cells:
        if cell.columns == 1:
            longest[cell.column] = max(longest[cell.column], min(len(cell.text), _WIDEST))
    return [_TEXT_WIDTH * length // sum(longest) for length in longest]


def _cell(cell: Cell, row: int, widths: list[int]) -> str:
    width = f'<w:tcW w:w="{sum(widths[cell.column : cell.column + cell.columns])}" w:type="dxa"/>'
    span = f'<w:gridSpan w:val="{cell.columns}"/>' if cell.columns > 1 else ""
    merge = f'<w:vMerge w:val="{"restart" if row == cell.row else "continue"}"/>' if cell.rows > 1 else ""
    size = '<w:rPr><w:sz w:val="18"/></w:rPr>'
    text = f'<w:r>{size}<w:t xml:space="preserve">{escape(cell.text)}</w:t></w:r>' if row == cell.row and cell.text else ""
    return f"<w:tc><w:tcPr>{width}{span}{merge}</w:tcPr><w:p>{text}</w:p></w:tc>"
