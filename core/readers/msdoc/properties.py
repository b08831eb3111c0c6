"""What the modifiers of a paragraph, a run and a table row come to, and the same as markup."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, Final

from core.readers.msdoc import sprms as s
from core.readers.msdoc.binary import i16, u16, u32
from core.readers.word_lines import CellShape
from core.readers.word_markup import tag

_ALIGN: Final = {0: "left", 1: "center", 2: "right", 3: "both", 4: "distribute"}
_DOWN: Final = {1: "continue", 2: "restart", 3: "restart"}
_CELL_SIZE: Final = 20
NO_FONTS: Final[Mapping[int, str]] = {}


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; ``depth`` is how many tables it stands in."""

    depth: int = 0
    cell_end: bool = False
    row_end: bool = False
    align: int | None = None
    outline: int | None = None
    list_use: int | None = None
    list_level: int | None = None
    page_break: bool | None = None
    first_line: int | None = None
    first_line_in_characters: int | None = None

    @classmethod
    @lru_cache(maxsize=4096)
    def of(cls, changes: bytes) -> Paragraph:
        """From modifiers."""
        found: dict[str, Any] = {}
        for code, operand in s.sprms(changes):
            if code in _PARAGRAPH and operand:
                name, value = _PARAGRAPH[code]
                found[name] = value(operand)
        # Old programs say only that a paragraph is in a table, newer ones how deep.
        found["depth"] = max(found.get("depth", 0), found.pop("in_table", 0))
        return cls(**found)

    def markup(self, style: str | None = None) -> str:
        """As ``w:pPr``; nothing where there is nothing to say."""
        parts = [tag("pStyle", value=style)] if style is not None else []
        if self.page_break is not None:
            parts.append(tag("pageBreakBefore", value=int(self.page_break)))
        listed = tag("ilvl", value=self.list_level) if self.list_level is not None else ""
        listed += tag("numId", value=self.list_use) if self.list_use is not None else ""
        if listed:
            parts.append(tag("numPr", listed))
        if self.first_line is not None or self.first_line_in_characters is not None:
            is_set_in = max(self.first_line or 0, self.first_line_in_characters or 0) > 0
            parts.append(tag("ind", firstLine=int(is_set_in)))
        if self.align is not None:
            parts.append(tag("jc", value=_ALIGN.get(self.align, "both")))
        if self.outline is not None:
            parts.append(tag("outlineLvl", value=self.outline))
        return tag("pPr", "".join(parts)) if parts else ""


_PARAGRAPH: Final[dict[int, tuple[str, Callable[[bytes], Any]]]] = {
    s.IN_TABLE: ("in_table", lambda operand: operand[0] & 1),
    s.DEPTH: ("depth", lambda operand: min(u32(operand, 0), 63)),
    s.INNER_CELL: ("cell_end", s.is_on),
    s.ROW_END: ("row_end", s.is_on),
    s.INNER_ROW_END: ("row_end", s.is_on),
    s.ALIGN: ("align", lambda operand: operand[0]),
    s.ALIGN_OLD: ("align", lambda operand: operand[0]),
    s.OUTLINE: ("outline", lambda operand: operand[0]),
    s.LIST: ("list_use", lambda operand: i16(operand, 0)),
    s.LIST_LEVEL: ("list_level", lambda operand: operand[0]),
    s.PAGE_BREAK: ("page_break", s.is_on),
    s.FIRST_LINE: ("first_line", lambda operand: i16(operand, 0)),
    s.FIRST_LINE_OLD: ("first_line", lambda operand: i16(operand, 0)),
    s.FIRST_LINE_IN_CHARACTERS: ("first_line_in_characters", lambda operand: i16(operand, 0)),
}


@dataclass(frozen=True, slots=True)
class Run:
    """A run of characters. ``symbol`` is the font and the character that stands where the text has a bracket."""

    bold: bool | None = None
    hidden: bool | None = None
    struck: bool | None = None
    special: bool = False
    data: bool = False
    inserted: bool = False
    deleted: bool = False
    author: int = 0
    style: int | None = None
    symbol: tuple[int, int] | None = None
    font: int | None = None

    @classmethod
    @lru_cache(maxsize=4096)
    def of(cls, changes: bytes) -> Run:
        """From modifiers."""
        found: dict[str, Any] = {}
        for code, operand in s.sprms(changes):
            if code in _RUN and operand:
                name, value = _RUN[code]
                found[name] = value(operand)
        return cls(**found)

    def markup(self, fonts: Mapping[int, str] = NO_FONTS) -> str:
        """As ``w:rPr``; nothing where there is nothing to say. ``fonts`` are those of symbols: of others nobody asks."""
        parts = [tag("rStyle", value=f"s{self.style}")] if self.style is not None else []
        if self.font is not None and self.font in fonts:
            parts.append(tag("rFonts", ascii=fonts[self.font]))
        if self.bold is not None:
            parts.append(tag("b", value=int(self.bold)))
        if self.hidden is not None:
            parts.append(tag("vanish", value=int(self.hidden)))
        if self.struck is not None:
            parts.append(tag("strike", value=int(self.struck)))
        return tag("rPr", "".join(parts)) if parts else ""


_RUN: Final[dict[int, tuple[str, Callable[[bytes], Any]]]] = {
    s.BOLD: ("bold", s.is_on),
    s.HIDDEN: ("hidden", s.is_on),
    s.STRUCK: ("struck", s.is_on),
    s.STRUCK_TWICE: ("struck", s.is_on),
    s.SPECIAL: ("special", s.is_on),
    s.DATA: ("data", s.is_on),
    s.INSERTED: ("inserted", s.is_on),
    s.DELETED: ("deleted", s.is_on),
    s.AUTHOR: ("author", lambda operand: u16(operand, 0)),
    s.AUTHOR_OF_DELETION: ("author", lambda operand: u16(operand, 0)),
    s.CHARACTER_STYLE: ("style", lambda operand: u16(operand, 0)),
    s.SYMBOL: ("symbol", lambda operand: (u16(operand, 0), u16(operand, 2))),
    s.FONT: ("font", lambda operand: u16(operand, 0)),
}


@lru_cache(maxsize=4096)
def row_shape(changes: bytes) -> tuple[CellShape, ...]:
    """The cells of a row from the modifiers of its end mark; none where they do not say."""
    cells: list[CellShape] = []
    for code, operand in s.sprms(changes):
        if code == s.TABLE:
            cells = _defined(operand)
        elif code == s.VERTICAL_MERGE and len(operand) >= 2 and operand[0] < len(cells):
            cells[operand[0]] = replace(cells[operand[0]], down=_DOWN.get(operand[1]))
        elif code in (s.MERGE, s.SPLIT) and len(operand) >= 2:
            for number in range(operand[0], min(operand[1], len(cells))):
                cells[number] = replace(cells[number], across=code == s.MERGE and number > operand[0])
    return tuple(cells)


def _defined(operand: bytes) -> list[CellShape]:
    count = operand[0] if operand else 0
    if len(operand) < 1 + 2 * (count + 1):
        return []
    edges = [i16(operand, 1 + 2 * number) for number in range(count + 1)]
    start = 1 + 2 * (count + 1)
    flags = [u16(operand, at) if (at := start + _CELL_SIZE * number) + 2 <= len(operand) else 0 for number in range(count)]
    return [_cell(edges[number], edges[number + 1], flags[number]) for number in range(count)]


def _cell(left: int, right: int, flags: int) -> CellShape:
    return CellShape(left, right, bool(flags & 2) and not flags & 1, _DOWN.get(flags >> 5 & 3))
