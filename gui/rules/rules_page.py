"""The rules that there are: a list at the left, the chosen one at the right."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QWidget

from gui.rules.copy import ENABLED, WorkingCopy
from gui.rules.rule_list import RuleList
from gui.rules.rule_page import RulePage


class RulesPage(QWidget):
    """Every choice goes into the working copy at once; nothing is written before it is saved."""

    def __init__(self, copy: WorkingCopy, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._copy = copy
        self.list, self.page = RuleList(), RulePage()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(self.list, 4)
        row.addWidget(self.page, 7)
        self.list.chosen.connect(lambda rule: self.page.show_rule(copy, rule))
        self.list.switched.connect(lambda rule, on: self.choose(rule, ENABLED, on))
        self.page.chosen.connect(self.choose)
        self.page.restore_wanted.connect(self.restore)
        copy.reloaded.connect(self.fill)
        self.fill()

    def fill(self) -> None:
        """List the rules as they are now."""
        rules = self._copy.rules()
        self.list.show_rules(rules)
        for rule in rules:
            self._show_state(rule.id)

    def refresh(self) -> None:
        """Show what another page has changed."""
        for rule in self._copy.rules():
            self._show_state(rule.id)
        self.page.show_state()
        self.list.field.setFocus()

    def choose(self, rule: str, name: str, value: Any) -> None:  # noqa: ANN401 - of the option's type
        """Choose a value for a rule."""
        self._copy.choose(rule, name, value)
        self._show_state(rule)
        if rule == self.list.current:
            self.page.show_state()

    def restore(self, rule: str) -> None:
        """Give a rule its values of the layers below back."""
        self._copy.restore(rule)
        self._show_state(rule)
        self.page.show_rule(self._copy, rule)

    def _show_state(self, rule_id: str) -> None:
        rule, copy = self._copy.rule(rule_id), self._copy
        self.list.show_state(rule, copy.is_changed(rule_id), fixed=bool(copy.fixed(rule_id, ENABLED)))
