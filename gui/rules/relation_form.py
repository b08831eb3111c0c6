"""The form for a relation between figures: both sides are picked on the official form."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtWidgets import QCheckBox, QHBoxLayout

from core.edition import Edition, Form
from core.findings import Severity
from core.layers.format import LocalRelation
from core.option import options_of
from core.report.formmatch import short
from gui.labels import label
from gui.rules.choice import Choice
from gui.rules.editors import stacked
from gui.rules.entry_form import EntryForm, suggested
from gui.rules.form_grid import FormGrid
from gui.rules.option_form import OptionForm
from gui.rules.sides import Sides
from gui.rules.words import CAPTIONS

EACH = {"column": "逐列核对行", "row": "逐行核对列"}
OPS = {"==": "等于（之和）", "<=": "不大于（之和）", "if-zero": "为0时，右边也应为0"}
ONLY = "只用于{name}"
TOLD = ("says", "name", "severity")


class RelationForm(EntryForm):
    """Which form, which rows or columns at each side, what must hold between them, and the sentence that says so."""

    def __init__(self, editions: Sequence[Edition], edition: str, entry: Mapping[str, Any]) -> None:
        super().__init__()
        self._editions = {each.key: each for each in editions if each.forms}
        self._said, self._named = bool(entry), bool(entry)
        self._kept = {name: entry[name] for name in ("suggestion",) if entry.get(name)}
        self.edition = Choice({key: each.name.split("（")[0] for key, each in self._editions.items()}, "格式版本")
        self.form_choice, self.each = Choice({}, "统计表"), Choice(EACH, "核对方式")
        self.only = QCheckBox("")
        self.grid = FormGrid()
        self.sides = Sides(OPS)
        captions = {name: CAPTIONS[name] for name in TOLD}
        self.told = OptionForm(LocalRelation, TOLD, captions=captions)
        self._lay_out()
        self._show(edition, entry)
        self._connect()

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(10)
        for words, widget in (("格式", self.edition), ("统计表", self.form_choice), ("", self.each)):
            if words:
                top.addWidget(label(words, 14))
            top.addWidget(widget)
        top.addStretch(1)
        below = QHBoxLayout()
        below.setSpacing(14)
        says, name, severity = self.told.rows.values()
        says.source.hide()
        below.addWidget(says, 5)
        below.addWidget(name, 3)
        below.addWidget(severity, 1)
        box = stacked(self)
        box.setSpacing(10)
        box.addLayout(top)
        box.addWidget(self.grid, 1)
        box.addWidget(self.sides)
        box.addLayout(below)
        box.addWidget(self.only)

    def _connect(self) -> None:
        self.edition.currentIndexChanged.connect(lambda _at: self._on_edition())
        self.form_choice.currentIndexChanged.connect(lambda _at: self._on_form())
        self.each.currentIndexChanged.connect(lambda _at: self._on_form(keep_each=True))
        self.only.toggled.connect(lambda _on: self.changed.emit())
        self.grid.picked.connect(self._on_picked)
        self.sides.changed.connect(self._on_sides)
        self.told.changed.connect(self._on_told)

    def _show(self, edition: str, entry: Mapping[str, Any]) -> None:
        holding = [key for key, each in self._editions.items() if any(form.id == entry.get("form") for form in each.forms)]
        latest = list(self._editions)[-1]
        wanted = str(entry.get("edition") or (holding[-1] if holding else edition))
        self.edition.choose(wanted if wanted in self._editions else latest)
        self.only.setChecked(bool(entry.get("edition")) if entry else True)
        self._on_edition(str(entry.get("form", "")), str(entry.get("each", "")))
        self.sides.show_picks(_listed(entry.get("left")), _listed(entry.get("right")), str(entry.get("op", "==")))
        told = {name: each.default for name, each in options_of(LocalRelation).items() if name == "severity"}
        severity = next((each for each in Severity if entry.get("severity") in (each.value, each.label)), told["severity"])
        self.told.show_values({"says": entry.get("says", ""), "name": entry.get("name", ""), "severity": severity})
        self.grid.show_picks(self.sides.left, self.sides.right)

    @property
    def form(self) -> Form:
        """The official form that is shown."""
        forms = self._editions[self.edition.value].forms
        return next((form for form in forms if form.id == self.form_choice.value), forms[0])

    @property
    def _each(self) -> str:
        return self.each.value if self.form.values else ""

    def _on_edition(self, form: str = "", each: str = "") -> None:
        edition = self._editions[self.edition.value]
        wanted = form or self.form_choice.value
        self.form_choice.blockSignals(True)
        self.form_choice.fill({each.id: each.name for each in edition.forms})
        self.form_choice.choose(wanted if any(each.id == wanted for each in edition.forms) else _largest(edition.forms))
        self.form_choice.blockSignals(False)
        self.only.setText(ONLY.format(name=edition.name.split("（")[0]))
        self._on_form(each=each)

    def _on_form(self, keep_each: bool = False, each: str = "") -> None:
        form = self.form
        self.each.setVisible(bool(form.values))
        if not keep_each:
            self.each.blockSignals(True)
            self.each.choose(each or "column")
            self.each.blockSignals(False)
        names = {key: short(words) for key, words in _names(form, self._each).items()}
        self.sides.forget({key: words or form.name for key, words in names.items()})
        self.grid.show_form(form, by_column=self._each == "row")
        self._on_sides()

    def _on_picked(self, key: str) -> None:
        self.sides.toggle(key)

    def _on_sides(self) -> None:
        self.grid.show_picks(self.sides.left, self.sides.right)
        if not self._said:
            self.told.show_values({"says": self._sentence()})
        if not self._named:
            self.told.show_values({"name": suggested(tuple(self.sides.names(self.sides.left)))})
        self.changed.emit()

    def _sentence(self) -> str:
        if not (self.sides.left and self.sides.right):
            return ""
        where = {"column": "每一列的", "row": "每一行的"}.get(self._each, "")
        return where + self.sides.sentence

    def _on_told(self, name: str) -> None:
        self._said = bool(self.told.values["says"]) if name == "says" else self._said
        self._named = bool(self.told.values["name"]) if name == "name" else self._named
        self.changed.emit()

    @property
    def entry(self) -> dict[str, Any]:
        """The entry with what was filled in."""
        told, sides = self.told.values, self.sides
        entry = {"name": told["name"], "form": self.form.id, "each": self._each, "op": sides.op}
        entry |= {"left": list(sides.left), "right": list(sides.right), "says": told["says"], "severity": told["severity"].value}
        entry |= self._kept | {"edition": self.edition.value if self.only.isChecked() else ""}
        usual = {name: each.default for name, each in options_of(LocalRelation).items()}
        return {name: value for name, value in entry.items() if value != usual.get(name) or name in ("name", "says")}

    @property
    def missing(self) -> list[str]:
        """The sides that hold nothing yet; what is written below follows from them, and is told when they are there."""
        sides = {"左边": self.sides.left, "右边": self.sides.right}
        return [name for name, picks in sides.items() if not picks] or self.told.unsound

    def judge(self) -> bool:
        """Show everything that is wrong; whether nothing is."""
        return self.sides.judge() and self.told.judge()

    def blame(self, name: str, sentence: str) -> None:
        """Show that something is wrong with an option."""
        self.told.rows[name].judge(sentence)
        self.told.rows[name].editor.setFocus()

    def begin(self) -> None:
        """Put the cursor where one begins."""
        self.grid.setFocus()


def _names(form: Form, each: str) -> dict[str, str]:
    if each == "row":
        return {column.id: column.label for column in form.values}
    return {row.id: row.label for row in form.rows if not row.heading}


def _largest(forms: Sequence[Form]) -> str:
    return max(forms, key=lambda form: len(form.rows)).id


def _listed(value: Any) -> list[str]:  # noqa: ANN401 - what a file holds
    return [str(each) for each in value] if isinstance(value, list) else [str(value)] if value else []
