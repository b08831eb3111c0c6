"""The headings of the draft, to go to."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from core.document import Paragraph
from core.exports.headings import TITLE, level_of, title_blocks
from core.findings import Result

WIDTH = 210
BLOCK = Qt.ItemDataRole.UserRole
LONGEST = 30


Entry = tuple[str, int, int]
"""Text, level and block of a heading."""


def entries(result: Result) -> list[Entry]:
    """The headings of a draft."""
    titles = title_blocks(result.document.blocks, result.title)
    found: list[Entry] = []
    for position, block in enumerate(result.document.blocks):
        level = TITLE if position in titles else level_of(block) if isinstance(block, Paragraph) else None
        if level is not None and isinstance(block, Paragraph):
            found.append((block.text.strip(), level, position))
    return found


class Outline(QListWidget):
    """One line a heading, further in the deeper it is; the section that shows is marked."""

    block_chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("outline")
        self.setAccessibleName("大纲")
        self.setFixedWidth(WIDTH)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.itemClicked.connect(self._on_chosen)
        self.itemActivated.connect(self._on_chosen)

    def show_entries(self, headings: list[Entry]) -> None:
        """List the headings of a draft."""
        self.clear()
        for heading in headings:
            self._add(*heading)

    def _add(self, text: str, level: int, position: int) -> None:
        short = text if len(text) <= LONGEST else text[:LONGEST].partition("。")[0]
        item = QListWidgetItem("　" * max(0, level - 1) + short, self)
        item.setData(BLOCK, position)
        item.setToolTip(text)

    def _on_chosen(self, item: QListWidgetItem) -> None:
        self.block_chosen.emit(int(item.data(BLOCK)))

    def show_block(self, block: int) -> None:
        """Mark the heading under which a block stands."""
        row = max((n for n in range(self.count()) if self.item(n).data(BLOCK) <= block), default=-1)
        if row != self.currentRow():
            self.setCurrentRow(row)
