"""The checks of one draft: the chart, the list, and the way to look at one of them again."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from core.history import PastCheck
from gui import boxes
from gui.clock import exact
from gui.history import loading
from gui.history.chart import HistoryChart
from gui.history.loading import Reading, Told
from gui.history.words import verdict_words
from gui.labels import label, wrapped
from gui.tables import listing, on_row

COLUMNS = ("检查时间", "结论", "错误", "提醒", "提示", "已忽略")
SIZE = (680, 560)
NONE = "这份报告还没有检查记录。"
NOT_KEPT = "这次检查只保存了数目，不能再看。每份报告保存最近 20 次检查的全部内容；程序升级后，升级前的检查也可能看不了。"
SURE = "清除“{name}”的检查记录？报告文件和忽略记录不受影响。"


class HistoryDialog(QDialog):
    """Shows the past checks of a draft; ``view_wanted`` hands over a past result and when it was made."""

    view_wanted = Signal(object, str)
    forgotten = Signal()

    def __init__(self, path: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(f"检查记录 - {Path(path).name}")
        self.resize(*SIZE)
        self._path = path
        self._checks: tuple[PastCheck, ...] = ()
        self._reading = Reading(self._show_checks, self)
        self._viewing = Reading(self._on_result, self)
        self._forgetting = Reading(self._on_forgotten, self)
        self.chart, self.list = HistoryChart(), listing("历次检查", COLUMNS, stretched=(0, 1))
        self.list.setAlternatingRowColors(True)
        self.notice = wrapped("", 13.5, role="muted")
        self.view_button = _button("查看当时的结果")
        self.clear_button = _button("清除记录…")
        self._lay_out(path)
        self.chart.chosen.connect(self._choose)
        self.list.itemSelectionChanged.connect(self._on_selected)
        on_row(self.list, self.view)
        self.view_button.clicked.connect(self.view)
        self.clear_button.clicked.connect(self.clear)
        self._reading.start(partial(loading.checks_of, path))

    def _lay_out(self, path: str) -> None:
        close = _button("关闭")
        close.clicked.connect(self.accept)
        box = QVBoxLayout(self)
        box.setContentsMargins(22, 20, 22, 18)
        box.setSpacing(12)
        box.addWidget(label(Path(path).name, 17, bold=True))
        for widget in (self.chart, self.list, self.notice):
            box.addWidget(widget)
        row = QHBoxLayout()
        row.addWidget(self.view_button)
        row.addWidget(self.clear_button)
        row.addStretch(1)
        row.addWidget(close)
        box.addLayout(row)
        self._on_selected()

    def _show_checks(self, told: Told) -> None:
        self._checks = told.checks
        self.chart.show_checks(told.checks)
        _fill(self.list, told.checks)
        self.notice.say(told.sentence or ("" if told.checks else NONE))
        self.clear_button.setEnabled(bool(told.checks))
        if told.checks:
            self.list.selectRow(0)

    @property
    def selected(self) -> PastCheck | None:
        """The check selected in the list, where the latest stands first."""
        rows = self.list.selectionModel().selectedRows()
        return self._checks[-1 - rows[0].row()] if rows and self._checks else None

    def _choose(self, number: int) -> None:
        for row, check in enumerate(reversed(self._checks)):
            if check.number == number:
                self.list.selectRow(row)

    def _on_selected(self) -> None:
        check = self.selected
        self.chart.select(check.number if check else None)
        self.view_button.setEnabled(check is not None and check.viewable)
        if check is not None:
            self.notice.say("" if check.viewable else NOT_KEPT)

    def view(self) -> None:
        """Look at the selected check again."""
        if (check := self.selected) and check.viewable:
            self._viewing.start(partial(loading.result_of, check.number))

    def _on_result(self, told: Told) -> None:
        check = self.selected
        if told.result is None or check is None:
            self.notice.say(told.sentence or NOT_KEPT)
            return
        self.view_wanted.emit(told.result, check.made)
        self.accept()

    def clear(self) -> None:
        """Forget the checks of this draft, after a question."""
        boxes.ask(self, "清除记录", SURE.format(name=Path(self._path).name), "清除", self.forget)

    def forget(self) -> None:
        """Forget the checks of this draft."""
        self._forgetting.start(partial(loading.forget, self._path))

    def _on_forgotten(self, told: Told) -> None:
        if told.sentence:
            self.notice.say(told.sentence)
            return
        self._show_checks(Told())
        self.forgotten.emit()

    def done(self, result: int) -> None:
        """Close; what is being read is waited for, since it answers to this dialog."""
        for reading in (self._reading, self._viewing, self._forgetting):
            reading.wait()
        super().done(result)


def _fill(table: QTableWidget, checks: Sequence[PastCheck]) -> None:
    table.setRowCount(len(checks))
    for row, check in enumerate(reversed(checks)):
        counts = check.counts
        figures = (counts.errors, counts.warnings, counts.infos, counts.waived)
        texts = (exact(check.made), verdict_words(counts)[0], *map(str, figures))
        for column, text in enumerate(texts):
            item = QTableWidgetItem(text)
            if column > 1:
                item.setTextAlignment(Qt.AlignmentFlag.AlignCenter)
            table.setItem(row, column, item)


def _button(text: str) -> QPushButton:
    button = QPushButton(text)
    button.setAutoDefault(False)
    return button
