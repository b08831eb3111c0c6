"""The one place where code points become the UTF-16 units that Qt counts, and back."""

from __future__ import annotations

from bisect import bisect_left


class Utf16Map:
    """Turns offsets of one text from code points into UTF-16 units and back."""

    def __init__(self, text: str) -> None:
        self._wide = [offset for offset, character in enumerate(text) if ord(character) > 0xFFFF]
        self._wide_qt = [offset + number for number, offset in enumerate(self._wide)]

    def to_qt(self, offset: int) -> int:
        """The UTF-16 offset of a code point offset."""
        return offset + bisect_left(self._wide, offset)

    def from_qt(self, offset: int) -> int:
        """The code point offset of a UTF-16 offset; the middle of a pair belongs to its character."""
        return offset - bisect_left(self._wide_qt, offset)
