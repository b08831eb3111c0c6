"""Reads the history in a thread: the file may be locked for a while, and a draft may lie on a slow network drive."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject

from core.database import StoreError
from core.findings import Result
from core.history import History, PastCheck
from gui.mailbox import Errand

MOST_RECENT = 12


@dataclass(frozen=True, slots=True)
class Recent:
    """A draft that was checked; ``there`` tells whether its file still is."""

    check: PastCheck
    there: bool


@dataclass(frozen=True, slots=True)
class Told:
    """What was read, or the sentence that says why nothing was."""

    recent: tuple[Recent, ...] = ()
    checks: tuple[PastCheck, ...] = ()
    result: Result | None = None
    sentence: str = ""


def recent() -> Told:
    """The drafts that were checked last."""
    try:
        return Told(recent=tuple(Recent(check, _there(check.path)) for check in History().recent(MOST_RECENT)))
    except StoreError as error:
        return Told(sentence=str(error))


def drafts_of(unit: str, year: int) -> Told:
    """The drafts of a unit for a year whose files are still there."""
    try:
        return Told(recent=tuple(Recent(check, True) for check in History().of_unit(unit, year) if _there(check.path)))
    except StoreError as error:
        return Told(sentence=str(error))


def checks_of(path: str) -> Told:
    """The checks of one draft."""
    try:
        return Told(checks=History().of(path))
    except StoreError as error:
        return Told(sentence=str(error))


def result_of(number: int) -> Told:
    """A past check as it was."""
    try:
        return Told(result=History().result(number))
    except StoreError as error:
        return Told(sentence=str(error))


def forget(path: str | None) -> Told:
    """Forget the checks of a draft, or all."""
    try:
        History().forget(path)
    except StoreError as error:
        return Told(sentence=str(error))
    return Told()


def _there(path: str) -> bool:
    try:
        return Path(path).is_file()
    except (OSError, ValueError):
        return False


class Reading(QObject):
    """Runs one of the readings at a time; the last one asked for while it is busy follows."""

    def __init__(self, done: Callable[[Any], None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._done = done
        self._next: Callable[[], Any] | None = None
        self._errand = Errand(self._on_done, self)

    def start(self, reading: Callable[[], Any]) -> None:
        """Read, and hand over what was read."""
        if self._errand.busy:
            self._next = reading
        else:
            self._errand.run(reading)

    def wait(self) -> None:
        """Wait until the thread is through."""
        self._errand.wait()

    def _on_done(self, told: Any) -> None:  # noqa: ANN401 - whatever was read
        following, self._next = self._next, None
        if following is not None:
            self._errand.run(following)
        else:
            self._done(told)
