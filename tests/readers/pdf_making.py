"""Makes real PDF files for the tests: drafts about a fictional county, written as docx or html and exported by LibreOffice or Chromium."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterable, Sequence
from pathlib import Path

import docx
import pytest
from docx.document import Document as Docx
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.table import Table as DocxTable

from core.document import Paragraph, Table
from core.readers.raw import Raw

FONT = "WenQuanYi Micro Hei"

TITLE = "青禾县人民政府2023年政府信息公开工作年度报告"

BODY = (
    (
        "根据《中华人民共和国政府信息公开条例》（国务院令第711号，以下简称《条例》）和《青禾县政府信息公开办法》的规定，编制2023年度报告。"
        "所列数据的统计期限自2023年1月1日起至12月31日止。如有疑问，请与县政府办公室联系（地址：青禾县麦香路6号；邮编：751599；"
        "电话：0953-0000123；电子邮箱：xxgk@qinghe.example.cn；网址：http://www.qinghe.example.cn/zfxxgk/）。"
    ),
    "一、总体情况",
    "2023年，全县各乡镇、各部门围绕中心工作，坚持以公开为常态、不公开为例外，公开的范围逐步扩大，公开的内容逐步细化，群众的满意度持续提升。",
    "（一）主动公开。全年主动公开政府信息3216条，其中政府网站1890条、“青禾发布”微信公众号1012条、微博314条，同比增长12.5%。",
    "（二）依申请公开。收到申请27件，按时办结26件，结转下年度1件。",
    "新增的申请集中在征地补偿、低保发放、医保报销三个方面，承办单位均在20个工作日内书面答复，没有因答复不及时引起的投诉。",
    "1.完善登记制度。每件申请从收到之日起登记编号，由专人跟踪，到期前3日提醒。",
    "2.规范答复文书。统一使用省里印发的12种文书样式，涉及第三方的先征求意见。",
    "二、主动公开政府信息情况",
    (
        "围绕“五公开”要求，修订主动公开基本目录，把26个试点领域的事项逐项列入，明确责任单位、公开时限和公开渠道；“一件事一次办”涉及的18个事项全部公开办事指南，"
        "办理时限由平均9.5个工作日压缩到4个工作日以内，网上可办率达到98.6%。"
    ),
    "三、收到和处理政府信息公开申请情况",
    "详见附表。",
    "四、政府信息公开行政复议、行政诉讼情况",
    "全年发生行政复议2件，其中结果维持1件、尚未审结1件；没有发生行政诉讼。与上年相比减少1件，主要是答复前主动与申请人沟通，把误解消除在前。",
    "五、存在的主要问题及改进情况",
    (
        "一是少数单位公开不够及时；二是政策解读的形式比较单一；三是基层政务公开专区的利用率还不高。下一步，将按季度通报，开展业务培训，丰富解读的形式，"
        "推动政务公开专区与政务服务大厅、便民服务站一体建设，让群众看得到、听得懂、用得上。"
    ),
    "六、其他需要报告的事项",
    "本年度没有收取信息处理费。",
)
"""Paragraphs of several kinds: long ones with figures, Latin, quotation marks, and headings and lists without and with text."""


def paragraphs(raw: Raw) -> list[str]:
    """The texts of the paragraphs that were read."""
    return [block.text for block in raw.blocks if isinstance(block, Paragraph)]


def tables(raw: Raw) -> list[Table]:
    """The tables that were read."""
    return [block for block in raw.blocks if isinstance(block, Table)]


def new_docx(size: float = 12) -> Docx:
    """An empty A4 Word document in a Chinese font."""
    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    style = document.styles["Normal"]
    style.font.size, style.font.name = Pt(size), FONT
    style.element.rPr.rFonts.set(qn("w:eastAsia"), FONT)
    style.paragraph_format.space_before = style.paragraph_format.space_after = Pt(0)
    return document


def add(document: Docx, texts: Iterable[str], **layout: object) -> None:
    """Paragraphs with some paragraph formatting (names of python-docx)."""
    for text in texts:
        paragraph = document.add_paragraph(text)
        for name, value in layout.items():
            setattr(paragraph.paragraph_format, name, value)


def add_break(document: Docx) -> None:
    """A page break, at the end of the last paragraph."""
    document.paragraphs[-1].add_run().add_break(WD_BREAK.PAGE)


def add_official(document: Docx, title: str, texts: Iterable[str]) -> None:
    """Title and body as official documents are set: 22 and 16 points, 28 points from line to line, two letters of indent."""
    add_title(document, title)
    fixed = {"line_spacing_rule": WD_LINE_SPACING.EXACTLY, "line_spacing": Pt(28)}
    add(document, texts, first_line_indent=Pt(32), alignment=WD_ALIGN_PARAGRAPH.JUSTIFY, **fixed)


def add_title(document: Docx, title: str) -> None:
    """A centred title in large letters."""
    paragraph = document.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.add_run(title).font.size = Pt(22)


def add_page_number(document: Docx, before: str = "", after: str = "", start: int | None = None) -> None:
    """The page number in the middle of the footer."""
    paragraph = document.sections[0].footer.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.add_run(before)
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    paragraph._p.append(field)
    paragraph.add_run(after)
    if start is not None:
        number = OxmlElement("w:pgNumType")
        number.set(qn("w:start"), str(start))
        document.sections[0]._sectPr.append(number)


def add_table(document: Docx, rows: Sequence[Sequence[str]], widths: Sequence[float], *, header: int = 0) -> DocxTable:
    """A table with ruling lines; its first ``header`` rows come back on each page. ``widths`` in millimetres."""
    table: DocxTable = document.add_table(rows=len(rows), cols=len(widths))
    table.style, table.autofit = "Table Grid", False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
    for row, texts in zip(table.rows, rows, strict=True):
        for cell, text, width in zip(row.cells, texts, widths, strict=True):
            cell.text, cell.width = text, Mm(width)
    for row in table.rows[:header]:
        row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    return table


def to_pdf(folder: Path, *sources: Path, options: str = "") -> list[Path]:
    """The files exported to PDF by LibreOffice in one go."""
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice is not installed")
    profile = (folder / "office-profile").as_uri()
    target = "pdf" + (f":writer_pdf_Export:{options}" if options else "")
    command = [office, f"-env:UserInstallation={profile}", "--headless", "--convert-to", target, "--outdir", str(folder)]
    subprocess.run([*command, *map(str, sources)], check=True, capture_output=True, timeout=180)
    return [folder / f"{source.stem}.pdf" for source in sources]


def save_all(folder: Path, documents: dict[str, Docx], options: str = "") -> dict[str, Path]:
    """Word documents exported to PDF, by name."""
    for name, document in documents.items():
        document.save(str(folder / f"{name}.docx"))
    files = to_pdf(folder, *(folder / f"{name}.docx" for name in documents), options=options)
    return dict(zip(documents, files, strict=True))


def print_to_pdf(folder: Path, page: str) -> Path:
    """An html page printed to PDF by Chromium."""
    browser = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if browser is None:
        pytest.skip("Chromium is not installed")
    source, target = folder / "page.html", folder / "printed.pdf"
    source.write_text(page, encoding="utf-8")
    options = ["--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={folder / 'browser'}"]
    subprocess.run([browser, *options, f"--print-to-pdf={target}", source.as_uri()], check=True, capture_output=True, timeout=120)
    return target
