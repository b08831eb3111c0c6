"""A bar that tells how far a piece of work is, where what is said of it tells the step."""

from __future__ import annotations

import re

from PySide6.QtWidgets import QProgressBar, QWidget

STEP = re.compile(r"（(\d{1,6})/(\d{1,6})）")
"""正在核对各项规则（12/54）…: the step and how many there are."""


class StepBar(QProgressBar):
    """Runs to and fro as long as no step is known."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextVisible(False)
        self.setAccessibleName(name)
        self.follow("")

    def follow(self, sentence: str) -> None:
        """Show the step that a sentence tells."""
        found = STEP.search(sentence)
        step, steps = (int(found[1]), int(found[2])) if found else (0, 0)
        # A range without a length is how Qt is told that nothing is known.
        self.setRange(0, steps)
        if steps:
            self.setValue(min(step, steps))
        else:
            self.reset()
