"""The parts of a workbook that a copy changes: sheets, their cells, the styles of cells."""

from __future__ import annotations

import copy
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from lxml import etree

from core.annotators.package import Copy, relation_id
from core.annotators.stamp import CHANGED
from core.errors import WriteError
from core.readers.package import whole
from core.readers.sheet_cells import position

_OUTLINE: Final = 64
"""The colour index that stands for the default background of a pattern."""


@dataclass
class Sheet:
    """A worksheet part; ``s`` is the namespace it is written in, in braces."""

    part: str
    root: etree._Element
    s: str

    def cell(self, address: str) -> etree._Element:
        """The ``c`` of an address; made where the file has none, since an empty cell need not be written."""
        where = position(address)
        data = self.root.find(f"{self.s}sheetData")
        if where is None or data is None:
            raise WriteError(CHANGED)
        row = _at(data, f"{self.s}row", where[0], lambda each: whole(each.get("r"), 0) - 1)
        row.set("r", str(where[0] + 1))
        found = _at(row, f"{self.s}c", where[1], lambda each: (position(each.get("r", "")) or (0, -1))[1])
        found.set("r", address)
        return found


def _at(parent: etree._Element, tag: str, number: int, stated: Callable[[etree._Element], int]) -> etree._Element:
    """The child with a number, or a new one in its place; a child that states none stands right behind the one before it."""
    before, count = None, -1
    for child in parent.iterchildren(tag):
        own = stated(child)
        count = own if own >= 0 else count + 1
        if count == number:
            return child
        if count > number:
            break
        before = child
    made = parent.makeelement(tag)
    if before is None:
        parent.insert(0, made)
    else:
        before.addnext(made)
    return made


@dataclass
class Workbook:
    """The sheets of a package by name, read when asked for."""

    package: Copy
    main: str = field(init=False)
    s: str = field(init=False)
    _parts: dict[str, str] = field(init=False)
    _sheets: dict[str, Sheet] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.main = self.package.source.main_part("xl/workbook.xml")
        root = self.package.xml(self.main)
        self.s = f"{{{etree.QName(root).namespace}}}"
        relations, key = self.package.source.relations(self.main), relation_id(root)
        entries = root.iterfind(f"{self.s}sheets/{self.s}sheet")
        self._parts = {
            each.get("name", ""): relations[each.get(key, "")].target for each in entries if each.get(key, "") in relations
        }

    def sheet(self, name: str | None) -> Sheet:
        """A sheet. Raises WriteError where the file has changed."""
        key = name or ""
        if key not in self._parts:
            raise WriteError(CHANGED)
        if key not in self._sheets:
            self._sheets[key] = Sheet(self._parts[key], self.package.xml(self._parts[key]), self.s)
        return self._sheets[key]

    def save(self) -> None:
        """Put the sheets that were asked for into the package."""
        for sheet in self._sheets.values():
            self.package.put_xml(sheet.part, sheet.root)


class Fills:
    """Gives cells another background and leaves the rest of their looks as it is."""

    def __init__(self, workbook: Workbook) -> None:
        self._workbook, self._s = workbook, workbook.s
        found = workbook.package.source.related(workbook.main, "styles")
        if not found:
            raise WriteError(CHANGED)
        self._part = found[0]
        self._root = workbook.package.xml(self._part)
        self._fills: dict[str, int] = {}
        self._styles: dict[tuple[int, str], int] = {}

    def paint(self, cell: etree._Element, colour: str) -> None:
        """Set the background of a ``c``."""
        old = whole(cell.get("s"))
        cell.set("s", str(self._style(old, colour)))

    def _style(self, old: int, colour: str) -> int:
        if (old, colour) not in self._styles:
            formats = self._list("cellXfs")
            if len(formats) == 0:
                etree.SubElement(formats, f"{self._s}xf")
            made = copy.deepcopy(formats[old if old < len(formats) else 0])
            made.set("fillId", str(self._fill(colour)))
            made.set("applyFill", "1")
            self._styles[old, colour] = _add(formats, made)
        return self._styles[old, colour]

    def _fill(self, colour: str) -> int:
        if colour not in self._fills:
            fill = self._root.makeelement(f"{self._s}fill")
            pattern = etree.SubElement(fill, f"{self._s}patternFill")
            pattern.set("patternType", "solid")
            etree.SubElement(pattern, f"{self._s}fgColor").set("rgb", f"FF{colour}")
            etree.SubElement(pattern, f"{self._s}bgColor").set("indexed", str(_OUTLINE))
            self._fills[colour] = _add(self._list("fills"), fill)
        return self._fills[colour]

    def _list(self, name: str) -> etree._Element:
        found = self._root.find(self._s + name)
        if found is None:
            raise WriteError(CHANGED)
        return found

    def save(self) -> None:
        """Put the styles into the package."""
        self._workbook.package.put_xml(self._part, self._root)


def _add(holder: etree._Element, child: etree._Element) -> int:
    """Append to a counted list; returns the number of the child."""
    holder.append(child)
    number = sum(1 for each in holder if isinstance(each.tag, str)) - 1
    holder.set("count", str(number + 1))
    return number
