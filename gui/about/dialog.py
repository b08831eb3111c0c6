"""关于年报自查: version, what happens with data, and the parts with their licences."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, qVersion
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from core.version import NAME, __version__
from gui.about.parts import OURS, Part, parts, text_of
from gui.dressing import put_picture
from gui.icons import application_icon
from gui.labels import label, wrapped
from gui.tables import listing, on_row

CLAIM = "在报送之前检查政府信息公开工作年度报告。"
PRIVACY = "数据不离开本机：程序里没有任何联网的代码。报告只读取、从不改动，检查记录和忽略的理由只保存在这台电脑上。"
LICENCE = "本程序以 MIT 许可发布。界面使用 Qt {qt}（LGPL-3.0，独立的动态库，可以替换）。用到的其他软件："
COLUMNS = ("软件", "版本", "许可")
SIZE, TEXT_SIZE = (640, 620), (720, 560)
NO_TEXT = "这个软件没有随附许可文件，请看它的网站。"


class AboutDialog(QDialog):
    """The facts at the top, the list of parts below; a part shows its licence in full."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(f"关于{NAME}")
        self.resize(*SIZE)
        self._parts = parts()
        self.table = _table(self._parts)
        self.show_button, self.own_button, close = QPushButton("查看许可全文"), QPushButton("本程序的许可"), QPushButton("关闭")
        self.show_button.clicked.connect(self.show_licence)
        self.own_button.clicked.connect(lambda: LicenceText(Part(NAME, __version__, "MIT", (OURS,)), self).open())
        close.clicked.connect(self.accept)
        close.setDefault(True)
        on_row(self.table, self.show_licence)
        self.table.itemSelectionChanged.connect(self._on_selected)
        self._lay_out(close)
        self._on_selected()
        close.setFocus()

    def _lay_out(self, close: QPushButton) -> None:
        foot = QHBoxLayout()
        foot.addWidget(self.show_button)
        foot.addWidget(self.own_button)
        foot.addStretch(1)
        foot.addWidget(close)
        box = QVBoxLayout(self)
        box.setContentsMargins(26, 24, 26, 20)
        box.setSpacing(14)
        box.addLayout(_masthead(self.devicePixelRatioF()))
        box.addWidget(_privacy())
        box.addWidget(wrapped(LICENCE.format(qt=qVersion()), 13.5, role="muted"))
        box.addWidget(self.table, 1)
        box.addLayout(foot)

    def _on_selected(self) -> None:
        self.show_button.setEnabled(self.selected is not None)

    @property
    def selected(self) -> Part | None:
        """The part that is selected in the list."""
        rows = self.table.selectionModel().selectedRows()
        return self._parts[rows[0].row()] if rows else None

    def show_licence(self) -> None:
        """Show the licence of the selected part."""
        if self.selected is not None:
            LicenceText(self.selected, self).open()


class LicenceText(QDialog):
    """A licence in full, as its authors wrote it."""

    def __init__(self, part: Part, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(f"{part.name} 的许可")
        self.resize(*TEXT_SIZE)
        self.text = QPlainTextEdit(text_of(part) or NO_TEXT)
        self.text.setReadOnly(True)
        self.text.setAccessibleName(f"{part.name} 的许可全文")
        self.text.setTabChangesFocus(True)
        close = QPushButton("关闭")
        close.clicked.connect(self.accept)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(close)
        box = QVBoxLayout(self)
        box.setContentsMargins(22, 18, 22, 18)
        box.setSpacing(12)
        box.addWidget(label(f"{part.name} {part.version}　{part.licence}", 15, bold=True))
        box.addWidget(self.text, 1)
        box.addLayout(row)


def _masthead(ratio: float) -> QHBoxLayout:
    picture = QLabel()
    picture.setPixmap(application_icon().pixmap(QSize(64, 64), ratio))
    words = QVBoxLayout()
    words.setSpacing(3)
    words.addWidget(label(f"{NAME}　{__version__}", 22, bold=True))
    words.addWidget(wrapped(CLAIM, 14, role="muted"))
    row = QHBoxLayout()
    row.setSpacing(18)
    row.addWidget(picture)
    row.addLayout(words, 1)
    return row


def _privacy() -> QFrame:
    card = QFrame()
    card.setProperty("told", "ok")
    lock = QLabel()
    put_picture(lock, "lock", "ok", 22)
    row = QHBoxLayout(card)
    row.setContentsMargins(16, 12, 16, 12)
    row.setSpacing(12)
    row.addWidget(lock, 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(wrapped(PRIVACY, 14), 1)
    return card


def _table(shown: list[Part]) -> QTableWidget:
    table = listing("用到的软件和许可", COLUMNS, stretched=(2,), row_height=32)
    table.setRowCount(len(shown))
    for row, part in enumerate(shown):
        for column, text in enumerate((part.name, part.version, part.licence)):
            item = QTableWidgetItem(text)
            item.setToolTip(text)
            table.setItem(row, column, item)
    return table


def show_about(parent: QWidget) -> AboutDialog:
    """Open the dialog."""
    dialog = AboutDialog(parent)
    dialog.open()
    return dialog
