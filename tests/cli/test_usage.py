"""Wrong usage, help, the catalogue of rules, and the entry as a program of its own."""

from __future__ import annotations

import json
import subprocess
import sys
import types
from pathlib import Path

import pytest

import cli
import main
import rules
from tests.cli.calling import CLEAN, DEFECTIVE, ROOT, Run, started


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["check"], "缺少参数：文件"),
        (["check", "a.docx", "--format"], "--format 后面要有内容"),
        (["check", "a.docx", "--format", "yaml"], "--format 不能是 'yaml'"),
        (["check", "a.docx", "--edition", "2020"], "--edition 不能是 '2020'"),
        (["check", "a.docx", "--as-of", "3月31日"], "“3月31日”不是日期"),
        (["check", "a.docx", "--as-of", "2019-02-30"], "“2019-02-30”不是日期"),
        (["check", "a.docx", "--colour"], "不认识的参数：--colour"),
        (["check", "a.docx", "--form", "json"], "不认识的参数"),
        (["check", "--help=3"], "--help"),
        (["check", "a.docx", "--format", "xlsx"], "-o"),
        (["text"], "缺少参数：文件"),
        (["text", "a.docx", "b.docx"], "不认识的参数：b.docx"),
        (["rules"], "缺少参数：list|show|validate"),
        (["rules", "show"], "缺少参数：规则编号"),
        (["rules", "lisst"], "不能是 'lisst'"),
        (["check", "a.docx", "--colour", "b.docx"], "不认识的参数：--colour。"),
        (["check", "a.docx", "--as-of", "20190301"], "“20190301”不是日期"),
        (["check", "a.docx", "--as-of", "2019-W13-7"], "“2019-W13-7”不是日期"),
        (["rules", "validate"], "缺少参数：文件夹"),
        (["rules", "check"], "不能是 'check'"),
        (["dismiss", "add", "a.docx", "table.sum"], "缺少参数：--reason"),
        (["dismiss", "remove", "一"], "“一”不是数字"),
        (["--version=3"], "--version"),
        (["annotate", "a.docx"], "缺少参数：-o/--output"),
        (["fix", "a.docx", "-o"], "-o/--output 后面要有内容"),
        (["annotate", "a.docx", "-o", "b.docx", "--applied"], "不认识的参数：--applied"),
    ],
)
def test_wrong_usage_is_one_chinese_line(arguments: list[str], told: str, capfd: pytest.CaptureFixture[str]) -> None:
    status = cli.run(arguments)
    out, err = capfd.readouterr()
    assert (status, out) == (2, "")
    (line,) = err.splitlines()
    assert line.startswith("用法不对：")
    assert told in line
    assert not any(word in line for word in ("argument", "expected", "invalid", "required", "unrecognized", "ignored"))


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["batch", "X"], "本版本还没有这个子命令：batch"),
        (["chekc", "f.docx"], "没有“chekc”这个子命令，也没有这个文件"),
        (["检查"], "没有“检查”这个子命令，也没有这个文件"),
        (["长" * 300], "这个子命令，也没有这个文件"),
        (["--colour", "check", "f.docx"], "没有“--colour”这个选项"),
        (["-x.docx"], "没有“-x.docx”这个选项"),
    ],
)
def test_a_first_word_that_is_no_command_and_no_file_is_wrong_usage(arguments: list[str], told: str, run: Run) -> None:
    status, out, err = run(*arguments)
    assert (status, out) == (2, "")
    (line,) = err.splitlines()
    assert line.startswith("用法不对：")
    assert told in line
    assert "可用的子命令：check、annotate、fix、text、rules、dismiss。" in line


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """What windows were opened with; none is."""
    calls: list[list[str]] = []
    monkeypatch.setattr(main, "has_display", lambda: True)

    def open_window(files: list[str]) -> int:
        calls.append(files)
        return 0

    monkeypatch.setitem(sys.modules, "gui.launch", types.SimpleNamespace(run=open_window))
    return calls


