"""What was dismissed, in SQLite in the user's data folder.

A store that is damaged, locked or out of reach never stops a check: reading then gives nothing, and a sentence.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from core.database import Database, StoreError, is_damage
from core.findings import Result, Waiver
from core.waivers import Dismissal, Key, dismissal_of, from_json, keys, to_json, with_waivers

_TABLE = """
CREATE TABLE IF NOT EXISTS waivers (
  unit TEXT NOT NULL, year INTEGER NOT NULL, rule TEXT NOT NULL, fingerprint TEXT NOT NULL, number INTEGER NOT NULL,
  reason TEXT NOT NULL, noted TEXT NOT NULL, message TEXT NOT NULL, excerpt TEXT NOT NULL,
  PRIMARY KEY (unit, year, rule, fingerprint, number)
)
"""
_ADD = "INSERT OR REPLACE INTO waivers VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
_REMOVE = "DELETE FROM waivers WHERE unit = ? AND year = ? AND rule = ? AND fingerprint = ? AND number = ?"


class Store:
    """The dismissals of this user."""

    def __init__(self, path: Path | None = None) -> None:
        self._base = Database(path, "忽略记录", _TABLE)

    @property
    def path(self) -> Path:
        """The file."""
        return self._base.path

    def dismissals(self, unit: str | None = None, year: int | None = None) -> tuple[Dismissal, ...]:
        """What was dismissed, oldest first; for one unit (as in a key) and year where they are given. Raises StoreError."""
        if not self._base.exists:
            return ()
        where = "WHERE unit = ? AND year = ? " if unit is not None else ""
        values = (unit, year or 0) if unit is not None else ()
        with self._base.open(write=False) as base:
            if not self._base.has(base, "waivers"):
                return ()
            rows = base.execute(f"SELECT * FROM waivers {where}ORDER BY noted, rowid", values).fetchall()
        return tuple(Dismissal(Key(*row[:5]), Waiver(row[5], row[6]), row[7], row[8]) for row in rows)

    def add(self, dismissals: Iterable[Dismissal]) -> str:
        """Keep dismissals; one with the same key is replaced. Raises StoreError.

        A damaged store is set aside and a new one begun; the sentence returned says so, else it is empty.
        """
        rows = [_row(dismissal) for dismissal in dismissals]
        try:
            self._add(rows)
        except StoreError as error:
            if not is_damage(error):
                raise
            aside = self._base.set_aside()
            self._add(rows)
            return f"原来的忽略记录已经损坏，改名保存为“{aside}”，以前的忽略需要重新确认。"
        return ""

    def _add(self, rows: list[tuple[str | int, ...]]) -> None:
        with self._base.open(write=True) as base:
            base.executemany(_ADD, rows)

    def remove(self, key: Key) -> bool:
        """Take a dismissal back; tells whether there was one. Raises StoreError."""
        if not self._base.exists:
            return False
        with self._base.open(write=True) as base:
            done = base.execute(_REMOVE, (key.unit, key.year, key.rule, key.fingerprint, key.number))
            return done.rowcount > 0

    def dismiss(self, result: Result, number: int, reason: str) -> Result:
        """Dismiss a finding of a result, by its number in the list of findings; the result with it. Raises StoreError."""
        waiver = Waiver(reason, datetime.now().isoformat(timespec="seconds"))
        note = self.add([dismissal_of(result, number, waiver)])
        done = self.apply(result)
        return replace(done, notes=(*done.notes, note)) if note else done

    def restore(self, result: Result, number: int) -> Result:
        """Take the dismissal of a finding back; the result without it. Raises StoreError."""
        self.remove(keys(result)[number])
        return self.apply(result)

    def apply(self, result: Result) -> Result:
        """The result with what was dismissed before. Never raises: when the store cannot be read, a note says so."""
        try:
            key = next(iter(keys(result)), None)
            return with_waivers(result, self.dismissals(key.unit, key.year) if key else ())
        except StoreError as error:
            then = "下次忽略时，这个文件会改名保存，另建新的记录。" if is_damage(error) else ""
            return replace(result, notes=(*result.notes, f"{error}这次检查没有采用以前的忽略。{then}"))

    def export(self) -> str:
        """Every dismissal as JSON, to hand on with an office's rules. Raises StoreError."""
        return to_json(self.dismissals())

    def import_(self, text: str) -> int:
        """Take in such an export, all or nothing; how many there were. Raises StoreError."""
        try:
            taken = list(from_json(text))
        except ValueError as error:
            raise StoreError("这个文件不是忽略记录的导出文件，没有导入。") from error
        self.add(taken)
        return len(taken)


def _row(dismissal: Dismissal) -> tuple[str | int, ...]:
    key, waiver = dismissal.key, dismissal.waiver
    told = (waiver.reason, waiver.when, dismissal.message, dismissal.excerpt)
    return key.unit, key.year, key.rule, key.fingerprint, key.number, *told
