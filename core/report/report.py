"""The Report: everything that rules ask of a draft, found once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from core.document import Document, Format, Paragraph
from core.edition import Edition
from core.findings import Facts
from core.place import InText, Missing, Place
from core.report.chapters import ChapterMatch, match_chapters
from core.report.closing import Attachment, SignOff, find_announced, find_present, find_sign_off
from core.report.contact import Stated, as_contact, find_contact
from core.report.formmatch import FormMatch
from core.report.forms import match_form
from core.report.passage import Passage
from core.report.period import StatedPeriod, find_period
from core.report.sections import Section, find_sections
from core.report.title import Title, find_title, full_name, unit_kind
from core.text.fold import bare

_MAX_PREAMBLE = 20
_TABLE_YEAR = 4


@dataclass(frozen=True)
class Report:
    """What a draft says. ``year`` is the report year, ``edition`` the edition in force for it (None: not known)."""

    document: Document
    title: Title | None
    year: int | None
    edition: Edition | None
    sections: tuple[Section, ...]
    preamble: tuple[Paragraph, ...]
    contact: tuple[Stated, ...]
    period: StatedPeriod | None
    sign_off: SignOff
    announced: tuple[Attachment, ...]
    attachments: tuple[Attachment, ...]
    forms: tuple[FormMatch, ...]
    editions: tuple[Edition, ...] = ()
    fixed_chapters: tuple[ChapterMatch, ...] = ()

    @property
    def title_text(self) -> str | None:
        """The title as it stands."""
        return self.title.text if self.title else None

    @property
    def unit(self) -> str | None:
        """The issuing unit by the title; a region's name becomes that of its government."""
        return full_name(self.title.unit) if self.title else None

    @property
    def kind(self) -> str:
        """The kind of unit: ``government``, ``department`` or ``township``."""
        return unit_kind(self.title.unit if self.title else None)

    @property
    def facts(self) -> Facts:
        """What the report states about itself."""
        signed = self.sign_off.date
        return Facts(self.period.days if self.period else None, as_contact(self.contact), signed.value if signed else None)

    @cached_property
    def has_text(self) -> bool:
        """False for a file that holds a table alone: nothing in it can be judged as text."""
        if self.document.format is Format.XLSX:
            return False
        if not self.document.tables:
            return True
        return sum(len(p.text) for p in self.document.paragraphs) > 200 or any(not s.attachment for s in self.sections)

    @cached_property
    def chapters(self) -> tuple[Section, ...]:
        """The first-level sections of the report proper."""
        return tuple(section for section in self.sections if section.level == 1 and not section.attachment)

    def form(self, form_id: str) -> FormMatch | None:
        """A form of the edition, if it was found."""
        return next((match for match in self.forms if match.form.id == form_id), None)

    def chapter_at(self, position: int) -> Section | None:
        """The first-level section that a block lies in; None in the preamble."""
        inside = (s for s in self.sections if s.level == 1 and s.blocks[0] <= position < s.blocks[1])
        return next(inside, None)

    def headings_over(self, paragraph: Paragraph) -> str:
        """The words of the headings that a paragraph stands under, folded."""
        position = self.document.position(paragraph)
        return "\n".join(s.title for s in self.sections if s.blocks[0] <= position < s.blocks[1])

    def section_key(self, place: Place) -> str | None:
        """What findings call the section of a place: 三, 附件 …; None in the preamble."""
        if isinstance(place, Missing):
            return place.section
        block = self.document.paragraphs[place.paragraph] if isinstance(place, InText) else self.document.tables[place.table]
        chapter = self.chapter_at(self.document.position(block))
        return chapter.key if chapter else None

    @cached_property
    def body(self) -> tuple[Paragraph, ...]:
        """The paragraphs of the report proper: behind the title, before the attachments."""
        start = self.title.last + 1 if self.title else 0
        end = next((s.blocks[0] for s in self.sections if s.attachment), len(self.document.blocks))
        return tuple(p for p in self.document.paragraphs[start:] if self.document.position(p) < end)