@pytest.mark.parametrize("word", ["没有.docx", "文件夹/没有", "./没有", "草稿", "文件夹", "-草稿", ""])
def test_files_open_the_window_there_or_not(
    word: str, run: Run, opened: list[list[str]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("草稿", "-草稿"):
        (tmp_path / name).write_bytes(CLEAN.read_bytes())
    (tmp_path / "文件夹").mkdir()
    assert run(word) == (0, "", "")
    assert opened == [[word]]


@pytest.mark.parametrize(
    "order",
    [
        ["f", "--format", "json", "g"],
        ["--format", "json", "f", "g"],
        ["f", "--edition", "auto", "g", "--format", "json", "i"],
        ["f", "--format", "json", "--", "g", "-h.txt"],
    ],
)
def test_files_stand_before_between_and_behind_options(order: list[str], run: Run) -> None:
    out = run("check", *order)[1]
    files = [word for word in order if word in ("f", "g", "i", "-h.txt")]
    assert [failure["path"] for failure in json.loads(out)["failures"]] == files


@pytest.mark.parametrize(
    "arguments", [["--help"], ["-h"], ["check", "--help"], ["text", "-h"], ["rules", "--help"], ["rules", "show", "-h"]]
)
def test_help_is_chinese(arguments: list[str], run: Run) -> None:
    status, out, err = run(*arguments)
    assert (status, err) == (0, "")
    assert out.startswith("用法：nianbao")
    assert not any(word in out for word in ("usage", "options", "positional", "show this", "exit"))


def test_version(run: Run) -> None:
    status, out, _ = run("--version")
    assert (status, out.split()[0]) == (0, "nianbao")


def test_an_unknown_rule_is_said(run: Run) -> None:
    status, out, err = run("rules", "show", "no.such-rule")
    assert (status, out) == (2, "")
    (line,) = err.splitlines()
    assert "no.such-rule" in line


def test_every_rule_is_listed_and_can_be_shown(run: Run) -> None:
    status, out, _ = run("rules", "list")
    assert status == 0
    ids = [line.split()[0] for line in out.splitlines()]
    assert ids == [rule.id for rule in rules.builtin().rules]
    for rule in rules.builtin().rules:
        status, page, _ = run("rules", "show", rule.id)
        assert status == 0
        parts = ("检查内容：", "为什么：", "依据：", "错误示例：", "正确示例：")
        assert all(part in page for part in (rule.id, rule.title, *parts))


def test_without_a_display_the_window_is_not_opened() -> None:
    done = started(CLEAN)
    assert done.returncode == 2
    (line,) = done.stderr.decode().splitlines()
    assert "check" in line


LOADED = """
import sys
sys.path.insert(0, {root!r})
import main
status = main.main(sys.argv[1:])
print(sorted(m for m in sys.modules if m.partition(".")[0] in ("PySide6", "shiboken6", "gui")), file=sys.stderr)
"""


@pytest.mark.parametrize(
    "arguments", [["check", CLEAN], ["text", CLEAN], ["rules", "list"], ["check", CLEAN, "--format", "json"]]
)
def test_no_sub_command_loads_qt(arguments: list[str], tmp_path: Path) -> None:
    code = LOADED.format(root=str(ROOT))
    done = subprocess.run([sys.executable, "-c", code, *map(str, arguments)], capture_output=True, check=False, cwd=tmp_path)
    assert done.stderr.decode().strip() == "[]"


def test_json_is_utf8_whatever_the_terminal() -> None:
    done = started("check", DEFECTIVE, "--format", "json", PYTHONIOENCODING="ascii", LC_ALL="C", PYTHONUTF8="0")
    assert done.returncode == 1
    assert json.loads(done.stdout.decode("utf-8"))["reports"][0]["unit"] == "青禾县人民政府"
    assert done.stderr == b""


@pytest.mark.parametrize("encoding", ["ascii", "gbk", "utf-8"])
def test_a_terminal_that_lacks_characters_is_no_reason_to_stop(encoding: str, tmp_path: Path) -> None:
    done = started("check", DEFECTIVE, tmp_path / "没有🙂.docx", PYTHONIOENCODING=encoding, PYTHONUTF8="0")
    assert done.returncode == 2
    assert b"Traceback" not in done.stderr
    assert len(done.stderr.splitlines()) == 1
    if encoding != "ascii":
        assert "需修改" in done.stdout.decode(encoding)


@pytest.mark.parametrize("file_format", ["text", "json"])
def test_a_reader_that_goes_away_is_no_fault(file_format: str) -> None:
    command = [sys.executable, str(ROOT / "main.py"), "check", *[str(DEFECTIVE)] * 6, "--format", file_format]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        err = process.stderr.read()
        process.wait(timeout=120)
    assert err == b""


def test_colours_are_for_terminals_only() -> None:
    done = started("check", DEFECTIVE)
    assert b"\x1b" not in done.stdout
