"""Makes small real files for the tests of the readers."""

from __future__ import annotations

import base64
import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest

from core.document import Block, Paragraph, Table, Text

SOFFICE = shutil.which("soffice")
needs_office = pytest.mark.skipif(SOFFICE is None, reason="LibreOffice (soffice) is not installed")

W_NS = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
NAMESPACES = " ".join(
    f'xmlns:{prefix}="{uri}"'
    for prefix, uri in {
        "w": W_NS,
        "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
        "v": "urn:schemas-microsoft-com:vml",
        "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
        "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    }.items()
)
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Override PartName="/word/document.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def relationships(targets: dict[str, str]) -> str:
    """A ``.rels`` part: kind of relation by target."""
    items = "".join(
        f'<Relationship Id="r{n}" Type="{_RELATION}/{kind}" Target="{t}"/>' for n, (t, kind) in enumerate(targets.items())
    )
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{items}</Relationships>'


def make_docx(path: Path, body: str, **parts: str) -> Path:
    """A docx with the inside of ``w:body``; ``parts`` (styles, numbering, header, footnotes …) hold the inside of their roots."""
    roots = {"styles": "styles", "numbering": "numbering", "header": "hdr", "footer": "ftr", "footnotes": "footnotes"}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", _TYPES)
        package.writestr("_rels/.rels", relationships({"word/document.xml": "officeDocument"}))
        package.writestr("word/document.xml", f"<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>")
        package.writestr("word/_rels/document.xml.rels", relationships({f"{name}.xml": name for name in parts}))
        for name, inside in parts.items():
            package.writestr(f"word/{name}.xml", f"<w:{roots[name]} {NAMESPACES}>{inside}</w:{roots[name]}>")
    return path


def p(text: str = "", properties: str = "", run: str = "") -> str:
    """A paragraph with one run."""
    inside = f'<w:r><w:rPr>{run}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>' if text else ""
    return f"<w:p><w:pPr>{properties}</w:pPr>{inside}</w:p>"


def texts(blocks: tuple[Block, ...]) -> list[str]:
    """The paragraphs of a reading."""
    return [block.text for block in blocks if isinstance(block, Paragraph)]


def tables(blocks: tuple[Block, ...]) -> list[Table]:
    """The tables of a reading."""
    return [block for block in blocks if isinstance(block, Table)]


def shape(table: Table) -> list[tuple[int, int, int, int, str]]:
    """Each cell as row, column, row span, column span, text."""
    return [(cell.row, cell.column, cell.row_span, cell.column_span, cell.text) for cell in table.cells]


def convert(source: Path, target: str, folder: Path, reads: str = "", ends: str = "") -> Path:
    """``source`` converted by LibreOffice; ``target`` is an extension, ``reads`` names the filter that reads where the usual one will not do.

    ``ends`` is the extension where ``target`` names a filter too.
    """
    assert SOFFICE is not None
    filters = {"docx": "docx:MS Word 2007 XML", "html": "html", "xlsx": "xlsx:Calc MS Excel 2007 XML"}
    profile = f"-env:UserInstallation={(folder / 'profile').resolve().as_uri()}"
    command = [
        SOFFICE,
        profile,
        "--headless",
        *([f"--infilter={reads}"] if reads else []),
        "--convert-to",
        filters.get(target, target),
        "--outdir",
        str(folder),
        str(source),
    ]
    done = subprocess.run(command, capture_output=True, text=True, timeout=180, check=False)
    made = folder / f"{source.stem}.{ends or target}"
    assert made.exists(), done.stdout + done.stderr
    return made


def all_texts(blocks: tuple[Block, ...]) -> list[Text]:
    """The texts of paragraphs, then those of cells."""
    found = [block.content for block in blocks if isinstance(block, Paragraph)]
    return found + [cell.content for table in tables(blocks) for cell in table.cells]


def cell(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{''.join(p(line) for line in text.split('|'))}</w:tc>"


_DECLARED = re.compile(rb"\s*<\?xml[^>]*\?>")
FLAT_BEGINS = '<?xml version="1.0" standalone="yes"?>\n<?mso-application progid="Word.Document"?>\n'
FLAT_SPACE = 'xmlns:pkg="http://schemas.microsoft.com/office/2006/xmlPackage"'


def flattened(source: Path, path: Path) -> Path:
    """The parts of a package in one file, as Word saves it."""
    parts = [f"{FLAT_BEGINS}<pkg:package {FLAT_SPACE}>".encode()]
    with zipfile.ZipFile(source) as package:
        for name in package.namelist():
            data = _DECLARED.sub(b"", package.read(name), count=1)
            is_xml = name.endswith((".xml", ".rels"))
            tag, held = ("xmlData", data) if is_xml else ("binaryData", base64.encodebytes(package.read(name)))
            if name != "[Content_Types].xml":
                parts.append(
                    b'<pkg:part pkg:name="/%b"><pkg:%b>%b</pkg:%b></pkg:part>' % (name.encode(), tag.encode(), held, tag.encode())
                )
    path.write_bytes(b"".join([*parts, b"</pkg:package>"]))
    return path
