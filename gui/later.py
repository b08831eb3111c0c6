"""Windows that are loaded when they are asked for: the main window opens sooner without them."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from core.findings import Result
from gui.settings import Preferences


def show_about(parent: QWidget) -> None:
    """Show what the program is, and its licences."""
    from gui.about.dialog import show_about as show  # noqa: PLC0415 - see above

    show(parent)


def print_result(parent: QWidget, preferences: Preferences, result: Result | None, preview_first: bool) -> None:
    """Ask what of a result to print, and print it; nothing where there is no result yet."""
    from gui.printing.desk import PrintDesk  # noqa: PLC0415 - see above

    if result is not None:
        PrintDesk(parent, preferences).start(result, preview_first)
