"""A corrected copy of a workbook: the text of single cells changed, everything else as it was."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Final

from lxml import etree

from core.annotators.changes import Change, edits_of
from core.annotators.package import Copy
from core.annotators.sheet_parts import Workbook
from core.annotators.stamp import CHANGED
from core.document import Document
from core.edits import Edit
from core.errors import WriteError
from core.findings import Finding, Result
from core.place import InText
from core.readers.package import sentences, whole
from core.readers.sheet_cells import rich_text

_COMPUTED: Final = "这一格的内容由公式算出，或带有特殊格式，副本中没有改。"
_SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"


def fix(path: Path, result: Result, findings: list[Finding]) -> tuple[bytes, list[Change]]:
    """The corrected workbook, and what became of each finding."""
    with sentences(), Copy(path) as package:
        fixer = _Fixer(Workbook(package), result.document)
        changes = [Change(each, "" if all(map(fixer.can, each.edits)) else _COMPUTED) for each in findings]
        edits = edits_of([change.finding for change in changes if not change.reason])
        if not edits:
            return path.read_bytes(), changes
        for edit in edits:
            fixer.make(edit)
        fixer.save()
        return package.to_bytes(), changes


class _Fixer:
    """Changes cells; a shared text is never changed, since other cells may show it: the cell gets one of its own."""

    def __init__(self, workbook: Workbook, document: Document) -> None:
        self._workbook, self._document, self._s = workbook, document, workbook.s
        parts = workbook.package.source.related(workbook.main, "sharedStrings")
        self._part = parts[0] if parts else ""
        self._strings = workbook.package.xml(self._part) if parts else None
        self._items = list(self._strings.iterchildren(f"{self._s}si")) if self._strings is not None else []
        self._own: dict[tuple[str | None, str], etree._Element] = {}

    def _place(self, edit: Edit) -> tuple[str | None, str]:
        """The sheet and the address of the cell that an edit changes."""
        place = edit.place
        if isinstance(place, InText):
            paragraph = self._document.paragraphs[place.paragraph]
            return paragraph.sheet, paragraph.cell_at(edit.start) or ""
        table = self._document.tables[place.table]
        cell = table.at(place.row, place.column)
        return table.sheet, cell.address if cell and cell.address else ""

    def _offset(self, edit: Edit) -> int:
        """Where in the text of its cell an edit begins: a cell may hold several paragraphs."""
        place = edit.place
        if isinstance(place, InText):
            return self._document.paragraphs[place.paragraph].content.node_at(edit.start)[-1]
        return edit.start

    def _cell(self, edit: Edit) -> etree._Element:
        sheet, address = self._place(edit)
        return self._workbook.sheet(sheet).cell(address)

    def _item(self, edit: Edit) -> etree._Element | None:
        """What holds the text of a cell, as it is now."""
        if (own := self._own.get(self._place(edit))) is not None:
            return own
        cell = self._cell(edit)
        if cell.find(f"{self._s}f") is not None:
            return None
        if cell.get("t") == "inlineStr":
            return cell.find(f"{self._s}is")
        number = whole(cell.findtext(f"{self._s}v"), -1) if cell.get("t") == "s" else -1
        return self._items[number] if 0 <= number < len(self._items) else None

    def can(self, edit: Edit) -> bool:
        """Whether the characters of a cell are plain text of the file."""
        item = self._item(edit)
        return item is not None and "".join(node.text or "" for node in self._nodes(item)) == rich_text(_usual(item))

    def _nodes(self, item: etree._Element) -> list[etree._Element]:
        found = item.iter(f"{self._s}t")
        return [node for node in found if (up := node.getparent()) is None or up.tag != f"{self._s}rPh"]

    def make(self, edit: Edit) -> None:
        """Make an edit; those of one cell come from the last to the first."""
        item = self._owned(edit)
        nodes = self._nodes(item)
        text = "".join(node.text or "" for node in nodes)
        base = len(text) - len(text.lstrip())
        start = base + self._offset(edit)
        end = start + edit.end - edit.start
        if text[start:end] != edit.old:
            raise WriteError(CHANGED)
        new = edit.new
        at = 0
        for node in nodes:
            part = node.text or ""
            lo, hi = max(start - at, 0), min(end - at, len(part))
            at += len(part)
            if lo <= hi and lo <= len(part) and (lo < hi or new):
                node.text = part[:lo] + new + part[hi:]
                node.set(_SPACE, "preserve")
                new = ""

    def _owned(self, edit: Edit) -> etree._Element:
        item = self._item(edit)
        assert item is not None  # can() has seen it
        if self._place(edit) not in self._own and self._strings is not None and item.getparent() is self._strings:
            item = copy.deepcopy(item)
            self._strings.append(item)
            number = sum(1 for _ in self._strings.iterchildren(f"{self._s}si")) - 1
            value = self._cell(edit).find(f"{self._s}v")
            assert value is not None  # it named the shared text
            value.text = str(number)
            self._strings.set("uniqueCount", str(number + 1))
        self._own[self._place(edit)] = item
        return item

    def save(self) -> None:
        """Put what changed into the package."""
        self._workbook.save()
        if self._strings is not None:
            self._workbook.package.put_xml(self._part, self._strings)


def _usual(item: etree._Element) -> etree._Element:
    """The same item in the usual dialect, which the reader knows."""
    from core.readers.package import parse_xml  # noqa: PLC0415 - needed here alone

    return parse_xml(etree.tostring(item))
