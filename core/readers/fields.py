r"""What a field without a result shows: Word draws some from their instruction alone, a number in a circle above all.

``EQ \o\ac(○,1)`` is ①, ``EQ \f(1,2)`` is 1/2, ``SYMBOL 254 \f "Wingdings"`` is ☑.
"""

from __future__ import annotations

import re
from typing import Final

from core.readers.numerals import numeral
from core.readers.symbols import symbol, symbol_font

_DRAWN: Final = re.compile(r"\s*(EQ|SYMBOL)\b(.*)", re.IGNORECASE | re.DOTALL)
_RAISED: Final = re.compile(r"\\s\\(?:up|do)\d{0,3}\s*\(([^()]*)\)", re.IGNORECASE)
_ONE_ON_ANOTHER: Final = re.compile(r"\s*\\o(?:\\a[clr])?\s*\(([^,;()]*)[,;]([^,;()]*)\)\s*", re.IGNORECASE)
_FRACTION: Final = re.compile(r"\s*\\f\s*\(([^,;()\\]*)[,;]([^,;()\\]*)\)\s*", re.IGNORECASE)
_SYMBOL: Final = re.compile(r'\s*(\d{1,5}|0x[0-9a-f]{1,4})\b[^"]*?\\f\s*"?\s*([^"\\]+)', re.IGNORECASE)
_CIRCLES: Final = frozenset("○〇◯O")


def is_drawn(instruction: str) -> bool:
    """Whether a field shows what its instruction says, not a result."""
    return _DRAWN.match(instruction) is not None


def drawn(instruction: str) -> str | None:
    """What such a field shows; None where that cannot be told."""
    found = _DRAWN.match(instruction)
    if found is None:
        return None
    if found[1].upper() == "SYMBOL":
        return _symbol(found[2])
    said = _RAISED.sub(r"\1", found[2])
    if fraction := _FRACTION.fullmatch(said):
        return f"{fraction[1].strip()}/{fraction[2].strip()}"
    drawing = _ONE_ON_ANOTHER.fullmatch(said)
    if drawing is None:
        return None
    below, above = drawing[1].strip(), drawing[2].strip()
    if above in _CIRCLES:
        below, above = above, below
    return numeral(int(above), "decimalEnclosedCircle") if below in _CIRCLES and above.isdecimal() else above


def _symbol(said: str) -> str:
    found = _SYMBOL.match(said)
    return symbol(int(found[1], 0), symbol_font(found[2])) if found else ""
