"""What the properties of paragraphs, runs, rows and cells say, gathered in one pass over a part.

Few of the elements that a word processor writes there matter. To look for them where each paragraph or cell is read means to go
through all the others; the parser's own search touches only those asked for.
"""

from __future__ import annotations

from typing import Final

from lxml import etree

from core.document import RevisionKind
from core.readers.numbering import VAL, W
from core.readers.symbols import symbol_font

_P_PR: Final = f"{W}pPr"
_R_PR: Final = f"{W}rPr"

IND: Final = f"{W}ind"
OF_PARAGRAPHS: Final = {W + name: name for name in ("pStyle", "jc", "outlineLvl", "pageBreakBefore", "ind")}
IN_LISTS: Final = {W + name: name for name in ("ilvl", "numId")}
_OF_RUNS: Final = {W + name: name for name in ("b", "vanish", "strike", "dstrike", "rStyle")}
_OF_TABLES: Final = {W + name: name for name in ("gridSpan", "vMerge", "hMerge", "gridBefore")}
_NAMES: Final = OF_PARAGRAPHS | IN_LISTS | _OF_RUNS | _OF_TABLES
_FONTS: Final = f"{W}rFonts"
_LETTERS: Final = [W + name for name in ("ascii", "hAnsi")]
"""The fonts of letters, which those of symbols are; that of Chinese characters does not touch them."""
_GONE: Final = {f"{W}del": f"{W}trPr", f"{W}moveFrom": f"{W}trPr", f"{W}cellDel": f"{W}tcPr"}
"""What says that a row or cell was deleted, and in which properties."""
_COME: Final = {f"{W}ins": f"{W}trPr", f"{W}moveTo": f"{W}trPr", f"{W}cellIns": f"{W}tcPr"}
"""The same of what was inserted."""
ASKED_FOR: Final = frozenset(_NAMES) | frozenset(_GONE) | frozenset(_COME)
"""Of all that properties may say, what is gathered here."""

_FIRST_LINE: Final = [W + name for name in ("firstLineChars", "firstLine", "hanging", "hangingChars")]

Values = dict[str, str | None]


class Said:
    """What is said of the elements below a root.

    ``of`` has names and values for each ``w:p``, ``w:r``, ``w:tr`` and ``w:tc`` of which anything is said; ``gone`` are the rows
    and cells that were deleted, and the paragraphs whose mark was; ``changed`` has these and inserted ones with the mark of it.
    ``fonts`` has the runs in a symbol font.
    """

    def __init__(self, root: etree._Element) -> None:
        self.of: dict[etree._Element, Values] = {}
        self.gone: set[etree._Element] = set()
        self.changed: dict[etree._Element, tuple[etree._Element, RevisionKind]] = {}
        self.fonts = _symbol_fonts(root)
        of = self.of
        for element in root.iter(*_NAMES, *_GONE, *_COME):
            tag = element.tag
            properties = element.getparent()
            if tag in IN_LISTS and properties is not None:
                properties = properties.getparent()
            owner = properties.getparent() if properties is not None else None
            if owner is None:
                continue
            if tag not in _NAMES:
                self._take_change(element, properties, owner)
                continue
            value = element.get(VAL) if tag != IND else first_line(element)
            if (said := of.get(owner)) is not None:
                said[_NAMES[tag]] = value
            else:
                of[owner] = {_NAMES[tag]: value}

    def _take_change(self, mark: etree._Element, properties: etree._Element | None, owner: etree._Element) -> None:
        """Only properties speak of their owner; elsewhere the same elements hold text."""
        kind = properties.tag if properties is not None else None
        is_gone = mark.tag in _GONE
        if kind == _R_PR and owner.tag == _P_PR and (paragraph := owner.getparent()) is not None:
            owner = paragraph
        elif kind != (_GONE if is_gone else _COME)[mark.tag]:
            return
        if is_gone:
            self.gone.add(owner)
        self.changed[owner] = (mark, RevisionKind.DELETION if is_gone else RevisionKind.INSERTION)


def _symbol_fonts(root: etree._Element) -> dict[etree._Element, str]:
    """The runs in a symbol font, with its name."""
    found: dict[etree._Element, str] = {}
    for fonts in root.iter(_FONTS):
        name = symbol_font(*map(fonts.get, _LETTERS))
        properties = fonts.getparent()
        run = properties.getparent() if properties is not None and name else None
        if name is not None and run is not None and run.tag == f"{W}r":
            found[run] = name
    return found


def first_line(indent: etree._Element) -> str | None:
    """Whether a ``w:ind`` sets the first line in: 1 or 0; None where it does not speak of it."""
    given = [indent.get(name) for name in _FIRST_LINE]
    if any(value is not None and value.strip("0.") for value in given[:2]):
        return "1"
    return None if all(value is None for value in given) else "0"
