"""What the user chose for a check, apart from the engine: a window opens sooner that does not load that."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

Progress = Callable[[str], None]
"""Told, in Simplified Chinese, what is being done (正在读取…, 正在核对…)."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What the user chose for a check.

    ``edition`` is ``auto`` or the key of an edition; ``as_of`` the day of checking; ``previous`` the path of last year's report;
    ``rules_dir`` the folder of local layers: the front ends build the rule set from it.
    """

    edition: str = "auto"
    as_of: date | None = None
    previous: str | None = None
    rules_dir: str | None = None
