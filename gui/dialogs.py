"""Qt's own file dialog, which shows where the desktop has none: its columns in the words and dates that users know."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QIdentityProxyModel, QLocale, QModelIndex, QPersistentModelIndex, QSize, Qt
from PySide6.QtWidgets import QFileDialog, QFileSystemModel, QSplitter, QTreeView, QWidget

HEADERS = ("名称", "大小", "类型", "修改日期")
NAME, SIZE, KIND, TIME = range(4)
SIZE_OF_ALL = QSize(860, 540)
PLACES = 190
"""The width of the list of places at the left; Qt makes it too narrow for the names in it."""
WIDTHS = {NAME: 260, SIZE: 90, KIND: 100, TIME: 170}
FOLDER, FILE = "文件夹", "文件"
Index = QModelIndex | QPersistentModelIndex


def dress(dialog: QFileDialog) -> None:
    """Show Chinese columns. Does nothing to a dialog of the desktop, which is preferred wherever there is one."""
    dialog.resize(dialog.size().expandedTo(SIZE_OF_ALL))
    dialog.setProxyModel(ChineseColumns(dialog))
    splitter: QSplitter
    for splitter in dialog.findChildren(QSplitter):
        # One that was drawn wider stays so.
        if splitter.sizes()[0] < PLACES:
            splitter.setSizes([PLACES, dialog.width() - PLACES])
    tree: QTreeView
    for tree in dialog.findChildren(QTreeView):
        for column, width in WIDTHS.items():
            tree.header().resizeSection(column, width)
        tree.header().setStretchLastSection(True)


def save_dialog(parent: QWidget, title: str, suggested: Path, filters: list[str]) -> QFileDialog:
    """A dialog that asks where to write a file, with a name to begin with."""
    dialog = QFileDialog(parent, title, str(suggested.parent))
    dialog.setNameFilters(filters)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix(suggested.suffix.removeprefix("."))
    dress(dialog)
    dialog.selectFile(suggested.name)
    return dialog


class ChineseColumns(QIdentityProxyModel):
    """The list of files as it is, its headers, kinds and dates in Chinese whatever the language of the system."""

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The names of the columns."""
        named = orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole
        return HEADERS[section] if named and section < len(HEADERS) else super().headerData(section, orientation, role)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - what Qt's own model gives
        """Sizes, kinds and dates as users know them, everything else as it is."""
        source, model = self.mapToSource(index), self.sourceModel()
        if role == Qt.ItemDataRole.DisplayRole and isinstance(model, QFileSystemModel):
            if index.column() == SIZE and not model.isDir(source):
                told = QLocale().formattedDataSize(model.size(source), 1, QLocale.DataSizeFormat.DataSizeTraditionalFormat)
                return told.replace("k", "K")
            if index.column() == KIND:
                return FOLDER if model.isDir(source) else _kind(model.fileInfo(source).suffix())
            if index.column() == TIME:
                return QLocale().toString(model.lastModified(source), "yyyy年M月d日 HH:mm")
        return super().data(index, role)


def _kind(suffix: str) -> str:
    return f"{suffix.upper()} {FILE}" if suffix else FILE
