"""The manual pages of the rules: a list at the left, the page at the right."""

from __future__ import annotations

import re
from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from gui.files import RESOURCES
from gui.manual.reader import Reader
from gui.theme import font

PAGES = RESOURCES.parent / "rules" / "manual"
SIZE = (980, 700)
LINE = 30
NO_PAGE = "# 本地规则\n\n这条规则由本单位或上级的本地规则文件规定，没有单独的说明页。规则要求见问题说明中的“怎么改”和“依据”。"
ID = Qt.ItemDataRole.UserRole
_COMMENT = re.compile(r"<!--.*?-->\s*", re.DOTALL)
_TITLE = re.compile(r"^# (.+)$", re.MULTILINE)
_LOCAL = re.compile(r"\n## 本单位怎样调整.*", re.DOTALL)


def page(rule: str, folder: Path = PAGES) -> str:
    """The page of a rule in Markdown."""
    try:
        text = (folder / f"{Path(rule).name}.md").read_text("utf-8")
    except OSError:
        return NO_PAGE
    return _LOCAL.sub("", _COMMENT.sub("", text))


def titles(folder: Path = PAGES) -> dict[str, str]:
    """What each rule checks, by its id, in the order of their ids."""
    found = {path.stem: _TITLE.search(path.read_text("utf-8")) for path in sorted(folder.glob("*.md"))}
    return {rule: match[1] for rule, match in found.items() if match}


class RuleManual(QDialog):
    """Pages to read and to search."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("规则说明")
        self.resize(*SIZE)
        self._field = QLineEdit()
        self._field.setPlaceholderText("查找规则")
        self._field.setAccessibleName("查找规则")
        self._field.setClearButtonEnabled(True)
        self._field.textChanged.connect(self._filter)
        self.list = QListWidget()
        self.list.setAccessibleName("规则")
        self._fill()
        self.browser = Reader()
        self.list.currentItemChanged.connect(lambda item, _before: self._on_item(item))
        side = QVBoxLayout()
        side.addWidget(self._field)
        side.addWidget(self.list, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 16, 16, 16)
        row.setSpacing(14)
        row.addLayout(side, 3)
        row.addWidget(self.browser, 7)

    def _fill(self) -> None:
        """The rules by family, each line as high as its style wants it from the beginning."""
        from core.manual import FAMILIES  # noqa: PLC0415 - reads editions too, which the window opens without

        known = titles()
        for family, name in FAMILIES.items():
            own = {rule: title for rule, title in known.items() if rule.partition(".")[0] == family}
            if own:
                self._add_family(f"{name}　{len(own)}")
            for rule, title in own.items():
                item = QListWidgetItem(title, self.list)
                item.setData(ID, rule)
                item.setToolTip(rule)
                item.setSizeHint(QSize(0, LINE))

    def _add_family(self, words: str) -> None:
        head = QListWidgetItem(words, self.list)
        head.setFlags(Qt.ItemFlag.NoItemFlags)
        head.setFont(font(13.5, bold=True))
        head.setSizeHint(QSize(0, LINE + 6))

    def show_rule(self, rule: str) -> None:
        """Show the page of a rule; the first one for none."""
        for number in range(self.list.count()):
            known = self.list.item(number).data(ID)
            if known and rule in ("", known):
                self.list.setCurrentRow(number)
                return
        self._show(rule)

    def _on_item(self, item: QListWidgetItem | None) -> None:
        if item is not None and item.data(ID):
            self._show(str(item.data(ID)))

    def _show(self, rule: str) -> None:
        self.browser.show_markdown(page(rule))

    def _filter(self, words: str) -> None:
        looked_for = words.strip().lower()
        for number in range(self.list.count()):
            item = self.list.item(number)
            # Among what was found the families would be in the way.
            item.setHidden(looked_for not in f"{item.text()} {item.data(ID)}".lower() if item.data(ID) else bool(looked_for))


def show_page(parent: QWidget, rule: str) -> RuleManual:
    """Open the manual at the page of a rule."""
    manual = RuleManual(parent)
    manual.show_rule(rule)
    manual.show()
    return manual
