"""Which calls of the program are meant for the command line. Imports nothing heavy: the window asks too, before it opens."""

from __future__ import annotations

from pathlib import Path

COMMANDS = ("check", "annotate", "fix", "text", "rules", "dismiss")
PLANNED = ("batch",)
"""What is agreed on and not in this version."""
OPTIONS = ("-h", "--help", "--version", "--self-test")


def is_call(first: str) -> bool:
    """Whether the first word of a call is meant for the command line, right or wrong; else it is a file for the window."""
    if first in (*COMMANDS, *PLANNED, *OPTIONS):
        return True
    path = Path(first)
    if path.name != first or (path.suffix and not first.startswith("-")):
        return False
    try:
        return not path.exists()
    except OSError:  # Longer than a name can be.
        return True
