"""A result is written whole or not at all, and a failure is one Chinese sentence."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from core.errors import WriteError
from core.exports.atomic import write_bytes, write_text


@pytest.fixture
def target(tmp_path: Path) -> Path:
    """A file from an earlier export."""
    path = tmp_path / "检查单.xlsx"
    path.write_bytes(b"old")
    return path


def assert_untouched(target: Path) -> None:
    """The old result is there, and nothing else."""
    assert target.read_bytes() == b"old"
    assert [path.name for path in target.parent.iterdir()] == [target.name]


def fail_with(number: int) -> Callable[..., None]:
    """A system call that fails."""

    def fail(*_: object) -> None:
        raise OSError(number, os.strerror(number))

    return fail


@pytest.mark.skipif(os.name != "posix", reason="Windows knows read-only and nothing else")
def test_an_old_result_is_replaced_and_keeps_its_permissions(target: Path) -> None:
    target.chmod(0o640)
    write_bytes(target, b"new")
    assert target.read_bytes() == b"new"
    assert stat.S_IMODE(target.stat().st_mode) == 0o640
    assert [path.name for path in target.parent.iterdir()] == [target.name]


def test_a_new_result_is_readable_as_the_umask_says(tmp_path: Path) -> None:
    plain = tmp_path / "plain"
    plain.write_bytes(b"")
    write_text(tmp_path / "结果.json", "好")
    assert (tmp_path / "结果.json").read_bytes() == "好".encode()
    assert (tmp_path / "结果.json").stat().st_mode == plain.stat().st_mode


def test_a_link_goes_on_pointing_to_the_file(target: Path) -> None:
    link = target.parent / "link.xlsx"
    link.symlink_to(target)
    write_bytes(link, b"new")
    assert link.is_symlink()
    assert target.read_bytes() == b"new"


@pytest.mark.parametrize(
    ("number", "words"),
    [(errno.ENOSPC, "磁盘空间不足"), (errno.EROFS, "只读"), (errno.EIO, f"错误号 {errno.EIO}"), (errno.EDQUOT, "配额")],
)
def test_a_disk_that_takes_no_more_leaves_the_old_result(
    target: Path, monkeypatch: pytest.MonkeyPatch, number: int, words: str
) -> None:
    monkeypatch.setattr(os, "fsync", fail_with(number))
    with pytest.raises(WriteError, match=words):
        write_bytes(target, b"new")
    assert_untouched(target)


@pytest.mark.parametrize("number", [errno.EACCES, errno.EPERM])
def test_a_target_in_use_is_left_alone(target: Path, monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    monkeypatch.setattr(Path, "replace", fail_with(number))
    with pytest.raises(WriteError, match="正被其他程序打开"):
        write_bytes(target, b"new")
    assert_untouched(target)


def test_a_read_only_target_is_left_alone(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target.chmod(0o444)
    if hasattr(os, "geteuid") and os.geteuid() == 0:  # root may write anything
        monkeypatch.setattr(os, "access", lambda path, mode: mode != os.W_OK)
    with pytest.raises(WriteError, match="只读"):
        write_bytes(target, b"new")
    assert_untouched(target)


def test_a_folder_without_permission_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Path, "open", fail_with(errno.EACCES))
    with pytest.raises(WriteError, match=r"没有在文件夹“.*”中写文件的权限"):
        write_bytes(tmp_path / "检查单.xlsx", b"new")
    assert list(tmp_path.iterdir()) == []


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(WriteError, match=r"没能保存“检查单\.xlsx”：文件夹“.*没有”不存在"):
        write_bytes(tmp_path / "没有" / "检查单.xlsx", b"new")


def test_a_file_in_place_of_the_folder_is_named(target: Path) -> None:
    with pytest.raises(WriteError, match="不是文件夹"):
        write_bytes(target / "检查单.xlsx", b"new")
    assert_untouched(target)


def test_a_folder_is_no_target(tmp_path: Path) -> None:
    with pytest.raises(WriteError, match="它是一个文件夹"):
        write_bytes(tmp_path, b"new")


@pytest.mark.parametrize(("name", "words"), [("长" * 200 + ".xlsx", "太长"), ("a\0b.xlsx", "不允许的字符")])
def test_a_name_that_cannot_be_is_explained(tmp_path: Path, name: str, words: str) -> None:
    with pytest.raises(WriteError, match=words):
        write_bytes(tmp_path / name, b"new")
    assert list(tmp_path.iterdir()) == []


def test_the_draft_is_never_written_to_under_any_name(target: Path) -> None:
    link = target.parent / "other.xlsx"
    link.symlink_to(target)
    for name in (target, link):
        with pytest.raises(WriteError, match="被检查的文件"):
            write_bytes(name, b"new", drafts=["没有.docx", str(target)])
    assert target.read_bytes() == b"old"


def test_braces_in_a_folder_name_do_no_harm(tmp_path: Path) -> None:
    with pytest.raises(WriteError, match="不存在"):
        write_bytes(tmp_path / "{x}" / "a{0}.xlsx", b"new")
