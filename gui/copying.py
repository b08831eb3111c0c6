"""Saves a copy of the draft, marked or corrected: asks where, writes in the background, tells what was written."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from core.apart import Apart
from core.errors import NianbaoError
from core.findings import Result
from gui.dialogs import dress
from gui.exporting import FOLDER
from gui.mailbox import Errand
from gui.settings import Preferences

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
    dialog = QFileDialog(parent, title, str(suggested.parent), f"{suffix.removeprefix('.')} 文件 (*{suffix})")
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix(suffix.removeprefix("."))
    dress(dialog)
    dialog.selectFile(suggested.name)
    chosen = dialog.selectedFiles() if dialog.exec() else []
    dialog.deleteLater()
    return Path(chosen[0]) if chosen else None


class CopyMaker(QObject):
    """One copy at a time."""

    written = Signal(str)
    failed = Signal(str)

    def __init__(self, parent: QWidget, preferences: Preferences, choose: Choose = choose_target) -> None:
        super().__init__(parent)
        self._window, self._preferences, self._choose = parent, preferences, choose
        self._errand = Errand(self._on_done, self)
        self._title = ""

    def save(self, result: Result, kind: Kind) -> None:
        """Ask for a file and write a copy there."""
        if self._errand.busy:
            return
        self._title = kind.title
        try:
            suggested = self._suggested(Path(result.path), kind.added + kind.suffix(result))
        except NianbaoError as error:
            self._fail(str(error))
            return
        target = self._choose(self._window, kind.title, suggested)
        if target is not None:
            self._preferences.keep_text(FOLDER, str(target.parent))
            self._errand.run(lambda: _outcome(kind.write, result, target))

    def _suggested(self, draft: Path, ending: str) -> Path:
        kept = self._preferences.text(FOLDER)
        folder = Path(kept) if kept and Path(kept).is_dir() else draft.parent
        return folder / f"{draft.stem}-{ending}"

    def _on_done(self, outcome: tuple[Path, str, list[str]]) -> None:
        target, sentence, lines = outcome
        if sentence:
            self._fail(sentence)
        else:
            self._offer(target, lines)
            self.written.emit(str(target))

    def _fail(self, sentence: str) -> None:
        box = QMessageBox(QMessageBox.Icon.Warning, self._title, sentence, parent=self._window)
        box.addButton("知道了", QMessageBox.ButtonRole.AcceptRole)
        box.open()
        self.failed.emit(sentence)

    def _offer(self, target: Path, lines: list[str]) -> None:
        """Say what was written and offer to open it."""
        text = lines[0].rstrip("：") if lines else "副本已保存，原稿没有改动。"
        box = QMessageBox(QMessageBox.Icon.Information, self._title, text, parent=self._window)
        box.setInformativeText("\n".join([*lines[1:], str(target)]) if len(lines) <= _SHOWN else str(target))
        if len(lines) > _SHOWN:
            box.setDetailedText("\n".join(lines[1:]))
        file = box.addButton("打开文件", QMessageBox.ButtonRole.ActionRole)
        folder = box.addButton("打开所在文件夹", QMessageBox.ButtonRole.ActionRole)
        box.addButton("完成", QMessageBox.ButtonRole.AcceptRole)
        file.clicked.connect(lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(target))))
        folder.clicked.connect(lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(target.parent))))
        box.open()

    def wait(self) -> None:
        """Wait until a file being written is complete."""
        self._errand.wait()


_SHOWN = 12
"""So many lines of a list are shown at once; more stand behind a button."""


def _outcome(write: Write, result: Result, target: Path) -> tuple[Path, str, list[str]]:
    """Write; the sentence is empty when all went well."""
    try:
        return target, "", write(result, target)
    except NianbaoError as error:
        return target, str(error), []
    except Exception:
        return target, FAULT, []
