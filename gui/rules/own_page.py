"""The rules of the office's own: written, changed, switched off, taken away."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QBrush
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from core.findings import Severity
from core.layers.own import ENTRIES, rule_id
from gui import boxes
from gui.flow_layout import FlowLayout
from gui.icons import severity_icon
from gui.labels import label, wrapped
from gui.rules.copy import ENABLED, WorkingCopy
from gui.rules.words import KIND_NAMES, KIND_SAYS
from gui.tables import listing, on_row
from gui.theme import colour

WIDEST = 860
COLUMNS = ("检查", "名称", "类型", "内容")
NONE_YET = "还没有本单位的规则。上级或本单位另有要求的，点上面的按钮写成规则，不用改程序。"
INTRODUCTION = "新建一条："
SURE = "删除规则“{name}”？保存以后才从文件中去掉。"


class OwnPage(QWidget):
    """A table of the own entries; writing and changing one is asked of the window."""

    new_wanted = Signal(str)
    edit_wanted = Signal(str, int)

    def __init__(self, copy: WorkingCopy, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._copy = copy
        self._places: list[tuple[str, int]] = []
        self.new_buttons: dict[str, QPushButton] = {}
        self.table = listing("本单位的规则", COLUMNS, stretched=(3,), row_height=36)
        self._hint = wrapped(NONE_YET, 14.5, role="muted")
        self._kinds = _told_kinds()
        self.edit, self.delete = _button("修改…"), _button("删除…")
        self.edit.clicked.connect(self._edit)
        self.delete.clicked.connect(self.ask_delete)
        on_row(self.table, self._edit)
        self.table.itemSelectionChanged.connect(self._on_selected)
        self.table.itemChanged.connect(self._on_box)
        self._lay_out()
        copy.changed.connect(self.fill)
        self.fill()

    def _lay_out(self) -> None:
        kinds = QWidget()
        flow = FlowLayout(kinds, gap=8)
        for key in ("sections", "required", "forbidden", "patterns", "relations"):
            button = self.new_buttons[key] = _button(f"＋ {KIND_NAMES[key]}")
            button.setToolTip(KIND_SAYS[key])
            button.clicked.connect(lambda _checked=False, key=key: self.new_wanted.emit(key))
            flow.addWidget(button)
        row = QHBoxLayout()
        row.addWidget(self.edit)
        row.addWidget(self.delete)
        row.addStretch(1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 4, 0, 0)
        box.setSpacing(10)
        box.addWidget(label(INTRODUCTION, 14, role="muted"))
        box.addWidget(kinds)
        box.addSpacing(2)
        box.addWidget(self._hint)
        box.addWidget(self._kinds)
        box.addWidget(self.table, 1000)
        box.addLayout(row)
        box.addStretch(1)

    def refresh(self) -> None:
        """The list follows the working copy by itself."""

    def fill(self) -> None:
        """List the entries as they are now."""
        before = self.selected
        entries = list(self._copy.layer.entries())
        self._places = [(key, number) for key, number, _ in entries]
        self.table.blockSignals(True)
        self.table.setRowCount(len(entries))
        for row, (key, _, entry) in enumerate(entries):
            self._fill_row(row, key, entry)
        self.table.blockSignals(False)
        self._hint.setVisible(not entries)
        self._kinds.setVisible(not entries)
        self.table.setVisible(bool(entries))
        if before in self._places:
            self.table.selectRow(self._places.index(before))
        self._on_selected()

    def _fill_row(self, row: int, key: str, entry: Mapping[str, Any]) -> None:
        on = self._copy.layer.is_on(rule_id(entry))
        texts = ("", str(entry.get("name", "")), KIND_NAMES[key], told(key, entry))
        for column, text in enumerate(texts):
            item = QTableWidgetItem(text)
            item.setToolTip(text)
            item.setForeground(QBrush(colour("ink" if on else "faint")))
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
            if column == 0:
                item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
                item.setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)
                item.setData(Qt.ItemDataRole.AccessibleTextRole, f"检查“{texts[1]}”")
            if column == 1:
                item.setIcon(severity_icon(_severity(entry)))
            self.table.setItem(row, column, item)

    @property
    def selected(self) -> tuple[str, int] | None:
        """The list and the place in it of the selected entry."""
        rows = self.table.selectionModel().selectedRows()
        return self._places[rows[0].row()] if rows and rows[0].row() < len(self._places) else None

    def select(self, key: str, number: int) -> None:
        """Select an entry."""
        self.table.selectRow(self._places.index((key, number)))

    def _on_selected(self) -> None:
        for button in (self.edit, self.delete):
            button.setEnabled(self.selected is not None)
            button.setVisible(bool(self._places))

    def _edit(self) -> None:
        if (place := self.selected) is not None:
            self.edit_wanted.emit(*place)

    def _on_box(self, item: QTableWidgetItem) -> None:
        if item.column() == 0 and item.row() < len(self._places):
            key, number = self._places[item.row()]
            self.switch(key, number, item.checkState() == Qt.CheckState.Checked)

    def switch(self, key: str, number: int, on: bool) -> None:
        """Switch an entry on or off."""
        layer = self._copy.layer
        rule = rule_id(layer.lists[key][number])
        change = {name: value for name, value in layer.change(rule).items() if name != ENABLED}
        self._copy.put(layer.with_change(rule, change if on else change | {ENABLED: False}))

    def ask_delete(self) -> None:
        """Take the selected entry away, after a question."""
        if (place := self.selected) is None:
            return
        name = self._copy.layer.lists[place[0]][place[1]].get("name", "")
        boxes.ask(self, "删除规则", SURE.format(name=name), "删除", lambda: self.take_away(*place))

    def take_away(self, key: str, number: int) -> None:
        """Take an entry away."""
        self._copy.put(self._copy.layer.without_entry(key, number))


def _told_kinds() -> QFrame:
    """What each kind of rule is for, as long as there are none."""
    card = QFrame()
    card.setProperty("card", "true")
    card.setMaximumWidth(WIDEST)
    grid = QGridLayout(card)
    grid.setContentsMargins(20, 16, 20, 16)
    grid.setHorizontalSpacing(24)
    grid.setVerticalSpacing(10)
    grid.setColumnStretch(1, 1)
    for row, (key, says) in enumerate(KIND_SAYS.items()):
        grid.addWidget(label(KIND_NAMES[key], 14, bold=True), row, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(wrapped(says, 14, role="muted"), row, 1)
    return card


def told(key: str, entry: Mapping[str, Any]) -> str:
    """What an entry asks for, in a few words."""
    if key not in ENTRIES:
        return ""
    if key == "relations":
        return str(entry.get("says", ""))
    if key == "patterns":
        return f"{entry.get('pattern', '')}　{entry.get('message', '')}"
    words = entry.get("heading" if key == "sections" else "phrase", "")
    text = "、".join(map(str, words)) if isinstance(words, list) else str(words)
    where = f"（写在“{entry['section']}”）" if entry.get("section") else ""
    but = entry.get("unless")
    return text + where + (f"（{'、'.join(but) if isinstance(but, list) else but}除外）" if but else "")


def _severity(entry: Mapping[str, Any]) -> Severity:
    said = entry.get("severity", Severity.WARNING.value)
    return next((each for each in Severity if said in (each.value, each.label)), Severity.WARNING)


def _button(text: str) -> QPushButton:
    button = QPushButton(text)
    button.setAutoDefault(False)
    return button
