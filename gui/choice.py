"""The two buttons that a dialog is left with."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QDialog, QPushButton


def agreeing(dialog: QDialog, words: str, done: Callable[[], object]) -> tuple[QPushButton, QPushButton]:
    """The button that Return presses and that does what the dialog is for, and 取消."""
    yes, no = QPushButton(words), QPushButton("取消")
    yes.setProperty("primary", "true")
    yes.setDefault(True)
    yes.clicked.connect(done)
    no.setAutoDefault(False)
    no.clicked.connect(dialog.reject)
    return yes, no
