"""版面 or 文字: how a draft with pages of its own is shown."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QPushButton, QWidget

TEXT, PAGES = 0, 1
NAMES = {PAGES: ("版面", "按原来的版面显示"), TEXT: ("文字", "按读到的文字显示，可以选择和复制")}


class PageSwitch(QFrame):
    """Two buttons, one of them down."""

    chosen = Signal(bool)
    """Whether the pages are wanted."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("findBar")
        self._group = QButtonGroup(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 5, 14, 5)
        row.setSpacing(6)
        for kind, (name, tip) in NAMES.items():
            button = QPushButton(name)
            button.setCheckable(True)
            button.setProperty("chip", "true")
            button.setToolTip(tip)
            button.setAccessibleName(tip)
            self._group.addButton(button, kind)
            row.addWidget(button)
        row.addStretch(1)
        self._group.button(PAGES).setChecked(True)
        self._group.idClicked.connect(lambda kind: self.chosen.emit(kind == PAGES))

    @property
    def pages(self) -> bool:
        """Whether the pages are wanted."""
        return self._group.checkedId() == PAGES

    def choose(self, pages: bool) -> None:
        """Want the pages, or the text."""
        self._group.button(PAGES if pages else TEXT).click()
