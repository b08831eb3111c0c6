from __future__ import annotations

from pathlib import Path

import pytest

from core.document import Align, Paragraph, Picture
from core.readers import docx, web
from core.readers.raw import Raw
from core.readers.web_text import decode_page, parse_page, text_nodes
from tests.readers.making import convert, needs_office, shape, tables, texts


def read(tmp_path: Path, page: str, encoding: str = "utf-8") -> Raw:
    path = tmp_path / "page.html"
    path.write_bytes(page.encode(encoding))
    raw = web.read(path)
    check_places(path, raw)
    return raw


def check_places(path: Path, raw: Raw) -> None:
    """Each placed character is the one in its text node, white space aside."""
    root = parse_page(decode_page(path.read_bytes())[0])
    assert root is not None
    nodes = [data for _, _, data in text_nodes(root)]
    contents = [block.content for block in raw.blocks if isinstance(block, Paragraph)]
    contents += [cell.content for table in tables(raw.blocks) for cell in table.cells]
    for content in contents:
        placed = 0
        for span in content.spans:
            number, start = span.node
            source, shown = nodes[number][start : start + span.end - span.start], content.text[span.start : span.end]
            assert len(source) == len(shown)
            assert all(a == b or (a.isspace() and b == " ") for a, b in zip(source, shown, strict=True)), (source, shown)
            placed += len(shown)
        generated = {block.content: block.generated for block in raw.blocks if isinstance(block, Paragraph)}.get(content, 0)
        assert placed == len(content.text) - generated - content.text.count("\n")


def test_white_space_as_in_a_browser(tmp_path: Path) -> None:
    page = "<p>\n  \u3000\u3000全年\u3000公开 \n <b> 12</b>  条，其\n中&nbsp;&nbsp;政<span>府\n</span>网\u200b站\x04\n3\x01 条\x05 </p>"
    assert texts(read(tmp_path, page).blocks) == ["全年\u3000公开 12 条，其中  政府网站 3 条"]


def test_blocks_and_line_breaks(tmp_path: Path) -> None:
    page = "<body>裸文字<div>一<p>二<br>三<br/><br>四</p>五</div><!-- 注 -->六<pre>七\n  八  九</pre><span style='display:block'>十</span>尾</body>"
    assert texts(read(tmp_path, page).blocks) == ["裸文字", "一", "二", "三", "四", "五", "六", "七", "八  九", "十", "尾"]


@pytest.mark.parametrize(
    ("page", "heading", "align", "bold"),
    [
        ("<h2>标题</h2>", 2, None, True),
        ("<h1 align=center>标题</h1>", 1, Align.CENTER, True),
        ("<p style='text-align: right'>标题</p>", None, Align.RIGHT, False),
        ("<div align='right'><p>标题</p></div>", None, Align.RIGHT, False),
        ("<center><span><strong>标题</strong> </span></center>", None, Align.CENTER, True),
        ("<p><b>标</b>题</p>", None, None, False),
        ("<p><span style='font-weight:700'>标题</span></p>", None, None, True),
        ("<h3><span style='font-weight:normal'>标题</span></h3>", 3, None, False),
    ],
)
def test_looks(tmp_path: Path, page: str, heading: int | None, align: Align | None, bold: bool) -> None:
    (block,) = read(tmp_path, f"<body>{page}</body>").blocks
    assert isinstance(block, Paragraph)
    assert (block.text, block.heading, block.align, block.bold) == ("标题", heading, align, bold)


def test_lists_get_their_numbers(tmp_path: Path) -> None:
    page = (
        "<ol><li>甲<li><p>乙</p><p>乙续</p><ul><li>点</li></ul><ol type=a><li>子</li></ol></li><li value=7>丙</li><li>丁</li></ol>"
        "<ol start=3 reversed><li>三</li><li>二</li></ol><ol style='list-style-type:cjk-ideographic'><li>章</li></ol><ol style='list-style:none'><li>无</li></ol>"
    )
    raw = read(tmp_path, page)
    assert texts(raw.blocks) == ["1.甲", "2.乙", "乙续", "点", "a.子", "7.丙", "8.丁", "3.三", "2.二", "一.章", "无"]
    assert [block.generated for block in raw.blocks if isinstance(block, Paragraph)] == [2, 2, 0, 0, 2, 2, 2, 2, 2, 2, 0]


