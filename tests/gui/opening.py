"""Opens a draft in the window and waits for its result."""

from __future__ import annotations

from pathlib import Path

from pytestqt.qtbot import QtBot

from gui.window import MainWindow

WAIT = 20_000


def draft(folder: Path, name: str = "青禾县.docx", content: str = "一稿") -> Path:
    """A file for the worker of the tests, which does not look into it."""
    path = folder / name
    path.write_text(content, "utf-8")
    return path


def opened(window: MainWindow, qtbot: QtBot, path: Path) -> None:
    """Open a file and wait until it is checked."""
    with qtbot.waitSignal(window.session.checked, timeout=WAIT):
        window.open([str(path)])
