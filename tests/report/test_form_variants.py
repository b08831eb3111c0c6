"""Forms as people change them: a clean report stays clean in every format."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from core import readers
from core.engine import check_document, check_file
from core.findings import Result, Severity, Status
from rules import builtin
from tests.corpus.build import write
from tests.corpus.corpus_2021 import corpus, grids
from tests.corpus.grid import Cell, Grid
from tests.corpus.score import judge_clean
from tests.report.variants import VARIANTS, Variant, every, is_number, only, with_texts

CORPUS = corpus()
BASE = replace(CORPUS.find("d01"), previous=None)
FORMATS = ("docx", "html", "txt", "pipes.txt", "ragged.txt", "flat.txt")


def checked(variant: Variant, folder: Path, suffix: str) -> Result:
    changed = replace(CORPUS, grids=lambda report, mark: variant(mark, grids(report, mark)))
    return check_file(str(write(BASE, changed, folder, suffix)), builtin())


@pytest.mark.parametrize("suffix", FORMATS)
@pytest.mark.parametrize("variant", VARIANTS.values(), ids=VARIANTS)
def test_a_variant_stays_clean(variant: Variant, suffix: str, tmp_path: Path) -> None:
    outcome = judge_clean(BASE, checked(variant, tmp_path, suffix))
    assert outcome.right, str(outcome)


HEADS = {
    "[[二]]": "二、主动公开政府信息情况",
    "[[三]]": "三、收到和处理政府信息公开申请情况",
    "[[四]]": "四、行政复议、行政诉讼情况",
}


def workbook(variant: Variant, path: Path, *, apart: bool) -> Path:
    """The three tables as a workbook: one below the other on one sheet, or each on its own."""
    book = Workbook()
    book.remove(book.worksheets[0])
    sheet, row = book.create_sheet("报告"), 3
    sheet.cell(1, 1, "青禾县2023年政府信息公开工作年度报告")
    for mark, head in HEADS.items():
        if apart and mark != "[[二]]":
            sheet, row = book.create_sheet(head[:8]), 1
        sheet.cell(row, 1, head)
        row += 1
        for grid in variant(mark, grids(BASE, mark)):
            draw(sheet, grid, row)
            row += grid.height + 1
    book.save(path)
    return path


def draw(sheet: Worksheet, grid: Grid, top: int) -> None:
    for cell in grid.cells:
        row, column = top + cell.row, 1 + cell.column
        number = float(cell.text) if re.fullmatch(r"[0-9]+(\.[0-9]+)?", cell.text) else None
        sheet.cell(row, column, (int(number) if number == int(number) else number) if number is not None else cell.text or None)
        if cell.rows > 1 or cell.columns > 1:
            sheet.merge_cells(None, row, column, row + cell.rows - 1, column + cell.columns - 1)


@pytest.mark.parametrize("apart", [False, True], ids=["one sheet", "three sheets"])
@pytest.mark.parametrize("variant", VARIANTS.values(), ids=VARIANTS)
def test_a_variant_stays_clean_as_a_workbook(variant: Variant, apart: bool, tmp_path: Path) -> None:
    result = check_file(str(workbook(variant, tmp_path / "draft.xlsx", apart=apart)), builtin())
    assert [f.message for f in result.findings if f.rule.startswith("table.")] == []
    rows = [row for row in result.checklist if row.rule.startswith("table.")]
    assert {row.rule for row in rows if row.status is Status.PASS} >= {
        "table.missing",
        "table.sum",
        "table.balance",
        "table.label",
    }


@pytest.mark.parametrize("cut_off", [True, False])
def test_a_table_that_runs_off_its_page_is_one_finding_at_its_edge(cut_off: bool, tmp_path: Path) -> None:
    narrow = only("[[四]]", lambda grid: grid.without_column(14).without_column(13).without_column(12))
    changed = replace(CORPUS, grids=lambda report, mark: narrow(mark, grids(report, mark)))
    draft = readers.read(write(BASE, changed, tmp_path, "docx"))
    last = draft.tables[-1]
    blocks = tuple(replace(block, cut_off=cut_off) if block is last else block for block in draft.blocks)
    found = check_document(replace(draft, blocks=blocks), builtin()).findings
    told = [(f.message, f.location.column) for f in found if f.rule == "table.column-missing"]
    if cut_off:
        (message, column) = told[0]
        assert len(told) == 1
        assert "右边超出页面" in message
        assert column == last.column_count - 1
    else:
        assert len(told) == 3
        assert not any("超出页面" in message for message, _ in told)


def test_a_workbook_without_a_year_is_checked_by_its_forms(tmp_path: Path) -> None:
    wrong = every(lambda grid: grid.with_texts({"三/2/7": "9"}))
    path = workbook(wrong, tmp_path / "draft.xlsx", apart=False)
    book = load_workbook(path)
    book.worksheets[0].cell(1, 1, "政府信息公开统计表")
    book.save(path)
    result = check_file(str(path), builtin())
    assert (result.year, result.edition) == (None, "2021")
    assert "table.sum" in {finding.rule for finding in result.findings}


def with_picture(path: Path) -> None:
    """A small picture where table three was, in a web page."""
    text = path.read_text(encoding="utf-8")
    tables = re.findall(r"<table.*?</table>", text, re.DOTALL)
    path.write_text(text.replace(tables[1], '<p><img src="table3.png" alt=""></p>'), encoding="utf-8")


def test_a_picture_for_a_table_is_said_and_nothing_is_guessed(tmp_path: Path) -> None:
    path = write(BASE, CORPUS, tmp_path, "html")
    with_picture(path)
    result = check_file(str(path), builtin())
    row = next(row for row in result.checklist if row.rule == "table.missing")
    assert row.status is Status.NOT_CHECKED
    assert "《收到和处理政府信息公开申请情况表》" in row.reason
    assert "图片" in row.reason
    assert [f.rule for f in result.findings if f.severity is not Severity.INFO] == []
    states = {row.rule: row for row in result.checklist}
    for rule in ("table.balance", "table.sum", "table.label", "consistency.text-table"):
        assert states[rule].status is Status.NOT_CHECKED, rule
        assert "《收到和处理政府信息公开申请情况表》没有读出来" in states[rule].reason
    assert states["contact.missing"].status is Status.PASS


def test_a_picture_elsewhere_does_not_stand_for_a_table(tmp_path: Path) -> None:
    path = write(BASE, CORPUS, tmp_path, "html")
    with_picture(path)
    text = path.read_text(encoding="utf-8").replace('<p><img src="table3.png" alt=""></p>', "")
    path.write_text(text.replace("</h1>", '</h1><p><img src="seal.png" alt=""></p>'), encoding="utf-8")
    result = check_file(str(path), builtin())
    found = [f.rule for f in result.findings if f.severity is Severity.ERROR]
    assert "table.missing" in found


def changed_cell(key: str, text: str) -> Variant:
    """A variant with other words in one cell."""
    return every(lambda grid: grid.with_texts({key: text}))


@pytest.mark.parametrize("suffix", ["docx", "txt", "flat.txt"])
@pytest.mark.parametrize(
    ("key", "text", "rule"),
    [
        ("三/5", "1.属于国家机密", "table.label"),
        ("三/13", "1.本机关不掌据相关信息", "table.label"),
        ("三/21", "1.申请人无正当理由逾期不补正、行政机关不在处理其政府信息公开申请", "table.label"),
        ("三/g/（五）不予处理", "（五）不予办理", "table.label"),
        ("三/h/商业企业", "商业企业单位", "table.label"),
        ("二/行政处罚", "行政处分", "table.label"),
        ("三/8/1", "2件", "table.not-a-number"),
        ("三/8/1", "2（延期）", "table.not-a-number"),
        ("三/5/3", "—", "table.blank-cell"),
        ("三/5/3", "/", "table.blank-cell"),
        ("三/5/3", "无", "table.blank-cell"),
        ("四/3", "－", "table.blank-cell"),
    ],
)
def test_one_flaw_is_one_finding(key: str, text: str, rule: str, suffix: str, tmp_path: Path) -> None:
    result = checked(changed_cell(key, text), tmp_path, suffix)
    found = [finding for finding in result.findings if finding.severity is not Severity.INFO]
    assert [finding.rule for finding in found] == [rule]
    assert found[0].excerpt == text


@pytest.mark.parametrize("suffix", ["docx", "html"])
def test_cells_merged_over_a_row(suffix: str, tmp_path: Path) -> None:
    def merged(text: str) -> Variant:
        def change(grid: Grid) -> Grid:
            row = grid.at("三/5").row
            kept = [cell for cell in grid.cells if not (cell.row == row and cell.column >= 3)]
            cells = sorted([*kept, Cell(text, row, 3, columns=7)], key=lambda cell: (cell.row, cell.column))
            return Grid(tuple(cells))

        return only("三", change)

    assert not [f for f in checked(merged("0"), tmp_path, suffix).findings if f.severity is not Severity.INFO]
    for text, rule in (("", "table.blank-cell"), ("无", "table.blank-cell"), ("3", "table.not-a-number")):
        found = [f for f in checked(merged(text), tmp_path, suffix).findings if f.severity is not Severity.INFO]
        assert [f.rule for f in found] == [rule], text


def test_labels_cut_short_are_told_and_the_numbers_read(tmp_path: Path) -> None:
    short = {
        "一、本年新收政府信息公开申请数量": "一、本年新收申请",
        "二、上年结转政府信息公开申请数量": "二、上年结转",
        "四、结转下年度继续办理": "四、结转下年度",
    }
    variant = only("三", lambda grid: with_texts(grid, lambda cell: short.get(cell.text, cell.text)))
    for suffix in ("html", "txt"):
        found = [each for each in checked(variant, tmp_path, suffix).findings if each.severity is not Severity.INFO]
        assert [(each.rule, each.excerpt) for each in found] == [("table.label", text) for text in short.values()]


def test_numbers_with_their_unit_are_told_one_by_one(tmp_path: Path) -> None:
    variant = only("四", lambda grid: with_texts(grid, lambda cell: f"{cell.text}件" if is_number(cell) else cell.text))
    found = [each for each in checked(variant, tmp_path, "html").findings if each.severity is not Severity.INFO]
    assert {each.rule for each in found} == {"table.not-a-number"}
    assert len(found) == 15


@pytest.mark.parametrize(
    ("mark", "right", "written"),
    [("三", "科研机构", "科研单位"), ("三", "法人或其他组织", "法人和其他组织"), ("四", "复议后起诉", "复议后诉讼")],
)
def test_a_caption_in_other_words_is_told_once(mark: str, right: str, written: str, tmp_path: Path) -> None:
    variant = only(mark, lambda grid: with_texts(grid, lambda cell: written if cell.text == right else cell.text))
    for suffix in ("html", "docx"):
        found = [each for each in checked(variant, tmp_path, suffix).findings if each.severity is not Severity.INFO]
        assert [(each.rule, each.excerpt) for each in found] == [("table.label", written)]


def test_a_table_whose_rows_lost_their_names_is_said_to_be_unread(tmp_path: Path) -> None:
    nameless = only("[[三]]", lambda grid: with_texts(grid, lambda cell: cell.text if is_number(cell) or cell.row < 3 else ""))
    states = {row.rule: row for row in checked(nameless, tmp_path, "docx").checklist}
    assert states["table.missing"].status is Status.NOT_CHECKED
    assert "行列与规定表样对不上" in states["table.missing"].reason
