"""Tables flattened by the clipboard: defects are found at their cell, what does not fit is said, and every character keeps its place."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import reduce
from pathlib import Path

import pytest

from core import readers
from core.document import Document, Format
from core.engine import check_document, check_file
from core.findings import Finding, Result, Severity
from core.report import understand
from rules import builtin
from tests.corpus import corpus_2008
from tests.corpus.build import write
from tests.corpus.common import Report
from tests.corpus.corpus_2021 import corpus, grids
from tests.corpus.grid import Grid
from tests.report.making import document, table
from tests.small_report import draft

CORPUS = corpus()
BASE = replace(CORPUS.find("d01"), previous=None)
STYLES = ("flat", "ragged")


def text_of(folder: Path, style: str) -> str:
    return write(BASE, CORPUS, folder, f"{style}.txt").read_text(encoding="utf-8")


def checked(folder: Path, text: str, name: str = "draft.txt") -> Result:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return check_file(str(path), builtin())


def severe(result: Result) -> list[Finding]:
    return [finding for finding in result.findings if finding.severity is not Severity.INFO]


def told(result: Result) -> list[tuple[str, str]]:
    return [(finding.rule, finding.location.label or finding.excerpt) for finding in severe(result)]


def status(result: Result, rule: str) -> tuple[str, str]:
    row = next(row for row in result.checklist if row.rule == rule)
    return row.status.value, row.reason


def row_of(text: str, label: str) -> tuple[str, str]:
    """The lines of a flat table from a label to the last of its seven numbers, and the sign between the pieces."""
    sign = "\t" if f"{label}\t" in text else "\n"
    start = text.index(label)
    return sign.join(text[start:].split(sign)[:8]) if sign == "\n" else text[start:].split("\n", maxsplit=1)[0], sign


@pytest.mark.parametrize("style", STYLES)
def test_a_wrong_number_is_found_at_its_cell(style: str, tmp_path: Path) -> None:
    text = text_of(tmp_path, style)
    old, sign = row_of(text, "1.本机关不掌握相关政府信息")
    pieces = old.split(sign)
    wrong = sign.join([*pieces[:2], "9", *pieces[3:]])
    result = checked(tmp_path, text.replace(old, wrong))
    rules = sorted(finding.rule for finding in severe(result))
    assert rules == ["table.sum", "table.sum"], told(result)
    by_row = next(finding for finding in severe(result) if "1.本机关" in (finding.location.label or ""))
    assert (by_row.location.label or "").endswith("总计")
    assert by_row.excerpt == "20"
    found = result.document.tables[by_row.location.table or 0].at(by_row.location.row or 0, by_row.location.column or 0)
    assert found is not None
    assert found.text == "20"


@pytest.mark.parametrize("style", STYLES)
def test_a_broken_balance_is_found(style: str, tmp_path: Path) -> None:
    text = text_of(tmp_path, style)
    old, sign = row_of(text, "四、结转下年度继续办理")
    result = checked(tmp_path, text.replace(old, sign.join(["四、结转下年度继续办理", *"4100005"])))
    assert "table.balance" in {finding.rule for finding in severe(result)}
    balance = next(finding for finding in severe(result) if finding.rule == "table.balance")
    assert balance.data["column"] == "自然人"


@pytest.mark.parametrize("style", STYLES)
def test_a_row_that_is_missing_is_the_only_finding(style: str, tmp_path: Path) -> None:
    text = text_of(tmp_path, style)
    old, _ = row_of(text, "3.要求提供公开出版物")
    cut = text.replace(f"{old}\n", "") if style == "flat" else text.replace(f"\t\t{old}\n", "")
    assert len(cut) < len(text)
    result = checked(tmp_path, cut)
    assert [finding.rule for finding in severe(result)] == ["table.row-missing"], told(result)
    assert severe(result)[0].data["label"] == "3.要求提供公开出版物"


@pytest.mark.parametrize("style", STYLES)
def test_a_misspelt_label_is_a_label(style: str, tmp_path: Path) -> None:
    text = text_of(tmp_path, style).replace("5.属于三类内部事务信息", "5.属于三类内务事务信息")
    assert told(checked(tmp_path, text)) == [("table.label", "表三 › （三）不予公开 › 5.属于三类内部事务信息")]


@pytest.mark.parametrize("style", STYLES)
def test_a_blank_cell_is_found_in_its_column(style: str, tmp_path: Path) -> None:
    # A cell without text is a blank line, or nothing between two tabs.
    text = text_of(tmp_path, style)
    old, sign = row_of(text, "2.重复申请")
    pieces = old.split(sign)
    result = checked(tmp_path, text.replace(old, sign.join([*pieces[:3], "", *pieces[4:]])))
    assert told(result) == [("table.blank-cell", "表三 › （五）不予处理 › 2.重复申请 › 法人或其他组织 › 科研机构")]


@pytest.mark.parametrize(("count", "rule"), [(6, "table.blank-cell"), (8, "table.not-a-number")])
def test_values_that_do_not_fit_are_said_and_not_guessed(count: int, rule: str, tmp_path: Path) -> None:
    text = text_of(tmp_path, "flat")
    old, sign = row_of(text, "2.重复申请")
    result = checked(tmp_path, text.replace(old, sign.join(["2.重复申请", *["1"] * count])))
    (finding,) = severe(result)
    assert (finding.rule, "分不清" in finding.message, f"读到{count}个" in finding.message) == (rule, True, True)


def test_a_column_that_is_missing_is_missing(tmp_path: Path) -> None:
    def narrow(mark: str) -> list[Grid]:
        made = grids(BASE, mark)
        return [grid.without_column(grid.at("三/h/科研机构").column) for grid in made] if "三" in mark else made

    changed = replace(CORPUS, grids=lambda _report, mark: narrow(mark))
    for style in STYLES:
        result = check_file(str(write(BASE, changed, tmp_path, f"{style}.txt")), builtin())
        assert [finding.rule for finding in severe(result)] == ["table.column-missing"], (style, told(result))


@pytest.mark.parametrize("style", STYLES)
def test_every_character_keeps_its_place(style: str, tmp_path: Path) -> None:
    path = write(BASE, CORPUS, tmp_path, f"{style}.txt")
    lines = path.read_text(encoding="utf-8").splitlines()
    restored = understand(readers.read(path), builtin().editions).document
    assert [part.index for part in restored.tables] == [0, 1, 2]
    for cell in (each for part in restored.tables for each in part.cells):
        for span in cell.content.spans:
            line, column = span.node
            assert lines[line][column : column + span.end - span.start] == cell.text[span.start : span.end]
        assert sum(span.end - span.start for span in cell.content.spans) == len(cell.text)


@pytest.mark.parametrize("blank", [" ", "  ", "\u3000"])
def test_cells_apart_by_blanks_alone(blank: str, tmp_path: Path) -> None:
    text = re.sub(r"\t+", blank, text_of(tmp_path, "ragged"))
    assert severe(checked(tmp_path, text)) == []


def test_flat_lines_of_another_format_are_a_table_too(tmp_path: Path) -> None:
    lines = text_of(tmp_path, "flat").splitlines()
    draft = document(*lines, file_format=Format.DOCX)
    assert severe(check_document(draft, builtin())) == []


@pytest.mark.parametrize("style", ["txt", *STYLES])
@pytest.mark.parametrize("column", [0, 3, 4, 5, 8, 11, 14])
def test_a_column_cut_from_table_four_is_the_only_finding(style: str, column: int, tmp_path: Path) -> None:
    def narrow(report: Report, mark: str) -> list[Grid]:
        return [grid.without_column(column) if "四" in mark else grid for grid in grids(report, mark)]

    suffix = style if style == "txt" else f"{style}.txt"
    result = check_file(str(write(BASE, replace(CORPUS, grids=narrow), tmp_path, suffix)), builtin())
    (finding,) = severe(result)
    official = next(form for edition in builtin().editions if edition.key == "2021" for form in edition.forms if form.id == "4")
    gone = official.values[column]
    assert (finding.rule, finding.data["column"]) == ("table.column-missing", f"{gone.group[-1]}／{gone.label}")


def cut_in_text(folder: Path, first: int, last: int) -> Result:
    """Table four as rows of text with blank cells where cells were merged, without the cells from one column to another."""
    text = write(BASE, CORPUS, folder, "txt").read_text(encoding="utf-8")
    start, end = text.index("行政复议\t"), text.index("\n五、")
    rows = [line.split("\t") for line in text[start:end].split("\n")]
    cut = "\n".join("\t".join(row[:first] + row[last + 1 :]) for row in rows)
    return checked(folder, text[:start] + cut + text[end:])


@pytest.mark.parametrize("column", [0, 5, 10])
def test_a_column_cut_with_the_caption_of_its_group_is_the_only_finding(column: int, tmp_path: Path) -> None:
    (finding,) = severe(cut_in_text(tmp_path, column, column))
    assert (finding.rule, finding.data["column"].split("／")[1]) == ("table.column-missing", "结果维持")


def test_a_group_cut_from_table_four_is_five_columns(tmp_path: Path) -> None:
    def narrow(report: Report, mark: str) -> list[Grid]:
        made = grids(report, mark)
        return [reduce(Grid.without_column, range(14, 9, -1), grid) for grid in made] if "四" in mark else made

    result = check_file(str(write(BASE, replace(CORPUS, grids=narrow), tmp_path, "flat.txt")), builtin())
    assert [finding.data["column"].split("／")[0] for finding in severe(result)] == ["复议后起诉"] * 5, told(result)


def test_lists_of_2008(tmp_path: Path) -> None:
    corpus_of_2008 = corpus_2008.corpus()
    base = corpus_of_2008.find("c01")
    path = write(base, corpus_of_2008, tmp_path, "flat.txt")
    text = path.read_text(encoding="utf-8")
    before = severe(checked(tmp_path, text))
    start = text.index("1.当面申请数\n")
    value = text[start:].split("\n")[2]
    after = severe(checked(tmp_path, text.replace(f"1.当面申请数\n件\n{value}", "1.当面申请数\n件\n977")))
    assert {finding.rule for finding in after} - {finding.rule for finding in before} == {"table.sum", "consistency.text-table"}
    gone = severe(checked(tmp_path, text.replace(f"1.当面申请数\n件\n{value}\n", "")))
    assert "table.row-missing" in {finding.rule for finding in gone}
    assert "table.label" not in {finding.rule for finding in gone}


def transposed(grid: Grid) -> Grid:
    cells = [replace(cell, row=cell.column, column=cell.row, rows=cell.columns, columns=cell.rows) for cell in grid.cells]
    return Grid(tuple(sorted(cells, key=lambda cell: (cell.row, cell.column))))


@pytest.mark.parametrize("suffix", ["html", "docx", "txt", "flat.txt"])
def test_a_table_on_its_side_is_said(suffix: str, tmp_path: Path) -> None:
    changed = replace(CORPUS, grids=lambda report, mark: [transposed(g) if "三" in mark else g for g in grids(report, mark)])
    result = check_file(str(write(BASE, changed, tmp_path, suffix)), builtin())
    state, reason = status(result, "table.missing")
    assert state == "not-checked"
    assert "《收到和处理政府信息公开申请情况表》" in reason
    assert severe(result) == [], told(result)


def told_by_columns(grid: Grid) -> list[str]:
    return [cell.text for cell in sorted(grid.cells, key=lambda cell: (cell.column, cell.row)) if cell.text]


def test_a_table_told_column_by_column_is_said_and_its_labels_are_no_headings(tmp_path: Path) -> None:
    text = text_of(tmp_path, "flat")
    (grid,) = grids(BASE, "三")
    rows = "\n".join(cell.text for cell in sorted(grid.cells, key=lambda cell: (cell.row, cell.column)) if cell.text)
    assert rows in text
    result = checked(tmp_path, text.replace(rows, "\n".join(told_by_columns(grid))))
    assert status(result, "table.missing")[0] == "not-checked"
    assert severe(result) == [], told(result)


def test_a_chapter_in_the_words_of_a_label_stays_a_heading() -> None:
    form = next(edition for edition in builtin().editions if edition.key == "2008").forms[0]
    labels = [row.label for row in form.rows]
    units = [row.unit or "——" for row in form.rows]
    draft = document(
        "青禾县2016年政府信息公开工作年度报告", "一、主动公开情况", "统计指标", *labels, "单位", *units, "统计数", "0"
    )
    headings = [section.title for section in understand(draft, builtin().editions).sections]
    assert headings == ["主动公开情况"]


def test_lines_of_prose_are_no_table() -> None:
    draft = document(
        "青禾县2023年政府信息公开工作年度报告", "一、总体情况", "规章", "行政许可", "0", "其他", "总计", "3", "自然人", "5"
    )
    assert understand(draft, builtin().editions).document is draft


def test_a_report_without_flat_tables_is_left_as_it_is() -> None:
    draft: Document = document("青禾县2023年政府信息公开工作年度报告", "正文。", table([["项目", "数量"], ["甲", "1"]]))
    assert understand(draft, builtin().editions).document is draft


def lines_of_2020(charges: str) -> str:
    """A report on 2020 whose table two stands in lines, with these cells in the row of charges."""
    cells = {"2.8.charges.items": "25", "2.8.charges.change": "-2", "2.9.procurement.items": "3"}
    text = draft({"year": 2020, "cells": cells}).replace("行政事业性收费\t25\t-2\t", f"行政事业性收费\t{charges}")
    start, end = text.index("第二十条第（一）项"), text.index("以上数据由司法局核对")
    return text[:start] + re.sub(r"\t+", "\n", re.sub(r"\t+\n", "\n", text[start:end])) + text[end:]


@pytest.mark.parametrize("charges", ["25\t-2", "25\t-2\t-2", "25\t25\t-2", "3\t3\t3"])
def test_a_number_in_each_cell_under_one_caption_was_in_a_merged_one(charges: str, tmp_path: Path) -> None:
    result = checked(tmp_path, lines_of_2020(charges))
    assert [where for rule, where in told(result) if rule.startswith("table.")] == []
    assert status(result, "table.not-a-number")[0] == "pass"


@pytest.mark.parametrize("charges", ["25\t-2\t3", "25\t-2\t-2\t-2"])
def test_a_further_number_is_said(charges: str, tmp_path: Path) -> None:
    found = told(checked(tmp_path, lines_of_2020(charges)))
    assert [rule for rule, _ in found if rule.startswith("table.")] == ["table.not-a-number"]
