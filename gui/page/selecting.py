"""Text selected on the sheet with the mouse, and what of it is copied."""

from __future__ import annotations

from gui.page.items import Caret, Item


class Selection:
    """From where the mouse went down to where it is."""

    def __init__(self) -> None:
        self._anchor: Caret | None = None
        self._head: Caret | None = None

    def clear(self) -> None:
        """Select nothing."""
        self._anchor = self._head = None

    def begin(self, caret: Caret | None) -> None:
        """Start at a boundary."""
        self._anchor = self._head = caret

    def extend(self, caret: Caret | None) -> None:
        """Reach to a boundary."""
        self._head = caret or self._head

    def select(self, first: Caret, last: Caret) -> None:
        """Select from one boundary to another."""
        self._anchor, self._head = first, last

    @property
    def ends(self) -> tuple[Caret, Caret] | None:
        """First and last boundary, in reading order; None when nothing is selected."""
        if self._anchor is None or self._head is None or self._anchor == self._head:
            return None
        return min(self._anchor, self._head), max(self._anchor, self._head)

    def within(self, number: int, item: Item) -> dict[int, tuple[int, int]]:
        """The selected code points of an item, by run."""
        if self.ends is None or not item.selectable:
            return {}
        first, last = self.ends
        if not first.item <= number <= last.item:
            return {}
        found: dict[int, tuple[int, int]] = {}
        for run, text in enumerate(item.runs):
            start = first.offset if (number, run) == first[:2] else 0
            end = last.offset if (number, run) == last[:2] else len(text.text)
            if first[:2] <= (number, run) <= last[:2]:
                found[run] = (start, end)
        return found

    def text(self, items: list[Item]) -> str:
        """The selected text: lines for paragraphs and rows, tabs between cells."""
        if self.ends is None:
            return ""
        first, last = self.ends
        return "\n".join(
            self._text_of(number, items[number]) for number in range(first.item, last.item + 1) if items[number].selectable
        )

    def _text_of(self, number: int, item: Item) -> str:
        if not item.runs:
            return item.text
        parts: list[str] = []
        ranges = self.within(number, item)
        for run, (start, end) in ranges.items():
            parts.append(item.runs[run].text[start:end])
            parts.append(item.joint(run) if run + 1 in ranges else "")
        return "".join(parts)
