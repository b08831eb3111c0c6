"""What the pages hold, from top to bottom; and which framed lines are a row of a table that a page break parted from the others.

A table whose only row on a page has a single cell looks like a box round text. It is a part of a table when it is the last thing on
its page and the next page begins with a table of the same width, or the first and the page before ends with such a table.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from core.document import Picture
from core.readers.pdf_lines import Line
from core.readers.pdf_parts import common_columns
from core.readers.pdf_tables import PlacedTable

Item = Line | PlacedTable | Picture

Placed = tuple[float, Item]
"""The upper edge of an item, and the item."""


@dataclass
class PageItems:
    """What a page holds, and the boxes round some of its lines."""

    placed: list[Placed]
    boxes: Sequence[PlacedTable] = field(default_factory=tuple)

    def __post_init__(self) -> None:
        self.placed.sort(key=lambda pair: pair[0])

    @property
    def first(self) -> Item | None:
        """The uppermost item."""
        return self.placed[0][1] if self.placed else None

    @property
    def last(self) -> Item | None:
        """The lowest item."""
        return self.placed[-1][1] if self.placed else None

    def resolve(self, before: Item | None, after: Item | None) -> None:
        """Put tables for the boxes that go on with the table at the end of the page before, or at the start of the page after."""
        for box in self.boxes:
            rest = [pair for pair in self.placed if not _lies_in(pair[1], box)]
            if len(rest) == len(self.placed):
                continue
            is_first = all(top > box.top for top, _ in rest)
            is_last = all(top < box.top for top, _ in rest)
            if (is_first and _goes_with(box, before)) or (is_last and _goes_with(box, after)):
                self.placed = sorted([*rest, (box.top, box)], key=lambda pair: pair[0])


def in_order(pages: Sequence[PageItems]) -> Iterator[Item]:
    """The items of all pages."""
    before: Item | None = None
    for number, page in enumerate(pages):
        page.resolve(before, pages[number + 1].first if number + 1 < len(pages) else None)
        yield from (item for _, item in page.placed)
        before = page.last


def _lies_in(item: Item, box: PlacedTable) -> bool:
    if not isinstance(item, Line):
        return False
    x, y = (item.x0 + item.x1) / 2, (item.top + item.bottom) / 2
    return box.edges[0] <= x <= box.edges[-1] and box.top <= y <= box.bottom


def _goes_with(box: PlacedTable, other: Item | None) -> bool:
    return isinstance(other, PlacedTable) and common_columns(other.edges, box.edges) is not None
