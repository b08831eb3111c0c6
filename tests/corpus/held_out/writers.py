"""Writes a report as docx, html or plain text."""

import re
from functools import cache
from html import escape
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import docx
from docx.oxml.ns import nsdecls

from tests.corpus.held_out.forms import Cell, Grid
from tests.corpus.held_out.source import Block, Report

LEVEL = {"title": 0, "h1": 1, "h2": 2}
STYLE = {"title": "Title", "h1": "Heading1", "h2": "Heading2"}
ALIGN = {"title": "center", "caption": "center", "sign": "right", "date": "right"}


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
    """A Word file: chapter headings as styles or only bold, as the source says.

    Thousands are written in a run of the tests, so python-docx makes what all have in common once, and no more than that.
    """
    styled = report.settings.get("heading") == "style"
    body = "".join(_table_xml(b.grid) if b.grid else _paragraph(at, b, styled) for at, b in enumerate(report.blocks))
    comments = "".join(_comment(at, block.comment) for at, block in enumerate(report.blocks) if block.comment)
    with ZipFile(path, "w") as package:
        for name, data in _common().items():
            package.writestr(name, data.replace(_BODY, body.encode()).replace(_COMMENTS, comments.encode()))


_BODY, _COMMENTS = b"<!--body-->", b"<!--comments-->"
_OWN = re.compile(rb"(<w:body>|<w:comments [^>]*>).*?(?=<w:sectPr|</w:comments>)", re.DOTALL)
"""The paragraph and the comment that the library was asked for, so that the parts are there."""


@cache
def _common() -> dict[str, bytes]:
    """The parts of every file, with marks where the paragraphs and the comments go."""
    document = docx.Document()
    document.add_comment(document.add_paragraph().add_run(), text="")
    file = BytesIO()
    document.save(file)
    with ZipFile(file) as package:
        return {name: _OWN.sub(_mark, package.read(name)) for name in package.namelist()}


def _mark(own: re.Match[bytes]) -> bytes:
    return own[1] + (_BODY if b"body" in own[1] else _COMMENTS)


def _paragraph(at: int, block: Block, styled: bool) -> str:
    is_heading = block.kind in LEVEL
    style = f'<w:pStyle w:val="{STYLE[block.kind]}"/>' if styled and is_heading else ""
    align = f'<w:jc w:val="{ALIGN[block.kind]}"/>' if block.kind in ALIGN else ""
    bold = "<w:rPr><w:b/></w:rPr>" if is_heading and not styled else ""
    run = f"<w:r>{bold}{_text(block.text)}</w:r>"
    if block.comment:
        run = (
            f'<w:commentRangeStart w:id="{at}"/>{run}<w:commentRangeEnd w:id="{at}"/><w:r><w:commentReference w:id="{at}"/></w:r>'
        )
    if block.inserted:
        run += f'<w:ins w:id="901" w:author="某科" w:date="2022-01-05T08:00:00Z"><w:r>{_text(block.inserted)}</w:r></w:ins>'
    return f"<w:p {nsdecls('w')}><w:pPr>{style}{align}</w:pPr>{run}</w:p>"


def _text(words: str) -> str:
    lines = "</w:t><w:br/><w:t>".join(escape(words).split("\n"))
    return f"<w:t>{lines}</w:t>".replace("\t", "</w:t><w:tab/><w:t>").replace("<w:t>", '<w:t xml:space="preserve">')


def _comment(at: int, words: str) -> str:
    return f'<w:comment {nsdecls("w")} w:id="{at}" w:author="审核人" w:initials="审"><w:p><w:r>{_text(words)}</w:r></w:p></w:comment>'


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
