"""A glance at the records of a binary workbook (.xls, .et) before the library takes it up.

The library makes room for every position between the outermost cells of a sheet, be they gigabytes.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import olefile

from core.readers.package import CONTAINER_FAULTS

_SHEET: Final = 0x809
_PASSWORD: Final = 0x2F
_CELLS: Final = frozenset({0x06, 0xD6, 0xFD, 0x203, 0x204, 0x205, 0x27E})
"""Records of one cell that holds something; blank ones take no room."""
_SEVERAL: Final = 0xBD
"""Numbers in neighbouring cells: the last two bytes say where they end."""


@dataclass
class Glance:
    """What is known of a workbook: a password is needed, a chain of sectors never ends, positions between the outermost cells."""

    locked: bool = False
    endless: bool = False
    positions: int = 0


def glance(path: Path) -> Glance:
    """What the records say; nothing where the file is no workbook of this kind or too damaged to tell."""
    try:
        with olefile.OleFileIO(path) as ole:
            if _is_endless(ole):
                return Glance(endless=True)
            name = next((each for each in ("Workbook", "Book") if ole.exists(each)), "")
            return _seen(ole.openstream(name).read() if name else b"")
    except CONTAINER_FAULTS:
        return Glance()


def _is_endless(ole: Any) -> bool:  # noqa: ANN401 - olefile tells no types
    """Whether some chain of sectors never ends: the library would follow it until the memory is full."""
    ole.loadminifat()
    entries = [entry for entry in ole.direntries if entry is not None]
    small = [entry.isectStart for entry in entries if entry.size < ole.minisectorcutoff]
    large = [entry.isectStart for entry in entries if entry.size >= ole.minisectorcutoff]
    large += [ole.root.isectStart, ole.first_dir_sector, ole.first_mini_fat_sector]
    return any(_circles(at, ole.fat) for at in large) or any(_circles(at, ole.minifat) for at in small)


def _circles(at: int, table: Sequence[int]) -> bool:
    steps = 0
    while at < len(table) and steps <= len(table):
        at, steps = table[at], steps + 1
    return steps > len(table)


def _seen(data: bytes) -> Glance:
    found = Glance()
    rows: list[int] = []
    columns: list[int] = []
    for kind, record in records(data):
        if kind == _PASSWORD:
            found.locked = True
        elif kind == _SHEET:
            rows, columns = [], []
        elif (kind in _CELLS or kind == _SEVERAL) and len(record) >= 6:
            row, column = struct.unpack_from("<HH", record)
            last = struct.unpack("<H", record[-2:])[0] if kind == _SEVERAL else column
            rows = [min([row, *rows]), max([row, *rows])]
            columns = [min([column, last, *columns]), max([column, last, *columns])]
            found.positions = max(found.positions, (rows[1] - rows[0] + 1) * (columns[1] - columns[0] + 1))
    return found


def records(data: bytes, at: int = 0) -> Iterator[tuple[int, bytes]]:
    """The kind and the bytes of each record from a place on."""
    while at + 4 <= len(data):
        kind, length = struct.unpack_from("<HH", data, at)
        yield kind, data[at + 4 : at + 4 + length]
        at += 4 + length
