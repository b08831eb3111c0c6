"""Comments of a workbook: the part with their words and the drawing of their boxes, made where a sheet has none."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from lxml import etree

from core.annotators.package import Copy, is_strict, relation_id
from core.annotators.sheet_parts import Sheet, Workbook
from core.document import OWN_AUTHOR
from core.readers.sheet_cells import position

_CONTENT_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
_DRAWING_TYPE: Final = "application/vnd.openxmlformats-officedocument.vmlDrawing"
_SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"
_EMPTY: Final = (
    '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:x="urn:schemas-microsoft-com:office:excel"><v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" '
    'path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype></xml>'
)
_SHAPE: Final = (
    '<v:shape xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:x="urn:schemas-microsoft-com:office:excel" id="{key}" type="#_x0000_t202" style="position:absolute;visibility:hidden" '
    'fillcolor="#ffffe1" o:insetmode="auto"><v:fill color2="#ffffe1"/><v:shadow on="t" color="black" obscured="t"/>'
    '<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"/></v:textbox><x:ClientData ObjectType="Note">'
    "<x:MoveWithCells/><x:SizeWithCells/><x:Anchor>{anchor}</x:Anchor><x:AutoFill>False</x:AutoFill><x:Row>{row}</x:Row>"
    "<x:Column>{column}</x:Column></x:ClientData></v:shape>"
)
_BEHIND_DRAWING: Final = (
    "legacyDrawingHF",
    "drawingHF",
    "picture",
    "oleObjects",
    "controls",
    "webPublishItems",
    "tableParts",
    "extLst",
)
"""What the schema puts behind the drawing of the comments."""
_FIRST: Final = 1024
"""Shapes of a new drawing are numbered behind this."""
_WIDE: Final = 4
_LETTERS: Final = 18
"""Columns that a box takes, and the characters that a line of it holds."""


@dataclass
class _Held:
    """The comments of one sheet."""

    part: str
    root: etree._Element
    drawing_part: str
    number: int
    shapes: list[str] = field(default_factory=list)


class Notes:
    """Adds comments to sheets; a cell that has one keeps its words, ours behind them."""

    def __init__(self, workbook: Workbook) -> None:
        self._package: Copy = workbook.package
        self._s = workbook.s
        self._held: dict[str, _Held] = {}

    def add(self, sheet: Sheet, address: str, lines: Sequence[str]) -> None:
        """Write lines into the comment of a cell."""
        held = self._of(sheet)
        s = self._s
        holder = held.root.find(f"{s}commentList")
        assert holder is not None  # _new() and the schema put it there
        comment = next((each for each in holder if each.get("ref") == address), None)
        words = "\n".join(lines)
        if comment is None:
            comment = etree.SubElement(holder, f"{s}comment")
            comment.set("ref", address)
            comment.set("authorId", str(self._author(held)))
            etree.SubElement(comment, f"{s}text")
            held.number += 1
            held.shapes.append(_shape(address, words, held.number))
        else:
            words = f"\n———\n{words}"
        text = comment.find(f"{s}text")
        assert text is not None  # the schema demands it
        run = etree.SubElement(text, f"{s}r")
        etree.SubElement(etree.SubElement(run, f"{s}rPr"), f"{s}sz").set("val", "9")
        node = etree.SubElement(run, f"{s}t")
        node.text = words
        node.set(_SPACE, "preserve")

    def _author(self, held: _Held) -> int:
        authors = held.root.find(f"{self._s}authors")
        assert authors is not None  # as above
        names = [each.text or "" for each in authors]
        if OWN_AUTHOR not in names:
            etree.SubElement(authors, f"{self._s}author").text = OWN_AUTHOR
            names.append(OWN_AUTHOR)
        return names.index(OWN_AUTHOR)

    def _of(self, sheet: Sheet) -> _Held:
        if sheet.part not in self._held:
            found = self._package.source.related(sheet.part, "comments")
            part, root = (found[0], self._package.xml(found[0])) if found else self._new(sheet)
            self._held[sheet.part] = _Held(part, root, *self._drawing(sheet))
        return self._held[sheet.part]

    def _new(self, sheet: Sheet) -> tuple[str, etree._Element]:
        part = self._package.unused("xl/comments{}.xml")
        root = etree.fromstring(f'<comments xmlns="{self._s[1:-1]}"><authors/><commentList/></comments>')
        self._package.put_xml(part, root)
        self._package.declare(part, _CONTENT_TYPE)
        self._package.relate(sheet.part, "comments", part, is_strict(sheet.root))
        return part, root

    def _drawing(self, sheet: Sheet) -> tuple[str, int]:
        """The drawing of a sheet's comment boxes, which a sheet names itself, and the highest number of its shapes."""
        relations = self._package.source.relations(sheet.part)
        key = relation_id(sheet.root)
        named = sheet.root.find(f"{self._s}legacyDrawing")
        if named is not None and named.get(key, "") in relations:
            part = relations[named.get(key, "")].target
            return part, _highest(self._package.data(part))
        part = self._package.unused("xl/drawings/vmlDrawing{}.vml")
        self._package.put(part, _EMPTY.encode())
        self._package.declare(part, _DRAWING_TYPE)
        named = sheet.root.makeelement(f"{self._s}legacyDrawing", nsmap={"r": key[1:].partition("}")[0]})
        named.set(key, self._package.relate(sheet.part, "vmlDrawing", part, is_strict(sheet.root)))
        behind = next((each for name in _BEHIND_DRAWING if (each := sheet.root.find(self._s + name)) is not None), None)
        if behind is None:
            sheet.root.append(named)
        else:
            behind.addprevious(named)
        return part, _FIRST

    def save(self) -> None:
        """Put the comments and their drawings into the package."""
        for held in self._held.values():
            self._package.put_xml(held.part, held.root)
            if held.shapes:
                drawing = _with_shapes(self._package.data(held.drawing_part), held.shapes)
                self._package.put(held.drawing_part, drawing)


def _highest(drawing: bytes) -> int:
    """The highest number of a shape; the drawing need not be XML that a parser takes."""
    return max((int(each) for each in re.findall(rb"_x0000_[si](\d{1,9})\b", drawing.replace(b"\0", b""))), default=_FIRST)


def _with_shapes(drawing: bytes, shapes: Sequence[str]) -> bytes:
    """A drawing with more shapes; one whose end cannot be found stays as it is.

    Excel writes HTML into some drawings (an unclosed ``<br>``), so that they are no XML: the shapes are put in as bytes.
    """
    end = drawing.rfind(b"</xml>")
    if end >= 0:
        return drawing[:end] + "".join(shapes).encode() + drawing[end:]
    try:
        root = etree.fromstring(drawing, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False))
    except etree.XMLSyntaxError:
        return drawing
    for shape in shapes:
        root.append(etree.fromstring(shape))
    return etree.tostring(root.getroottree(), xml_declaration=True, encoding="UTF-8", standalone=True)


def _shape(address: str, words: str, number: int) -> str:
    """A box beside its cell, as high as its words need."""
    row, column = position(address) or (0, 0)
    height = 1 + sum(1 + len(line) // _LETTERS for line in words.split("\n"))
    anchor = f"{column + 1}, 15, {max(0, row - 1)}, 4, {column + 1 + _WIDE}, 31, {max(0, row - 1) + height}, 9"
    return _SHAPE.format(key=f"_x0000_s{number}", anchor=anchor, row=row, column=column)
