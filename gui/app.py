"""Starts the window. Called with the files given on the command line."""

from __future__ import annotations

import os
import signal
import sys

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from gui import input_method, theme, translation
from gui.collecting import MainThreadCollector
from gui.fault import FaultReporter
from gui.icons import application_icon
from gui.jobs import Jobs
from gui.settings import Preferences
from gui.window import NAME, MainWindow


def make_application(arguments: list[str]) -> QApplication:
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
    theme.apply(application)
    application.setWindowIcon(application_icon())
    return application


def run(files: list[str]) -> int:
    """Open the window, with files to check if given; returns when it is closed."""
    application = make_application([sys.argv[0]])
    MainThreadCollector(application)
    reporter = FaultReporter(application)
    reporter.install()
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    jobs = Jobs()
    window = MainWindow(Preferences(), jobs)
    window.show()
    # The worker gets warm while the user looks for the file.
    QTimer.singleShot(0, lambda: window.open(files) if files else jobs.warm())
    return application.exec()
