"""The earlier checks behind the window: the list of the start page, the dialog, and a past result shown for reading only."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from core.findings import Result
from gui import boxes
from gui.clock import exact
from gui.history import loading
from gui.history.dialog import HistoryDialog
from gui.history.loading import Reading, Told
from gui.start.recent import RecentDrafts
from gui.start.recent_menu import RecentMenu

SURE = "清除全部检查记录？报告文件和忽略记录不受影响。"
ONLY_TO_LOOK = "这是“{name}”在 {when} 检查的结果，只供查看。"
BACK = "回到现在的结果"


class Past(QObject):
    """Keeps the list of recent drafts up to date and opens the history of a draft."""

    view_wanted = Signal(object, str)
    """A past result, and the sentence that says that it is one."""

    def __init__(self, window: QWidget, recent: RecentDrafts) -> None:
        super().__init__(window)
        self._window, self._recent = window, recent
        self.menu = RecentMenu(window)
        self.menu.wanted.connect(self.refresh)
        self._reading = Reading(self._show_recent, self)
        self._forgetting = Reading(self._on_forgotten, self)
        self.dialog: HistoryDialog | None = None
        recent.history_wanted.connect(self.show)
        recent.forget_wanted.connect(self.forget)

    def _show_recent(self, told: Told) -> None:
        self._recent.show_drafts(told)
        self.menu.show_drafts(told)

    def refresh(self) -> None:
        """Read the list of recent drafts again."""
        self._reading.start(loading.recent)

    def show(self, path: str) -> None:
        """Show the checks of a draft."""
        self.dialog = dialog = HistoryDialog(path, self._window)
        dialog.view_wanted.connect(self._on_view)
        dialog.forgotten.connect(self.refresh)
        dialog.destroyed.connect(self._on_destroyed)
        dialog.open()

    def _on_destroyed(self) -> None:
        self.dialog = None

    def _on_view(self, result: Result, made: str) -> None:
        self.view_wanted.emit(result, ONLY_TO_LOOK.format(name=Path(result.path).name, when=exact(made)))

    def forget(self, path: str) -> None:
        """Forget one draft at once, all of them after a question."""
        if path:
            self._forgetting.start(partial(loading.forget, path))
            return
        boxes.ask(self._window, "清除记录", SURE, "清除", lambda: self._forgetting.start(partial(loading.forget, None)))

    def _on_forgotten(self, told: Told) -> None:
        if told.sentence:
            self._show_recent(told)
        else:
            self.refresh()

    def wait(self) -> None:
        """Wait until nothing is read any more."""
        self._reading.wait()
        self._forgetting.wait()
