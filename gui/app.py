"""Starts the window. Called with the files given on the command line."""

from __future__ import annotations

import os
import signal
import sys

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from gui import appearance, input_method, theme, translation
from gui.collecting import MainThreadCollector
from gui.doorbell import Doorbell, ring
from gui.fault import FaultReporter
from gui.icons import application_icon
from gui.settings import Preferences
from gui.window import NAME
from gui.windows import Windows


def make_application(arguments: list[str], wanted: theme.Theme = theme.Theme.LIGHT) -> QApplication:
    """The application, dressed and speaking Chinese; the one that exists already, if any."""
    # Fractional factors (125 %, 150 %) are what office screens have.
    QGuiApplication.setHighDpiScaleFactorRoundingPolicy(Qt.HighDpiScaleFactorRoundingPolicy.PassThrough)
    input_method.prepare(os.environ, input_method.plugins())
    existing = QApplication.instance()
    application = existing if isinstance(existing, QApplication) else QApplication(arguments)
    application.setApplicationName("nianbao")
    application.setApplicationDisplayName(NAME)
    application.setDesktopFileName("nianbao")
    translation.install(application)
    theme.apply(application, wanted)
    application.setWindowIcon(application_icon())
    return application


def run(files: list[str]) -> int:
    """Open the window, with files to check if given; returns when the last one is closed.

    Where the program runs already, the files are opened there.
    """
    if ring(files):
        return 0
    preferences = Preferences()
    application = make_application([sys.argv[0]], appearance.wanted(preferences))
    appearance.follow_system(application, preferences)
    MainThreadCollector(application)
    reporter = FaultReporter(application)
    reporter.install()
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    windows = Windows(preferences, application)
    bell = Doorbell(application)
    bell.rung.connect(windows.open)
    bell.hang()
    window = windows.add()
    # The worker gets warm while the user looks for the file.
    QTimer.singleShot(0, lambda: window.open(files) if files else window.warm())
    status = application.exec()
    bell.take_down()
    return status
