"""A worker process with its pipe: started warm, told jobs, killed without ceremony. Imports no Qt."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable
from multiprocessing.connection import Connection
from queue import SimpleQueue

from core.apart import processor_seconds
from gui.sending import Parcel
from gui.starting import Started
from gui.worker import Job, Message

_END_S = 1.0
Received = Callable[[Parcel], None]
"""Does with a result what can be done before the window has it; called in the thread that reads."""
Said = tuple["Worker", Message | None]
"""A worker and its message; None when its process has ended."""


class Worker:
    """One worker process. It lives until it is killed or crashes."""

    def __init__(self, started: Started, said: SimpleQueue[Said], received: Received) -> None:
        self._process, self._connection = started.process, started.connection
        self._said, self._received = said, received
        self._reader = threading.Thread(target=self._listen, args=(self._connection,), name="nianbao-reader", daemon=True)
        self._reader.start()

    @property
    def alive(self) -> bool:
        """Whether the process still runs."""
        return self._process.is_alive()

    @property
    def pid(self) -> int | None:
        """The id of the process."""
        return self._process.pid

    @property
    def processor_seconds(self) -> float:
        """How long the process has kept the processor busy."""
        return processor_seconds(self._process)

    @property
    def end(self) -> str:
        """How the process ended, for whoever maintains the program."""
        self._process.join(_END_S)
        return f"worker process: exit code {self._process.exitcode} (a negative one is a signal)"

    def send(self, job: Job) -> bool:
        """Hand a job to the process; False when it is gone."""
        try:
            self._connection.send(job)
        except (OSError, ValueError):
            return False
        return True

    def kill(self, wait: float = 0.0) -> None:
        """End the process at once; wait up to some seconds until it is gone."""
        self._process.kill()
        if wait:
            self._process.join(wait)
            self._reader.join(wait)

    def _listen(self, connection: Connection) -> None:
        # The thread that reads also closes: closing a pipe under a reader is not safe.
        with contextlib.suppress(EOFError, OSError), connection:
            while True:
                message: Message = connection.recv()
                if message.result is not None:
                    self._received(message.result)
                self._said.put((self, message))
        self._said.put((self, None))
