"""The arithmetic behind a finding, as the windows lay it out."""

from __future__ import annotations

from pathlib import Path

import rules
from core.engine import check_file
from tests.corpus.build_docx import write_docx
from tests.corpus.common import Edit, edited
from tests.corpus.corpus_2021 import corpus


def steps(folder: Path, rule: str, *edits: Edit) -> list[tuple[str, str]]:
    """The steps of the first finding of a rule, by name and value."""
    path = folder / "draft.docx"
    write_docx(edited(corpus().find("d02"), edits), corpus(), path)
    found, *_ = [each for each in check_file(str(path), rules.builtin()).findings if each.rule == rule]
    return [(step.name, step.value) for step in found.arithmetic]


def test_of_a_relation_with_two_sides_first_the_left_one_is_summed_then_the_right_one(tmp_path: Path) -> None:
    told = steps(tmp_path, "table.balance", {"cells": {"三/2/1": "1"}})
    assert [value for _, value in told] == ["74", "1", "75", "74", "2", "76", "1"]
    assert [told[at][0] for at in (2, 5, 6)] == ["左边合计", "右边合计", "相差"]


def test_of_a_sum_the_parts_come_first_and_then_what_the_draft_says(tmp_path: Path) -> None:
    told = steps(tmp_path, "table.sum", {"cells": {"四/1": "4"}})
    assert [name for name, _ in told[-3:]] == ["合计", "总计", "相差"]
