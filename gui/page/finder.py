"""Joins the find bar and the view: looks for the words, shows one place after the other."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from gui.page.find_bar import FindBar
from gui.page.search import Match, matches
from gui.page.view import DocumentView

Also = Callable[[int, int, int, int], None]
"""Shows a place elsewhere too: block of the document, run of it, first and last code point."""


class Finder(QObject):
    """One search at a time; a new result is searched again for the same words."""

    def __init__(self, bar: FindBar, view: DocumentView, also: Also) -> None:
        super().__init__(view)
        self._bar, self._view, self._also = bar, view, also
        self._found: list[Match] = []
        self._current = 0
        bar.words_changed.connect(self.look)
        bar.next_wanted.connect(lambda: self._go(1))
        bar.previous_wanted.connect(lambda: self._go(-1))
        bar.closed.connect(self._on_closed)
        view.rebuilt.connect(self._on_rebuilt)

    @property
    def found(self) -> list[Match]:
        """The places of the words."""
        return self._found

    def begin(self) -> None:
        """Ask for words; those selected in the draft are a good guess."""
        chosen = self._view.selected_text
        self._bar.begin(chosen if chosen and "\n" not in chosen else "")

    def look(self, words: str) -> None:
        """Look for words, from what shows on."""
        self._found = matches(self._view.flow.items, words)
        first = self._view.first_item_shown
        self._current = next((n for n, match in enumerate(self._found) if match.item >= first), 0)
        self._show()

    def _on_rebuilt(self) -> None:
        if self._bar.isVisible():
            self._found = matches(self._view.flow.items, self._bar.field.text())
            self._current = min(self._current, max(0, len(self._found) - 1))
            self._view.show_found(self._found)
            self._bar.show_count(self._current + 1, len(self._found))

    def _go(self, step: int) -> None:
        if self._found:
            self._current = (self._current + step) % len(self._found)
            self._show()

    def _show(self) -> None:
        self._view.show_found(self._found)
        if self._found:
            match = self._found[self._current]
            self._view.show_match(match)
            if (block := self._view.flow.items[match.item].block) is not None:
                self._also(block, match.run, match.start, match.end)
        self._bar.show_count(self._current + 1, len(self._found))

    def _on_closed(self) -> None:
        self._found = []
        self._view.show_found([])
        self._view.setFocus()
