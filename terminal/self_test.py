"""``--self-test``: whether this program, as it is installed here, does everything it is for. Tried on the bundled samples."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import yaml

from core.database import DATA_FOLDER
from core.errors import NianbaoError
from core.exports.width import one_line
from core.findings import Result
from core.ruleset import RuleSet
from core.version import __version__
from terminal import self_test_steps as steps

SAMPLES = Path(__file__).resolve().parent.parent / "resources" / "samples"
PASSED, FAILED = 0, 1

Check = Callable[[Path], Result]
Look = Callable[[Path, int, Path], str]
"""Opens a draft in a window that must show so many findings, and says what was seen; the folder is for its settings."""


@dataclass(frozen=True, slots=True)
class Parts:
    """What the command line joins: the check, the rules in force, and the window, where there is one."""

    check: Check
    rules: Callable[[], RuleSet]
    look: Look | None


Step = tuple[str, Callable[[], str]]


def self_test(parts: Parts) -> int:
    """Try everything and print a line on each step; 0 when all went well, else 1."""
    print(f"年报自查 {__version__} 自检", flush=True)
    with tempfile.TemporaryDirectory(prefix="nianbao-", ignore_cleanup_errors=True) as folder, _own_data(Path(folder)):
        outcomes = Counter(_outcomes(parts, Path(folder)))
    failed = outcomes[False]
    print(f"自检没有通过：{failed} 项不正常。" if failed else f"自检通过：{outcomes[True]} 项全部正常。")
    return FAILED if failed else PASSED


def _outcomes(parts: Parts, folder: Path) -> Iterator[bool]:
    """Whether each step went well; without its samples nothing can be tried."""
    try:
        for name, step in _steps(parts, folder):
            yield _try(name, step)
    except (OSError, steps.StepError) as error:
        print(one_line(f"失败  示例：{error}"), flush=True)
        yield False


@contextmanager
def _own_data(folder: Path) -> Iterator[None]:
    """What a user dismissed must neither change the outcome nor be changed by it; children of this process inherit it."""
    before = os.environ.get(DATA_FOLDER)
    os.environ[DATA_FOLDER] = str(folder / "data")
    try:
        yield
    finally:
        if before is None:
            del os.environ[DATA_FOLDER]
        else:
            os.environ[DATA_FOLDER] = before


def _try(name: str, step: Callable[[], str]) -> bool:
    """Run a step and print its line; whatever goes wrong is that line."""
    try:
        told, well = step(), True
    except (NianbaoError, steps.StepError) as error:
        told, well = str(error), False
    except Exception as error:
        told, well = f"程序出错（{type(error).__name__}：{error}）", False
    print(one_line(f"{'正常' if well else '失败'}  {name}：{told}"), flush=True)
    return well


def _steps(parts: Parts, folder: Path) -> Iterator[Step]:
    """Every step with its name, in order."""
    expected = _expected()
    sample, clean = _bundled(defects=True), _bundled(defects=False)
    before = _digests()
    yield "规则", lambda: steps.catalogue(parts.rules())
    yield "检查无误的示例", lambda: steps.clean(parts.check(clean))
    for path in (sample, *_in_formats()):
        yield f"读取和检查 {path.suffix[1:]}", partial(_found, parts.check, path, expected)
    result = parts.check(sample)
    for file_format in steps.EXPORTS:
        yield f"导出 {file_format}", partial(steps.export, result, file_format, folder)
    for path in (sample, *(_in_format(kind) for kind in ("pdf", "xlsx", "html", "txt"))):
        yield f"标注副本 {path.suffix[1:]}", partial(steps.marked, parts.check, path, folder)
    for path in (sample, *(_in_format(kind) for kind in ("xlsx", "html", "txt"))):
        yield f"修改副本 {path.suffix[1:]}", partial(steps.corrected, parts.check, path, folder)
    yield "忽略记录", lambda: steps.dismissed(result)
    if parts.look is None:
        print("跳过  窗口：没有安装界面组件，只能在命令行使用。")
    else:
        look = parts.look
        yield "窗口", lambda: look(sample, len(result.findings), folder)
    yield "原稿未被改动", lambda: steps.unchanged(before, _digests())


def _found(check: Check, path: Path, expected: Counter[str]) -> str:
    return steps.found(check(path), expected)


def _expected() -> Counter[str]:
    """How often each rule must find something in the sample."""
    defects = yaml.safe_load((SAMPLES / "qinghe-2018-defects.yaml").read_text("utf-8"))
    return Counter(str(defect["expect"]["rule"]) for defect in defects)


def _bundled(*, defects: bool) -> Path:
    """One of the two bundled samples. Raises StepError."""
    for path in sorted(SAMPLES.glob("示例*.docx")):
        if ("无误" in path.name) != defects:
            return path
    raise steps.StepError("安装不完整，缺少示例文件。请重新安装。")


def _in_formats() -> list[Path]:
    """The sample in the other formats."""
    return [_in_format(kind) for kind in ("doc", "rtf", "pdf", "ofd", "html", "mht", "txt", "xlsx", "xls", "ods")]


def _in_format(kind: str) -> Path:
    return SAMPLES / "formats" / f"示例.{kind}"


def _digests() -> dict[str, str]:
    """What every sample holds."""
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(SAMPLES.rglob("示例*")) if path.is_file()}
