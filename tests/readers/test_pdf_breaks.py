"""Page breaks in tables: rows, groups, labels and headers that a break went through are whole again, and whole ones are left alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from docx.shared import Pt

from core.document import Format, Table
from core.readers import pdf
from core.readers.assemble import assemble
from tests.readers.pdf_making import BODY, add, add_table, new_docx, save_all, tables

WIDTHS = (24.0, 60.0, 20.0, 20.0)
POINTS = range(0, 120, 9)
TITLE = ("第二十条第（一）项", "", "", "")


def _grouped_rows() -> list[tuple[str, ...]]:
    rows: list[tuple[str, ...]] = [("办理结果", "情形", "自然人", "总计")]
    for group in ("（一）不予公开的各类情形", "（二）无法提供的各类情形", "（三）不予处理的各类情形"):
        rows += [
            (group if at == 0 else "", f"{at + 1}.要求行政机关确认或者重新出具已经获取的政府信息的", str(at), str(at))
            for at in range(5)
        ]
    return rows


def _expected(rows: list[tuple[str, ...]]) -> list[list[str]]:
    grid, group = [], ""
    for first, *rest in rows:
        group = first or group
        grid.append([group, *rest])
    return grid


@pytest.fixture(scope="module")
def grouped(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The same table with groups, moved down the page by a few points each time."""
    documents = {}
    for points in POINTS:
        document = documents[f"grouped-{points}"] = new_docx(12)
        add(document, [BODY[1]] * 25, space_after=Pt(2))
        add(document, [BODY[1]], space_after=Pt(points))
        table = add_table(document, _grouped_rows(), WIDTHS)
        for start in (1, 6, 11):
            text = table.cell(start, 0).text
            table.cell(start, 0).merge(table.cell(start + 4, 0)).text = text
    return save_all(tmp_path_factory.mktemp("grouped"), documents)


@pytest.mark.parametrize("points", POINTS)
def test_groups_over_a_page_break(grouped: dict[str, Path], points: int) -> None:
    raw = pdf.read(grouped[f"grouped-{points}"])
    (table,) = tables(raw)
    assert table.texts() == _expected(_grouped_rows())


def test_some_break_goes_through_a_row_and_some_between_rows(grouped: dict[str, Path]) -> None:
    """The fixture does what it is for."""
    rows = [sum(part.table.row_count for page in pdf.read_pages(file) for part in page.tables) for file in grouped.values()]
    assert len(set(rows)) > 1


def _assembled(file: Path) -> list[Table]:
    return list(assemble(str(file), Format.PDF, pdf.read(file)).tables)


def test_a_title_row_alone_at_the_end_of_a_page_belongs_to_the_table_below(tmp_path: Path) -> None:
    rows = [
        TITLE,
        ("信息内容", "本年制发件数", "本年废止件数", "现行有效件数"),
        ("规章", "0", "0", "0"),
        ("规范性文件", "8", "1", "52"),
    ]
    documents = {}
    for points in range(0, 100, 6):
        document = documents[f"title-{points}"] = new_docx(12)
        add(document, [BODY[1]] * 36, space_after=Pt(1))
        add(document, [BODY[1]], space_after=Pt(points))
        table = add_table(document, rows, WIDTHS)
        table.cell(0, 0).merge(table.cell(0, 3)).text = TITLE[0]
    parted = 0
    for file in save_all(tmp_path, documents).values():
        pages = pdf.read_pages(file)
        parted += any(page.boxes and not page.tables for page in pages)
        assert [table.texts() for table in _assembled(file)] == [[[TITLE[0]] * 4, *map(list, rows[1:])]]
    assert parted


def test_a_framed_line_above_another_table_stays_text(tmp_path: Path) -> None:
    document = new_docx(12)
    add(document, BODY[:3])
    add_table(document, [("注：本页数据截至年末",)], (80.0,))
    add(document, [""], page_break_before=True)
    add_table(document, [("甲", "乙"), ("1", "2")], (30.0, 30.0))
    raw = pdf.read(save_all(tmp_path, {"framed": document})["framed"])
    assert [table.texts() for table in tables(raw)] == [[["甲", "乙"], ["1", "2"]]]


def test_blank_cells_below_a_page_break_stay_blank(tmp_path: Path) -> None:
    """Rows with nothing in some columns begin a page: what stands above them is not theirs."""
    rows = [("指标", "说明", "数量", "备注")]
    rows += [
        (f"指标{number}", "按年末数填报" if number % 2 else "", str(number), "含转载" if number % 3 else "")
        for number in range(120)
    ]
    document = new_docx(12)
    add_table(document, rows, WIDTHS)
    (table,) = tables(pdf.read(save_all(tmp_path, {"blank": document})["blank"]))
    assert table.texts() == [list(row) for row in rows]


def test_short_labels_that_fill_their_cells_are_not_joined(tmp_path: Path) -> None:
    rows = [("事项", "类别", "甲", "乙"), *(("行政许可", "行政处罚", str(number), "0") for number in range(120))]
    document = new_docx(12)
    add_table(document, rows, (20.7, 20.7, 20.0, 20.0))
    (table,) = tables(pdf.read(save_all(tmp_path, {"short": document})["short"]))
    assert table.row_count == len(rows)


def test_a_header_cut_in_all_of_its_cells_is_one_row(tmp_path: Path) -> None:
    """Every cell has a line above and a line below the break somewhere, which two rows could have too."""
    rows = [
        ("规范性文件情况说明", "本年新制作数量总计", "本年新公开数量总计", "对外公开总数量总计"),
        ("规章", "0", "0", "0"),
        ("规范性文件", "12", "12", "87"),
    ]
    documents = {}
    for lines in range(33, 40):
        document = documents[f"header-{lines}"] = new_docx(12)
        add(document, ["政务公开"] * lines, space_after=Pt(2))
        add_table(document, rows, (24.0, 24.0, 24.0, 24.0))
    files = save_all(tmp_path, documents)
    cut = [name for name, file in files.items() if sum(bool(page.tables) for page in pdf.read_pages(file)) > 1]
    assert cut
    for name in cut:
        (table,) = tables(pdf.read(files[name]))
        assert table.texts() == [list(row) for row in rows], name


def test_a_table_that_runs_off_its_page_is_said_to(tmp_path: Path) -> None:
    documents = {}
    for name, width in (("wide", 25.0), ("narrow", 15.0)):
        document = documents[name] = new_docx(12)
        add_table(document, [[f"第{column}列" for column in range(10)], ["1"] * 10], [width] * 10)
    files = save_all(tmp_path, documents)
    assert {name: tables(pdf.read(file))[0].cut_off for name, file in files.items()} == {"wide": True, "narrow": False}
