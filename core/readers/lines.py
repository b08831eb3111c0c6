"""Whether a paragraph goes on in the next one because a page or line ended in the middle of a sentence.

Two things make the end of a sentence missing: it goes on behind the break, or its author forgot the mark. In plain text and on
pages nothing tells where a paragraph ends but what is written, and words that break off are taken to go on. Where the file knows
its paragraphs (Word, web pages), one ends unless something shows that the break is none of the author's:

* lines as a page had them, pasted one by one: several in a row equally wide, most of them without a mark at their end;
* the first lines of the paragraphs are set in, and this one's is not: it was cut off at the end of a page.

A paragraph whose own first line is set in, unlike that of others around it, begins in any case.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import Final

from core.document import Align, Block, Format, Paragraph
from core.text.dates import find_dates
from core.text.fold import folded
from core.text.outline import ATTACHMENT, numbering

_SHORTEST = 15
_LONGEST_HEADING = 45
_CLOSED = tuple("。!?;:…")
_AROUND = ")”\"'’》"
"""What may stand behind the mark that closes a sentence."""
_INSIDE = re.compile(r"[,。;]")
_NOTE_BEFORE = re.compile(r"^\([^()]*\)")
"""The note in the corner of a form (本列数据的勾稽关系为：…，…) before its captions: no sentence that goes on."""
_LABEL = re.compile(r"[\u4e00-\u9fffA-Za-z()/、-]{2,14}:")
_CELL_BEHIND = re.compile(r"[)）][ \t\u3000]+\S{1,10}$")
_ORGAN = re.compile(r"[^,。;:、]{2,30}(?:政府|办公室|局|委员会|委|厅|办|中心|街道办事处|管委会|院)$")

_KNOWS_PARAGRAPHS: Final = frozenset({Format.DOCX, Format.DOC, Format.WORD_XML, Format.RTF, Format.HTML, Format.MHTML})
_NEAR: Final = 12
"""So many lines before and behind are looked at."""
_NARROWEST: Final = 20.0
_WIDEST: Final = 60.0
"""The lines of a page in characters: a broad column of small letters holds fewer than sixty."""
_RAGGED: Final = 2.0
"""By so many characters lines of one width differ: a mark or a word that does not fit goes to the next one."""
_ENOUGH: Final = 3
_INDENT: Final = 2.0
_MOST: Final = 0.9
_SET_IN: Final = 1.0


def _may_continue(before: Paragraph, after: Paragraph) -> bool:
    """Whether ``after`` may be the rest of what ``before`` breaks off: no heading, no item of a list, no label, sign-off or attachment."""
    if before.heading is not None or after.heading is not None:
        return False
    if {before.align, after.align} & {Align.CENTER, Align.RIGHT}:
        return False
    if not _breaks_off(folded(before.text)) or not _goes_on(folded(after.text)):
        return False
    return not _CELL_BEHIND.search(before.text)  # a note and the next cell of its row


def _breaks_off(text: str) -> bool:
    if len(text) < _SHORTEST or _is_closed(text) or ATTACHMENT.match(text):
        return False
    if numbering(text) and "。" not in text and len(text) <= _LONGEST_HEADING:
        return False
    return "。" in text or not text.endswith((")", "”", '"', "》"))


def is_broken_off(text: str) -> bool:
    """Whether running text ends in the middle of a sentence."""
    text = folded(text.strip())
    return _breaks_off(text) and bool(_INSIDE.search(text))


def _is_closed(text: str) -> bool:
    return text.rstrip(_AROUND).endswith(_CLOSED)


def _goes_on(text: str) -> bool:
    if numbering(text) or ATTACHMENT.match(text) or _LABEL.match(text) or _ORGAN.match(text):
        return False
    dates = list(find_dates(text))
    return not (dates and dates[0].start == 0 and dates[0].end == len(text))


def is_set_in(text: str) -> bool:
    """Whether a text begins with white space as an author types it to set the first line in."""
    return _width(text[: len(text) - len(text.lstrip())]) >= _SET_IN


def _width(text: str) -> float:
    """In characters of Chinese."""
    return sum(2.0 if sign == "\t" else 1.0 if unicodedata.east_asian_width(sign) in "WFA" else 0.5 for sign in text)


class Breaks:
    """What the blocks of a file, given as they are there, tell of the breaks between its paragraphs."""

    def __init__(self, blocks: Sequence[Block], file_format: Format) -> None:
        self._blocks = blocks
        self._known = file_format in _KNOWS_PARAGRAPHS
        self._has_lines = self._known or file_format is Format.TEXT
        self._sets_in: bool | None = None

    def continues(self, number: int, before: Paragraph) -> bool:
        """True when block ``number`` is the rest of the sentence that ``before``, which the block before it ends, breaks off."""
        line, after = self._blocks[number - 1], self._blocks[number]
        if not isinstance(line, Paragraph) or not isinstance(after, Paragraph) or not _may_continue(before, after):
            return False
        full = _full_lines(self._lines_around(number - 1)) if line.bold == after.bold else []
        if after.set_in and (not self._known or any(not each.set_in for each in full)):
            return False
        if any(each is line for each in full):
            return True
        if self._known and (line.bold != after.bold or after.set_in or not self._sets_first_lines_in()):
            return False
        return bool(_INSIDE.search(_NOTE_BEFORE.sub("", folded(before.text))))

    def _lines_around(self, number: int) -> list[Paragraph]:
        """The paragraphs near one that may be lines of its page; none where it is longer than any line, or a page was measured."""
        middle = self._blocks[number]
        if not self._has_lines or not isinstance(middle, Paragraph) or len(middle.text) > 2 * _WIDEST:
            return []
        widest = _line_width(middle) + _RAGGED + _INDENT
        up = self._fitting(range(number, max(-1, number - _NEAR), -1), widest)
        down = self._fitting(range(number + 1, min(len(self._blocks), number + _NEAR)), widest)
        return [*reversed(list(up)), *down]

    def _fitting(self, numbers: range, widest: float) -> Iterator[Paragraph]:
        for number in numbers:
            block = self._blocks[number]
            if not isinstance(block, Paragraph) or not _is_running(block) or len(block.text) > 2 * _WIDEST:
                return
            if _line_width(block) > widest:
                return
            yield block

    def _sets_first_lines_in(self) -> bool:
        """Whether paragraphs that surely begin, as the one before is closed, have their first line set in."""
        if self._sets_in is None:
            begun = [
                bool(after.set_in)
                for before, after in zip(self._blocks, self._blocks[1:], strict=False)
                if isinstance(after, Paragraph) and _is_prose(after) and _ends(before)
            ]
            self._sets_in = len(begun) >= _ENOUGH and sum(begun) >= _MOST * len(begun)
        return self._sets_in


def _full_lines(lines: Sequence[Paragraph]) -> list[Paragraph]:
    """Those of lines that leave no room, if they are lines of a page: several that run on, with a sentence that ends among them."""
    widest = max(map(_line_width, lines), default=0.0)
    if not _NARROWEST <= widest <= _WIDEST or not any("。" in each.text for each in lines):
        return []
    full = [each for each, above in zip(lines, [None, *lines], strict=False) if _is_full(each, above, widest)]
    open_ended = sum(not _is_closed(folded(each.text)) for each in full)
    return full if open_ended >= _ENOUGH and 2 * open_ended > len(full) else []


def _is_full(line: Paragraph, above: Paragraph | None, widest: float) -> bool:
    """Whether a line leaves no room: the first of a paragraph may have lost the white space before it."""
    lost = _INDENT if above is None or _is_closed(folded(above.text)) else 0.0
    return _line_width(line) >= widest - _RAGGED - lost


def _line_width(line: Paragraph) -> float:
    return _width(line.text) + (_INDENT if line.set_in else 0.0)


def _is_running(block: Paragraph) -> bool:
    return block.heading is None and block.align not in (Align.CENTER, Align.RIGHT)


def _is_prose(block: Paragraph) -> bool:
    text = folded(block.text)
    return _is_running(block) and len(text) >= _SHORTEST and bool(_INSIDE.search(text)) and not numbering(text)


def _ends(block: Block) -> bool:
    return not isinstance(block, Paragraph) or not _is_running(block) or _is_closed(folded(block.text))
