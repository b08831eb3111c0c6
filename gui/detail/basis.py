"""The legal basis, with the wording of the articles that it names."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from core.articles import quoted
from gui.detail.card import TextCard
from gui.labels import wrapped


class BasisCard(TextCard):
    """Names the basis and quotes it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("依据", parent)
        self.articles = wrapped("", 13, role="muted")
        self.body.addWidget(self.articles)

    def say(self, text: str | None) -> None:
        """Show a basis, or nothing at all."""
        super().say(text)
        self.articles.say("\n".join(f"{article.name}：“{article.text}”" for article in quoted(text or "")))
