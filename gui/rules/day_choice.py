"""A day of the year to choose, or the one that the law names."""

from __future__ import annotations

import calendar

from PySide6.QtWidgets import QHBoxLayout, QSizePolicy

from gui.labels import label
from gui.rules.choice import Choice
from gui.rules.editors import Editor

LEGAL = "按法定时限"
_YEAR = 2001
"""A year without a 29 February: a deadline must be there every year."""


class DayChoice(Editor):
    """Month and day, written as ``3-20``; an empty text is the legal deadline."""

    def __init__(self, name: str, legal: tuple[int, int] | None) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        told = f"{LEGAL}（{legal[0]}月{legal[1]}日）" if legal else LEGAL
        self.month = Choice({"": told} | {str(month): f"{month}月" for month in range(1, 13)}, f"{name}，月")
        self.day = Choice({}, f"{name}，日")
        self.month.currentIndexChanged.connect(lambda _at: self._on_month())
        self.day.currentIndexChanged.connect(lambda _at: self.changed.emit())
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.month)
        row.addWidget(self.day)
        row.addWidget(label("前", 14) if legal is None else label("", 14))
        row.addStretch(1)
        self._fill_days()

    def _on_month(self) -> None:
        self._fill_days()
        self.changed.emit()

    def _fill_days(self) -> None:
        month = self.month.value
        days = range(1, calendar.monthrange(_YEAR, int(month))[1] + 1) if month else ()
        self.day.fill({str(day): f"{day}日" for day in days})
        self.day.setVisible(bool(month))

    @property
    def value(self) -> str:
        """What the field holds."""
        return f"{self.month.value}-{self.day.value}" if self.month.value else ""

    def _show(self, value: object) -> None:
        month, _, day = str(value).partition("-")
        for choice, part in ((self.month, month), (self.day, day)):
            choice.blockSignals(True)
            choice.choose(part.lstrip("0"))
            choice.blockSignals(False)
            if choice is self.month:
                self._fill_days()
