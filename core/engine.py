"""Runs the rules in force over a draft. The crash of one rule is a state of that rule, never the end of the check."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from core.findings import Result

Progress = Callable[[str], None]
"""Told, in Simplified Chinese, what is being done (正在读取…, 正在核对…)."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What the user chose for a check. ``edition`` is ``auto`` or the key of an edition; ``as_of`` the day of checking."""

    edition: str = "auto"
    as_of: date | None = None


def check_file(path: str, checks: Sequence[object], settings: Settings = Settings(), progress: Progress | None = None) -> Result:
    """Read, understand and check one draft. Raises :class:`core.errors.ReadError` with a sentence when it cannot be read."""
    raise NotImplementedError
