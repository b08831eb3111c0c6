"""What showing a large result needs, made in the thread that receives it, so that the window's own thread is free meanwhile."""

from __future__ import annotations

import gc

from core.document import Format
from core.findings import Result
from gui.page.build import build
from gui.page.items import Item
from gui.page.outline import Entry, entries
from gui.paper.marks import Marks, marks_by_page

WITH_PAGES = frozenset({Format.PDF, Format.OFD})


class Prepared:
    """The parts of one result. Items change as they are laid out, so they are handed out once and made anew after that."""

    def __init__(self, result: Result) -> None:
        self.result = result
        self._items: list[Item] | None = build(result)
        self.outline: list[Entry] = entries(result)
        self.marks: Marks = marks_by_page(result) if result.document.format in WITH_PAGES else {}

    def take_items(self) -> list[Item]:
        """The items of the sheet."""
        items, self._items = self._items, None
        return build(self.result) if items is None else items


_LAST: list[Prepared] = []
"""Of the last result received; several windows seldom receive at the same moment, and then one makes its own."""


def prepare(result: Result) -> None:
    """Make the parts, in whichever thread. What a result consists of has no cycles: the collector need not look through it."""
    _LAST[:] = [Prepared(result)]
    gc.freeze()


def prepared(result: Result) -> Prepared:
    """The parts of a result, made now where they are not there."""
    last = _LAST[0] if _LAST else None
    if last is None or last.result is not result:
        last = Prepared(result)
        _LAST[:] = [last]
    return last


def forget() -> None:
    """Nothing is shown any more; the collector looks at everything again."""
    _LAST.clear()
    gc.unfreeze()
