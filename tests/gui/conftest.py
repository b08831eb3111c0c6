"""The window is tested without a screen, and never with the user's own settings."""

from __future__ import annotations

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QRect
from PySide6.QtWidgets import QApplication

from core.database import DATA_FOLDER
from gui import fitting
from gui.app import make_application
from gui.collecting import MainThreadCollector
from gui.jobs import Jobs
from gui.settings import Preferences
from gui.watcher import Watcher
from gui.window import MainWindow
from tests.gui import fakes


@pytest.fixture(scope="session")
def qapp() -> QApplication:
    application = make_application(["tests"])
    MainThreadCollector(application)
    return application


@pytest.fixture(autouse=True)
def screen(monkeypatch: pytest.MonkeyPatch) -> None:
    """A screen with room for the window; that of the offscreen platform is small."""
    monkeypatch.setattr(fitting, "available", lambda _window: QRect(0, 0, 2560, 1400))


@pytest.fixture
def preferences(tmp_path: Path) -> Preferences:
    return Preferences(tmp_path / "settings" / "window.ini")


@pytest.fixture
def window(qapp: QApplication, preferences: Preferences) -> Iterator[MainWindow]:
    """A window whose worker answers as the name of the file says, see fakes."""
    made = MainWindow(preferences, Jobs(fakes.prepare_by_name), Watcher(poll_ms=100, patience=0.4))
    made.resize(1440, 900)
    made.show()
    yield made
    made.close()
    made.deleteLater()
    qapp.processEvents()


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder of the test's own: dismissals, history and rules of the office."""
    monkeypatch.setenv(DATA_FOLDER, str(tmp_path / "data"))
    return tmp_path / "data"
