"""An office's own checklist: title, columns and lines to sign from a layer, and what is wrong with these told with its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.checklist_form import DEFAULT, ChecklistForm
from tests.layers.making import check, draft, layers, told


def test_without_a_layer_each_export_has_its_own_columns(tmp_path: Path) -> None:
    found = layers(tmp_path, "name: 青禾县\n")
    assert found.ruleset.form == DEFAULT
    assert (DEFAULT.columns, DEFAULT.fill_in) == (None, None)


def test_the_form_reaches_the_result(tmp_path: Path) -> None:
    layer = (
        "checklist:\n  title: 审核单\n  columns: [序号, 问题]\n  fill_in: [复核意见]\n  signatures: [经办人]\n  note: 一式两份\n"
    )
    found = layers(tmp_path, layer)
    assert told(found) == []
    assert check(found, draft()).form == ChecklistForm("审核单", ("序号", "问题"), ("复核意见",), ("经办人",), "一式两份")


def test_a_later_layer_changes_what_it_names_and_no_more(tmp_path: Path) -> None:
    form = layers(
        tmp_path, "checklist: {title: 甲, signatures: [审核人]}\n", "checklist: {title: 乙, fill_in: []}\n"
    ).ruleset.form
    assert (form.title, form.signatures, form.fill_in, form.columns) == ("乙", ("审核人",), (), None)


def test_one_word_is_a_list_of_one(tmp_path: Path) -> None:
    assert layers(tmp_path, "checklist: {signatures: 经办人}\n").ruleset.form.signatures == ("经办人",)


@pytest.mark.parametrize(
    ("entry", "line", "sentence"),
    [
        ("checklist: [问题]", 1, "应写成“选项: 值”的形式"),
        ("checklist:\n  titel: 审核单", 2, "未知选项 titel（checklist，检查单），可用：title、columns"),
        ("checklist:\n  title:\n", 2, "选项 title（checklist，检查单）应是文字"),
        ("checklist:\n  title: ''", 2, "选项 title（checklist，检查单）不能空着"),
        (f"checklist:\n  title: {'长' * 41}", 2, "太长（41个字），最多40个字"),
        ("checklist:\n  note: x\n  columns: [问题, 依剧]", 3, "不能是“依剧”，可用：序号（第几处）"),
        ("checklist:\n  columns: [序号]", 2, "要有“问题”一列"),
        ("checklist:\n  columns: []", 2, "要有“问题”一列"),
        ("checklist:\n  columns: [问题, 问题]", 2, "里的“问题”写了两次"),
        ("checklist:\n  fill_in: [原文]", 2, "里的“原文”由程序填写，请写在 columns 里"),
        ("checklist:\n  fill_in: [一, 二, 三, 四, 五, 六, 七]", 2, "太多（7个），最多6个"),
        ("checklist:\n  signatures: [甲, 甲]", 2, "里的“甲”写了两次"),
        ("checklist:\n  signatures: ['']", 2, "应是1到12个字"),
    ],
)
def test_mistakes_are_located_and_the_part_is_left_out(tmp_path: Path, entry: str, line: int, sentence: str) -> None:
    found = layers(tmp_path, entry + "\n")
    (mistake,) = told(found)
    assert mistake.startswith(f"1.yaml 第 {line} 行：")
    assert sentence in mistake
    assert mistake.endswith("这一部分没有采用")
    assert found.ruleset.form == DEFAULT


def test_a_wrong_checklist_leaves_the_rules_of_the_file(tmp_path: Path) -> None:
    found = layers(tmp_path, "checklist: {columns: [序号]}\nforbidden: [{name: 甲, phrase: 乙}]\n")
    assert len(told(found)) == 1
    assert found.ruleset.rule("local.甲") is not None
