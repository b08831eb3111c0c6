"""Word documents that are one XML file: the same as the docx whose parts stand in it."""

from __future__ import annotations

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
from tests.readers.making import FLAT_BEGINS, FLAT_SPACE, flattened, make_docx, p


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
    path.write_text(f"{FLAT_BEGINS}<pkg:package {FLAT_SPACE}>{inside}", "utf-8")
    with pytest.raises(ReadError, match=words):
        read(path)


def test_entities_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.xml"
    path.write_text(f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]><pkg:package {FLAT_SPACE}>&a;</pkg:package>', "utf-8")
    with pytest.raises(ReadError, match="DTD"):
        read(path)
