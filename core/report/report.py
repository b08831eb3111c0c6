"""The Report: everything that rules ask of a draft, found once."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from core.document import Cell, Document, Format, Paragraph, Picture, Table
from core.edition import Edition, Form
from core.findings import Facts
from core.place import InText, Missing, Place
from core.report.chapters import ChapterMatch, match_chapters
from core.report.closing import Attachment, SignOff, find_announced, find_present, find_sign_off, with_date_under_title
from core.report.contact import Stated, as_contact, contact_block, find_contact, in_table, unique
from core.report.contact_owner import closing_block, own_contact
from core.report.doubtful import resembling
from core.report.flat import restored
from core.report.flat.unread import unread_lines
from core.report.formmatch import FormMatch
from core.report.forms import match_form
from core.report.labels import same_label
from core.report.passage import Passage
from core.report.period import StatedPeriod, find_opening, find_period, find_statement
from core.report.sections import Section, find_sections
from core.report.title import Title, find_title, full_name, unit_kind
from core.report.values import Kind, value_of
from core.text.fold import bare

_MAX_PREAMBLE = 20
_TABLE_YEAR = 4
_SECOND, _LEAST_CHAPTERS = 2, 4
_TITLE_IN_SHEET = re.compile(r"(?<!\d)(?P<year>20\d\d)年?(?:度)?政府信息公开(?:工作)?年度报告$")
_OTHER_MATTERS = re.compile(r"其他(?:需要|需|应当|应)?(?:报告|说明|事项)|需要(?:报告|说明)的事项|联系(?:方式|我们)")
_INTRODUCTION = re.compile(r"引言|前言|导语|导言|序言|说明|编制说明|报告说明|引语")


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
    kinds: tuple[tuple[str, str], ...] = ()

    @property
    def title_text(self) -> str | None:
        """The title as it stands."""
        return self.title.text if self.title else None

    @property
    def unit(self) -> str | None:
        """The issuing unit by the title; a region's name becomes that of its government."""
        return full_name(self.title.unit) if self.title else None

    @cached_property
    def kind(self) -> str:
        """The kind of unit: ``government``, ``department`` or ``township``; as an office has said, else by the name."""
        # Without a title, or a unit in it, the sign-off tells whose report it is.
        return self.said_kind or unit_kind((self.title.unit if self.title else None) or self.sign_off.unit)

    @cached_property
    def said_kind(self) -> str | None:
        """The kind that an office has said for this unit, or for every unit."""
        names = {bare(name) for name in (self.title.unit if self.title else None, self.unit) if name}
        return next((kind for name, kind in reversed(self.kinds) if not name or bare(name) in names), None)

    @property
    def facts(self) -> Facts:
        """What the report states about itself."""
        signed = self.sign_off.date
        return Facts(self.period.days if self.period else None, as_contact(self.contact), signed.value if signed else None)

    @cached_property
    def has_text(self) -> bool:
        """False for a file that holds a table alone: nothing in it can be judged as text."""
        if self.document.format in (Format.XLSX, Format.XLS):
            return bool(self.document.paragraphs)
        if not self.document.tables:
            return True
        return sum(len(p.text) for p in self.document.paragraphs) > 200 or any(not s.attachment for s in self.sections)

    @cached_property
    def chapters(self) -> tuple[Section, ...]:
        """The first-level sections of the report proper; those numbered （一）（二）… where it has no higher ones."""
        return chapters_of(self.sections)

    def form(self, form_id: str) -> FormMatch | None:
        """A form of the edition, if it was found."""
        return next((match for match in self.forms if match.form.id == form_id), None)

    @cached_property
    def doubtful(self) -> Mapping[str, Place]:
        """The forms, by their ids, that were not matched although what is in them stands somewhere, and where."""
        forms = [form for form in (self.edition.forms if self.edition else ()) if self.form(form.id) is None]
        found = ((form.id, resembling(self.document, form)) for form in forms)
        return {form_id: place for form_id, place in found if place is not None}

    @cached_property
    def unread_forms(self) -> tuple[Form, ...]:
        """The forms due that could not be read: matched nowhere although what is in them stands somewhere, or pictures in their place."""
        return tuple(form for form in self.absent_forms if form.id in self.doubtful or self.may_be_picture(form.chapter))

    @cached_property
    def absent_forms(self) -> tuple[Form, ...]:
        """The forms due that were matched nowhere."""
        return tuple(form for form in self.due_forms if self.form(form.id) is None)

    @cached_property
    def uncalculated(self) -> tuple[Cell, ...]:
        """The cells of the forms whose number is a formula without a value in the file."""
        numbers = (number.cell for form in self.forms for number in form.numbers())
        return tuple(cell for cell in numbers if value_of(cell).kind is Kind.UNKNOWN)

    @cached_property
    def due_forms(self) -> tuple[Form, ...]:
        """The forms that a report of this year must have; where the year is unknown, all of its edition."""
        forms = self.edition.forms if self.edition else ()
        return tuple(form for form in forms if self.year is None or self.year >= form.from_year)

    def may_be_picture(self, chapter: str) -> bool:
        """Whether a picture stands where a table belongs: in its chapter, or anywhere in a report without that chapter."""
        section = next((m.section for m in self.fixed_chapters if m.chapter.id == chapter and m.section), None)
        pictures = (at for at, block in enumerate(self.document.blocks) if isinstance(block, Picture))
        return any(section is None or section.blocks[0] <= at < section.blocks[1] for at in pictures)

    def chapter_at(self, position: int) -> Section | None:
        """The first-level section that a block lies in; None in the preamble."""
        first = [*self.chapters, *(s for s in self.sections if s.attachment and s.level == 1)]
        inside = (s for s in first if s.blocks[0] <= position < s.blocks[1])
        return next(inside, None)

    def headings_over(self, paragraph: Paragraph) -> str:
        """The words of the headings that a paragraph stands under, folded."""
        position = self.document.position(paragraph)
        if position not in self._headings:
            self._headings[position] = "\n".join(s.title for s in self.sections if s.blocks[0] <= position < s.blocks[1])
        return self._headings[position]

    @cached_property
    def _headings(self) -> dict[int, str]:
        """What was asked for already, by the number of the block."""
        return {}

    def section_key(self, place: Place) -> str | None:
        """What findings call the section of a place: 三, 附件 …; None in the preamble."""
        if isinstance(place, Missing):
            return place.section
        block = self.document.paragraphs[place.paragraph] if isinstance(place, InText) else self.document.tables[place.table]
        chapter = self.chapter_at(self.document.position(block))
        return chapter.key if chapter else None

    @cached_property
    def closing(self) -> tuple[Paragraph, ...]:
        """The paragraphs of the chapter on other matters and all behind it, before the attachments."""
        end = next((s.blocks[0] for s in self.sections if s.attachment), len(self.document.blocks))
        return tuple(_paragraphs(self.document, closing_range(self.sections, end)))

    @cached_property
    def body(self) -> tuple[Paragraph, ...]:
        """The paragraphs of the report proper: behind the title, before the attachments."""
        start = self.title.last + 1 if self.title else 0
        end = next((s.blocks[0] for s in self.sections if s.attachment), len(self.document.blocks))
        return tuple(p for p in self.document.paragraphs[start:] if self.document.position(p) < end)


