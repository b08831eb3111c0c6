"""The start of a worker process. Imports next to nothing: where a file is given, this comes before all else that the window needs."""

from __future__ import annotations

import multiprocessing
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import TYPE_CHECKING, Any

from core import prepared

if TYPE_CHECKING:
    from gui.worker import Check, Prepare


@dataclass(frozen=True, slots=True)
class Started:
    """A worker process that gets ready, and the pipe to it."""

    process: BaseProcess
    connection: Connection


def start_process(prepare: Prepare, forks: bool = False) -> Started:
    """Start a worker process. ``forks``: as a copy of this one, which must have neither threads nor Qt yet."""
    context: Any = multiprocessing.get_context("fork" if forks else "spawn")
    ours, theirs = context.Pipe()
    # In a copy this end is open too, and the process would not learn that the window is gone.
    arguments = (theirs, prepare, ours if forks else None)
    process = context.Process(target=_serve, args=arguments, name="nianbao-worker", daemon=True)
    process.start()
    theirs.close()
    return Started(process, ours)


def checks() -> Check:
    """The real checks, loaded where they are asked for: in the worker process."""
    from gui.worker import prepare_checks  # noqa: PLC0415 - see above

    return prepare_checks()


def _serve(connection: Connection, prepare: Prepare, ours: Connection | None) -> None:
    if ours is not None:
        ours.close()
    prepared.use()
    from gui.worker import serve  # noqa: PLC0415 - loaded from what is prepared

    serve(connection, prepare)
