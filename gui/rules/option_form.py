"""A form made from an options class: a field for each option, what is wrong with it beside it, and which layer has set it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import Field
from typing import Any, get_args, get_origin

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from core.findings import Severity
from core.option import choices, flaw, options_of, says, types_of
from gui.labels import label, wrapped
from gui.rules.editors import (
    ChoiceEditor,
    Editor,
    NumberEditor,
    SeverityEditor,
    SwitchEditor,
    TextEditor,
    TicksEditor,
    WordsEditor,
    stacked,
)
from gui.rules.table_editor import TableEditor


def editor_for(field: Field[Any], kind: Any, name: str, keys: Mapping[str, str]) -> Editor:  # noqa: ANN401 - a type
    """The field for an option: its declaration, its type, what it is called, and the keys that a table of it may have."""
    allowed = choices(field)
    if get_origin(kind) is tuple:
        return TicksEditor(name, allowed) if allowed else WordsEditor(name)
    if get_origin(kind) is not None:
        return TableEditor(name, keys, number=get_args(kind)[1] is int)
    if kind is bool:
        return SwitchEditor(name)
    if kind is Severity:
        return SeverityEditor(name)
    if kind is int:
        return NumberEditor(name)
    return ChoiceEditor(name, allowed) if allowed else TextEditor(name)


class OptionRow(QWidget):
    """One option: its name, its field, a hint, where its value comes from, and what is wrong with it."""

    changed = Signal()

    def __init__(self, field: Field[Any], editor: Editor, caption: str, hint: str = "") -> None:
        super().__init__()
        self.field, self.editor, self.caption = field, editor, caption
        self.source = label("", 12.5, role="muted")
        self._flaw = wrapped("", 13, role="flaw")
        self._flaw.hide()
        box = stacked(self)
        box.setSpacing(4)
        head = QHBoxLayout()
        head.setSpacing(10)
        if isinstance(editor, SwitchEditor):
            head.addWidget(editor, 1)
        else:
            head.addWidget(wrapped(caption, 14), 1)
        head.addWidget(self.source)
        box.addLayout(head)
        if not isinstance(editor, SwitchEditor):
            narrow = editor.sizePolicy().horizontalPolicy() == QSizePolicy.Policy.Maximum
            box.addWidget(editor, 0, Qt.AlignmentFlag.AlignLeft if narrow else Qt.AlignmentFlag(0))
        if hint:
            box.addWidget(wrapped(hint, 12.5, role="muted"))
        box.addWidget(self._flaw)
        editor.changed.connect(self._on_changed)

    def _on_changed(self) -> None:
        self.judge()
        self.changed.emit()

    @property
    def complaint(self) -> str | None:
        """What is wrong with the value, or None."""
        return self.editor.flaw or flaw(self.field, self.editor.value)

    @property
    def shown_flaw(self) -> str:
        """What the row tells to be wrong."""
        return self._flaw.words if not self._flaw.isHidden() else ""

    def judge(self, said: str | None = None) -> bool:
        """Show what is wrong, by the model or as told; whether nothing is."""
        wrong = said or self.complaint
        self._flaw.say("" if wrong is None else f"这一项{wrong.removeprefix('这一项')}")
        return wrong is None

    def calm(self) -> None:
        """Show nothing wrong; an empty form is not to blame."""
        self._flaw.say("")


class OptionForm(QWidget):
    """The options of a class, or some of them, in the order given."""

    changed = Signal(str)

    def __init__(
        self,
        kind: type,
        names: Iterable[str] | None = None,
        *,
        captions: Mapping[str, str] | None = None,
        hints: Mapping[str, str] | None = None,
        keys: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__()
        self.rows: dict[str, OptionRow] = {}
        box = stacked(self)
        box.setSpacing(14)
        known = options_of(kind)
        for name in names or known:
            caption = (captions or {}).get(name) or says(known[name])
            editor = editor_for(known[name], types_of(kind)[name], caption, keys or {})
            row = self.rows[name] = OptionRow(known[name], editor, caption, (hints or {}).get(name, ""))
            row.changed.connect(lambda name=name: self.changed.emit(name))
            box.addWidget(row)

    def show_values(self, values: Mapping[str, Any]) -> None:
        """Show values; what is not among them stays."""
        for name, row in self.rows.items():
            if name in values:
                row.editor.show_value(values[name])
                row.calm()

    @property
    def values(self) -> dict[str, Any]:
        """What the form holds."""
        return {name: row.editor.value for name, row in self.rows.items()}

    def judge(self) -> bool:
        """Show everything that is wrong; whether nothing is. The first wrong field gets the cursor."""
        wrong = [row for row in self.rows.values() if not row.judge()]
        if wrong:
            wrong[0].editor.setFocus()
        return not wrong

    @property
    def unsound(self) -> list[str]:
        """The names of the options whose values may not stand."""
        return [row.caption for row in self.rows.values() if row.complaint is not None]

    @property
    def sound(self) -> bool:
        """Whether every value may stand."""
        return not self.unsound
