"""What the program remembers between checks, in SQLite in the user's data folder: dismissed findings.

A store that is damaged, locked or out of reach never stops a check: reading then gives nothing, and a sentence.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import platformdirs

from core.errors import NianbaoError
from core.findings import Result, Waiver
from core.waivers import Dismissal, Key, dismissal_of, from_json, keys, to_json, with_waivers

DATA_FOLDER = "NIANBAO_DATA"
"""The environment variable that names another data folder."""

_VERSION = 1
_PATIENCE = 2.0
_DAMAGED = (sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT)
_TABLE = """
CREATE TABLE IF NOT EXISTS waivers (
  unit TEXT NOT NULL, year INTEGER NOT NULL, rule TEXT NOT NULL, fingerprint TEXT NOT NULL, number INTEGER NOT NULL,
  reason TEXT NOT NULL, noted TEXT NOT NULL, message TEXT NOT NULL, excerpt TEXT NOT NULL,
  PRIMARY KEY (unit, year, rule, fingerprint, number)
)
"""
_ADD = "INSERT OR REPLACE INTO waivers VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
_REMOVE = "DELETE FROM waivers WHERE unit = ? AND year = ? AND rule = ? AND fingerprint = ? AND number = ?"


class StoreError(NianbaoError):
    """The store could not be read or written; the sentence says why and what to do."""


def default_path() -> Path:
    """The file in the user's data folder, or in the one that the environment names."""
    folder = os.environ.get(DATA_FOLDER)
    return (Path(folder) if folder else platformdirs.user_data_path("nianbao", appauthor=False)) / "nianbao.db"


class Store:
    """The dismissals of this user. The file is opened for each call, so that several programs may use it."""

    def __init__(self, path: Path | None = None) -> None:
        self.path = path or default_path()

    def dismissals(self, unit: str | None = None, year: int | None = None) -> tuple[Dismissal, ...]:
        """What was dismissed, oldest first; for one unit (as in a key) and year where they are given. Raises StoreError."""
        if not self._is_there():
            return ()
        where = "WHERE unit = ? AND year = ? " if unit is not None else ""
        values = (unit, year or 0) if unit is not None else ()
        with self._open(write=False) as base:
            if not base.execute("SELECT 1 FROM sqlite_master WHERE name = 'waivers'").fetchone():
                return ()
            rows = base.execute(f"SELECT * FROM waivers {where}ORDER BY noted, rowid", values).fetchall()
        return tuple(Dismissal(Key(*row[:5]), Waiver(row[5], row[6]), row[7], row[8]) for row in rows)

    def _is_there(self) -> bool:
        try:
            return self.path.exists()
        except OSError as error:
            raise StoreError(_sentence(self.path, "读不到")) from error

    def add(self, dismissals: Iterable[Dismissal]) -> str:
        """Keep dismissals; one with the same key is replaced. Raises StoreError.

        A damaged store is set aside and a new one begun; the sentence returned says so, else it is empty.
        """
        rows = [_row(dismissal) for dismissal in dismissals]
        try:
            self._add(rows)
        except StoreError as error:
            if getattr(error.__cause__, "sqlite_errorcode", None) not in _DAMAGED:
                raise
            aside = self._set_aside()
            self._add(rows)
            return f"原来的忽略记录已经损坏，改名保存为“{aside}”，以前的忽略需要重新确认。"
        return ""

    def _add(self, rows: list[tuple[str | int, ...]]) -> None:
        with self._open(write=True) as base:
            base.executemany(_ADD, rows)

    def _set_aside(self) -> Path:
        """Rename a damaged file; what it held may still be saved by hand."""
        aside = self.path.with_name(f"{self.path.stem}-损坏-{datetime.now():%Y%m%d-%H%M%S}{self.path.suffix}")
        try:
            return self.path.rename(aside)
        except OSError as error:
            raise StoreError(_sentence(self.path, "已经损坏，又不能改名")) from error

    def remove(self, key: Key) -> bool:
        """Take a dismissal back; tells whether there was one. Raises StoreError."""
        if not self._is_there():
            return False
        with self._open(write=True) as base:
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
            return replace(result, notes=(*result.notes, f"{error}这次检查没有采用以前的忽略。"))

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

    @contextmanager
    def _open(self, *, write: bool) -> Iterator[sqlite3.Connection]:
        """The open database, committed at the end. Raises StoreError."""
        try:
            if write:
                self.path.parent.mkdir(parents=True, exist_ok=True)
            with closing(sqlite3.connect(self.path, timeout=_PATIENCE)) as base, base:
                _require_known_version(base, self.path)
                if write:
                    base.execute(_TABLE)
                    base.execute(f"PRAGMA user_version = {_VERSION}")
                yield base
        except (sqlite3.Error, OSError, OverflowError, UnicodeError) as error:
            raise StoreError(_sentence(self.path, _reason(error))) from error


def _require_known_version(base: sqlite3.Connection, path: Path) -> None:
    (version,) = base.execute("PRAGMA user_version").fetchone()
    if version > _VERSION:
        raise StoreError(_sentence(path, "是更新版本的程序建立的，请升级本程序"))


def _row(dismissal: Dismissal) -> tuple[str | int, ...]:
    key, waiver = dismissal.key, dismissal.waiver
    told = (waiver.reason, waiver.when, dismissal.message, dismissal.excerpt)
    return key.unit, key.year, key.rule, key.fingerprint, key.number, *told


def _reason(error: Exception) -> str:
    code = getattr(error, "sqlite_errorcode", None)
    if code in _DAMAGED:
        return "已经损坏"
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return "正被其他程序占用，请稍后再试"
    return "打不开或不能写，请检查文件夹的权限和磁盘空间"


def _sentence(path: Path, reason: str) -> str:
    return f"忽略记录（{path}）{reason}。"
