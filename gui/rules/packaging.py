"""Takes packages in and hands them out: the dialogs, and the work in a thread."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from gui import boxes
from gui.dialogs import dress
from gui.mailbox import Errand
from gui.rules import importing
from gui.rules.export_dialog import ExportDialog
from gui.rules.import_dialog import ImportDialog
from gui.rules.importing import Look
from gui.rules.loading import Fault, Loaded, safely

IMPORT, EXPORT = "导入规则包", "导出规则包"
FILTER = "规则包和规则文件 (*.zip *.yaml *.yml)"
GIVEN = "规则包已导出：{target}"
FAULT = "程序出现故障，没有完成。规则文件夹没有改动。"


def choose_package(parent: QWidget, folder: Path) -> Path | None:
    """Ask for a package to take in."""
    dialog = QFileDialog(parent, IMPORT, str(folder), FILTER)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dress(dialog)
    chosen = dialog.selectedFiles() if dialog.exec() else []
    dialog.deleteLater()
    return Path(chosen[0]) if chosen else None


def choose_target(parent: QWidget, suggested: Path) -> Path | None:
    """Ask where a package shall be written."""
    suffix = suggested.suffix
    dialog = QFileDialog(parent, EXPORT, str(suggested.parent), f"{suffix.removeprefix('.')} 文件 (*{suffix})")
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix(suffix.removeprefix("."))
    dress(dialog)
    dialog.selectFile(suggested.name)
    chosen = dialog.selectedFiles() if dialog.exec() else []
    dialog.deleteLater()
    return Path(chosen[0]) if chosen else None


class Packaging(QObject):
    """One package at a time."""

    taken = Signal()
    """Layers or dismissals came in: everything is to be read again."""
    told = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._window = parent
        self._look = Errand(self._on_look, self)
        self._work = Errand(self._on_work, self)
        self._folder = Path()
        # Never where the program happens to have been started.
        self._near = Path.home()
        self._after = ""
        self.import_dialog: ImportDialog | None = None
        self.export_dialog: ExportDialog | None = None

    def ask_import(self, folder: Path) -> None:
        """Ask for a package and show what it would bring."""
        if (path := choose_package(self._window, self._near)) is not None:
            self._near = path.parent
            self.look(path, folder)

    def look(self, path: Path, folder: Path) -> None:
        """Show what a package would bring."""
        self._folder = folder
        self._look.run(safely(partial(importing.look, path, folder)))

    def _on_look(self, found: Look | Fault) -> None:
        if isinstance(found, Fault):
            self._warn(IMPORT, FAULT, found.details)
        elif found.sentence and not found.offers:
            self._warn(IMPORT, found.sentence)
        else:
            self.import_dialog = dialog = ImportDialog(found, self._window)
            dialog.wanted.connect(lambda names, dismissals: self._take(found, names, dismissals))
            dialog.finished.connect(self._forget)
            dialog.open()

    def _forget(self) -> None:
        self.import_dialog = self.export_dialog = None

    def _take(self, found: Look, names: dict[str, str], dismissals: bool) -> None:
        self._after = ""
        self._work.run(safely(partial(importing.take, found, self._folder, names, dismissals)))

    def ask_export(self, loaded: Loaded) -> None:
        """Ask what goes into a package and where it is written."""
        self.export_dialog = dialog = ExportDialog(loaded.files, self._window)
        dialog.wanted.connect(lambda files, dismissals, suffix: self._give(loaded, files, dismissals, suffix))
        dialog.finished.connect(self._forget)
        dialog.open()

    def _give(self, loaded: Loaded, files: tuple[str, ...], dismissals: bool, suffix: str) -> None:
        name = files[0] if suffix == ".yaml" else f"年报自查规则-{loaded.own.layer.name}{suffix}"
        if (target := choose_target(self._window, self._near / name)) is not None:
            self._near = target.parent
            self._after = GIVEN.format(target=target)
            self._work.run(safely(partial(importing.give, target, loaded.folder, files, dismissals)))

    def _on_work(self, sentence: str | Fault) -> None:
        title = EXPORT if self._after else IMPORT
        if isinstance(sentence, Fault):
            self._warn(title, FAULT, sentence.details)
        elif sentence:
            self._warn(title, sentence)
        elif self._after:
            self.told.emit(self._after)
        else:
            self.taken.emit()

    def _warn(self, title: str, sentence: str, details: str = "") -> None:
        boxes.tell(self._window, title, sentence, details)

    def wait(self) -> None:
        """Wait until no package is being read or written."""
        self._look.wait()
        self._work.wait()
