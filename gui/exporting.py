"""Writes the checklist: asks where, writes in the background, offers to open what was written."""

from __future__ import annotations

import traceback
from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from core.findings import Result
from gui import boxes
from gui.dialogs import save_dialog
from gui.settings import Preferences
from gui.writing import FileWriter, Work

LAST_FORMAT = "export-format"
TITLE, DONE = "导出检查单", "检查单已导出。"
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
    dialog = save_dialog(parent, TITLE, suggested, list(filters))
    dialog.selectNameFilter(next(words for words, suffix in filters.items() if suffix == suggested.suffix.lower()))
    # The dialog would ask about the name as typed, which is not always the one that is written.
    dialog.setOption(QFileDialog.Option.DontConfirmOverwrite)
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
    asked = boxes.question(parent, TITLE, f"“{target.name}”已存在，要替换它吗？", "替换", "换一个文件名")
    asked.exec()
    return asked.buttonRole(asked.clickedButton()) == boxes.Roles.DestructiveRole


class Exporter(FileWriter):
    """One export at a time."""

    def __init__(
        self, parent: QWidget, preferences: Preferences, choose: Choose = choose_target, write: Write | None = None
    ) -> None:
        super().__init__(parent, preferences)
        self._choose, self._write = choose, write

    def export(self, result: Result) -> None:
        """Ask for a file and write the checklist of a result there."""
        if self.busy:
            return
        target = self._choose(self._window, self._suggested(Path(result.path)))
        if target is None:
            return
        if target.absolute() == Path(result.path).absolute():
            self.fail(TITLE, ON_DRAFT)
            return
        self._preferences.keep_text(LAST_FORMAT, target.suffix.lower())
        try:
            write = self._write or writer_for(result, target)
        except Exception:
            self.fail(TITLE, FAULT, traceback.format_exc())
            return
        self.start(Work(TITLE, target, partial(_written, write, result, target), DONE, FAULT))

    def _suggested(self, draft: Path) -> Path:
        suffix = self._preferences.text(LAST_FORMAT)
        return self.folder_for(draft) / f"{draft.stem}-检查单{suffix if suffix in FORMATS else '.xlsx'}"


def _written(write: Write, result: Result, target: Path) -> list[str]:
    write(result, target)
    return []
