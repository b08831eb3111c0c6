"""The chapters that an edition fixes, found among the headings of a draft.

A chapter is recognised by its words, else by the official form that stands in it, else by its number (which also says its place).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from core.document import Document
from core.edition import Chapter
from core.report.formmatch import FormMatch
from core.report.sections import Section
from core.text.fold import bare


@dataclass(frozen=True, slots=True)
class ChapterMatch:
    """A chapter of the edition and the section that is it; None where the draft has none."""

    chapter: Chapter
    section: Section | None

    @property
    def titled_right(self) -> bool:
        """Whether the heading is worded as prescribed."""
        titles = {bare(title) for title in (self.chapter.title, *self.chapter.accept)}
        return self.section is not None and bare(self.section.title).rstrip("。.:") in titles


def match_chapters(
    document: Document, sections: Sequence[Section], forms: Sequence[FormMatch], chapters: Sequence[Chapter]
) -> tuple[ChapterMatch, ...]:
    """Every chapter of an edition with its section, in the order of the edition."""
    free = [section for section in sections if section.level == 1 and not section.attachment]
    found: dict[str, Section] = {}
    for test in (_by_title, _by_words):
        for chapter in chapters:
            section = next((s for s in free if test(chapter, s)), None) if chapter.id not in found else None
            if section is not None:
                found[chapter.id] = section
                free.remove(section)
    for chapter in chapters:
        if chapter.id not in found:
            section = _by_form(document, chapter, free, forms) or next((s for s in free if s.value == chapter.number), None)
            if section is not None:
                found[chapter.id] = section
                free.remove(section)
    return tuple(ChapterMatch(chapter, found.get(chapter.id)) for chapter in chapters)


def _by_title(chapter: Chapter, section: Section) -> bool:
    return ChapterMatch(chapter, section).titled_right


def _by_words(chapter: Chapter, section: Section) -> bool:
    return any(re.search(pattern, section.title) for pattern in chapter.words)


def _by_form(document: Document, chapter: Chapter, free: Sequence[Section], forms: Sequence[FormMatch]) -> Section | None:
    for match in forms:
        if match.form.id in chapter.forms:
            position = document.position(match.tables[0])
            return next((s for s in free if s.blocks[0] <= position < s.blocks[1]), None)
    return None
