"""The handbook of the program, as it lies beside it: opens without any browser and without a network."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from gui.files import RESOURCES
from gui.manual.reader import Reader

FILE = RESOURCES.parent / "docs" / "使用手册.md"
LOCAL_RULES = RESOURCES.parent / "docs" / "local-rules.md"
SIZE = (860, 680)
ABSENT = "# 使用手册\n\n没有找到手册文件，程序可能没有安装完整。请重新安装。"


def handbook() -> str:
    """The handbook in Markdown."""
    try:
        return FILE.read_text("utf-8")
    except OSError:
        return ABSENT


def show_handbook(parent: QWidget) -> QDialog:
    """Open the handbook."""
    dialog = QDialog(parent)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setWindowTitle("使用手册")
    dialog.resize(*SIZE)
    reader = Reader()
    reader.show_markdown(handbook())
    box = QVBoxLayout(dialog)
    box.setContentsMargins(16, 16, 16, 16)
    box.addWidget(reader)
    dialog.show()
    return dialog
