"""Writes a result whole or not at all: to a temporary file beside the target, which then takes the target's place."""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
from collections.abc import Sequence
from pathlib import Path

from core.errors import WriteError

_REASONS = {
    errno.ENOENT: "文件夹“{folder}”不存在。请先建好文件夹，或换一个位置保存。",
    errno.ENOTDIR: "“{folder}”不是文件夹。请换一个位置保存。",
    errno.EISDIR: "它是一个文件夹。请给出文件名。",
    errno.ENOSPC: "磁盘空间不足。请清理磁盘，或换一个位置保存。",
    errno.EDQUOT: "磁盘配额已用完。请清理磁盘，或换一个位置保存。",
    errno.EROFS: "文件夹“{folder}”是只读的。请换一个位置保存。",
    errno.ENAMETOOLONG: "文件名太长。请换一个短一些的名字。",
    errno.EINVAL: "文件名含有系统不允许的字符。请换一个名字。",
    errno.EACCES: "没有在文件夹“{folder}”中写文件的权限。请换一个位置保存。",
    errno.EPERM: "没有在文件夹“{folder}”中写文件的权限。请换一个位置保存。",
}
_OCCUPIED = "原有的同名文件正被其他程序打开，或者是只读的。请关闭它，或换一个名字保存。"

_NO_FILE = "它是设备或管道，不是文件。请给出文件名。"


def write_bytes(target: Path, data: bytes, drafts: Sequence[str] = ()) -> None:
    """Put ``data`` into ``target``; on failure raise WriteError and leave what stood there as it was.

    ``drafts`` are the files of the call: none of them is written to, whatever name the target has.
    """
    real = _real_target(target, drafts)
    temporary = real.parent / f".nianbao-{secrets.token_hex(6)}.tmp"
    try:
        _fill(target, temporary, data)
        _take_place(target, temporary, real)
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)


def write_text(target: Path, text: str, drafts: Sequence[str] = ()) -> None:
    """Put ``text`` into ``target`` as UTF-8, under the same promises as :func:`write_bytes`."""
    write_bytes(target, text.encode("utf-8", "replace"), drafts)


def _real_target(target: Path, drafts: Sequence[str]) -> Path:
    """Where the target really lies, links followed; refused when it must not or cannot be replaced."""
    try:
        real = Path(os.path.realpath(target))
        if real.is_dir():
            raise WriteError(_sentence(target, _REASONS[errno.EISDIR]))
        if real.exists() and not real.is_file():
            raise WriteError(_sentence(target, _NO_FILE))
        if any(is_draft(real, draft) for draft in drafts):
            raise WriteError(_sentence(target, "它就是被检查的文件，不能覆盖。请换一个名字保存。"))
        if real.exists() and not os.access(real, os.W_OK):
            raise WriteError(_sentence(target, _OCCUPIED))
    except (OSError, ValueError) as error:
        raise WriteError(_explain(target, error)) from error
    return real


def is_draft(real: Path, draft: str) -> bool:
    """Whether a target is a draft. One that is not there (any more) is known by its path."""
    if real.exists() and Path(draft).exists():
        return real.samefile(draft)
    return Path(os.path.realpath(real)) == Path(os.path.realpath(draft))


def _fill(target: Path, temporary: Path, data: bytes) -> None:
    try:
        with temporary.open("xb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
    except (OSError, ValueError) as error:
        raise WriteError(_explain(target, error)) from error


def _take_place(target: Path, temporary: Path, real: Path) -> None:
    try:
        if real.exists():
            temporary.chmod(real.stat().st_mode & 0o777)
        temporary.replace(real)
    except PermissionError as error:
        raise WriteError(_sentence(target, _OCCUPIED)) from error
    except OSError as error:
        raise WriteError(_explain(target, error)) from error


def _explain(target: Path, error: OSError | ValueError) -> str:
    code = error.errno if isinstance(error, OSError) else errno.EINVAL
    reason = _REASONS.get(code or 0, f"系统不允许写入（错误号 {code}）。请换一个位置保存。")
    return _sentence(target, reason)


def _sentence(target: Path, reason: str) -> str:
    return f"没能保存“{target.name or target}”：" + reason.format(folder=target.parent)
