"""Shows what a package holds and what is wrong with it, and asks what to take, before anything is taken over."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QDialog, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from gui.choice import agreeing
from gui.labels import label, scrolling, wrapped
from gui.rules.choice import Choice
from gui.rules.importing import NEW, OTHER, OWN, SAME, USELESS, Look, Offer

SIZE = (680, 480)
TAKE, BESIDE, NOT = "take", "beside", "not"
FINE = "核对无误。"
WRONG = "有 {count} 处写错："
FLAWED = "有 {count} 处写错，写错的条目不会采用，其余照常："
STATES = {
    NEW: "新的规则文件。",
    OWN: "这是用“规则设置”写成的本单位规则。",
    SAME: "规则文件夹里已有同样的文件，不用再导入。",
    OTHER: "规则文件夹里已有同名文件，内容不同。",
    USELESS: "这个文件里没有能用的规则，不会导入。",
}
SHOWN = 20


class ImportDialog(QDialog):
    """One card for each layer; ``wanted`` hands over the chosen names and whether the dismissals are wanted."""

    wanted = Signal(dict, bool)

    def __init__(self, found: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("导入规则包")
        self.resize(*SIZE)
        self.choices: dict[str, Choice] = {}
        self._offers = {offer.name: offer for offer in found.offers}
        self.dismissals = QCheckBox(f"同时导入忽略记录（{found.dismissals} 条）")
        self.dismissals.setChecked(found.dismissals > 0)
        self.dismissals.setVisible(found.dismissals > 0)
        self.dismissals.toggled.connect(lambda _on: self._on_choice())
        self.ok, cancel = agreeing(self, "导入", self._finish)
        content = QWidget()
        cards = QVBoxLayout(content)
        cards.setContentsMargins(0, 0, 10, 0)
        cards.setSpacing(10)
        if found.sentence:
            cards.addWidget(wrapped(found.sentence, 14, role="flaw"))
        for offer in found.offers:
            cards.addWidget(self._card(offer))
        cards.addStretch(1)
        row = QHBoxLayout()
        row.addWidget(self.dismissals, 1)
        row.addStretch(0)
        row.addWidget(cancel)
        row.addWidget(self.ok)
        box = QVBoxLayout(self)
        box.setContentsMargins(24, 20, 24, 18)
        box.setSpacing(12)
        box.addWidget(wrapped(found.path.name, 17, bold=True))
        box.addWidget(scrolling(content, "规则包里的文件"), 1)
        box.addLayout(row)
        self._on_choice()

    def _card(self, offer: Offer) -> QFrame:
        card = QFrame()
        card.setProperty("card", "true")
        box = QVBoxLayout(card)
        box.setContentsMargins(16, 12, 16, 14)
        box.setSpacing(6)
        head = QHBoxLayout()
        head.addWidget(label(offer.name, 15, bold=True), 1)
        if offer.state not in (SAME, USELESS):
            choice = self.choices[offer.name] = Choice(_ways(offer), f"怎样导入 {offer.name}")
            choice.choose(BESIDE if offer.state == OTHER else TAKE)
            choice.currentIndexChanged.connect(lambda _at: self._on_choice())
            head.addWidget(choice)
        box.addLayout(head)
        box.addWidget(wrapped(STATES[offer.state], 13.5, role="muted"))
        flaws = [f"第 {each.line} 行：{each.sentence}" if each.line else each.sentence for each in offer.mistakes]
        flawed = WRONG if offer.state == USELESS else FLAWED
        box.addWidget(wrapped(flawed.format(count=len(flaws)) if flaws else FINE, 13.5, role="flaw" if flaws else "muted"))
        for flaw in flaws[:SHOWN]:
            box.addWidget(wrapped(flaw, 13.5))
        return card

    @property
    def names(self) -> dict[str, str]:
        """The layers to take, with the names that they shall have."""
        chosen = {name: choice.value for name, choice in self.choices.items() if choice.value != NOT}
        return {name: self._offers[name].beside if way == BESIDE else name for name, way in chosen.items()}

    def _on_choice(self) -> None:
        self.ok.setEnabled(bool(self.names) or (self.dismissals.isChecked() and not self.dismissals.isHidden()))

    def _finish(self) -> None:
        self.wanted.emit(self.names, self.dismissals.isChecked() and not self.dismissals.isHidden())
        self.accept()


def _ways(offer: Offer) -> dict[str, str]:
    if offer.state == OTHER:
        return {BESIDE: f"两个都留（存为 {offer.beside}）", TAKE: "替换现有的文件", NOT: "不导入"}
    if offer.state == OWN:
        return {TAKE: "作为本单位的规则", BESIDE: "作为上级下发的规则", NOT: "不导入"}
    return {TAKE: "导入", NOT: "不导入"}
