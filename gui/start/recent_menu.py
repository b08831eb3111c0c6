"""The drafts that were checked last as a menu, for whoever has a report open already."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QWidget

from gui.history.loading import Told

MOST = 9


class RecentMenu(QMenu):
    """Lists the drafts whose files are there, the latest first; a digit chooses one."""

    wanted = Signal()
    """The list shall be read again."""
    open_wanted = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__("最近检查", parent)
        self.setToolTipsVisible(True)
        self.setEnabled(False)
        self._paths: list[str] = []

    def show_drafts(self, told: Told) -> None:
        """Show what was read of the history."""
        there = [draft.check.path for draft in told.recent if draft.there][:MOST]
        if there == self._paths:
            return
        self._paths = there
        self.clear()
        for number, path in enumerate(there, 1):
            # Behind the tab stands what is set apart at the right, as the keys of an action are.
            words = f"{Path(path).name}\t{Path(path).parent.name}".replace("&", "&&")
            action = self.addAction(f"&{number}　{words}", partial(self.open_wanted.emit, path))
            action.setToolTip(path)
        self.setEnabled(bool(there))
