"""The two sides of a relation with what must hold between them; one side is being filled."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from gui.labels import Wrapped, wrapped
from gui.rules.choice import Choice

LEFT, RIGHT = 0, 1
EMPTY = ("在表样上点选左边", "点这里，再点选右边")
LACKING = "左右两边都要点选至少一项。"
PLUS = " ＋ "


class Sides(QWidget):
    """What was picked for each side; picking goes to the side that is pressed."""

    changed = Signal()

    def __init__(self, ops: Mapping[str, str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._picks: list[list[str]] = [[], []]
        self._names: dict[str, str] = {}
        self._choice = Choice(ops, "关系")
        self._choice.currentIndexChanged.connect(lambda _at: self.changed.emit())
        self._texts: list[Wrapped] = []
        self.buttons = QButtonGroup(self)
        self._flaw = wrapped("", 13, role="flaw")
        self._flaw.hide()
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(self._side(LEFT, "左边"), 1)
        row.addWidget(self._choice, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._side(RIGHT, "右边"), 1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(4)
        box.addLayout(row)
        box.addWidget(self._flaw)
        self.buttons.button(LEFT).setChecked(True)
        self._tell()

    def _side(self, number: int, words: str) -> QFrame:
        frame = QFrame()
        frame.setProperty("side", ("left", "right")[number])
        button = QPushButton(words)
        button.setCheckable(True)
        button.setAutoDefault(False)
        button.setProperty("chip", "true")
        button.setToolTip(f"点选的行或列归{words}")
        self.buttons.addButton(button, number)
        text = wrapped("", 13.5)
        self._texts.append(text)
        row = QHBoxLayout(frame)
        row.setContentsMargins(10, 8, 10, 8)
        row.setSpacing(10)
        row.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(text, 1)
        return frame

    @property
    def left(self) -> list[str]:
        """The ids picked for the left side."""
        return self._picks[LEFT]

    @property
    def right(self) -> list[str]:
        """The ids picked for the right side."""
        return self._picks[RIGHT]

    @property
    def op(self) -> str:
        """What must hold between them."""
        return self._choice.value

    def names(self, picks: Iterable[str]) -> list[str]:
        """What the picked rows or columns are called."""
        return [self._names.get(key, key).lstrip("　") for key in picks]

    def forget(self, names: Mapping[str, str]) -> None:
        """Begin anew with other rows or columns."""
        self._names = dict(names)
        self._picks = [[], []]
        self.buttons.button(LEFT).setChecked(True)
        self._tell()

    def show_picks(self, left: list[str], right: list[str], op: str) -> None:
        """Show a relation that there is."""
        self._picks = [list(left), list(right)]
        self._choice.blockSignals(True)
        self._choice.choose(op)
        self._choice.blockSignals(False)
        self._tell()

    def choose(self, side: int, op: str | None = None) -> None:
        """Fill this side from now on, or change what must hold."""
        self.buttons.button(side).setChecked(True)
        if op is not None:
            self._choice.choose(op)

    def toggle(self, key: str) -> None:
        """Pick for the side being filled, or take it away again; what stood at the other side changes over."""
        side = self.buttons.checkedId()
        mine, other = self._picks[side], self._picks[1 - side]
        if key in mine:
            mine.remove(key)
        else:
            mine.append(key)
        if key in other:
            other.remove(key)
        self._tell()
        self.changed.emit()

    def _tell(self) -> None:
        for number, text in enumerate(self._texts):
            names = self.names(self._picks[number])
            text.say(PLUS.join(f"“{name}”" for name in names) or EMPTY[number])
        self._flaw.say("")

    @property
    def sentence(self) -> str:
        """The relation in words."""
        left, right = (_joined(self.names(side)) for side in self._picks)
        if self.op == "<=":
            return f"{left}不大于{right}"
        return f"{left}为0时{right}也应为0" if self.op == "if-zero" else f"{left}等于{right}"

    def judge(self) -> bool:
        """Show what is lacking; whether nothing is."""
        whole = bool(self.left and self.right)
        self._flaw.say("" if whole else LACKING)
        return whole


def _joined(names: list[str]) -> str:
    return "、".join(f"“{name}”" for name in names) + ("之和" if len(names) > 1 else "")
