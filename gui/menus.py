"""The menu bar: every action, with its keys, where people look for it."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QMenuBar

from gui.start.recent_menu import RecentMenu

FILES, LOOK = "文件(&F)", "查看(&V)"


@dataclass(frozen=True, slots=True)
class Actions:
    """The actions of a window."""

    open: QAction
    sample: QAction
    recheck: QAction
    compare: QAction
    alone: QAction
    export: QAction
    marked: QAction
    corrected: QAction
    print: QAction
    preview: QAction
    close: QAction
    new: QAction
    leave: QAction
    next: QAction
    previous: QAction
    dismiss: QAction
    undo: QAction
    search: QAction
    explain: QAction
    find: QAction
    outline: QAction
    history: QAction
    rules: QAction
    own_rules: QAction
    unit: QAction
    rule_files: QAction
    zoom_in: QAction
    zoom_out: QAction
    zoom_reset: QAction
    handbook: QAction
    manual: QAction
    about: QAction

    @property
    def on_screen(self) -> tuple[QAction, ...]:
        """The actions on what is shown, be it of today or of a past check."""
        return self.next, self.previous, self.search, self.find, self.explain, self.zoom_in, self.zoom_out, self.zoom_reset

    @property
    def on_result(self) -> tuple[QAction, ...]:
        """The actions that need the result of the open file."""
        return self.compare, self.export, self.marked, self.corrected, self.print, self.preview, self.dismiss, *self.on_screen


def fill(bar: QMenuBar, actions: Actions, themes: QMenu, recent: RecentMenu) -> None:
    """Put the actions into menus, the menu of themes under what is about looking, and the recent drafts below the ways to open one."""
    menus: dict[str, tuple[tuple[QAction, ...], ...]] = {
        FILES: (
            (actions.open, actions.sample, actions.new),
            (actions.recheck, actions.compare, actions.alone),
            (actions.export, actions.marked, actions.corrected),
            (actions.print, actions.preview),
            (actions.close, actions.leave),
        ),
        "问题(&P)": (
            (actions.next, actions.previous, actions.search),
            (actions.dismiss, actions.undo),
            (actions.explain,),
        ),
        "规则(&R)": ((actions.rules, actions.own_rules, actions.unit), (actions.rule_files,)),
        LOOK: (
            (actions.find, actions.outline),
            (actions.history,),
            (actions.zoom_in, actions.zoom_out, actions.zoom_reset),
        ),
        "帮助(&H)": ((actions.handbook, actions.manual), (actions.about,)),
    }
    for title, groups in menus.items():
        menu = bar.addMenu(title)
        for number, group in enumerate(groups):
            if number:
                menu.addSeparator()
            for action in group:
                menu.addAction(action)
        if title == FILES:
            menu.insertMenu(actions.new, recent)
            menu.aboutToShow.connect(recent.wanted)
        if title == LOOK:
            menu.addSeparator()
            menu.addMenu(themes)
