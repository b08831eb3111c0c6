"""Asks what is to be printed, and whether to look at it first."""

from __future__ import annotations

from enum import Enum, auto

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QPushButton, QRadioButton, QVBoxLayout, QWidget

from gui.printing.pages import Part
from gui.theme import font

WORDS = {
    Part.CHECKLIST: ("检查单", "结论、问题清单和签字栏"),
    Part.TEXT: ("标注正文", "报告全文，问题标在原处，后面附说明"),
    Part.BOTH: ("检查单和标注正文", "先检查单，后正文"),
}


class Wish(Enum):
    """What shall be done with the pages."""

    NOTHING = auto()
    PREVIEW = auto()
    PRINT = auto()


class PrintChoice(QDialog):
    """Three kinds of pages, and two things to do with them."""

    def __init__(self, parent: QWidget | None, part: Part, preview_first: bool) -> None:
        super().__init__(parent)
        self.setWindowTitle("打印")
        self.wish = Wish.NOTHING
        self.buttons: dict[Part, QRadioButton] = {}
        box = QVBoxLayout(self)
        box.setContentsMargins(22, 18, 22, 16)
        box.setSpacing(4)
        for kind, (name, what) in WORDS.items():
            box.addWidget(self._radio(kind, name, kind is part))
            told = QLabel(what)
            told.setFont(font(12.5))
            told.setProperty("role", "muted")
            told.setContentsMargins(24, 0, 0, 8)
            box.addWidget(told)
        box.addSpacing(6)
        box.addWidget(self._bar(preview_first))
        self.buttons[part].setFocus()

    def _radio(self, kind: Part, name: str, chosen: bool) -> QRadioButton:
        button = QRadioButton(name)
        button.setChecked(chosen)
        self.buttons[kind] = button
        return button

    def _bar(self, preview_first: bool) -> QDialogButtonBox:
        bar = QDialogButtonBox()
        accepts, acts = QDialogButtonBox.ButtonRole.AcceptRole, QDialogButtonBox.ButtonRole.ActionRole
        # Return presses the first button that accepts, whichever is made the default.
        self.preview = bar.addButton("预览…", accepts if preview_first else acts)
        self.print = bar.addButton("打印…", acts if preview_first else accepts)
        cancel = bar.addButton("取消", QDialogButtonBox.ButtonRole.RejectRole)
        first: QPushButton = self.preview if preview_first else self.print
        first.setDefault(True)
        first.setProperty("primary", "true")
        self.preview.clicked.connect(lambda: self._end(Wish.PREVIEW))
        self.print.clicked.connect(lambda: self._end(Wish.PRINT))
        cancel.clicked.connect(self.reject)
        return bar

    @property
    def part(self) -> Part:
        """What was chosen."""
        return next(kind for kind, button in self.buttons.items() if button.isChecked())

    def _end(self, wish: Wish) -> None:
        self.wish = wish
        self.accept()
