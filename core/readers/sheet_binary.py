"""Workbooks that are no xlsx (xls, et, xlsb, ods): each sheet that holds something as a table.

Numbers of .xls, .et and .ods appear as they are shown; of .xlsb the formats are not read, and a value appears as it is stored.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from math import isfinite
from pathlib import Path
from typing import Final
from zipfile import is_zipfile

import python_calamine as calamine

from core.document import Block
from core.errors import ReadError
from core.readers.biff import glance
from core.readers.biff_shown import Look, looks
from core.readers.number_format import general
from core.readers.package import DAMAGED, LOCKED, sentences
from core.readers.raw import Raw
from core.readers.sheet import TOO_WIDE, cells_of, hidden_note, notes_on
from core.readers.sheet_cells import Sheet
from core.readers.sheet_spans import Extents, Spans, extents
from core.readers.sheet_text import blocks_of
from core.readers.silence import no_native_output

MAX_BYTES: Final = 200 << 20
"""Bytes of a file; a workbook with a statistical table has some ten thousand."""
TOO_LARGE: Final = f"工作簿超过 {MAX_BYTES >> 20} MB，不像是统计表，为安全起见没有读取；请删去无关的工作表后另存一份再检查。"
MAX_STORED: Final = 4_000_000
"""Positions of one sheet as stored, empty ones included."""
TOO_FAR: Final = f"工作簿中有一张工作表的内容散布得太远（占用的范围超过 {MAX_STORED // 10_000} 万格的上限），不像是统计表；请删去多余的行列后另存一份再检查。"


def read(path: Path) -> Raw:
    """Read a workbook. Raises :class:`core.errors.ReadError` with a sentence when it cannot be read."""
    if path.stat().st_size > MAX_BYTES:
        raise ReadError(TOO_LARGE)
    seen = glance(path)
    if seen.locked:
        raise ReadError(LOCKED)
    if seen.endless:
        raise ReadError(DAMAGED)
    laid = _extents(path)
    if max(seen.positions, laid.positions) > MAX_STORED:
        raise ReadError(TOO_FAR)
    try:
        with no_native_output(), path.open("rb") as file, calamine.CalamineWorkbook.from_filelike(file) as book:
            shown_as = [laid.looks.get(name, Look()) for name in book.sheet_names] if laid.looks else looks(path)
            return _read(book, laid.spans, shown_as)
    except calamine.PasswordError as error:
        raise ReadError(LOCKED) from error
    except (calamine.CalamineError, ValueError) as error:
        raise ReadError(LOCKED if "password" in str(error).lower() else DAMAGED) from error
    except BaseException as error:
        # A panic of the native library: its class cannot be imported and is no Exception.
        if type(error).__name__ != "PanicException":
            raise
        raise ReadError(DAMAGED) from error


def _extents(path: Path) -> Extents:
    """What an OpenDocument workbook says of its cells; of the others the library tells it."""
    with sentences():
        return extents(path, MAX_STORED) if is_zipfile(path) else Extents()


def _read(book: calamine.CalamineWorkbook, spans: Mapping[str, Spans], shown_as: Sequence[Look]) -> Raw:
    blocks: list[Block] = []
    notes: list[str] = []
    known = shown_as if len(shown_as) == len(book.sheets_metadata) else [Look() for _ in book.sheets_metadata]
    for entry, look in zip(book.sheets_metadata, known, strict=True):
        if entry.typ is not calamine.SheetTypeEnum.WorkSheet:
            continue
        sheet = _sheet(book.get_sheet_by_name(entry.name), look)
        sheet.merged += spans.get(entry.name, ())
        if entry.visible is not calamine.SheetVisibleEnum.Visible:
            notes += [hidden_note(entry.name)] if sheet.values else []
            continue
        blocks += blocks_of(entry.name, tuple(cells_of(entry.name, sheet)))
        notes += notes_on(entry.name, sheet)
    return Raw(tuple(blocks), notes=tuple(notes))


def _sheet(found: calamine.CalamineSheet, look: Look) -> Sheet:
    top, left = found.start or (0, 0)
    if found.height * found.width > MAX_STORED:
        raise ReadError(TOO_WIDE.format(found.name, MAX_STORED // 10_000))
    values = {
        (top + row, left + column): text
        for row, line in enumerate(found.to_python(skip_empty_area=True))
        for column, value in enumerate(line)
        if (text := shown(value))
    }
    values.update(look.numbers)
    rows = {row for row, _ in values}
    hidden = [(first, last) for first, last in look.hidden_rows if first in rows]
    return Sheet(
        {where: text for where, text in values.items() if text},
        list(_merged(found)),
        look.uncalculated,
        hidden,
        look.hidden_columns,
    )


def _merged(found: calamine.CalamineSheet) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    yield from found.merged_cell_ranges or ()


def shown(value: object) -> str:
    """A stored value as text."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return general(value) if isfinite(value) else ""
    if isinstance(value, datetime):
        return f"{value.year}年{value.month}月{value.day}日" if value.time() == time() else value.isoformat(" ", "minutes")
    if isinstance(value, date):
        return f"{value.year}年{value.month}月{value.day}日"
    return value.isoformat() if isinstance(value, time) else str(value) if isinstance(value, str | int | timedelta) else ""
