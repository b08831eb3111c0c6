"""Plain text and Markdown: encodings, marks that are left out, places in the file, rows for tables."""

from __future__ import annotations

import codecs
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core import readers
from core.document import Document, Paragraph
from core.errors import ReadError
from core.readers import plain
from tests.readers.making import texts

REPORT = "青禾县2018年政府信息公开工作年度报告\n一、概述\n全县共收到申请18件，已全部办结。\n"
LINES = REPORT.splitlines()


def written(folder: Path, data: bytes | str, name: str = "草稿.txt") -> Path:
    path = folder / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


def paragraphs(folder: Path, text: str) -> list[Paragraph]:
    return [block for block in plain.read(written(folder, text)).blocks if isinstance(block, Paragraph)]


def read(folder: Path, text: str) -> Document:
    return readers.read(written(folder, text))


ENCODINGS = {
    "utf-8": (b"", "utf-8"),
    "utf-8 with mark": (codecs.BOM_UTF8, "utf-8"),
    "gb18030": (b"", "gb18030"),
    "gbk": (b"", "gbk"),
    "utf-16 little endian": (codecs.BOM_UTF16_LE, "utf-16-le"),
    "utf-16 big endian": (codecs.BOM_UTF16_BE, "utf-16-be"),
    "utf-16 little endian without mark": (b"", "utf-16-le"),
    "utf-16 big endian without mark": (b"", "utf-16-be"),
}


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=["lf", "crlf", "cr"])
@pytest.mark.parametrize(("mark", "codec"), ENCODINGS.values(), ids=ENCODINGS)
def test_every_usual_encoding(mark: bytes, codec: str, end: str, tmp_path: Path) -> None:
    document = readers.read(written(tmp_path, mark + REPORT.replace("\n", end).encode(codec)))
    assert [paragraph.text for paragraph in document.paragraphs] == LINES


def test_rare_characters_of_gb18030(tmp_path: Path) -> None:
    text = "𠮷安镇2018年政府信息公开工作年度报告，联系人㑇某某\n"
    assert texts(plain.read(written(tmp_path, text.encode("gb18030"))).blocks) == [text.strip()]


@given(st.text(st.sampled_from(list("政府信息公开年度报告2018\n一、。，（）")), min_size=1, max_size=60))
def test_no_text_in_gb18030_or_utf8_is_read_as_another(text: str) -> None:
    # Two characters of GB18030 may look like one of UTF-8; a report is longer.
    whole = REPORT + text
    assert plain.decode(whole.encode()) == whole
    assert plain.decode(whole.encode("gb18030")) == whole


def test_bytes_that_are_no_text_give_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match=r"编码|格式"):
        readers.read(written(tmp_path, bytes(range(128, 256)) * 40))


def test_bold_marks_and_angle_brackets_of_links_are_left_out(tmp_path: Path) -> None:
    text = "主要问题：**一是**公开不够。网站（<http://www.qinghe.example>）、邮箱<zwgk@qinghe.example>、<www.qinghe.example/a>"
    (found,) = texts(plain.read(written(tmp_path, text)).blocks)
    assert found == "主要问题：一是公开不够。网站（http://www.qinghe.example）、邮箱zwgk@qinghe.example、www.qinghe.example/a"


@pytest.mark.parametrize("text", ["《实施<条例>办法》", "3 < 5 > 2", "a * b * c", "<待补充>"])
def test_other_marks_stay(text: str, tmp_path: Path) -> None:
    assert texts(plain.read(written(tmp_path, text)).blocks) == [text]


def test_each_character_knows_its_line_and_column(tmp_path: Path) -> None:
    text = "标题\n\n　　问题：**一是**见<http://a.example>。\n"
    lines = text.split("\n")
    for paragraph in paragraphs(tmp_path, text):
        for span in paragraph.content.spans:
            line, column = span.node
            assert lines[line][column : column + span.end - span.start] == paragraph.text[span.start : span.end]
        assert sum(span.end - span.start for span in paragraph.content.spans) == len(paragraph.text)


def test_empty_lines_rules_and_indents_are_no_text(tmp_path: Path) -> None:
    assert texts(plain.read(written(tmp_path, "\n　　甲  \n \t \n---\n乙\n\n\n")).blocks) == ["甲", "乙"]


