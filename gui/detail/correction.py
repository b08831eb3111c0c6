"""The corrected words of a finding that has one right form, to be copied into the draft by hand: the draft is never written to."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from core.corrected import corrected
from core.edits import Edit
from core.findings import Result
from gui.detail.card import Card
from gui.dressing import put_icon
from gui.labels import wrapped

COPY, COPIED = "复制改正后的文字", "已复制"
BACK_MS = 1600


class CorrectionCard(Card):
    """Shows the sentence as it should read; hidden when there is no certain correction."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("改正后", parent)
        self._text = wrapped("", 14)
        self.copy_button = QPushButton(COPY)
        put_icon(self.copy_button, "copy")
        self.copy_button.clicked.connect(self.copy)
        row = QHBoxLayout()
        row.addWidget(self.copy_button)
        row.addStretch(1)
        self.body.addWidget(self._text)
        self.body.addLayout(row)
        self._back = QTimer(self)
        self._back.setSingleShot(True)
        self._back.setInterval(BACK_MS)
        self._back.timeout.connect(lambda: self.copy_button.setText(COPY))

    def show_edits(self, result: Result, edits: Sequence[Edit]) -> None:
        """Show what some corrections come to."""
        self._text.say(corrected(result.document, edits))
        self.copy_button.setText(COPY)
        self.setVisible(bool(edits))

    @property
    def text(self) -> str:
        """The corrected words."""
        return self._text.words

    def copy(self) -> None:
        """Put the corrected words on the clipboard."""
        QGuiApplication.clipboard().setText(self.text)
        self.copy_button.setText(COPIED)
        self._back.start()
