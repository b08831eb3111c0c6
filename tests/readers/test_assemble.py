"""What every format shares: tables over pages, repeated headers, framed text, and paragraphs broken by a page end."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core import readers
from core.document import Align, Block, Cell, Document, Format, Paragraph, Picture, Table, Text
from core.readers.assemble import assemble
from core.readers.raw import Raw
from tests.readers.making import shape

HEADER = ["统计指标", "单位", "统计数"]
ROWS = [["（一）收到申请数", "件", "3"], ["1.当面申请数", "件", "2"], ["2.网络申请数", "件", "1"]]
SENTENCE = "全县各级行政机关认真执行条例，不断提升公开的"


def p(text: str, page: int | None = None, **more: object) -> Paragraph:
    return replace(Paragraph(Text.at(text, page, (0, 0))), **more)  # type: ignore[arg-type]  # any field of a paragraph


def t(rows: list[list[str]], page: int | None = None, sheet: str | None = None) -> Table:
    cells = (Cell(r, c, Text.at(text, page)) for r, row in enumerate(rows) for c, text in enumerate(row))
    return Table(tuple(cells), page=page, sheet=sheet)


def document(*blocks: Block) -> Document:
    return assemble("草稿.pdf", Format.PDF, Raw(blocks))


def grids(*blocks: Block) -> list[list[list[str]]]:
    return [table.texts() for table in document(*blocks).tables]


def lines(*blocks: Block) -> list[str]:
    return [paragraph.text for paragraph in document(*blocks).paragraphs]


def test_blocks_are_numbered_in_order_and_empty_ones_left_out() -> None:
    made = document(p("甲"), p("  "), t(ROWS), Picture(2), p("乙"), t([["", ""]]), t([["a", "b"], ["c", "d"]]))
    assert [type(block).__name__ for block in made.blocks] == ["Paragraph", "Table", "Picture", "Paragraph", "Table"]
    assert [paragraph.index for paragraph in made.paragraphs] == [0, 1]
    assert [table.index for table in made.tables] == [0, 1]
    assert [made.position(paragraph) for paragraph in made.paragraphs] == [0, 3]
    assert [made.position(table) for table in made.tables] == [1, 4]


def test_what_the_reader_set_aside_is_handed_on() -> None:
    raw = Raw((p("甲"),), (Text("— 1 —"),), ("有修订。",), 3, "标题")
    made = assemble("草稿.docx", Format.DOCX, raw)
    assert (made.furniture, made.notes, made.page_count, made.title) == ((Text("— 1 —"),), ("有修订。",), 3, "标题")


# --- tables -------------------------------------------------------------------------------------------------------


def test_a_table_over_pages_is_one_with_one_header() -> None:
    assert grids(t([HEADER, ROWS[0]], 1), t([HEADER, ROWS[1]], 2), t([HEADER, ROWS[2]], 3)) == [[HEADER, *ROWS]]


def test_parts_without_a_repeated_header() -> None:
    assert grids(t([HEADER, ROWS[0]], 1), t(ROWS[1:], 2)) == [[HEADER, *ROWS]]


def test_a_header_of_two_rows_is_repeated_as_a_whole() -> None:
    top = [["申请人情况", "自然人", "法人"], ["指标", "人数", "家数"]]
    assert grids(t([*top, ROWS[0]], 1), t([*top, ROWS[1]], 2)) == [[*top, ROWS[0], ROWS[1]]]


def test_a_header_in_the_middle_of_one_table_goes() -> None:
    assert grids(t([HEADER, ROWS[0], HEADER, ROWS[1], HEADER, ROWS[2]])) == [[HEADER, *ROWS]]


def test_rows_that_repeat_a_row_of_figures_stay() -> None:
    assert grids(t([ROWS[0], ROWS[1], ROWS[0]])) == [[ROWS[0], ROWS[1], ROWS[0]]]


def test_a_row_under_a_merged_cell_is_no_repeated_header() -> None:
    cells = [Cell(0, 0, Text("类")), Cell(0, 1, Text("指标")), Cell(0, 2, Text("数"))]
    cells += [Cell(1, 0, Text("申请"), row_span=3), Cell(1, 1, Text("当面")), Cell(1, 2, Text("2"))]
    body = Table(tuple(cells))
    again = [Cell(2, 1, Text("指标")), Cell(2, 2, Text("数")), Cell(3, 1, Text("网络")), Cell(3, 2, Text("1"))]
    made = document(replace(body, cells=(*body.cells, *again)))
    # Row 2 reads 申请|指标|数 and is no repeated header: nothing goes.
    assert made.tables[0].row_count == 4


def test_rows_behind_a_dropped_header_move_up_with_their_spans() -> None:
    first = Table((*t([HEADER, ROWS[0]], 1).cells,), page=1)
    wide = Cell(1, 0, Text.at("合计", 2), column_span=2)
    second = Table((*t([HEADER], 2).cells, wide, Cell(1, 2, Text.at("6", 2))), page=2)
    (table,) = document(first, second).tables
    assert shape(table)[-2:] == [(2, 0, 1, 2, "合计"), (2, 2, 1, 1, "6")]
    assert table.at(2, 1) is table.at(2, 0)


def test_a_row_cut_by_the_page_end_is_one_row() -> None:
    made = grids(
        t([HEADER, ["（一）主动公开政府信息数（不同渠道和方式公开", "条", "86"]], 1),
        t([HEADER, ["相同信息计1条）", "", ""], ROWS[0]], 2),
    )
    assert made == [[HEADER, ["（一）主动公开政府信息数（不同渠道和方式公开相同信息计1条）", "条", "86"], ROWS[0]]]


@pytest.mark.parametrize("between", [p("（续表）"), p("正文。"), Picture(1)])
def test_text_or_a_picture_between_keeps_tables_apart(between: Block) -> None:
    assert len(grids(t([HEADER, ROWS[0]], 1), between, t([HEADER, ROWS[1]], 2))) == 2


def test_tables_of_different_width_stay_apart() -> None:
    assert len(grids(t([HEADER, ROWS[0]], 1), t([["a", "b"], ["c", "d"]], 2))) == 2


def test_two_tables_on_one_page_with_different_headers_stay_apart() -> None:
    assert len(grids(t([HEADER, ROWS[0]], 1), t([["项目", "处室", "数量"], ["管网", "一", "3"]], 1))) == 2


def test_sheets_stay_apart_and_keep_their_rows() -> None:
    rows = [HEADER, ROWS[0], HEADER, ROWS[1]]
    assert grids(t(rows, sheet="表一"), t([HEADER], sheet="表二")) == [rows, [HEADER]]


def test_a_table_of_one_column_frames_text() -> None:
    made = document(p("甲。"), t([["方框里的第一行。\n第二行。"], [""], ["第三行。"]], 2), p("乙。"))
    assert [paragraph.text for paragraph in made.paragraphs] == ["甲。", "方框里的第一行。", "第二行。", "第三行。", "乙。"]
    assert made.tables == ()
    assert made.paragraphs[2].content.page_at(0) == 2


def test_one_column_of_a_sheet_stays_a_table() -> None:
    assert grids(t([["甲"], ["乙"]], sheet="表一")) == [[["甲"], ["乙"]]]


def test_rows_of_text_with_a_label_line_between() -> None:
    rows = [p("统计指标\t单位\t统计数"), p("一、主动公开情况"), p("（一）数\t条\t3"), p("审核人：麦向阳")]
    made = document(*rows)
    assert made.tables[0].texts() == [HEADER, ["一、主动公开情况", "", ""], ["（一）数", "条", "3"]]
    assert [paragraph.text for paragraph in made.paragraphs] == ["审核人：麦向阳"]


@given(st.lists(st.integers(1, 6), min_size=1, max_size=5), st.booleans())
def test_wherever_pages_end_the_table_is_the_same(sizes: list[int], repeated: bool) -> None:
    rows = [[f"{n}.申请数", "件", str(n)] for n in range(sum(sizes))]
    parts, at = [], 0
    for page, size in enumerate(sizes, 1):
        head = [HEADER] if repeated or page == 1 else []
        parts.append(t([*head, *rows[at : at + size]], page))
        at += size
    assert grids(*parts) == [[HEADER, *rows]]


# --- paragraphs ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("left", "right", "whole"),
    [
        (SENTENCE, "质量和实效。", SENTENCE + "质量和实效。"),
        ("公开水质达标信息49条，发布水源地清理整", "治11条。", "公开水质达标信息49条，发布水源地清理整治11条。"),
        ("全年受理各类申请，其中当面申请，网络申请", "12件，", "全年受理各类申请，其中当面申请，网络申请12件，"),
        ("县政府门户网站、手机客户端，微信公众号APP", "store上架。", "县政府门户网站、手机客户端，微信公众号APP store上架。"),
        ("修订《公开指南》《保密审查规范》，落实各项制度。印发《规则》", "等10余项制度。", None),
    ],
)
def test_a_sentence_broken_by_a_page_end_is_joined(left: str, right: str, whole: str | None) -> None:
    made = document(p(left, 1), p(right, 2))
    assert [paragraph.text for paragraph in made.paragraphs] == [whole or left + right]
    assert made.paragraphs[0].content.page_at(0) == 1
    assert made.paragraphs[0].content.page_at(len(made.paragraphs[0].text) - 1) == 2


def test_a_sentence_over_three_pages() -> None:
    assert lines(p(SENTENCE, 1), p("质量，全县上下共同努力，推动各项工作", 2), p("落实。", 3)) == [
        SENTENCE + "质量，全县上下共同努力，推动各项工作落实。"
    ]


@pytest.mark.parametrize(
    "after",
    [
        "一、主动公开政府信息情况",
        "（二）加强培训",
        "1.财政信息。",
        "（1）预算",
        "第二部分 主动公开",
        "附件：青禾县2018年度政府信息公开情况统计表",
        "附件",
        "联系电话：0950-5550123",
        "地址：青禾县麦香路8号",
        "青禾县人民政府",
        "青禾县人民政府办公室",
        "2019年2月22日",
        "二〇一九年二月二十二日",
    ],
)
def test_what_opens_something_new_is_not_joined(after: str) -> None:
    assert lines(p(SENTENCE), p(after)) == [SENTENCE, after]


@pytest.mark.parametrize(
    "before",
    [
        "全县各级行政机关认真执行条例，群众更加方便。",
        "现将有关情况报告如下，请审阅：",
        "为什么要公开，怎样公开，谁来公开？",
        "（一）健全机制，完善制度，强化监督考核",
        "一、主动公开，依申请公开",
        "短句，没完",
        "没有逗号的一行文字也可以是一个很长的标题",
        "附件：1.青禾县2018年度政府信息公开情况统计表，公开指南",
        "网站栏目（地址：青禾县麦香路8号，电话：0950-5550123）",
    ],
)
def test_what_is_complete_takes_nothing_on(before: str) -> None:
    assert lines(p(before), p("接下来的一段文字。")) == [before, "接下来的一段文字。"]


@pytest.mark.parametrize("align", [Align.CENTER, Align.RIGHT])
def test_centred_and_right_lines_are_not_joined(align: Align) -> None:
    assert len(lines(p(SENTENCE), p("质量和实效。", align=align))) == 2
    assert len(lines(p(SENTENCE, align=align), p("质量和实效。"))) == 2


def test_headings_of_the_file_are_not_joined() -> None:
    assert len(lines(p(SENTENCE), p("质量和实效。", heading=1))) == 2
    assert len(lines(p(SENTENCE, heading=1), p("质量和实效。"))) == 2


def test_nothing_is_joined_over_a_table() -> None:
    assert lines(p(SENTENCE), t([HEADER, ROWS[0]]), p("质量和实效。")) == [SENTENCE, "质量和实效。"]


def test_lines_of_a_contact_block_stay_lines() -> None:
    block = ["地址：青禾县麦香路8号，邮编：751988", "电话：0950-5550123", "传真：0950-5550124", "电子邮箱：zwgk@qinghe.example"]
    assert lines(*map(p, block)) == block


def test_a_header_under_the_marker_of_a_block_is_no_repetition(tmp_path: Path) -> None:
    path = tmp_path / "draft.txt"
    rows = ["信息内容\t本年处理决定数量", "行政许可\t46", "第二十条第（六）项", "信息内容\t本年处理决定数量", "行政处罚\t3"]
    path.write_text("\n".join(rows), encoding="utf-8")
    (table,) = readers.read(path).tables
    assert [row[0] for row in table.texts()] == ["信息内容", "行政许可", "第二十条第（六）项", "信息内容", "行政处罚"]


def test_a_header_repeated_under_the_name_of_a_part_is_one(tmp_path: Path) -> None:
    path = tmp_path / "draft.txt"
    rows = ["统计指标\t单位\t统计数", "一、主动公开情况\t\t", "统计指标\t单位\t统计数", "（一）主动公开政府信息数\t条\t3"]
    path.write_text("\n".join(rows), encoding="utf-8")
    (table,) = readers.read(path).tables
    assert [row[0] for row in table.texts()] == ["统计指标", "一、主动公开情况", "（一）主动公开政府信息数"]
