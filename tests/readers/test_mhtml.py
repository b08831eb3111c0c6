from __future__ import annotations

import base64
import quopri
from pathlib import Path

import pytest

from core.document import Picture
from core.errors import ReadError
from core.readers import mhtml, read
from core.readers.raw import CUT_OFF, Raw
from tests.readers.making import texts

_LINES = [f"{number}．本县按照要求主动公开政府信息，方便公众查阅。" for number in range(1, 200)]
_PAGE = f"<html><head><meta charset=utf-8></head><body>{''.join(f'<p>{line}</p>' for line in _LINES)}</body></html>"
_PICTURE = base64.encodebytes(bytes(range(256)) * 40)


def _file(encoding: str, line_end: bytes = b"\r\n", nested: bool = False) -> bytes:
    """A page and a picture as browsers save them."""
    body = _PAGE.encode()
    coded = {"base64": base64.encodebytes, "quoted-printable": quopri.encodestring}.get(encoding, bytes)(body)
    page = (
        b"Content-Type: text/html\nContent-Transfer-Encoding: "
        + encoding.encode()
        + b"\nContent-Location: http://a/b\n\n"
        + coded
    )
    if nested:
        page = b'Content-Type: multipart/alternative; boundary="in.ner"\n\n--in.ner\n' + page + b"\n--in.ner--\n"
    head = b'From: <Saved by Blink>\nMIME-Version: 1.0\nContent-Type: multipart/related;\n\ttype="text/html";\n\tboundary="--a+b(c)"\n\n'
    picture = b"Content-Type: image/png\nContent-Transfer-Encoding: base64\n\n" + _PICTURE
    whole = head + b"no part\n----a+b(c)\n" + page + b"\n----a+b(c)\n" + picture + b"\n----a+b(c)--\n"
    return whole.replace(b"\n", line_end)


def _read(tmp_path: Path, data: bytes) -> Raw:
    path = tmp_path / "page.mht"
    path.write_bytes(data)
    return mhtml.read(path)


@pytest.mark.parametrize("nested", [False, True])
@pytest.mark.parametrize("line_end", [b"\n", b"\r\n"])
@pytest.mark.parametrize("encoding", ["base64", "quoted-printable", "8bit"])
def test_the_page_in_the_file(tmp_path: Path, encoding: str, line_end: bytes, nested: bool) -> None:
    raw = _read(tmp_path, _file(encoding, line_end, nested))
    assert texts(raw.blocks) == _LINES
    assert not raw.notes


@pytest.mark.parametrize("share", [0.31, 0.45, 0.6, 0.6001, 0.6002, 0.6003])
@pytest.mark.parametrize("encoding", ["base64", "quoted-printable", "8bit"])
def test_what_breaks_off_is_read_up_to_there_and_said(tmp_path: Path, encoding: str, share: float) -> None:
    data = _file(encoding)
    path = tmp_path / "page.mht"
    path.write_bytes(data[: int(data.index(b"Content-Type: image") * share)])
    document = read(path)
    found = [paragraph.text for paragraph in document.paragraphs]
    assert 30 < len(found) < 190
    assert found[:-1] == _LINES[: len(found) - 1]
    assert document.notes.count(CUT_OFF) == 1


def test_what_breaks_off_behind_the_page_is_said_too(tmp_path: Path) -> None:
    raw = _read(tmp_path, _file("base64")[:-2000])
    assert texts(raw.blocks) == _LINES
    assert raw.notes == (CUT_OFF,)


def test_what_breaks_off_before_the_page(tmp_path: Path) -> None:
    data = _file("base64")
    with pytest.raises(ReadError, match="在网页正文之前就断掉了"):
        _read(tmp_path, data[: data.index(b"Content-Location") + 3])


def test_a_file_without_a_page(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="没有找到网页正文"):
        _read(tmp_path, _file("base64").replace(b"text/html\r\nContent", b"text/css\r\nContent"))


def test_a_page_without_parts(tmp_path: Path) -> None:
    raw = _read(tmp_path, b"MIME-Version: 1.0\nContent-Type: text/html\n\n" + _PAGE.encode())
    assert texts(raw.blocks) == _LINES
    assert not raw.notes
    assert not [block for block in raw.blocks if isinstance(block, Picture)]


_ARTICLE = f"<html><head><title>年度报告</title></head><body>{''.join(f'<p>{line}</p>' for line in _LINES[:20])}</body></html>"
_SHORT = "<html><body><p>您好，欢迎访问本网站，请在这里输入要查询的内容。</p></body></html>"
_MENU = "<ul><li><a href=1>首页</a></li><li><a href=2>政务公开</a></li><li><a href=3>互动交流</a></li></ul>"
_WITH_FRAME = f"<html><body>{_MENU}<iframe src='cid:f1@mhtml.blink'></iframe></body></html>"
_OF_FRAMES = "<html><frameset rows='90,*'><frame src='cid:f2@mhtml.blink'><frame src='cid:f1@mhtml.blink'></frameset></html>"


def _with_frames(page: str, *frames: str) -> bytes:
    parts = [f"Content-Type: text/html; charset=utf-8\n\n{each}\n" for each in (page, *frames)]
    head = 'From: <Saved by Blink>\nMIME-Version: 1.0\nContent-Type: multipart/related;\n\ttype="text/html";\n\tboundary="b"\n\n'
    return (head + "".join(f"--b\n{part}" for part in parts) + "--b--\n").encode()


@pytest.mark.parametrize("page", [_WITH_FRAME, _OF_FRAMES])
def test_an_article_in_a_frame_of_the_same_file_is_read_and_that_is_said(tmp_path: Path, page: str) -> None:
    raw = _read(tmp_path, _with_frames(page, _SHORT, _ARTICLE))
    assert texts(raw.blocks) == _LINES[:20]
    assert raw.notes == ("网页本身只有导航等内容，正文在页面的框架里，已从同一个文件所带的框架中读取。",)
    assert raw.title == "年度报告"


def test_frames_without_an_article_are_said(tmp_path: Path) -> None:
    for page in (_WITH_FRAME.replace("<iframe", "<p>政务公开</p><iframe"), _OF_FRAMES):
        with pytest.raises(ReadError, match="正文在页面的框架里，没有读取"):
            _read(tmp_path, _with_frames(page, _SHORT))


def test_a_page_with_its_article_is_read_whatever_its_frames_hold(tmp_path: Path) -> None:
    page = _PAGE.replace("</body>", "<iframe src='cid:f1@mhtml.blink'></iframe></body>")
    raw = _read(tmp_path, _with_frames(page, _ARTICLE * 20))
    assert texts(raw.blocks) == _LINES
    assert raw.notes == ()
