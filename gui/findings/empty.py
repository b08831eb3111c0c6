"""What stands in place of the list when it has no rows."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from core.findings import Result
from gui.dressing import put_picture
from gui.findings.chips import NAMES
from gui.grouping import Choice, Filter
from gui.labels import wrapped

ICON = 44


class EmptyList(QWidget):
    """Says that nothing was found, or nothing of the chosen kind."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._picture = QLabel()
        put_picture(self._picture, "check", "ok", ICON)
        self._picture.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._title = wrapped("", 16, bold=True)
        self._hint = wrapped("", 13.5, role="muted")
        box = QVBoxLayout(self)
        box.setContentsMargins(24, 56, 24, 24)
        box.setSpacing(10)
        for widget in (self._picture, self._title, self._hint):
            box.addWidget(widget)
        for text in (self._title, self._hint):
            text.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        box.addStretch(1)

    def show_state(self, result: Result, choice: Choice) -> None:
        """Choose the words for a result and what the user wants to see of it."""
        chosen = choice.filter
        self._picture.setVisible(chosen is Filter.ALL and not choice.words)
        if choice.words:
            self._title.say(f"没有与“{choice.words}”相符的问题")
            self._hint.say("清空查找框查看其他问题。")
            return
        if chosen is not Filter.ALL:
            self._title.say(f"没有{NAMES[chosen]}")
            self._hint.say("选“全部”查看其他问题。")
            return
        self._title.say("没有发现问题")
        passed = sum(1 for row in result.checklist if row.status == "pass")
        self._hint.say(f"已核对的 {passed} 条规则全部通过。报送前仍请通读一遍，并导出检查单留存。")
