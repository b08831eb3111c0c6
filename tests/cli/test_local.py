"""Local layers and dismissals from the command line."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from core.database import DATA_FOLDER
from tests.cli.calling import ROOT, Run


@pytest.fixture(autouse=True)
def _empty_store(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv(DATA_FOLDER, str(tmp_path / "data"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder for layers."""
    made = tmp_path / "规则"
    made.mkdir()
    return made


def report(run: Run, *arguments: object) -> dict[str, Any]:
    whole: dict[str, Any] = json.loads(run("check", *arguments, "--format", "json")[1])["reports"][0]
    return whole


def ids(found: dict[str, Any]) -> set[str]:
    return {finding["rule"] for finding in found["findings"]}


def test_a_layer_counts_in_a_check(run: Run, drafts: tuple[Path, Path], folder: Path) -> None:
    (folder / "a.yaml").write_text("forbidden: [{name: 甲, phrase: 政府信息, severity: error}]\n", "utf-8")
    status, out, err = run("check", drafts[0], "--rules", folder)
    assert (status, err) == (1, "")
    assert "local.甲" in out
    assert run("check", drafts[0])[0] == 0


def test_a_broken_layer_is_said_on_standard_error_and_stops_nothing(run: Run, drafts: tuple[Path, Path], folder: Path) -> None:
    (folder / "a.yaml").write_text("rules:\n  table.sum:\n    tolerance: 3\n", "utf-8")
    (folder / "b.yaml").write_text("forbidden: [{name: 甲, phrase: 政府信息}]\n", "utf-8")
    status, out, err = run("check", drafts[1], "--rules", folder, "--format", "json")
    assert status == 1
    (line,) = err.splitlines()
    assert "a.yaml 第 3 行：未知选项 tolerance（规则 table.sum），可用：enabled、severity" in line
    found = json.loads(out)["reports"][0]
    assert ids(found) == ids(report(run, drafts[1])) | {"local.甲"}
    assert [line] == found["notes"]


def test_mistakes_are_said_once_for_several_drafts(run: Run, drafts: tuple[Path, Path], folder: Path) -> None:
    (folder / "a.yaml").write_text("rulse: {}\n", "utf-8")
    assert len(run("check", *drafts, "--rules", folder)[2].splitlines()) == 1


def test_a_folder_that_is_not_there_is_wrong_usage(run: Run, drafts: tuple[Path, Path], tmp_path: Path) -> None:
    for arguments in (["check", drafts[0], "--rules"], ["rules", "list", "--rules"], ["rules", "validate"]):
        status, out, err = run(*arguments, tmp_path / "没有")
        assert (status, out) == (2, "")
        (line,) = err.splitlines()
        assert "没有" in line


def test_a_file_where_the_folder_belongs_is_told_with_its_folder(run: Run, drafts: tuple[Path, Path], folder: Path) -> None:
    layer = folder / "a.yaml"
    layer.write_text("rules: {}\n", "utf-8")
    for arguments in (["check", drafts[0], "--rules"], ["rules", "validate"]):
        status, out, err = run(*arguments, layer)
        assert (status, out) == (2, "")
        assert err == f"“{layer}”是文件，不是文件夹。请写存放本地规则文件的文件夹：“{folder}”。\n"


def test_validate_lists_every_mistake_one_a_line(run: Run, folder: Path) -> None:
    (folder / "a.yaml").write_text("rules:\n  x.y: off\n  table.sum: {z: 1}\n", "utf-8")
    (folder / "b.yaml").write_text("name: [\n", "utf-8")
    status, out, err = run("rules", "validate", folder)
    assert (status, out) == (2, "")
    assert [line.split("：")[0] for line in err.splitlines()] == ["a.yaml 第 2 行", "a.yaml 第 3 行", "b.yaml 第 2 行"]


def test_validate_is_content_with_right_files(run: Run, folder: Path) -> None:
    (folder / "a.yaml").write_text("forbidden: [{name: 甲, phrase: 乙}]\n", "utf-8")
    status, out, err = run("rules", "validate", folder)
    assert (status, err) == (0, "")
    assert out == "本地规则文件 1 个，没有错误；本地规则 1 条。\n"


def test_the_example_of_the_manual_is_right(run: Run, folder: Path) -> None:
    page = (ROOT / "docs" / "local-rules.md").read_text("utf-8")
    for number, example in enumerate(re.findall(r"```yaml\n(.*?)```", page, re.DOTALL)):
        (folder / f"{number}.yaml").write_text(example, "utf-8")
    status, _, err = run("rules", "validate", folder)
    assert (status, err) == (0, "")


def test_the_catalogue_shows_what_the_layers_change(run: Run, folder: Path) -> None:
    layer = "rules: {table.sum: off, table.label: {severity: error}, period.deadline: {department: 1-20}}\n"
    (folder / "a.yaml").write_text(layer + "forbidden: [{name: 甲, phrase: 乙}]\n", "utf-8")
    lines = {line.split()[0]: line for line in run("rules", "list", "--rules", folder)[1].splitlines()}
    assert "停用" in lines["table.sum"]
    assert "错误" in lines["table.label"]
    assert "a.yaml" in lines["local.甲"]
    assert "department：部门的报告时限（月-日）（现在是：1-20）" in run("rules", "show", "period.deadline", "--rules", folder)[1]
    assert "来自：a.yaml" in run("rules", "show", "local.甲", "--rules", folder)[1]


