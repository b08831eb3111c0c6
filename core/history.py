"""The checks that were made before: what each draft was found to be, and when; the latest ones can be looked at again."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from core import snapshot
from core.database import Database, StoreError
from core.findings import Result, Severity

KEPT_CHECKS = 200
"""So many checks of one draft are remembered."""
KEPT_SNAPSHOTS = 20
"""So many of them can be looked at again."""
_LOG = logging.getLogger(__name__)
_TABLE = """
CREATE TABLE IF NOT EXISTS checks (
  number INTEGER PRIMARY KEY, path TEXT NOT NULL, title TEXT NOT NULL, unit TEXT NOT NULL, year INTEGER NOT NULL,
  made TEXT NOT NULL, digest TEXT NOT NULL, errors INTEGER NOT NULL, warnings INTEGER NOT NULL, infos INTEGER NOT NULL,
  waived INTEGER NOT NULL, unchecked INTEGER NOT NULL, snapshot BLOB
)
"""
_INDEX = "CREATE INDEX IF NOT EXISTS checks_of_a_draft ON checks (path, number)"
_COLUMNS = "number, path, title, unit, year, made, errors, warnings, infos, waived, unchecked, snapshot IS NOT NULL"
_ADD = """
INSERT INTO checks (path, title, unit, year, made, digest, errors, warnings, infos, waived, unchecked, snapshot)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
_LAST = (
    "SELECT number, digest, errors, warnings, infos, waived, unchecked FROM checks WHERE path = ? ORDER BY number DESC LIMIT 1"
)
_FORGET_CHECKS = """
DELETE FROM checks WHERE path = ?1 AND number NOT IN (SELECT number FROM checks WHERE path = ?1 ORDER BY number DESC LIMIT ?2)
"""
_FORGET_SNAPSHOTS = """
UPDATE checks SET snapshot = NULL WHERE snapshot IS NOT NULL AND path = ?1
AND number NOT IN (SELECT number FROM checks WHERE path = ?1 ORDER BY number DESC LIMIT ?2)
"""


@dataclass(frozen=True, slots=True)
class Counts:
    """How many findings a check had; ``unchecked`` are required rules that could not be checked."""

    errors: int
    warnings: int
    infos: int
    waived: int
    unchecked: int

    @property
    def ready(self) -> bool:
        """Whether the draft could have been submitted."""
        return not self.errors and not self.unchecked


@dataclass(frozen=True, slots=True)
class PastCheck:
    """A check that was made before. ``made`` is the local time (ISO 8601); ``viewable`` tells whether it can be looked at again."""

    number: int
    path: str
    title: str
    unit: str
    year: int
    made: str
    counts: Counts
    viewable: bool

    @property
    def name(self) -> str:
        """The name of the draft's file."""
        return Path(self.path).name


def counts_of(result: Result) -> Counts:
    """The counts of a result."""
    waived = sum(1 for finding in result.findings if finding.waived)
    errors, warnings, infos = (result.count(severity) for severity in (Severity.ERROR, Severity.WARNING, Severity.INFO))
    return Counts(errors, warnings, infos, waived, result.verdict.unchecked)


class History:
    """The checks of this user."""

    def __init__(self, path: Path | None = None) -> None:
        self._base = Database(path, "检查记录", _TABLE, _INDEX)

    def record(self, result: Result) -> bool:
        """Remember a check. Never raises: a history that cannot be written is no reason to stop anybody.

        A check that found the same draft in the same state as the one before takes its place.
        """
        try:
            with self._base.open(write=True) as base:
                _record(base, result)
        except StoreError:
            _LOG.warning("the check could not be remembered", exc_info=True)
            return False
        return True

    def recent(self, most: int) -> tuple[PastCheck, ...]:
        """The last check of each draft, the latest first. Raises StoreError."""
        latest = "number IN (SELECT MAX(number) FROM checks GROUP BY path)"
        return self._select(f"WHERE {latest} ORDER BY made DESC, number DESC LIMIT ?", (most,))

    def of(self, path: str) -> tuple[PastCheck, ...]:
        """The checks of one draft, the oldest first. Raises StoreError."""
        return self._select("WHERE path = ? ORDER BY number", (_text(path),))

    def of_unit(self, unit: str, year: int) -> tuple[PastCheck, ...]:
        """The last check of each draft of a unit for a year, the latest first. Raises StoreError."""
        latest = "number IN (SELECT MAX(number) FROM checks GROUP BY path)"
        return self._select(f"WHERE unit = ? AND year = ? AND {latest} ORDER BY made DESC, number DESC", (unit, year))

    def result(self, number: int) -> Result | None:
        """The result of a past check; None when it was not kept or another version of the program kept it. Raises StoreError."""
        if not self._base.exists:
            return None
        with self._base.open(write=False) as base:
            row = base.execute("SELECT snapshot FROM checks WHERE number = ?", (number,)).fetchone()
        return snapshot.from_bytes(row[0]) if row and row[0] else None

    def forget(self, path: str | None = None) -> None:
        """Forget the checks of a draft, or all of them; what the file held is overwritten. Raises StoreError."""
        if not self._base.exists:
            return
        with self._base.open(write=True) as base:
            base.execute("PRAGMA secure_delete = ON")
            base.execute("DELETE FROM checks" + (" WHERE path = ?" if path else ""), (_text(path),) if path else ())

    def _select(self, condition: str, values: Sequence[str | int]) -> tuple[PastCheck, ...]:
        if not self._base.exists:
            return ()
        with self._base.open(write=False) as base:
            if not self._base.has(base, "checks"):
                return ()
            rows = base.execute(f"SELECT {_COLUMNS} FROM checks {condition}", values).fetchall()
        return tuple(_past_check(row) for row in rows)


def _past_check(row: tuple[Any, ...]) -> PastCheck:
    number, path, title, unit, year, made, errors, warnings, infos, waived, unchecked, viewable = row
    counts = Counts(errors, warnings, infos, waived, unchecked)
    return PastCheck(number, path, title, unit, year, made, counts, bool(viewable))


def _record(base: sqlite3.Connection, result: Result) -> None:
    path, counts = _text(result.path), counts_of(result)
    numbers = (counts.errors, counts.warnings, counts.infos, counts.waived, counts.unchecked)
    last = base.execute(_LAST, (path,)).fetchone()
    if last and last[1:] == (result.digest, *numbers):
        base.execute("DELETE FROM checks WHERE number = ?", (last[0],))
    told = (path, result.title or "", result.unit or "", result.year or 0, result.checked_at, result.digest)
    base.execute(_ADD, (*told, *numbers, snapshot.to_bytes(result)))
    base.execute(_FORGET_CHECKS, (path, KEPT_CHECKS))
    base.execute(_FORGET_SNAPSHOTS, (path, KEPT_SNAPSHOTS))


def _text(path: str) -> str:
    """A path as text: names on disk may hold what is no text."""
    return path.encode("utf-8", "replace").decode("utf-8")
