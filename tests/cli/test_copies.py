"""``annotate`` and ``fix`` as a user calls them."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from core import readers
from core.exports import atomic
from resources.samples import make_samples
from tests.annotators.marking import marks
from tests.cli.calling import CLEAN, DEFECTIVE, Run
from tests.test_cases import draft_of

SLIP = "截止2018年12月31日，按青政发[2018]6号公开。"
HEADING = "四、政府信息公开的收费及减免情况"


@pytest.fixture
def slips(tmp_path: Path) -> Path:
    path = tmp_path / "草稿.txt"
    path.write_text(draft_of({"edit": [[HEADING, f"{SLIP}\n{HEADING}"]]}), "utf-8")
    return path


def test_annotate_writes_a_marked_copy(run: Run, tmp_path: Path) -> None:
    target = tmp_path / "标注.docx"
    status, out, err = run("annotate", DEFECTIVE, "-o", target)
    assert (status, err) == (0, "")
    assert out.startswith(f"已写好标注副本：{target}。结论：需修改")
    assert len(out.splitlines()) == 1
    assert len(marks(target)) > 10


def test_fix_writes_a_corrected_copy_and_lists_what_it_changed(run: Run, slips: Path) -> None:
    target = slips.with_name("修改.txt")
    status, out, err = run("fix", slips, "-o", target)
    assert (status, err) == (0, "")
    lines = out.splitlines()
    assert lines[:2] == [f"已写好修改副本：{target}。", "已改正 2 处："]
    assert lines[2].endswith("“截止201”→“截至201”（language.term）")
    assert lines[3].endswith("（language.brackets）")
    assert "“发[2018]6”→“发〔2018〕6”" in lines[3]
    assert target.read_text("utf-8") == slips.read_text("utf-8").replace(SLIP, "截至2018年12月31日，按青政发〔2018〕6号公开。")


def test_fix_keeps_to_the_named_rules(run: Run, slips: Path) -> None:
    target = slips.with_name("修改.txt")
    assert run("fix", slips, "-o", target, "--rule", "language.term", "--rule", "table.label")[1].count("→") == 1
    assert "青政发[2018]6号" in target.read_text("utf-8")
    status, out, err = run("fix", slips, "-o", target, "--rule", "language.trem")
    assert (status, out) == (2, "")
    assert "language.trem" in err


def test_fix_with_nothing_to_correct_says_so(run: Run, tmp_path: Path) -> None:
    target = tmp_path / "修改.docx"
    status, out, _ = run("fix", CLEAN, "-o", target, "--applied")
    assert status == 0
    assert "没有可以自动改正的地方" in out
    assert target.read_bytes() == CLEAN.read_bytes()


def test_a_pdf_is_not_corrected(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from dataclasses import replace  # noqa: PLC0415 - this test alone

    from core import engine  # noqa: PLC0415 - as above
    from core.document import Format  # noqa: PLC0415 - as above

    monkeypatch.setattr(engine, "read", lambda path: replace(readers.read(path), format=Format.PDF))
    status, out, err = run("fix", DEFECTIVE, "-o", tmp_path / "修改.pdf")
    assert (status, out) == (2, "")
    (line,) = err.splitlines()
    assert "Word 原稿" in line
    assert not list(tmp_path.glob("修改*"))


@pytest.mark.parametrize("command", ["annotate", "fix"])
def test_the_draft_is_no_target(run: Run, slips: Path, command: str) -> None:
    before = slips.read_bytes()
    link = slips.with_name("链接.txt")
    link.symlink_to(slips)
    for target in (slips, link) if command == "fix" else (link.rename(slips.with_name("链接")),):
        status, out, err = run(command, slips, "-o", target)
        assert (status, out) == (2, "")
        assert "不能覆盖" in err
        assert len(err.splitlines()) == 1
    assert slips.read_bytes() == before


@pytest.mark.parametrize("command", ["annotate", "fix"])
@pytest.mark.parametrize(("code", "told"), [(errno.ENOSPC, "磁盘空间不足"), (errno.EACCES, "权限")])
def test_a_failing_write_leaves_the_old_target(
    run: Run, slips: Path, command: str, code: int, told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = slips.with_name("副本")
    target.write_text("旧的", "utf-8")

    def fail(*_: object) -> None:
        raise OSError(code, "no")

    monkeypatch.setattr("os.fsync", fail)
    status, out, err = run(command, slips, "-o", target)
    assert (status, out) == (2, "")
    (line,) = err.splitlines()
    assert told in line
    assert target.read_text("utf-8") == "旧的"
    assert sorted(path.name for path in slips.parent.iterdir() if path.is_file()) == ["副本", "草稿.txt"]


@pytest.mark.parametrize("command", ["annotate", "fix"])
def test_a_draft_that_cannot_be_read_is_one_line(run: Run, tmp_path: Path, command: str) -> None:
    (tmp_path / "坏.docx").write_bytes(make_samples.CLEAN.read_bytes()[:9000])
    status, out, err = run(command, tmp_path / "坏.docx", "-o", tmp_path / "x.docx")
    assert (status, out) == (2, "")
    (line,) = err.splitlines()
    assert "坏.docx" in line


@pytest.mark.parametrize(
    ("command", "name", "right"),
    [("annotate", "副本.txt", ".docx"), ("annotate", "副本.pdf", ".docx"), ("fix", "副本.docx", ".txt")],
)
def test_a_name_that_says_another_format_is_refused(run: Run, slips: Path, command: str, name: str, right: str) -> None:
    status, out, err = run(command, slips, "-o", slips.with_name(name))
    assert (status, out) == (2, "")
    assert f"以 {right} 结尾" in err
    assert not slips.with_name(name).exists()


@pytest.mark.parametrize("fault", [IndexError("list index out of range"), FileNotFoundError(2, "No such file")])
@pytest.mark.parametrize("command", ["annotate", "fix"])
def test_a_fault_of_the_program_is_a_sentence(
    run: Run, slips: Path, monkeypatch: pytest.MonkeyPatch, command: str, fault: Exception
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise fault

    monkeypatch.setattr(atomic, "write_bytes", broken)
    status, out, err = run(command, slips, "-o", slips.with_name(f"副本{'.docx' if command == 'annotate' else '.txt'}"))
    assert (status, out) == (2, "")
    assert len(err.splitlines()) == 1
    assert err.startswith("检查这份文件时程序出错")


def test_a_fault_while_results_are_written_is_a_sentence(run: Run, slips: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> bytes:
        raise KeyError("a format")

    monkeypatch.setattr("cli.printed", broken)
    status, out, err = run("check", slips, "--format", "json")
    assert (status, out) == (2, "")
    assert err.startswith("检查这份文件时程序出错")
    assert "Traceback" not in err
