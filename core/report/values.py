"""What stands in a cell that should hold a number."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum, auto
from functools import lru_cache

from core.document import Cell
from core.text.fold import bare

_NUMBER = re.compile(r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?")
_BLANK = re.compile(r"[-/\\—~_.。·]*|无|空|没有|未发生|[xX×]")


class Kind(Enum):
    """How a cell reads."""

    NUMBER = auto()
    BLANK = auto()
    TEXT = auto()
    UNKNOWN = auto()
    """A formula whose value the file does not hold."""


@dataclass(frozen=True, slots=True)
class CellValue:
    """``value`` is the number; for a text that opens with a number (``1（次）``) the number it opens with, else None."""

    kind: Kind
    value: Decimal | None = None

    @property
    def whole(self) -> bool:
        """A count: no fraction (0.0 and 12.00 are counts) and not negative."""
        return self.value is not None and self.value >= 0 and self.value == self.value.to_integral_value()


_UNKNOWN = CellValue(Kind.UNKNOWN)
_LONGEST = 40
"""Characters of a text that is worth remembering."""


def read_value(text: str) -> CellValue:
    """The value of a cell; full-width digits and thousands separators are harmless."""
    return _remembered(text) if len(text) <= _LONGEST else _read(text)


def value_of(cell: Cell) -> CellValue:
    """The value of a cell; a formula that was never calculated is not blank."""
    return _UNKNOWN if cell.uncalculated and not cell.text else read_value(cell.text)


def _read(text: str) -> CellValue:
    plain = bare(text)
    if _BLANK.fullmatch(plain):
        return CellValue(Kind.BLANK)
    negative = plain.startswith("-")
    match = _NUMBER.match(plain, 1 if negative or plain.startswith("+") else 0)
    if not match:
        return CellValue(Kind.TEXT)
    value = Decimal(match.group().replace(",", ""))
    whole_cell = match.end() == len(plain)
    return CellValue(Kind.NUMBER if whole_cell else Kind.TEXT, -value if negative else value)


_remembered = lru_cache(1 << 13)(_read)
