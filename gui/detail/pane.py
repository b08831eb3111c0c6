"""The right pane: message, arithmetic, what to do, why, legal basis and wording of the selected finding."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from core.exports.places import Places
from core.findings import Finding, LocationKind, Result
from gui.clock import said
from gui.detail.arithmetic import ArithmeticCard
from gui.detail.basis import BasisCard
from gui.detail.card import TextCard
from gui.detail.correction import CorrectionCard
from gui.detail.shape import SeverityShape
from gui.detail.words import as_text
from gui.dressing import put_icon
from gui.flow_layout import FlowLayout
from gui.labels import label, scrolling, wrapped
from gui.preparing import prepared

NOTHING = "在左侧列表或正文中选一处问题，这里会说明错在哪里、怎么改、依据是什么。"
SHAPE = 18
DISMISS = "忽略此处…"


class DetailPane(QWidget):
    """Everything about one finding, with the way to the next one."""

    previous_wanted = Signal()
    next_wanted = Signal()
    dismiss_wanted = Signal()
    """The finding shall be dismissed, or its dismissal be taken back."""
    manual_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("detailPane")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._finding: Finding | None = None
        self._place, self._rule = "", ""
        self._places: tuple[Result, Places] | None = None
        self._shape = SeverityShape(SHAPE)
        self.kind = wrapped("", 13, role="muted")
        self._number = label("", 13, role="muted")
        self.message = wrapped("", 16.5, bold=True)
        self.place = wrapped("", 13, role="muted")
        self.arithmetic = ArithmeticCard()
        self.waived, self.correction = TextCard("已忽略"), CorrectionCard()
        self.suggestion, self.reason = TextCard("怎么改"), TextCard("为什么")
        self.basis, self.excerpt = BasisCard(), TextCard("原文")
        self.manual = _manual_link()
        self.manual.clicked.connect(self._on_manual)
        self.nothing = wrapped(NOTHING, 14, role="muted")
        self.may_dismiss = True
        self._foot = self._buttons()
        self._lay_out()
        self.clear()

    def _lay_out(self) -> None:
        body = QWidget()
        body.setObjectName("detailBody")
        inner = QVBoxLayout(body)
        inner.setContentsMargins(18, 18, 16, 18)
        inner.setSpacing(12)
        inner.addLayout(self._head())
        inner.addWidget(self.nothing)
        for card in self._cards:
            inner.addWidget(card)
        inner.addWidget(self.manual, 0, Qt.AlignmentFlag.AlignLeft)
        inner.addStretch(1)
        box = QVBoxLayout(self)
        box.setContentsMargins(1, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(scrolling(body, "问题说明"), 1)
        box.addWidget(self._foot)

    def _head(self) -> QVBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(7)
        top = Qt.AlignmentFlag.AlignTop
        line.addWidget(self._shape, 0, top)
        line.addWidget(self.kind, 1)
        line.addWidget(self._number, 0, top)
        head = QVBoxLayout()
        head.setSpacing(6)
        head.addLayout(line)
        head.addWidget(self.message)
        head.addWidget(self.place)
        return head

    def _buttons(self) -> QWidget:
        foot, inner = QWidget(), QWidget()
        foot.setObjectName("detailFoot")
        foot.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        around = QVBoxLayout(foot)
        around.setContentsMargins(14, 10, 12, 12)
        around.addWidget(inner)
        row = FlowLayout(inner, gap=6)
        self.previous_button = _button("上一处", "上一处问题（Shift+F8）", "previous")
        self.next_button = _button("下一处 F8", "下一处问题（F8）", "next", primary=True)
        self.dismiss_button = _button(DISMISS, "忽略此处（Delete）", "dismiss")
        self.copy_button = _button("复制", "复制这处问题的说明", "copy")
        self.previous_button.clicked.connect(self.previous_wanted)
        self.next_button.clicked.connect(self.next_wanted)
        self.dismiss_button.clicked.connect(self.dismiss_wanted)
        self.copy_button.clicked.connect(self.copy)
        for button in (self.previous_button, self.next_button, self.dismiss_button, self.copy_button):
            row.addWidget(button)
        return foot

    @property
    def _cards(self) -> tuple[QFrame, ...]:
        return self.waived, self.arithmetic, self.correction, *self._told

    @property
    def _told(self) -> tuple[TextCard, ...]:
        return self.suggestion, self.reason, self.basis, self.excerpt

    def clear(self) -> None:
        """Show that nothing is selected."""
        self._finding = None
        self._shape.hide()
        for text in (self.kind, self.message, self.place):
            text.say("")
        self._number.clear()
        self.nothing.say(NOTHING)
        for card in self._cards:
            card.hide()
        self.manual.hide()
        self.copy_button.setEnabled(False)
        self.dismiss_button.setEnabled(False)

    def show_nothing(self, sentence: str) -> None:
        """Show why there is nothing to select."""
        self.clear()
        self.nothing.say(sentence)
        self._foot.hide()

    def show_finding(self, result: Result, number: int, position: int, total: int) -> None:
        """Show a finding, the ``position``-th of ``total``."""
        finding = self._finding = result.findings[number]
        self._place = self._where(result, finding)
        self._foot.show()
        self.nothing.say("")
        self._shape.say(finding.severity)
        self._rule = next((row.title for row in result.checklist if row.rule == finding.rule), "")
        name, aside = (self._rule, finding.rule) if self._rule else (finding.rule, "")
        self.kind.say(f"{finding.severity.label} · {name}", aside)
        self._number.setText(f"{position} / {total}")
        self.message.say(finding.message)
        self.place.say(self._place)
        self.arithmetic.show_steps(finding.arithmetic)
        self.correction.show_edits(result, finding.edits)
        self.waived.say(f"{finding.waived.reason}\n{said(finding.waived.when)}" if finding.waived else None)
        for card, text in zip(self._told, self._texts(finding), strict=True):
            card.say(text)
        self.manual.show()
        self.copy_button.setEnabled(True)
        self.dismiss_button.setEnabled(self.may_dismiss)
        self.dismiss_button.setText("撤销忽略" if finding.waived else DISMISS)

    def _where(self, result: Result, finding: Finding) -> str:
        """The place in words; for what is missing the section in which it should stand."""
        if self._places is None or self._places[0] is not result:
            self._places = result, prepared(result).places
        places = self._places[1]
        nowhere = finding.location.kind is LocationKind.DOCUMENT and not finding.location.label
        return places.section(finding.location) if nowhere else places.full(finding.location)

    def _texts(self, finding: Finding) -> tuple[str | None, ...]:
        return finding.suggestion, finding.reason, finding.basis, finding.excerpt

    def _on_manual(self) -> None:
        if self._finding is not None:
            self.manual_wanted.emit(self._finding.rule)

    def copy(self) -> None:
        """Put everything about the finding on the clipboard, as text."""
        if self._finding is not None:
            QGuiApplication.clipboard().setText(as_text(self._finding, self._place, self._rule))


def _manual_link() -> QPushButton:
    button = QPushButton("查看规则说明 ›")
    button.setProperty("plain", "true")
    button.setToolTip("这条规则检查什么、为什么、怎样写才对（Shift+F1）")
    return button


def _button(text: str, tip: str, picture: str, primary: bool = False) -> QPushButton:
    button = QPushButton(text)
    put_icon(button, picture, "on-accent" if primary else "ink")
    button.setIconSize(QSize(15, 15))
    button.setToolTip(tip)
    button.setAccessibleName(tip)
    button.setProperty("primary", "true" if primary else "false")
    if picture == "next":
        button.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    return button
