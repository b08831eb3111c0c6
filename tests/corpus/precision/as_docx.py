"""Write a report as an office would: 方正 fonts or plain ones, tables with or without merged cells, a picture here and there."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO
from pathlib import Path

from docx import Document
from docx.document import Document as DocxDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from tests.corpus.precision.parts import Part, Table


def write_docx(parts: list[Part], options: dict[str, object], target: Path) -> None:
    document = Document()
    style = document.styles["Normal"]
    style.font.name = "仿宋"
    style.font.size = Pt(14)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), "仿宋")
    words = str(options.get("docx", "")).split()
    if "footer" in words:
        _page_number(document)
    for part in parts:
        if part.table is not None:
            _table(document, part.table, repeat="repeat" in words, small="small" in words)
        elif part.kind == "picture":
            document.add_picture(BytesIO(_grey_png()), width=Cm(9))
            _line(document, Part("centre", part.text), words)
        else:
            _line(document, part, words)
    document.save(str(target))


def _line(document: DocxDocument, part: Part, words: list[str]) -> None:
    if part.kind == "heading" and "styled" in words:
        document.add_heading(part.text, level=1 if not part.text.startswith("（") else 2)
        return
    pieces = part.text.split("\\n") if part.kind == "title" else [part.text]
    for piece in pieces:
        paragraph = document.add_paragraph()
        run = paragraph.add_run(piece)
        if part.kind in ("title", "centre"):
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        elif part.kind == "right":
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        else:
            paragraph.paragraph_format.first_line_indent = Pt(28)
        if part.kind == "title":
            run.font.size = Pt(22)
        run.bold = part.kind in ("title", "heading")


def _table(document: DocxDocument, table: Table, *, repeat: bool, small: bool) -> None:
    grid = table.grid
    made = document.add_table(len(grid), len(grid[0]))
    made.style = "Table Grid"
    cells = [list(row.cells) for row in made.rows]
    for r, c, height, width in table.spans():
        cell = cells[r][c]
        if height > 1 or width > 1:
            cell = cell.merge(cells[r + height - 1][c + width - 1])
        cell.text = grid[r][c]
        if small or len(grid[0]) > 5:
            for run in cell.paragraphs[0].runs:
                run.font.size = Pt(9)
    if repeat and table.form in ("3", "old"):
        for row in made.rows[: table.spans()[0][2]]:
            row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    document.add_paragraph()


def _page_number(document: DocxDocument) -> None:
    paragraph = document.sections[0].footer.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.add_run("— ")
    for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
        run = paragraph.add_run()
        if kind:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
        else:
            mark = OxmlElement("w:instrText")
            mark.text = text
        run._r.append(mark)
    paragraph.add_run(" —")


def _grey_png(width: int = 90, height: int = 40) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = b"".join(b"\0" + bytes([150]) * width for _ in range(height))
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