TABLE = (
    "<table><caption>表一</caption><tfoot><tr><td colspan=3>合计</td></tr></tfoot><tr><th colspan=2>指标</th><th>数</th></tr>"
    "<tbody><tr><td rowspan='2'>甲<br>乙</td><td><p>当</p><p>面</p></td><td> 3 </td></tr><tr><td>网络<td>4</tbody></table>"
)
SHAPE = [
    (0, 0, 1, 2, "指标"),
    (0, 2, 1, 1, "数"),
    (1, 0, 2, 1, "甲\n乙"),
    (1, 1, 1, 1, "当\n面"),
    (1, 2, 1, 1, "3"),
    (2, 1, 1, 1, "网络"),
    (2, 2, 1, 1, "4"),
    (3, 0, 1, 3, "合计"),
]


def test_spans_of_cells(tmp_path: Path) -> None:
    raw = read(tmp_path, TABLE)
    assert texts(raw.blocks) == ["表一"]
    assert shape(tables(raw.blocks)[0]) == SHAPE


def test_absurd_spans_stay_small(tmp_path: Path) -> None:
    (table,) = tables(read(tmp_path, "<table><tr><td rowspan=999999999>a<td colspan=99999999>b</tr><tr><td>c</table>").blocks)
    assert (table.row_count, table.column_count) == (2, 1001)
    assert [cell.text for cell in table.cells] == ["a", "b", "c"]


def test_tables_that_only_lay_out_text_are_opened(tmp_path: Path) -> None:
    running = "".join(f"<p>{'这一段文字很长，属于正文而不是表格。' * 8}{number}</p>" for number in range(4))
    page = f"<table><tr><td>导语</td></tr></table><table><tr><td width=20></td><td>{running}</td></tr></table><table><tr><td>外{TABLE}</td></tr></table>"
    raw = read(tmp_path, page)
    assert [text[:3] for text in texts(raw.blocks)] == ["导语", "这一段", "这一段", "这一段", "这一段", "外", "表一"]
    assert [shape(table) for table in tables(raw.blocks)] == [SHAPE]


def test_a_small_table_inside_a_form_becomes_lines(tmp_path: Path) -> None:
    rows = "".join(f"<tr><td>行{n}</td><td>件</td><td>{n}</td></tr>" for n in range(5))
    page = f"<table>{rows}<tr><td>末</td><td><table><tr><td>内</td></tr></table></td><td>9</td></tr></table>"
    (table,) = tables(read(tmp_path, page).blocks)
    assert [cell.text for cell in table.cells][-3:] == ["末", "内", "9"]


BODY = "<p>一、概述</p>" + "".join(
    f"<p>第{n}段：全县主动公开政府信息若干条，依申请公开若干件，均按时办结。</p>" for n in range(20)
)
FRAME = (
    "<html><head><title>青禾县2018年政府信息公开工作年度报告_青禾县人民政府</title><script>var a='脚本';</script><style>p{{}}</style></head><body>"
    "<div class='top'><ul><li><a href=1>首页</a></li><li><a href=2>政务公开</a></li><li><a href=3>互动交流</a></li></ul></div>"
    "<form action='/s'><input type=text value=x><p>站内搜索</p></form>"
    "<div class='box'><h1 class='title'>青禾县2018年政府信息公开工作年度报告</h1><div class='info'>来源：县政府办 发布时间：2019-03-20</div>"
    "{article}<div class='bdshare'>分享到：微信</div></div>"
    "<div class='footer'><p>主办：青禾县人民政府办公室 网站标识码：0000000000</p><a href=4>网站地图</a></div></body></html>"
)


@pytest.mark.parametrize(
    "container",
    [
        "<div id='zoom'>{}</div>",
        "<div class='TRS_Editor'><div class='Custom_UnionStyle'>{}</div></div>",
        "<div class='unheard-of'>{}</div>",
    ],
)
def test_the_article_is_found_among_navigation(tmp_path: Path, container: str) -> None:
    raw = read(tmp_path, FRAME.format(article=container.format(BODY + TABLE)))
    found = texts(raw.blocks)
    title = raw.blocks[0]
    assert isinstance(title, Paragraph)
    assert (title.text, title.heading) == ("青禾县2018年政府信息公开工作年度报告", 0)
    assert found[1] == "一、概述"
    assert len(found) == 23
    assert len(tables(raw.blocks)) == 1
    assert raw.title.startswith("青禾县2018年")


def test_a_table_beside_the_known_container_is_kept(tmp_path: Path) -> None:
    raw = read(
        tmp_path, FRAME.format(article=f"<div class='content'><div id='zoom'>{BODY}</div><div class='fujian'>{TABLE}</div></div>")
    )
    assert len(tables(raw.blocks)) == 1


