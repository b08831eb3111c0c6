"""Reports as Word files whose tables have few ruling lines or none, and the PDF files that LibreOffice makes of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import docx
from docx.document import Document as Docx
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from lxml.etree import _Element

SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")
_TEXT_WIDTH, _COLUMN, _MANY_COLUMNS = 8640, 900, 12
NONE: tuple[str, ...] = ()
LEVEL = ("top", "bottom", "insideH")
OUTER = ("top", "left", "bottom", "right")
UPRIGHT = ("left", "right", "insideV")
OPEN = ("top", "bottom", "insideH", "insideV")
THREE = ("top", "bottom", "header")
"""Above, below, and under the header."""


@dataclass(frozen=True)
class Look:
    """How the tables of a file are drawn: which lines they have, how cells are set, which way up the page is, and the font."""

    lines: Sequence[str] = NONE
    centred: bool = False
    landscape: bool = False
    font: str = ""
    size: float = 0.0
    fitted: bool = False
    """Whether the columns of wide tables are made as narrow as the page asks, and the letters of the widest small."""


def restyle(source: Path, target: Path, look: Look) -> Path:
    """A copy of a Word file with its tables drawn in some way."""
    document = docx.Document(str(source))
    if look.landscape:
        _turn(document)
    for table in document.element.body.iter(qn("w:tbl")):
        _draw(table, look)
        if look.fitted:
            _fit(table)
    if look.font:
        _set_font(document, look.font)
    document.save(str(target))
    return target


def _turn(document: Docx) -> None:
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = section.page_height, section.page_width
    for table in document.element.body.iter(qn("w:tbl")):
        for width in (*table.iter(qn("w:gridCol")), *table.iter(qn("w:tcW"))):
            width.set(qn("w:w"), str(int(width.get(qn("w:w"), "0")) * 3 // 2))


def _draw(table: _Element, look: Look) -> None:
    properties = _child(table, "w:tblPr")
    for drawn in (*properties.findall(qn("w:tblStyle")), *properties.findall(qn("w:tblBorders"))):
        properties.remove(drawn)
    borders = OxmlElement("w:tblBorders")
    for side in SIDES:
        if side in look.lines:
            borders.append(_edge(side))
    layout = properties.find(qn("w:tblLayout"))
    (layout.addprevious if layout is not None else properties.append)(borders)
    rows = table.findall(qn("w:tr"))
    if "header" in look.lines:
        _line_under(rows[_header_height(rows) - 1])
    for cell in table.iter(qn("w:tc")):
        _set_cell(cell, look)


def _fit(table: _Element) -> None:
    columns = list(table.iter(qn("w:gridCol")))
    for column in columns if len(columns) * _COLUMN > _TEXT_WIDTH else ():
        column.set(qn("w:w"), str(_TEXT_WIDTH // len(columns)))
    for run in table.iter(qn("w:r")) if len(columns) > _MANY_COLUMNS else ():
        size, properties = OxmlElement("w:sz"), OxmlElement("w:rPr")
        size.set(qn("w:val"), "18")
        properties.append(size)
        run.insert(0, properties)


def _edge(side: str) -> _Element:
    edge = OxmlElement(f"w:{side}")
    for name, value in (("val", "single"), ("sz", "4"), ("space", "0"), ("color", "000000")):
        edge.set(qn(f"w:{name}"), value)
    return edge


def _header_height(rows: Sequence[_Element]) -> int:
    """The rows before the first that ends with a figure."""
    texts = ["".join(text.text or "" for text in row.findall(qn("w:tc"))[-1].iter(qn("w:t"))) for row in rows]
    return next((number for number, text in enumerate(texts) if text.strip().isdigit()), 1) or 1


def _line_under(row: _Element) -> None:
    for cell in row.iter(qn("w:tc")):
        borders = OxmlElement("w:tcBorders")
        borders.append(_edge("bottom"))
        properties = _child(cell, "w:tcPr")
        merged = properties.find(qn("w:vMerge"))
        (merged.addnext if merged is not None else properties.append)(borders)


def _set_cell(cell: _Element, look: Look) -> None:
    if look.centred:
        align = OxmlElement("w:vAlign")
        align.set(qn("w:val"), "center")
        _child(cell, "w:tcPr").append(align)
    for paragraph in cell.iter(qn("w:p")) if look.centred else ():
        middle = OxmlElement("w:jc")
        middle.set(qn("w:val"), "center")
        properties = OxmlElement("w:pPr")
        properties.append(middle)
        paragraph.insert(0, properties)
    for size in cell.iter(qn("w:sz")) if look.size else ():
        size.set(qn("w:val"), str(round(look.size * 2)))


def _child(element: _Element, name: str) -> _Element:
    found = element.find(qn(name))
    assert found is not None
    return found


def _set_font(document: Docx, font: str) -> None:
    fonts = document.styles["Normal"].element.get_or_add_rPr().get_or_add_rFonts()
    for kind in ("ascii", "hAnsi", "eastAsia"):
        fonts.set(qn(f"w:{kind}"), font)


def restyle_all(source: Path, folder: Path, looks: Iterable[tuple[str, Look]]) -> dict[str, Path]:
    """Copies in several looks, by name."""
    return {name: restyle(source, folder / f"{source.stem}-{name}.docx", look) for name, look in looks}