def first(found: dict[str, Any], *, several: bool) -> str:
    """A rule of which a report has one finding, or several."""
    counts = {row["rule"]: row["count"] for row in found["checklist"] if row["status"] == "fail"}
    return str(next(rule for rule, count in counts.items() if (count > 1) is several))


def test_one_place_is_dismissed_listed_and_taken_back(run: Run, drafts: tuple[Path, Path]) -> None:
    before = report(run, drafts[1])
    rule = first(before, several=False)
    status, out, err = run("dismiss", "add", drafts[1], rule, "--reason", "已核实")
    assert (status, err) == (0, "")
    assert out.startswith("已忽略：")
    after = report(run, drafts[1])
    (finding,) = [each for each in after["findings"] if each["rule"] == rule]
    assert finding["waived"]["reason"] == "已核实"
    assert finding["waived"]["when"]
    assert {row["rule"]: row["status"] for row in after["checklist"]}[rule] == "waived"
    listed = run("dismiss", "list")[1]
    assert all(word in listed for word in ("1. ", "青禾县人民政府", "2018年", rule, "已核实"))
    assert run("dismiss", "remove", 1)[0] == 0
    assert report(run, drafts[1]) == before
    assert "还没有" in run("dismiss", "list")[1]


def test_the_exit_status_leaves_out_what_is_dismissed(run: Run, drafts: tuple[Path, Path], folder: Path) -> None:
    layer = "patterns: [{name: 甲, pattern: '^青禾县2018年政府信息公开工作年度报告$', message: 乙, severity: error}]\n"
    (folder / "a.yaml").write_text(layer, "utf-8")
    assert run("check", drafts[0], "--rules", folder)[0] == 1
    assert run("dismiss", "add", drafts[0], "local.甲", "--reason", "是", "--rules", folder)[0] == 0
    assert run("check", drafts[0], "--rules", folder)[0] == 0
    assert run("dismiss", "remove", 1)[0] == 0
    assert run("check", drafts[0], "--rules", folder)[0] == 1


def test_several_places_need_a_number(run: Run, drafts: tuple[Path, Path]) -> None:
    rule = first(report(run, drafts[1]), several=True)
    status, out, err = run("dismiss", "add", drafts[1], rule, "--reason", "甲")
    assert (status, out) == (2, "")
    assert "--at" in err
    assert re.search("第1处（[^（）]*）：", err)
    assert run("dismiss", "add", drafts[1], rule, "--reason", "甲", "--at", 2)[0] == 0
    found = [each for each in report(run, drafts[1])["findings"] if each["rule"] == rule]
    assert [bool(each["waived"]) for each in found[:2]] == [False, True]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["table.sum", "--reason", "甲", "--at", 99], "没有发现问题"),
        (["no.such", "--reason", "甲"], "没有发现问题"),
        (["structure.sign-off", "--reason", " "], "没有写理由"),
    ],
)
def test_what_cannot_be_dismissed_is_said(arguments: list[object], told: str, run: Run, drafts: tuple[Path, Path]) -> None:
    status, out, err = run("dismiss", "add", drafts[0], *arguments)
    assert (status, out) == (2, "")
    (line,) = err.splitlines()
    assert told in line


def test_a_file_that_cannot_be_read_and_a_number_that_is_not_there(run: Run, tmp_path: Path) -> None:
    status, _, err = run("dismiss", "add", tmp_path / "没有.docx", "table.sum", "--reason", "甲")
    assert status == 2
    assert "没有.docx" in err
    status, _, err = run("dismiss", "remove", 1)
    assert status == 2
    assert "共 0 条" in err


def test_dismissals_are_exported_and_imported(
    run: Run, drafts: tuple[Path, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rule = first(report(run, drafts[1]), several=False)
    run("dismiss", "add", drafts[1], rule, "--reason", "甲")
    target = tmp_path / "忽略.json"
    assert run("dismiss", "export", target)[0] == 0
    monkeypatch.setenv(DATA_FOLDER, str(tmp_path / "other"))
    assert run("dismiss", "import", target) == (0, "已导入 1 条忽略记录。\n", "")
    assert rule in run("dismiss", "list")[1]
    target.write_text("{}", "utf-8")
    assert run("dismiss", "import", target)[0] == 2
    assert run("dismiss", "import", tmp_path / "没有.json")[0] == 2


def test_a_damaged_store_is_said_and_stops_no_check(run: Run, drafts: tuple[Path, Path], tmp_path: Path) -> None:
    before = report(run, drafts[1])
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "nianbao.db").write_bytes(b"no database" * 500)
    status, out, err = run("check", drafts[1], "--format", "json")
    assert status == 1
    (line,) = err.splitlines()
    assert "已经损坏" in line
    found = json.loads(out)["reports"][0]
    assert found["notes"] == [line]
    assert {**found, "notes": []} == before
