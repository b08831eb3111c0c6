"""The files of the rules folder in their order, what is wrong with them, and packages in and out."""

from __future__ import annotations

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from core.layers.own import is_ours
from core.layers.reading import Mistake
from gui.labels import label, scrolling, wrapped
from gui.rules.copy import WorkingCopy

WIDEST = 820
ORDER = "规则文件按文件名的次序，一层一层叠加在内置规则之上，后面的优先。上级下发的规则可以在这里导入，也可以直接放进这个文件夹。"
BUILT_IN = ("内置规则", "随程序附带，不能改动，是下面各层的基础。")
MINE = "本单位在这里设置的内容，由程序写成。"
WRITTEN = "手写的或导入的规则文件，程序不会改动它。"
NONE = "文件夹里还没有规则文件，现在只用内置规则。"
WRONG = "有 {count} 处写错，没有采用；其他各条和内置规则照常使用。改好文件后，点“重新读取”。"
ALL_WELL = "没有写错的地方。"


class FilesPage(QWidget):
    """Import and export are asked of the window."""

    import_wanted = Signal()
    export_wanted = Signal()
    reload_wanted = Signal()

    def __init__(self, copy: WorkingCopy, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._copy = copy
        self.take, self.give = QPushButton("导入规则包…"), QPushButton("导出规则包…")
        self.open, self.again = QPushButton("打开文件夹"), QPushButton("重新读取")
        buttons = (self.take, self.give, self.open, self.again)
        slots = (self.import_wanted.emit, self.export_wanted.emit, self.open_folder, self.reload_wanted.emit)
        row = QHBoxLayout()
        row.setSpacing(8)
        for button, slot in zip(buttons, slots, strict=True):
            button.setAutoDefault(False)
            button.clicked.connect(lambda _checked=False, slot=slot: slot())
            row.addWidget(button)
        row.addStretch(1)
        content = QWidget()
        content.setMaximumWidth(WIDEST)
        self._box = QVBoxLayout(content)
        self._box.setContentsMargins(2, 2, 12, 12)
        self._box.setSpacing(10)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 4, 0, 0)
        whole.setSpacing(12)
        whole.addLayout(row)
        whole.addWidget(scrolling(content, "规则文件"), 1)
        copy.reloaded.connect(self.fill)
        self.fill()

    def refresh(self) -> None:
        """The files change only when they are read again."""

    def fill(self) -> None:
        """Show the folder as it was read."""
        while (taken := self._box.takeAt(0)) is not None:
            if widget := taken.widget():
                widget.hide()
                widget.deleteLater()
        loaded = self._copy.loaded
        self._box.addWidget(wrapped(ORDER, 14, role="muted"))
        self._box.addWidget(_mistakes(loaded.mistakes))
        self._box.addWidget(_card(*BUILT_IN))
        for file in loaded.files:
            mine = file == loaded.own.layer.file and is_ours(loaded.folder / file)
            self._box.addWidget(_card(file, MINE if mine else WRITTEN, sum(each.file == file for each in loaded.mistakes)))
        if not loaded.files:
            self._box.addWidget(wrapped(NONE, 14, role="muted"))
        self._box.addWidget(wrapped(f"文件夹：{loaded.folder}", 13, role="muted"))
        self._box.addStretch(1)
        self.give.setEnabled(bool(loaded.files))

    def open_folder(self) -> None:
        """Show the folder in the file manager of the desktop."""
        open_folder(self._copy)


def open_folder(copy: WorkingCopy) -> None:
    """Show the rules folder in the file manager; it is made where there is none yet."""
    folder = copy.loaded.folder
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))


def _mistakes(mistakes: tuple[Mistake, ...]) -> QFrame:
    card = QFrame()
    card.setProperty("told", "warning" if mistakes else "ok")
    box = QVBoxLayout(card)
    box.setContentsMargins(16, 12, 16, 12)
    box.setSpacing(6)
    box.addWidget(wrapped(WRONG.format(count=len(mistakes)) if mistakes else ALL_WELL, 14, bold=bool(mistakes)))
    for mistake in mistakes:
        box.addWidget(wrapped(str(mistake), 14))
    return card


def _card(title: str, below: str, wrong: int = 0) -> QFrame:
    card = QFrame()
    card.setProperty("card", "true")
    row = QHBoxLayout(card)
    row.setContentsMargins(16, 10, 14, 11)
    words = QVBoxLayout()
    words.setSpacing(3)
    words.addWidget(label(title, 14.5, bold=True))
    words.addWidget(wrapped(below, 13, role="muted"))
    row.addLayout(words, 1)
    if wrong:
        row.addWidget(label(f"{wrong} 处写错", 13, role="pill-warning"), 0, Qt.AlignmentFlag.AlignVCenter)
    return card
