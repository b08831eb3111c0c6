"""Writes the checklist: asks where, writes in the background, offers to open what was written."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from core.errors import NianbaoError
from core.findings import Result
from gui.dialogs import dress
from gui.mailbox import Errand
from gui.settings import Preferences

FOLDER = "export-folder"
SUFFIX = ".xlsx"
ON_DRAFT = "检查单不能写到报告文件本身，报告没有被改动。请换一个文件名。"
FAULT = "检查单没有写成，程序出现故障。请换一个文件夹重试。"
Write = Callable[[Result, Path], None]
Choose = Callable[[QWidget, Path], Path | None]
Tell = Callable[[QWidget, str], None]


def write_xlsx(result: Result, target: Path) -> None:
    """Write the checklist as a workbook."""
    from core.exports.xlsx import write_checklist  # noqa: PLC0415 - slow to load, and only needed now

    write_checklist(result, target)


def choose_target(parent: QWidget, suggested: Path) -> Path | None:
    """Ask for a file, which always ends in .xlsx; asks again when an existing one shall not be replaced."""
    while True:
        chosen = _ask(parent, suggested)
        if chosen is None:
            return None
        target = with_suffix(chosen)
        if not target.exists() or confirm_replacing(parent, target):
            return target
        suggested = target


def _ask(parent: QWidget, suggested: Path) -> Path | None:
    dialog = QFileDialog(parent, "导出检查单", str(suggested.parent), "Excel 工作簿 (*.xlsx)")
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    # The dialog would ask about the name as typed, which is not always the one that is written.
    dialog.setOption(QFileDialog.Option.DontConfirmOverwrite)
    dialog.setDefaultSuffix(SUFFIX.removeprefix("."))
    dress(dialog)
    dialog.selectFile(suggested.name)
    chosen = dialog.selectedFiles() if dialog.exec() else []
    dialog.deleteLater()
    return Path(chosen[0]) if chosen else None


def with_suffix(chosen: Path) -> Path:
    """The name with .xlsx behind it unless it ends so: a workbook named .docx would not open, or replace a report."""
    return chosen if chosen.suffix.lower() == SUFFIX else chosen.with_name(chosen.name + SUFFIX)


def confirm_replacing(parent: QWidget, target: Path) -> bool:
    """Ask whether an existing file may be replaced."""
    box = QMessageBox(QMessageBox.Icon.Question, "导出检查单", f"“{target.name}”已存在，要替换它吗？", parent=parent)
    replace = box.addButton("替换", QMessageBox.ButtonRole.DestructiveRole)
    other = box.addButton("换一个文件名", QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(other)
    box.exec()
    return box.clickedButton() is replace


def tell_failure(parent: QWidget, sentence: str) -> None:
    """Show why nothing was written."""
    box = QMessageBox(QMessageBox.Icon.Warning, "导出检查单", sentence, parent=parent)
    box.addButton("知道了", QMessageBox.ButtonRole.AcceptRole)
    box.open()


def offer(parent: QWidget, target: Path) -> QMessageBox:
    """Say what was written and offer to open it or its folder."""
    box = QMessageBox(QMessageBox.Icon.Information, "导出检查单", "检查单已导出。", parent=parent)
    box.setInformativeText(str(target))
    file = box.addButton("打开文件", QMessageBox.ButtonRole.ActionRole)
    folder = box.addButton("打开所在文件夹", QMessageBox.ButtonRole.ActionRole)
    box.addButton("完成", QMessageBox.ButtonRole.AcceptRole)
    file.clicked.connect(lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(target))))
    folder.clicked.connect(lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(target.parent))))
    box.open()
    return box


class Exporter(QObject):
    """One export at a time."""

    written = Signal(str)
    failed = Signal(str)

    def __init__(
        self, parent: QWidget, preferences: Preferences, choose: Choose = choose_target, write: Write = write_xlsx
    ) -> None:
        super().__init__(parent)
        self._window = parent
        self._preferences = preferences
        self._choose, self._write = choose, write
        self._errand = Errand(self._on_done, self)
        self.written.connect(lambda path: offer(self._window, Path(path)))
        self.failed.connect(lambda sentence: tell_failure(self._window, sentence))

    def export(self, result: Result) -> None:
        """Ask for a file and write the checklist of a result there."""
        if self._errand.busy:
            return
        target = self._choose(self._window, self._suggested(Path(result.path)))
        if target is None:
            return
        if target.absolute() == Path(result.path).absolute():
            self.failed.emit(ON_DRAFT)
            return
        self._preferences.keep_text(FOLDER, str(target.parent))
        write = self._write
        self._errand.run(lambda: _outcome(write, result, target))

    def _suggested(self, draft: Path) -> Path:
        kept = self._preferences.text(FOLDER)
        folder = Path(kept) if kept and Path(kept).is_dir() else draft.parent
        return folder / f"{draft.stem}-检查单.xlsx"

    def _on_done(self, outcome: tuple[Path, str]) -> None:
        target, sentence = outcome
        if sentence:
            self.failed.emit(sentence)
        else:
            self.written.emit(str(target))

    def wait(self) -> None:
        """Wait until a file being written is complete."""
        self._errand.wait()


def _outcome(write: Write, result: Result, target: Path) -> tuple[Path, str]:
    """Write; the sentence is empty when all went well."""
    try:
        write(result, target)
    except NianbaoError as error:
        return target, str(error)
    except Exception:
        return target, FAULT
    return target, ""
