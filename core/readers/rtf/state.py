"""What holds at a place of rich text, and what the control words do to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final

from core.readers.symbols import symbol_font
from core.readers.word_lines import CellShape

_CHARSETS: Final = {
    128: "cp932",
    129: "cp949",
    134: "gb18030",
    136: "cp950",
    161: "cp1253",
    162: "cp1254",
    177: "cp1255",
    178: "cp1256",
    186: "cp1257",
    204: "cp1251",
    222: "cp874",
    238: "cp1250",
}


_OF_SYMBOLS: Final = 2


@dataclass(frozen=True, slots=True)
class State:
    """Everything that a group inherits and takes back at its end. ``place`` is where text goes: ``body``, or a destination's name.

    ``label``: the text is an automatic number; ``symbols`` names the font where it is one of symbols.
    """

    place: str = "body"
    fallback: int = field(default=1, compare=False)
    font: int = field(default=-1, compare=False)
    bold: bool = False
    hidden: bool = False
    struck: bool = False
    inserted: bool = False
    deleted: bool = False
    author: int = 0
    style: int = 0
    align: str = ""
    outline: int | None = None
    first_line: int = 0
    first_line_in_characters: int = 0
    in_table: bool = False
    depth: int | None = None
    label: bool = False
    right_to_left: bool = field(default=False, compare=False)
    symbols: str = ""

    @property
    def tables(self) -> int:
        """How many tables the paragraph stands in."""
        return self.depth if self.depth is not None else int(self.in_table)


_PLAIN: Final[Mapping[str, Any]] = {
    "font": -1,
    "bold": False,
    "hidden": False,
    "struck": False,
    "inserted": False,
    "deleted": False,
}
_PARD: Final[Mapping[str, Any]] = {
    "style": 0,
    "align": "",
    "outline": None,
    "in_table": False,
    "depth": None,
    **dict.fromkeys(("first_line", "first_line_in_characters"), 0),
}
_SWITCHES: Final = {
    "b": "bold",
    "v": "hidden",
    "strike": "struck",
    "striked": "struck",
    "revised": "inserted",
    "deleted": "deleted",
}
_SCRIPTS: Final = {"rtlch": True, "ltrch": False, "dbch": False, "loch": False, "hich": False}
_NUMBERS: Final = {
    "uc": "fallback",
    "f": "font",
    "revauth": "author",
    "revauthdel": "author",
    "s": "style",
    "outlinelevel": "outline",
    "itap": "depth",
    "fi": "first_line",
    "cufi": "first_line_in_characters",
}
_ALIGN: Final = {"ql": "left", "qc": "center", "qr": "right", "qj": "both", "qd": "distribute"}


_FLAGS: Final[Mapping[str, Mapping[str, Any]]] = {
    "plain": _PLAIN,
    "pard": _PARD,
    "intbl": {"in_table": True},
    **{word: {"align": align} for word, align in _ALIGN.items()},
    **{word: {"right_to_left": right_to_left} for word, right_to_left in _SCRIPTS.items()},
}


def changed(state: State, word: str, number: int | None) -> State:
    """The state behind a control word; the same one where the word does not touch it."""
    if word in _FLAGS:
        return replace(state, **_FLAGS[word])
    if word in _NUMBERS and number is not None:
        return replace(state, **_one(_NUMBERS[word], max(0, number)))
    # Of Chinese characters LibreOffice says "ab"; of Arabic ones Word does.
    name = "bold" if word == "ab" and not state.right_to_left else _SWITCHES.get(word)
    return replace(state, **_one(name, number != 0)) if name else state


def _one(name: str, value: object) -> dict[str, Any]:
    return {name: value}


@dataclass
class Fonts:
    """The character set of each font, and of text in none."""

    usual: str = "cp1252"
    symbols: dict[int, str] = field(default_factory=dict)
    """The names of the fonts of symbols."""
    _sets: dict[int, str] = field(default_factory=dict)
    _pictured: set[int] = field(default_factory=set)

    def add(self, font: int, charset: int) -> None:
        """What the font table says of the characters of a font."""
        if charset in _CHARSETS:
            self._sets[font] = _CHARSETS[charset]
        elif charset == _OF_SYMBOLS:
            self._pictured.add(font)

    def name(self, font: int, name: str) -> None:
        """What the font table calls a font."""
        name = name.strip().rstrip(";").strip()
        if symbol_font(name) is not None:
            self.symbols[font] = name

    def page(self, page: int) -> None:
        """The code page of the whole file."""
        self.usual = "gb18030" if page == 936 else "utf-8" if page == 65001 else f"cp{page}"

    def decoded(self, data: bytes, font: int) -> str:
        """Bytes in a font as text: those of a font of symbols are no letters, and become the private characters that Word gives them."""
        if font in self._pictured:
            return "".join(chr(byte if byte < 0x80 else 0xF000 + byte) for byte in data)
        try:
            return data.decode(self._sets.get(font, self.usual), "replace")
        except LookupError:
            return data.decode("cp1252", "replace")


@dataclass
class RowDefinition:
    """The cells of the row that is being defined, from ``trowd`` to its last ``cellx``."""

    left: int = 0
    cells: list[CellShape] = field(default_factory=list)
    across: bool = False
    down: str | None = None

    def control(self, word: str, number: int | None) -> bool:
        """Take a control word; False for one that is not about rows."""
        if word == "trowd":
            self.left, self.cells, self.across, self.down = 0, [], False, None
        elif word == "trleft":
            self.left = number or 0
        elif word == "clmrg":
            self.across = True
        elif word in ("clvmgf", "clvmrg"):
            self.down = "restart" if word == "clvmgf" else "continue"
        elif word == "cellx":
            start = self.cells[-1].right if self.cells else self.left
            self.cells.append(CellShape(start, number or 0, self.across, self.down))
            self.across, self.down = False, None
        else:
            return False
        return True
