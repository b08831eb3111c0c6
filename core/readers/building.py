"""Putting a text together piece by piece while each piece keeps its place in the file."""

from __future__ import annotations

from core.document import Span, Text


class TextBuilder:
    """Collects pieces of text; neighbours in the file become one span."""

    __slots__ = ("_parts", "_spans", "length")

    def __init__(self) -> None:
        self.length = 0
        self._parts: list[str] = []
        self._spans: list[Span] = []

    def put(self, text: str, node: tuple[int, ...] = (), page: int | None = None) -> None:
        """Add characters; without ``node`` they have no place of their own."""
        if not text:
            return
        start, self.length = self.length, self.length + len(text)
        self._parts.append(text)
        if not node:
            return
        last = self._spans[-1] if self._spans else None
        if last is not None and _follows(last, start, node, page):
            self._spans[-1] = Span(last.start, self.length, page, last.node)
        else:
            self._spans.append(Span(start, self.length, page, node))

    def build(self) -> Text:
        """The text so far."""
        return Text("".join(self._parts), tuple(self._spans))


def _follows(last: Span, start: int, node: tuple[int, ...], page: int | None) -> bool:
    """Whether a piece follows a span in the text and in the file."""
    at = last.node[-1] + last.end - last.start
    return node[-1] == at and last.end == start and last.page == page and node[:-1] == last.node[:-1]
