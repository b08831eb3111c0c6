"""OFD documents (GB/T 33190-2016): their pages are read like those of a PDF, each character with its page and box.

Per page ``ofd_page`` finds characters and ruling lines; from there on it is the way of ``core.readers.pdf``.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from lxml import etree

from core.document import Picture
from core.errors import ReadError
from core.readers.ofd_page import Font, PageObjects, Resources, local, numbers
from core.readers.package import DAMAGED, Package, sentences
from core.readers.pdf_blocks import PageRead, Pages
from core.readers.pdf_glyphs import PageContent, page_content
from core.readers.raw import Raw

MAX_PAGES: Final = 2000
"""A longer file is a collection, not a report."""
TOO_MANY: Final = "OFD 共 {} 页，超过 {} 页的上限。请只保留年度报告本身再检查。"
PICTURES: Final = "这是扫描件或图片 OFD，没有文字，读不出内容。请改用 Word 原稿，或由 Word、WPS 直接导出的版式文件。"
_A4: Final = (0.0, 0.0, 210.0, 297.0)


def read(path: Path) -> Raw:
    """What is on the pages of an OFD. Raises :class:`ReadError` when it cannot be opened or holds no text."""
    with sentences(), Package(path) as package:
        sheets = [sheet for root in _documents(package) for sheet in _Document(package, root).sheets()]
        if not sheets:
            raise ReadError(DAMAGED)
        if len(sheets) > MAX_PAGES:
            raise ReadError(TOO_MANY.format(len(sheets), MAX_PAGES))
        pages = Pages([_page(sheet, number) for number, sheet in enumerate(sheets, 1)])
        blocks = tuple(pages.blocks())
    if all(isinstance(block, Picture) for block in blocks):
        raise ReadError(PICTURES)
    return Raw(blocks, tuple(pages.furniture()), tuple(pages.notes()), len(sheets), unread=pages.unread)


@dataclass(frozen=True)
class _Sheet:
    """A page: its box in millimetres, what it and its templates hold, the one drawn first in front."""

    box: tuple[float, float, float, float]
    layers: tuple[etree._Element, ...]
    resources: Resources


def _page(sheet: _Sheet, number: int) -> PageRead:
    try:
        found = PageObjects(sheet.box, sheet.resources)
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
    _templates: dict[str, etree._Element] = field(default_factory=dict)

    def sheets(self) -> Iterator[_Sheet]:
        """Its pages in order."""
        main = self.package.xml(self.root)
        resources, usual = self._resources(main), _box(main, _A4)
        templates = {each.get("ID", ""): each.get("BaseLoc", "") for each in _all(main, "TemplatePage")}
        for page in _all(main, "Page"):
            content = self._optional(page.get("BaseLoc", ""))
            if content is not None:
                yield _Sheet(_box(content, usual), tuple(self._layers(content, templates)), resources)

    def _layers(self, content: etree._Element, templates: dict[str, str]) -> Iterator[etree._Element]:
        named = [each.get("TemplateID", "") for each in _all(content, "Template")]
        for page in [*(template for name in named if (template := self._template(name, templates)) is not None), content]:
            yield from _all(page, "Layer")

    def _template(self, name: str, templates: dict[str, str]) -> etree._Element | None:
        if name not in self._templates and name in templates and (found := self._optional(templates[name])) is not None:
            self._templates[name] = found
        return self._templates.get(name)

    def _resources(self, main: etree._Element) -> Resources:
        fonts: dict[str, Font] = {}
        composites: dict[str, etree._Element] = {}
        for name in ("PublicRes", "DocumentRes"):
            for element in _all(main, name):
                root = self._optional((element.text or "").strip())
                if root is None:
                    continue
                for font in _all(root, "Font"):
                    bold = font.get("Bold", "").lower() == "true"
                    fonts[font.get("ID", "")] = Font(font.get("FontName", ""), bold)
                composites |= {each.get("ID", ""): each for each in _all(root, "CompositeGraphicUnit")}
        return Resources(fonts, composites)

    def _optional(self, location: str) -> etree._Element | None:
        return self.package.optional_xml(_joined(posixpath.dirname(self.root), location)) if location else None


def _joined(folder: str, location: str) -> str:
    """A location in the package: absolute ones begin with a slash, some programs write backslashes."""
    location = location.replace("\\", "/")
    return posixpath.normpath(location if location.startswith("/") else posixpath.join(folder, location)).lstrip("/")


def _all(root: etree._Element, name: str) -> Iterator[etree._Element]:
    """Elements by their local name: programs write several namespaces."""
    return (element for element in root.iter() if local(element) == name)


def _box(root: etree._Element, usual: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
    for element in _all(root, "PhysicalBox"):
        found = numbers(element.text)
        if len(found) == 4 and found[2] > 0 and found[3] > 0:
            return (found[0], found[1], found[2], found[3])
    return usual
