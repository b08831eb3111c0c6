"""A report typed into a sheet: what is a paragraph there, where it stands, and copies of such a workbook."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

import rules
from core import readers
from core.annotators import annotate, correct
from core.document import Paragraph, Table
from core.engine import Settings, check_document
from core.findings import Result

LONG = "全年主动公开政府信息1846条，其中通过县政府门户网站公开1623条，发布政策解读材料98件，受理群众留言312条，均已回复。"
HEADINGS = "一、总体情况", "二、主动公开政府信息情况", "三、收到和处理政府信息公开申请情况"
TABLE = (("第二十条第（一）项", None), ("信息内容", "本年制发件数"), ("规章", 0), ("行政规范性文件", 3))
FORM = (
    ("第二十条第（一）项", None, None, None),
    ("信息内容", "本年制发件数", "本年废止件数", "现行有效件数"),
    ("规章", 0, 0, 0),
    ("行政规范性文件", 3, 1, 12),
    ("第二十条第（五）项", None, None, None),
    ("信息内容", "本年处理决定数量", None, None),
    ("行政许可", 36, None, None),
    ("第二十条第（六）项", None, None, None),
    ("信息内容", "本年处理决定数量", None, None),
    ("行政处罚", 8, None, None),
    ("行政强制", 0, None, None),
    ("第二十条第（八）项", None, None, None),
    ("信息内容", "本年收费金额（单位：万元）", None, None),
    ("行政事业性收费", 0, None, None),
)


def workbook(folder: Path, *rows: tuple[str | int | None, ...] | str) -> Path:
    """A sheet with these rows; a text alone fills its first cell."""
    book = openpyxl.Workbook()
    for number, row in enumerate(rows, 1):
        for column, value in enumerate((row,) if isinstance(row, str) else row, 1):
            book.worksheets[0].cell(number, column, value)
    path = folder / "年报.xlsx"
    book.save(path)
    return path


def shape(path: Path) -> list[str | int]:
    """Paragraphs by their text, tables by the number of their rows."""
    blocks = readers.read(path).blocks
    return [b.text if isinstance(b, Paragraph) else b.row_count for b in blocks if isinstance(b, Paragraph | Table)]


def checked(path: Path) -> Result:
    return check_document(readers.read(path), rules.builtin(), Settings())


def test_rows_of_text_are_paragraphs_and_the_others_tables(tmp_path: Path) -> None:
    title, signed = "青禾县2023年政府信息公开工作年度报告", ("青禾县人民政府", "2024年3月16日")
    path = workbook(tmp_path, title, HEADINGS[0], LONG, HEADINGS[1], *TABLE, "", HEADINGS[2], ("申请", 3), ("办结", 3), *signed)
    assert shape(path) == [title, HEADINGS[0], LONG, HEADINGS[1], 4, HEADINGS[2], 2, *signed]
    tables = readers.read(path).tables
    assert [(cell.row, cell.column, cell.address) for cell in tables[1].cells][:2] == [(0, 0, "A11"), (0, 1, "B11")]


def test_lines_of_one_cell_are_paragraphs(tmp_path: Path) -> None:
    path = workbook(tmp_path, "标题", f"{HEADINGS[0]}\n  {LONG}\n{LONG}")
    assert shape(path) == ["标题", HEADINGS[0], LONG, LONG]
    path = workbook(tmp_path, "标题", HEADINGS[0], f"  {LONG}\n\n（一）主动公开。{LONG}", HEADINGS[1], *TABLE)
    document = readers.read(path)
    assert [p.text for p in document.paragraphs] == ["标题", HEADINGS[0], LONG, f"（一）主动公开。{LONG}", HEADINGS[1]]
    assert [p.cell_at(3) for p in document.paragraphs] == ["A1", "A2", "A3", "A3", "A4"]


def test_chapters_in_one_cell_behind_the_title(tmp_path: Path) -> None:
    title = "青禾县2023年政府信息公开工作年度报告"
    path = workbook(
        tmp_path, f"{title}\n根据条例编制。\n{HEADINGS[0]}\n{LONG}\n{HEADINGS[1]}", *TABLE, HEADINGS[2], ("申请", 3), ("办结", 3)
    )
    assert shape(path) == [title, "根据条例编制。", HEADINGS[0], LONG, HEADINGS[1], 4, HEADINGS[2], 2]


def test_a_text_that_was_typed_line_by_line(tmp_path: Path) -> None:
    lines = [LONG[at : at + 30] for at in range(0, len(LONG), 30)]
    path = workbook(tmp_path, "标题", HEADINGS[0], *lines, *lines, HEADINGS[1], *TABLE)
    assert shape(path) == ["标题", HEADINGS[0], LONG, LONG, HEADINGS[1], 4]
    broken = next(each for each in readers.read(path).paragraphs if each.text == LONG)
    assert [broken.cell_at(place) for place in (0, 29, 30, 59)] == ["A3", "A3", "A4", "A4"]


@pytest.mark.parametrize(
    "rows",
    [
        # The form of 2008, its headings without a dash, and long notes below.
        [
            ("一、主动公开情况", None),
            ("1.主动公开数", 3),
            ("二、依申请公开情况", None),
            ("1.收到申请数", 3),
            f"注：{LONG}",
            f"说明：{LONG}",
        ],
        ["政府信息公开情况统计表", *TABLE, LONG],
        [*TABLE, "三、收到和处理情况", ("申请", 3)],
        [(HEADINGS[0], 1), (LONG, 2)],
        # Labels of rows whose figures are missing, one of them with brackets over half a line.
        [
            "一、收到申请",
            "（本列数据的勾稽关系为：第一项加第二项之和，等于后两项之和）",
            "二、上年结转政府信息公开申请数量",
            ("三、结果", 3),
        ],
    ],
    ids=["notes", "a long note", "headings alone", "texts beside figures", "labels alone"],
)
def test_tables_alone_stay_one_table(tmp_path: Path, rows: list[tuple[str | int | None, ...] | str]) -> None:
    assert shape(workbook(tmp_path, *rows)) == [len(rows)]


def test_rows_whose_figures_are_missing_stay_in_their_table(tmp_path: Path) -> None:
    path = workbook(
        tmp_path, HEADINGS[0], LONG, HEADINGS[1], *TABLE, "其他文件", HEADINGS[2], ("申请", 3), ("办结", None), ("结转", 0)
    )
    assert shape(path) == [HEADINGS[0], LONG, HEADINGS[1], 5, HEADINGS[2], 3]


def test_what_is_found_in_a_paragraph_has_the_address_of_its_cell(tmp_path: Path) -> None:
    path = workbook(
        tmp_path,
        "青禾县2023年政府信息公开工作年度报告",
        HEADINGS[0],
        f"开头一段。\n{LONG}信息公开公开工作。",
        HEADINGS[1],
        *TABLE,
    )
    found = next(each for each in checked(path).findings if each.rule == "language.repeated-word")
    assert (found.location.sheet, found.location.cell, found.excerpt) == ("Sheet", "A3", "公开公开")


def test_a_marked_and_a_corrected_copy(tmp_path: Path) -> None:
    path = workbook(
        tmp_path,
        "青禾县2023年政府信息公开工作年度报告",
        HEADINGS[0],
        f"开头一段。\n  {LONG}公开《预算》、《决算》，，共2件。",
        HEADINGS[1],
        *TABLE,
    )
    result = checked(path)
    annotate(result, tmp_path / "标记.xlsx")
    marked = openpyxl.load_workbook(tmp_path / "标记.xlsx").worksheets[0]["A3"]
    assert "标点重复" in str(marked.comment.text if marked.comment else "")
    assert marked.fill.fgColor.rgb != "00000000"
    correct(result, tmp_path / "改正.xlsx", ["language.punctuation"])
    text = openpyxl.load_workbook(tmp_path / "改正.xlsx").worksheets[0]["A3"].value
    assert text == f"开头一段。\n  {LONG}公开《预算》《决算》，共2件。"


def test_a_book_of_tables_does_not_tell_whether_it_is_late(tmp_path: Path) -> None:
    path = workbook(tmp_path, "青禾县2023年政府信息公开情况", *TABLE)
    result = checked(path)
    assert [each.rule for each in result.findings if each.rule == "period.deadline"] == []


def test_tables_on_sheets_of_their_own_are_not_in_the_wrong_place(tmp_path: Path) -> None:
    rows = ["青禾县2023年政府信息公开工作年度报告", HEADINGS[0], LONG, HEADINGS[1], HEADINGS[2], "四、其他情况", LONG]
    together = workbook(tmp_path, *rows, "", *FORM)
    assert "section-empty" in {each.rule.removeprefix("structure.") for each in checked(together).findings}
    book = openpyxl.load_workbook(workbook(tmp_path, *rows))
    sheet = book.create_sheet("表一")
    for row in FORM:
        sheet.append(row)
    book.save(tmp_path / "年报.xlsx")
    found = [each.message for each in checked(tmp_path / "年报.xlsx").findings if each.rule == "structure.section-empty"]
    assert not any("放在了别处" in message for message in found), found
    assert any(HEADINGS[2][2:] in message for message in found), "a chapter whose table is nowhere is still empty"
