"""Which unit this is, of which kind, and by when it and its like have to report."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from core.layers.own import DEADLINE, own_unit, with_unit
from core.report.title import unit_kind
from gui.labels import label, scrolling, wrapped
from gui.rules.choice import Choice
from gui.rules.copy import WorkingCopy, option_names
from gui.rules.day_choice import DayChoice
from gui.rules.editors import TextEditor
from gui.rules.words import UNITS

WIDEST = 720
EXAMPLE = "如：青禾县农业农村局"
NAME_HINT = "照报告标题中的写法填写，用来确定单位类别。留空则每份报告按标题判断。"
KIND_HINT = "类别决定报告时限和一部分要求。名称看不出类别的（如开发区管委会），请在这里选定。"
DAY_HINT = "上级规定的时限早于法定时限的，在这里填写；各类单位分别填写，检查时按报告单位的类别采用。"
LATE = "晚于法定时限，请核对。"


class UnitPage(QWidget):
    """Three cards; every change goes into the working copy at once."""

    def __init__(self, copy: WorkingCopy, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._copy = copy
        self._legal = _legal(copy)
        self._follows = True
        self.name = TextEditor("单位名称", EXAMPLE)
        self.kind = Choice(UNITS, "单位类别")
        self.days = {kind: DayChoice(f"{words}的报告时限", self._legal.get(kind)) for kind, words in UNITS.items()}
        self._notes = {kind: label("", 13, role="muted") for kind in UNITS}
        content = QWidget()
        content.setMaximumWidth(WIDEST)
        box = QVBoxLayout(content)
        box.setContentsMargins(2, 6, 12, 12)
        box.setSpacing(14)
        box.addWidget(self._unit_card())
        box.addWidget(self._day_card())
        box.addStretch(1)
        ground = QWidget()
        row = QHBoxLayout(ground)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(content, 1)
        row.addStretch(0)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scrolling(ground, "本单位"))
        self.name.changed.connect(self._on_name)
        self.kind.currentIndexChanged.connect(lambda _at: self._on_kind())
        for kind, field in self.days.items():
            field.changed.connect(lambda kind=kind: self._on_day(kind))
        copy.reloaded.connect(self.fill)
        self.fill()

    def _unit_card(self) -> QFrame:
        card, box = _card("本单位")
        grid = QGridLayout()
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        grid.addWidget(label("单位名称", 14), 0, 0)
        grid.addWidget(self.name, 0, 1)
        grid.addWidget(wrapped(NAME_HINT, 13, role="muted"), 1, 1)
        grid.addWidget(label("单位类别", 14), 2, 0)
        grid.addWidget(self.kind, 2, 1, Qt.AlignmentFlag.AlignLeft)
        grid.addWidget(wrapped(KIND_HINT, 13, role="muted"), 3, 1)
        box.addLayout(grid)
        return card

    def _day_card(self) -> QFrame:
        card, box = _card("报告时限")
        box.addWidget(wrapped(DAY_HINT, 13.5, role="muted"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(2, 1)
        for row, (kind, field) in enumerate(self.days.items()):
            grid.addWidget(label(UNITS[kind], 14), row, 0)
            grid.addWidget(field, row, 1)
            grid.addWidget(self._notes[kind], row, 2)
        box.addLayout(grid)
        return card

    def refresh(self) -> None:
        """Show what another page has changed."""
        self.fill()

    def fill(self) -> None:
        """Show what the working copy says."""
        layer = self._copy.layer
        own = own_unit(layer)
        self.name.show_value(own[0])
        self.kind.blockSignals(True)
        self.kind.choose(own[1] or unit_kind(own[0] or None))
        self.kind.blockSignals(False)
        self.kind.setEnabled(bool(own[0]))
        self._follows = not own[0] or own[1] == unit_kind(own[0])
        options = self._copy.rule(DEADLINE).options
        for kind, field in self.days.items():
            field.show_value(getattr(options, kind))
            self._note(kind)

    def _note(self, kind: str) -> None:
        fixed = self._copy.fixed(DEADLINE, kind)
        self.days[kind].setEnabled(not fixed)
        month, _, day = self.days[kind].value.partition("-")
        late = bool(month) and kind in self._legal and (int(month), int(day)) > self._legal[kind]
        source = self._copy.source(DEADLINE, kind)
        told = f"来自：{source}" if month and source != self._copy.layer.file else ""
        self._notes[kind].setText(LATE if late else told)

    def _on_name(self) -> None:
        name = str(self.name.value)
        self.kind.setEnabled(bool(name))
        if self._follows:
            self.kind.blockSignals(True)
            self.kind.choose(unit_kind(name or None))
            self.kind.blockSignals(False)
        self._keep()

    def _on_kind(self) -> None:
        self._follows = False
        self._keep()

    def _keep(self) -> None:
        self._copy.put(with_unit(self._copy.layer, str(self.name.value), self.kind.value))

    def _on_day(self, kind: str) -> None:
        self._copy.choose(DEADLINE, kind, self.days[kind].value)
        self._note(kind)


def _legal(copy: WorkingCopy) -> dict[str, tuple[int, int]]:
    """The deadlines of the law by the newest edition."""
    said = copy.loaded.current.editions[-1].deadline
    days = {kind: said.get(kind) or said.get("any") for kind in option_names(copy.base(DEADLINE))}
    return {kind: (day[0], day[1]) for kind, day in days.items() if day}


def _card(title: str) -> tuple[QFrame, QVBoxLayout]:
    card = QFrame()
    card.setProperty("card", "true")
    box = QVBoxLayout(card)
    box.setContentsMargins(20, 16, 20, 18)
    box.setSpacing(10)
    box.addWidget(label(title, 15.5, bold=True))
    return card, box
