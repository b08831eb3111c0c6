"""How a draft is checked, by what the user chose before."""

from __future__ import annotations

import hashlib
from pathlib import Path

from core.settings import Settings
from gui.files import own_rules
from gui.settings import Preferences

NO_COMPARISON = "-"
"""Kept where the user wants no comparison: then none is offered either."""


def settings_for(preferences: Preferences, path: str) -> Settings:
    """The settings for the draft of a path."""
    return Settings(previous=previous_of(preferences, path), rules_dir=own_rules())


def previous_of(preferences: Preferences, path: str) -> str | None:
    """What the draft of a path was compared with before."""
    kept = preferences.text(of_path(path))
    return kept if kept and kept != NO_COMPARISON else None


def of_path(path: str) -> str:
    """The name under which that is kept."""
    return f"previous-of-draft-{short(str(Path(path).absolute()))}"


def short(text: str) -> str:
    """Names in the file of preferences are plain letters."""
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:16]
