"""Single property modifiers (Sprm): the changes that a Word binary makes to a paragraph, a run or a table row."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from core.readers.msdoc.binary import BrokenFileError, u16

_SIZES: Final = {0: 1, 1: 1, 2: 2, 3: 4, 4: 2, 5: 2, 7: 3}
_TABLE_DEFINITIONS: Final = (0xD608, 0xD606)
_TABS: Final = 0xC615

# Paragraphs (sgc 1)
STYLE: Final = 0x4600
IN_TABLE: Final = 0x2416
ROW_END: Final = 0x2417
DEPTH: Final = 0x6649
INNER_CELL: Final = 0x244B
INNER_ROW_END: Final = 0x244C
LIST: Final = 0x460B
LIST_LEVEL: Final = 0x260A
OUTLINE: Final = 0x2640
ALIGN: Final = 0x2461
ALIGN_OLD: Final = 0x2403
PAGE_BREAK: Final = 0x2407
FIRST_LINE: Final = 0x8460
FIRST_LINE_OLD: Final = 0x8411
FIRST_LINE_IN_CHARACTERS: Final = 0x4457
ELSEWHERE: Final = (0x6646, 0x6645, 0x646B)
"""Modifiers that say where further modifiers lie in the data stream."""
# Runs (sgc 2)
DELETED: Final = 0x0800
INSERTED: Final = 0x0801
DATA: Final = 0x0806
"""Behind a character 0x01 lies data of a field or form, no picture."""
AUTHOR: Final = 0x4804
AUTHOR_OF_DELETION: Final = 0x4863
SPECIAL: Final = 0x0855
HIDDEN: Final = 0x083C
BOLD: Final = 0x0835
STRUCK: Final = 0x0837
STRUCK_TWICE: Final = 0x2A53
SYMBOL: Final = 0x6A09
FONT: Final = 0x4A4F
"""That of letters; those of Chinese characters and of others have modifiers of their own."""
CHARACTER_STYLE: Final = 0x4A30
# Rows (sgc 5)
TABLE: Final = 0xD608
VERTICAL_MERGE: Final = 0xD62B
MERGE: Final = 0x5624
SPLIT: Final = 0x5625


def sprms(data: bytes) -> Iterator[tuple[int, bytes]]:
    """The modifiers of a ``grpprl`` with their operands, a variable operand without its count; a cut tail is dropped."""
    at = 0
    while at + 2 <= len(data):
        code = u16(data, at)
        at += 2
        try:
            size, skip = _size(code, data, at)
        except BrokenFileError:
            return
        if at + size > len(data):
            return
        yield code, data[at + skip : at + size]
        at += size


def _size(code: int, data: bytes, at: int) -> tuple[int, int]:
    kind = code >> 13
    if kind != 6:
        return _SIZES[kind], 0
    if code in _TABLE_DEFINITIONS:
        return u16(data, at) + 1, 2
    if at >= len(data):
        raise BrokenFileError
    if code == _TABS and data[at] == 0xFF:
        deleted = data[at + 1] if at + 1 < len(data) else 0
        added = data[at + 2 + 4 * deleted] if at + 2 + 4 * deleted < len(data) else 0
        return 3 + 4 * deleted + 3 * added, 1
    return data[at] + 1, 1


def is_on(operand: bytes) -> bool:
    """A switch; 0x80 and 0x81 leave it to the style, or turn it round."""
    return bool(operand) and operand[0] in (1, 0x81)
