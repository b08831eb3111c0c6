"""Writes the checklist: asks where, writes in the background, offers to open what was written."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from core.errors import NianbaoError
from core.findings import Result
from gui.dialogs import dress
from gui.mailbox import Errand
from gui.settings import Preferences

FOLDER, LAST_FORMAT = "export-folder", "export-format"
FORMATS = {
    ".xlsx": ("xlsx", "Excel 工作簿"),
    ".docx": ("docx", "Word 文档（签字盖章用）"),
    ".pdf": ("pdf", "PDF 文件（含标注正文）"),
    ".html": ("html", "网页（含标注正文）"),
    ".txt": ("text", "纯文本"),
    ".json": ("json", "JSON 数据"),
    ".sarif": ("sarif", "SARIF 数据"),
}
"""What can be written, by the ending of the file's name."""
ON_DRAFT = "检查单不能写到报告文件本身，报告没有被改动。请换一个文件名。"
FAULT = "检查单没有写成，程序出现故障。请换一个文件夹重试。"
Write = Callable[[Result, Path], None]
Choose = Callable[[QWidget, Path], Path | None]
Tell = Callable[[QWidget, str], None]


def write_result(result: Result, target: Path) -> None:
    """Write the checklist in the format that the target's name says."""
    from core.exports.atomic import write_bytes  # noqa: PLC0415 - only needed now
    from core.exports.writing import result_bytes  # noqa: PLC0415 - as above

    write_bytes(target, result_bytes(result, FORMATS[target.suffix.lower()][0]), result.sources)


def writer_for(result: Result, target: Path) -> Write:
    """What writes a result to a target. Pages are made at once, since Qt must stay in its thread; the file is written by the writer."""
    if target.suffix.lower() != ".pdf":
        return write_result
    from gui.printing.output import pdf_bytes  # noqa: PLC0415 - only needed now

    QGuiApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
    try:
        data = pdf_bytes(result)
    finally:
        QGuiApplication.restoreOverrideCursor()
    return partial(_write_data, data)


def _write_data(data: bytes, result: Result, target: Path) -> None:
    from core.exports.atomic import write_bytes  # noqa: PLC0415 - only needed now

    write_bytes(target, data, result.sources)


def choose_target(parent: QWidget, suggested: Path) -> Path | None:
    """Ask for a file, whose ending says the format; asks again when an existing one shall not be replaced."""
    while True:
        answer = _ask(parent, suggested)
        if answer is None:
            return None
        target = settle(*answer, suggested.suffix)
        if not target.exists() or confirm_replacing(parent, target):
            return target
        suggested = target


def _ask(parent: QWidget, suggested: Path) -> tuple[Path, str] | None:
    """The file and the ending that the chosen kind of file has."""
    filters = {f"{name} (*{suffix})": suffix for suffix, (_, name) in FORMATS.items()}
    dialog = QFileDialog(parent, "导出检查单", str(suggested.parent))
    dialog.setNameFilters(list(filters))
    dialog.selectNameFilter(next(words for words, suffix in filters.items() if suffix == suggested.suffix.lower()))
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    # The dialog would ask about the name as typed, which is not always the one that is written.
    dialog.setOption(QFileDialog.Option.DontConfirmOverwrite)
    dialog.setDefaultSuffix(suggested.suffix.removeprefix("."))
    dress(dialog)
    dialog.selectFile(suggested.name)
    dialog.filterSelected.connect(lambda words: _rename(dialog, filters[words]))
    chosen = dialog.selectedFiles() if dialog.exec() else []
    suffix = filters.get(dialog.selectedNameFilter(), suggested.suffix)
    dialog.deleteLater()
    return (Path(chosen[0]), suffix) if chosen else None


def _rename(dialog: QFileDialog, suffix: str) -> None:
    """Let the name in the dialog end as the chosen kind of file does."""
    dialog.setDefaultSuffix(suffix.removeprefix("."))
    for name in dialog.selectedFiles()[:1]:
        if Path(name).suffix.lower() in FORMATS:
            dialog.selectFile(Path(name).with_suffix(suffix).name)


def settle(chosen: Path, suffix: str, suggested: str) -> Path:
    """The file that is written: its ending is one that can be written, so that it opens, and never that of a draft in its place.

    ``suffix`` is that of the chosen kind of file, ``suggested`` that of the kind which was chosen at first.
    """
    typed = chosen.suffix.lower()
    if typed == suffix:
        return chosen
    if typed in FORMATS and suffix != suggested:
        return chosen.with_suffix(suffix)
    if typed in FORMATS and not chosen.exists():
        return chosen
    return chosen.with_name(chosen.name + suffix)


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
        self, parent: QWidget, preferences: Preferences, choose: Choose = choose_target, write: Write | None = None
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
        self._preferences.keep_text(LAST_FORMAT, target.suffix.lower())
        try:
            write = self._write or writer_for(result, target)
        except Exception:
            self.failed.emit(FAULT)
            return
        self._errand.run(lambda: _outcome(write, result, target))

    def _suggested(self, draft: Path) -> Path:
        kept = self._preferences.text(FOLDER)
        folder = Path(kept) if kept and Path(kept).is_dir() else draft.parent
        suffix = self._preferences.text(LAST_FORMAT)
        return folder / f"{draft.stem}-检查单{suffix if suffix in FORMATS else '.xlsx'}"

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
