"""What cannot be checked is one Chinese line that names the file; the draft is never written to."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from core import engine
from core.report import Report
from tests.cli.calling import CLEAN, DEFECTIVE, ROOT, Run


def ole(stream: str) -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504 + stream.encode("utf-16-le").ljust(64, b"\0") + b"\0" * 448


def picture(path: Path, kind: str) -> None:
    from PIL import Image  # noqa: PLC0415 - slow to load, and two cases need it

    Image.new("RGB", (400, 600), "white").save(path, kind)


BAD: dict[str, tuple[str, Callable[[Path], object], str]] = {
    "truncated docx": ("残缺.docx", lambda p: p.write_bytes(CLEAN.read_bytes()[:9000]), "损坏"),
    "encrypted docx": ("加密.docx", lambda p: p.write_bytes(ole("EncryptedPackage")), "密码"),
    "picture-only PDF": ("扫描.pdf", lambda p: picture(p, "PDF"), "图片|扫描"),
    "truncated PDF": ("残缺.pdf", lambda p: p.write_bytes(b"%PDF-1.7\n1 0 obj\n<<"), "损坏"),
    "empty file": ("空.docx", lambda p: p.write_bytes(b""), "空"),
    "folder": ("文件夹.docx", lambda p: p.mkdir(), "文件夹"),
    "missing file": ("没有.docx", lambda p: None, "不存在"),
    "old Word file, damaged": ("旧.doc", lambda p: p.write_bytes(ole("WordDocument")), "损坏"),
    "old workbook, damaged": ("旧.xls", lambda p: p.write_bytes(ole("Workbook")), "损坏"),
    "rich text cut off": ("残缺.rtf", lambda p: p.write_bytes(b"{\\rtf1\\ansi{\\fonttbl"), "没有找到任何文字"),
    "saved page without a page": (
        "空.mht",
        lambda p: p.write_bytes(b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n--x--\r\n"),
        "网页正文",
    ),
    "image": ("照片.jpg", lambda p: picture(p, "JPEG"), "图片"),
    "image called docx": ("照片.docx", lambda p: picture(p, "PNG"), "图片"),
    "blank text": ("空白.txt", lambda p: p.write_text(" \n\n　　\n", "utf-8"), "没有找到任何文字"),
    "binary": ("未知.dat", lambda p: p.write_bytes(bytes(range(256)) * 40), "格式|编码"),
    "emoji and quotes in the name": ("报告🙂“终稿”'v2'\"a\".docx", lambda p: p.write_bytes(b""), "空"),
    "line end in the name": ("报告\n终稿.docx", lambda p: p.write_bytes(b""), "空"),
}


@pytest.mark.parametrize(("name", "make", "reason"), BAD.values(), ids=BAD)
def test_bad_input_is_one_chinese_line_that_names_the_file(
    name: str, make: Callable[[Path], object], reason: str, run: Run, tmp_path: Path
) -> None:
    path = tmp_path / name
    make(path)
    status, out, err = run("check", path)
    assert (status, out) == (2, "")
    (line,) = err.splitlines()
    assert line.startswith(str(path).replace("\n", ""))
    said = line.removeprefix(str(path).replace("\n", ""))
    assert any(word in said for word in reason.split("|")), line
    assert "Traceback" not in err
    assert line.endswith("。")
    assert run("text", path)[2].splitlines() == [line]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read(run: Run, drafts: tuple[Path, Path]) -> None:
    drafts[0].chmod(0)
    status, _, err = run("check", drafts[0])
    assert status == 2
    assert "权限" in err
    assert len(err.splitlines()) == 1


def test_bad_input_among_others_leaves_json_whole(run: Run, tmp_path: Path) -> None:
    paths = []
    for name, make, _ in BAD.values():
        paths.append(tmp_path / name)
        make(paths[-1])
    status, out, err = run("check", *paths, CLEAN, "--format", "json")
    result = json.loads(out)
    assert status == 2
    assert [failure["path"] for failure in result["failures"]] == [str(path) for path in paths]
    assert [report["path"] for report in result["reports"]] == [str(CLEAN)]
    assert len(err.splitlines()) == len(paths)


@pytest.mark.parametrize("name", ["报告.pdf", "报告.txt", "报告.xlsx", "报告", "报告🙂“终稿”'v2'.DOC"])
def test_a_wrong_extension_is_read_by_content(name: str, run: Run, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(CLEAN.read_bytes())
    status, out, err = run("check", path, "--format", "json")
    assert (status, err) == (0, "")
    assert json.loads(out)["reports"][0]["year"] == 2018


def test_a_path_may_begin_with_a_dash_behind_two_dashes(
    run: Run, drafts: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    drafts[0].rename(drafts[0].with_name("-草稿.txt"))
    monkeypatch.chdir(drafts[0].parent)
    assert run("check", "--", "-草稿.txt")[0] == 0


def test_a_fault_of_the_program_is_one_line_too(run: Run, drafts: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> Report:
        raise ZeroDivisionError("程序的错")

    monkeypatch.setattr(engine, "understand", fail)
    status, out, err = run("check", drafts[0])
    assert (status, out) == (2, "")
    (line,) = err.splitlines()
    assert "程序出错" in line
    assert "ZeroDivision" not in line


FAULTY_RULE = """
import sys
sys.path.insert(0, {root!r})
import main, rules
from dataclasses import replace
def fail(case):
    raise ZeroDivisionError("x")
