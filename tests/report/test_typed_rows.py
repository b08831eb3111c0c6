"""Reports whose tables were typed with signs between the cells: read like tables, in plain text and in paragraphs of Word."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from core.engine import check_file
from core.findings import Result
from rules import builtin
from tests.readers.making import make_docx, p
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
