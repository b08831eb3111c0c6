"""Formulas whose values a workbook does not hold: neither blank nor a number."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import openpyxl
import pytest

from core.document import Table
from core.engine import run_rule
from core.findings import Status
from core.readers import read
from core.report import Report, understand
from core.report.values import Kind
from core.rule import Case, Problem
from rules import CHECKS, builtin
from tests.small_report import draft

RULES = {rule.id: rule for rule in CHECKS}


@pytest.fixture
def tables(tmp_path: Path) -> tuple[Table, ...]:
    path = tmp_path / "draft.txt"
    path.write_text(draft({"year": 2024}), "utf-8")
    return read(path).tables


def _report(tmp_path: Path, tables: tuple[Table, ...], formulas: set[str], blank: set[str]) -> Report:
    """The tables as a workbook, some cells as formulas that nobody calculated, some left blank."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for number, table in enumerate(tables):
        page = book.create_sheet(f"表{number}")
        for cell in table.cells:
            at = page.cell(cell.row + 1, cell.column + 1)
            name = f"{number}.{at.coordinate}"
            at.value = "=SUM(A1:A2)" if name in formulas else None if name in blank else cell.text
    path = tmp_path / "book.xlsx"
    book.save(path)
    return understand(read(path), builtin().editions)


def _blanks(report: Report) -> list[Problem]:
    return list(RULES["table.blank-cell"].check(Case(report, date(2025, 1, 1))))


def _numbers(report: Report) -> list[str]:
    """The cells that must hold a number, by sheet and address."""
    return [
        f"{table.index}.{number.cell.address}"
        for match in report.forms
        for number in match.numbers()
        for table in match.tables
        if number.cell in table.cells
    ]


def test_a_formula_without_a_value_is_not_blank(tmp_path: Path, tables: tuple[Table, ...]) -> None:
    every = _numbers(_report(tmp_path, tables, set(), set()))
    assert len(every) > 50
    formulas, blank = set(every[3::8]), set(every[5::12]) - set(every[3::8])
    assert len(_blanks(_report(tmp_path, tables, set(), formulas))) >= len(formulas) / 2
    only_formulas = _report(tmp_path, tables, formulas, set())
    assert _blanks(only_formulas) == []
    assert len(_blanks(_report(tmp_path, tables, formulas, blank))) == len(blank)
    assert any("个公式没有保存计算结果" in note for note in only_formulas.document.notes)


def test_its_value_is_unknown(tmp_path: Path, tables: tuple[Table, ...]) -> None:
    report = _report(tmp_path, tables, set(_numbers(_report(tmp_path, tables, set(), set()))[::2]), set())
    kinds = [
        value.kind
        for match in report.forms
        for number in match.numbers()
        if (value := match.value(number.row.id, number.column.id if number.column else None))
    ]
    assert kinds.count(Kind.UNKNOWN) >= len(kinds) / 3
    assert Kind.BLANK not in kinds
    assert list(RULES["table.sum"].check(Case(report, date(2025, 1, 1)))) == []


def test_sums_that_could_not_be_worked_out_are_not_passed(tmp_path: Path, tables: tuple[Table, ...]) -> None:
    whole = run_rule(RULES["table.sum"], Case(_report(tmp_path, tables, set(), set()), date(2025, 1, 1)))
    assert (whole[0], whole[1].status) == ([], Status.PASS)
    one = _numbers(_report(tmp_path, tables, set(), set()))[-4]
    _, row = run_rule(RULES["table.sum"], Case(_report(tmp_path, tables, {one}, set()), date(2025, 1, 1)))
    assert row.status is Status.NOT_CHECKED
    assert one.partition(".")[2] in row.reason
