"""Makes files that are meant to do harm; each function writes one below a folder and returns its path."""

from __future__ import annotations

import os
import re
import struct
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import olefile
import pypdf
import pypdfium2

from tests.fuzz.run import SEEDS
from tests.readers.making import make_docx, p
from tests.readers.ofd_making import make_ofd, text

Make = Callable[[Path], Path]
SECRET = "机密口令七八九"
TITLE = "青禾县2023年政府信息公开工作年度报告"
LAUGHS = '<!DOCTYPE x [<!ENTITY a0 "哈哈哈哈">' + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 11)) + "]>"


def external(folder: Path) -> str:
    """A document type that calls for a file."""
    secret = folder / "secret.txt"
    secret.write_text(SECRET, "utf-8")
    return f'<!DOCTYPE x [<!ENTITY a10 SYSTEM "{secret.as_uri()}">]>'


def changed(source: Path, path: Path, parts: dict[str, bytes | Callable[[bytes], bytes]]) -> Path:
    """A package with some parts replaced or added."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        kept = {name: old.read(name) for name in old.namelist()}
        for name, part in parts.items():
            kept[name] = part if isinstance(part, bytes) else part(kept[name])
        for name, data in kept.items():
            new.writestr(name, data)
    return path


# --- packages -----------------------------------------------------------------------------------------------------


def high_ratio(folder: Path) -> Path:
    """A part of 200 MB packed into 200 KB."""
    body = b"<w:p/>" * (200 << 20 >> 7) + b" " * (190 << 20)
    return changed(SEEDS / "word.docx", folder / "ratio.docx", {"word/document.xml": body})


def nested_bombs(folder: Path) -> Path:
    """A package in a package in a package."""
    data = b"\0" * (10 << 20)
    path = folder / "nested.docx"
    for level in range(4):
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
            for number in range(5):
                package.writestr(f"{level}-{number}.zip", data)
        data = path.read_bytes()
    return path


def many_entries(folder: Path) -> Path:
    """More members than a draft can have; the list of a real one is far shorter than its record claims here."""
    path = changed(SEEDS / "word.docx", folder / "many.docx", {})
    data = bytearray(path.read_bytes())
    at = data.rindex(b"PK\x05\x06")
    size, start = struct.unpack_from("<II", data, at + 12)
    listed = bytes(data[start : start + size])
    times = (17 << 20) // size + 1
    path.write_bytes(data[:start] + listed * times + _end(listed * times, start, 0xFFFF))
    return path


def overlapping(folder: Path) -> Path:
    """Thousands of members that all lie on the same packed bytes."""
    path = changed(SEEDS / "word.docx", folder / "overlap.docx", {"word/media/x.bin": b"\0" * (16 << 20)})
    with zipfile.ZipFile(path) as package:
        entry = package.getinfo("word/media/x.bin")
    data = path.read_bytes()
    at = data.rindex(b"PK\x05\x06")
    start = struct.unpack_from("<I", data, at + 16)[0]
    listed = data[start:at]
    own = listed[listed.index(b"word/media/x.bin") - 46 :][: 46 + len(entry.filename)]
    more = b"".join(own.replace(b"x.bin", b"%05d" % number) for number in range(2000))
    path.write_bytes(data[:start] + listed + more + _end(listed + more, start, 2000 + listed.count(b"PK\x01\x02")))
    return path


def _end(listed: bytes, start: int, count: int) -> bytes:
    return struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, count, count, len(listed), start, 0)


def large_mimetype(folder: Path) -> Path:
    """An ODF whose kind has 300 MB."""
    path = folder / "kind.odt"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("mimetype", b"x" * (300 << 20))
    return path


# --- XML ----------------------------------------------------------------------------------------------------------

_XML_PLACES = {
    "docx": ("word.docx", "word/document.xml", b"</w:t>"),
    "docx styles": ("word.docx", "word/styles.xml", b"</w:styles>"),
    "docx relationships": ("word.docx", "word/_rels/document.xml.rels", b"</Relationships>"),
    "docx types": ("word.docx", "[Content_Types].xml", b"</Types>"),
    "xlsx sheet": ("book.xlsx", "xl/worksheets/sheet1.xml", b"</v>"),
    "xlsx strings": ("office.xlsx", "xl/sharedStrings.xml", b"</t>"),
    "ods": ("book.ods", "content.xml", b"</text:p>"),
    "ofd page": ("page.ofd", "Doc_0/Pages/Page_0/Content.xml", b"</ofd:TextCode>"),
    "ofd": ("page.ofd", "OFD.xml", b"</ofd:DocRoot>"),
}
XML_PLACES = tuple(_XML_PLACES)


def entity(place: str, folder: Path, doctype: str) -> Path:
    """A draft with an entity defined and used in one of its parts."""
    seed, part, before = _XML_PLACES[place]

    def harmed(data: bytes) -> bytes:
        head, declaration, rest = data.rpartition(b"?>") if data.startswith(b"<?xml") else (b"", b"", data)
        return head + declaration + doctype.encode() + rest.replace(before, b"&a10;" + before, 1)

    return changed(SEEDS / seed, folder / f"entity-{seed}", {part: harmed})


def page_with_entities(folder: Path, doctype: str) -> Path:
    """The same as a web page."""
    path = folder / "entity.html"
    path.write_text(f"{doctype}<html><body><p>{TITLE}</p><p>甲&a10;乙</p></body></html>", "utf-8")
    return path


def external_relations(folder: Path) -> Path:
    """A draft that calls for a template, a picture and a part from elsewhere."""
    kinds = ("attachedTemplate", "image", "aFChunk", "styles", "header")
    links = "".join(
        f'<Relationship Id="x{n}" TargetMode="External" Target="http://127.0.0.1:9/{n}" '
        f'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}"/>'
        for n, kind in enumerate(kinds)
    ).encode()
    part = "word/_rels/document.xml.rels"
    return changed(SEEDS / "word.docx", folder / "links.docx", {part: lambda data: data.replace(b"</Rel", links + b"</Rel", 1)})


# --- size ---------------------------------------------------------------------------------------------------------


def line(number: int) -> str:
    """A paragraph, each one unlike the others."""
    return f"第{number}项工作由经办人{number * 7919 % 10007}于当日办结归档。"


def word_of(count: int, folder: Path) -> Path:
    """A docx of so many paragraphs."""
    return make_docx(folder / f"{count}.docx", p(TITLE) + "".join(p(line(n)) for n in range(count)))


def text_of(count: int, folder: Path) -> Path:
    """A text of so many lines."""
    path = folder / f"{count}.txt"
    path.write_text("\n".join([TITLE, *(line(n) for n in range(count))]), "utf-8")
    return path


def page_of(count: int, folder: Path) -> Path:
    """A web page of so many paragraphs."""
    path = folder / f"{count}.html"
    path.write_text(f"<html><body><h1>{TITLE}</h1>" + "".join(f"<p>{line(n)}</p>" for n in range(count)), "utf-8")
    return path


def rich_of(count: int, folder: Path) -> Path:
    """Rich text of so many paragraphs."""
    path = folder / f"{count}.rtf"
    lines = (line(n).encode("gb18030").hex() for n in range(count))
    escaped = ("".join(f"\\'{hexed[at : at + 2]}" for at in range(0, len(hexed), 2)) for hexed in lines)
    path.write_text("{\\rtf1\\ansi\\ansicpg936 " + "\\par\n".join(escaped) + "}", "ascii")
    return path


def text_of_bytes(size: int, folder: Path) -> Path:
    """A text of so many bytes in one line after the title."""
    path = folder / "large.txt"
    path.write_bytes(TITLE.encode() + b"\n" + "全年主动公开信息，".encode() * (size // 27))
    return path


def pages_of(count: int, folder: Path) -> Path:
    """A PDF of so many pages."""
    source, whole = pypdfium2.PdfDocument(SEEDS / "page.pdf"), pypdfium2.PdfDocument.new()
    while len(whole) < count:
        whole.import_pages(source, list(range(min(len(source), count - len(whole)))))
    path = folder / f"{count}.pdf"
    whole.save(path)
    return path


def book_of(cells: int, folder: Path) -> Path:
    """A workbook with so many cells."""
    rows = "".join(f"<row r='{n}'>" + "<c><v>7</v></c>" * 100 + "</row>" for n in range(1, cells // 100 + 1))
    ns = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    sheet = f"<worksheet xmlns='{ns}'><sheetData>{rows}</sheetData></worksheet>".encode()
    return changed(SEEDS / "book.xlsx", folder / "cells.xlsx", {"xl/worksheets/sheet1.xml": sheet})


def far_cell(folder: Path) -> Path:
    """A workbook with a cell at each end of its sheet."""
    ns = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    cells = "<row r='1'><c r='A1'><v>1</v></c></row><row r='1048576'><c r='XFD1048576'><v>1</v></c></row>"
    sheet = f"<worksheet xmlns='{ns}'><sheetData>{cells}</sheetData></worksheet>".encode()
    return changed(SEEDS / "book.xlsx", folder / "far.xlsx", {"xl/worksheets/sheet1.xml": sheet})


# --- nesting ------------------------------------------------------------------------------------------------------


def tables_in_word(depth: int, folder: Path) -> Path:
    """Tables in tables in a docx."""
    body = "<w:tbl><w:tr><w:tc>" * depth + p("深") + "<w:p/></w:tc></w:tr></w:tbl>" * depth
    return make_docx(folder / f"tables{depth}.docx", p(TITLE) + body)


def tables_in_page(depth: int, folder: Path) -> Path:
    """Tables in tables in a web page."""
    path = folder / f"tables{depth}.html"
    cell = "<table><tr><td>甲</td><td>乙</td></tr><tr><td>丙</td><td>"
    path.write_text(f"<p>{TITLE}</p>" + cell * depth + "深" + "</td></tr></table>" * depth, "utf-8")
    return path


def tables_in_rich(depth: int, folder: Path) -> Path:
    """Tables in tables in rich text."""
    row = "\\pard\\intbl\\itap{0} x\\nestcell{{\\*\\nesttableprops\\trowd\\cellx1000\\nestrow}}"
    path = folder / f"tables{depth}.rtf"
    path.write_text("{\\rtf1 title\\par " + "".join(row.format(n) for n in range(2, depth)) + "\\par}", "ascii")
    return path


def groups_in_rich(depth: int, folder: Path) -> Path:
    """Groups in groups."""
    path = folder / f"groups{depth}.rtf"
    path.write_text("{\\rtf1 " + "{" * depth + "x" + "}" * depth + "}", "ascii")
    return path


def picture_in_rich(size: int, folder: Path) -> Path:
    """A picture as word processors write it, in short lines of figures."""
    path = folder / f"picture{size}.rtf"
    lines = "\n".join(["89504e47" * 16] * (size // 128))
    path.write_text("{\\rtf1\\ansi x{\\pict\\pngblip\n" + lines + "}\\par hello\\par}", "ascii")
    return path


def arrays_in_pdf(depth: int, folder: Path) -> Path:
    """Arrays in arrays, in an object and in what a page shows."""
    data = (SEEDS / "page.pdf").read_bytes()
    nested = b"[" * depth + b"]" * depth
    path = folder / f"arrays{depth}.pdf"
    path.write_bytes(
        data.replace(b"/Type /Page\n", b"/Type /Page\n/Deep " + nested + b"\n", 1).replace(b"BT", nested + b" TJ BT", 1)
    )
    return path


def blocks_in_ofd(depth: int, folder: Path) -> Path:
    """Blocks in blocks on a page."""
    page = "<ofd:PageBlock>" * depth + text(TITLE, 20, 20) + "</ofd:PageBlock>" * depth
    return make_ofd(folder / f"blocks{depth}.ofd", [text(TITLE, 20, 40) + page])


def endless_letters_in_ofd(folder: Path) -> Path:
    """Letters of a size beyond all numbers among others."""
    page = (
        text(TITLE, 20, 20)
        + text("甲乙", 20, 40, size=1e300, deltas="1e308 1e308")
        + text("丙", 1e308, 60, ctm="1e308 0 0 1e308 0 0")
    )
    return make_ofd(folder / "letters.ofd", [page])


def endless_letters_in_pdf(folder: Path) -> Path:
    """The same in a PDF."""
    data = (SEEDS / "page.pdf").read_bytes()
    path = folder / "letters.pdf"
    path.write_bytes(re.sub(rb" Tf", b" Tf 9e37 0 0 9e37 0 0 cm 9e37 0 0 9e37 0 0 Tm", data, count=1))
    return path


# --- passwords ----------------------------------------------------------------------------------------------------


def locked_word(folder: Path) -> Path:
    """A Word 97 file whose header says that it is encrypted."""
    path = folder / "locked.doc"
    path.write_bytes(_in_stream(SEEDS / "word.doc", "WordDocument", 11, lambda byte: byte | 1))
    return path


def locked_book(folder: Path) -> Path:
    """A workbook whose second record is that of a password."""
    path = folder / "locked.xls"
    second = bytes.fromhex("e1000200b004")
    data = (SEEDS / "book.xls").read_bytes()
    assert second in data
    path.write_bytes(data.replace(second, b"\x2f" + second[1:], 1))
    return path


def _in_stream(source: Path, name: str, at: int, change: Callable[[int], int]) -> bytes:
    """A compound file with a byte at a place in a stream changed."""
    with olefile.OleFileIO(source) as ole:
        entry = ole.direntries[ole._find(name)]
        start = (entry.isectStart + 1) * ole.sector_size + at
    data = bytearray(source.read_bytes())
    data[start] = change(data[start])
    return bytes(data)


def locked_pdf(folder: Path, user: str, owner: str) -> Path:
    """A PDF with a password to open it, or with one to change it alone."""
    writer = pypdf.PdfWriter(clone_from=SEEDS / "page.pdf")
    writer.encrypt(user, owner, algorithm="RC4-128")
    path = folder / f"locked-{user}.pdf"
    writer.write(path)
    return path


# --- the file system ----------------------------------------------------------------------------------------------


def pipe(folder: Path) -> Path:
    """A named pipe that nobody writes to."""
    os.mkfifo(folder / "pipe.docx")
    return folder / "pipe.docx"


def loop(folder: Path) -> Path:
    """Two links that point to each other."""
    (folder / "a.docx").symlink_to(folder / "b.docx")
    (folder / "b.docx").symlink_to(folder / "a.docx")
    return folder / "a.docx"


def packed(size: int) -> bytes:
    """Zeros, packed."""
    return zlib.compress(bytes(size), 9)


def unpacking_pdf(folder: Path) -> Path:
    """A page whose content has 500 MB unpacked, packed twice."""
    inner = packed(500 << 20)
    data = zlib.compress(inner, 9)
    head = b"<</Filter[/FlateDecode/FlateDecode]/Length %d>>stream\n" % len(data)
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R>>",
        head + data + b"\nendstream",
    ]
    body = b"%PDF-1.5\n" + b"".join(b"%d 0 obj\n" % n + each + b"\nendobj\n" for n, each in enumerate(objects, 1))
    path = folder / "unpacking.pdf"
    path.write_bytes(body + b"trailer<</Size 5/Root 1 0 R>>\nstartxref\n0\n%%EOF")
    return path
