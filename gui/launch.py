"""The start of the window, in the order that shows it soonest.

Before Qt is loaded, the program that runs already is asked to open the files, or the process that checks them gets ready. Then a card
shows, for which nothing is loaded that it does not need. The first file is handed to that process, and the window is loaded and made
while it works.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from gui.ringing import ring

if TYPE_CHECKING:
    from gui.starting import Started

FORKS = sys.platform == "linux"


def run(files: list[str]) -> int:
    """Open files in the program that runs already, else in a window; returns when the last window is closed."""
    if ring(files):
        return 0
    return _open(files, _start_checks() if files else None)


def _start_checks() -> Started:
    from gui.starting import checks, start_process  # noqa: PLC0415 - only where a file is given

    return start_process(checks, FORKS)


def _open(files: list[str], started: Started | None) -> int:
    # Qt must not be there yet when the process is started, and each part is loaded when it is wanted.
    from gui.opening_card import present  # noqa: PLC0415 - see above

    card = present([sys.argv[0]], files)
    from core import prepared  # noqa: PLC0415 - see above

    prepared.use()
    from gui.jobs import Jobs  # noqa: PLC0415 - see above
    from gui.settings import Preferences  # noqa: PLC0415 - see above
    from gui.wanted import settings_for  # noqa: PLC0415 - see above

    jobs = Jobs(started=started)
    if files:
        path = str(Path(files[0]).absolute())
        jobs.begin_ahead(path, settings_for(Preferences(), path))
    from gui.app import run as open_window  # noqa: PLC0415 - see above

    return open_window(files, jobs, card)
