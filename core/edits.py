"""A correction that is certain, laid down so that a machine can make it."""

from __future__ import annotations

from dataclasses import dataclass

from core.place import InCell, InText


@dataclass(frozen=True, slots=True)
class Edit:
    """Put ``new`` in place of the characters ``start``..``end`` (exclusive) of a paragraph, or of the text of a cell.

    ``old`` is what stands there; ``start == end`` inserts. Offsets count code points of the text as it is read.
    """

    place: InText | InCell
    start: int
    end: int
    old: str
    new: str

    @property
    def block(self) -> tuple[int, ...]:
        """What the offsets count in: ``(paragraph,)`` or ``(table, row, column)``."""
        place = self.place
        return (place.paragraph,) if isinstance(place, InText) else (place.table, place.row, place.column)
