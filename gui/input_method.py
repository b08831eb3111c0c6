"""Chinese input on Linux: Qt's wheels speak to IBus alone, and fcitx 5 answers as IBus too."""

from __future__ import annotations

from collections.abc import MutableMapping
from pathlib import Path

from PySide6.QtCore import QLibraryInfo

ASKED = "QT_IM_MODULE"


def plugins() -> Path:
    """Where Qt looks for input methods."""
    return Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.PluginsPath)) / "platforminputcontexts"


def prepare(environment: MutableMapping[str, str], folder: Path) -> None:
    """Ask for IBus where the session asks for fcitx and this Qt has no part for it; to be called before the application is made."""
    if environment.get(ASKED, "").startswith("fcitx") and not list(folder.glob("*fcitx*")):
        environment[ASKED] = "ibus"
