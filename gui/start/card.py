"""One draft of the list of recent ones: its name, when it was checked, where it lies, what was found."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from gui.labels import Elided, label
from gui.theme import font

LOWEST = 64


class Card(QPushButton):
    """A button with a title, a line below it and a pill at its right; the whole card can be pressed."""

    def __init__(self, title: str, below: str, pill: str, role: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("cardButton", "true")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName("，".join(part for part in (title, below, pill) if part))
        self._title = Elided(title)
        self._title.setFont(font(15, bold=True))
        self._below = Elided(below)
        self._below.setFont(font(13))
        self._below.setProperty("role", "muted")
        self._pill = label(pill, 13, role=role)
        words = QVBoxLayout()
        words.setSpacing(3)
        words.addWidget(self._title)
        words.addWidget(self._below)
        row = self._row = QHBoxLayout(self)
        row.setContentsMargins(16, 10, 14, 10)
        row.setSpacing(10)
        row.addLayout(words, 1)
        row.addWidget(self._pill, 0, Qt.AlignmentFlag.AlignVCenter)
        for part in (self._title, self._below, self._pill):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._pill.setVisible(bool(pill))

    def sizeHint(self) -> QSize:
        """As high as its two lines need; a button would ask for the room of its own text, which it has none of."""
        return QSize(240, max(LOWEST, self._row.sizeHint().height()))

    def minimumSizeHint(self) -> QSize:
        """As narrow as the column wants."""
        return QSize(160, self.sizeHint().height())

    @property
    def words(self) -> tuple[str, str, str]:
        """Title, line below, pill."""
        return self._title.text(), self._below.text(), self._pill.text()


def heading(text: str) -> QLabel:
    """The heading of a part of the page."""
    return label(text, 16.5, bold=True)
