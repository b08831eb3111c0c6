"""The handbook of the program, as it lies beside it: opens without any browser and without a network."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from gui.files import RESOURCES
from gui.manual.reader import Reader

FILE = RESOURCES.parent / "docs" / "使用手册.md"
SIZE = (1000, 740)
CHAPTERS = 250
ABSENT = "# 使用手册\n\n没有找到手册文件，程序可能没有安装完整。请重新安装。"
PLACE = Qt.ItemDataRole.UserRole


def handbook() -> str:
    """The handbook in Markdown."""
    try:
        return FILE.read_text("utf-8")
    except OSError:
        return ABSENT


class Handbook(QDialog):
    """The chapters at the left, the text with its pictures at the right, a field to find words."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("使用手册")
        self.resize(*SIZE)
        self.field = QLineEdit()
        self.field.setPlaceholderText("在手册中查找，回车找下一处")
        self.field.setAccessibleName("在手册中查找")
        self.field.setClearButtonEnabled(True)
        self.field.returnPressed.connect(self.find_next)
        self.chapters = QListWidget()
        self.chapters.setAccessibleName("手册的章节")
        self.reader = Reader()
        self.reader.show_markdown(handbook(), FILE.parent)
        self._lay_out()
        # Rows asked for their height before they have the style of the house would keep the wrong one.
        self.chapters.ensurePolished()
        for title, place in self.reader.headings(2):
            QListWidgetItem(title, self.chapters).setData(PLACE, place)
        self.chapters.currentItemChanged.connect(lambda item, _before: self._on_chapter(item))
        self.reader.setFocus()

    def _lay_out(self) -> None:
        side = QWidget()
        side.setFixedWidth(CHAPTERS)
        left = QVBoxLayout(side)
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(8)
        left.addWidget(self.field)
        left.addWidget(self.chapters, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 16, 16, 16)
        row.setSpacing(14)
        row.addWidget(side)
        row.addWidget(self.reader, 1)

    def _on_chapter(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.reader.go_to(int(item.data(PLACE)))

    def find_next(self) -> bool:
        """Show the next place with the words that are looked for; behind the last one comes the first."""
        words = self.field.text().strip()
        if not words:
            return False
        if self.reader.find(words):
            return True
        self.reader.moveCursor(QTextCursor.MoveOperation.Start)
        return self.reader.find(words)


def show_handbook(parent: QWidget) -> Handbook:
    """Open the handbook."""
    dialog = Handbook(parent)
    dialog.show()
    return dialog
