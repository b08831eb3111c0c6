"""Paragraphs as a reader takes them in: what each passage speaks of, carried on from sentence to sentence."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cached_property, lru_cache, partial
from types import MappingProxyType

from core.document import Paragraph
from core.kept import Kept, OfLast
from core.report.report import Report
from core.text.fold import Folded, fold
from core.text.memory import remembered
from core.text.numbers import Number, find_numbers
from core.text.years import YearMention, find_years
from rules.statements.words import UNRELATED, Subject, words
from rules.wordlists import compiled

CLAUSE = ",。;:!?\n"
SENTENCE = "。;!?\n"
_SMALLEST_TO_KNOW = 10


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

    @cached_property
    def left(self) -> tuple[Subject, ...]:
        """What is spoken of at its end."""
        return self.live(len(self.text))

    def start_of(self, at: int, marks: str) -> int:
        """Where the clause or sentence begins that holds an offset."""
        return _behind_last(self._stops_at(marks), at)

    def end_of(self, at: int, marks: str) -> int:
        """Where it ends."""
        return _next(self._stops_at(marks), at, len(self.text))

    def _stops_at(self, marks: str) -> tuple[int, ...]:
        stops = self._known_stops.get(marks)
        if stops is None:
            stops = self._known_stops[marks] = _stops(self.text, marks)
        return stops

    @cached_property
    def _known_stops(self) -> dict[str, tuple[int, ...]]:
        """Where the text holds any of some marks: asked for by every rule that reads figures, for each of them."""
        return {}

    def live(self, end: int) -> tuple[Subject, ...]:
        """What is spoken of before an offset: the subject opened last, then those of its family in the same sentence.

        Subjects named in one breath (复议2件、诉讼1件) are spoken of together first of all; a sentence that names none (被纠错的1件，…)
        may come back to any of the family.
        """
        before = [opening for opening in self.openings if opening.start < end]
        if not before:
            return self.inherited
        current = before[-1]
        if current.subject.id == words().other.id:
            return (current.subject,)
        back = self.start_of(end, "。!?\n") > current.start
        start = 0 if back else self.start_of(current.start, SENTENCE)
        kin = [each for each in reversed(before) if each.start >= start and each.subject.family == current.subject.family]
        found = _without_wholes([current, *(each for each in kin if current.subject.family)])
        together = [
            (each, self._in_one_breath([opening for opening in found if opening.subject.id in each.joins]))
            for each in words().subjects
            if each.joins and {opening.subject.id for opening in found}.issuperset(each.joins)
        ]
        first = [each for each, breath in together if breath]
        return tuple(dict.fromkeys((*first, *(each.subject for each in found), *(each for each, _ in together))))

    def _in_one_breath(self, openings: Sequence[Opening]) -> bool:
        """Whether one clause names them, each for the last time: 复议3件；诉讼2件，以上复议、诉讼案件均已审结."""
        latest = {each.subject.id: each for each in sorted(openings, key=lambda each: each.start)}.values()
        first, last = min(each.end for each in latest), max(each.start for each in latest)
        return not any(mark in self.text[first:last] for mark in CLAUSE)


def _opened_by(paragraph: Paragraph, headings: str) -> tuple[Subject, ...]:
    """What the headings over a paragraph speak of, the nearest first."""
    reading = Reading(paragraph, fold(""), "", (), ())
    for heading in reversed(headings.split("\n")):
        openings = tuple(_openings(heading, headings, ()))
        if openings:
            return replace(reading, words=fold(heading), openings=openings).live(len(heading))
    return ()


def _without_wholes(found: list[Opening]) -> list[Opening]:
    """Without the whole of a part that alone is spoken of: 未经复议直接起诉1件，维持1件 is no matter of all litigation."""
    parts = {each.subject.id for each in found if each.subject.within == found[0].subject.within}
    hidden = found[0].subject.within if len(parts) == 1 else ""
    return [each for each in found if not hidden or each.subject.id != hidden]


_READ: OfLast[tuple[Reading, ...]] = OfLast()
_KEPT: Kept[Reading] = Kept(2048)


def read(report: Report) -> Iterator[Reading]:
    """The paragraphs of the report proper in order; a heading begins anew."""
    return iter(_READ.of(report, lambda: tuple(_read(report))))


def _read(report: Report) -> Iterator[Reading]:
    starts = [section.blocks[0] for section in report.sections]
    totals = _totals(report)
    told = repr(totals)
    section, inherited = -1, ()  # type: tuple[int, tuple[Subject, ...]]
    for paragraph in report.body:
        nearest = bisect_right(starts, report.document.position(paragraph))
        headings = report.headings_over(paragraph)
        if nearest != section:
            section, inherited = nearest, _opened_by(paragraph, headings)
        make = partial(_reading, paragraph, headings, inherited, totals)
        reading = _KEPT.of((paragraph,), make, (headings, inherited, told))
        yield reading
        inherited = reading.left


def _reading(paragraph: Paragraph, headings: str, inherited: tuple[Subject, ...], totals: Mapping[str, Decimal]) -> Reading:
    folded = fold(paragraph.text)
    openings = tuple(_openings(folded.text, headings, inherited, totals))
    figures, years = tuple(find_numbers(folded.text)), tuple(find_years(folded.text))
    return Reading(paragraph, folded, headings, inherited, openings, figures, years)


def _totals(report: Report) -> dict[str, Decimal]:
    """What the form holds for the whole of each subject, which its first link states."""
    found: dict[str, Decimal] = {}
    for link in report.edition.links if report.edition else ():
        match = next((each for each in report.forms if link.form in ("", each.form.id)), None)
        if link.subject and link.subject not in found and match:
            values = [match.value(row, column) for row in link.rows for column in link.columns or (None,)]
            found[link.subject] = sum((each.value for each in values if each and each.value is not None), Decimal(0))
    return found


def _openings(
    text: str, headings: str, inherited: Sequence[Subject], totals: Mapping[str, Decimal] = MappingProxyType({})
) -> Iterator[Opening]:
    """The openings in order; a longer one hides those inside it, and words of what a clause is about open nothing."""
    found = sorted(_found(text), key=lambda each: (each[0].start, -each[0].end))
    last: Opening | None = None
    for opening, resumed in found:
        if last and opening.start < last.end:
            continue
        clause = text[_start(text, opening.start, CLAUSE) : opening.start]
        others = last and last.subject != opening.subject and not any(mark in text[last.end : opening.start] for mark in SENTENCE)
        before = last.subject if last else next(iter(inherited), None)
        # 新收40件，内容涉及行政复议3件 tells what they are about; behind a heading on such cases 涉及行政复议3件 tells how many there were.
        kin = before is not None and bool(before.family) and before.family == opening.subject.family
        about = compiled(words().about).search(clause) and not (kin and clause.endswith("涉及"))
        if about or (resumed and others):
            continue
        if _is_set_apart(text, opening, last, clause):
            last = replace(opening, subject=replace(words().other, family=opening.subject.family))
        elif _is_meant(text, headings, opening, before) or (
            _is_known_by_its_number(text, opening, totals.get(opening.subject.id, Decimal(0)))
        ):
            last = opening
        else:
            last = replace(opening, subject=words().other)
        yield last


@lru_cache
def _any_of(marks: str) -> re.Pattern[str]:
    return re.compile(f"[{re.escape(marks)}]")


@lru_cache(4096)
def _stops(text: str, marks: str) -> tuple[int, ...]:
    """Where a text holds any of the marks."""
    return tuple(match.start() for match in _any_of(marks).finditer(text))


def _start(text: str, at: int, marks: str) -> int:
    return _behind_last(_stops(text, marks), at)


def _behind_last(stops: tuple[int, ...], at: int) -> int:
    before = bisect_left(stops, at)
    return stops[before - 1] + 1 if before else 0


def _end(text: str, at: int, marks: str) -> int:
    return _next(_stops(text, marks), at, len(text))


def _next(stops: tuple[int, ...], at: int, last: int) -> int:
    behind = bisect_left(stops, at)
    return stops[behind] if behind < len(stops) else last


def _is_set_apart(text: str, opening: Opening, last: Opening | None, clause: str) -> bool:
    """Whether the words open a matter of which the subject is a part at best; what is joined to such a matter is of it too."""
    subject = opening.subject
    if subject.alone and compiled(subject.alone).search(clause):
        return True
    if subject.apart and _is_split_by_matter(text, opening, clause):
        return True
    rest = text[opening.end : _end(text, opening.end, "。!?\n")]
    if not subject.apart:
        return False
    if _OTHERS_ALTOGETHER.match(rest):
        return True
    if re.match(
        rf"[^。;]{{0,40}}(?:(?:其中[^。;]{{0,20}}|[,(](?:涉及)?(?:政府)?|无)(?:{subject.apart})(?:类|的)?|均为行政|{UNRELATED})",
        rest,
    ):
        return True
    joined = last is not None and last.subject.id == words().other.id and last.subject.family == subject.family
    return bool(joined and last and "。" not in text[last.end : opening.start] and not compiled(subject.apart).search(clause))


# 行政复议2件（均针对行政处罚）; 行政复议2件，均因征地引发.
_OTHERS_ALTOGETHER = re.compile(
    r"(?:案件|案|申请)*(?:共计|共|总计|合计|为)?\d+[件起宗][,(](?:均|都|全部)(?:针对|涉及|因|由于|不服)(?![^,。;()]*(?:公开|答复|申请))[^,。;()]{2,16}"
)
_COUNTED = re.compile(r"(?:案件|案|申请)*(?:共计|共|总计|合计|为)?(?P<n>\d+)[件起宗](?!中)")
_ON_DISCLOSURE = re.compile(r"(?P<of>[^,。;、:()\d]*公开[^,。;、:()\d]*)(?P<n>\d+)[件起宗]")


def _is_split_by_matter(text: str, opening: Opening, clause: str) -> bool:
    """行政复议46件，涉行政处罚29件、政府信息公开9件: all there were, of which those on disclosure are some."""
    counted = _COUNTED.match(text, opening.end)
    if counted is None or "公开" in clause:
        return False
    rest = text[counted.end() : _end(text, opening.end, "。!?\n")]
    shares = [int(found["n"]) for found in _ON_DISCLOSURE.finditer(rest) if not re.search("申请|主动|文件", found["of"])]
    return bool(shares) and sum(shares) < int(counted["n"])


def _is_meant(text: str, headings: str, opening: Opening, before: Subject | None) -> bool:
    """Whether sentence, headings or the subject before it say that the words open their subject."""
    subject = opening.subject
    if not subject.needs:
        return True
    if before and (before.id in subject.follows or (subject.family and before.family == subject.family)):
        return True
    sentence = text[_start(text, opening.start, "。!?\n") : _end(text, opening.end, "。!?\n")]
    return bool(compiled(subject.needs).search(f"{sentence}#{headings}"))


def _is_known_by_its_number(text: str, opening: Opening, total: Decimal) -> bool:
    """Whether the words are told with the very number of the form: 69件行政复议案件. Small numbers meet by chance."""
    if total < _SMALLEST_TO_KNOW:
        return False
    before = re.search(rf"(?<!\d){total}[件起宗]$", text[: opening.start])
    return bool(before or re.match(rf"(?:案件|案|申请|共|总数|数|为)*{total}[件起宗]", text[opening.end :]))


@remembered
def _found(text: str) -> Iterator[tuple[Opening, bool]]:
    for subject in words().subjects:
        for pattern, resumed in ((subject.opens, False), (subject.resumes, True)):
            for match in compiled(pattern).finditer(text) if pattern else ():
                yield Opening(*match.span(), subject), resumed


def clauses(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The clauses between two offsets."""
    for match in re.compile(rf"[^{CLAUSE}]+").finditer(text, start, end):
        yield match.span()
