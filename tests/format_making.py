"""One report in every format that is read, made from the same paragraphs and rows."""

from __future__ import annotations

import html
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from email.mime.image import MIMEImage
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from pathlib import Path

import openpyxl
import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.shared import Pt

from core.document import Document, Paragraph, Table
from tests.readers.pdf_making import add, add_page_number, add_table, add_title, new_docx

Rows = list[list[str]]
WIDTHS = (112, 18, 26)
OFFICIAL = {
    "line_spacing_rule": WD_LINE_SPACING.EXACTLY,
    "line_spacing": Pt(28),
    "first_line_indent": Pt(32),
    "alignment": WD_ALIGN_PARAGRAPH.JUSTIFY,
}


@dataclass(frozen=True)
class Source:
    """A report as blocks: a string is a paragraph (the first one the title), a list of rows a table."""

    name: str
    blocks: tuple[str | Rows, ...]

    @property
    def rows(self) -> Rows:
        """The rows of its table."""
        return next(block for block in self.blocks if isinstance(block, list))


def source_of(name: str, document: Document) -> Source:
    """The blocks of a report that has been read."""
    blocks: list[str | Rows] = []
    for block in document.blocks:
        if isinstance(block, Paragraph):
            blocks.append(block.text)
        elif isinstance(block, Table):
            blocks.append(block.texts())
    return Source(name, tuple(blocks))


def make_docx(source: Source, folder: Path) -> Path:
    """A Word file by python-docx, set like an official document, with page numbers and a header row that comes back."""
    document = new_docx(16)
    add_page_number(document, "— ", " —")
    for number, block in enumerate(source.blocks):
        if isinstance(block, list):
            add_table(document, block, WIDTHS, header=1)
        elif number:
            add(document, [block], **OFFICIAL)
        else:
            add_title(document, block)
    path = folder / f"{source.name}.docx"
    document.save(str(path))
    return path


def make_html(source: Source, folder: Path) -> Path:
    """A page as a site shows it: navigation, the article, a foot."""
    body = "\n".join(_table(block) if isinstance(block, list) else f"<p>　　{html.escape(block)}</p>" for block in source.blocks)
    page = (
        f"<!DOCTYPE html><html><head><meta charset='utf-8'><title>{html.escape(str(source.blocks[0]))}</title></head><body>"
        "<div class='nav'><a href='/'>首页</a> &gt; <a href='/zwgk/'>政务公开</a></div>"
        f"<div class='article'>\n{body}\n</div><div class='footer'><a href='/map'>网站地图</a></div></body></html>"
    )
    path = folder / f"{source.name}.html"
    path.write_text(page, "utf-8")
    return path


def make_mht(page: Path, folder: Path) -> Path:
    """A page as Chrome saves it with its pictures in one file."""
    whole = MIMEMultipart("related", type="text/html")
    whole["From"], whole["Snapshot-Content-Location"] = "<Saved by Blink>", "http://www.qinghe.example.cn/"
    whole.attach(MIMEText(page.read_text("utf-8"), "html", "utf-8"))
    whole.attach(MIMEImage(b"\x89PNG\r\n\x1a\n", "png"))
    path = folder / f"{page.stem}.mht"
    path.write_bytes(whole.as_bytes())
    return path


def _table(rows: Rows) -> str:
    lines = ("".join(f"<td>{html.escape(text)}</td>" for text in row) for row in rows)
    return f"<table>{''.join(f'<tr>{line}</tr>' for line in lines)}</table>"


def make_xlsx(source: Source, caption: str, folder: Path) -> Path:
    """The table alone as a workbook, its caption over it, not in the first cell; counts are numbers as in real workbooks."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "统计表"
    width = len(source.rows[0])
    sheet.cell(2, 2, caption)
    sheet.merge_cells(start_row=2, start_column=2, end_row=2, end_column=1 + width)
    for number, row in enumerate(source.rows, 3):
        for column, text in enumerate(row, 2):
            sheet.cell(number, column, int(text) if text.isdigit() else text or None)
    path = folder / f"{source.name}.xlsx"
    book.save(path)
    return path


def convert(sources: Sequence[Path], target: str, folder: Path) -> dict[str, Path]:
    """Word files as another format, by one call of LibreOffice with a profile of its own; by the name of the source."""
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice is not installed")
    folder.mkdir()
    profile = (folder.parent / "profile").as_uri()
    command = [office, f"-env:UserInstallation={profile}", "--headless", "--convert-to", target, "--outdir", str(folder)]
    subprocess.run([*command, *map(str, sources)], check=True, capture_output=True, timeout=240)
    return {source.stem: folder / f"{source.stem}.{target}" for source in sources}
