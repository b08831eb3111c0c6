"""The rules by family, with a box to switch each on or off, and a field to search them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QBrush
from PySide6.QtWidgets import QLineEdit, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from core.manual import FAMILIES
from core.rule import Rule
from gui.icons import severity_icon
from gui.theme import colour, font

ID = Qt.ItemDataRole.UserRole
CHANGED = "　已改"
HEAD, LINE = 36, 30


class RuleList(QWidget):
    """Families with their rules; a rule is chosen by a click, switched by its box."""

    chosen = Signal(str)
    switched = Signal(str, bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = QLineEdit()
        self.field.setPlaceholderText("查找规则")
        self.field.setAccessibleName("查找规则")
        self.field.setClearButtonEnabled(True)
        self.field.textChanged.connect(self._filter)
        self.tree = QTreeWidget()
        self.tree.setHeaderHidden(True)
        self.tree.setAccessibleName("规则")
        self.tree.setIndentation(0)
        self.tree.setRootIsDecorated(False)
        self.tree.setItemsExpandable(False)
        self.tree.currentItemChanged.connect(lambda item, _before: self._on_item(item))
        self.tree.itemChanged.connect(lambda item, _column: self._on_box(item))
        self._items: dict[str, QTreeWidgetItem] = {}
        self._families: list[QTreeWidgetItem] = []
        self._texts: dict[str, str] = {}
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(8)
        box.addWidget(self.field)
        box.addWidget(self.tree, 1)

    def show_rules(self, rules: Sequence[Rule]) -> None:
        """List the rules; the chosen one stays chosen."""
        before = self.current
        with QSignalBlocker(self.tree):
            self.tree.clear()
            self._items.clear()
            self._families.clear()
            for family, name in FAMILIES.items():
                if own := [rule for rule in rules if rule.id.partition(".")[0] == family]:
                    self._add_family(name, own)
            self.tree.expandAll()
        self._filter(self.field.text())
        first = next(iter(self._items), "")
        self.choose(before if before in self._items else first)

    def _add_family(self, name: str, rules: Sequence[Rule]) -> None:
        head = QTreeWidgetItem(self.tree, [f"{name}　{len(rules)}"])
        head.setSizeHint(0, QSize(0, HEAD))
        head.setFlags(Qt.ItemFlag.ItemIsEnabled)
        head.setFont(0, font(13.5, bold=True))
        head.setForeground(0, QBrush(colour("muted")))
        self._families.append(head)
        for rule in rules:
            item = QTreeWidgetItem(head, [rule.title])
            item.setSizeHint(0, QSize(0, LINE))
            item.setData(0, ID, rule.id)
            item.setToolTip(0, rule.id)
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable)
            self._items[rule.id] = item
            self._texts[rule.id] = f"{rule.title} {rule.id} {rule.manual.summary} {rule.manual.checks}".lower()
            self.show_state(rule, changed=False)

    def show_state(self, rule: Rule, changed: bool, fixed: bool = False) -> None:
        """Show whether a rule is on, how grave it is, and whether the office has changed it."""
        item = self._items.get(rule.id)
        if item is None:
            return
        with QSignalBlocker(self.tree):
            item.setText(0, rule.title + (CHANGED if changed else ""))
            item.setCheckState(0, Qt.CheckState.Checked if rule.enabled else Qt.CheckState.Unchecked)
            item.setIcon(0, severity_icon(rule.level))
            item.setForeground(0, QBrush(colour("accent" if changed else "ink" if rule.enabled else "faint")))
            flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
            item.setFlags(flags if fixed else flags | Qt.ItemFlag.ItemIsUserCheckable)

    @property
    def current(self) -> str:
        """The id of the chosen rule, or an empty text."""
        item = self.tree.currentItem()
        return str(item.data(0, ID) or "") if item else ""

    def choose(self, rule: str) -> None:
        """Choose a rule."""
        if rule in self._items:
            self.tree.setCurrentItem(self._items[rule])
            self.tree.scrollToItem(self._items[rule])

    def item(self, rule: str) -> QTreeWidgetItem:
        """The line of a rule."""
        return self._items[rule]

    @property
    def shown(self) -> list[str]:
        """The ids of the rules that the search leaves."""
        return [rule for rule, item in self._items.items() if not item.isHidden()]

    def _on_item(self, item: QTreeWidgetItem | None) -> None:
        if item is not None and item.data(0, ID):
            self.chosen.emit(str(item.data(0, ID)))

    def _on_box(self, item: QTreeWidgetItem) -> None:
        if item.data(0, ID):
            self.switched.emit(str(item.data(0, ID)), item.checkState(0) == Qt.CheckState.Checked)

    def _filter(self, words: str) -> None:
        looked_for = words.strip().lower().split()
        for rule, item in self._items.items():
            item.setHidden(not all(word in self._texts[rule] for word in looked_for))
        for head in self._families:
            head.setHidden(all(head.child(number).isHidden() for number in range(head.childCount())))
