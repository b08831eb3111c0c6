"""A worker process with its pipe: started warm, told jobs, killed without ceremony. Imports no Qt."""

from __future__ import annotations

import contextlib
import multiprocessing
import threading
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from queue import SimpleQueue
from typing import Any

from core.apart import processor_seconds
from gui.sending import Parcel
from gui.worker import Job, Message, Prepare, serve

Received = Callable[[Parcel], None]
"""Does with a result what can be done before the window has it; called in the thread that reads."""
Said = tuple["Worker", Message | None]
"""A worker and its message; None when its process has ended."""


@dataclass(frozen=True, slots=True)
class Started:
    """A worker process that gets ready, and the pipe to it."""

    process: BaseProcess
    connection: Connection


def start_process(prepare: Prepare, forks: bool = False) -> Started:
    """Start a worker process. ``forks``: as a copy of this one, which must have neither threads nor Qt yet."""
    context: Any = multiprocessing.get_context("fork" if forks else "spawn")
    ours, theirs = context.Pipe()
    target, arguments = (_serve_in_copy, (ours, theirs, prepare)) if forks else (serve, (theirs, prepare))
    process = context.Process(target=target, args=arguments, name="nianbao-worker", daemon=True)
    process.start()
    theirs.close()
    return Started(process, ours)


def _serve_in_copy(ours: Connection, theirs: Connection, prepare: Prepare) -> None:
    # With this end open here too, the process would not learn that the window is gone.
    ours.close()
    serve(theirs, prepare)


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
