"""Writes a rule of the office's own: what it says at the left, what it would find in the open draft at the right."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from core.layers.own import rule_id
from gui import boxes
from gui.choice import agreeing
from gui.labels import label, scrolling, wrapped
from gui.rules.copy import WorkingCopy
from gui.rules.entry_form import EntryForm, PhraseForm
from gui.rules.relation_form import RelationForm
from gui.rules.trial import Bench
from gui.rules.trial_pane import TrialPane
from gui.rules.words import KIND_NAMES, KIND_SAYS

SIZE, WIDE = (940, 640), (1160, 700)
TWICE = "“{name}”已经用过，请换一个名称"
SURE = "填写的内容还没有采用，要放弃吗？"
REPLACES = "“{file}”里也有一条叫 {name} 的规则，保存后由这一条代替。"


class EntryDialog(QDialog):
    """Hands over the entry when it may stand; nothing is written here."""

    done_with = Signal(object)

    def __init__(  # noqa: PLR0913 - what is written, over what, and tried on what
        self,
        copy: WorkingCopy,
        bench: Bench,
        has_draft: bool,
        key: str,
        number: int | None = None,
        *,
        edition: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._copy, self.key, self._number = copy, key, number
        self.setWindowTitle(("修改：" if number is not None else "新建：") + KIND_NAMES[key])
        self.resize(*(WIDE if key == "relations" else SIZE))
        entry = copy.layer.lists.get(key, ())[number] if number is not None else {}
        editions = copy.loaded.current.editions
        self.form: EntryForm = RelationForm(editions, edition, entry) if key == "relations" else PhraseForm(key, entry)
        self.trial = TrialPane(bench, has_draft)
        self.note = wrapped("", 13, role="muted")
        self.ok, self._cancel = agreeing(self, "完成" if number is not None else "加入本单位规则", self.finish)
        self._lay_out()
        self.form.changed.connect(self._on_changed)
        self._on_changed()
        self._at_first = self.entry
        self.form.begin()

    def _lay_out(self) -> None:
        wide = self.key == "relations"
        middle = QHBoxLayout()
        middle.setSpacing(16)
        middle.addWidget(self.form if wide else scrolling(self.form, KIND_NAMES[self.key]), 7 if wide else 6)
        middle.addWidget(self.trial, 3 if wide else 5)
        row = QHBoxLayout()
        row.addWidget(self.note, 8)
        row.addStretch(1)
        row.addWidget(self._cancel)
        row.addWidget(self.ok)
        box = QVBoxLayout(self)
        box.setContentsMargins(24, 20, 24, 18)
        box.setSpacing(12)
        box.addWidget(label(KIND_NAMES[self.key], 18, bold=True))
        box.addWidget(wrapped(KIND_SAYS[self.key], 14, role="muted"))
        box.addLayout(middle, 1)
        box.addLayout(row)

    @property
    def entry(self) -> Mapping[str, Any]:
        """The entry as it stands."""
        return self.form.entry

    def _on_changed(self) -> None:
        entry = self.entry
        replaced = self._copy.loaded.below.rule(rule_id(entry))
        self.note.say(REPLACES.format(file=replaced.source, name=entry["name"]) if replaced and replaced.source else "")
        if self.form.ready:
            self.trial.try_rule(self._copy.alone(self.key, entry), rule_id(entry))
        else:
            self.trial.forget(self.form.missing)

    def finish(self) -> None:
        """Hand the entry over, if it may stand; else show what is wrong."""
        sound = self.form.judge()
        name = str(self.entry.get("name", ""))
        but = (self.key, self._number) if self._number is not None else None
        if name and name in self._copy.taken_names(but):
            self.form.blame("name", TWICE.format(name=name))
            return
        if sound:
            self.done_with.emit(self.entry)
            self.accept()

    def reject(self) -> None:
        """Close, after a question where something was filled in: Escape comes easily."""
        if self.entry == self._at_first:
            super().reject()
            return
        asked = boxes.question(self, self.windowTitle(), SURE, "放弃", "继续填写")
        drop = next(button for button in asked.buttons() if asked.buttonRole(button) == boxes.Roles.DestructiveRole)
        drop.clicked.connect(lambda _checked=False: self.done(QDialog.DialogCode.Rejected))
        asked.open()

    def done(self, result: int) -> None:
        """Close; what is being tried is waited for, since it answers to this dialog."""
        self.trial.wait()
        super().done(result)
