"""The characters of a part of a Word binary as paragraphs and tables of WordprocessingML."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from core.readers.msdoc.file import WordFile
from core.readers.msdoc.properties import Paragraph, Run, row_shape
from core.readers.msdoc.shapes import NOTHING, Shapes
from core.readers.msdoc.stylesheet import style_id
from core.readers.word_lines import CellShape, Line, blocks
from core.readers.word_markup import PICTURE, tag, text

_CELL_END, _PAGE = "\x07", "\x0c"
_ENDS: Final = re.compile("[\r\x07\x0c]")
_CONTROL: Final = re.compile("[\0-\x1f]")
_CONTROL_OR_SYMBOL: Final = re.compile(r"[\0-\x1f(]")
_SIGNS: Final = {
    "\t": tag("tab"),
    "\x0b": tag("br"),
    _PAGE: tag("br", type="page"),
    "\x1e": tag("noBreakHyphen"),
    "\x13": tag("fldChar", fldCharType="begin"),
    "\x14": tag("fldChar", fldCharType="separate"),
    "\x15": tag("fldChar", fldCharType="end"),
}
_PICTURE, _ANCHOR = "\x01", "\x08"
_COMMENT: Final = "\x05"


class _Setting(NamedTuple):
    """What paragraphs of one style with the same modifiers have in common."""

    properties: str
    depth: int
    ends_cell: bool
    row: tuple[CellShape, ...] | None


@dataclass
class Story:
    """Turns a stretch of characters into markup; ``comments`` are the positions of comment marks with their numbers.

    ``styles`` are the numbers of the styles met so far, ``fonts`` the names of the fonts of symbols by their numbers.
    """

    word: WordFile
    authors: list[str] = field(default_factory=list)
    comments: dict[int, int] = field(default_factory=dict)
    shapes: Shapes = NOTHING
    fonts: dict[int, str] = field(default_factory=dict)
    styles: set[int] = field(default_factory=set)
    _settings: dict[tuple[int, bytes], _Setting] = field(default_factory=dict)
    _looks: dict[bytes, tuple[Run, str]] = field(default_factory=dict)

    def markup(self, start: int, end: int) -> str:
        """The paragraphs and tables of a stretch."""
        return "".join(blocks(list(self._lines(start, end))))

    def _lines(self, start: int, end: int) -> Iterator[Line]:
        first = start
        for mark in _ENDS.finditer(self.word.text, start, end):
            if mark[0] == _PAGE and not self.word.ends_paragraph(mark.start()):
                continue
            yield self._line(first, mark.start())
            first = mark.end()
        if first < end:
            yield self._line(first, end - 1, whole=True)

    def _line(self, first: int, last: int, *, whole: bool = False) -> Line:
        found = self.word.paragraph_at(last)
        setting = self._settings.get(found) or self._setting(*found)
        mark = self.word.text[last]
        content = self._content(first, last + 1 if whole else last)
        if mark == _PAGE and not whole:
            content += tag("r", tag("br", type="page"))
        ends_cell = mark == _CELL_END if setting.depth == 1 else setting.ends_cell
        properties = setting.properties
        if mark == "\r" and not whole and self._is_deleted(last):
            properties = tag("pPr", properties.removeprefix("<w:pPr>").removesuffix("</w:pPr>") + tag("rPr", tag("del")))
        return Line(properties, content, setting.depth, ends_cell, setting.row)

    def _content(self, position: int, stop: int) -> str:
        """The runs of a stretch."""
        runs = ""
        while position < stop:
            end, modifiers = self.word.run_at(position)
            end = min(end, stop)
            runs += self._run(position, end, *(self._looks.get(modifiers) or self._look(modifiers)))
            position = end
        return runs

    def _is_deleted(self, position: int) -> bool:
        _, modifiers = self.word.run_at(position)
        return (self._looks.get(modifiers) or self._look(modifiers))[0].deleted

    def _setting(self, number: int, changes: bytes) -> _Setting:
        self.styles.add(number)
        properties = Paragraph.of(changes)
        row = row_shape(changes) if properties.row_end and properties.depth else None
        # Style 0 is the one of a paragraph that names none.
        markup = properties.markup(style_id(number) if number else None)
        made = _Setting(markup, properties.depth, properties.cell_end, row)
        self._settings[number, changes] = made
        return made

    def _look(self, modifiers: bytes) -> tuple[Run, str]:
        run = Run.of(modifiers)
        if run.style is not None:
            self.styles.add(run.style)
        self._looks[modifiers] = run, run.markup(self.fonts)
        return self._looks[modifiers]

    def _run(self, start: int, end: int, run: Run, look: str) -> str:
        words, deleted = self.word.text[start:end], run.deleted
        if run.symbol is None and words.isprintable():
            made = f"<w:r>{look}{text(words, deleted=deleted)}</w:r>"
        else:
            made = f"<w:r>{look}{''.join(self._mixed(words, start, run))}</w:r>"
        if run.inserted or deleted:
            author = self.authors[run.author] if run.author < len(self.authors) else ""
            return tag("del" if deleted else "ins", made, author=author)
        return made

    def _mixed(self, words: str, start: int, run: Run) -> Iterator[str]:
        """The markup of characters among which some stand for something else."""
        special, at = _CONTROL if run.symbol is None else _CONTROL_OR_SYMBOL, 0
        for found in special.finditer(words):
            position = found.start()
            yield text(words[at:position], deleted=run.deleted)
            yield self._special(words[position], start + position, run)
            at = position + 1
        yield text(words[at:], deleted=run.deleted)

    def _special(self, character: str, position: int, run: Run) -> str:
        if character in _SIGNS:
            return _SIGNS[character]
        if character == _PICTURE:
            return PICTURE if run.special and not run.data else ""
        if character == _ANCHOR:
            return self._floating(position) if run.special else ""
        if character == _COMMENT and position in self.comments:
            return tag("commentReference", id=self.comments[position])
        if character != "(" or run.symbol is None:
            return ""
        font, symbol = run.symbol
        return tag("sym", char=f"{symbol:04X}", font=self.fonts.get(font, ""))

    def _floating(self, position: int) -> str:
        """What floats over the text: a text box with its own text, or a picture; lines and frames are nothing."""
        if position in self.shapes.boxes:
            return tag("pict", tag("txbxContent", self.markup(*self.shapes.boxes[position])))
        return PICTURE if position in self.shapes.pictures else ""
