"""Paragraphs as a reader takes them in: what each passage speaks of, carried on from sentence to sentence."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from core.document import Paragraph
from core.report.report import Report
from core.text.fold import Folded, fold
from core.text.numbers import Number, find_numbers
from core.text.years import YearMention, find_years
from rules.statements.words import Subject, words
from rules.wordlists import compiled

CLAUSE = ",。;:!?\n"
SENTENCE = "。;!?\n"


@dataclass(frozen=True, slots=True)
class Opening:
    """Words at ``start``..``end`` that open a subject."""

    start: int
    end: int
    subject: Subject


@dataclass(frozen=True)
class Reading:
    """A paragraph with its figures and years, and what it speaks of where. ``inherited`` are the subjects of the passage before it."""

    paragraph: Paragraph
    words: Folded
    headings: str
    inherited: tuple[Subject, ...]
    openings: Sequence[Opening]
    numbers: Sequence[Number] = ()
    years: Sequence[YearMention] = field(default_factory=tuple)

    @property
    def text(self) -> str:
        """The folded text."""
        return self.words.text

    def start_of(self, at: int, marks: str) -> int:
        """Where the clause or sentence begins that holds an offset."""
        return max(self.text.rfind(mark, 0, at) for mark in marks) + 1

    def end_of(self, at: int, marks: str) -> int:
        """Where it ends."""
        return min((end for mark in marks if (end := self.text.find(mark, at)) >= 0), default=len(self.text))

    def live(self, end: int) -> tuple[Subject, ...]:
        """What is spoken of before an offset: the subject opened last, then those of its family in the same sentence.

        Subjects named in one breath (复议2件、诉讼1件) are spoken of together first of all.
        """
        before = [opening for opening in self.openings if opening.start < end]
        if not before:
            return self.inherited
        current = before[-1]
        start = self.start_of(current.start, SENTENCE)
        kin = [each for each in reversed(before) if each.start >= start and each.subject.family == current.subject.family]
        found = [current, *(each for each in kin if current.subject.family)]
        together = [
            (each, self._in_one_breath([opening for opening in found if opening.subject.id in each.joins]))
            for each in words().subjects
            if each.joins and {opening.subject.id for opening in found}.issuperset(each.joins)
        ]
        first = [each for each, breath in together if breath]
        return tuple(dict.fromkeys((*first, *(each.subject for each in found), *(each for each, _ in together))))

    def _in_one_breath(self, openings: Sequence[Opening]) -> bool:
        first, last = min(each.end for each in openings), max(each.start for each in openings)
        return not any(mark in self.text[first:last] for mark in CLAUSE)


def read(report: Report) -> Iterator[Reading]:
    """The paragraphs of the report proper in order; a heading begins anew."""
    starts = [section.blocks[0] for section in report.sections]
    section, inherited = -1, ()  # type: tuple[int, tuple[Subject, ...]]
    for paragraph in report.body:
        nearest = bisect_right(starts, report.document.position(paragraph))
        if nearest != section:
            section, inherited = nearest, ()
        folded, headings = fold(paragraph.text), report.headings_over(paragraph)
        reading = Reading(
            paragraph,
            folded,
            headings,
            inherited,
            tuple(_openings(folded.text, headings, inherited)),
            tuple(find_numbers(folded.text)),
            tuple(find_years(folded.text)),
        )
        yield reading
        inherited = reading.live(len(folded.text))


def _openings(text: str, headings: str, inherited: Sequence[Subject]) -> Iterator[Opening]:
    """The openings in order; a longer one hides those inside it, and words of what a clause is about open nothing."""
    found = sorted(_found(text), key=lambda each: (each[0].start, -each[0].end))
    last: Opening | None = None
    for opening, resumed in found:
        if last and opening.end <= last.end:
            continue
        clause = text[max(text.rfind(mark, 0, opening.start) for mark in CLAUSE) + 1 : opening.start]
        others = last and last.subject != opening.subject and not any(mark in text[last.end : opening.start] for mark in SENTENCE)
        if not compiled(words().about).search(clause) and not (resumed and others):
            before = last.subject if last else next(iter(inherited), None)
            last = opening if _is_meant(text, headings, opening, before, clause) else replace(opening, subject=words().other)
            yield last


def _is_meant(text: str, headings: str, opening: Opening, before: Subject | None, clause: str) -> bool:
    """Whether the words open their subject and not a matter that has no part in the tables."""
    subject = opening.subject
    start = max(text.rfind(mark, 0, opening.start) for mark in "。!?\n") + 1
    end = min((at for mark in "。!?\n" if (at := text.find(mark, opening.end)) >= 0), default=len(text))
    if subject.alone and compiled(subject.alone).search(clause):
        return False
    rest = text[opening.end : end]
    if subject.apart and re.match(rf"[^。;]{{0,40}}(?:其中[^。;]{{0,20}}(?:{subject.apart})|(?:与|和)[^。;]{{0,12}}无关)", rest):
        return False
    known = before is not None and (before.id in subject.follows or (subject.family and before.family == subject.family))
    return not subject.needs or bool(known) or bool(compiled(subject.needs).search(f"{text[start:end]}#{headings}"))


def _found(text: str) -> Iterator[tuple[Opening, bool]]:
    for subject in words().subjects:
        for pattern, resumed in ((subject.opens, False), (subject.resumes, True)):
            for match in compiled(pattern).finditer(text) if pattern else ():
                yield Opening(*match.span(), subject), resumed


def clauses(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The clauses between two offsets."""
    for match in re.compile(rf"[^{CLAUSE}]+").finditer(text, start, end):
        yield match.span()