ruleset = rules.builtin()
object.__setattr__(ruleset, "rules", (replace(ruleset.rules[0], check=fail), *ruleset.rules[1:]))
sys.exit(main.main(sys.argv[1:]))
"""


def test_a_crashing_rule_prints_no_traceback(drafts: tuple[Path, Path]) -> None:
    code = FAULTY_RULE.format(root=str(ROOT))
    done = subprocess.run([sys.executable, "-c", code, "check", drafts[0]], capture_output=True, check=False)
    assert done.stderr == b""
    assert "未能检查：1 项" in done.stdout.decode()


@pytest.mark.parametrize("source", [CLEAN, DEFECTIVE], ids=["clean", "defective"])
@pytest.mark.parametrize("file_format", ["text", "json", "xlsx"])
def test_the_draft_stays_as_it_is(source: Path, file_format: str, run: Run, tmp_path: Path) -> None:
    draft = tmp_path / "草稿.docx"
    draft.write_bytes(source.read_bytes())
    os.utime(draft, ns=(10**18, 10**18))
    run("check", draft, "--format", file_format, "-o", tmp_path / "结果")
    assert draft.read_bytes() == source.read_bytes()
    assert draft.stat().st_mtime_ns == 10**18
    assert sorted(path.name for path in tmp_path.iterdir()) == ["结果", "草稿.docx"]


@pytest.mark.parametrize("file_format", ["text", "json", "xlsx"])
def test_the_draft_is_no_target(file_format: str, run: Run, drafts: tuple[Path, Path]) -> None:
    draft = drafts[0]
    before = draft.read_bytes()
    status, _, err = run("check", draft, "--format", file_format, "-o", draft)
    assert status == 2
    assert len(err.splitlines()) == 1
    assert "不能覆盖" in err
    assert draft.read_bytes() == before


@pytest.mark.parametrize(("file_format", "suffix"), [("text", ".txt"), ("json", ".json"), ("xlsx", ".xlsx")])
@pytest.mark.parametrize("readable", [True, False])
def test_no_draft_of_the_call_is_a_target(
    file_format: str, suffix: str, readable: bool, run: Run, drafts: tuple[Path, Path], tmp_path: Path
) -> None:
    """The result of one draft may have the name of another, which a link may hide and which may be unreadable."""
    (tmp_path / "别处").mkdir()
    first, second = tmp_path / "别处" / "草稿.docx", tmp_path / f"草稿{suffix}"
    first.write_bytes(drafts[0].read_bytes())
    second.write_bytes(drafts[1].read_bytes() if readable else b"")
    link = tmp_path / "链接.txt"
    link.symlink_to(second)
    before = second.read_bytes()
    status, _, err = run("check", first, link, "--format", file_format, "-o", tmp_path)
    assert (status, second.read_bytes()) == (2, before)
    assert [line for line in err.splitlines() if "不能覆盖" in line and second.name in line]


def test_a_draft_that_is_not_there_does_not_come_into_being(run: Run, tmp_path: Path) -> None:
    status, _, err = run("check", tmp_path / "没有.json", "--format", "json", "-o", tmp_path / "没有.json")
    assert status == 2
    assert "不存在" in err
    assert list(tmp_path.iterdir()) == []


def test_an_interrupted_check_is_one_line(run: Run, drafts: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(*_: object) -> Report:
        raise KeyboardInterrupt

    monkeypatch.setattr(engine, "understand", stop)
    status, out, err = run("check", drafts[0])
    assert (status, out, err) == (2, "", "已中断，没有检查完。\n")
