"""Saves a copy of the draft, marked or corrected: asks where, writes in the background, tells what was written."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import ParamSpec, TypeVar

from PySide6.QtWidgets import QWidget

from core.apart import BROKE_DOWN, TOO_LARGE, TOO_LONG, Apart
from core.errors import NianbaoError, ReadError, WriteError
from core.findings import Result
from gui.dialogs import save_dialog
from gui.settings import Preferences
from gui.writing import FileWriter, Work

DONE = "副本已保存，原稿没有改动。"
FAULT = "副本没有写成，程序出现故障。请换一个文件夹重试。"
NOT_STARTED = "副本没有写成：写副本的程序没能启动。原稿没有改动。请关闭一些其他程序后重试。"
INSTEAD = {
    BROKE_DOWN: "副本没有写成：写副本的程序意外中断。原稿没有改动。请关闭一些其他程序后重试。",
    TOO_LONG: "副本没有写成：写副本用时过长，已经停止。原稿没有改动。请把与年报无关的附件拆出去后重试。",
    TOO_LARGE: "副本没有写成：写副本要用的内存太多，已经停止。原稿没有改动。请把与年报无关的附件拆出去后重试。",
}
"""What is said of a copy where the process apart speaks of a check."""
P = ParamSpec("P")
Value = TypeVar("Value")
Write = Callable[[Result, Path], list[str]]
"""Writes a copy; returns what is to be told about it, a line each."""
Choose = Callable[[QWidget, str, Path], Path | None]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of copy: what its dialogs are called, what its name ends with, how it is written."""

    title: str
    added: str
    suffix: Callable[[Result], str]
    write: Write


def _apart(function: Callable[P, Value], *arguments: P.args, **named: P.kwargs) -> Value:
    """What the function returns in a process of its own. Raises NianbaoError with a sentence about the copy."""
    with Apart(forks=False) as other:
        try:
            other.start()
        except OSError as error:
            raise WriteError(NOT_STARTED) from error
        try:
            return other.call(function, *arguments, **named)
        except ReadError as error:
            raise WriteError(INSTEAD.get(str(error), str(error))) from error


def marked() -> Kind:
    """The copy with every finding at its place."""
    from core.annotators import annotate, marked_suffix  # noqa: PLC0415 - only needed now

    def write(result: Result, target: Path) -> list[str]:
        _apart(annotate, result, target)
        return []

    return Kind("另存标注副本", "标注", marked_suffix, write)


def corrected() -> Kind:
    """The copy with what is certain put right."""
    from core.annotators import correct, corrected_suffix  # noqa: PLC0415 - only needed now
    from core.annotators.changes import told  # noqa: PLC0415 - as above

    def write(result: Result, target: Path) -> list[str]:
        return list(told(_apart(correct, result, target), result))

    return Kind("另存修改副本", "修改", corrected_suffix, write)


def choose_target(parent: QWidget, title: str, suggested: Path) -> Path | None:
    """Ask for a file; its name ends as suggested."""
    suffix = suggested.suffix
    dialog = save_dialog(parent, title, suggested, [f"{suffix.removeprefix('.')} 文件 (*{suffix})"])
    chosen = dialog.selectedFiles() if dialog.exec() else []
    dialog.deleteLater()
    return Path(chosen[0]) if chosen else None


class CopyMaker(FileWriter):
    """One copy at a time."""

    def __init__(self, parent: QWidget, preferences: Preferences, choose: Choose = choose_target) -> None:
        super().__init__(parent, preferences)
        self._choose = choose

    def save(self, result: Result, kind: Kind) -> None:
        """Ask for a file and write a copy there."""
        if self.busy:
            return
        draft = Path(result.path)
        try:
            suggested = self.folder_for(draft) / f"{draft.stem}-{kind.added}{kind.suffix(result)}"
        except NianbaoError as error:
            self.fail(kind.title, str(error))
            return
        target = self._choose(self._window, kind.title, suggested)
        if target is not None:
            self.start(Work(kind.title, target, partial(kind.write, result, target), DONE, FAULT))
