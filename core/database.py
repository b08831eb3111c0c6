"""The SQLite file in the user's data folder: where it is, how it is opened, and what is said when that does not work."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path

import platformdirs

from core.errors import NianbaoError

DATA_FOLDER = "NIANBAO_DATA"
"""The environment variable that names another data folder."""

_VERSION = 1
_PATIENCE = 2.0
_DAMAGED = (sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT)


class StoreError(NianbaoError):
    """The store could not be read or written; the sentence says why and what to do."""


def data_folder() -> Path:
    """The user's data folder, or the one that the environment names."""
    folder = os.environ.get(DATA_FOLDER)
    return Path(folder) if folder else platformdirs.user_data_path("nianbao", appauthor=False)


def default_path() -> Path:
    """The file of the store."""
    return data_folder() / "nianbao.db"


class Database:
    """One SQLite file, opened for each call, so that several programs may use it. ``what`` is its name in sentences."""

    def __init__(self, path: Path | None, what: str, *tables: str) -> None:
        self.path = path or default_path()
        self._what = what
        self._tables = tables

    @property
    def exists(self) -> bool:
        """Whether there is such a file. Raises StoreError when that cannot be told."""
        try:
            return self.path.exists()
        except OSError as error:
            raise StoreError(self.sentence("读不到")) from error

    @contextmanager
    def open(self, *, write: bool) -> Iterator[sqlite3.Connection]:
        """The open database, committed at the end. Raises StoreError."""
        try:
            if write:
                self.path.parent.mkdir(parents=True, exist_ok=True)
            with closing(sqlite3.connect(self.path, timeout=_PATIENCE)) as base, base:
                self._require_known_version(base)
                if write:
                    self._prepare(base)
                yield base
        except (sqlite3.Error, OSError, OverflowError, UnicodeError) as error:
            raise StoreError(self.sentence(_reason(error))) from error

    def has(self, base: sqlite3.Connection, table: str) -> bool:
        """Whether a table was made already."""
        return base.execute("SELECT 1 FROM sqlite_master WHERE name = ?", (table,)).fetchone() is not None

    def set_aside(self) -> Path:
        """Rename a damaged file; what it held may still be saved by hand. Raises StoreError."""
        aside = self.path.with_name(f"{self.path.stem}-损坏-{datetime.now():%Y%m%d-%H%M%S}{self.path.suffix}")
        try:
            return self.path.rename(aside)
        except OSError as error:
            raise StoreError(self.sentence("已经损坏，又不能改名")) from error

    def sentence(self, reason: str) -> str:
        """What is said when something went wrong."""
        return f"{self._what}（{self.path}）{reason}。"

    def _prepare(self, base: sqlite3.Connection) -> None:
        for table in self._tables:
            base.execute(table)
        base.execute(f"PRAGMA user_version = {_VERSION}")

    def _require_known_version(self, base: sqlite3.Connection) -> None:
        (version,) = base.execute("PRAGMA user_version").fetchone()
        if version > _VERSION:
            raise StoreError(self.sentence("是更新版本的程序建立的，请升级本程序"))


def is_damage(error: StoreError) -> bool:
    """Whether the file itself is broken, and not only out of reach."""
    return getattr(error.__cause__, "sqlite_errorcode", None) in _DAMAGED


def _reason(error: Exception) -> str:
    code = getattr(error, "sqlite_errorcode", None)
    if code in _DAMAGED:
        return "已经损坏"
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return "正被其他程序占用，请稍后再试"
    return "打不开或不能写，请检查文件夹的权限和磁盘空间"
