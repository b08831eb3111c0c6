"""The theme as the user chose it: kept, changed while the window shows, following the system where that is the wish."""

from __future__ import annotations

from PySide6.QtGui import QAction, QActionGroup, QGuiApplication
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from gui import dressing, theme
from gui.settings import Preferences
from gui.theme import Theme


def wanted(preferences: Preferences) -> Theme:
    """What the user chose; the system's theme where nothing was."""
    return theme.chosen(preferences.text(theme.KEY))


def choose(preferences: Preferences, chosen: Theme) -> None:
    """Take another theme from now on."""
    preferences.keep_text(theme.KEY, chosen.value)
    _dress(chosen)


def _dress(chosen: Theme) -> None:
    application = QApplication.instance()
    if isinstance(application, QApplication) and theme.resolved(chosen) is not theme.shown():
        theme.apply(application, chosen)
        dressing.refresh()
        for window in application.topLevelWidgets():
            window.update()


def follow_system(application: QApplication, preferences: Preferences) -> None:
    """Change with the system while that is what the user wants."""
    hints = QGuiApplication.styleHints()
    hints.colorSchemeChanged.connect(lambda _scheme: _dress(wanted(preferences)))


def menu(parent: QWidget, preferences: Preferences) -> QMenu:
    """The menu of themes."""
    made = QMenu("外观", parent)
    group = QActionGroup(made)
    for kind in Theme:
        action: QAction = made.addAction(kind.label)
        action.setCheckable(True)
        action.setChecked(kind is wanted(preferences))
        group.addAction(action)
        action.triggered.connect(lambda _checked=False, kind=kind: choose(preferences, kind))
    return made
