"""Saves a copy of the draft, marked or corrected: asks where, writes in the background, tells what was written."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QWidget

from core.apart import Apart
from core.errors import NianbaoError
from core.findings import Result
from gui.dialogs import save_dialog
from gui.settings import Preferences
from gui.writing import FileWriter, Work

DONE = "副本已保存，原稿没有改动。"
FAULT = "副本没有写成，程序出现故障。请换一个文件夹重试。"
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


def marked() -> Kind:
    """The copy with every finding at its place."""
    from core.annotators import annotate, marked_suffix  # noqa: PLC0415 - only needed now

    def write(result: Result, target: Path) -> list[str]:
        with Apart(forks=False) as other:
            other.call(annotate, result, target)
        return []

    return Kind("另存标注副本", "标注", marked_suffix, write)


def corrected() -> Kind:
    """The copy with what is certain put right."""
    from core.annotators import correct, corrected_suffix  # noqa: PLC0415 - only needed now
    from core.annotators.changes import told  # noqa: PLC0415 - as above

    def write(result: Result, target: Path) -> list[str]:
        with Apart(forks=False) as other:
            return list(told(other.call(correct, result, target), result))

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
