"""The characters of a part of a Word binary as paragraphs and tables of WordprocessingML."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from lxml import etree

from core.readers.msdoc.file import WordFile
from core.readers.msdoc.properties import Paragraph, Run, row_shape
from core.readers.msdoc.shapes import NOTHING, Shapes
from core.readers.msdoc.stylesheet import style_id
from core.readers.word_lines import Line, blocks
from core.readers.word_markup import add, clean, element

_PARAGRAPH_END, _CELL_END, _PAGE = "\r", "\x07", "\x0c"
_ENDS: Final = frozenset((_PARAGRAPH_END, _CELL_END, _PAGE))
_FIELDS: Final = {"\x13": "begin", "\x14": "separate", "\x15": "end"}
_PICTURE, _ANCHOR = "\x01", "\x08"
_COMMENT: Final = "\x05"


@dataclass
class Story:
    """Turns a stretch of characters into elements; ``comments`` are the positions of comment marks with their numbers."""

    word: WordFile
    authors: list[str] = field(default_factory=list)
    comments: dict[int, int] = field(default_factory=dict)
    shapes: Shapes = NOTHING

    def fill(self, parent: etree._Element, start: int, end: int) -> None:
        """Put the paragraphs and tables of a stretch into an element."""
        parent.extend(blocks(list(self._lines(start, end))))

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
        depth = properties.depth
        ends_cell = mark == _CELL_END if depth == 1 else properties.cell_end
        return Line(made, depth, ends_cell, row_shape(changes) if properties.row_end and depth else None)

    def _run(self, paragraph: etree._Element, start: int, end: int, run: Run) -> None:
        parent = paragraph
        if run.inserted or run.deleted:
            author = self.authors[run.author] if run.author < len(self.authors) else ""
            parent = add(paragraph, "del" if run.deleted else "ins", author=clean(author))
        made = add(parent, "r")
        if run.is_marked:
            made.append(run.markup())
        kept = ""
        for position in range(start, end):
            character = self.word.text[position]
            if character >= " " and not (character == "(" and run.symbol is not None):
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
        elif character == _PICTURE and run.special and not run.data:
            _picture(made)
        elif character == _ANCHOR and run.special:
            self._floating(made, position)
        elif character == _COMMENT and position in self.comments:
            add(made, "commentReference", id=self.comments[position])
        elif character == "(" and run.symbol is not None:
            add(made, "sym", char=f"{run.symbol:04X}", font="Wingdings")

    def _floating(self, made: etree._Element, position: int) -> None:
        """What floats over the text: a text box with its own text, or a picture; lines and frames are nothing."""
        if position in self.shapes.boxes:
            self.fill(add(add(made, "pict"), "txbxContent"), *self.shapes.boxes[position])
        elif position in self.shapes.pictures:
            _picture(made)


def _picture(run: etree._Element) -> None:
    add(run, "drawing").append(etree.Element("{http://schemas.openxmlformats.org/drawingml/2006/main}blip"))


def _text(run: etree._Element, text: str, deleted: bool) -> None:
    text = clean(text)
    if text:
        made = add(run, "delText" if deleted else "t")
        made.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        made.text = text
