"""Lists of a Word binary as the numbering part of a docx."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from lxml import etree

from core.readers.msdoc.binary import BrokenFileError, cut, i32, u8, u16, u32
from core.readers.msdoc.file import LIST_USES, LISTS, WordFile
from core.readers.word_markup import add, clean, element

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
_SUFFIXES: Final = {0: "tab", 1: "space", 2: "nothing"}
_LEVELS: Final = 9
_LIST_SIZE: Final = 28
_USE_SIZE: Final = 16


def numbering(word: WordFile) -> etree._Element | None:
    """The numbering part; None where the file has no lists. What is damaged in it is left out."""
    root = element("numbering")
    try:
        known = set(_abstract_lists(word, root))
        _uses(word, root, known)
    except BrokenFileError:
        pass
    return root if len(root) else None


def _abstract_lists(word: WordFile, root: etree._Element) -> Iterator[int]:
    place, length = word.place(LISTS)
    if not length:
        return
    table = word.table
    # The levels stand behind the structure, not in it.
    at = place + length
    for number in range(u16(table, place)):
        start = place + 2 + number * _LIST_SIZE
        identity, simple = u32(table, start), u8(table, start + 26) & 1
        abstract = add(root, "abstractNum", abstractNumId=identity)
        yield identity
        for depth in range(1 if simple else _LEVELS):
            at = _level(table, at, depth, abstract)


def _level(table: bytes, at: int, depth: int, parent: etree._Element) -> int:
    """One LVL; where it ends."""
    start, code, bits = i32(table, at), u8(table, at + 4), u8(table, at + 5)
    follow, runs, paragraphs, limit = u8(table, at + 15), u8(table, at + 24), u8(table, at + 25), u8(table, at + 26)
    at += 28 + paragraphs + runs
    count = u16(table, at)
    units = cut(table, at + 2, 2 * count).decode("utf-16-le", "replace")
    level = add(parent, "lvl", ilvl=depth)
    add(level, "start", start)
    add(level, "numFmt", _FORMATS[code] if code < len(_FORMATS) else "none")
    if bits & 0x08:
        add(level, "lvlRestart", limit)
    if bits & 0x04:
        add(level, "isLgl")
    add(
        level,
        "lvlText",
        clean("".join(f"%{ord(unit) + 1}" if ord(unit) < _LEVELS else unit for unit in units)),
    )
    add(level, "suff", _SUFFIXES.get(follow, "tab"))
    return at + 2 + 2 * count


def _uses(word: WordFile, root: etree._Element, known: set[int]) -> None:
    place, length = word.place(LIST_USES)
    if not length:
        return
    table, count = word.table, u32(word.table, place)
    at = place + 4 + count * _USE_SIZE
    for number in range(count):
        start = place + 4 + number * _USE_SIZE
        identity, overrides = u32(table, start), u8(table, start + 12)
        use = add(root, "num", numId=number + 1)
        add(use, "abstractNumId", identity if identity in known else "none")
        at = _overrides(table, at, overrides, use)


def _overrides(table: bytes, at: int, count: int, use: etree._Element) -> int:
    """What one use of a list changes; where its data ends."""
    at += 4
    for _ in range(count):
        start, bits = i32(table, at), u32(table, at + 4)
        at += 8
        override = add(use, "lvlOverride", ilvl=bits & 0xF)
        if bits & 0x20:
            at = _level(table, at, bits & 0xF, override)
        elif bits & 0x10:
            add(override, "startOverride", start)
    return at
