"""年报自查: the entry. Files open the window, a sub-command runs the command line. Qt is imported for the window alone."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

NO_DISPLAY = "没有可用的图形界面。请改用命令行检查，例如：python main.py check 报告.docx"


def has_display() -> bool:
    """Whether a window can be shown: always on Windows and macOS, elsewhere where a display server is named."""
    if sys.platform in ("win32", "darwin") or os.environ.get("QT_QPA_PLATFORM"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def opens_no_window(args: Sequence[str]) -> bool:
    """Whether a call is one for the command line, or a process that the program itself starts."""
    if not args:
        return False
    from terminal.calls import is_call  # noqa: PLC0415 - the window alone opens without it

    return is_call(args[0])


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program; returns its exit status."""
    args = list(sys.argv[1:] if arguments is None else arguments)
    if opens_no_window(args):
        from cli import run  # noqa: PLC0415 - the window opens sooner without the rules

        return run(args)
    if not has_display():
        print(NO_DISPLAY, file=sys.stderr)  # noqa: T201 - the terminal is the front end here
        return 2
    from gui.launch import run as open_window  # noqa: PLC0415 - only when a window opens

    return open_window(args)


if __name__ == "__main__":
    if opens_no_window(sys.argv[1:]):
        from core import prepared

        # Before all else: what follows compiles patterns while it is loaded. The window shows a card first.
        prepared.use()
    from multiprocessing import freeze_support

    freeze_support()
    sys.exit(main())
