"""Words found in the draft: where they stand on the sheet."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from gui.page.items import Caret, Item

MOST = 2000
"""So many places are found at most: a single letter stands in more."""
_WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}


class Match(NamedTuple):
    """Code points ``start``..``end`` of a run of an item."""

    item: int
    run: int
    start: int
    end: int

    @property
    def ends(self) -> tuple[Caret, Caret]:
        """The boundaries before and behind the words."""
        return Caret(self.item, self.run, self.start), Caret(self.item, self.run, self.end)


def plain(text: str) -> str:
    """The text as it is compared: full-width and capital letters make no difference. As long as the text itself."""
    narrow = text.translate(_WIDE)
    small = narrow.lower()
    return small if len(small) == len(text) else narrow


def matches(items: Iterable[Item], words: str) -> list[Match]:
    """Where the words stand, in reading order."""
    looked_for = plain(words)
    found: list[Match] = []
    if not looked_for:
        return found
    for number, item in enumerate(items):
        for run, text in enumerate(item.texts):
            at = (whole := plain(text)).find(looked_for)
            while at >= 0 and len(found) < MOST:
                found.append(Match(number, run, at, at + len(looked_for)))
                at = whole.find(looked_for, at + len(looked_for))
    return found


def by_item(found: Iterable[Match]) -> dict[int, dict[int, list[tuple[int, int]]]]:
    """The places by item and run, for painting."""
    places: dict[int, dict[int, list[tuple[int, int]]]] = defaultdict(lambda: defaultdict(list))
    for match in found:
        places[match.item][match.run].append((match.start, match.end))
    return places
