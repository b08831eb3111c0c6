"""What the window remembers between two starts: its place and sizes, in the user's folder."""

from __future__ import annotations

from pathlib import Path

import platformdirs
from PySide6.QtCore import QByteArray, QSettings

WINDOW_FILE = "window.ini"


def default_path() -> Path:
    """The file in the user's configuration folder."""
    return platformdirs.user_config_path("nianbao", appauthor=False) / WINDOW_FILE


class Preferences:
    """Small values kept in one ini file. A file that cannot be read or written never stops the window."""

    def __init__(self, path: Path | None = None) -> None:
        self._settings = QSettings(str(path or default_path()), QSettings.Format.IniFormat)

    def state(self, name: str) -> QByteArray | None:
        """A saved widget state, or None."""
        value = self._settings.value(f"state/{name}")
        return value if isinstance(value, QByteArray) and not value.isEmpty() else None

    def keep_state(self, name: str, value: QByteArray) -> None:
        """Keep a widget state."""
        self._settings.setValue(f"state/{name}", value)

    def text(self, name: str) -> str:
        """A saved text, or an empty one."""
        return str(self._settings.value(f"text/{name}", ""))

    def keep_text(self, name: str, value: str) -> None:
        """Keep a text."""
        self._settings.setValue(f"text/{name}", value)

    def number(self, name: str, default: float) -> float:
        """A saved number, or the default."""
        try:
            return float(str(self._settings.value(f"number/{name}", default)))
        except ValueError:
            return default

    def keep_number(self, name: str, value: float) -> None:
        """Keep a number."""
        self._settings.setValue(f"number/{name}", value)

    def save(self) -> None:
        """Write everything now."""
        self._settings.sync()
