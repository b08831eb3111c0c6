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
        if node and not self._extends(start, node, page):
            self._spans.append(Span(start, self.length, page, node))

    def _extends(self, start: int, node: tuple[int, ...], page: int | None) -> bool:
        """Lengthen the last span when the new piece follows it in the text and in the file."""
        last = self._spans[-1] if self._spans else None
        if last is None or last.end != start or last.page != page:
            return False
        if (*last.node[:-1], last.node[-1] + last.end - last.start) != node:
            return False
        self._spans[-1] = Span(last.start, self.length, page, last.node)
        return True

    def build(self) -> Text:
        """The text so far."""
        return Text("".join(self._parts), tuple(self._spans))
