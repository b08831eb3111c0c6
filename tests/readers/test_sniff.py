from __future__ import annotations

import os
import zipfile
from pathlib import Path

import openpyxl
import pytest

from core.document import Format
from core.errors import ReadError
from core.readers.sniff import looks_like_html, require_file, sniff
from tests.readers.making import make_docx, p

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504


def stream(name: str) -> bytes:
    return OLE + name.encode("utf-16-le").ljust(64, b"\0") + b"\0" * 448


def zipped(path: Path, *names: str, mimetype: str = "") -> Path:
    with zipfile.ZipFile(path, "w") as package:
        if mimetype:
            package.writestr("mimetype", mimetype)
        for name in names:
            package.writestr(name, "x")
    return path


def refused(path: Path) -> str:
    with pytest.raises(ReadError) as caught:
        sniff(path)
    sentence = str(caught.value)
    assert sentence.endswith("。")
    assert str(path) not in sentence
    return sentence


def test_packages_by_content(tmp_path: Path) -> None:
    assert sniff(make_docx(tmp_path / "really.pdf", p("正文"))) is Format.DOCX
    book = tmp_path / "really.docx"
    openpyxl.Workbook().save(book)
    assert sniff(book) is Format.XLSX
    assert sniff(zipped(tmp_path / "bare.zip", "word/document.xml")) is Format.DOCX


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("ms-word.document.macroEnabled", Format.DOCX),
        ("openxmlformats-officedocument.wordprocessingml.template", Format.DOCX),
        ("ms-word.template.macroEnabledTemplate", Format.DOCX),
        ("ms-excel.sheet.macroEnabled", Format.XLSX),
        ("openxmlformats-officedocument.spreadsheetml.template", Format.XLSX),
    ],
)
def test_main_part_decides(tmp_path: Path, kind: str, expected: Format) -> None:
    path = tmp_path / "odd.bin"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr(
            "[Content_Types].xml",
            f'<Types><Override PartName="/main.xml" ContentType="application/vnd.{kind}.main+xml"/></Types>',
        )
        package.writestr("main.xml", "<x/>")
    assert sniff(path) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("%PDF-1.4\n", Format.PDF),
        ("\ufeff\r\n  %PDF-1.7", Format.PDF),
        ("<!DOCTYPE html><p>正文", Format.HTML),
        ("\ufeff<!-- 注 -->\n<html><body>正文", Format.HTML),
        ('<?xml version="1.0" encoding="utf-8"?>\n<html xmlns="x">', Format.HTML),
        ('<?xml version="1.0"?>\n<?mso-application progid="Word.Document"?>\n<pkg:package xmlns:pkg="x">', Format.WORD_XML),
        ("<table><tr><td>1</td></tr></table>", Format.HTML),
        ("<p>一、概述</p>", Format.HTML),
        ("前言\n<html><body>", Format.HTML),
        ("网址 <http://www.qinghe.example.cn/> 邮箱 <a@qinghe.example.cn>\n正文", Format.TEXT),
        ("<http://www.qinghe.example.cn/>\n正文", Format.TEXT),
        ("# 报告\n\n第一行<br>第二行\n\n三个\n段落\n", Format.TEXT),
        ("a < b 且 <p 不是标签", Format.TEXT),
        ("青禾县", Format.TEXT),
        ("{\\rtf1\\ansi 正文}", Format.RTF),
        ("From: <Saved>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n type=text/html\r\n", Format.MHTML),
        ("Content-Type 是什么？multipart/related 是一种类型。", Format.TEXT),
    ],
)
def test_text_and_pages(tmp_path: Path, text: str, expected: Format) -> None:
    path = tmp_path / "draft.docx"
    path.write_text(text, encoding="utf-8")
    assert sniff(path) is expected


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030"])
@pytest.mark.parametrize(
    ("text", "expected"), [("一、概述。2018年公开12条。\n" * 20, Format.TEXT), ("<html><body><p>一、概述。\n" * 20, Format.HTML)]
)
def test_encodings(tmp_path: Path, encoding: str, text: str, expected: Format) -> None:
    path = tmp_path / "draft"
    path.write_bytes(text.encode(encoding))
    assert sniff(path) is expected


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (stream("EncryptedPackage"), "已加密.*取消密码"),
        (stream("WordDocument"), "已损坏"),
        (stream("Something"), "已损坏"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 20, "图片"),
        (b"\xff\xd8\xff\xe0" + b"\0" * 20, "图片"),
        (b"BM\x00\x10\x00\x00\x00\x00\x00\x00", "图片"),
        (b"Rar!\x1a\x07\x01\x00", "压缩包"),
        (b"\0\0\0\x18ftypmp42", "视频"),
        (b"PK\x03\x04" + b"\0" * 200, "已损坏"),
        (bytes(range(256)) * 8, "无法识别"),
        (b"\xff" * 3000, "无法识别"),
        (b'<?xml version="1.0"?><?mso-application progid="Word.Document"?><w:wordDocument>', "XML"),
        (b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook xmlns="x">', r"另存为 \.xlsx"),
        (b'<?xml version="1.0"?><office:document office:mimetype="application/vnd.oasis.opendocument.text">', "fodt"),
        ('<?xml version="1.0"?><uof:UOF xmlns:字="x" uof:mimetype="vnd.uof.text">'.encode(), r"标文通.*另存为 \.docx"),
        ('<?xml version="1.0"?><uof:UOF xmlns:表="x" uof:mimetype="vnd.uof.spreadsheet">'.encode(), r"另存为 \.xlsx"),
        (b'<?xml version="1.0"?><?mso-application progid="PowerPoint.Show"?><pkg:package>', "演示文稿"),
        (b"", "空的"),
    ],
)
def test_what_is_not_read_gets_its_own_sentence(tmp_path: Path, data: bytes, words: str) -> None:
    path = tmp_path / "draft.docx"
    path.write_bytes(data)
    sentence = refused(path)
    assert __import__("re").search(words, sentence), sentence


