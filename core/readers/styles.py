"""Styles of a docx: what a paragraph or a run inherits along the chain of its style."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import Final, NamedTuple, TypeVar

from lxml import etree

from core.document import Align
from core.readers.numbering import VAL, W
from core.readers.package import whole
from core.readers.word_said import IN_LISTS, IND, OF_PARAGRAPHS, Values, first_line

_HEADING: Final = re.compile(r"(?:heading|标题|標題)[\s_-]*([1-9])", re.IGNORECASE)
_CONTENTS: Final = re.compile(r"(?:toc|目录|contents)\s*(?:[1-9]|heading|标题)", re.IGNORECASE)
_NAMES_OF_TITLE: Final = frozenset({"title", "标题", "標題", "文档标题", "大标题", "公文标题"})
_NOT_HEADINGS: Final = frozenset({"subtitle", "副标题"})
_ALIGN: Final = {"left": Align.LEFT, "start": Align.LEFT, "center": Align.CENTER, "right": Align.RIGHT, "end": Align.RIGHT}
_OFF: Final = frozenset({"0", "false", "off", "none"})
_STRIKES: Final = ("strike", "dstrike")
_BODY_TEXT: Final = 9
_NO_HEADING: Final = -1
_P_PR: Final = f"{W}pPr"
_DEFAULTS: Final = f"{W}docDefaults/{W}pPrDefault/{W}pPr"
"""What holds for every paragraph of which no style says otherwise."""
_NUM_PR: Final = f"{W}numPr"
_T = TypeVar("_T")


class Look(NamedTuple):
    """How the characters of a run look: bold, not shown, struck through."""

    bold: bool
    hidden: bool
    struck: bool


@lru_cache
def _look(bold: bool | None, hidden: bool | None, struck: bool | None) -> Look:
    return Look(bool(bold), bool(hidden), bool(struck))


@dataclass(frozen=True, slots=True)
class Style:
    """What a style says, None where it leaves the matter to its parent. ``heading`` is -1 for "no heading".

    ``contents`` marks a line of the table of contents.
    """

    heading: int | None = None
    align: Align | None = None
    justified: bool = False
    bold: bool | None = None
    hidden: bool | None = None
    struck: bool | None = None
    page_break: bool | None = None
    set_in: bool | None = None
    contents: bool = False
    list_id: str | None = None
    list_level: int | None = None
    list_style: str | None = None

    @property
    def level(self) -> int | None:
        """0 for the title, 1..9 for a heading, None else."""
        return self.heading if self.heading != _NO_HEADING else None

    @property
    def look(self) -> Look:
        """How a run looks that says nothing of itself."""
        return _look(self.bold, self.hidden, self.struck)


class Styles:
    """The styles of a document, each with what it inherits."""

    def __init__(self, root: etree._Element | None) -> None:
        self._elements: dict[str, etree._Element] = {}
        self._resolved: dict[str, Style] = {}
        self._default: str | None = None
        self._paragraphs: dict[tuple[tuple[str, str | None], ...], Style] = {}
        self.number_lists: dict[str, str] = {}
        defaults = root.find(_DEFAULTS) if root is not None else None
        self._base = _own(_said(defaults), None) if defaults is not None else Style()
        for element in root.iterfind(f"{W}style") if root is not None else ():
            self._add(element)

    def _add(self, element: etree._Element) -> None:
        key, kind = element.get(f"{W}styleId", ""), element.get(f"{W}type")
        self._elements[key] = element
        if kind == "paragraph" and element.get(f"{W}default") not in (None, *_OFF):
            self._default = key
        if kind == "numbering":
            own = _own_style(element, key)
            if own.list_id:
                self.number_lists[key] = own.list_id

    def get(self, key: str | None) -> Style:
        """A style with everything that it inherits; the default paragraph style for None."""
        if key is not None and key in self._elements:
            return self._resolve(key)
        default = self._resolve(self._default) if self._default is not None else self._base
        # A style that the file only names is one that Word knows by heart.
        return replace(default, heading=_named(key.lower(), default.heading)) if key is not None else default

    def character(self, key: str | None) -> Style:
        """A character style; nothing for None."""
        return self._resolve(key) if key is not None and key in self._elements else Style()

    @cached_property
    def plain(self) -> Style:
        """The style of a paragraph that says nothing of itself."""
        return self.get(None)

    def of_paragraph(self, said: Values) -> Style:
        """A paragraph style with what a paragraph says of itself on top."""
        key = tuple(said.items())
        style = self._paragraphs.get(key)
        if style is None:
            style = self._paragraphs[key] = _inherit(_own(said, None), self.get(said.get("pStyle")))
        return style

    def of_run(self, said: Values, inherited: Style) -> Look:
        """How a run looks by what it says of itself, its style and its paragraph."""
        bold, hidden, struck = inherited.bold, inherited.hidden, inherited.struck
        if "rStyle" in said:
            style = self.character(said["rStyle"])
            bold, hidden, struck = _first(style.bold, bold), _first(style.hidden, hidden), _first(style.struck, struck)
        bold = _on(said["b"]) if "b" in said else bold
        hidden = _on(said["vanish"]) if "vanish" in said else hidden
        struck = _first(_any_of(_on(said[name]) for name in _STRIKES if name in said), struck)
        return _look(bold, hidden, struck)

    def _resolve(self, key: str) -> Style:
        chain: list[str] = []
        current: str | None = key
        while current is not None and current in self._elements and current not in self._resolved and current not in chain:
            chain.append(current)
            current = _value(self._elements[current], "basedOn")
        style = self._resolved.get(current, self._base) if current is not None else self._base
        for each in reversed(chain):
            style = _inherit(_own_style(self._elements[each], each), style)
            self._resolved[each] = style
        return self._resolved.get(key, style)


def flag(parent: etree._Element | None, name: str) -> bool | None:
    """An on/off property; None where it is not given."""
    child = parent.find(W + name) if parent is not None else None
    return None if child is None else _on(child.get(VAL))


def _on(value: str | None) -> bool:
    return value is None or value.lower() not in _OFF


def _own_style(element: etree._Element, key: str) -> Style:
    """What a ``w:style`` says itself; its name decides on headings before its outline level does."""
    properties = element.find(_P_PR)
    style = _own(_said(properties), key) if properties is not None else Style()
    run = element.find(f"{W}rPr")
    name = (_value(element, "name") or key).strip().lower()
    contents = bool(_CONTENTS.fullmatch(name))
    return replace(
        style,
        heading=_named(name, style.heading),
        bold=flag(run, "b"),
        hidden=flag(run, "vanish"),
        struck=_any_of(is_so for name in _STRIKES if (is_so := flag(run, name)) is not None),
        contents=contents,
    )


def _any_of(given: Iterable[bool]) -> bool | None:
    """Whether one of some properties is on; None where none is given."""
    return max(given, default=None)


def _named(name: str, heading: int | None) -> int | None:
    # The title style of Chinese Word has outline level 1, its subtitle level 2.
    if name in _NAMES_OF_TITLE:
        return 0
    if name in _NOT_HEADINGS:
        return _NO_HEADING
    match = _HEADING.fullmatch(name)
    return int(match[1]) if match and heading is None else heading


def _said(properties: etree._Element) -> Values:
    """What the ``w:pPr`` of a style says that matters here."""
    said: Values = {}
    for child in properties:
        if child.tag == IND:
            said["ind"] = first_line(child)
        elif child.tag in OF_PARAGRAPHS:
            said[OF_PARAGRAPHS[child.tag]] = child.get(VAL)
        elif child.tag == _NUM_PR:
            said |= {IN_LISTS[each.tag]: each.get(VAL) for each in child if each.tag in IN_LISTS}
    return said


def _own(said: Mapping[str, str | None], key: str | None) -> Style:
    outline, depth, list_id, align = (said.get(name) for name in ("outlineLvl", "ilvl", "numId", "jc"))
    level = whole(outline, _BODY_TEXT)
    return Style(
        heading=None if outline is None else level + 1 if 0 <= level < _BODY_TEXT else _NO_HEADING,
        align=_ALIGN.get(align or ""),
        justified=align is not None and align not in _ALIGN,
        page_break=_on(said["pageBreakBefore"]) if "pageBreakBefore" in said else None,
        set_in=None if (indent := said.get("ind")) is None else indent == "1",
        list_id=list_id,
        list_level=whole(depth) if depth is not None else None,
        list_style=key if list_id is not None else None,
    )


def _inherit(own: Style, parent: Style) -> Style:
    return Style(
        heading=_first(own.heading, parent.heading),
        align=own.align if own.align or own.justified else parent.align,
        justified=own.justified or (own.align is None and parent.justified),
        bold=_first(own.bold, parent.bold),
        hidden=_first(own.hidden, parent.hidden),
        struck=_first(own.struck, parent.struck),
        page_break=_first(own.page_break, parent.page_break),
        set_in=_first(own.set_in, parent.set_in),
        contents=own.contents or parent.contents,
        list_id=_first(own.list_id, parent.list_id),
        # A style with a list is tied to a level by the list; a paragraph that names another list keeps the level of its style.
        list_level=own.list_level if own.list_style is not None else _first(own.list_level, parent.list_level),
        list_style=_first(own.list_style, parent.list_style),
    )


def _first(*values: _T | None) -> _T | None:
    return next((value for value in values if value is not None), None)


def _value(parent: etree._Element, name: str) -> str | None:
    child = parent.find(W + name)
    return child.get(VAL) if child is not None else None