def understand(document: Document, editions: Sequence[Edition] = (), edition: str = "auto") -> Report:
    """Understand a draft. ``edition`` is the key of one to force, or ``auto`` to take it from the report year."""
    title = find_title(document.paragraphs)
    sections = find_sections(document, title.last if title else -1)
    preamble = _preamble(document, title, sections)
    contact, period = _facts(document, preamble, sections)
    year = (title.year if title else None) or _year_elsewhere(document, period)
    chosen = _edition(editions, edition, year)
    forms = [match for form in (chosen.forms if chosen else ()) if (match := match_form(document, form))]
    return Report(
        document,
        title,
        year,
        chosen,
        sections,
        preamble,
        contact,
        period,
        find_sign_off(document, sections),
        find_announced(document, sections),
        find_present(document, sections),
        tuple(forms),
        tuple(editions),
        match_chapters(document, sections, forms, chosen.chapters if chosen else ()),
    )


def _edition(editions: Sequence[Edition], key: str, year: int | None) -> Edition | None:
    if key != "auto":
        return next((edition for edition in editions if edition.key == key), None)
    return next((edition for edition in editions if year is not None and edition.covers(year)), None)


def _preamble(document: Document, title: Title | None, sections: Sequence[Section]) -> tuple[Paragraph, ...]:
    """What stands between the title and the first heading."""
    start = title.last + 1 if title else 0
    top = min((section.level for section in sections), default=0)
    first = next((section.place.paragraph for section in sections if section.level == top), start + _MAX_PREAMBLE)
    return document.paragraphs[start:first]


def _facts(
    document: Document, preamble: Sequence[Paragraph], sections: Sequence[Section]
) -> tuple[tuple[Stated, ...], StatedPeriod | None]:
    """Contact and period from the preamble, or from chapter one where an office has put them there."""
    passage = Passage(preamble)
    contact, period = find_contact(passage), find_period(passage)
    if (contact and period) or not sections:
        return contact, period
    start, end = next((s.blocks for s in sections if s.level == 1), sections[0].blocks)
    chapter = [block for block in document.blocks_between(start, end) if isinstance(block, Paragraph)][1:]
    if sections[0].run_in:
        chapter.insert(0, document.paragraphs[sections[0].place.paragraph])
    if not contact:
        contact = _contact_block(chapter)
    return contact, period or _period_statement(chapter)


def _contact_block(chapter: Sequence[Paragraph]) -> tuple[Stated, ...]:
    """The contact block inside a chapter: paragraphs that hold labelled contacts, not a hotline's number in a sentence."""
    lines = [
        p for p in chapter if {s.field for s in find_contact(Passage([p]))} & {"postcode", "fax", "address", "email", "phone"}
    ]
    found = find_contact(Passage(lines))
    fields = {value.field for value in found}
    return found if len(fields - {"website"}) >= 2 or "address" in fields else ()


def _period_statement(chapter: Sequence[Paragraph]) -> StatedPeriod | None:
    for paragraph in chapter:
        words = bare(paragraph.text)
        if any(word in words for word in ("统计期限", "统计时限", "统计时间", "数据统计", "所列数据", "数据的统计", "统计数据")):
            period = find_period(Passage([paragraph]))
            if period:
                return period
    return None


def _year_elsewhere(document: Document, period: StatedPeriod | None) -> int | None:
    """The report year where the title has none: from the period, else from the caption of the statistical table."""
    if period and (day := period.last or period.first):
        return day.year
    captions = [p.text for p in document.paragraphs] + [c.text for t in document.tables for c in t.cells if c.row < _TABLE_YEAR]
    for text in captions:
        words = bare(text)
        at = words.find("年度")
        if at >= _TABLE_YEAR and len(words) <= 40 and words[at - 4 : at].isdigit():
            return int(words[at - 4 : at])
    return None
