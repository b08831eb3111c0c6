"""OFD documents (GB/T 33190-2016): their pages are read like those of a PDF, each character with its page and box.

Per page ``ofd_page`` finds characters and ruling lines, also those of drawings that stand in the resources; from there on it is
the way of ``core.readers.pdf``.
"""

from __future__ import annotations

import posixpath
from collections import ChainMap
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from lxml import etree

from core.document import Picture
from core.errors import ReadError
from core.readers.limits import MAX_CHARACTERS, TOO_MANY_CHARACTERS
from core.readers.ofd_page import Font, PageObjects, Resources
from core.readers.ofd_units import Allowance, local, numbers
from core.readers.package import DAMAGED, Package, sentences
from core.readers.pdf_blocks import PageRead, Pages
from core.readers.pdf_glyphs import PageContent, page_content
from core.readers.raw import Raw

MAX_PAGES: Final = 2000
"""A longer file is a collection, not a report."""
TOO_MANY: Final = "OFD 共 {} 页，超过 {} 页的上限。请只保留年度报告本身再检查。"
PICTURES: Final = "这是扫描件或图片 OFD，没有文字，读不出内容。请改用 Word 原稿，或由 Word、WPS 直接导出的版式文件。"
_Size = tuple[float, float, float, float]
_A4: Final[_Size] = (0.0, 0.0, 210.0, 297.0)


def read(path: Path) -> Raw:
    """What is on the pages of an OFD. Raises :class:`ReadError` when it cannot be opened or holds no text."""
    with sentences(), Package(path) as package:
        sheets = [sheet for root in _documents(package) for sheet in _Document(package, root).sheets()]
        if not sheets:
            raise ReadError(DAMAGED)
        if len(sheets) > MAX_PAGES:
            raise ReadError(TOO_MANY.format(len(sheets), MAX_PAGES))
        pages = Pages(list(_pages(sheets)))
        blocks = tuple(pages.blocks())
    if all(isinstance(block, Picture) for block in blocks):
        raise ReadError(PICTURES)
    return Raw(blocks, tuple(pages.furniture()), tuple(pages.notes()), len(sheets), unread=pages.unread)


@dataclass(frozen=True)
class _Sheet:
    """A page: its box in millimetres, what it and its templates hold, the one drawn first in front."""

    box: _Size
    layers: tuple[etree._Element, ...]
    resources: Resources


def _pages(sheets: list[_Sheet]) -> Iterator[PageRead]:
    """The pages in order. Raises :class:`ReadError` as soon as they hold more than any report does."""
    allowance, left = Allowance(), MAX_CHARACTERS
    for number, sheet in enumerate(sheets, 1):
        page = _page(sheet, number, allowance)
        left -= len(page.content.glyphs) + len(page.content.aside)
        if left < 0:
            raise ReadError(TOO_MANY_CHARACTERS)
        yield page


def _page(sheet: _Sheet, number: int, allowance: Allowance) -> PageRead:
    try:
        found = PageObjects(sheet.box, sheet.resources, allowance)
        for layer in sheet.layers:
            found.add(layer)
        content = page_content(number, found.drawn())
        return PageRead.of(content)
    except MemoryError:
        raise
    except (ValueError, LookupError, ArithmeticError):
        return PageRead(PageContent(number, 1.0, 1.0), broken=True)


def _documents(package: Package) -> Iterator[str]:
    """The document files that the package names; the usual one where it names none."""
    roots = [text for element in _all(package.xml("OFD.xml"), "DocRoot") if (text := (element.text or "").strip())]
    for root in roots or ["Doc_0/Document.xml"]:
        yield _joined("", root)


@dataclass
class _Document:
    """One document of the package; ``root`` is the path of its main file."""

    package: Package
    root: str
    _known: dict[str, etree._Element | None] = field(default_factory=dict)

    def sheets(self) -> Iterator[_Sheet]:
        """Its pages in order."""
        main = self.package.xml(self.root)
        usual = _box(main, _A4)
        common = _resources([*self._named(main, "PublicRes"), *self._named(main, "DocumentRes")])
        templates = {each.get("ID", ""): each.get("BaseLoc", "") for each in _all(main, "TemplatePage")}
        for page in _all(main, "Page"):
            location = page.get("BaseLoc", "")
            content = self._optional(location)
            if content is not None:
                named = [templates.get(each.get("TemplateID", ""), "") for each in _all(content, "Template")]
                grounds = [(each, found) for each in named if each and (found := self._shared(self._path(each))) is not None]
                yield self._sheet([*grounds, (location, content)], usual, common)

    def _sheet(self, drawn: list[tuple[str, etree._Element]], usual: _Size, common: Resources) -> _Sheet:
        """A page from its templates and what it holds itself, each with the location of its file."""
        layers = tuple(layer for _, each in drawn for layer in _all(each, "Layer"))
        own = [root for location, each in drawn for root in self._named(each, "PageRes", self._path(location))]
        return _Sheet(_box(drawn[-1][1], usual), layers, common.beside(_resources(own)) if own else common)

    def _named(self, element: etree._Element, name: str, beside: str = "") -> Iterator[etree._Element]:
        """The files of resources that an element names: they lie beside its own file, or else beside the main one."""
        for each in _all(element, name):
            location = (each.text or "").strip()
            near = _joined(posixpath.dirname(beside or self.root), location)
            found = self._shared(near if near in self.package else self._path(location)) if location else None
            if found is not None:
                yield found

    def _shared(self, path: str) -> etree._Element | None:
        """A file that several pages may need, which is read once."""
        if path not in self._known:
            self._known[path] = self.package.optional_xml(path)
        return self._known[path]

    def _path(self, location: str) -> str:
        return _joined(posixpath.dirname(self.root), location)

    def _optional(self, location: str) -> etree._Element | None:
        return self.package.optional_xml(self._path(location)) if location else None


def _resources(roots: list[etree._Element]) -> Resources:
    fonts: dict[str, Font] = {}
    units: dict[str, etree._Element] = {}
    for root in roots:
        for font in _all(root, "Font"):
            fonts[font.get("ID", "")] = Font(font.get("FontName", ""), font.get("Bold", "").lower() == "true")
        units.update((unit.get("ID", ""), unit) for unit in _all(root, "CompositeGraphicUnit"))
    return Resources(ChainMap(fonts), ChainMap(units))


def _joined(folder: str, location: str) -> str:
    """A location in the package: absolute ones begin with a slash, some programs write backslashes."""
    location = location.replace("\\", "/")
    return posixpath.normpath(location if location.startswith("/") else posixpath.join(folder, location)).lstrip("/")


def _all(root: etree._Element, name: str) -> Iterator[etree._Element]:
    """Elements by their local name: programs write several namespaces."""
    return (element for element in root.iter() if local(element) == name)


def _box(root: etree._Element, usual: _Size) -> _Size:
    for element in _all(root, "PhysicalBox"):
        found = numbers(element.text)
        if len(found) == 4 and found[2] > 0 and found[3] > 0:
            return (found[0], found[1], found[2], found[3])
    return usual
