"""Whether a paragraph goes on in the next one because a page or line ended in the middle of a sentence."""

from __future__ import annotations

import re

from core.document import Align, Paragraph
from core.text.dates import find_dates
from core.text.fold import folded
from core.text.outline import ATTACHMENT, numbering

_SHORTEST = 15
_LONGEST_HEADING = 45
_CLOSED = tuple("。!?;:…")
_INSIDE = re.compile(r"[,。;]")
_LABEL = re.compile(r"[\u4e00-\u9fffA-Za-z()/、-]{2,14}:")
_CELL_BEHIND = re.compile(r"[)）][ \t\u3000]+\S{1,10}$")
_ORGAN = re.compile(r"[^,。;:、]{2,30}(?:政府|办公室|局|委员会|委|厅|办|中心|街道办事处|管委会|院)$")


def continues(before: Paragraph, after: Paragraph) -> bool:
    """True when ``after`` is the rest of the sentence that ``before`` breaks off.

    The break must lie inside running text: no heading, no item of a list, no label line, no sign-off, no attachment.
    """
    if before.heading is not None or after.heading is not None:
        return False
    if {before.align, after.align} & {Align.CENTER, Align.RIGHT}:
        return False
    if not _breaks_off(folded(before.text)) or not _goes_on(folded(after.text)):
        return False
    return not _CELL_BEHIND.search(before.text)  # a note and the next cell of its row


def _breaks_off(text: str) -> bool:
    if len(text) < _SHORTEST or text.endswith(_CLOSED) or ATTACHMENT.match(text):
        return False
    if numbering(text) and "。" not in text and len(text) <= _LONGEST_HEADING:
        return False
    if text.endswith((")", "”", '"', "》")) and text.count("。") == 0:
        return False
    return bool(_INSIDE.search(text))


def _goes_on(text: str) -> bool:
    if numbering(text) or ATTACHMENT.match(text) or _LABEL.match(text) or _ORGAN.match(text):
        return False
    dates = list(find_dates(text))
    return not (dates and dates[0].start == 0 and dates[0].end == len(text))
