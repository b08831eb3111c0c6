"""Rows typed with bars or commas between their cells are a table; what only looks like them stays text."""

from __future__ import annotations

import pytest

from core.document import Document, Format, Paragraph, Text
from core.readers.assemble import assemble
from core.readers.raw import Raw

WIDE = [["项目", "本年", "上年"], ["规章", "0", "0"], ["行政许可", "127", "98"], ["行政处罚", "3", "5"]]


def read(lines: list[str], file_format: Format = Format.DOCX) -> Document:
    blocks = tuple(Paragraph(Text.at(line, None, (number, 0))) for number, line in enumerate(lines))
    return assemble("草稿", file_format, Raw(blocks))


def typed(start: str, sign: str, end: str) -> list[str]:
    return [start + sign.join(row) + end for row in WIDE]


@pytest.mark.parametrize("file_format", [Format.DOCX, Format.TEXT, Format.HTML])
@pytest.mark.parametrize(
    ("start", "sign", "end"),
    [
        ("", "|", ""),
        ("", " | ", ""),
        ("| ", " | ", " |"),
        ("|", "|", ""),
        ("", "｜", ""),
        ("", ",", ""),
        ("", "，", ""),
        ("", "\t", ""),
    ],
)
def test_rows_are_a_table(start: str, sign: str, end: str, file_format: Format) -> None:
    document = read(["正文到此为止。", *typed(start, sign, end), "以上为全年数据。"], file_format)
    assert [table.texts() for table in document.tables] == [WIDE]
    assert [paragraph.text for paragraph in document.paragraphs] == ["正文到此为止。", "以上为全年数据。"]


def test_every_character_keeps_its_place() -> None:
    cell = read(typed("| ", " | ", " |")).tables[0].at(2, 1)
    assert cell is not None
    assert cell.text == "127"
    assert [span.node for span in cell.content.spans] == [(2, "| 行政许可 | 127 | 98 |".index("127"))]


def test_blank_cells_stay() -> None:
    document = read(["项目|本年|上年", "规章||3", "行政许可|127|", "行政处罚|3|5"])
    assert document.tables[0].texts()[1:3] == [["规章", "", "3"], ["行政许可", "127", ""]]


def test_the_line_under_the_captions_is_no_row() -> None:
    lines = typed("| ", " | ", " |")
    assert read([lines[0], "|---|---:|---:|", *lines[1:]]).tables[0].texts() == WIDE


def test_commas_in_brackets_and_quotation_marks_part_nothing() -> None:
    document = read(["项目,本年", "（二）部分公开（区分处理的,不计其他情形）,3", '"规章,办法",0', "总计,3"])
    assert document.tables[0].texts()[1:3] == [["（二）部分公开（区分处理的,不计其他情形）", "3"], ["规章,办法", "0"]]


def test_one_row_of_figures_is_a_table_too_where_others_are() -> None:
    document = read([*typed("", ",", ""), "以上数据由司法局核对。", "受理，审结，未结", "3,2,1"])
    assert document.tables[1].texts() == [["受理", "审结", "未结"], ["3", "2", "1"]]


@pytest.mark.parametrize(
    "lines",
    [
        ["首页|政务公开|互动交流|政务服务"],
        ["网站首页 | 政务公开", "您的位置：首页 | 政务公开 | 年度报告"],
        [
            "地址：禾丰镇1号 | 邮编：751988",
            "电话：0950-5550123 | 传真：0950-5550124",
            "网址：www.qinghe.gov.cn | 邮箱：q@qinghe.gov.cn",
        ],
        ["主动公开政府信息1,234", "网站公开1,100", "微信公开2,134", "其他公开3,134"],
        ["2023年，我县加强公开，共发布12", "较上年增加，增长3", "其中，网站8", "微信，微博"],
        ["受理，审结，未结", "3,2,1"],
        ["我县坚持公开,不断创新,", "通过网站,微信等渠道,", "公开信息,回应关切,", "取得实效,群众满意"],
    ],
)
def test_bars_and_commas_in_text_make_no_table(lines: list[str]) -> None:
    assert read(lines).tables == ()
