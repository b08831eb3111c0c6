"""A field for an option that pairs keys with values, a line for each pair."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from gui.icons import icon
from gui.rules.choice import Choice
from gui.rules.editors import Editor, NumberEditor, TextEditor, Value, stacked

ADD = "＋ 增加一行"


class TableEditor(Editor):
    """Lines of a key and a value; the keys are chosen where it is known which there are, else typed."""

    def __init__(self, name: str, keys: Mapping[str, str], number: bool) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self._keys, self._number = dict(keys), number
        self.lines: list[Line] = []
        self.add = QPushButton(ADD)
        self.add.setProperty("plain", "true")
        self.add.setAutoDefault(False)
        self.add.clicked.connect(lambda _checked=False: self.add_line())
        box = stacked(self)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(6)
        box.addLayout(self._rows)
        box.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)

    @property
    def value(self) -> Value:
        """What the field holds."""
        return {line.key: line.field.value for line in self.lines if line.key}

    def _show(self, value: Value) -> None:
        for line in [*self.lines]:
            self._drop(line)
        for key, each in value.items():
            self._append(str(key), each)

    @property
    def flaw(self) -> str | None:
        """Why what was typed is no value of the type, or None."""
        keys = [line.key for line in self.lines]
        if double := next((key for number, key in enumerate(keys) if key and key in keys[:number]), None):
            return f"里的“{self._keys.get(double, double)}”写了两次"
        if "" in keys:
            return "里有一行没有写编号"
        return next((f"里“{line.key}”的值{line.field.flaw}" for line in self.lines if line.field.flaw), None)

    def add_line(self) -> None:
        """Add an empty line and put the cursor there."""
        used = {line.key for line in self.lines}
        free = next((key for key in self._keys if key not in used), "")
        self._append(free, "").field.setFocus()
        self.changed.emit()

    def _append(self, key: str, value: Value) -> Line:
        known = self._keys if not self._keys or key in self._keys else {**self._keys, key: key}
        line = Line(known, key, value, self._number)
        line.key_widget_changed.connect(self.changed)
        line.field.changed.connect(self.changed)
        line.remove.clicked.connect(lambda _checked=False: self._on_remove(line))
        self.lines.append(line)
        self._rows.addWidget(line)
        return line

    def _on_remove(self, line: Line) -> None:
        self._drop(line)
        self.changed.emit()

    def _drop(self, line: Line) -> None:
        self.lines.remove(line)
        self._rows.removeWidget(line)
        line.hide()
        line.deleteLater()


class Line(QWidget):
    """A key, a value, and the way to take both away."""

    def __init__(self, keys: Mapping[str, str], key: str, value: Value, number: bool) -> None:
        super().__init__()
        self._choice: Choice | None = None
        self._typed: TextEditor | None = None
        if keys:
            self._choice = Choice(keys, "编号")
            self._choice.choose(key)
            self.key_widget_changed = self._choice.currentIndexChanged
        else:
            self._typed = TextEditor("编号", "编号")
            self._typed.show_value(key)
            self.key_widget_changed = self._typed.line.textEdited
        self.field = NumberEditor("值", "数") if number else TextEditor("值")
        self.field.show_value(value)
        self.field.setMaximumWidth(130)
        self.remove = QPushButton(icon("close"), "")
        self.remove.setProperty("plain", "true")
        self.remove.setAutoDefault(False)
        self.remove.setToolTip("去掉这一行")
        self.remove.setAccessibleName("去掉这一行")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._choice or self._typed or QWidget(), 1)
        row.addWidget(self.field)
        row.addWidget(self.remove)

    @property
    def key(self) -> str:
        """The key."""
        return self._choice.value if self._choice else str(self._typed.value) if self._typed else ""
