"""Pages and strips that tell something: a file that cannot be checked, work under way, a notice above the panes."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from gui.dressing import put_icon, put_picture
from gui.fault import DetailsButton
from gui.labels import scrolling, wrapped
from gui.step_bar import StepBar

COLUMN = 560
CENTRED = 0, 4, 0, 0
"""The room between lines is put below the last one too; this much above makes up for it."""
BUSY_AFTER_MS = 400


def _centred(page: QWidget, widgets: list[QWidget], buttons: list[QWidget]) -> None:
    page.setObjectName("messagePage")
    page.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    card = QFrame()
    card.setProperty("card", "true")
    card.setFixedWidth(COLUMN)
    box = QVBoxLayout(card)
    box.setContentsMargins(36, 32, 36, 30)
    box.setSpacing(12)
    for widget in widgets:
        box.addWidget(widget)
    row = QHBoxLayout()
    row.setSpacing(10)
    for button in buttons:
        row.addWidget(button)
    row.addStretch(1)
    box.addSpacing(8)
    box.addLayout(row)
    ground = QWidget()
    outer = QVBoxLayout(ground)
    outer.addStretch(2)
    # Stretches, not an alignment: only then the height follows from the width of the card.
    line = QHBoxLayout()
    line.addStretch(1)
    line.addWidget(card)
    line.addStretch(1)
    outer.addLayout(line)
    outer.addStretch(3)
    whole = QVBoxLayout(page)
    whole.setContentsMargins(0, 0, 0, 0)
    whole.addWidget(scrolling(ground, "消息"))


class FailurePage(QWidget):
    """A file that could not be checked: which one, why, and what can be done now."""

    retry_wanted = Signal()
    open_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        picture = QLabel()
        put_picture(picture, "alert", "warning", 44)
        self._title = wrapped("这份文件没能检查", 20, bold=True)
        self._name = wrapped("", 14, role="muted")
        self.sentence = wrapped("", 15.5)
        self.retry = QPushButton("重试")
        self.retry.setProperty("primary", "true")
        self.retry.clicked.connect(self.retry_wanted)
        self.other = QPushButton("打开其他文件…")
        self.other.clicked.connect(self.open_wanted)
        self.details = DetailsButton()
        _centred(self, [picture, self._title, self._name, self.sentence], [self.retry, self.other, self.details])

    def show_failure(self, name: str, sentence: str, details: str = "") -> None:
        """Show what went wrong with a file."""
        self._name.say(name)
        self.sentence.say(sentence)
        self.details.offer(f"{name}\n{sentence}\n\n{details}" if details else "")

    def showEvent(self, event: QShowEvent) -> None:
        """The keys are at what can be done."""
        super().showEvent(event)
        self.retry.setFocus(Qt.FocusReason.OtherFocusReason)


class BusyPage(QWidget):
    """A first check under way, with a way out."""

    cancel_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = wrapped("", 18, bold=True)
        self.progress = wrapped("", 14, role="muted")
        self.bar = StepBar("正在检查")
        self.cancel = QPushButton("取消")
        self.cancel.clicked.connect(self.cancel_wanted)
        QShortcut(QKeySequence(Qt.Key.Key_Escape), self).activated.connect(self.cancel.click)
        _centred(self, [self._title, self.progress, self.bar], [self.cancel])

    def show_file(self, name: str) -> None:
        """Show which file is being checked."""
        self._title.say(f"正在检查 {name}")
        self.say("正在读取…")

    def say(self, sentence: str) -> None:
        """Say what is being done, and how far that is where the sentence tells."""
        self.progress.say(sentence)
        self.bar.follow(sentence)

    def showEvent(self, event: QShowEvent) -> None:
        """The keys are at the way out."""
        super().showEvent(event)
        self.cancel.setFocus(Qt.FocusReason.OtherFocusReason)


class Notice(QFrame):
    """A sentence above the panes that can be put away; may offer to try again, or to look at the rule files that it speaks of."""

    retry_wanted = Signal()
    rules_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("notice")
        picture = QLabel()
        put_picture(picture, "alert", "warning", 20)
        self.text = wrapped("", 14)
        self.text.setContentsMargins(*CENTRED)
        self._retry = QPushButton("重试")
        self._retry.clicked.connect(self.retry_wanted)
        self.rules = QPushButton("打开规则文件夹")
        self.rules.clicked.connect(self.rules_wanted)
        self.details = DetailsButton()
        self.close_button = close = QPushButton()
        put_icon(close, "close")
        close.setProperty("plain", "true")
        close.setToolTip("知道了")
        close.setAccessibleName("关闭这条消息")
        close.clicked.connect(self.hide)
        row = QHBoxLayout(self)
        row.setContentsMargins(18, 8, 12, 8)
        row.setSpacing(10)
        row.addWidget(picture)
        row.addWidget(self.text, 1)
        for button in (self._retry, self.rules, self.details, close):
            row.addWidget(button)
        self.hide()

    def say(self, sentence: str, retry: bool = False, details: str = "", retry_text: str = "重试", rules: bool = False) -> None:
        """Show a sentence; the button that checks again may say what that means here."""
        self.text.say(sentence)
        self._retry.setText(retry_text)
        self._retry.setVisible(retry)
        self.rules.setVisible(rules)
        self.details.offer(details)
        self.close_button.show()
        self.setVisible(bool(sentence))

    def insist(self, sentence: str, way_out: str) -> None:
        """Show a sentence that cannot be put away, as what is below would be mistaken without it; maybe with the way out of there."""
        self.say(sentence, retry=bool(way_out), retry_text=way_out)
        self.close_button.hide()


class BusyStrip(QFrame):
    """A check made again, told only when it takes longer than a glance."""

    cancel_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("busyStrip")
        self._text = wrapped("", 14)
        self._text.setContentsMargins(*CENTRED)
        cancel = QPushButton("取消")
        cancel.setProperty("plain", "true")
        cancel.clicked.connect(self.cancel_wanted)
        row = QHBoxLayout(self)
        row.setContentsMargins(18, 5, 12, 5)
        row.addWidget(self._text, 1)
        row.addWidget(cancel)
        self._delay = QTimer(self)
        self._delay.setSingleShot(True)
        self._delay.setInterval(BUSY_AFTER_MS)
        self._delay.timeout.connect(self.show)
        self.hide()

    def begin(self) -> None:
        """Show soon that a check is under way."""
        self.progress("正在重新检查…")
        self._delay.start()

    def progress(self, text: str) -> None:
        """Say what is being done."""
        self._text.say(text)

    def end(self) -> None:
        """The check is over."""
        self._delay.stop()
        self.hide()
