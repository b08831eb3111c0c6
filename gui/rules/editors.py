"""Fields for the values of options: one kind of field for each type that an option may have."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QPlainTextEdit, QSizePolicy, QVBoxLayout, QWidget

from core.findings import Severity
from core.option import type_name
from gui.flow_layout import FlowLayout
from gui.icons import severity_icon
from gui.rules.choice import Choice

Value = Any
"""A value of the type of an option."""
ONE_A_LINE = "每行写一个"
LINES = 66


class Editor(QWidget):
    """A field that holds a value of one type."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def _hold(self, widget: QWidget) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(widget)
        self.setFocusProxy(widget)

    @property
    def value(self) -> Value:
        """What the field holds; text where it is no value of the type (see :attr:`flaw`)."""
        raise NotImplementedError

    def show_value(self, value: Value) -> None:
        """Show a value, without saying that it changed."""
        self.blockSignals(True)
        self._show(value)
        self.blockSignals(False)

    def _show(self, value: Value) -> None:
        raise NotImplementedError

    @property
    def flaw(self) -> str | None:
        """Why what was typed is no value of the type, or None."""
        return None


class SwitchEditor(Editor):
    """A box to tick."""

    def __init__(self, words: str) -> None:
        super().__init__()
        self.box = QCheckBox(words)
        self.box.toggled.connect(lambda _on: self.changed.emit())
        self._hold(self.box)

    @property
    def value(self) -> bool:
        """What the field holds."""
        return self.box.isChecked()

    def _show(self, value: Value) -> None:
        self.box.setChecked(bool(value))


class TextEditor(Editor):
    """A line of text."""

    def __init__(self, name: str, hint: str = "") -> None:
        super().__init__()
        self.line = QLineEdit()
        self.line.setAccessibleName(name)
        self.line.setPlaceholderText(hint)
        self.line.textEdited.connect(lambda _text: self.changed.emit())
        self._hold(self.line)

    @property
    def value(self) -> Value:
        """What the field holds."""
        return self.line.text().strip()

    def _show(self, value: Value) -> None:
        self.line.setText("" if value is None else str(value))
        self.line.setCursorPosition(0)


class NumberEditor(TextEditor):
    """A whole number, typed."""

    @property
    def value(self) -> Value:
        """What the field holds."""
        text = super().value
        return int(text) if _is_number(text) else text

    @property
    def flaw(self) -> str | None:
        """Why what was typed is no value of the type, or None."""
        return None if _is_number(super().value) else f"应是{type_name(int)}"


class ChoiceEditor(Editor):
    """One of the words that an option allows."""

    def __init__(self, name: str, words: Mapping[str, str]) -> None:
        super().__init__()
        self.choice = Choice({word: meaning or word for word, meaning in words.items()}, name)
        self.choice.currentIndexChanged.connect(lambda _at: self.changed.emit())
        self._hold(self.choice)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    @property
    def value(self) -> Value:
        """What the field holds."""
        return self.choice.value

    def _show(self, value: Value) -> None:
        self.choice.choose(str(value))


class SeverityEditor(ChoiceEditor):
    """One of the three severities, with its shape."""

    def __init__(self, name: str) -> None:
        super().__init__(name, {each.value: each.label for each in Severity})
        self.choice.fill({each.value: each.label for each in Severity}, {each.value: severity_icon(each) for each in Severity})

    @property
    def value(self) -> Severity:
        """What the field holds."""
        return Severity(self.choice.value)

    def _show(self, value: Value) -> None:
        self.choice.choose(Severity(value).value)


class TicksEditor(Editor):
    """Some of the words that an option allows."""

    def __init__(self, name: str, words: Mapping[str, str]) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.boxes = {word: QCheckBox(meaning or word) for word, meaning in words.items()}
        row = FlowLayout(self, gap=14)
        for box in self.boxes.values():
            box.toggled.connect(lambda _on: self.changed.emit())
            row.addWidget(box)

    @property
    def value(self) -> Value:
        """What the field holds."""
        return tuple(word for word, box in self.boxes.items() if box.isChecked())

    def _show(self, value: Value) -> None:
        for word, box in self.boxes.items():
            box.setChecked(word in value)


class WordsEditor(Editor):
    """Words or phrases, one a line."""

    def __init__(self, name: str, hint: str = ONE_A_LINE) -> None:
        super().__init__()
        self.field = QPlainTextEdit()
        self.field.setAccessibleName(name)
        self.field.setPlaceholderText(hint)
        self.field.setTabChangesFocus(True)
        self.field.setFixedHeight(LINES)
        self.field.textChanged.connect(self.changed)
        self._hold(self.field)

    @property
    def value(self) -> Value:
        """What the field holds."""
        lines = (line.strip() for line in self.field.toPlainText().splitlines())
        return tuple(dict.fromkeys(line for line in lines if line))

    def _show(self, value: Value) -> None:
        self.field.blockSignals(True)
        self.field.setPlainText("\n".join(str(each) for each in value))
        self.field.blockSignals(False)


def _is_number(text: Value) -> bool:
    return str(text).lstrip("+-").isdecimal() and len(str(text)) < 16


def stacked(widget: QWidget) -> QVBoxLayout:
    """A column without margins on a widget."""
    box = QVBoxLayout(widget)
    box.setContentsMargins(0, 0, 0, 0)
    box.setSpacing(6)
    return box
