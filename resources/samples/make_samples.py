"""Makes the two bundled samples from the readable data beside this file: ``python resources/samples/make_samples.py``.

Needs python-docx, which the program itself does not. The same data give the same bytes on the same machine.
"""

from __future__ import annotations

import copy
import io
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import docx
import yaml
from docx.document import Document as DocxDocument
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Mm, Pt, RGBColor
from docx.table import _Cell, _Row
from docx.text.paragraph import Paragraph
from docx.text.run import Run

HERE = Path(__file__).resolve().parent
CLEAN = HERE / "示例-青禾县2018年年度报告（无误）.docx"
DEFECTIVE = HERE / "示例-青禾县2018年年度报告.docx"
MADE_AT = datetime(2019, 2, 22, 9, 0, 0)
COLUMN_WIDTHS = (112, 18, 26)
BODY, HEADING, SUBHEADING, TITLE, TABLE = "仿宋_GB2312", "黑体", "楷体_GB2312", "方正小标宋简体", "宋体"


@dataclass
class Sample:
    """A report as data: title, body as (kind, text), the lines of the end, and the attachment."""

    title: str
    body: list[tuple[str, str]]
    announcement: str
    sign_off: list[str]
    attachment: dict[str, Any]

    def lines(self) -> Iterator[str]:
        """Every line of text that stands outside the table, in order."""
        yield self.title
        yield from (text for _, text in self.body)
        yield self.announcement
        yield from self.sign_off
        yield from (self.attachment["mark"], self.attachment["title"], self.attachment["unit"])
        yield from self.attachment["footer"]


@dataclass(frozen=True)
class Expected:
    """What a check must find where a defect was put."""

    rule: str
    severity: str
    at: str
    anchor: str
    data: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Defect:
    """One thing made wrong on purpose: what it is, the edits that make it, what must be found."""

    defect: str
    edits: list[dict[str, Any]]
    expect: Expected


def load_clean() -> Sample:
    """The clean twin as data."""
    raw = yaml.safe_load((HERE / "qinghe-2018.yaml").read_text(encoding="utf-8"))
    body = [(kind, text) for item in raw["body"] for kind, text in item.items()]
    return Sample(raw["title"], body, raw["announcement"], raw["sign-off"], raw["attachment"])


def load_defects() -> list[Defect]:
    """What is wrong in the sample."""
    raw = yaml.safe_load((HERE / "qinghe-2018-defects.yaml").read_text(encoding="utf-8"))
    return [Defect(item["defect"], item["edits"], Expected(**item["expect"])) for item in raw]


def apply(sample: Sample, defects: list[Defect]) -> Sample:
    """A copy of the sample with the defects put in."""
    result = copy.deepcopy(sample)
    for defect in defects:
        for edit in defect.edits:
            (_edit_row if "row" in edit else _edit_text)(result, edit)
    return result


def _edit_text(sample: Sample, edit: dict[str, Any]) -> None:
    old, new = edit["find"], edit["with"]
    found = sum(line.count(old) for line in sample.lines())
    if found != 1:
        raise ValueError(f"{old!r} stands {found} times, not once")
    sample.title = sample.title.replace(old, new)
    sample.body = [(kind, text.replace(old, new)) for kind, text in sample.body if text != old or new]
    sample.announcement = sample.announcement.replace(old, new)
    sample.sign_off = [line.replace(old, new) for line in sample.sign_off if line != old or new]
    sample.attachment["footer"] = [line.replace(old, new) for line in sample.attachment["footer"]]
    for key in ("mark", "title", "unit"):
        sample.attachment[key] = sample.attachment[key].replace(old, new)


def _edit_row(sample: Sample, edit: dict[str, Any]) -> None:
    rows = sample.attachment["rows"]
    numbers = [number for number, row in enumerate(rows) if row[0] == edit["row"]]
    if len(numbers) != 1:
        raise ValueError(f"{edit['row']!r} labels {len(numbers)} rows, not one")
    number = numbers[0]
    if edit.get("drop"):
        del rows[number]
        return
    rows[number] = [edit.get(key, old) for key, old in zip(("label", "unit", "value"), rows[number], strict=True)]


def as_text(sample: Sample) -> str:
    """The report as plain text, the table with tabs, as people paste it from a word processor."""
    sheet = sample.attachment
    lines = [sample.title, *(text for _, text in sample.body), sample.announcement, *sample.sign_off]
    lines += [sheet["mark"], sheet["title"], sheet["unit"]]
    rows = "\n".join("\t".join(row) for row in [sheet["header"], *sheet["rows"]])
    return "\n\n".join([*lines, rows, *sheet["footer"]]) + "\n"


def as_docx(sample: Sample) -> bytes:
    """The report as a Word file set like an official document, with a real table."""
    document = docx.Document()
    _page(document)
    _styles(document)
    _body(document, sample)
    _attachment(document, sample.attachment)
    _properties(document, sample.title)
    buffer = io.BytesIO()
    document.save(buffer)
    return _with_fixed_times(buffer.getvalue())


def _page(document: DocxDocument) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.footer_distance = Mm(25)
    footer = section.footer.paragraphs[0]
    footer.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for part in ("— ", "PAGE", " —"):
        run = footer.add_run() if part == "PAGE" else footer.add_run(part)
        _font(run.element.get_or_add_rPr(), TABLE)
        run.font.size = Pt(14)
        if part == "PAGE":
            _field(run, part)


