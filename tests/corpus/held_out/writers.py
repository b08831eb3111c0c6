"""Writes a report as docx, html or plain text."""

from html import escape
from pathlib import Path

import docx
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from tests.corpus.held_out.forms import Cell, Grid
from tests.corpus.held_out.source import Block, Report

LEVEL = {"title": 0, "h1": 1, "h2": 2}
ALIGN = {
    "title": WD_ALIGN_PARAGRAPH.CENTER,
    "caption": WD_ALIGN_PARAGRAPH.CENTER,
    "sign": WD_ALIGN_PARAGRAPH.RIGHT,
    "date": WD_ALIGN_PARAGRAPH.RIGHT,
}


def spans(grid: Grid) -> list[list[tuple[Cell, int, int, bool]]]:
    """Each row as (cell, columns, rows, begins here), one entry for a run of columns of the same cell."""
    rows = []
    for r, line in enumerate(grid.cells):
        row = []
        for c, cell in enumerate(line):
            if c and line[c - 1] is cell:
                continue
            width = next((i for i in range(c, len(line)) if line[i] is not cell), len(line)) - c
            height = next((i for i in range(r, len(grid.cells)) if grid.cells[i][c] is not cell), len(grid.cells)) - r
            row.append((cell, width, height, r == 0 or grid.cells[r - 1][c] is not cell))
        rows.append(row)
    return rows


def write_docx(report: Report, path: Path) -> None:
    """A Word file: chapter headings as styles or only bold, as the source says."""
    document = docx.Document()
    styled = report.settings.get("heading") == "style"
    for block in report.blocks:
        if block.grid:
            document.element.body.insert(len(document.element.body) - 1, parse_xml(_table_xml(block.grid)))
        else:
            _paragraph(document, block, styled)
    document.save(str(path))


def _paragraph(document: Document, block: Block, styled: bool) -> None:
    if styled and block.kind in LEVEL:
        paragraph = document.add_heading(block.text, LEVEL[block.kind])
    else:
        paragraph = document.add_paragraph()
        paragraph.add_run(block.text).bold = block.kind in LEVEL or None
    if block.kind in ALIGN:
        paragraph.alignment = ALIGN[block.kind]
    if block.comment:
        document.add_comment(paragraph.runs, text=block.comment, author="审核人", initials="审")
    if block.inserted:
        mark = f'<w:ins {nsdecls("w")} w:id="901" w:author="某科" w:date="2022-01-05T08:00:00Z"><w:r><w:t>{escape(block.inserted)}</w:t></w:r></w:ins>'
        paragraph._p.append(parse_xml(mark))


def _table_xml(grid: Grid) -> str:
    rows = []
    for line in spans(grid):
        cells = []
        for cell, width, height, begins in line:
            merge = "" if height == 1 and begins else f'<w:vMerge w:val="{"restart" if begins else "continue"}"/>'
            span = f'<w:gridSpan w:val="{width}"/>' if width > 1 else ""
            text = f'<w:r><w:t xml:space="preserve">{escape(cell.text)}</w:t></w:r>' if begins and cell.text else ""
            cells.append(f"<w:tc><w:tcPr>{span}{merge}</w:tcPr><w:p>{text}</w:p></w:tc>")
        rows.append(f"<w:tr>{''.join(cells)}</w:tr>")
    edges = "".join(f'<w:{e} w:val="single" w:sz="4"/>' for e in ("top", "left", "bottom", "right", "insideH", "insideV"))
    columns = '<w:gridCol w:w="900"/>' * len(grid.columns)
    properties = f'<w:tblPr><w:tblW w:w="0" w:type="auto"/><w:tblBorders>{edges}</w:tblBorders></w:tblPr>'
    return f"<w:tbl {nsdecls('w')}>{properties}<w:tblGrid>{columns}</w:tblGrid>{''.join(rows)}</w:tbl>"


def write_html(report: Report, path: Path) -> None:
    """A plain web page."""
    styled = report.settings.get("heading") == "style"
    parts = []
    for block in report.blocks:
        if block.grid:
            parts.append(_table_html(block.grid))
        elif block.kind == "title" or (styled and block.kind in LEVEL):
            level = LEVEL[block.kind] + 1
            parts.append(f"<h{level}>{escape(block.text)}</h{level}>")
        else:
            text = escape(block.text)
            parts.append(f"<p><strong>{text}</strong></p>" if block.kind in LEVEL else f"<p>{text}</p>")
    page = f"<!DOCTYPE html>\n<html><head><meta charset='utf-8'><title>年报</title></head><body>\n{chr(10).join(parts)}\n</body></html>\n"
    path.write_text(page, encoding="utf-8")


def _table_html(grid: Grid) -> str:
    lines = []
    for line in spans(grid):
        cells = [f'<td colspan="{w}" rowspan="{h}">{escape(cell.text)}</td>' for cell, w, h, begins in line if begins]
        lines.append(f"<tr>{''.join(cells)}</tr>")
    return f'<table border="1">{"".join(lines)}</table>'


def write_txt(report: Report, path: Path) -> None:
    """Plain text; a table is a line a row with | between cells, spanned places left empty."""
    parts = []
    for block in report.blocks:
        if block.grid:
            parts.extend(_lines(block.grid))
        else:
            parts.append(block.text)
    path.write_text("\n".join(parts) + "\n", encoding="utf-8")


def _lines(grid: Grid) -> list[str]:
    lines = []
    for line in spans(grid):
        texts = [t for cell, width, _, begins in line for t in [cell.text if begins else "", *[""] * (width - 1)]]
        lines.append("| " + " | ".join(texts) + " |")
    return lines


WRITERS = {"docx": write_docx, "html": write_html, "txt": write_txt}
