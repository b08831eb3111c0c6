"""The bar above the panes: open, check again, what is open, export."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QWidget

from core.findings import Result
from gui.dressing import put_icon
from gui.labels import Elided, label
from gui.theme import font

EDITIONS = {"2008": "2008 格式", "2019": "2019 格式", "2021": "2021 格式"}
HEIGHT = 58


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
        self.name = Elided()
        self.name.setFont(font(15.5, bold=True))
        self.edition, self.year = label("", 13, role="tag"), label("", 13, role="tag")
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 0, 14, 0)
        row.setSpacing(9)
        row.addWidget(_button(open_, "打开…", "open"))
        row.addWidget(_button(recheck, "重新检查 F5", "recheck"))
        row.addSpacing(10)
        row.addWidget(self.name, 0)
        row.addWidget(self.edition, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.year, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addStretch(1)
        row.addWidget(_button(compare, "对照上年…", "compare"))
        row.addWidget(_button(rules, "规则设置", "settings"))
        row.addWidget(_button(export, "导出检查单", "export", primary=True))

    def show_file(self, path: str) -> None:
        """Show the name of a file about which nothing is known yet."""
        self.name.say(Path(path).name)
        self.name.setToolTip(path)
        self.edition.hide()
        self.year.hide()

    def show_result(self, result: Result) -> None:
        """Show name, edition and year of a report."""
        self.show_file(result.path)
        known = EDITIONS.get(result.edition or "", f"{result.edition} 格式" if result.edition else "")
        self.edition.setText(known or "格式未识别")
        self.edition.show()
        self.year.setText(f"{result.year} 年度" if result.year else "年度未识别")
        self.year.show()


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
