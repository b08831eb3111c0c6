"""The unit whose reports are checked here, with its local deadline, under the drafts of the start page."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gui.rules.telling import Unit
from gui.start.card import Card, heading

KINDS = {"government": "政府", "department": "部门", "township": "乡镇、街道"}
NOT_YET = ("还没有设置本单位", "名称、类别、报送时限，只填一次", "设置")


class UnitCard(QWidget):
    """A card that can be pressed to change what it says."""

    change_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 18, 0, 0)
        self._box.setSpacing(11)
        self._box.addWidget(heading("本单位设置"))
        self.card = Card("", "", "", "pill-accent")
        self._box.addWidget(self.card)
        self.show_unit(Unit())

    def show_unit(self, unit: Unit) -> None:
        """Show what was read of the own layer."""
        self._box.removeWidget(self.card)
        self.card.hide()
        self.card.deleteLater()
        self.card = Card(*words(unit), "pill-accent")
        self.card.setToolTip(unit.mistake or "更改单位名称、类别和本地报送时限")
        self.card.clicked.connect(lambda _checked=False: self.change_wanted.emit())
        self._box.addWidget(self.card)


def words(unit: Unit) -> tuple[str, str, str]:
    """Title, line below, pill."""
    if unit.mistake:
        return "本单位的规则文件写错了", unit.mistake, "查看"
    if not unit.name and not unit.rules:
        return NOT_YET
    title = f"{unit.name}　·　{KINDS.get(unit.kind, '')}" if unit.name else "没有填写单位名称"
    month, _, day = unit.deadline.partition("-")
    deadline = f"本地报送截止 {int(month)} 月 {int(day)} 日" if month.isdigit() and day.isdigit() else "报送截止按法定时限"
    return title, f"{deadline}，自定规则 {unit.rules} 条", "更改"
