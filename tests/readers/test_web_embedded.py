"""Web pages whose article, or a part of it, is in another file."""

from __future__ import annotations

from pathlib import Path

import pytest

from core import readers
from core.errors import ReadError
from core.readers import web
from core.readers.raw import Raw
from tests.readers.test_saved_pages import NAMES, source
from tests.readers.test_web import BODY, FRAME, TABLE

_MENU = "<ul><li><a href=1.html>首页</a></li><li><a href=2.html>政务公开</a></li><li><a href=3.html>互动交流</a></li></ul>"
_FOOT = "<div class=footer>主办：青禾县人民政府办公室 承办：青禾县大数据中心 网站标识码：0000000000 宁ICP备00000000号</div>"
_NEWS = "".join(
    f"<li><a href={n}.html>青禾县召开第{n}次政务公开工作推进会，部署年度重点任务</a> 2024-01-0{n}</li>" for n in range(1, 9)
)
_PAGE = f"<html><head><title>青禾县</title></head><body>{_MENU}<p>当前位置：首页 政务公开</p>{{}}<ul>{_NEWS}</ul>{_FOOT}</body></html>"
_COUNTERS = (
    "<iframe src='//hm.example.com/count.html' width=0 height=0></iframe><iframe src='ad.html' width=728 height=90></iframe>"
    "<iframe src='x.html' style='display: none'></iframe><iframe src='about:blank'></iframe><iframe></iframe>"
    "<iframe src='javascript:void(0)'></iframe><iframe src='y.html' style='width:300px;height:60px'></iframe>"
    "<div hidden><iframe src='z.html'></iframe></div><object data='player.swf'></object>"
)


def _read(tmp_path: Path, page: str) -> Raw:
    path = tmp_path / "年报.html"
    path.write_text(page, "utf-8")
    return web.read(path)


def _refused(tmp_path: Path, frame: str) -> str:
    """What is said of a page whose article is in a frame: what stands round it is not checked as if it were the report."""
    with pytest.raises(ReadError) as refusal:
        _read(tmp_path, _PAGE.format(frame))
    return str(refusal.value)


@pytest.mark.parametrize(
    ("frame", "named"),
    [
        ("<iframe src='./年报_files/content.html' width='100%' height=800></iframe>", "“年报_files/content.html”"),
        ("<iframe src='%E5%B9%B4%E6%8A%A5_files/saved_resource.html'></iframe>", "“年报_files/saved_resource.html”"),
        ("<iframe src='http://www.example.com/xxgk/show.jsp?id=12'></iframe>", "“http://www.example.com/xxgk/show.jsp?id=12”"),
        (
            "<iframe src='/pdfjs/web/viewer.html?v=2&file=%2Ffiles%2F2023%E5%B9%B4%E6%8A%A5.pdf#p=1'></iframe>",
            "“/files/2023年报.pdf”",
        ),
        ("<object type='application/pdf' data='年报.pdf' height=900></object>", "“年报.pdf”"),
        (
            "<iframe src='top.html'></iframe><iframe src='a.html?t=1' height=0 onload='this.height=this.scrollHeight'></iframe>",
            "“a.html”",
        ),
    ],
)
def test_an_article_in_a_frame_is_said_and_named(tmp_path: Path, frame: str, named: str) -> None:
    note = _refused(tmp_path, frame + _COUNTERS)
    assert note.startswith(f"网页本身只有导航等内容，正文在页面框架引用的另一个文件（{named}）里，没有读取；")
    assert "单独打开正文" in note


def test_a_frame_that_names_no_file(tmp_path: Path) -> None:
    for frame in ("<iframe src='cid:frame-1@mhtml.blink'></iframe>", "<iframe srcdoc='&lt;p&gt;正文'></iframe>"):
        assert "正文在页面的框架里，没有读取" in _refused(tmp_path, frame)


def test_the_file_beside_the_page_is_named_and_not_read(tmp_path: Path) -> None:
    folder = tmp_path / "年报_files"
    folder.mkdir()
    (folder / "content.html").write_text(BODY, "utf-8")
    assert "“年报_files/content.html”" in _refused(tmp_path, "<iframe src='年报_files/content.html'></iframe>")


@pytest.mark.parametrize(
    "rest", ["", "<noframes><body><p>您的浏览器不支持框架，请更换浏览器后再访问本网站。</p></body></noframes>"]
)
def test_a_page_of_frames_without_text_is_refused_with_their_names(tmp_path: Path, rest: str) -> None:
    frames = f"<frameset rows='90,*'><frame src='top.html' noresize><frame src='年报_files/main.htm' name=main>{rest}</frameset>"
    path = tmp_path / "年报.html"
    path.write_text(f"<html><head><title>青禾县2023年政府信息公开工作年度报告</title></head>{frames}</html>", "utf-8")
    with pytest.raises(ReadError, match=r"另一个文件（“年报_files/main\.htm”）里，没有读取"):
        readers.read(path)


@pytest.mark.parametrize("name", NAMES)
def test_a_page_with_its_article_says_nothing_of_counters_and_advertising(tmp_path: Path, name: str) -> None:
    page = source(name).replace("</body>", f"{_COUNTERS}<iframe src='ad.html' width=300 height=250></iframe></body>")
    assert not any("框架" in note or "嵌入" in note for note in _read(tmp_path, page).notes)


def test_a_document_shown_inside_an_article_is_said(tmp_path: Path) -> None:
    shown = "<iframe src='viewer.html?file=附表.pdf' height=600></iframe>" + _COUNTERS
    raw = _read(tmp_path, FRAME.format(article=f"<div id=zoom>{BODY}{TABLE}{shown}</div>"))
    assert raw.notes == ("网页里嵌入了另一个文件（“附表.pdf”），其中的内容没有读取，请打开这个文件另行核对。",)


_LOADS = "<h1>青禾县2023年政府信息公开工作年度报告</h1><div id=content></div><script>load('content', 12);</script>"


def test_an_article_that_a_script_would_load_is_not_called_incomplete(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="打开网页时才从网站载入"):
        _read(tmp_path, _PAGE.format(_LOADS))


@pytest.mark.parametrize("page", [_PAGE.format(_LOADS + BODY + TABLE), f"<html><body>{_LOADS}<p>一、总体情况</p></body></html>"])
def test_a_page_with_an_article_and_one_of_nobodys_site_are_read(tmp_path: Path, page: str) -> None:
    assert not any("载入" in note for note in _read(tmp_path, page).notes)
