"""What a correction comes to: the sentence, or the cell, as it should read."""

from __future__ import annotations

from collections.abc import Sequence

from core.document import Document
from core.edits import Edit
from core.place import InText

_STOPS = "。！？；\n"


def corrected(document: Document, edits: Sequence[Edit]) -> str:
    """The sentences that some corrections of one paragraph or cell touch, corrected; an empty text without any."""
    if not edits:
        return ""
    first = edits[0]
    text = _text(document, first)
    own = sorted((edit for edit in edits if edit.block == first.block), key=lambda edit: edit.start)
    start, end = own[0].start, own[-1].end
    if isinstance(first.place, InText):
        start, end = _sentence(text, start, end)
    else:
        start, end = 0, len(text)
    out, at = [], start
    for edit in own:
        out += [text[at : edit.start], edit.new]
        at = edit.end
    return "".join([*out, text[at:end]]).strip()


def _text(document: Document, edit: Edit) -> str:
    place = edit.place
    if isinstance(place, InText):
        return document.paragraphs[place.paragraph].text
    cell = document.tables[place.table].at(place.row, place.column)
    return cell.text if cell else ""


def _sentence(text: str, start: int, end: int) -> tuple[int, int]:
    """The range widened to whole sentences."""
    first = max(text.rfind(stop, 0, start) for stop in _STOPS) + 1
    last = min((at + 1 for stop in _STOPS if (at := text.find(stop, end)) >= 0), default=len(text))
    return first, last