def test_markdown_headings_have_their_level(tmp_path: Path) -> None:
    found = paragraphs(tmp_path, "# 标题\n## 一、概述\n### （一）组织\n#号不是标题\n正文")
    assert [(p.heading, p.text) for p in found] == [
        (0, "标题"),
        (1, "一、概述"),
        (2, "（一）组织"),
        (None, "#号不是标题"),
        (None, "正文"),
    ]


def test_rows_between_bars_become_a_table(tmp_path: Path) -> None:
    document = read(
        tmp_path, "正文。\n\n| 统计指标 | 单位 | 统计数 |\n|---|:--:|---:|\n| （一）收到申请数 | 件 | 3 |\n| 备注 | | |\n"
    )
    assert [table.texts() for table in document.tables] == [
        [["统计指标", "单位", "统计数"], ["（一）收到申请数", "件", "3"], ["备注", "", ""]]
    ]
    assert [p.text for p in document.paragraphs] == ["正文。"]


@pytest.mark.parametrize("gap", ["\n", "\n\n", "\n  \n"])
def test_rows_between_tabs_become_a_table(gap: str, tmp_path: Path) -> None:
    rows = ["统计指标\t单位\t统计数", "一、主动公开情况\t\t", "（一）收到申请数\t件\t3", "1.当面申请数\t件\t"]
    document = read(tmp_path, f"正文。{gap}{gap.join(rows)}{gap}审核人：麦向阳")
    assert [table.texts() for table in document.tables] == [[(row + "\t\t").split("\t")[:3] for row in rows]]
    assert [p.text for p in document.paragraphs] == ["正文。", "审核人：麦向阳"]


def test_cells_of_rows_keep_their_places(tmp_path: Path) -> None:
    text = "统计指标\t单位\t统计数\n （一）收到申请数 \t件\t 3\n"
    (table,) = read(tmp_path, text).tables
    lines = text.split("\n")
    for cell in table.cells:
        (span,) = cell.content.spans
        line, column = span.node
        assert lines[line][column : column + len(cell.text)] == cell.text


def test_a_single_row_or_a_tab_in_text_is_no_table(tmp_path: Path) -> None:
    document = read(tmp_path, "\t正文从这里开始。\n甲\t乙\n正文。\n")
    assert document.tables == ()
    assert [p.text for p in document.paragraphs] == ["正文从这里开始。", "甲 乙", "正文。"]


@pytest.mark.parametrize("lines", [["\t甲段。", "\t乙段。", "\t\t丙段。"], ["甲段。\t", "乙段。\t"]])
def test_paragraphs_indented_with_tabs_are_no_table(lines: list[str], tmp_path: Path) -> None:
    document = read(tmp_path, "\n".join(lines))
    assert document.tables == ()
    assert [p.text for p in document.paragraphs] == [line.strip() for line in lines]


def test_an_indented_paragraph_right_before_a_table_is_no_row_of_it(tmp_path: Path) -> None:
    document = read(tmp_path, "\t见下表。\n统计指标\t单位\t统计数\n（一）收到申请数\t件\t3\n")
    assert [p.text for p in document.paragraphs] == ["见下表。"]
    assert [table.row_count for table in document.tables] == [2]


def test_a_file_of_blanks_gives_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="没有找到任何文字"):
        read(tmp_path, " \n\n　　\n")


def test_reading_leaves_the_file_alone(tmp_path: Path) -> None:
    path = written(tmp_path, REPORT)
    before = path.stat().st_mtime_ns
    readers.read(path)
    assert (path.read_bytes(), path.stat().st_mtime_ns) == (REPORT.encode(), before)


def test_a_long_text_is_read_whole(tmp_path: Path) -> None:
    document = read(tmp_path, "".join(f"第{n}段的内容到此为止。\n" for n in range(20_000)))
    assert len(document.paragraphs) == 20_000
    assert document.paragraphs[-1].index == 19_999


def test_markdown_rows_without_bars_at_their_ends(tmp_path: Path) -> None:
    document = read(
        tmp_path, "首页 | 新闻 | 公开\n\n统计指标 | 单位 | 统计数\n---|:---:|---:\n收到申请数 | 件 | 16\n办结数 | | 15\n完。\n"
    )
    assert document.paragraphs[0].text == "首页 | 新闻 | 公开"
    assert document.tables[0].texts() == [["统计指标", "单位", "统计数"], ["收到申请数", "件", "16"], ["办结数", "", "15"]]
    cell = document.tables[0].at(1, 2)
    assert cell is not None
    assert cell.content.spans[0].node == (4, 12)
