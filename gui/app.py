"""Starts the window. Called with the files given on the command line."""

from __future__ import annotations

import signal
import sys

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from gui import appearance, application, theme, translation
from gui.collecting import MainThreadCollector
from gui.doorbell import Doorbell
from gui.fault import FaultReporter
from gui.icons import application_icon
from gui.jobs import Jobs
from gui.opening_card import OpeningCard, wait_until_shown
from gui.settings import Preferences
from gui.windows import Windows


def make_application(arguments: list[str], wanted: theme.Theme = theme.Theme.LIGHT) -> QApplication:
    """The application, dressed and speaking Chinese; the one that exists already, if any."""
    made = application.create(arguments)
    translation.install(made)
    theme.apply(made, wanted)
    made.setWindowIcon(application_icon())
    return made


def run(files: list[str], jobs: Jobs | None = None, card: OpeningCard | None = None) -> int:
    """Open the window, with files to check if given, in place of the card; returns when the last one is closed."""
    preferences = Preferences()
    made = make_application([sys.argv[0]], appearance.wanted(preferences))
    appearance.follow_system(made, preferences)
    MainThreadCollector(made)
    FaultReporter(made).install()
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    windows = Windows(preferences, made)
    bell = Doorbell(made)
    bell.rung.connect(windows.open)
    bell.hang()
    window = windows.add(jobs, files)
    if card is not None:
        wait_until_shown(window)
        card.close()
    if not files and windows.all:
        # The worker gets warm while the user looks for the file.
        QTimer.singleShot(0, window.warm)
    # A window that was closed before the events are waited for has ended the program already.
    status = made.exec() if windows.all else 0
    bell.take_down()
    return status
