"""The arithmetic behind a finding, laid out as on paper: parts, their sum, what the draft says, the difference."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QWidget

from core.findings import Step
from gui.detail.card import Card
from gui.labels import Wrapped, label, wrapped

TITLE = "怎么算的"


class ArithmeticCard(Card):
    """One line per step; sums are set off by a rule, a difference is red."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(TITLE, parent)
        self._holder: QWidget | None = None
        self.steps: tuple[Step, ...] = ()

    def show_steps(self, steps: Sequence[Step]) -> None:
        """Lay the steps out; hidden when there are none."""
        self.steps = tuple(steps)
        if self._holder is not None:
            self.body.removeWidget(self._holder)
            self._holder.hide()
            self._holder.deleteLater()
        self._holder = _table(self.steps)
        self.body.addWidget(self._holder)
        self.setVisible(bool(steps))


def _table(steps: Sequence[Step]) -> QWidget:
    holder = QWidget()
    grid = QGridLayout(holder)
    grid.setContentsMargins(0, 3, 0, 0)
    grid.setHorizontalSpacing(12)
    grid.setVerticalSpacing(5)
    grid.setColumnStretch(0, 1)
    line = 0
    for number, step in enumerate(steps):
        if number and step.role in {"sum", "difference"} and steps[number - 1].role != step.role:
            grid.addWidget(_rule(), line, 0, 1, 2)
            line += 1
        name, value = _cells(step, plus=bool(number) and step.role == "part" and steps[number - 1].role == "part")
        grid.addWidget(name, line, 0)
        grid.addWidget(value, line, 1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
        line += 1
    return holder


def _cells(step: Step, plus: bool) -> tuple[Wrapped, QLabel]:
    strong = step.role != "part"
    signed = step.value[:1] in {"+", "-", "−", "＋", "÷", "×", "="}
    name = wrapped(step.name, 14, bold=strong, role="" if strong else "muted")
    value = label(f"＋ {step.value}" if plus and not signed else step.value, 14, bold=strong)
    if step.role == "difference":
        for widget in (name, value):
            widget.setProperty("role", "bad")
    return name, value


def _rule() -> QFrame:
    line = QFrame()
    line.setFixedHeight(1)
    line.setProperty("hairline", "true")
    return line
