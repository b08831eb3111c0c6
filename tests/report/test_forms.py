"""Tables matched to the official form row by row, however people have changed them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.document import Block, Document, Table
from core.edition import FormRow
from core.place import InCell
from core.report.formmatch import FormMatch, short
from core.report.forms import match_form
from core.report.labels import label_of, same_label
from tests.report.making import FORM, HEADER, document, form_rows, row_of, table, words_at

IDS = [row.id for row in FORM.rows]
Rows = list[list[str]]


def matched(*blocks: str | Block) -> tuple[Document, FormMatch]:
    file = document(*blocks)
    match = match_form(file, FORM)
    assert match is not None
    return file, match


def sheet(rows: Sequence[Sequence[str]]) -> Table:
    return table([HEADER, *rows])


def labels(match: FormMatch) -> dict[str, str]:
    """The label in the draft of each row of the form."""
    return {row_id: row.label.text for row_id, row in match.rows.items()}


def test_the_form_as_it_is_printed() -> None:
    rows = form_rows()
    _, match = matched("附件", sheet(rows))
    assert list(match.rows) == IDS
    assert labels(match) == {row.id: row.label for row in FORM.rows}
    assert (match.missing, match.extra, match.columns_missing, match.caption) == ((), (), (), None)
    assert [row.number for row in match.rows.values()] == list(range(1, 66))


def test_values_units_and_places() -> None:
    rows = form_rows()
    rows[row_of(rows, "1.1")][2] = "１６，０８４"
    file, match = matched(sheet(rows))
    value = match.value("1.1")
    assert value is not None
    assert value.value == Decimal(16084)
    assert words_at(file, match.place("1.1")) == "１６，０８４"
    assert words_at(file, match.label_place("8.3")) == FORM.row("8.3").label
    unit = match.rows["8.4"].unit
    assert unit is not None
    assert unit.text == "万元"


@pytest.mark.parametrize(
    ("row_id", "written"),
    [
        ("3.3.2", "2.同一公开答复数"),
        ("3.3.4a", "其中：涉及国家机密"),
        ("3.3.4b", "涉及商业机密"),
        ("3.3.4d", "危机国家安全、公共安全、经济安全和社会稳定"),
        ("3.3.7", "7.告知做出更改补充数"),
        ("5", "五、行政诉讼量"),
        ("1.2.4", "4.政务微信公开信息数"),
        ("8.3.1", "1.专职工作人员数(不包括政府公报及政府网站工作人员数)"),
        ("6", "六、投诉举报数量"),
    ],
)
def test_a_misspelt_label_stays_in_its_row(row_id: str, written: str) -> None:
    rows = form_rows()
    rows[row_of(rows, row_id)][0] = written
    _, match = matched(sheet(rows))
    assert list(match.rows) == IDS
    assert labels(match)[row_id] == written
    assert not same_label(written, FORM.row(row_id))


def test_several_misspelt_labels_at_once() -> None:
    rows = form_rows()
    wrong = {"3.3.2": "2.同一公开答复数", "3.3.4a": "其中：涉及国家机密", "3.3.4b": "涉及商业机密", "5": "五、行政诉讼量"}
    for row_id, written in wrong.items():
        rows[row_of(rows, row_id)][0] = written
    _, match = matched(sheet(rows))
    assert {row_id: labels(match)[row_id] for row_id in wrong} == wrong
    assert list(match.rows) == IDS


@pytest.mark.parametrize("row_id", ["1.1", "1.1a", "2.2.1a", "3.3.8", "4.1", "4.3", "5", "5.2", "5.3", "8.3.2", "9.3"])
def test_a_missing_row_is_missing_and_no_other(row_id: str) -> None:
    rows = form_rows()
    del rows[row_of(rows, row_id)]
    _, match = matched(sheet(rows))
    assert [row.id for row in match.missing] == [row_id]
    assert match.extra == ()


def test_the_same_label_under_two_headings_is_told_apart_by_order() -> None:
    rows = form_rows()
    del rows[row_of(rows, "4.2")]
    _, match = matched(sheet(rows))
    assert [row.id for row in match.missing] == ["4.2"]
    assert match.rows["5.2"].number > match.rows["5"].number > match.rows["4.3"].number


@settings(max_examples=15, deadline=None)
@given(st.sets(st.sampled_from(IDS), min_size=1, max_size=12))
def test_whatever_rows_are_missing_the_others_keep_their_values(gone: set[str]) -> None:
    full = [[row.label, "——" if row.heading else row.unit, str(n)] for n, row in enumerate(FORM.rows)]
    rows = [line for line, row_id in zip(full, IDS, strict=True) if row_id not in gone]
    _, match = matched(sheet(rows))
    kept = {row_id: value.value for row_id in match.rows if (value := match.value(row_id))}
    unique = [row.id for row in FORM.rows if sum(row.label == other.label for other in FORM.rows) == 1]
    assert {row_id: kept.get(row_id) for row_id in unique if row_id not in gone} == {
        row_id: Decimal(IDS.index(row_id)) for row_id in unique if row_id not in gone
    }
    assert len(match.rows) == len(rows)


def test_a_moved_row_is_found_by_its_label() -> None:
    rows = form_rows()
    moved = rows.pop(row_of(rows, "7"))
    rows.append(moved)
    _, match = matched(sheet(rows))
    assert match.rows["7"].number == 65
    assert match.missing == ()


@pytest.mark.parametrize("after", ["1.1b", "3.3.8", "9.2"])
def test_an_extra_row_is_extra_and_moves_no_other(after: str) -> None:
    rows = form_rows()
    rows.insert(row_of(rows, after) + 1, ["其中：本县增加的统计项目数", "项", "5"])
    _, match = matched(sheet(rows))
    assert [cell.text for cell in match.extra] == ["其中：本县增加的统计项目数"]
    assert match.missing == ()


def test_extra_columns_are_left_alone() -> None:
    lines = [[*HEADER, "上年数", "备注"], *([*row, "7", ""] for row in form_rows())]
    rows = [line.copy() for line in lines]
    rows[row_of(form_rows(), "3.1") + 1][2] = "3"
    _, match = matched(table(rows))
    value = match.value("3.1")
    assert value is not None
    assert value.value == 3
    assert match.columns_missing == ()


def test_a_column_of_running_numbers_before_the_labels() -> None:
    rows = [["序号", *HEADER], *([str(n), *row] for n, row in enumerate(form_rows(), 1))]
    _, match = matched(table(rows))
    assert match.missing == ()
    assert match.rows["1.1"].label.column == 1
    value = match.value("1.1")
    assert value is not None
    assert value.value == 0


def test_no_unit_column() -> None:
    rows = [["统计指标", "统计数"], *([label, value] for label, _, value in form_rows())]
    _, match = matched(table(rows))
    assert match.columns_missing == ("单位",)
    assert match.rows["1.1"].unit is None
    assert match.value("1.1") is not None


def test_no_value_column() -> None:
    rows = [["统计指标", "单位"], *([label, unit] for label, unit, _ in form_rows())]
    _, match = matched(table(rows))
    assert match.columns_missing == ("统计数",)
    assert match.value("1.1") is None


def test_no_header_row() -> None:
    rows = form_rows()
    _, match = matched(table([[label, unit, value or "0"] for label, unit, value in rows]))
    assert match.columns_missing == ()
    assert match.missing == ()


def test_the_caption_may_stand_in_the_table() -> None:
    name = "青禾县2018年度政府信息公开情况统计表"
    whole = table([[name, "", ""], ["填报单位：青禾县人民政府", "", ""], HEADER, *form_rows()])
    wide = replace(whole.cells[0], column_span=3)
    file, match = matched(replace(whole, cells=(wide, *whole.cells[3:])))
    assert match.caption == InCell(0, 0, 0)
    assert words_at(file, match.caption) == name
    assert match.missing == ()
    assert match.extra == ()


def test_a_table_in_two_parts_with_text_between() -> None:
    rows = form_rows()
    file, match = matched(sheet(rows[:30]), "（续表）", sheet(rows[30:]))
    assert match.missing == ()
    assert [t.index for t in match.tables] == [0, 1]
    assert match.place(IDS[0]).table == 0
    assert match.place(IDS[-1]).table == 1
    assert words_at(file, match.label_place(IDS[-1])) == FORM.rows[-1].label


def test_other_tables_are_no_part_of_it() -> None:
    projects = table([["项目名称", "单位", "数量"], ["供水管网改造", "处", "3"], ["农村道路养护", "公里", "12"]])
    _, match = matched(projects, "正文。", sheet(form_rows()), projects)
    assert [t.index for t in match.tables] == [1]


@pytest.mark.parametrize(
    "rows",
    [
        [],
        [["项目名称", "单位", "数量"], ["供水管网改造", "处", "3"]],
        [
            ["信息内容", "本年制发件数", "本年废止件数", "现行有效件数"],
            ["规章", "0", "0", "0"],
            ["行政规范性文件", "3", "1", "12"],
        ],
        [["统计指标", "单位", "统计数"], ["（一）收到申请数", "件", "3"], ["1.当面申请数", "件", "3"]],
    ],
)
def test_no_other_table_is_taken_for_the_form(rows: Rows) -> None:
    file = document("正文。", table(rows)) if rows else document("正文。")
    assert match_form(file, FORM) is None


def test_labels_over_several_lines_and_half_width_brackets() -> None:
    rows = form_rows()
    rows[row_of(rows, "1.1")][0] = "（一）主动公开政府信息数\n（不同渠道和方式公开相同信息计1条）"
    rows[row_of(rows, "8.3.1")][0] = "1.专职人员数(不包括政府公报及政府网站工作人员数)"
    rows[row_of(rows, "1")][0] = "一、 主动公开 情况"
    _, match = matched(sheet(rows))
    assert all(same_label(row.label.text, row.row) for row in match.rows.values())


def test_a_row_whose_label_and_value_are_one_cell_has_no_value() -> None:
    whole = sheet(form_rows())
    number = row_of(form_rows(), "9") + 1
    cells = [cell for cell in whole.cells if cell.row != number or cell.column == 0]
    cells = [replace(cell, column_span=3) if cell.row == number else cell for cell in cells]
    _, match = matched(replace(whole, cells=tuple(cells)))
    assert (match.rows["9"].unit, match.rows["9"].value) == (None, None)
    assert match.place("9").column == 0


@pytest.mark.parametrize(
    ("text", "main", "note"),
    [
        ("（一）收到申请数", "收到申请数", ""),
        ("其中：涉及国家秘密", "涉及国家秘密", ""),
        ("其中涉及国家秘密", "涉及国家秘密", ""),
        ("1. 专职人员数 （不包括工作人员数）", "专职人员数", "(不包括工作人员数)"),
        ("六、举报投诉数量：", "举报投诉数量", ""),
        ("（只有备注）", "(只有备注)", ""),
        ("", "", ""),
    ],
)
def test_a_label_taken_apart(text: str, main: str, note: str) -> None:
    label = label_of(text)
    assert (label.main, label.note) == (main, note)


@pytest.mark.parametrize("row", FORM.rows, ids=IDS)
def test_an_official_label_is_the_same_with_and_without_its_note(row: FormRow) -> None:
    assert same_label(row.label, row)
    assert same_label(short(row.label), row)
    assert not same_label(row.label[:-2] + "们", row)


def test_what_people_call_a_row() -> None:
    _, match = matched(sheet(form_rows()))
    assert match.label("3.3.4a").endswith("4.不同意公开答复数 › 其中：涉及国家秘密")
    assert match.label("1").startswith(FORM.name)


def test_an_empty_label_matches_nothing() -> None:
    rows = form_rows()
    rows.insert(5, ["", "", ""])
    _, match = matched(sheet(rows))
    assert "" not in labels(match).values()
    assert match.extra == ()


def _beside(rows: Sequence[Sequence[str]], parts: int) -> Table:
    """The rows in several columns of equal height, each with a header of its own."""
    height = -(-len(rows) // parts)
    columns = [rows[at : at + height] for at in range(0, len(rows), height)]
    padded = [[*column, *[["", "", ""]] * (height - len(column))] for column in columns]
    return table([[*HEADER] * parts, *([text for row in line for text in row] for line in zip(*padded, strict=True))])


@pytest.mark.parametrize("parts", [2, 3])
def test_parts_of_the_form_side_by_side_are_read_one_after_the_other(parts: int) -> None:
    rows = form_rows()
    rows[row_of(rows, "1.1")][2], rows[row_of(rows, "9.3")][2] = "126", "35"
    file, match = matched(_beside(rows, parts))
    assert (list(match.rows), match.missing, match.extra, match.columns_missing) == (IDS, (), (), ())
    assert [words_at(file, match.place(row_id)) for row_id in ("1.1", "9.3")] == ["126", "35"]
    units = [row.unit.text for row in match.rows.values() if row.unit and not row.row.heading]
    assert units == [row.unit for row in FORM.rows if not row.heading]


def test_a_row_that_lacks_beside_others_is_missing() -> None:
    rows = [row for row in form_rows() if row[0] != FORM.row("8.2").label]
    _, match = matched(_beside(rows, 2))
    assert [row.id for row in match.missing] == ["8.2"]


def test_groups_before_the_labels_are_no_part_of_their_own() -> None:
    rows = form_rows()
    group = ""
    grouped: Rows = []
    for row in rows:
        group = row[0][2:6] if row[0][1] == "、" else group
        grouped.append([group, *row])
    _, match = matched(table([["类别", *HEADER], *grouped]))
    assert (list(match.rows), match.missing, match.columns_missing) == (IDS, (), ())


def test_the_form_of_last_year_beside_it_is_no_part_of_it() -> None:
    rows = form_rows()
    rows[row_of(rows, "1.1")][2] = "126"
    file, match = matched(table([[*HEADER, *HEADER], *([*row, *row[:2], "7"] for row in rows)]))
    assert (list(match.rows), match.missing, match.extra) == (IDS, (), ())
    assert words_at(file, match.place("1.1")) == "126"
