"""Asks the program that runs already, if any, to open files. Imports no Qt: a second start is over before that would be loaded."""

from __future__ import annotations

import hashlib
import json
import os
import sys
import warnings
from pathlib import Path

ANSWER = b"nianbao"


def address() -> str:
    """Where the running program is reached: a socket in a folder of this user, or a named pipe on Windows."""
    import platformdirs  # noqa: PLC0415 - only where a window opens

    screen = os.environ.get("WAYLAND_DISPLAY") or os.environ.get("DISPLAY") or ""
    with warnings.catch_warnings():
        # Where the session names no folder for sockets one below /tmp will do; nobody needs to be told in English.
        warnings.simplefilter("ignore")
        folder = Path(platformdirs.user_runtime_dir("nianbao", appauthor=False))
    name = hashlib.sha256(f"{folder} {Path.home()} {screen}".encode("utf-8", "replace")).hexdigest()[:12]
    return rf"\\.\pipe\nianbao-{name}" if sys.platform == "win32" else str(folder / f"{name}.sock")


def ring(files: list[str], where: str | None = None) -> bool:
    """Ask the running program to open some files, or to come to the front; False when there is none."""
    place = where or address()
    if sys.platform != "win32" and not Path(place).exists():
        return False
    from multiprocessing.connection import Client  # noqa: PLC0415 - most starts are the first

    told = json.dumps([str(Path(file).absolute()) for file in files]).encode()
    try:
        with Client(place) as line:
            line.send_bytes(told)
            return line.poll(3.0) and line.recv_bytes(len(ANSWER)) == ANSWER
    except (OSError, EOFError, ValueError):
        return False
