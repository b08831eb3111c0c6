"""A copy of an Office package: single parts are changed or added, every other part keeps its bytes."""

from __future__ import annotations

import copy
import io
import posixpath
import zipfile
from pathlib import Path
from typing import BinaryIO, Final

from lxml import etree

from core.errors import NianbaoError
from core.readers.package import Package

_TYPES_PART: Final = "[Content_Types].xml"
_TYPES: Final = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_RELATIONS: Final = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_KINDS: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STRICT_KINDS: Final = "http://purl.oclc.org/ooxml/officeDocument/relationships"
RELATION_ID: Final = f"{{{_KINDS}}}id"
_STRICT: Final = "http://purl.oclc.org/ooxml/"
_ENDINGS: Final = {
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml": ".docx",
    "application/vnd.ms-word.document.macroenabled.main+xml": ".docm",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml": ".dotx",
    "application/vnd.ms-word.template.macroenabledtemplate.main+xml": ".dotm",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml": ".xlsx",
    "application/vnd.ms-excel.sheet.macroenabled.main+xml": ".xlsm",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.template.main+xml": ".xltx",
    "application/vnd.ms-excel.template.macroenabled.main+xml": ".xltm",
}
"""The ending that Office demands of a file by the type of its main part; types are compared without regard to case."""
_WRITABLE: Final = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})


class Copy:
    """The parts of a package and what becomes of them; use it in a ``with`` statement."""

    def __init__(self, path: Path | BinaryIO) -> None:
        self.source = Package(path)
        self._zip = zipfile.ZipFile(path)
        self._changed: dict[str, bytes] = {}
        self._added: list[str] = []

    def __enter__(self) -> Copy:
        return self

    def __exit__(self, *_: object) -> None:
        self.source.__exit__()
        self._zip.close()

    def __contains__(self, part: str) -> bool:
        return part in self.source or _key(part) in self._changed

    def data(self, part: str) -> bytes:
        """A part as it stands now."""
        return self._changed[_key(part)] if _key(part) in self._changed else self.source.data(part)

    def xml(self, part: str) -> etree._Element:
        """The root of a part as it is in the file, namespaces and comments included."""
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, strip_cdata=False)
        return etree.fromstring(self.data(part), parser)

    def put(self, part: str, data: bytes) -> None:
        """Set the bytes of a part, there or new."""
        if part not in self:
            self._added.append(part)
        self._changed[_key(part)] = data

    def put_xml(self, part: str, root: etree._Element) -> None:
        """Set the XML of a part."""
        tree = root.getroottree()
        self.put(part, etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True))

    def unused(self, pattern: str) -> str:
        """The first part name of a pattern (``xl/comments{}.xml``) that is free."""
        return next(name for n in range(1, 100_000) if (name := pattern.format(n)) not in self)

    def relate(self, part: str, kind: str, target: str, strict: bool = False) -> str:
        """Add a relationship from a part to another one; returns its id."""
        folder, name = posixpath.split(part)
        rels = posixpath.join(folder, "_rels", f"{name}.rels")
        root = self.xml(rels) if rels in self else etree.fromstring(f'<Relationships xmlns="{_RELATIONS[1:-1]}"/>')
        taken = {element.get("Id") for element in root}
        key = next(key for n in range(1, 100_000) if (key := f"rIdNb{n}") not in taken)
        element = etree.SubElement(root, f"{_RELATIONS}Relationship")
        element.set("Id", key)
        element.set("Type", f"{_STRICT_KINDS if strict else _KINDS}/{kind}")
        element.set("Target", posixpath.relpath(target, folder or "."))
        self.put_xml(rels, root)
        return key

    def declare(self, part: str, content_type: str) -> None:
        """Say of what type a part is, unless the package says so already."""
        root = self.xml(_TYPES_PART)
        named = {element.get("PartName", "").lower() for element in root.iterchildren(f"{_TYPES}Override")}
        if f"/{part}".lower() not in named:
            element = etree.SubElement(root, f"{_TYPES}Override")
            element.set("PartName", f"/{part}")
            element.set("ContentType", content_type)
            self.put_xml(_TYPES_PART, root)

    def content_type(self, part: str) -> str:
        """The type of a part as the package states it; empty where it does not."""
        for element in self.xml(_TYPES_PART).iterchildren(f"{_TYPES}Override"):
            if element.get("PartName", "").lower() == f"/{part}".lower():
                return element.get("ContentType", "")
        return ""

    @property
    def signed(self) -> bool:
        """Whether the file bears a digital signature."""
        return any(relation.kind == "origin" for relation in self.source.relations("").values())

    def to_bytes(self) -> bytes:
        """The whole package."""
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target:
            for entry in self._zip.infolist():
                info = copy.copy(entry)
                info.compress_type = entry.compress_type if entry.compress_type in _WRITABLE else zipfile.ZIP_DEFLATED
                changed = self._changed.get(_key(entry.filename))
                target.writestr(info, self._zip.read(entry) if changed is None else changed)
            for part in self._added:
                target.writestr(part, self._changed[_key(part)])
        return stream.getvalue()


def office_ending(path: Path) -> str:
    """How the name of a package must end for Office to open it; empty where it cannot be told."""
    try:
        with Copy(path) as package:
            return _ENDINGS.get(package.content_type(package.source.main_part("")).lower(), "")
    except (OSError, zipfile.BadZipFile, NianbaoError, etree.XMLSyntaxError, KeyError):
        return ""


def is_strict(root: etree._Element) -> bool:
    """Whether a part is written in the strict dialect of the standard."""
    return str(etree.QName(root).namespace).startswith(_STRICT)


def relation_id(root: etree._Element) -> str:
    """The name of the attribute that refers to a relationship, in the dialect of the part."""
    return f"{{{_STRICT_KINDS}}}id" if is_strict(root) else RELATION_ID


def _key(part: str) -> str:
    return part.replace("\\", "/").lstrip("/").lower()
