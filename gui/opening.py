"""Ways to a file: the dialog, and what is dropped on the window."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData
from PySide6.QtWidgets import QFileDialog, QWidget

from gui.dialogs import dress
from gui.files import SUFFIXES, open_filter
from gui.settings import Preferences

FOLDER = "open-folder"


def choose_report(parent: QWidget, preferences: Preferences, title: str = "打开年度报告") -> str:
    """Ask for a report; an empty string when the user thinks better of it."""
    kept = preferences.text(FOLDER)
    folder = kept if kept and Path(kept).is_dir() else str(Path.home())
    dialog = QFileDialog(parent, title, folder, open_filter())
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptOpen)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dress(dialog)
    path = dialog.selectedFiles()[0] if dialog.exec() else ""
    dialog.deleteLater()
    if path:
        preferences.keep_text(FOLDER, str(Path(path).parent))
    return path


def dropped_files(data: QMimeData) -> list[str]:
    """The local files in what is held over the window: those that look like reports come first."""
    files = [url.toLocalFile() for url in data.urls() if url.isLocalFile()]
    return files if len(files) < 2 else sorted(files, key=lambda file: not _looks_like_report(file))


def _looks_like_report(file: str) -> bool:
    return Path(file).suffix.lower() in SUFFIXES and not Path(file).is_dir()


def others_sentence(files: list[str]) -> str:
    """Says which files were not opened, when several were given."""
    names = [Path(file).name for file in files[1:]]
    if not names:
        return ""
    listed = "、".join(names[:3]) + (f" 等 {len(names)} 个文件" if len(names) > 3 else "")
    return f"一次检查一份报告，已打开“{Path(files[0]).name}”；未打开：{listed}。"
