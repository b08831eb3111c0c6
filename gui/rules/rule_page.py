"""One rule: whether it is checked, how grave it is, its parameters, and its page of the manual."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from core.edition import Edition
from core.findings import Severity
from core.manual import parts
from core.report.formmatch import short
from core.rule import Rule
from gui.icons import severity_icon
from gui.labels import label, scrolling, wrapped
from gui.rules.choice import Choice
from gui.rules.copy import ENABLED, SEVERITY, WorkingCopy, option_names
from gui.rules.option_form import OptionForm

SOURCE = "来自：{source}"
FIXED = "由 {file} 规定。它排在本单位的文件之后，要改请改那个文件。"
NO_EXAMPLE = "（本地规则没有示例）"


class RulePage(QWidget):
    """Shows the rule that is chosen, and hands every choice to the working copy."""

    chosen = Signal(str, str, object)
    """A rule, the option and its new value; only values that may stand."""
    restore_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._copy: WorkingCopy | None = None
        self._rule = ""
        self.form: OptionForm | None = None
        self.title, self._id = wrapped("", 18, bold=True), label("", 13, role="muted")
        self._summary = wrapped("", 14.5)
        self.on = QCheckBox("检查这一条")
        self.on.toggled.connect(lambda on: self.chosen.emit(self._rule, ENABLED, on))
        self.severity = Choice({}, "级别")
        self.severity.currentIndexChanged.connect(lambda _at: self._on_severity())
        self._sources = {ENABLED: label("", 12.5, role="muted"), SEVERITY: label("", 12.5, role="muted")}
        self.restore = QPushButton("恢复默认")
        self.restore.setAutoDefault(False)
        self.restore.setToolTip("去掉本单位对这一条的调整")
        self.restore.clicked.connect(lambda: self.restore_wanted.emit(self._rule))
        self._fixed = wrapped("", 13, role="muted")
        self._body = QVBoxLayout()
        self._body.setSpacing(12)
        self._lay_out()

    def _lay_out(self) -> None:
        content = QWidget()
        box = QVBoxLayout(content)
        box.setContentsMargins(20, 4, 18, 18)
        box.setSpacing(12)
        head = QHBoxLayout()
        words = QVBoxLayout()
        words.setSpacing(3)
        words.addWidget(self.title)
        words.addWidget(self._id)
        head.addLayout(words, 1)
        head.addWidget(self.restore)
        box.addLayout(head)
        box.addWidget(self._summary)
        box.addWidget(self._basics())
        box.addLayout(self._body)
        box.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scrolling(content, "规则的设置和说明"))

    def _basics(self) -> QFrame:
        card = _card()
        box = card.layout()
        assert isinstance(box, QVBoxLayout)
        for name, widget, words in ((ENABLED, self.on, ""), (SEVERITY, self.severity, "级别")):
            row = QHBoxLayout()
            row.setSpacing(10)
            if words:
                row.addWidget(label(words, 14))
            row.addWidget(widget)
            row.addStretch(1)
            row.addWidget(self._sources[name])
            box.addLayout(row)
        box.addWidget(self._fixed)
        return card

    def show_rule(self, copy: WorkingCopy, rule_id: str) -> None:
        """Show another rule."""
        self._copy, self._rule = copy, rule_id
        rule = copy.rule(rule_id)
        self.title.say(rule.title)
        self._id.setText(rule.id)
        self._summary.say(rule.manual.summary)
        self._fill_severity(copy.base(rule_id))
        self._fill_body(rule, copy.loaded.current.editions)
        self.show_state()

    def _fill_severity(self, base: Rule) -> None:
        told = f"按规则自身（{base.severity.label}）" if base.chosen is None else f"不另定（{base.chosen.label}）"
        icons = {each.value: severity_icon(each) for each in Severity} | {"": severity_icon(base.level)}
        self.severity.blockSignals(True)
        self.severity.fill({"": told} | {each.value: each.label for each in Severity}, icons)
        self.severity.blockSignals(False)

    def _fill_body(self, rule: Rule, editions: tuple[Edition, ...]) -> None:
        while (taken := self._body.takeAt(0)) is not None:
            if widget := taken.widget():
                widget.hide()
                widget.deleteLater()
        self.form = None
        if rule.options is not None:
            self.form = OptionForm(type(rule.options), keys=_keys(rule, editions))
            self.form.changed.connect(self._on_option)
            card = _card("参数")
            card.layout().addWidget(self.form)
            self._body.addWidget(card)
        card = _card()
        for name, words in parts(rule):
            if words != NO_EXAMPLE:
                card.layout().addWidget(label(name, 13, role="muted"))
                card.layout().addWidget(wrapped(words, 14.5))
        self._body.addWidget(card)

    def show_state(self) -> None:
        """Show what is chosen now; what is being typed is left alone."""
        if self._copy is None:
            return
        copy, rule = self._copy, self._copy.rule(self._rule)
        for widget in (self.on, self.severity):
            widget.blockSignals(True)
        self.on.setChecked(rule.enabled)
        self.severity.choose("" if rule.chosen is copy.base(rule.id).chosen else rule.chosen or "")
        for widget in (self.on, self.severity):
            widget.blockSignals(False)
        self.restore.setEnabled(copy.is_changed(rule.id))
        self._show_sources(rule)
        if self.form is not None:
            differing = {
                name: of for name, row in self.form.rows.items() if row.editor.value != (of := getattr(rule.options, name))
            }
            typed = {name for name, row in self.form.rows.items() if row.complaint is not None}
            self.form.show_values({name: value for name, value in differing.items() if name not in typed})

    def _show_sources(self, rule: Rule) -> None:
        assert self._copy is not None
        fixed = {name: self._copy.fixed(rule.id, name) for name in (ENABLED, SEVERITY, *option_names(rule))}
        labels = {**self._sources, **({name: row.source for name, row in self.form.rows.items()} if self.form else {})}
        for name, shown in labels.items():
            shown.setText(SOURCE.format(source=self._copy.source(rule.id, name)))
        self.on.setEnabled(not fixed[ENABLED])
        self.severity.setEnabled(not fixed[SEVERITY])
        for name, row in self.form.rows.items() if self.form else ():
            row.editor.setEnabled(not fixed[name])
        self._fixed.say(next((FIXED.format(file=file) for file in fixed.values() if file), ""))

    def _on_severity(self) -> None:
        value = self.severity.value
        self.chosen.emit(self._rule, SEVERITY, Severity(value) if value else None)

    def _on_option(self, name: str) -> None:
        assert self.form is not None
        row = self.form.rows[name]
        if row.complaint is None:
            self.chosen.emit(self._rule, name, row.editor.value)

    @property
    def sound(self) -> bool:
        """Whether nothing wrong is being typed."""
        return self.form is None or self.form.sound


def _card(title: str = "") -> QFrame:
    card = QFrame()
    card.setProperty("card", "true")
    box = QVBoxLayout(card)
    box.setContentsMargins(18, 14, 18, 16)
    box.setSpacing(8)
    if title:
        box.addWidget(label(title, 14.5, bold=True))
    return card


def _keys(rule: Rule, editions: tuple[Edition, ...]) -> dict[str, str]:
    """The rows that a table of limits may name: those of amounts, with the edition that has them."""
    if not rule.id.startswith("table."):
        return {}
    found: dict[str, str] = {}
    for edition in editions:
        for form in edition.forms:
            decimal = any(column.decimal for column in form.values)
            rows = (row for row in form.rows if row.limit is not None or row.decimal or decimal)
            found |= {row.id: f"{short(row.label)}（{edition.key}年版，{row.id}）" for row in rows}
    return found
