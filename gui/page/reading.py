"""What is read aloud of the draft: its paragraphs and rows one by one, and the one where the selected finding stands. No widgets."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import NamedTuple

from PySide6.QtCore import QRectF

from core.findings import Finding
from gui.page.flow import Flow


class Piece(NamedTuple):
    """A paragraph, a row of a table or a note: the number of the item, the piece of it, and what is read."""

    item: int
    line: int
    text: str


class Reading:
    """The pieces of a flow, found when something asks for them."""

    def __init__(self, flow: Flow, findings: Sequence[Finding]) -> None:
        self._flow, self._findings = flow, findings

    @cached_property
    def pieces(self) -> list[Piece]:
        """All that can be read, in order."""
        items = enumerate(self._flow.items)
        return [Piece(n, line, text) for n, item in items for line, text in enumerate(item.lines) if text.strip()]

    def area(self, piece: Piece) -> QRectF:
        """Where a piece lies on the sheet."""
        return self._flow.items[piece.item].line_area(piece.line).translated(0, self._flow.top(piece.item))

    def passage(self, finding: int | None) -> Piece | None:
        """The piece where a finding stands."""
        number = self._flow.item_of(finding) if finding is not None else None
        if number is None:
            return None
        item = self._flow.items[number]
        line = next((item.line_of(mark) for mark in item.marks if mark.finding == finding and not mark.related), 0)
        return Piece(number, line, item.lines[line]) if line < len(item.lines) else None

    def messages(self, piece: Piece) -> str:
        """What is wrong in a piece."""
        item = self._flow.items[piece.item]
        numbers = dict.fromkeys(mark.finding for mark in item.marks if not mark.related and item.line_of(mark) == piece.line)
        found = (self._findings[number] for number in numbers)
        return "；".join(told(each, "").rstrip("。") if each.message != piece.text else each.severity.label for each in found)

    def text(self, finding: int | None) -> str:
        """The text where a finding stands; empty where that is nothing but its message, since something is missing."""
        piece, found = self.passage(finding), self._finding(finding)
        return piece.text.strip() if piece and found and piece.text != found.message else ""

    def spoken(self, finding: int | None) -> str:
        """A finding with the text where it stands, in words."""
        found = self._finding(finding)
        return told(found, self.text(finding)) if found else ""

    def _finding(self, number: int | None) -> Finding | None:
        return self._findings[number] if number is not None and number < len(self._findings) else None


def told(finding: Finding, text: str) -> str:
    """A finding and the text where it stands, in words."""
    message = f"{finding.severity.label}：{finding.message.rstrip('。')}。"
    return f"{message}原文：{text}" if text else message
