"""The drafts that were checked last, at the right of the start page."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QVBoxLayout, QWidget

from gui.clock import said
from gui.history.loading import Recent, Told
from gui.history.words import verdict_words
from gui.labels import wrapped
from gui.start.card import Card, heading

NONE_YET = "还没有检查过报告。检查过的报告会列在这里，只保存在本机。"
GONE = "文件已移走"


class RecentDrafts(QWidget):
    """A list of cards; a press opens the draft, the context menu has the rest."""

    open_wanted = Signal(str)
    history_wanted = Signal(str)
    forget_wanted = Signal(str)
    """The path of the draft to forget; an empty text for all of them."""

    def __init__(self, sample: QAction, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hint = wrapped(NONE_YET, 14, role="muted")
        self._clear = QPushButton("清除记录")
        self._clear.setProperty("plain", "true")
        self._clear.setToolTip("清除全部检查记录，不影响报告文件和忽略记录")
        self._clear.clicked.connect(lambda: self.forget_wanted.emit(""))
        self._cards = QVBoxLayout()
        self._cards.setSpacing(9)
        self._sample = Card("示例：一份有问题的报告", "随程序附带", "打开看看", "pill-accent")
        self._sample.clicked.connect(lambda _checked=False: sample.trigger())
        if not sample.isVisible():
            self._sample.hide()
        head = QHBoxLayout()
        head.addWidget(heading("最近检查"))
        head.addStretch(1)
        head.addWidget(self._clear)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(11)
        box.addLayout(head)
        box.addWidget(self._hint)
        box.addLayout(self._cards)
        box.addWidget(self._sample)
        self.show_drafts(Told())

    def show_drafts(self, told: Told) -> None:
        """Show what was read of the history."""
        while (taken := self._cards.takeAt(0)) is not None:
            taken.widget().deleteLater()
        for draft in told.recent:
            self._cards.addWidget(self._card(draft))
        self._hint.say(told.sentence or ("" if told.recent else NONE_YET))
        self._clear.setVisible(bool(told.recent))

    def _card(self, draft: Recent) -> Card:
        check = draft.check
        pill, role = verdict_words(check.counts)
        below = " · ".join((said(check.made), str(Path(check.path).parent) if draft.there else GONE))
        card = Card(check.name, below, pill, role)
        card.setToolTip(check.path)
        path = check.path
        card.clicked.connect(lambda _checked=False: (self.open_wanted if draft.there else self.history_wanted).emit(path))
        card.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        card.customContextMenuRequested.connect(lambda at: self._menu(draft).popup(card.mapToGlobal(at)))
        return card

    def _menu(self, draft: Recent) -> QMenu:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        path = draft.check.path
        if draft.there:
            menu.addAction("打开", lambda: self.open_wanted.emit(path))
        menu.addAction("检查记录…", lambda: self.history_wanted.emit(path))
        menu.addAction("从列表中去掉", lambda: self.forget_wanted.emit(path))
        return menu

    @property
    def cards(self) -> list[Card]:
        """The cards of the drafts, the latest first."""
        found = [self._cards.itemAt(number).widget() for number in range(self._cards.count())]
        return [card for card in found if isinstance(card, Card)]

    def show_menu(self, card: Card) -> None:
        """Open the context menu of a card, as a right click does."""
        card.customContextMenuRequested.emit(QPoint(20, 20))
