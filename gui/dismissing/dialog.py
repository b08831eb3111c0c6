"""Asks why a finding may be dismissed."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut, QTextCursor
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from core.findings import Finding
from gui.choice import agreeing
from gui.flow_layout import FlowLayout
from gui.labels import label, wrapped

WIDTH = 520
USUAL = ("已核实，数据无误", "口径不同，已在文中说明", "按上级要求这样写")
HINT = "忽略后这一处不再算问题，仍列在“已忽略”和检查单中。报告别处的修改不影响它；这一处改了会重新报告。"


class ReasonDialog(QDialog):
    """A field for the reason, with reasons given before to choose from; nothing is dismissed without one."""

    given = Signal(str)
    left = Signal(str)
    """Closed without dismissing anything; what was written until then."""

    def __init__(self, finding: Finding, reasons: Sequence[str] = (), parent: QWidget | None = None, draft: str = "") -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("忽略此处")
        self.setMinimumWidth(WIDTH)
        self.field = QPlainTextEdit()
        self.field.setPlaceholderText("请写明为什么可以忽略，检查单上会列出")
        self.field.setAccessibleName("忽略的理由")
        self.field.setTabChangesFocus(True)
        self.field.setFixedHeight(84)
        self.field.textChanged.connect(self._on_text)
        self.ok, self._cancel = agreeing(self, "忽略此处", self._on_ok)
        QShortcut(QKeySequence("Ctrl+Return"), self, self._on_ok)
        self._lay_out(finding, reasons)
        self.field.setPlainText(draft)
        self.field.moveCursor(QTextCursor.MoveOperation.End)
        self._on_text()
        self.field.setFocus()
        self.resize(WIDTH, self._box.heightForWidth(WIDTH))

    def _lay_out(self, finding: Finding, reasons: Sequence[str]) -> None:
        box = self._box = QVBoxLayout(self)
        box.setContentsMargins(24, 20, 24, 18)
        box.setSpacing(10)
        box.addWidget(wrapped(finding.message, 16, bold=True))
        box.addWidget(label("理由", 14))
        box.addWidget(self.field)
        box.addWidget(self._choices(reasons))
        box.addWidget(wrapped(HINT, 13, role="muted"))
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self._cancel)
        row.addWidget(self.ok)
        box.addSpacing(4)
        box.addLayout(row)

    def _choices(self, reasons: Sequence[str]) -> QWidget:
        holder = QWidget()
        row = FlowLayout(holder, gap=6)
        for reason in dict.fromkeys((*reasons, *USUAL)):
            button = QPushButton(reason)
            button.setProperty("chip", "true")
            button.setAutoDefault(False)
            button.setCursor(Qt.CursorShape.PointingHandCursor)
            button.clicked.connect(lambda _checked=False, reason=reason: self.field.setPlainText(reason))
            row.addWidget(button)
        return holder

    def _on_text(self) -> None:
        self.ok.setEnabled(bool(self.reason))

    @property
    def reason(self) -> str:
        """What was written."""
        return " ".join(self.field.toPlainText().split())

    def reject(self) -> None:
        """What was written is told, however the dialog is closed."""
        self.left.emit(self.reason)
        super().reject()

    def _on_ok(self) -> None:
        if self.reason:
            self.given.emit(self.reason)
            self.accept()
