"""A Word document made of what was read: for drafts in formats that hold no notes."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Final

from lxml import etree

from core.document import Align, Block, Cell, Document, Paragraph, Picture, Span, Table, Text
from core.readers.numbering import W

BUILT: Final = "原稿不是 Word 文档，这是按读到的文字和表格重新排成的副本，版式和图片与原稿不同。"
_KINDS: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_WORD: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_NOT_XML: Final = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")
_SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"
_ALIGN: Final = {Align.LEFT: "left", Align.CENTER: "center", Align.RIGHT: "right"}
_WIDTH: Final = 8844
"""Between the margins of the page, in twentieths of a point."""
_TYPES: Final = f"""<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" \
ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>\
<Override PartName="/word/document.xml" ContentType="{_WORD}.document.main+xml"/>\
<Override PartName="/word/styles.xml" ContentType="{_WORD}.styles+xml"/></Types>"""
_RELATIONS: Final = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="{}/{}" \
Target="{}"/></Relationships>"""
_STYLES: Final = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:docDefaults><w:rPrDefault><w:rPr>\
<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="宋体" w:cs="Times New Roman"/><w:sz w:val="24"/>\
<w:szCs w:val="24"/><w:lang w:val="en-US" w:eastAsia="zh-CN"/></w:rPr></w:rPrDefault></w:docDefaults>\
<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/><w:pPr><w:spacing w:line="360" w:lineRule="auto"/>\
</w:pPr></w:style>{}</w:styles>"""
_STYLE: Final = """<w:style w:type="paragraph" w:styleId="{}"><w:name w:val="{}"/><w:basedOn w:val="a"/><w:next w:val="a"/>\
<w:pPr><w:keepNext/>{}</w:pPr><w:rPr><w:b/><w:sz w:val="{}"/></w:rPr></w:style>"""


def build(document: Document) -> tuple[bytes, Document]:
    """The docx of a Document, and the Document with every character's place in that docx."""
    builder = _Builder()
    blocks = tuple(builder.block(block) for block in document.blocks)
    return builder.package(), replace(document, blocks=blocks)


@dataclass
class _Builder:
    """Writes paragraphs and tables one behind the other and counts the paragraphs."""

    body: etree._Element = field(default_factory=lambda: etree.Element(f"{W}body", nsmap={"w": W[1:-1]}))
    count: int = 0

    def block(self, block: Block) -> Block:
        """Write a block; returns it with its places."""
        if isinstance(block, Paragraph):
            content = self._paragraph(self.body, block.content, block)
            return replace(block, content=content, generated=0)
        if isinstance(block, Table):
            return self._table(block)
        return Picture(description=block.description)

    def _paragraph(self, parent: etree._Element, content: Text, look: Paragraph | None = None) -> Text:
        paragraph = etree.SubElement(parent, f"{W}p")
        number, self.count = self.count, self.count + 1
        if look is not None:
            _style(paragraph, look)
        spans: list[Span] = []
        start = 0
        for node, line in enumerate(content.text.split("\n")):
            run = etree.SubElement(paragraph, f"{W}r")
            if look is not None and look.bold:
                etree.SubElement(etree.SubElement(run, f"{W}rPr"), f"{W}b")
            if node:
                etree.SubElement(run, f"{W}br")
            text = etree.SubElement(run, f"{W}t")
            text.text = _xml_text(line)
            text.set(_SPACE, "preserve")
            if line:
                spans.append(Span(start, start + len(line), None, (number, node, 0)))
            start += len(line) + 1
        return Text(_xml_text(content.text), tuple(spans) or (Span(0, 0, None, (number,)),))

    def _table(self, table: Table) -> Table:
        element = etree.SubElement(self.body, f"{W}tbl")
        _frame(element, table.column_count)
        written: dict[tuple[int, int], Cell] = {}
        for row in range(table.row_count):
            line = etree.SubElement(element, f"{W}tr")
            for column, cell in _across(table, row):
                holder = _holder(line, cell, row, _WIDTH // max(1, table.column_count))
                if cell is None or cell.row != row:
                    self._paragraph(holder, Text(""))
                else:
                    written[cell.row, column] = replace(cell, content=self._lines(holder, cell.content))
        # Word joins two tables that touch.
        self._paragraph(self.body, Text(""))
        cells = tuple(written.get((cell.row, cell.column), cell) for cell in table.cells)
        return replace(table, cells=cells)

    def _lines(self, holder: etree._Element, content: Text) -> Text:
        """The lines of a cell, a paragraph each."""
        return Text.join((self._paragraph(holder, Text(line)) for line in content.text.split("\n")), "\n")

    def package(self) -> bytes:
        """The file."""
        section = etree.SubElement(self.body, f"{W}sectPr")
        _element(section, "pgSz", w="11906", h="16838")
        _element(section, "pgMar", top="1440", right="1531", bottom="1440", left="1531", header="851", footer="992", gutter="0")
        root = etree.Element(f"{W}document", nsmap={"w": W[1:-1]})
        root.append(self.body)
        parts = {
            "[Content_Types].xml": _TYPES.encode(),
            "_rels/.rels": _RELATIONS.format(_KINDS, "officeDocument", "word/document.xml").encode(),
            "word/document.xml": etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True),
            "word/_rels/document.xml.rels": _RELATIONS.format(_KINDS, "styles", "styles.xml").encode(),
            "word/styles.xml": _STYLES.format("".join(_styles())).encode(),
        }
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
            for name, data in parts.items():
                package.writestr(name, data)
        return stream.getvalue()