def test_a_page_inside_one_form_is_read(tmp_path: Path) -> None:
    page = f"<body><form id='aspnetForm'><a href=1>首页</a><a href=2>公开</a><a href=3>服务</a>{BODY}</form></body>"
    assert "一、概述" in texts(read(tmp_path, page).blocks)


def test_a_plain_document_is_read_whole(tmp_path: Path) -> None:
    page = f"<html><head><title>草稿</title></head><body><div class=WordSection1>{BODY * 3}</div><div class=WordSection2><p>附件</p>{TABLE}</div></body></html>"
    raw = read(tmp_path, page)
    assert "附件" in texts(raw.blocks)
    assert len(tables(raw.blocks)) == 1


def test_hidden_things_and_notes_are_left_out(tmp_path: Path) -> None:
    page = (
        "<body><p>正文<a class='sdfootnoteanc' href='#x'><sup>1</sup></a></p><p style='display: none'>藏</p><p hidden>藏</p><noscript>无脚本</noscript>"
        "<div title='header'><p>页眉</p></div><div id='sdfootnote1'><p>脚注</p></div><div style='mso-element:comment-list'><p>批注</p></div></body>"
    )
    assert texts(read(tmp_path, page).blocks) == ["正文"]


def test_pictures(tmp_path: Path) -> None:
    raw = read(tmp_path, "<body><p>见<img src=a.png alt='统计表'>图</p><img src=icon.gif width=16 height=16></body>")
    assert raw.blocks[1] == Picture(None, "统计表")
    assert len(raw.blocks) == 2


@pytest.mark.parametrize(
    ("encoding", "head"),
    [
        ("utf-8", ""),
        ("utf-8-sig", "<meta charset='gb2312'>"),
        ("gb18030", "<meta http-equiv='Content-Type' content='text/html; charset=gb2312'>"),
        ("gb18030", '<meta charset="utf-8">'),
        ("utf-8", "<meta charset=gb2312>"),
        ("gb18030", "<meta charset=nonsense>"),
        ("utf-16", "<meta charset='utf-8'>"),
        ("utf-16-le", ""),
    ],
)
def test_encodings(tmp_path: Path, encoding: str, head: str) -> None:
    page = f"<html><head>{head}</head><body><p>青禾县㐂政府信息公开工作年度报告，2018年共3条。</p></body></html>"
    assert texts(read(tmp_path, page, encoding).blocks) == ["青禾县㐂政府信息公开工作年度报告，2018年共3条。"]


def test_a_stray_byte_is_noted_and_the_rest_read(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_bytes("<meta charset='utf-8'><p>公开信息</p>".encode() + b"\xff<p>12\xe6\x9d\xa1</p>")
    raw = web.read(path)
    assert texts(raw.blocks)[0] == "公开信息"
    assert raw.blocks[-1].text == "12条" if isinstance(raw.blocks[-1], Paragraph) else False
    assert len(raw.notes) == 1


def test_deep_nesting_and_unclosed_tags_are_read(tmp_path: Path) -> None:
    raw = read(tmp_path, "<body>" + "<font><span>" * 400 + "<p>深处</p>")
    assert texts(raw.blocks) == ["深处"]


def test_xml_declarations_and_zero_bytes_do_no_harm(tmp_path: Path) -> None:
    page = '<?xml version="1.0" encoding="gb2312"?><html xmlns="http://www.w3.org/1999/xhtml"><body><p>正\0文</p></body></html>'
    path = tmp_path / "page.html"
    path.write_bytes(page.encode())
    assert texts(web.read(path).blocks) == ["正文"]


@needs_office
def test_the_same_from_docx_and_html_of_libreoffice(tmp_path: Path) -> None:
    source = tmp_path / "page.html"
    source.write_text(
        f"<meta charset=utf-8><h1>青禾县年度报告</h1>{BODY}<ol><li>甲</li><li>乙</li></ol>{TABLE}<p align=right>2019年1月</p>",
        encoding="utf-8",
    )
    made = convert(source, "docx", tmp_path)
    (tmp_path / "back").mkdir()
    back = convert(made, "html", tmp_path / "back")
    first, second = docx.read(made), web.read(back)
    check_places(back, second)
    assert texts(first.blocks) == texts(second.blocks)
    assert shape(tables(first.blocks)[0]) == shape(tables(second.blocks)[0])
    assert [(b.heading, b.generated) for b in first.blocks if isinstance(b, Paragraph)] == [
        (b.heading, b.generated) for b in second.blocks if isinstance(b, Paragraph)
    ]