def _field(run: Run, instruction: str) -> None:
    for kind in ("begin", "separate", "end"):
        if kind == "separate":
            text = OxmlElement("w:instrText")
            text.text = instruction
            run._r.append(text)
        mark = OxmlElement("w:fldChar")
        mark.set(qn("w:fldCharType"), kind)
        run._r.append(mark)


def _font(properties: BaseOxmlElement, name: str) -> None:
    fonts = properties.find(qn("w:rFonts"))
    if fonts is None:
        fonts = OxmlElement("w:rFonts")
        properties.insert(0, fonts)
    for key in list(fonts.attrib):
        del fonts.attrib[key]
    for script in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{script}"), name)


def _styles(document: DocxDocument) -> None:
    """Title, two levels of headings and body in the fonts and sizes of an official document."""
    kinds = {"Normal": (BODY, 16), "Title": (TITLE, 22), "Heading 1": (HEADING, 16), "Heading 2": (SUBHEADING, 16)}
    for name, (font, size) in kinds.items():
        style = document.styles[name]
        _font(style.element.get_or_add_rPr(), font)
        style.font.size, style.font.bold = Pt(size), False
        style.font.color.rgb = RGBColor(0, 0, 0)
        form = style.paragraph_format
        form.space_before = form.space_after = Pt(0)
        form.line_spacing = Pt(34 if name == "Title" else 28)
        form.keep_with_next = name.startswith("Heading")
    title = document.styles["Title"]
    title.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    border = title.element.pPr.find(qn("w:pBdr"))
    if border is not None:
        title.element.pPr.remove(border)
    language = document.styles.element.find(f".//{qn('w:lang')}")
    language.set(qn("w:eastAsia"), "zh-CN")


def _paragraph(document: DocxDocument, text: str, style: str = "Normal", indent: bool = True) -> Paragraph:
    paragraph = document.add_paragraph(text, style=style)
    if indent:
        paragraph.paragraph_format.first_line_indent = Pt(32)
    return paragraph


def _body(document: DocxDocument, sample: Sample) -> None:
    _paragraph(document, sample.title, "Title", indent=False).paragraph_format.space_after = Pt(28)
    for kind, text in sample.body:
        _paragraph(document, text, {"h1": "Heading 1", "h2": "Heading 2"}.get(kind, "Normal"))
    _paragraph(document, sample.announcement).paragraph_format.space_before = Pt(28)
    for number, line in enumerate(sample.sign_off):
        signed = _paragraph(document, line, indent=False)
        signed.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        signed.paragraph_format.right_indent = Pt(32)
        signed.paragraph_format.space_before = Pt(0 if number else 56)


def _attachment(document: DocxDocument, sheet: dict[str, Any]) -> None:
    mark = _paragraph(document, sheet["mark"], indent=False)
    mark.paragraph_format.page_break_before = True
    title = _paragraph(document, sheet["title"], indent=False)
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _paragraph(document, sheet["unit"], indent=False).runs[0].font.size = Pt(12)
    _table(document, [sheet["header"], *sheet["rows"]])
    for line in sheet["footer"]:
        closing = _paragraph(document, line, indent=False)
        closing.paragraph_format.line_spacing = Pt(20)
        closing.runs[0].font.size = Pt(12)


def _table(document: DocxDocument, rows: list[list[str]]) -> None:
    table = document.add_table(rows=len(rows), cols=3, style="Table Grid")
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    for column, width in zip(table.columns, COLUMN_WIDTHS, strict=True):
        column.width = Mm(width)
    _row_flag(table.rows[0], "w:tblHeader")
    cells = list(table._cells)
    for number, row in enumerate(rows):
        _row_flag(table.rows[number], "w:cantSplit")
        for column, text in enumerate(row):
            _cell(cells[number * 3 + column], text, COLUMN_WIDTHS[column], centred=column > 0 or number == 0)


def _row_flag(row: _Row, name: str) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement(name))


def _cell(cell: _Cell, text: str, width: int, centred: bool) -> None:
    cell.width = Mm(width)
    paragraph = cell.paragraphs[0]
    paragraph.paragraph_format.line_spacing = Pt(18)
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER if centred else WD_ALIGN_PARAGRAPH.LEFT
    run = paragraph.add_run(text)
    _font(run.element.get_or_add_rPr(), TABLE)
    run.font.size = Pt(11)


def _properties(document: DocxDocument, title: str) -> None:
    core = document.core_properties
    core.title, core.author, core.last_modified_by = title, "青禾县人民政府办公室", "青禾县人民政府办公室"
    core.created = core.modified = MADE_AT
    core.comments, core.keywords, core.revision = "虚构样例", "", 1


def _with_fixed_times(data: bytes) -> bytes:
    """The same package with every part stamped alike, so that making it again changes nothing."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            part.compress_type, part.create_system = zipfile.ZIP_DEFLATED, 0
            new.writestr(part, old.read(name))
    return buffer.getvalue()


def main() -> int:
    """Write both samples beside this file."""
    clean = load_clean()
    CLEAN.write_bytes(as_docx(clean))
    DEFECTIVE.write_bytes(as_docx(apply(clean, load_defects())))
    return 0


if __name__ == "__main__":
    sys.exit(main())