def understand(
    document: Document, editions: Sequence[Edition] = (), edition: str = "auto", kinds: Sequence[tuple[str, str]] = ()
) -> Report:
    """Understand a draft. ``edition`` is the key of one to force, or ``auto`` to take it from the report year.

    ``kinds`` pairs names of units (empty: every unit) with the kind that an office has said; the last that fits counts.
    """
    title = find_title(document.paragraphs)
    document = restored(document, _own_first(editions, edition, title.year if title else None))
    sections = find_sections(document, title.last if title else -1, unread_lines(document, editions))
    preamble = _preamble(document, title, sections)
    contact, period = _facts(document, preamble, sections, title)
    sign_off = (
        with_date_under_title(find_sign_off(document, sections), document, title.last)
        if title
        else find_sign_off(document, sections)
    )
    year = _year(document, title, period, sign_off)
    chosen = _edition(editions, edition, year)
    if edition == "auto" and year is None:
        chosen = _edition_of_forms(document, editions)
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
        sign_off,
        find_announced(document, sections),
        find_present(document, sections),
        tuple(forms),
        tuple(editions),
        match_chapters(document, sections, forms, chosen.chapters if chosen else ()),
        tuple(kinds),
    )


def _own_first(editions: Sequence[Edition], key: str, year: int | None) -> Sequence[Edition]:
    """The editions, that of the report first."""
    own = _edition(editions, key, year)
    return sorted(editions, key=lambda edition: edition is not own)


def _edition(editions: Sequence[Edition], key: str, year: int | None) -> Edition | None:
    if key != "auto":
        return next((edition for edition in editions if edition.key == key), None)
    return next((edition for edition in editions if year is not None and edition.covers(year)), None)


def _edition_of_forms(document: Document, editions: Sequence[Edition]) -> Edition | None:
    """The one edition that the tables of a draft without a year are of; None where none is, or two as much."""
    fits = {edition.key: _fit(document, edition) for edition in editions if document.tables}
    best = max(fits.values(), default=0)
    own = [edition for edition in editions if best > 0 and fits[edition.key] == best]
    return own[0] if len(own) == 1 else None


