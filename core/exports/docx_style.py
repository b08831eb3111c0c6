"""How a checklist in Word looks: A4, Chinese fonts by name, ruled tables whose header comes again on every page, page numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from core.exports.width import visible

if TYPE_CHECKING:
    from docx.document import Document

BODY, LATIN = "宋体", "Times New Roman"
SIZE, SMALL = 10.5, 9.5
GREY = "6B6B6B"
A4 = (21.0, 29.7)
MARGINS = (1.8, 1.7)
"""Centimetres above and below, left and right."""


@dataclass(frozen=True, slots=True)
class Look:
    """How characters look; an empty ink is black."""

    bold: bool = False
    size: float = SIZE
    ink: str = ""
    font: str = BODY


def new_document(title: str, heading: str, sideways: bool) -> Document:
    """An empty document on A4, with a line at the top of each page and its number at the bottom."""
    # python-docx takes a fifth of a second to import: only who exports pays for it.
    import docx  # noqa: PLC0415 - python-docx is slow to load
    from docx.enum.section import WD_ORIENT  # noqa: PLC0415 - as above
    from docx.shared import Cm, Pt  # noqa: PLC0415 - as above

    document: Document = docx.Document()
    section = document.sections[0]
    width, height = reversed(A4) if sideways else A4
    section.orientation = WD_ORIENT.LANDSCAPE if sideways else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Cm(width), Cm(height)
    section.top_margin = section.bottom_margin = Cm(MARGINS[0])
    section.left_margin = section.right_margin = Cm(MARGINS[1])
    section.header_distance = section.footer_distance = Cm(0.9)
    normal = document.styles["Normal"]
    normal.paragraph_format.space_after = normal.paragraph_format.space_before = Pt(0)
    _set_fonts(normal.element.get_or_add_rPr(), BODY)
    normal.font.size = Pt(SIZE)
    document.core_properties.title, document.core_properties.author = visible(title), "年报自查"
    _running(section.header.paragraphs[0], [heading])
    _running(section.footer.paragraphs[0], ["第 ", "PAGE", " 页，共 ", "NUMPAGES", " 页"])
    return document


def page_width(document: Document) -> float:
    """Centimetres between the margins."""
    width = document.sections[0].page_width
    return (width.cm if width is not None else A4[0]) - 2 * MARGINS[1]


def widths_of(document: Document, wanted: Sequence[float]) -> list[float]:
    """The wanted widths, stretched or shrunk to the page."""
    factor = page_width(document) / sum(wanted)
    return [width * factor for width in wanted]


def add_paragraph(  # noqa: PLR0913 - each says one thing about a paragraph
    parent: Any,  # noqa: ANN401 - a document or a cell
    words: str,
    look: Look,
    *,
    align: str = "left",
    before: float = 0,
    after: float = 0,
    stays: bool = False,
) -> None:
    """Add a paragraph; one that ``stays`` is on the page of what follows."""
    from docx.shared import Pt  # noqa: PLC0415 - python-docx is slow to load

    paragraph = parent.add_paragraph()
    paragraph.paragraph_format.space_before, paragraph.paragraph_format.space_after = Pt(before), Pt(after)
    paragraph.paragraph_format.keep_with_next = stays
    _write(paragraph, words, look, align)


def add_table(document: Document, rows: int, widths: Sequence[float], header: bool = False) -> Any:  # noqa: ANN401 - python-docx has no types
    """Add a ruled table of fixed widths; its first row comes again on every page if it is a header."""
    from docx.oxml import OxmlElement  # noqa: PLC0415 - python-docx is slow to load
    from docx.shared import Cm  # noqa: PLC0415 - as above

    table = document.add_table(rows, len(widths), style="Table Grid")
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width)
    for row in table.rows:
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = Cm(width)
    if header:
        table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    return table


def fill_cell(cell: Any, words: str, look: Look, *, align: str = "left", middle: bool = False, pad: float = 1.5) -> None:  # noqa: ANN401 - python-docx has no types
    """Write into a cell; lines stay lines."""
    from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT  # noqa: PLC0415 - python-docx is slow to load
    from docx.shared import Pt  # noqa: PLC0415 - as above

    paragraph = cell.paragraphs[0]
    paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(pad)
    if middle:
        cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    _write(paragraph, words, look, align)


def shade(cell: Any, colour: str) -> None:  # noqa: ANN401 - python-docx has no types
    """Fill a cell with one colour."""
    from docx.oxml import OxmlElement  # noqa: PLC0415 - python-docx is slow to load
    from docx.oxml.ns import qn  # noqa: PLC0415 - as above

    shading = OxmlElement("w:shd")
    for name, value in (("w:val", "clear"), ("w:color", "auto"), ("w:fill", colour)):
        shading.set(qn(name), value)
    cell._tc.get_or_add_tcPr().append(shading)


def keep_together(row: Any, *, with_next: bool = False, tall: float = 0) -> None:  # noqa: ANN401 - python-docx has no types
    """Keep a row on one page, if asked together with the next one; ``tall`` is its least height in centimetres."""
    from docx.oxml import OxmlElement  # noqa: PLC0415 - python-docx is slow to load
    from docx.shared import Cm  # noqa: PLC0415 - as above

    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    if tall:
        row.height = Cm(tall)
    if with_next:
        for cell in row.cells:
            cell.paragraphs[0].paragraph_format.keep_with_next = True


def _write(paragraph: Any, words: str, look: Look, align: str) -> None:  # noqa: ANN401 - python-docx has no types
    from docx.enum.text import WD_ALIGN_PARAGRAPH  # noqa: PLC0415 - python-docx is slow to load
    from docx.shared import Pt, RGBColor  # noqa: PLC0415 - as above

    paragraph.alignment = {"left": WD_ALIGN_PARAGRAPH.LEFT, "center": WD_ALIGN_PARAGRAPH.CENTER}[align]
    run = paragraph.add_run(visible(words))
    run.font.size, run.font.bold = Pt(look.size), look.bold
    _set_fonts(run._r.get_or_add_rPr(), look.font)
    if look.ink:
        run.font.color.rgb = RGBColor.from_string(look.ink)


def _set_fonts(properties: Any, chinese: str) -> None:  # noqa: ANN401 - an element of lxml
    """The font of Chinese characters, quotation marks among them, and that of the others."""
    from docx.oxml.ns import qn  # noqa: PLC0415 - python-docx is slow to load

    fonts = properties.get_or_add_rFonts()
    for name, value in (("w:ascii", LATIN), ("w:hAnsi", LATIN), ("w:eastAsia", chinese), ("w:hint", "eastAsia")):
        fonts.set(qn(name), value)


def _running(paragraph: Any, parts: Sequence[str]) -> None:  # noqa: ANN401 - python-docx has no types
    """A line at the edge of every page; names of fields become fields."""
    look = Look(size=9, ink=GREY)
    for part in parts:
        if part not in ("PAGE", "NUMPAGES"):
            _write(paragraph, part, look, "center")
            continue
        # A field of one run would lose its size in LibreOffice.
        for kind in ("begin", "instrText", "separate", "t", "end"):
            _write(paragraph, "", look, "center")
            _add_field_part(paragraph.runs[-1], kind, part)


def _add_field_part(run: Any, kind: str, name: str) -> None:  # noqa: ANN401 - python-docx has no types
    from docx.oxml import OxmlElement  # noqa: PLC0415 - python-docx is slow to load
    from docx.oxml.ns import qn  # noqa: PLC0415 - as above

    if kind in ("instrText", "t"):
        part = OxmlElement(f"w:{kind}")
        part.text = name if kind == "instrText" else "1"
    else:
        part = OxmlElement("w:fldChar")
        part.set(qn("w:fldCharType"), kind)
    run._r.append(part)
