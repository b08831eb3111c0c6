"""Word documents that are one XML file: the same as the docx whose parts stand in it."""

from __future__ import annotations

import base64
import re
import zipfile
from pathlib import Path

import pytest

import rules
from core.annotators import annotate
from core.document import Format
from core.engine import check_document
from core.errors import ReadError
from core.readers import read
from core.settings import Settings
from resources.samples import make_samples
from tests.readers.making import make_docx, p

_DECLARED = re.compile(rb"\s*<\?xml[^>]*\?>")
_BEGINS = '<?xml version="1.0" standalone="yes"?>\n<?mso-application progid="Word.Document"?>\n'
_SPACE = 'xmlns:pkg="http://schemas.microsoft.com/office/2006/xmlPackage"'


def flattened(source: Path, path: Path) -> Path:
    """The parts of a package in one file, as Word saves it."""
    parts = [f"{_BEGINS}<pkg:package {_SPACE}>".encode()]
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


@pytest.mark.parametrize("name", ["a.doc", "a.xml", "a.docx"])
def test_the_same_document(tmp_path: Path, name: str) -> None:
    expected, found = read(make_samples.DEFECTIVE), read(flattened(make_samples.DEFECTIVE, tmp_path / name))
    assert found.format is Format.WORD_XML
    assert (found.blocks, found.furniture, found.notes) == (expected.blocks, expected.furniture, expected.notes)


def test_a_picture_of_many_megabytes(tmp_path: Path) -> None:
    with zipfile.ZipFile(make_docx(tmp_path / "a.docx", p("正文")), "a") as package:
        package.writestr("word/media/image1.png", b"\0" * (12 << 20))
    assert [each.text for each in read(flattened(tmp_path / "a.docx", tmp_path / "a.xml")).paragraphs] == ["正文"]


def test_a_marked_copy_is_a_word_document(tmp_path: Path) -> None:
    draft = flattened(make_docx(tmp_path / "a.docx", p("全年公开××条。")), tmp_path / "a.xml")
    annotate(check_document(read(draft), rules.builtin(), Settings()), tmp_path / "b.docx")
    assert read(tmp_path / "b.docx").paragraphs[0].text == "全年公开××条。"


@pytest.mark.parametrize(
    ("inside", "words"),
    [
        ("<pkg:part", "已损坏"),
        ("</pkg:package>", "已损坏"),
        ('<pkg:part pkg:name="/word/document.xml"/></pkg:package>', "已损坏"),
    ],
)
def test_damage_is_a_sentence(tmp_path: Path, inside: str, words: str) -> None:
    path = tmp_path / "a.xml"
    path.write_text(f"{_BEGINS}<pkg:package {_SPACE}>{inside}", "utf-8")
    with pytest.raises(ReadError, match=words):
        read(path)


def test_entities_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.xml"
    path.write_text(f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]><pkg:package {_SPACE}>&a;</pkg:package>', "utf-8")
    with pytest.raises(ReadError, match="DTD"):
        read(path)
