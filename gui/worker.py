"""What runs in the worker process: takes jobs from a pipe, answers with results or sentences. Imports no Qt."""

from __future__ import annotations

import gc
import signal
import traceback
from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum
from multiprocessing.connection import Connection

from core.apart import limit_memory
from core.document import Document
from core.errors import NianbaoError, PreviousError
from core.findings import Result
from core.settings import Progress, Settings
from gui.sending import Parcel, Sender

Check = Callable[[str, Settings, Progress], Result]
Prepare = Callable[[], Check]
"""Imports what checking needs and returns the check. Picklable by name: the worker process calls it once, at its start."""

DEFAULTS = Settings()
FAULT = "程序在检查这份文件时出现故障，没有得出结果。文件没有被改动。请重试；如仍出现，请复制详情反馈给维护人员。"
TOO_LARGE = "内存不足，没有检查完这份文件。请关闭其他程序后重试，或把文件拆小。"


class Kind(StrEnum):
    """What a message from the worker is about."""

    PROGRESS = "progress"
    READING = "reading"
    """Progress of a reader, scanned pages one by one: what comes next has time of its own."""
    SUCCEEDED = "succeeded"
    FAILED = "failed"
    KEPT = "kept"
    """The check is in the history."""
    NOT_KEPT = "not-kept"
    """The history took no check; the result is none the worse for it."""


@dataclass(frozen=True, slots=True)
class Job:
    """One file to check."""

    number: int
    path: str
    settings: Settings = DEFAULTS


@dataclass(frozen=True, slots=True)
class Message:
    """What the worker says about a job: progress text, a result, or a sentence with technical details."""

    number: int
    kind: Kind
    text: str = ""
    result: Parcel | None = None
    details: str = ""


def prepare_checks() -> Check:
    """Import the engine and the table of checks, and return the real check."""
    from core.engine import check_file  # noqa: PLC0415 - the window's own process never needs them
    from core.store import Store  # noqa: PLC0415 - as above
    from rules import in_force  # noqa: PLC0415 - as above

    in_force()
    before: Document | None = None

    def check(path: str, settings: Settings, progress: Progress) -> Result:
        nonlocal before
        ruleset = in_force(settings.rules_dir).ruleset
        try:
            result = check_file(path, ruleset, settings, progress, before)
        except PreviousError as error:
            # The window remembers last year's report for years; the draft is checked all the same.
            alone = check_file(path, ruleset, replace(settings, previous=None), progress, before)
            result = replace(alone, notes=(*alone.notes, f"{error}这次没有对照上年报告。"))
        before = result.document
        return Store().apply(result)

    return check


def serve(connection: Connection, prepare: Prepare) -> None:
    """Answer jobs until the other end of the pipe is closed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    limit_memory()
    check, sender = _prepared(prepare), Sender()
    # What was imported stays for good: the collector need not look through it with every check.
    gc.freeze()
    while True:
        try:
            job: Job = connection.recv()
            answer = _answer(job, check, connection)
            connection.send(_message(job, answer, sender))
            if isinstance(answer, Result):
                connection.send(Message(job.number, _remember(answer)))
        except (EOFError, OSError):
            return
        gc.collect()


def _message(job: Job, answer: Result | Message, sender: Sender) -> Message:
    if isinstance(answer, Message):
        return answer
    return Message(job.number, Kind.SUCCEEDED, result=sender.pack(answer))


def _remember(result: Result) -> Kind:
    """Write the check into the history, when the window has its answer already; tells how that went."""
    from core.history import History  # noqa: PLC0415 - only needed now

    return Kind.KEPT if History().record(result) else Kind.NOT_KEPT


def _prepared(prepare: Prepare) -> Check:
    """The check, or one that tells with every job why there is none."""
    try:
        return prepare()
    except Exception as error:
        failure = error

    def broken(path: str, settings: Settings, progress: Progress) -> Result:
        raise failure

    return broken


def _answer(job: Job, check: Check, connection: Connection) -> Result | Message:
    """The result of a job, or why there is none, whatever happens in it."""
    from core.readers.telling import telling  # noqa: PLC0415 - the window's own process never needs it

    def teller(kind: Kind) -> Progress:
        return lambda text: connection.send(Message(job.number, kind, text))

    try:
        with telling(teller(Kind.READING)):
            return check(job.path, job.settings, teller(Kind.PROGRESS))
    except NianbaoError as error:
        return Message(job.number, Kind.FAILED, str(error))
    except (MemoryError, RecursionError):
        return Message(job.number, Kind.FAILED, TOO_LARGE, details=traceback.format_exc())
    except Exception:
        return Message(job.number, Kind.FAILED, FAULT, details=traceback.format_exc())
