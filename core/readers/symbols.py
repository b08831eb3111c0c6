"""Characters of the symbol fonts of Word: what they show as characters that every font has.

Such a font has pictures where others have letters. Word keeps its character 0x52 as the private character U+F052, or as an R in that
font; a private character by itself says nothing, and whoever reads the text sees an unknown box.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

PRIVATE: Final = re.compile("[\uf000-\uf0ff]")
"""Where Word puts the characters of symbol fonts."""
BULLETS: Final = frozenset("●◆❖▪➢•▶")
"""What stands before an item of a list: as automatic bullets, it is no text there. A filled box may be a choice."""
_FONT: Final = re.compile(r"wingdings(?: [23])?|symbol|webdings", re.IGNORECASE)


def _row(first: int, characters: str) -> dict[int, str]:
    """Characters that follow one another; a space stands for one that is nothing common."""
    return {first + at: character for at, character in enumerate(characters) if character != " "}


_TABLES: Final[Mapping[str, Mapping[int, str]]] = {
    "wingdings": {
        0x28: "☎",
        0x2A: "✉",
        **_row(0x6C, "●○■□□□□◆◆◆❖"),
        **_row(0x81, "①②③④⑤⑥⑦⑧⑨⑩"),
        **_row(0x8C, "①②③④⑤⑥⑦⑧⑨⑩"),
        **_row(0x9E, "·•"),
        **_row(0xA1, "○○○"),
        0xA7: "▪",
        0xA8: "□",
        0xD8: "➢",
        **_row(0xDF, "←→↑↓"),
        0xE8: "→",
        **_row(0xEF, "←→↑↓"),
        **_row(0xFB, "×√☒☑"),
    },
    "wingdings 2": {
        **_row(0x4F, "×√☒☑☒☒"),
        **_row(0x6A, "①②③④⑤⑥⑦⑧⑨⑩"),
        **_row(0x75, "①②③④⑤⑥⑦⑧⑨⑩"),
        **_row(0x96, "•●●"),
        0xA0: "■",
        0xA2: "■",
        0xA3: "□",
    },
    "wingdings 3": {**_row(0x66, "←→↑↓"), **_row(0x70, "▲▼△▽◀▶◁▷")},
    "webdings": {0x61: "√", 0x63: "□", 0x67: "■", 0x6E: "●", 0x72: "×"},
    "symbol": {
        **{code: chr(code) for code in range(0x20, 0x7F)},
        **_row(0x41, "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ"),
        **_row(0x61, "αβχδεφγηιϕκλμνοπθρστυϖωξψζ"),
        0x22: "∀",
        0x24: "∃",
        0x27: "∋",
        0x2A: "∗",
        0x2D: "−",
        0x40: "≅",
        0x5C: "∴",
        0x5E: "⊥",
        0x60: "‾",
        **_row(0xA1, "ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…"),
        **_row(0xC4, "⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠"),
        **_row(0xD5, "∏√·¬∧∨⇔⇐⇑⇒⇓"),
        0xE5: "∑",
    },
}


def symbol_font(*names: str | None) -> str | None:
    """The first of the fonts that is one of symbols, as the tables here call it."""
    return next((name.strip().lower() for name in names if name and _FONT.fullmatch(name.strip())), None)


def symbol(code: int, font: str | None) -> str:
    """What a character of a symbol font shows; empty where that is nothing common."""
    return _TABLES[font].get(code & 0xFF, "") if font is not None else ""


def without_symbols(text: str, font: str | None) -> Iterator[tuple[int, str]]:
    """The pieces of a text that are left, each with its offset in it: characters of a symbol font become common ones or nothing.

    A letter that is nothing common in the font stays what it is: somebody may only have set too much in it.
    """
    piece, start = "", 0
    for at, character in enumerate(text):
        shown = character
        if PRIVATE.match(character):
            shown = symbol(ord(character), font)
        elif font is not None and "!" <= character <= "\xff":
            shown = symbol(ord(character), font) or character
        if shown:
            piece, start = (piece, start) if piece else ("", at)
            piece += shown
        elif piece:
            yield start, piece
            piece = ""
    if piece:
        yield start, piece
