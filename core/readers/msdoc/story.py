"""The characters of a part of a Word binary as paragraphs and tables of WordprocessingML."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from lxml import etree

from core.readers.msdoc.file import WordFile
from core.readers.msdoc.markup import add, clean, element
from core.readers.msdoc.properties import CellShape, Paragraph, Run, row_shape
from core.readers.msdoc.stylesheet import style_id

_PARAGRAPH_END, _CELL_END, _PAGE = "\r", "\x07", "\x0c"
_ENDS: Final = frozenset((_PARAGRAPH_END, _CELL_END, _PAGE))
_FIELDS: Final = {"\x13": "begin", "\x14": "separate", "\x15": "end"}
_PICTURES: Final = frozenset("\x01\x08")
_COMMENT: Final = "\x05"
_DEPTH: Final = 8
"""Tables inside tables; deeper ones run on as text."""
_EDGE: Final = 60
"""Twips within which two edges of cells are one: a hand that drags a border does not hit it exactly."""


@dataclass
class Line:
    """A paragraph with what it says about tables. ``changes`` are its modifiers, ``mark`` the character that ends it."""

    markup: etree._Element
    properties: Paragraph
    mark: str
    changes: bytes = b""

    @property
    def depth(self) -> int:
        """How many tables it stands in."""
        return min(self.properties.depth, _DEPTH)

    @property
    def ends_row(self) -> bool:
        """It is the mark behind the last cell of a row."""
        return self.properties.row_end and self.depth > 0

    def ends_cell(self, depth: int) -> bool:
        """It is the last paragraph of a cell of the table at a depth."""
        return self.mark == _CELL_END if depth == 1 else self.properties.cell_end and self.depth == depth


@dataclass
class Story:
    """Turns a stretch of characters into elements; ``comments`` are the positions of comment marks with their numbers."""

    word: WordFile
    authors: list[str] = field(default_factory=list)
    comments: dict[int, int] = field(default_factory=dict)

    def fill(self, parent: etree._Element, start: int, end: int) -> None:
        """Put the paragraphs and tables of a stretch into an element."""
        parent.extend(_blocks(list(self._lines(start, end)), 0))

    def _lines(self, start: int, end: int) -> Iterator[Line]:
        text, first = self.word.text, start
        for position in range(start, end):
            if text[position] in _ENDS:
                yield self._line(first, position)
                first = position + 1
        if first < end:
            yield self._line(first, end - 1, whole=True)

    def _line(self, first: int, last: int, *, whole: bool = False) -> Line:
        number, changes = self.word.paragraph_at(last)
        properties = Paragraph.of(changes)
        made = element("p")
        made.append(properties.markup(style_id(number)))
        mark = self.word.text[last]
        position, stop = first, last + 1 if whole else last
        while position < stop:
            end, modifiers = self.word.run_at(position)
            end = min(end, stop)
            self._run(made, position, end, Run.of(modifiers))
            position = end
        if mark == _PAGE and not whole:
            add(add(made, "r"), "br", type="page")
        return Line(made, properties, mark, changes)

    def _run(self, paragraph: etree._Element, start: int, end: int, run: Run) -> None:
        parent = paragraph
        if run.inserted or run.deleted:
            author = self.authors[run.author] if run.author < len(self.authors) else ""
            parent = add(paragraph, "del" if run.deleted else "ins", author=clean(author))
        made = add(parent, "r")
        made.append(run.markup())
        kept = ""
        for position in range(start, end):
            character = self.word.text[position]
            if character >= " " and not (run.special and character == "(" and run.symbol is not None):
                kept += character
                continue
            _text(made, kept, run.deleted)
            kept = ""
            self._special(made, character, position, run)
        _text(made, kept, run.deleted)

    def _special(self, made: etree._Element, character: str, position: int, run: Run) -> None:
        if character in _FIELDS:
            add(made, "fldChar", fldCharType=_FIELDS[character])
        elif character == "\t":
            add(made, "tab")
        elif character == "\x0b":
            add(made, "br")
        elif character == "\x1e":
            add(made, "noBreakHyphen")
        elif character in _PICTURES and run.special:
            add(made, "drawing").append(etree.Element("{http://schemas.openxmlformats.org/drawingml/2006/main}blip"))
        elif character == _COMMENT and position in self.comments:
            add(made, "commentReference", id=self.comments[position])
        elif character == "(" and run.symbol is not None:
            add(made, "sym", char=f"{run.symbol:04X}", font="Wingdings")


def _text(run: etree._Element, text: str, deleted: bool) -> None:
    text = clean(text)
    if text:
        made = add(run, "delText" if deleted else "t")
        made.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        made.text = text


def _blocks(lines: list[Line], depth: int) -> Iterator[etree._Element]:
    """The paragraphs and tables at a depth of tables."""
    at = 0
    while at < len(lines):
        if lines[at].depth <= depth:
            yield lines[at].markup
            at += 1
            continue
        end = at
        while end < len(lines) and lines[end].depth > depth:
            end += 1
        yield from _table(lines[at:end], depth + 1)
        at = end


def _table(lines: list[Line], depth: int) -> Iterator[etree._Element]:
    """The rows of one table; what stands behind its last row mark is text."""
    rows: list[tuple[list[list[Line]], list[CellShape]]] = []
    cells: list[list[Line]] = []
    cell: list[Line] = []
    for line in lines:
        if line.ends_row and line.depth == depth:
            if cell:
                cells.append(cell)
            rows.append((cells, row_shape(line.changes)))
            cells, cell = [], []
            continue
        cell.append(line)
        if line.depth == depth and line.ends_cell(depth):
            cells.append(cell)
            cell = []
    if rows:
        yield _markup(rows, depth)
    for left in [*cells, cell]:
        yield from (line.markup for line in left)


def _markup(rows: list[tuple[list[list[Line]], list[CellShape]]], depth: int) -> etree._Element:
    table = element("tbl")
    edges = _edges(edge for _, shapes in rows for shape in shapes for edge in (shape.left, shape.right))
    for cells, shapes in rows:
        row = add(table, "tr")
        if shapes and (before := edges.get(shapes[0].left, 0)):
            add(add(row, "trPr"), "gridBefore", before)
        for number, content in enumerate(cells):
            made = add(row, "tc")
            if number < len(shapes):
                made.append(_cell_properties(shapes[number], edges))
            made.extend(_blocks(content, depth))
    return table


def _cell_properties(shape: CellShape, edges: dict[int, int]) -> etree._Element:
    made = element("tcPr")
    add(made, "gridSpan", max(1, edges.get(shape.right, 0) - edges.get(shape.left, 0)))
    if shape.across:
        add(made, "hMerge", "continue")
    if shape.down:
        add(made, "vMerge", shape.down)
    return made


def _edges(found: Iterator[int]) -> dict[int, int]:
    """The column that each edge belongs to: edges that lie close together are one."""
    columns: dict[int, int] = {}
    column, last = -1, -(1 << 30)
    for edge in sorted(set(found)):
        if edge - last > _EDGE:
            column += 1
            last = edge
        columns[edge] = column
    return columns
