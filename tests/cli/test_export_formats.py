"""``check --format sarif|html|docx|xlsx``: where each may go, what its files are called, that no draft is overwritten."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import docx
import pytest
from lxml import html

from core.exports.writing import FORMATS, result_name
from tests.cli.calling import DEFECTIVE, Run


def test_sarif_goes_to_standard_output_with_every_file_in_one_log(run: Run, drafts: tuple[Path, Path], tmp_path: Path) -> None:
    status, out, err = run("check", *drafts, tmp_path / "没有.docx", "--format", "sarif")
    assert (status, len(err.splitlines())) == (2, 1)
    (one,) = json.loads(out)["runs"]
    assert len(one["artifacts"]) == 2
    assert one["invocations"][0]["executionSuccessful"] is False
    assert any("region" in result["locations"][0]["physicalLocation"] for result in one["results"])


def test_sarif_and_json_tell_of_the_same_findings(run: Run, drafts: tuple[Path, Path]) -> None:
    told = json.loads(run("check", drafts[1], "--format", "json")[1])["reports"][0]["findings"]
    log = json.loads(run("check", drafts[1], "--format", "sarif")[1])["runs"][0]["results"]
    assert sorted(each["message"] for each in told) == sorted(each["message"]["text"] for each in log)


def test_one_page_goes_to_standard_output_and_several_need_a_folder(run: Run, drafts: tuple[Path, Path]) -> None:
    status, out, err = run("check", drafts[1], "--format", "html")
    assert (status, err) == (1, "")
    page: Any = html.document_fromstring(out)
    assert page.body[1].text.startswith("需修改")
    status, out, err = run("check", *drafts, "--format", "html")
    assert (status, out) == (2, "")
    assert "-o" in err


@pytest.mark.parametrize("file_format", ["xlsx", "docx"])
def test_binary_formats_need_a_target(file_format: str, run: Run, drafts: tuple[Path, Path]) -> None:
    status, out, err = run("check", drafts[0], "--format", file_format)
    assert (status, out) == (2, "")
    assert err == f"用法不对：输出为 {file_format} 时要用 -o 写明保存到哪里。\n"


def test_every_format_writes_its_kind_of_file(run: Run, drafts: tuple[Path, Path], tmp_path: Path) -> None:
    starts = {"text": "需修改".encode(), "json": b"{", "sarif": b"{", "html": b"<!DOCTYPE html>", "xlsx": b"PK", "docx": b"PK"}
    assert set(starts) == set(FORMATS)
    for file_format, start in starts.items():
        target = tmp_path / f"结果-{file_format}"
        assert run("check", drafts[1], "--format", file_format, "-o", target) == (1, "", "")
        assert target.read_bytes().startswith(start)
    assert docx.Document(io.BytesIO((tmp_path / "结果-docx").read_bytes())).tables


@pytest.mark.parametrize(
    ("draft", "file_format", "name"),
    [
        ("甲/报告.docx", "docx", "报告-检查单"),
        ("报告.pdf", "docx", "报告-检查单"),
        ("报告.htm", "html", "报告-检查单"),
        ("报告.docx", "xlsx", "报告"),
        ("报告.XLSX", "xlsx", "报告-检查单"),
        ("报告.docx", "sarif", "报告"),
    ],
)
def test_a_checklist_is_never_called_like_a_draft(draft: str, file_format: str, name: str) -> None:
    assert result_name(draft, file_format) == name


def test_the_folder_of_the_drafts_may_take_the_checklists(run: Run, tmp_path: Path) -> None:
    names = ["甲.docx", "乙.docx"]
    data = DEFECTIVE.read_bytes()
    for name in names:
        (tmp_path / name).write_bytes(data)
    status, _, err = run("check", *(tmp_path / name for name in names), "--format", "docx", "-o", tmp_path)
    assert (status, err) == (1, "")
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([*names, "甲-检查单.docx", "乙-检查单.docx"])
    assert all((tmp_path / name).read_bytes() == data for name in names)


@pytest.mark.parametrize("file_format", ["docx", "html", "sarif"])
def test_the_draft_is_refused_as_a_target(file_format: str, run: Run, drafts: tuple[Path, Path]) -> None:
    before = drafts[1].read_bytes()
    status, _, err = run("check", drafts[1], "--format", file_format, "-o", drafts[1])
    assert status == 2
    assert "不能覆盖" in err
    assert drafts[1].read_bytes() == before


def test_an_office_s_form_is_in_its_checklists(run: Run, drafts: tuple[Path, Path], tmp_path: Path) -> None:
    folder = tmp_path / "规则"
    folder.mkdir()
    (folder / "a.yaml").write_text("checklist: {title: 青禾县审核单, columns: [序号, 问题], signatures: [经办人]}\n", "utf-8")
    page: Any = html.document_fromstring(run("check", drafts[1], "--rules", folder, "--format", "html")[1])
    assert page.body[0].text == "青禾县审核单"
    assert [head.text for head in page.xpath("//table[@class='list']//th")] == ["序号", "问题"]
    assert [head.text for head in page.xpath("//table[@class='sign']//th")] == ["经办人"]


def test_a_wrong_form_is_told_and_the_draft_is_checked(run: Run, drafts: tuple[Path, Path], tmp_path: Path) -> None:
    folder = tmp_path / "规则"
    folder.mkdir()
    (folder / "a.yaml").write_text("checklist:\n  columns: [序号]\n", "utf-8")
    status, out, err = run("check", drafts[1], "--rules", folder, "--format", "html")
    assert status == 1
    assert err.startswith("本地规则 a.yaml 第 2 行：")
    assert "政府信息公开工作年度报告自查单" in out
