"""The bar above the panes: open, check again, what is open, export."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QWidget

from core.findings import Result
from gui.dressing import put_icon
from gui.labels import Elided, label
from gui.theme import font

EDITIONS = {"2008": "2008 格式", "2019": "2019 格式", "2021": "2021 格式"}
HEIGHT = 58
WITH_TAGS, WITH_WORDS = 1100, 960
SHORT = frozenset({"重新检查 F5", "对照上年…", "规则设置"})


class TopBar(QWidget):
    """Buttons for the main actions round the name of the file."""

    def __init__(
        self,
        open_: QAction,
        recheck: QAction,
        compare: QAction,
        rules: QAction,
        export: QAction,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("topBar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(HEIGHT)
        self._told = False
        self.name = Elided()
        self.name.setFont(font(15.5, bold=True))
        self.edition, self.year = label("", 13, role="tag"), label("", 13, role="tag")
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 0, 14, 0)
        row.setSpacing(9)
        self._buttons = {
            "打开…": _button(open_, "打开…", "open"),
            "重新检查 F5": _button(recheck, "重新检查 F5", "recheck"),
            "对照上年…": _button(compare, "对照上年…", "compare"),
            "规则设置": _button(rules, "规则设置", "settings"),
            "导出检查单": _button(export, "导出检查单", "export", primary=True),
        }
        left, right = list(self._buttons.values())[:2], list(self._buttons.values())[2:]
        for button in left:
            row.addWidget(button)
        row.addSpacing(10)
        row.addWidget(self.name, 0)
        row.addWidget(self.edition, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.year, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addStretch(1)
        for button in right:
            row.addWidget(button)

    def show_file(self, path: str) -> None:
        """Show the name of a file about which nothing is known yet."""
        self.name.say(Path(path).name)
        self.name.setToolTip(path)
        self._told = False
        self._arrange()

    def show_result(self, result: Result) -> None:
        """Show name, edition and year of a report."""
        self.show_file(result.path)
        known = EDITIONS.get(result.edition or "", f"{result.edition} 格式" if result.edition else "")
        self.edition.setText(known or "格式未识别")
        self.year.setText(f"{result.year} 年度" if result.year else "年度未识别")
        self._told = True
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is little room the name of the file comes first."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        """The narrower, the less: first the tags go, then the words of buttons whose picture tells enough."""
        for tag in (self.edition, self.year):
            tag.setVisible(self._told and self.width() >= WITH_TAGS)
        for text, button in self._buttons.items():
            button.setText("" if self.width() < WITH_WORDS and text in SHORT else text)


def _button(action: QAction, text: str, picture: str, primary: bool = False) -> QPushButton:
    """A button that does what the action does and is disabled with it, under a text of its own."""
    button = QPushButton(text)
    put_icon(button, picture, "on-accent" if primary else "ink")
    button.setProperty("primary", "true" if primary else "false")
    button.setIconSize(QSize(17, 17))
    button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
    button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    button.setToolTip(action.toolTip())
    button.setAccessibleName(action.toolTip())
    button.clicked.connect(lambda _checked=False: action.trigger())
    action.changed.connect(lambda: button.setEnabled(action.isEnabled()))
    button.setEnabled(action.isEnabled())
    return button
