"""Pages saved from the sites of governments, in the styles of several publishing systems: the report and nothing else is read."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from core import readers
from core.document import Document
from core.report import understand

PAGES = Path(__file__).parent / "pages"
TITLE = "青禾县2023年政府信息公开工作年度报告"
TEXT = (
    (
        "本报告根据《中华人民共和国政府信息公开条例》编制，所列数据的统计期限自2023年1月1日至2023年12月31日。如对本报告有疑问，请与青禾县人民政府办公室联系"
        "（地址：青禾县麦香路6号；邮编：751599；电话：0953-5550123；电子邮箱：xxgk@qinghe.example.cn）。"
    ),
    "一、总体情况",
    "（一）主动公开。全年通过县政府网站公开政府信息3216条，政务新媒体公开1012条。",
    "（二）依申请公开。收到申请27件，均按时办结。",
    "二、主动公开政府信息情况",
    "本年制发行政规范性文件6件。",
    "三、收到和处理政府信息公开申请情况",
    "详见总体情况。",
    "四、政府信息公开行政复议、行政诉讼情况",
    "TABLE",
    "五、存在的主要问题及改进情况",
    "一是公开不够及时；二是解读形式单一。下一步将按季度通报，开展业务培训。",
    "六、其他需要报告的事项",
    "本年度没有收取信息处理费。",
    "青禾县人民政府办公室",
    "2024年3月20日",
)
HEAD = (
    "<tr><td colspan='5'>行政复议</td><td colspan='10'>行政诉讼</td></tr><tr>"
    + "".join(f"<td rowspan='2'>{name}</td>" for name in ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计"))
    + "<td colspan='5'>未经复议直接起诉</td><td colspan='5'>复议后起诉</td></tr><tr>"
    + "<td>结果维持</td><td>结果纠正</td><td>其他结果</td><td>尚未审结</td><td>总计</td>" * 2
    + "</tr>"
)
TABLE = f"<table border='1'><tbody>{HEAD}<tr>{''.join(f'<td>{number}</td>' for number in range(15))}</tr></tbody></table>"
NAMES = sorted(path.stem for path in PAGES.glob("*.html"))


def _as_word(html: str) -> str:
    """As Word pastes it: classes and styles of its own, empty paragraphs of its own."""
    cell = "<td style='width:30.0pt;mso-border-alt:solid windowtext .5pt;padding:0cm 5.4pt'><p class=MsoNormal><span lang=EN-US style='font-size:9.0pt;mso-font-kerning:0pt'>"
    html = re.sub(
        r"<td( [a-z]+span='\d+')?>([^<]*)</td>",
        lambda m: cell.replace("<td", f"<td{m[1] or ''}") + f"{m[2]}<o:p></o:p></span></p></td>",
        html,
    )
    paragraph = "<p class=MsoNormal style='text-indent:32.0pt;mso-char-indent-count:2.0'><span style='font-size:16.0pt;mso-bidi-font-family:仿宋'>"
    return html.replace("<p>", paragraph).replace(
        "</p>\n", "<span lang=EN-US><o:p></o:p></span></span></p>\n<p class=MsoNormal><o:p>&nbsp;</o:p></p>\n"
    )


def source(name: str) -> str:
    """A saved page with the report in it."""
    body = "\n".join(TABLE if text == "TABLE" else f"<p>　　{text}</p>" for text in TEXT) + "\n"
    template = (PAGES / f"{name}.html").read_text("utf-8")
    return template.format(title=TITLE, body=body, word=_as_word(body))


def document(tmp_path: Path, data: bytes) -> Document:
    path = tmp_path / "page.html"
    path.write_bytes(data)
    return readers.read(path)


@pytest.mark.parametrize("name", NAMES)
def test_the_report_and_nothing_else(tmp_path: Path, name: str) -> None:
    read = document(tmp_path, source(name).encode("utf-8"))
    assert [paragraph.text for paragraph in read.paragraphs] == [TITLE, *(text for text in TEXT if text != "TABLE")]
    (table,) = read.tables
    assert (table.row_count, table.column_count) == (4, 15)
    assert table.texts()[3] == [str(number) for number in range(15)]
    contact = understand(read).facts.contact
    assert (contact.phone, contact.address) == (("0953-5550123",), "青禾县麦香路6号")


def test_there_are_enough_styles() -> None:
    assert len(NAMES) >= 10
