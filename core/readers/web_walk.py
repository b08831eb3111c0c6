"""From the elements of a web page to blocks: one pass, no recursion but into the cells of a table."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Final

from lxml import etree

from core.document import Align, Block, Paragraph, Picture, Table, Text
from core.readers.numerals import numeral
from core.readers.package import whole
from core.readers.symbols import BULLETS, PRIVATE, symbol_font, without_symbols
from core.readers.web_article import SILENT, Page, hidden
from core.readers.web_style import FirstLines
from core.readers.web_table import is_layout, place_cells, table_rows
from core.readers.web_text import Flow, Numbers, inner_text

_BLOCK_TAGS: Final = (
    "address article aside blockquote body br caption center dd details div dl dt fieldset figcaption figure footer form"
    " h1 h2 h3 h4 h5 h6 header hr html legend li main ol p pre section summary table tbody td tfoot th thead tr ul"
)
_BLOCKS: Final = frozenset(_BLOCK_TAGS.split())
_HEADINGS: Final = {f"h{level}": level for level in range(1, 7)}
_ALIGN: Final = {
    **dict.fromkeys(("left", "start"), Align.LEFT),
    **dict.fromkeys(("center", "middle", "-webkit-center"), Align.CENTER),
    **dict.fromkeys(("right", "end"), Align.RIGHT),
}
_TEXT_ALIGN: Final = re.compile(r"text-align\s*:\s*([a-z-]+)", re.IGNORECASE)
_TEXT_INDENT: Final = re.compile(r"text-indent\s*:\s*(-?[\d.]+)", re.IGNORECASE)
_FAMILY: Final = re.compile(r"(?:^|[;\s])font-family\s*:\s*[\"']?([^\"';,]+)", re.IGNORECASE)
_NUMBER: Final = re.compile(r"mso-list\s*:\s*ignore", re.IGNORECASE)
"""What Word writes round the number of a list item."""
_BULLETS: Final = "".join(BULLETS)
_WEIGHT: Final = re.compile(r"font-weight\s*:\s*(\w+)", re.IGNORECASE)
_DISPLAY_BLOCK: Final = re.compile(r"display\s*:\s*block", re.IGNORECASE)
_LIST_STYLE: Final = re.compile(r"list-style(?:-type)?\s*:\s*([a-z-]+)", re.IGNORECASE)
_LIST_STYLES: Final = {
    "decimal-leading-zero": "decimalZero",
    **dict.fromkeys(("1", "decimal"), "decimal"),
    **dict.fromkeys(("a", "lower-alpha", "lower-latin"), "lowerLetter"),
    **dict.fromkeys(("A", "upper-alpha", "upper-latin"), "upperLetter"),
    **dict.fromkeys(("i", "lower-roman"), "lowerRoman"),
    **dict.fromkeys(("I", "upper-roman"), "upperRoman"),
    **dict.fromkeys(("cjk-ideographic", "simp-chinese-informal", "trad-chinese-informal"), "chineseCountingThousand"),
    **dict.fromkeys(("none", "disc", "circle", "square"), "none"),
}
_STRUCK: Final = frozenset({"del", "s", "strike"})
_MOST_STRUCK: Final = 400
"""More than so many characters struck through are an element that was never closed."""
_ICON: Final = 60
"""Pictures declared smaller than this many pixels are icons."""


@dataclass(frozen=True, slots=True)
class _Look:
    """What an element hands down to those inside."""

    bold: bool = False
    align: Align | None = None
    heading: int | None = None
    verbatim: bool = False
    set_in: bool = False
    symbols: str | None = None
    number: bool = False


@dataclass(slots=True)
class _List:
    """An open list: the number of its next item and how it looks."""

    number: int
    step: int
    style: str


class Walker:
    """Goes through an element once and cuts its text into blocks; with ``flat`` tables become lines.

    ``hidden`` are afterwards the elements that were left out because the page does not show them, ``hidden_cells`` counts the cells of
    tables that were read all the same: a row or column that somebody hid is part of the table.
    ``struck`` are the words that the page shows struck through, which are left out.
    ``lost_numbers`` tells afterwards that headings were numbered by a program that writes 一、 and 1. alike: their numbers are then left out.
    """

    def __init__(self, page: Page, numbers: Numbers, flat: bool = False) -> None:
        self._page, self._numbers, self._flat = page, numbers, flat
        self._blocks: list[Block] = []
        self._pictures: list[Picture] = []
        self._flow = Flow()
        self._looks = [_Look()]
        self._lists: list[_List] = []
        self._label = ""
        self._bold: bool | None = None
        self._behind_break = False
        self.lost_numbers = False
        self.hidden: list[etree._Element] = []
        self.hidden_cells = 0
        self.struck: list[str] = []

    def walk(self, root: etree._Element) -> list[Block]:
        """The blocks of an element."""
        skipped = None
        walk = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
        for event, element in walk:
            if event == "start":
                if not self._enter(element, element is root):
                    skipped = element
                    walk.skip_subtree()
                continue
            if element is skipped:
                skipped = None
            elif event == "end":
                self._leave(element)
            if element is not root and element.tail:
                self._text(element, True, element.tail)
        self._flush()
        return self._blocks

    def _enter(self, element: etree._Element, is_root: bool) -> bool:
        """Begin an element; False when it is done with and its inside is to be left out."""
        if not is_root and self._page.is_noise(element):
            if element.tag not in SILENT and hidden(element):
                self.hidden.append(element)
            return False
        if element.tag in _STRUCK and 0 < len(words := inner_text(element).strip()) <= _MOST_STRUCK:
            self.struck.append(words)
            return False
        if _is_block(element):
            self._flush()
            self._behind_break = element.tag == "br"
        if element.tag == "table" and not self._flat and self._table(element):
            return False
        if element.tag == "img":
            self._picture(element)
        self._looks.append(_look(element, self._looks[-1], self._page.first_lines))
        if element.tag in ("ol", "ul"):
            self._lists.append(_list(element))
        elif element.tag == "li" and self._lists:
            self._label = self._item(element, self._lists[-1])
        if element.text:
            self._text(element, False, element.text)
        return True

    def _leave(self, element: etree._Element) -> None:
        if _is_block(element):
            self._flush()
            self._behind_break = element.tag == "br"
        self._looks.pop()
        if element.tag == "li":
            self._label = ""
        elif element.tag in ("ol", "ul") and self._lists:
            self._lists.pop()

    def _item(self, element: etree._Element, held: _List) -> str:
        number = whole(element.get("value"), held.number)
        held.number = number + held.step
        text = numeral(number, _list_style(element, held.style))
        return f"{text}." if text else ""

    def _text(self, element: etree._Element, tail: bool, data: str) -> None:
        look, number = self._looks[-1], self._numbers.of(element, tail)
        if data.strip():
            self._bold = look.bold and self._bold is not False
        if not look.verbatim:
            if look.symbols is not None or PRIVATE.search(data):
                # A number that is a symbol is a bullet, whatever it shows.
                self._feed_symbols("" if look.number else data, number, look.symbols)
            else:
                self._flow.feed(data, number)
            return
        start = 0
        for line in data.splitlines(keepends=True):
            self._flow.verbatim(line.rstrip("\r\n"), number, start)
            start += len(line)
            if line[-1] in "\r\n":
                self._flush()

    def _feed_symbols(self, data: str, number: int, font: str | None) -> None:
        """Add a text with characters of a symbol font in it; a bullet at the beginning is no text, like the marker of a list."""
        for start, piece in without_symbols(data, font):
            shown = piece if self._flow.has_begun else piece.lstrip(_BULLETS)
            self._flow.feed(shown, number, start + len(piece) - len(shown))

    def _flush(self) -> None:
        """End the paragraph."""
        content = self._flow.take()
        bold, self._bold = self._bold, None
        if content.text:
            look = self._looks[-1]
            label, self._label = self._label, ""
            if label and look.heading is not None and self._page.made_by_office:
                label, self.lost_numbers = "", True
            whole_text = Text.join([Text(label), content]) if label else content
            set_in = self._flow.set_in or (look.set_in and not self._behind_break)
            self._blocks.append(Paragraph(whole_text, -1, look.heading, look.align, bool(bold), len(label), set_in))
        self._blocks += self._pictures
        self._pictures = []

    def _picture(self, element: etree._Element) -> None:
        sizes = [whole((element.get(name) or "").removesuffix("px"), _ICON + 1) for name in ("width", "height")]
        if min(sizes) > _ICON:
            self._pictures.append(Picture(description=(element.get("alt") or "").strip()))

    def _table(self, element: etree._Element) -> bool:
        """Read a table; False when it only lays out text."""
        rows = table_rows(element)
        if is_layout(element, rows):
            return False
        captions: list[Block] = [block for caption in element.iterchildren("caption") for block in self._inside(caption)]
        pictures: list[Block] = []
        cells = tuple(place_cells(rows, lambda cell: self._cell(cell, pictures)))
        self._blocks += [*captions, Table(cells), *pictures]
        self.hidden_cells += sum(1 for row in rows for cell in row if _is_hidden_cell(cell))
        return True

    def _inside(self, element: etree._Element) -> list[Block]:
        inner = Walker(self._page, self._numbers, flat=True)
        inner.hidden, inner.struck = self.hidden, self.struck
        inner._looks.append(self._looks[-1])
        return inner.walk(element)

    def _cell(self, element: etree._Element, pictures: list[Block]) -> Text:
        blocks = self._inside(element)
        pictures += [block for block in blocks if isinstance(block, Picture)]
        return Text.join((block.content for block in blocks if isinstance(block, Paragraph)), "\n")


def _is_hidden_cell(cell: etree._Element) -> bool:
    row = cell.getparent()
    group = row.getparent() if row is not None else None
    around = [each for each in (cell, row, group) if each is not None and each.tag != "table"]
    return any(map(hidden, around)) and bool(inner_text(cell).strip())


def _is_block(element: etree._Element) -> bool:
    return element.tag in _BLOCKS or bool(_DISPLAY_BLOCK.search(element.get("style") or ""))


def _look(element: etree._Element, outer: _Look, first_lines: FirstLines) -> _Look:
    style = element.get("style") or ""
    align = _TEXT_ALIGN.search(style)
    stated = (align[1] if align else element.get("align") or ("center" if element.tag == "center" else "")).lower()
    # The attribute of a table or picture places the thing itself.
    if element.tag in ("table", "img"):
        stated = ""
    heading = _HEADINGS.get(str(element.tag))
    indent = _TEXT_INDENT.search(style)
    set_in = bool(indent[1].strip("-0.")) and indent[1][0] != "-" if indent else first_lines.of(element)
    family = _FAMILY.search(style)
    face = family[1] if family else element.get("face") if element.tag == "font" else None
    return replace(
        outer,
        bold=_is_bold(element, style, outer.bold),
        align=_ALIGN.get(stated, outer.align),
        heading=heading if heading is not None else outer.heading,
        verbatim=outer.verbatim or element.tag in ("pre", "xmp"),
        number=outer.number or bool(_NUMBER.search(style)),
        symbols=symbol_font(face.partition(",")[0]) if face else outer.symbols,
        set_in=outer.set_in if set_in is None else set_in,
    )


def _is_bold(element: etree._Element, style: str, outer: bool) -> bool:
    weight = _WEIGHT.search(style)
    if weight:
        return weight[1].lower() in ("bold", "bolder") or whole(weight[1]) >= 600
    return outer or element.tag in ("b", "strong", "th") or element.tag in _HEADINGS


def _list(element: etree._Element) -> _List:
    backwards = element.get("reversed") is not None
    items = sum(1 for _ in element.iterchildren("li")) if backwards else 1
    default = _LIST_STYLES.get(element.get("type") or "", "decimal") if element.tag == "ol" else "none"
    return _List(whole(element.get("start"), items), -1 if backwards else 1, _list_style(element, default))


def _list_style(element: etree._Element, default: str) -> str:
    found = _LIST_STYLE.search(element.get("style") or "")
    return _LIST_STYLES.get(found[1].lower(), default) if found else default
