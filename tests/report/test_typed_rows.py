"""Reports whose tables were typed with signs between the cells: read like tables, in plain text and in paragraphs of Word."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from core import readers
from core.engine import check_file
from core.findings import Result
from core.report import understand
from core.report.formmatch import FormMatch
from core.report.values import value_of
from rules import builtin
from tests.readers.making import make_docx, p
from tests.report.making import FORM, document
from tests.small_report import draft

SIGNS = {
    "tabs": ("", "\t", ""),
    "bars": ("", "|", ""),
    "bars and blanks": ("", " | ", ""),
    "bars round": ("| ", " | ", " |"),
    "commas": ("", ",", ""),
}
OPENED = "（一）予以公开\t2\t0\t0\t0\t0\t0"


def typed(year: int, sign: str, **edits: str) -> str:
    """A report whose rows are typed as people do, without the blank cells at their ends."""
    cells = {"2.5.permits.decisions": "127", "3.r1.person": "2", "3.r3.person": "2", "3.r24.person": "2"}
    asked: dict[str, Any] = {"year": year, "cells": cells}
    text = re.sub(r"\t+\n", "\n", draft(asked))
    for old, new in edits.items():
        text = text.replace(old, new)
    before, between, after = SIGNS[sign]
    lines = (before + line.replace("\t", between) + after if "\t" in line else line for line in text.splitlines())
    return "\n".join(lines) + "\n"


def checked(text: str, suffix: str, folder: Path) -> Result:
    path = folder / f"draft.{suffix}"
    if suffix == "docx":
        lines = (line.replace("&", "&amp;").replace("<", "&lt;") for line in text.splitlines() if line)
        make_docx(path, "".join(p(line.replace("\t", "</w:t><w:tab/><w:t>")) for line in lines))
    else:
        path.write_text(text, encoding="utf-8")
    return check_file(str(path), builtin())


def of_tables(result: Result) -> list[str]:
    return [
        finding.rule
        for finding in result.findings
        if finding.rule.startswith(("table.", "structure.")) and finding.rule != "structure.aspect-missing"
    ]


def status(result: Result) -> set[str]:
    return {row.status.value for row in result.checklist if row.rule.startswith("table.") and row.rule != "table.footer"}


@pytest.mark.parametrize("suffix", ["txt", "docx"])
@pytest.mark.parametrize("sign", SIGNS)
@pytest.mark.parametrize("year", [2020, 2023])
def test_rows_typed_with_signs_are_checked(year: int, sign: str, suffix: str, tmp_path: Path) -> None:
    right = checked(typed(year, sign), suffix, tmp_path)
    assert of_tables(right) == []
    assert "not-checked" not in status(right)
    wrong = checked(typed(year, sign, **{f"{OPENED}\t2": f"{OPENED}\t7"}), suffix, tmp_path)
    assert of_tables(wrong) == ["table.sum"]


def run_together(text: str, between: str) -> str:
    """The rows with nothing between labels and captions, and before each number what is told."""
    lines = (re.sub(r"\t(?=[-+\d.]+(?:\t|$))", between, line).replace("\t", "") for line in text.splitlines())
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("suffix", ["txt", "docx"])
@pytest.mark.parametrize("between", ["", " "])
@pytest.mark.parametrize("year", [2020, 2023])
def test_rows_that_run_together_are_not_checked_and_no_headings(year: int, between: str, suffix: str, tmp_path: Path) -> None:
    result = checked(run_together(typed(year, "tabs"), between), suffix, tmp_path)
    assert of_tables(result) == []
    missing = next(row for row in result.checklist if row.rule == "table.missing")
    assert missing.status.value == "not-checked"
    assert "收到和处理政府信息公开申请情况表" in missing.reason


def test_headings_in_the_words_of_labels_stay_headings(tmp_path: Path) -> None:
    """Above a table whose rows run together, and among sentences that begin like its rows."""
    text = run_together(typed(2023, "tabs"), "").replace(
        "办理情况如下表。", "（一）予以公开情况\n予以公开2件。\n（二）无法提供情况\n无法提供0件。\n办理情况如下表。"
    )
    path = tmp_path / "draft.txt"
    path.write_text(text, encoding="utf-8")
    sections = understand(readers.read(path), builtin().editions).sections
    assert [s.number for s in sections] == ["一", "二", "三", "一", "二", "四", "五", "六"]


def form_of_2008(*edits: tuple[str, str]) -> FormMatch:
    """The statistical table with measure words behind the labels without a blank."""
    lines = [f"{row.label} ——" if row.heading else f"{row.label}{row.unit} 7" for row in FORM.rows]
    text = "\n".join(lines)
    for old, new in edits:
        text = text.replace(old, new)
    draft_of_2016 = document("青禾县2016年政府信息公开工作年度报告", "统计指标单位统计数", *text.split("\n"))
    match = understand(draft_of_2016, builtin().editions).form(FORM.id)
    assert match is not None
    return match


def test_measure_words_that_run_together_with_labels_are_told() -> None:
    match = form_of_2008()
    assert (match.missing, match.extra, match.columns_missing) == ((), (), ())
    assert [row.unit.text for row in match.rows.values() if row.unit and not row.row.heading] == [
        row.unit for row in FORM.rows if not row.heading
    ]
    assert all(value_of(number.cell).value == 7 for number in match.numbers())


def test_a_misspelt_label_and_a_wrong_measure_word_among_them_are_told() -> None:
    match = form_of_2008(("同意公开答复数件", "同一公开答复数件"), ("（三）接受培训人员数人次", "（三）接受培训人员数人"))
    assert match.rows["3.3.2"].label.text == "2.同一公开答复数"
    unit = match.rows["9.3"].unit
    assert unit is not None
    assert unit.text == "人"