def _styles() -> Iterator[str]:
    yield _STYLE.format("Title", "Title", '<w:jc w:val="center"/>', 36)
    for level in range(1, 10):
        yield _STYLE.format(f"h{level}", f"heading {level}", f'<w:outlineLvl w:val="{level - 1}"/>', max(24, 32 - 2 * level))


def _style(paragraph: etree._Element, look: Paragraph) -> None:
    properties = etree.SubElement(paragraph, f"{W}pPr")
    if look.heading is not None:
        _element(properties, "pStyle", val="Title" if look.heading == 0 else f"h{look.heading}")
    if look.align is not None:
        _element(properties, "jc", val=_ALIGN[look.align])


def _frame(element: etree._Element, columns: int) -> None:
    properties = etree.SubElement(element, f"{W}tblPr")
    _element(properties, "tblW", w=str(_WIDTH), type="dxa")
    borders = etree.SubElement(properties, f"{W}tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        _element(borders, side, val="single", sz="4", space="0", color="auto")
    grid = etree.SubElement(element, f"{W}tblGrid")
    for _ in range(columns):
        _element(grid, "gridCol", w=str(_WIDTH // columns))


def _across(table: Table, row: int) -> Iterator[tuple[int, Cell | None]]:
    """The cells that a row shows, each once, with the column it begins in."""
    column = 0
    while column < table.column_count:
        cell = table.at(row, column)
        yield column, cell
        column = cell.column + cell.column_span if cell else column + 1


def _holder(line: etree._Element, cell: Cell | None, row: int, width: int) -> etree._Element:
    holder = etree.SubElement(line, f"{W}tc")
    properties = etree.SubElement(holder, f"{W}tcPr")
    span = cell.column_span if cell else 1
    _element(properties, "tcW", w=str(width * span), type="dxa")
    if span > 1:
        _element(properties, "gridSpan", val=str(span))
    if cell is not None and cell.row_span > 1:
        _element(properties, "vMerge", val="restart" if cell.row == row else "continue")
    return holder


def _xml_text(text: str) -> str:
    """The characters that XML can hold, one for one so that places stay right."""
    return _NOT_XML.sub(" ", text)


def _element(parent: etree._Element, name: str, **values: str) -> None:
    element = etree.SubElement(parent, W + name)
    for key, value in values.items():
        element.set(W + key, value)
