"""The headings of a report and what stands under each."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace

from core.document import Document, Paragraph, Picture, Table
from core.place import InText
from core.text.dates import find_dates
from core.text.fold import fold
from core.text.outline import ATTACHMENT, numbering

_LONGEST = 50
_RUN_IN = 40
_SHORTEST_CONTENTS = 3
_SHORTEST_SENTENCE = 8
_CAPTIONS = 20
_CLAUSES = re.compile(r"[,;]|没有|未|不|\d")
_PAGE_NUMBER = re.compile(r"[.…·-]*\d{0,3}$")


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and its range of blocks.

    ``level`` 1 to 4; ``value`` is the number printed (None: no number), ``number`` as printed (``三``); ``title`` the words of the heading,
    folded; ``place`` the heading's characters (only the first sentence where text runs on behind it); ``blocks`` is the
    range of :attr:`Document.blocks` from the heading to the next heading of the same or a higher level; ``run_in`` tells that
    text follows in the heading's own paragraph, ``sentence`` that a number stands before what is a sentence and no heading (1.……。).
    """

    level: int
    value: int | None
    number: str
    title: str
    place: InText
    blocks: tuple[int, int]
    run_in: bool = False
    attachment: bool = False
    sentence: bool = False

    @property
    def tells(self) -> bool:
        """Whether its own paragraph holds text."""
        return self.run_in or self.sentence

    @property
    def text_start(self) -> int:
        """Where the text begins in its own paragraph."""
        return self.place.end if self.run_in else self.place.start

    @property
    def key(self) -> str:
        """What findings call it: its number, else its title."""
        return self.number or self.title


@dataclass(frozen=True, slots=True)
class _Heading:
    level: int
    value: int | None
    number: str
    title: str
    place: InText
    run_in: bool
    position: int
    attachment: bool = False
    sentence: bool = False


def find_sections(document: Document, after: int, unread: Collection[int] = ()) -> tuple[Section, ...]:
    """Every section in order; ``after`` is the last paragraph of the title, ``unread`` are blocks of tables told in lines."""
    found = _without_captions(document, _headings(document, after, unread), unread)
    heads = _below_parts(document, _without_contents(list(found)))
    sections = []
    for number, head in enumerate(heads):
        later = (other.position for other in heads[number + 1 :] if other.level <= head.level)
        end = next(later, len(document.blocks))
        sections.append(
            Section(
                head.level,
                head.value,
                head.number,
                head.title,
                head.place,
                (head.position, end),
                head.run_in,
                head.attachment,
                head.sentence,
            )
        )
    return tuple(sections)


_PART = re.compile(r"第[一二三四五六七八九十\d]{1,3}(?:部分|章|篇)")


def _below_parts(document: Document, heads: list[_Heading]) -> list[_Heading]:
    """Where 第一部分 and 一、 both occur, the parts are the chapters, and everything else stands one level below them."""
    chapters = [head for head in heads if head.level == 1 and not head.attachment]
    parts = [head for head in chapters if _PART.match(fold(document.paragraphs[head.place.paragraph].text).text)]
    if len(parts) < 2 or len(parts) == len(chapters):
        return heads
    kept = {head.position for head in parts}
    return [head if head.attachment or head.position in kept else replace(head, level=head.level + 1) for head in heads]


def _without_contents(heads: list[_Heading]) -> list[_Heading]:
    """Headings without a table of contents: first-level lines right under each other that all stand again further down."""
    listed: list[str] = []
    for head in heads:
        name = _PAGE_NUMBER.sub("", head.title)
        if head.level != 1 or head.position != heads[0].position + len(listed) or name in listed:
            break
        listed.append(name)
    later = {head.title for head in heads[len(listed) :]}
    return heads[len(listed) :] if len(listed) >= _SHORTEST_CONTENTS and later.issuperset(listed) else heads


def _without_captions(document: Document, heads: Iterable[_Heading], unread: Collection[int]) -> Iterator[_Heading]:
    """Headings without the captions of tables that say a chapter's heading again, number and all."""
    last: _Heading | None = None
    for head in heads:
        again = last is not None and (head.number, head.title) == (last.number, last.title)
        if again and head.number and _is_over_table(document, head.position, unread):
            continue
        last = head if head.level == 1 else last
        yield head


def _is_over_table(document: Document, position: int, unread: Collection[int]) -> bool:
    """Whether a table stands under a line, or its lines after a few of captions."""
    below = document.blocks[position + 1 : position + 2]
    lines = range(position + 1, position + 1 + _CAPTIONS)
    return any(isinstance(block, Table | Picture) for block in below) or any(at in unread for at in lines)


