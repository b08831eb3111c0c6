"""Text of an article that a web page holds and does not show."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.document import Table
from core.errors import ReadError
from core.readers import web
from tests.readers.making import convert, make_docx, needs_office, p, texts
from tests.readers.test_saved_pages import NAMES, source
from tests.readers.test_web import BODY, FRAME, TABLE

_HIDDEN = "<p style='{}'>（三）待核：全年受理申请 3 件，均已办结。</p>"
_SAID = "文中有隐藏的文字（如“（三）待核：全年受理申请3件，均”，共 20 字），没有作为正文检查；请在网页或原来的 Word 文件中显示后核对或删去。"
_SITE = (
    "<div class='pop-box' style='display:none'>打开微信，点击底部的“发现”，使用“扫一扫”即可将网页分享至朋友圈。</div>"
    "<form style='display:none'><p>请填写纠错内容，我们会尽快处理您的意见。</p></form>"
    "<ul style='display:none'><li><a href=1>政府信息公开指南</a></li><li><a href=2>政府信息公开制度</a></li></ul>"
    "<span style='display:none'>2024</span><input type=hidden value=甲><div hidden>标签</div>"
    "<script type='text/template'><p>模板里的一段话，不是正文。</p></script><template><p>模板里的一段话，不是正文。</p></template>"
    "<div style='display:none'><p>第1段：全县主动公开政府信息若干条，依申请公开若干件，均按时办结。</p></div>"
)


def _notes(tmp_path: Path, page: str) -> tuple[str, ...]:
    path = tmp_path / "page.html"
    path.write_text(page, "utf-8")
    return web.read(path).notes


@pytest.mark.parametrize("style", ["display:none", "DISPLAY: none;mso-hide:all", "color:red;visibility: hidden"])
def test_a_hidden_paragraph_is_said_with_its_length(tmp_path: Path, style: str) -> None:
    hidden = _HIDDEN.format(style)
    assert _notes(tmp_path, f"<body>{BODY}{hidden}{BODY}</body>") == (_SAID,)
    assert _notes(tmp_path, f"<body>{BODY}{_HIDDEN.replace('style=', 'hidden x=')}</body>") == (_SAID,)
    assert _notes(tmp_path, FRAME.format(article=f"<div id=zoom>{BODY}{hidden}</div>")) == (_SAID,)
    assert _notes(tmp_path, FRAME.format(article=f"<div class=unheard-of>{BODY}{hidden}{BODY}</div>")) == (_SAID,)


def test_hidden_words_inside_a_paragraph_and_a_cell_are_said(tmp_path: Path) -> None:
    page = "<body><p>正文<span style='display:none'>待核</span>一段</p><table><tr><td>甲<b hidden>乙</b></td><td>1</td></tr></table></body>"
    assert "（如“待核乙”，共 3 字）" in _notes(tmp_path, page)[0]


def test_a_hidden_table_is_said_and_hidden_rows_are_read(tmp_path: Path) -> None:
    (note,) = _notes(tmp_path, f"<body>{BODY}<table style='display:none'><tr><td>收费</td><td>12元</td></tr></table></body>")
    assert "（如“收费12元”，共 5 字）" in note
    path = tmp_path / "page.html"
    row = "<tr style='display:none'><td>收费</td><td>12</td></tr><tr style='display:none'><td></td><td></td></tr>"
    path.write_text(f"<body>{BODY}<table><tr><td>指标</td><td>数</td></tr>{row}</table></body>", "utf-8")
    raw = web.read(path)
    assert [cell.text for block in raw.blocks if isinstance(block, Table) for cell in block.cells][2:4] == ["收费", "12"]
    assert raw.notes == ("网页的表格里有隐藏的行或列（有内容的格子 2 个），已一并读取。",)


@pytest.mark.parametrize("place", ["<div id=zoom>{}</div>", "<div class=unheard-of>{}</div>"])
def test_what_a_site_hides_is_no_text_of_the_article(tmp_path: Path, place: str) -> None:
    far = "<div style='display:none'><p>您的操作已经成功提交，感谢您对我们工作的支持。</p></div>"
    page = FRAME.format(article=far + place.format(BODY + _SITE + TABLE)).replace("</body>", f"{far}</body>")
    assert _notes(tmp_path, page) == ()


def test_an_article_that_is_hidden_as_a_whole_is_said(tmp_path: Path) -> None:
    for name in ("zoom", "unheard-of"):
        (note,) = _notes(tmp_path, FRAME.format(article=f"<div id={name} style='display:none'>{BODY}</div>"))
        assert "（如“一、概述" in note or "（如“第0段" in note
    with pytest.raises(ReadError, match="文中有隐藏的文字"):
        _notes(tmp_path, f"<body><div hidden>{BODY}</div></body>")


@pytest.mark.parametrize("name", NAMES)
def test_saved_pages_hide_nothing_of_the_report(tmp_path: Path, name: str) -> None:
    assert not any("隐藏" in note for note in _notes(tmp_path, source(name)))


def test_what_word_hides_of_forms_and_contents_is_nothing(tmp_path: Path) -> None:
    hidden = "<span style='display:none;mso-hide:all'>{}</span>"
    page = f"<body><p>{hidden.format('窗体顶端')}</p><p>目录{hidden.format('. ')}{hidden.format('12')}</p>{BODY}</body>"
    assert _notes(tmp_path, page) == ()


@needs_office
def test_hidden_text_that_libreoffice_saves(tmp_path: Path) -> None:
    made = make_docx(tmp_path / "a.docx", p("一、总体情况") + p("待核的一段。", run="<w:vanish/>") + p("正文一段。"))
    raw = web.read(convert(made, "html", tmp_path))
    assert texts(raw.blocks) == ["一、总体情况", "正文一段。"]
    assert any("（如“待核的一段。”，共 6 字）" in note for note in raw.notes)