def _fit(document: Document, edition: Edition) -> int:
    """How many rows and columns of the forms of an edition a draft has, less those that it lacks or names otherwise."""
    matches = [match for form in edition.forms if (match := match_form(document, form))]
    found = sum(len(match.rows) for match in matches)
    lacking = sum(len(match.missing) + len(match.columns_missing) + len(match.extra) for match in matches)
    other = sum(not same_label(row.label.text, row.row) for match in matches for row in match.rows.values() if row.row.label)
    captions = sum(bare(cell.text) != bare(official) for match in matches for official, cell in match.captions)
    return found - lacking - other - captions


def _preamble(document: Document, title: Title | None, sections: Sequence[Section]) -> tuple[Paragraph, ...]:
    """What stands between the title and the first heading; a first chapter called 引言 or the like belongs to it."""
    start = title.last + 1 if title else 0
    top = min((section.level for section in sections), default=0)
    heads = [section for section in sections if section.level == top]
    if len(heads) > 1 and _INTRODUCTION.fullmatch(bare(heads[0].title)):
        heads = heads[1:]
    return document.paragraphs[start : heads[0].place.paragraph if heads else start + _MAX_PREAMBLE]


def _facts(
    document: Document, preamble: Sequence[Paragraph], sections: Sequence[Section], title: Title | None
) -> tuple[tuple[Stated, ...], StatedPeriod | None]:
    """Contact and period from the preamble and its table, or from where an office has put them: chapter one, contact also the end.

    A period that is named as such (统计期限) is taken from anywhere in the report proper where those have none.
    """
    year = title.year if title else None
    passage = Passage(preamble)
    contact = unique([*find_contact(passage), *_contact_table(document, preamble, sections)])
    period = find_period(passage, year)
    reached = any(value.field != "website" for value in contact)
    if (reached and period) or not sections:
        return contact, period
    start, end = next((s.blocks for s in sections if s.level == 1), sections[0].blocks)
    chapter = [block for block in document.blocks_between(start, end) if isinstance(block, Paragraph)][1:]
    if sections[0].run_in:
        chapter.insert(0, document.paragraphs[sections[0].place.paragraph])
    unit = title.unit if title else None
    if not reached:
        contact = unique([*contact, *contact_block(own_contact(chapter, unit))])
    end = next((section.blocks[0] for section in sections if section.attachment), len(document.blocks))
    if not any(value.field != "website" for value in contact):
        closing = closing_range(sections, end)
        held = any(isinstance(block, Table) for block in document.blocks_between(*closing))
        contact = unique([*contact, *closing_block(_paragraphs(document, closing), unit, held)])
    rest = _paragraphs(document, (start, end))
    period = period or find_statement(chapter, year) or find_statement(rest, year, anywhere=True)
    return contact, period or (find_opening(chapter[0], year) if chapter else None)


def _paragraphs(document: Document, blocks: tuple[int, int]) -> list[Paragraph]:
    return [p for p in document.paragraphs if blocks[0] <= document.position(p) < blocks[1]]


def chapters_of(sections: Sequence[Section]) -> tuple[Section, ...]:
    """The sections of the highest level: the first, else the second where there are several."""
    own = [section for section in sections if not section.attachment]
    first = tuple(section for section in own if section.level == 1)
    second = tuple(section for section in own if section.level == _SECOND and not section.sentence)
    return first or (second if len(second) >= _LEAST_CHAPTERS else ())


def closing_range(sections: Sequence[Section], end: int) -> tuple[int, int]:
    """The blocks of the chapter on other matters and all behind it; those of the last chapter where there is none."""
    chapters = chapters_of(sections)
    last = next((s for s in reversed(chapters) if _OTHER_MATTERS.search(s.title)), chapters[-1] if chapters else None)
    return (last.blocks[0], end) if last and len(chapters) > 1 else (end, end)


def _contact_table(document: Document, preamble: Sequence[Paragraph], sections: Sequence[Section]) -> Iterator[Stated]:
    """What a contact table before the first chapter states."""
    if not sections or not preamble:
        return
    following = document.paragraphs[preamble[-1].index + 1 :]
    first = document.position(following[0]) if following else len(document.blocks)
    for table in document.tables:
        position = document.position(table)
        before = [p for p in preamble if document.position(p) < position]
        if before and position < first:
            yield from in_table(table, before[-1])


def _year(document: Document, title: Title | None, period: StatedPeriod | None, sign_off: SignOff) -> int | None:
    """The report year: the title's, unless period, date and text agree on another one and the title stands alone."""
    named = title.year if title else None
    if named is None:
        return _year_elsewhere(document, period)
    first, last = period.days if period else (None, None)
    signed = sign_off.date.value if sign_off.date else None
    if not (first and last and signed and first.year == last.year == signed.year - 1 != named):
        return named
    text = "\n".join(bare(paragraph.text) for paragraph in document.paragraphs[title.last + 1 if title else 0 :])
    return first.year if text.count(f"{first.year}年") > text.count(f"{named}年") else named


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
        if titled := _TITLE_IN_SHEET.search(words):
            return int(titled["year"])
    return None
