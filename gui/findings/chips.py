"""The filters above the list: all, errors, warnings, hints, and dismissed ones where there are any."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QPushButton, QWidget

from core.findings import Result, Severity
from gui.dressing import put_icon
from gui.flow_layout import FlowLayout
from gui.grouping import Filter, counts
from gui.icons import severity_icon

NAMES = {Filter.ALL: "全部", Filter.ERROR: "错误", Filter.WARNING: "提醒", Filter.INFO: "提示", Filter.WAIVED: "已忽略"}


class FilterChips(QWidget):
    """One of the filters is chosen at a time."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = FlowLayout(self, gap=4)
        self._group = QButtonGroup(self)
        self._buttons: dict[Filter, QPushButton] = {}
        for kind in Filter:
            self._buttons[kind] = button = _chip(kind)
            self._group.addButton(button)
            row.addWidget(button)
            button.clicked.connect(lambda _checked=False, kind=kind: self.chosen.emit(kind))
        self._buttons[Filter.ALL].setChecked(True)
        self._buttons[Filter.WAIVED].hide()

    def show_result(self, result: Result) -> None:
        """Show how many each filter lets through."""
        for kind, count in counts(result).items():
            self._buttons[kind].setText(f"{NAMES[kind]} {count}")
            self._buttons[kind].setAccessibleName(
                f"只看{NAMES[kind]}，{count} 处" if kind is not Filter.ALL else f"全部 {count} 处"
            )
        self._buttons[Filter.WAIVED].setVisible(bool(counts(result)[Filter.WAIVED]))
        self.updateGeometry()

    @property
    def current(self) -> Filter:
        """The filter chosen."""
        return next(kind for kind, button in self._buttons.items() if button.isChecked())

    def reset(self) -> None:
        """Let everything through, without telling anyone."""
        self._buttons[Filter.ALL].setChecked(True)

    def choose(self, kind: Filter) -> None:
        """Choose a filter, as a click does."""
        self._buttons[kind].click()


def _chip(kind: Filter) -> QPushButton:
    button = QPushButton(NAMES[kind])
    button.setCheckable(True)
    button.setProperty("chip", "true")
    button.setCursor(Qt.CursorShape.PointingHandCursor)
    if kind.value in set(Severity):
        put_icon(button, partial(severity_icon, Severity(kind.value)))
        button.setIconSize(QSize(10, 10))
    return button