def test_other_packages(tmp_path: Path) -> None:
    assert sniff(zipped(tmp_path / "a", "OFD.xml", "Doc_0/Document.xml")) is Format.OFD
    assert sniff(zipped(tmp_path / "f", mimetype="application/vnd.oasis.opendocument.spreadsheet")) is Format.XLS
    assert "压缩包" in refused(zipped(tmp_path / "b", "报告/报告.docx"))
    assert "OpenDocument" in refused(zipped(tmp_path / "c", mimetype="application/vnd.oasis.opendocument.text"))
    assert "OpenDocument" in refused(zipped(tmp_path / "g", mimetype="application/vnd.oasis.opendocument.graphics"))
    assert "演示文稿" in refused(zipped(tmp_path / "d", "ppt/presentation.xml"))
    assert "已损坏" in refused(zipped(tmp_path / "e", "[Content_Types].xml", "word/styles.xml"))


def test_a_truncated_package_is_called_damaged(tmp_path: Path) -> None:
    path = make_docx(tmp_path / "draft.docx", p("正文" * 1000))
    path.write_bytes(path.read_bytes()[:-100])
    assert "已损坏" in refused(path)


def test_a_long_text_with_few_tags_is_text() -> None:
    assert not looks_like_html("第一段\n第二段\n<p>引用</p>\n第三段\n第四段")
    assert looks_like_html("标题\n<p>一</p>\n<p>二</p>\n<p>三</p>")


def test_require_file(tmp_path: Path) -> None:
    good = make_docx(tmp_path / "好.docx", p("正文"))
    require_file(good)
    empty = tmp_path / "empty.docx"
    empty.touch()
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    cases = {
        tmp_path / "none.docx": "不存在",
        tmp_path: "文件夹",
        empty: "空的",
        pipe: "管道",
        Path("/dev/null"): "设备",
        Path("a\0b"): "不存在",
    }
    for path, word in cases.items():
        with pytest.raises(ReadError, match=word) as caught:
            require_file(path)
        assert str(caught.value).endswith("。")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_require_file_without_permission(tmp_path: Path) -> None:
    path = make_docx(tmp_path / "draft.docx", p("正文"))
    path.chmod(0)
    with pytest.raises(ReadError, match="权限"):
        require_file(path)
