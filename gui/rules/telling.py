"""What the start page tells of the office's own layer; read in a thread. No Qt here."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Unit:
    """The unit by name and kind, its local deadline, and how many rules of its own there are."""

    name: str = ""
    kind: str = ""
    deadline: str = ""
    rules: int = 0
    mistake: str = ""


def tell(folder: Path) -> Unit:
    """What the layers say; an empty answer where there are none yet. Never raises."""
    if not _has_files(folder):
        return Unit()
    from core.layers.own import deadline, own_unit, read_own  # noqa: PLC0415 - loads the reader of YAML, which the window opens without

    own = read_own(folder)
    name, kind = own_unit(own.layer)
    day = deadline(layer_files(folder), kind) if kind else ""
    return Unit(name, kind, day, len(list(own.layer.entries())), str(own.mistake) if own.mistake else "")


def _has_files(folder: Path) -> bool:
    try:
        return any(folder.iterdir())
    except FileNotFoundError:
        return False
    except OSError:
        return True


def layer_files(folder: Path) -> list[Path]:
    """The layers of a folder in their order."""
    try:
        return sorted(each for each in folder.iterdir() if each.suffix == ".yaml" and each.is_file() and each.name[0] != ".")
    except OSError:
        return []
