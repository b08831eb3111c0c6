"""What is said of a file that cannot be read: the right reason, and the program that opens such files."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from core.errors import ReadError
from core.readers import read
from tests.fuzz.run import SEEDS
from tests.hostile import making
from tests.readers.making import convert, make_docx, needs_office, p

_LAUGHS = (
    '<!DOCTYPE d [<!ENTITY a "哈哈">'
    + "".join(f'<!ENTITY {n} "{f"&{before};" * 10}">' for before, n in zip("abcdefgh", "bcdefghi", strict=True))
    + "]>"
)


def _said(path: Path) -> str:
    with pytest.raises(ReadError) as caught:
        read(path)
    return str(caught.value)


@pytest.mark.parametrize(
    ("name", "program"),
    [("word.docx", "Word 或 WPS "), ("book.xlsx", "Excel 或 WPS "), ("book.ods", "Excel 或 WPS "), ("page.ofd", "OFD 阅读器")],
)
def test_half_a_package(tmp_path: Path, name: str, program: str) -> None:
    data = (SEEDS / name).read_bytes()
    path = tmp_path / name
    path.write_bytes(data[: len(data) // 2])
    assert f"已损坏或不完整，无法读取；请用 {program}打开后另存" in _said(path)


@pytest.mark.parametrize(
    ("part", "program"),
    [("word.docx:word/document.xml", "Word 或"), ("book.xlsx:xl/workbook.xml", "Excel 或"), ("page.ofd:OFD.xml", "OFD 阅读器")],
)
def test_a_damaged_part_under_another_name(tmp_path: Path, part: str, program: str) -> None:
    seed, _, broken = part.partition(":")
    path = tmp_path / "a.txt"
    with zipfile.ZipFile(SEEDS / seed) as source, zipfile.ZipFile(path, "w") as target:
        for name in source.namelist():
            target.writestr(name, b"<x" if name == broken else source.read(name))
    assert f"已损坏或不完整，无法读取；请用 {program}" in _said(path)


@needs_office
def test_half_an_old_workbook(tmp_path: Path) -> None:
    made = convert(SEEDS / "book.xlsx", "xls", tmp_path)
    made.write_bytes(made.read_bytes()[: made.stat().st_size // 3])
    assert "请用 Excel 或 WPS 打开后另存" in _said(made)


def test_a_locked_workbook(tmp_path: Path) -> None:
    assert _said(making.locked_book(tmp_path)) == "文件已加密，无法读取；请在 Excel 或 WPS 中取消密码并保存后再检查。"
    assert _said(making.locked_word(tmp_path)) == "文件已加密，无法读取；请在 Word 或 WPS 中取消密码并保存后再检查。"


@pytest.mark.parametrize(("kind", "program"), [("spreadsheet", "Excel"), ("text", "Word")])
def test_a_locked_open_document(tmp_path: Path, kind: str, program: str) -> None:
    suffix = {"spreadsheet": "ods", "text": "odt"}[kind]
    path = tmp_path / f"年报.{suffix}"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("mimetype", f"application/vnd.oasis.opendocument.{kind}")
        package.writestr("content.xml", b"\x8a\x01\x99" * 40)
        package.writestr("META-INF/manifest.xml", "<manifest:file-entry><manifest:encryption-data/></manifest:file-entry>")
    assert _said(path) == f"文件已加密，无法读取；请在 {program} 或 WPS 中取消密码并保存后再检查。"


def test_what_is_nested_too_deeply(tmp_path: Path) -> None:
    path = making.tables_in_word(300, tmp_path)
    assert "一层套一层（如表格里套表格），超过 256 层的上限" in _said(path)


def test_a_page_that_is_nested_too_deeply(tmp_path: Path) -> None:
    path = tmp_path / "deep.html"
    path.write_text(f"<html><body>{'<div>' * 6000}<p>青禾县</p>{'</div>' * 6000}</body></html>", encoding="utf-8")
    with pytest.raises(ReadError, match="256 层"):
        read(path)


def test_entities_that_unfold_without_end(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    with zipfile.ZipFile(make_docx(tmp_path / "b.docx", p("正文"))) as source, zipfile.ZipFile(path, "w") as target:
        for name in source.namelist():
            data = source.read(name)
            if name == "word/document.xml":
                data = _LAUGHS.encode() + data.replace(b"<w:t ", b"<w:t w:a='&i;&i;&i;&i;' ")
            target.writestr(name, data)
    assert "DTD 实体定义" in _said(path)


def test_a_link_in_a_circle(tmp_path: Path) -> None:
    assert "绕圈子的链接" in _said(making.loop(tmp_path))
    assert "文件不存在" in _said(tmp_path / "c.docx")
