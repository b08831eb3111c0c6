"""The application object of Qt, before anything is dressed or shown."""

from __future__ import annotations

import os

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from core.version import NAME
from gui import input_method


def create(arguments: list[str]) -> QApplication:
    """The application; the one that exists already, if any."""
    existing = QApplication.instance()
    if isinstance(existing, QApplication):
        return existing
    # Fractional factors (125 %, 150 %) are what office screens have.
    QGuiApplication.setHighDpiScaleFactorRoundingPolicy(Qt.HighDpiScaleFactorRoundingPolicy.PassThrough)
    input_method.prepare(os.environ, input_method.plugins())
    application = QApplication(arguments)
    application.setApplicationName("nianbao")
    application.setApplicationDisplayName(NAME)
    application.setDesktopFileName("nianbao")
    return application
