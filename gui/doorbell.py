"""One running program per user and screen: a later start rings, hands its files over and ends. Nothing of it leaves the machine."""

from __future__ import annotations

import json
import sys
import threading
from contextlib import suppress
from multiprocessing.connection import Connection, Listener
from pathlib import Path
from queue import SimpleQueue

from PySide6.QtCore import QObject, Signal

from gui.mailbox import Mailbox
from gui.ringing import ANSWER, address

LOOK_MS = 200
MOST_BYTES = 1_000_000


class Doorbell(QObject):
    """Answers later starts for as long as the program runs."""

    rung = Signal(list)

    def __init__(self, parent: QObject | None = None, where: str | None = None) -> None:
        super().__init__(parent)
        self._where = where or address()
        self._mail = Mailbox(self.rung.emit, self, poll_ms=LOOK_MS)
        self._listener: Listener | None = None

    def hang(self) -> bool:
        """Begin to answer; False when that is not possible here: then each start has a window of its own."""
        try:
            self._listener = _listener(self._where)
        except (OSError, ValueError):
            return False
        threading.Thread(target=_answer, args=(self._listener, self._mail.queue), name="nianbao-doorbell", daemon=True).start()
        self._mail.expect()
        return True

    def take_down(self) -> None:
        """Answer no more."""
        self._mail.rest()
        if self._listener is not None:
            with suppress(OSError):
                self._listener.close()
            self._listener = None
            if sys.platform != "win32":
                # Bells of other screens may still hang there; then the folder stays.
                with suppress(OSError):
                    Path(self._where).parent.rmdir()


def _listener(where: str) -> Listener:
    if sys.platform != "win32":
        folder = Path(where).parent
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        # Left behind by a program that was ended by force: nobody answers there, or ring() would have been heard.
        Path(where).unlink(missing_ok=True)
    return Listener(where)


def _answer(listener: Listener, queue: SimpleQueue[list[str]]) -> None:
    """In a thread: take what callers say, as plain text only, and put it into the queue."""
    while True:
        try:
            with listener.accept() as line:
                if (files := _files(line)) is not None:
                    queue.put(files)
                    line.send_bytes(ANSWER)
        except (OSError, EOFError):
            if _closed(listener):
                return


def _closed(listener: Listener) -> bool:
    return getattr(listener, "_listener", None) is None


def _files(line: Connection) -> list[str] | None:
    try:
        told = json.loads(line.recv_bytes(MOST_BYTES))
    except ValueError:
        return None
    return told if isinstance(told, list) and all(isinstance(each, str) for each in told) else None
