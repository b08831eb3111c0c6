"""A white card with a small title."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from gui.labels import label, wrapped


class Card(QFrame):
    """A titled box in the detail pane."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("card", "true")
        self.setAccessibleName(title)
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(14, 11, 14, 13)
        self.body.setSpacing(7)
        self.body.addWidget(label(title, 13, role="muted"))
        self.body.addSpacing(1)


class TextCard(Card):
    """A card with a paragraph of text; hidden when there is none."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(title, parent)
        self._text = wrapped("", 14)
        self.body.addWidget(self._text)

    def say(self, text: str | None) -> None:
        """Show a text, or nothing at all."""
        self._text.say(text or "")
        self.setVisible(bool(text))

    @property
    def text(self) -> str:
        """The text shown."""
        return self._text.words
