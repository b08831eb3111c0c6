"""Lists of a Word binary as the numbering part of a docx."""

from __future__ import annotations

from collections.abc import Collection
from contextlib import suppress
from typing import Final

from lxml import etree

from core.readers.msdoc.binary import BrokenFileError, cut, i32, u8, u16, u32
from core.readers.msdoc.file import LIST_USES, LISTS, WordFile
from core.readers.word_markup import tag, tree

# Number formats by their MSONFC code, in order from 0.
_FORMATS: Final = [
    "decimal",
    "upperRoman",
    "lowerRoman",
    "upperLetter",
    "lowerLetter",
    "ordinal",
    "cardinalText",
    "ordinalText",
    "hex",
    "chicago",
    "ideographDigital",
    "japaneseCounting",
    "aiueo",
    "iroha",
    "decimalFullWidth",
    "decimalHalfWidth",
    "japaneseLegal",
    "japaneseDigitalTenThousand",
    "decimalEnclosedCircle",
    "decimalFullWidth2",
    "aiueoFullWidth",
    "irohaFullWidth",
    "decimalZero",
    "bullet",
    "ganada",
    "chosung",
    "decimalEnclosedFullstop",
    "decimalEnclosedParen",
    "decimalEnclosedCircleChinese",
    "ideographEnclosedCircle",
    "ideographTraditional",
    "ideographZodiac",
    "ideographZodiacTraditional",
    "taiwaneseCounting",
    "ideographLegalTraditional",
    "taiwaneseCountingThousand",
    "taiwaneseDigital",
    "chineseCounting",
    "chineseLegalSimplified",
    "chineseCountingThousand",
]
_NO_NUMBER: Final = 0xFF
_SUFFIXES: Final = {0: "tab", 1: "space", 2: "nothing"}
_LEVELS: Final = 9
_LIST_SIZE: Final = 28
_USE_SIZE: Final = 16


def numbering(word: WordFile) -> etree._Element | None:
    """The numbering part; None where the file has no lists. What is damaged in it is left out."""
    lists: dict[int, list[str]] = {}
    uses: dict[int, list[str]] = {}
    with suppress(BrokenFileError):
        _read_lists(word, lists)
        _read_uses(word, lists.keys(), uses)
    parts = [tag("abstractNum", "".join(levels), abstractNumId=identity) for identity, levels in lists.items()]
    parts += [tag("num", "".join(said), numId=number) for number, said in uses.items()]
    return tree("numbering", "".join(parts)) if parts else None


def _read_lists(word: WordFile, lists: dict[int, list[str]]) -> None:
    place, length = word.place(LISTS)
    if not length:
        return
    table = word.table
    # The levels stand behind the structure, not in it.
    at = place + length
    for number in range(u16(table, place)):
        start = place + 2 + number * _LIST_SIZE
        identity, simple = u32(table, start), u8(table, start + 26) & 1
        levels = lists.setdefault(identity, [])
        for depth in range(1 if simple else _LEVELS):
            level, at = _level(table, at, depth)
            levels.append(level)


def _level(table: bytes, at: int, depth: int) -> tuple[str, int]:
    """One LVL, and where it ends."""
    start, code, bits = i32(table, at), u8(table, at + 4), u8(table, at + 5)
    follow, runs, paragraphs, limit = u8(table, at + 15), u8(table, at + 24), u8(table, at + 25), u8(table, at + 26)
    at += 28 + paragraphs + runs
    count = u16(table, at)
    units = cut(table, at + 2, 2 * count).decode("utf-16-le", "replace")
    # What is beyond the list counts in Korean, Hebrew, Thai …: as digits it is still a number.
    style = "none" if code == _NO_NUMBER else _FORMATS[code] if code < len(_FORMATS) else "decimal"
    said = tag("start", value=start) + tag("numFmt", value=style)
    if bits & 0x08:
        said += tag("lvlRestart", value=limit)
    if bits & 0x04:
        said += tag("isLgl")
    said += tag("lvlText", value="".join(f"%{ord(unit) + 1}" if ord(unit) < _LEVELS else unit for unit in units))
    said += tag("suff", value=_SUFFIXES.get(follow, "tab"))
    return tag("lvl", said, ilvl=depth), at + 2 + 2 * count


def _read_uses(word: WordFile, known: Collection[int], uses: dict[int, list[str]]) -> None:
    place, length = word.place(LIST_USES)
    if not length:
        return
    table, count = word.table, u32(word.table, place)
    at = place + 4 + count * _USE_SIZE
    for number in range(count):
        start = place + 4 + number * _USE_SIZE
        identity, overrides = u32(table, start), u8(table, start + 12)
        said = uses[number + 1] = [tag("abstractNumId", value=identity if identity in known else "none")]
        at += 4
        for _ in range(overrides):
            override, at = _override(table, at)
            said.append(override)


def _override(table: bytes, at: int) -> tuple[str, int]:
    """What one use of a list changes in a level, and where its data ends."""
    start, bits = i32(table, at), u32(table, at + 4)
    at += 8
    depth, said = bits & 0xF, ""
    if bits & 0x20:
        # With a level of its own that one tells where to start.
        start = i32(table, at)
        said, at = _level(table, at, depth)
    if bits & 0x10:
        said += tag("startOverride", value=start)
    return tag("lvlOverride", said, ilvl=depth), at