def _headings(document: Document, after: int, unread: Collection[int]) -> Iterator[_Heading]:
    in_attachment = announcing = False
    chapter = 0
    for paragraph in document.paragraphs:
        if paragraph.index <= after:
            continue
        announcing = announces(document, paragraph, announcing)
        if announcing:
            continue
        position = document.position(paragraph)
        if position in unread:
            continue
        if _is_attachment_mark(paragraph):
            in_attachment = True
            words = fold(paragraph.text).text
            yield _Heading(1, None, "", words, InText(paragraph.index, 0, len(paragraph.text)), False, position, True)
        elif not in_attachment and (head := _heading(paragraph, position) or _long_chapter(paragraph, position, chapter)):
            chapter = head.value or chapter if head.level == 1 else chapter
            yield head


_ITEM = re.compile(r"\d{1,2}[.、]")


def announces(document: Document, paragraph: Paragraph, before: bool) -> bool:
    """附件：1.… and the numbered lines right under it: names of attachments, no headings.

    ``before`` tells whether the paragraph before is one. 附件： alone announces what is numbered under it, else it opens the attachment.
    """
    words = fold(paragraph.text).text
    match = ATTACHMENT.match(words)
    if match and match["colon"]:
        following = document.paragraphs[paragraph.index + 1 : paragraph.index + 2]
        return match.end() < len(words) or any(_ITEM.match(fold(each.text).text) for each in following)
    return before and bool(_ITEM.match(words))


def _long_chapter(paragraph: Paragraph, position: int, chapter: int) -> _Heading | None:
    """A chapter whose number stands before a whole paragraph (二、2018年，我县……): told by its number being the next one."""
    fold_ = fold(paragraph.text)
    mark = numbering(fold_.text)
    if mark is None or mark.level != 1 or mark.value != chapter + 1:
        return None
    stop = re.compile(r"[,。:;]").search(fold_.text, mark.length)
    end = min(stop.start() if stop else len(fold_.text), mark.length + _RUN_IN)
    place = InText(paragraph.index, *fold_.back(0, end))
    return _Heading(1, mark.value, mark.text, fold_.text[mark.length : end], place, True, position)


def _is_attachment_mark(paragraph: Paragraph) -> bool:
    """附件, 附件1, 附表: the line that opens the page of an attachment."""
    words = fold(paragraph.text).text
    match = ATTACHMENT.match(words)
    return bool(match and match.end() == len(words))


def _heading(paragraph: Paragraph, position: int) -> _Heading | None:
    fold_ = fold(paragraph.text)
    words = fold_.text
    mark = numbering(words)
    if mark is None:
        return _styled_heading(paragraph, position)
    end, run_in = _heading_end(words, mark.length)
    if mark.level == 1 and not _is_chapter(words, end, run_in, paragraph):
        return None
    if mark.level >= 2 and not run_in and len(words) > _LONGEST:
        stop = re.compile(r"[,。:;]").search(words, mark.length)
        end, run_in = min(stop.start() if stop else len(words), mark.length + _RUN_IN), True
    place = InText(paragraph.index, *fold_.back(0, end))
    title = words[mark.length : end].rstrip("。:")
    sentence = not run_in and words.endswith("。") and len(title) >= _SHORTEST_SENTENCE and bool(_CLAUSES.search(title))
    return _Heading(mark.level, mark.value, mark.text, title, place, run_in, position, sentence=sentence)


def _styled_heading(paragraph: Paragraph, position: int) -> _Heading | None:
    """A heading without a number, known by its style alone."""
    words = fold(paragraph.text).text
    if not paragraph.heading or len(words) > _LONGEST or list(find_dates(words)):
        return None
    place = InText(paragraph.index, 0, len(paragraph.text))
    return _Heading(min(paragraph.heading, 4), None, "", words.rstrip("。:"), place, False, position)


def _heading_end(words: str, start: int) -> tuple[int, bool]:
    """Where the words of a heading end, and whether text follows in the same paragraph."""
    stop = re.compile(r"[。:](?=.)").search(words, start)
    if stop and stop.start() - start <= _RUN_IN:
        return stop.start(), True
    return len(words), False


def _is_chapter(words: str, end: int, run_in: bool, paragraph: Paragraph) -> bool:
    """A first-level heading is short and no sentence; 一、 may also number a long paragraph."""
    if paragraph.heading:
        return True
    if run_in:
        return end <= _RUN_IN and "," not in words[:end]
    return len(words) <= _LONGEST and not words.endswith((";", ",", "、")) and "。" not in words[:-1]
