"""Word documents whose parts stand in one XML file (“Flat OPC”, often named .doc or .xml): put back into a package and read like a docx."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path
from typing import Final

from lxml import etree

from core.errors import ReadError
from core.readers import docx
from core.readers.package import Package, parse_xml, sentences
from core.readers.raw import Raw

MAX_BYTES: Final = 300 << 20
"""Bytes of a file: pictures stand in it as text."""
TOO_LARGE: Final = f"XML 文件超过 {MAX_BYTES >> 20} MB，为安全起见没有读取；请用 Word 或 WPS 打开后另存为 .docx 再检查。"
_PKG: Final = "{http://schemas.microsoft.com/office/2006/xmlPackage}"
_BINARY: Final = re.compile(rb"<pkg:binaryData>[^<]*</pkg:binaryData>")


def read(path: Path) -> Raw:
    """Read such a document. Raises :class:`core.errors.ReadError` with a sentence when it cannot be read."""
    if path.stat().st_size > MAX_BYTES:
        raise ReadError(TOO_LARGE)
    with sentences():
        # That there is a picture is told by the text; what it shows is not asked for.
        packed = _packed(parse_xml(_BINARY.sub(b"", path.read_bytes())))
        with Package(packed) as package:
            return docx.read_package(package)


def _packed(root: etree._Element) -> io.BytesIO:
    """The parts as a package."""
    parts = {part.get(f"{_PKG}name", "").lstrip("/"): part.find(f"{_PKG}xmlData/*") for part in root.iterchildren(f"{_PKG}part")}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name, content in parts.items():
            package.writestr(name, etree.tostring(content) if content is not None else b"")
    return out
