"""The program's test of itself: passes here, and says in a sentence what is wrong where something is."""

from __future__ import annotations

import os
import shutil
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from core import database
from core.engine import check_file
from core.exports.writing import result_bytes
from core.findings import Result, Status
from rules import builtin
from terminal import self_test, self_test_steps
from tests.cli.calling import CLEAN, DEFECTIVE, started

FORMATS = sorted((DEFECTIVE.parent / "formats").iterdir())


def check(path: Path) -> Result:
    return check_file(str(path), builtin())


def run(check: Callable[[Path], Result] = check, look: self_test.Look | None = None) -> int:
    return self_test.self_test(self_test.Parts(check, builtin, look))


@pytest.fixture
def samples(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the samples that a test may spoil."""
    copy = Path(shutil.copytree(DEFECTIVE.parent, tmp_path / "samples"))
    monkeypatch.setattr(self_test, "SAMPLES", copy)
    return copy


def test_the_whole_program_passes_without_a_display() -> None:
    ended = started("--self-test", timeout=540)
    lines = ended.stdout.decode("utf-8").splitlines()
    assert ended.returncode == 0, lines
    assert lines[-1].startswith("自检通过：")
    assert [line for line in lines if "窗口" in line and "列出 12 处问题" in line]
    assert {line[:2] for line in lines[1:-1]} == {"正常"}
    assert ended.stderr == b""


@pytest.mark.parametrize("path", FORMATS, ids=lambda path: path.suffix)
def test_every_format_is_tried(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert path in self_test._in_formats()


def test_a_missing_file_is_a_line_and_the_rest_goes_on(samples: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (samples / "formats" / "示例.doc").unlink()
    assert run() == 1
    lines = capsys.readouterr().out.splitlines()
    assert [line[:14] for line in lines if line.startswith("失败")] == ["失败  读取和检查 doc："]
    assert lines[-1] == "自检没有通过：1 项不正常。"
    assert "跳过  窗口：没有安装界面组件，只能在命令行使用。" in lines


def test_without_its_samples_the_program_says_so(samples: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for path in samples.glob("*.docx"):
        path.unlink()
    assert run() == 1
    assert "安装不完整，缺少示例文件。请重新安装。" in capsys.readouterr().out


def test_a_fault_of_a_step_is_no_traceback(capsys: pytest.CaptureFixture[str]) -> None:
    def look(_path: Path, _findings: int, _folder: Path) -> str:
        raise ZeroDivisionError("division\nby zero")

    assert run(look=look) == 1
    out = capsys.readouterr().out
    assert "失败  窗口：程序出错（ZeroDivisionError：division by zero）" in out
    assert "Traceback" not in out


def test_what_a_user_dismissed_does_not_matter(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    seen = []

    def look(_path: Path, _findings: int, _folder: Path) -> str:
        seen.append(database.default_path())
        return ""

    monkeypatch.setenv(database.DATA_FOLDER, str(tmp_path))
    assert run(look=look) == 0
    assert tmp_path not in seen[0].parents
    assert os.environ[database.DATA_FOLDER] == str(tmp_path)
    assert not list(tmp_path.iterdir())


def test_a_draft_that_is_written_to_is_noticed(samples: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def careless(path: Path) -> Result:
        result = check(path)
        if path.suffix == ".txt" and samples in path.parents:
            path.write_bytes(path.read_bytes() + b"\n")
        return result

    assert run(careless) == 1
    assert "失败  原稿未被改动：示例.txt 被改动" in capsys.readouterr().out


EXPECTED = Counter(f.rule for f in check(DEFECTIVE).findings)


def test_a_defect_that_is_not_found_is_named() -> None:
    result = check(DEFECTIVE)
    lame = replace(result, findings=tuple(f for f in result.findings if f.rule != "table.bound"))
    with pytest.raises(self_test_steps.StepError, match=r"漏报 table\.bound"):
        self_test_steps.found(lame, EXPECTED)


def test_a_finding_too_many_is_named() -> None:
    result = check(DEFECTIVE)
    with pytest.raises(self_test_steps.StepError, match=r"误报 table\.bound"):
        self_test_steps.found(result, EXPECTED - Counter({"table.bound": 1}))
    with pytest.raises(self_test_steps.StepError, match="报出 12 处问题"):
        self_test_steps.clean(result)


def test_a_rule_that_crashed_is_named() -> None:
    result = check(CLEAN)
    crashed = replace(result, checklist=(replace(result.checklist[0], status=Status.RULE_FAILED), *result.checklist[1:]))
    with pytest.raises(self_test_steps.StepError, match=result.checklist[0].rule):
        self_test_steps.clean(crashed)


@pytest.mark.parametrize("kind", self_test_steps.EXPORTS)
def test_an_export_that_leaves_a_finding_out_is_noticed(kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = check(DEFECTIVE)
    part = replace(whole, findings=whole.findings[:-1])
    made = result_bytes(part, kind)
    monkeypatch.setattr(self_test_steps, "result_bytes", lambda *_: made)
    with pytest.raises(self_test_steps.StepError, match="应列出 12 处问题，实际 11 处"):
        self_test_steps.export(whole, kind, tmp_path)
