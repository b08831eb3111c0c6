"""Calls the entry as a user does."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from resources.samples import make_samples

ROOT = Path(__file__).resolve().parent.parent.parent
CLEAN, DEFECTIVE = make_samples.CLEAN, make_samples.DEFECTIVE

Run = Callable[..., tuple[int, str, str]]
"""Calls the entry; exit status, standard output, standard error."""


def started(*arguments: object, timeout: float = 120, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """Calls the entry as a user does, without a display."""
    settings = {key: value for key, value in os.environ.items() if key not in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")}
    command = [sys.executable, str(ROOT / "main.py"), *map(str, arguments)]
    return subprocess.run(command, capture_output=True, check=False, env=settings | environment, timeout=timeout)
