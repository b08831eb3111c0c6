"""Numbers of a binary workbook (.xls, .et) as they are shown, and what is hidden: the library gives values without their formats."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import olefile

from core.a1 import Position
from core.readers.biff import records
from core.readers.limits import MAX_CELLS
from core.readers.number_format import BUILT_IN, GENERAL, shown
from core.readers.package import CONTAINER_FAULTS

_BOF, _EOF = 0x809, 0x0A
_BIFF8: Final = 0x600
_BOUND_SHEET, _FORMAT, _XF, _DATE_1904 = 0x85, 0x41E, 0xE0, 0x22
_NUMBER, _RK, _SEVERAL, _FORMULA = 0x203, 0x27E, 0xBD, 0x06
_ROW, _COLUMN = 0x208, 0x7D
_ROW_HIDDEN: Final = 0x20
_TRUTH_OR_FAULT: Final = 0x205
_NO_NUMBER: Final = b"\xff\xff"
"""The end of a formula's result that is a text, a truth value or a fault."""
_FAULT: Final = 2
_FAULTS: Final = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}


@dataclass
class Look:
    """A sheet: its numbers and the faults of its formulas as they are shown, its hidden rows and columns, its formulas without a value."""

    numbers: dict[Position, str] = field(default_factory=dict)
    hidden_rows: list[tuple[int, int]] = field(default_factory=list)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    uncalculated: list[Position] = field(default_factory=list)


def looks(path: Path) -> list[Look]:
    """The sheets in the order of the workbook; none where the file is no workbook of this kind, or damaged."""
    try:
        with olefile.OleFileIO(path) as ole:
            data = ole.openstream("Workbook").read() if ole.exists("Workbook") else b""
        return _Book(data).sheets() if data else []
    except CONTAINER_FAULTS:
        return []


class _Book:
    """The stream of a workbook."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._starts: list[int] = []
        self._formats = dict(BUILT_IN)
        self._styles: list[int] = []
        self._epoch_1904 = False
        self._left = MAX_CELLS

    def sheets(self) -> list[Look]:
        for kind, record in self._part(0):
            if kind == _BOUND_SHEET:
                self._starts.append(*struct.unpack_from("<I", record))
            elif kind == _FORMAT:
                self._formats[struct.unpack_from("<H", record)[0]] = _words(record)
            elif kind == _XF:
                self._styles.append(struct.unpack_from("<H", record, 2)[0])
            elif kind == _DATE_1904:
                self._epoch_1904 = record[:1] == b"\x01"
        return [self._look(start) for start in self._starts]

    def _part(self, start: int) -> Iterator[tuple[int, bytes]]:
        """The records of one part, without those of charts inside it."""
        depth = 0
        for kind, record in records(self._data, start):
            if kind == _BOF:
                if not depth and struct.unpack_from("<H", record)[0] != _BIFF8:
                    return
                depth += 1
            elif kind == _EOF:
                depth -= 1
            if depth <= 0:
                return
            if depth == 1:
                yield kind, record

    def _look(self, start: int) -> Look:
        look = Look()
        for kind, record in self._part(start):
            if fault := _fault(kind, record):
                look.numbers[struct.unpack_from("<HH", record)] = fault
            elif kind in (_NUMBER, _RK, _SEVERAL, _FORMULA):
                self._add(look, kind, record)
            elif kind == _ROW and struct.unpack_from("<H", record, 12)[0] & _ROW_HIDDEN:
                row = struct.unpack_from("<H", record)[0]
                look.hidden_rows.append((row, row))
            elif kind == _COLUMN and struct.unpack_from("<H", record, 8)[0] & 1:
                first, last = struct.unpack_from("<HH", record)
                look.hidden_columns.append((first, last))
        return look

    def _add(self, look: Look, kind: int, record: bytes) -> None:
        row, column = struct.unpack_from("<HH", record)
        for style, value in _values(kind, record):
            if self._left > 0:
                self._left -= 1
                number = self._styles[style] if style < len(self._styles) else 0
                look.numbers[row, column] = shown(value, self._formats.get(number, GENERAL), self._epoch_1904)
            column += 1


def _fault(kind: int, record: bytes) -> str:
    """What stands in a cell whose formula failed."""
    if kind == _FORMULA and record[12:14] == _NO_NUMBER and record[6] == _FAULT:
        return _FAULTS.get(record[8], "")
    return _FAULTS.get(record[6], "") if kind == _TRUTH_OR_FAULT and record[7] else ""


def _values(kind: int, record: bytes) -> Iterator[tuple[int, float]]:
    """The style and value of each number in a record."""
    if kind == _SEVERAL:
        yield from (
            (style, _short(packed)) for style, packed in struct.iter_unpack("<HI", record[4 : 4 + (len(record) - 6) // 6 * 6])
        )
    elif kind == _RK:
        style, packed = struct.unpack_from("<HI", record, 4)
        yield style, _short(packed)
    elif record[12:14] != _NO_NUMBER or kind == _NUMBER:
        yield struct.unpack_from("<Hd", record, 4)


def _short(packed: int) -> float:
    """A number in four bytes: a whole one of 30 bits or the upper half of a long one, perhaps a hundredfold."""
    bits = packed & ~3
    value = (
        float((bits - (1 << 32) if bits >> 31 else bits) >> 2)
        if packed & 2
        else struct.unpack("<d", struct.pack("<II", 0, bits))[0]
    )
    return float(value / 100 if packed & 1 else value)


def _words(record: bytes) -> str:
    """A format's code, its letters of one byte or of two."""
    count, wide = struct.unpack_from("<HB", record, 2)
    return record[5 : 5 + 2 * count].decode("utf-16-le", "replace") if wide & 1 else record[5 : 5 + count].decode("latin-1")
