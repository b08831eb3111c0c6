"""What only an office program can read: converted where there is one, refused with a sentence where there is none."""

from __future__ import annotations

import os
import tempfile
import time
from pathlib import Path

import pytest

from core.apart import TOO_LONG, Apart
from core.errors import ReadError
from core.readers import office, read
from tests.readers.making import convert, make_docx, needs_office, p


def left_behind() -> list[Path]:
    return list(Path(tempfile.gettempdir()).glob("nianbao-*"))


@pytest.fixture(autouse=True)
def folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What other programs leave among the temporary files is none of ours."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))


@pytest.fixture
def odt(tmp_path: Path) -> Path:
    return convert(make_docx(tmp_path / "draft.docx", p("一、总体情况") + p("正文")), "odt", tmp_path)


@needs_office
def test_an_odt_is_converted_and_that_is_said(odt: Path) -> None:
    before = odt.read_bytes()
    document = read(odt)
    assert [paragraph.text for paragraph in document.paragraphs] == ["一、总体情况", "正文"]
    assert document.path == str(odt)
    assert document.notes[0] == office.USED
    assert odt.read_bytes() == before
    assert not left_behind()


@needs_office
@pytest.mark.parametrize(
    ("target", "made", "name"),
    [("xml:MS Word 2003 XML", "xml", "a.doc"), ("fodt", "fodt", "a.docx")],
)
def test_one_xml_file_under_another_name(tmp_path: Path, target: str, made: str, name: str) -> None:
    source = make_docx(tmp_path / "draft.docx", p("一、总体情况") + p("正文"))
    draft = tmp_path / name
    draft.write_bytes(convert(source, target, tmp_path, ends=made).read_bytes())
    document = read(draft)
    assert [paragraph.text for paragraph in document.paragraphs] == ["一、总体情况", "正文"]
    assert document.notes == (office.USED,)


@needs_office
def test_word_2003_without_an_office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = make_docx(tmp_path / "draft.docx", p("正文"))
    made = convert(source, "xml:MS Word 2003 XML", tmp_path, ends="xml")
    monkeypatch.setattr(office, "find", lambda: None)
    with pytest.raises(ReadError, match=r"Word 2003 的 XML 文件.*另存为 \.docx"):
        read(made)


@needs_office
def test_without_an_office_there_is_a_sentence(odt: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "find", lambda: None)
    with pytest.raises(ReadError, match=r"另存为 \.docx"):
        read(odt)


@needs_office
@pytest.mark.skipif(os.name != "posix", reason="the stand-in for an office is a shell script")
@pytest.mark.parametrize(("script", "words"), [("sleep 60 & wait", "超过 60 秒"), ("exit 3", "没有转换成功")])
def test_an_office_that_hangs_or_fails(
    odt: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str, words: str
) -> None:
    program = tmp_path / "soffice"
    program.write_text(f"#!/bin/sh\n{script}\n", "utf-8")
    program.chmod(0o755)
    monkeypatch.setattr(office, "find", lambda: str(program))
    monkeypatch.setattr(office, "SECONDS", 0.5)
    started = time.monotonic()
    with pytest.raises(ReadError, match=words):
        read(odt)
    assert time.monotonic() - started < 20
    assert not left_behind()


@needs_office
@pytest.mark.skipif(os.name != "posix", reason="the stand-in for an office is a shell script")
def test_a_conversion_that_is_broken_off_leaves_nothing(odt: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program, begun = tmp_path / "soffice", tmp_path / "begun"
    program.write_text(f"#!/bin/sh\necho $$ > {begun}\nsleep 60\n", "utf-8")
    program.chmod(0o755)
    monkeypatch.setattr(office, "find", lambda: str(program))
    with Apart(wait=3.0) as other, pytest.raises(ReadError, match=TOO_LONG):
        other.call(read, odt)
    assert begun.exists()
    assert not left_behind()
    with pytest.raises(ProcessLookupError):
        os.kill(int(begun.read_text()), 0)
