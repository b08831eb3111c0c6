"""The shape of an edition (格式版本) of the report: what it requires, as data. The data itself lies in ``rules/editions``."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

from core.findings import Severity


@dataclass(frozen=True, slots=True)
class FormRow:
    """A row of an official form.

    ``unit`` is the official measure word (条, 件 …), empty for none; a ``heading`` row carries no number. ``decimal`` rows may have
    a fraction. ``accept`` lists other wordings that are right; ``limit`` is the value from which on the unit is probably wrong;
    ``extra`` marks a row that a local layer has added.
    """

    id: str
    label: str
    unit: str = ""
    parent: str | None = None
    heading: bool = False
    decimal: bool = False
    accept: tuple[str, ...] = ()
    accept_units: tuple[str, ...] = ()
    limit: int | None = None
    extra: bool = False


@dataclass(frozen=True, slots=True)
class FormColumn:
    """A column of numbers of a grid; ``group`` are the captions over it, from the top; ``accept`` other wordings that are right.

    ``signed``: the numbers may be negative or carry a sign (本年增/减). ``units``: measure words that may stand behind the number.
    """

    id: str
    label: str
    group: tuple[str, ...] = ()
    decimal: bool = False
    signed: bool = False
    units: tuple[str, ...] = ()
    accept: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Relation:
    """A relation (勾稽关系) between rows: the sum of ``left`` compared with the sum of ``right``.

    In a grid ``each: column`` asks it of every column, and ``each: row`` of every row, where left and right are then columns.
    ``op`` is ``==`` (left is the total, right its parts), ``<=``, or ``if-zero`` (when left is 0, right must be 0). ``says`` is the relation as a
    sentence for the user; ``suggestion`` what to look for when it fails.
    """

    id: str
    rule: str
    op: str
    left: tuple[str, ...]
    right: tuple[str, ...]
    says: str
    severity: Severity = Severity.ERROR
    suggestion: str = ""
    each: str = ""


@dataclass(frozen=True)
class Form:
    """An official form.

    ``name`` is what people call it, ``title`` its official title. A *list* has one column of numbers: labels | measure words |
    numbers, with ``columns`` as their captions. A *grid* has ``values``, several columns of numbers; ``marker`` is the row that
    opens it where it is one of several blocks of a table, ``chapter`` the id of its chapter.
    """

    id: str
    name: str
    title: str
    rows: tuple[FormRow, ...]
    columns: tuple[str, str, str] = ("", "", "")
    values: tuple[FormColumn, ...] = ()
    marker: str = ""
    chapter: str = ""
    relations: tuple[Relation, ...] = ()
    from_year: int = 0
    basis: str = ""

    @cached_property
    def needed(self) -> tuple[str, ...]:
        """The labels of the rows that hold numbers."""
        return tuple(row.label for row in self.rows if not row.heading)

    def column(self, column_id: str) -> FormColumn:
        """A column of numbers by its id. Raises KeyError when the form has none."""
        for column in self.values:
            if column.id == column_id:
                return column
        raise KeyError(column_id)

    def row(self, row_id: str) -> FormRow:
        """A row by its id. Raises KeyError when the form has none."""
        for row in self.rows:
            if row.id == row_id:
                return row
        raise KeyError(row_id)


@dataclass(frozen=True, slots=True)
class Item:
    """Something that the report must speak of: a statutory item, or a chapter.

    ``headings`` are patterns (on folded text) of headings that treat it; ``texts`` patterns of sentences that state it anywhere;
    ``rows`` are the rows of the form that state it in numbers only.
    """

    id: str
    title: str
    basis: str
    headings: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()
    rows: tuple[str, ...] = ()
    suggestion: str = ""


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter with a fixed title (editions from 2019 on).

    ``accept`` are other titles that are right, ``words`` patterns (on folded text) by which a reworded heading is still recognised;
    ``forms`` the forms that stand in it.
    """

    id: str
    number: int
    title: str
    accept: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Aspect:
    """Something that chapter one must speak of: any of ``words`` (patterns on folded text); ``governments``: of governments alone.

    ``heading`` is what a heading of its own says, and ``outright`` the words that tell it where the others have headings and it has none.
    """

    id: str
    title: str
    words: tuple[str, ...]
    governments: bool = False
    heading: str = ""
    outright: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Link:
    """What the text may state of a row of the form.

    Either ``words``, the term itself (予以公开), which states the figure that stands right behind or before it while the text speaks of
    ``subject`` (see ``rules/words/statements.yaml``; none: at any time); or ``pattern``, a whole phrase with ``{n}`` for the number, or
    without it where the phrase means zero. All are patterns on folded text. ``zero`` is what a 未 or 无 before it denies, ``none`` words that by
    themselves leave nothing for these cells (均获维持).

    ``outcome`` is what became of cases (upheld, corrected, pending): it may be told of all of them without a figure of its own (1件，判决维持).
    ``rows`` are summed up, in a grid their ``columns`` too (``form`` names the grid); ``readings`` are other rows that the words may mean
    as well. ``additive``: several mentions may each state a part. ``verbs`` is a pattern of which the last match before the figure must
    not be one of ``other_verbs``; ``units`` are the measure words of the figure. ``needs`` is a pattern that the paragraph, ``#`` and its
    headings must hold, ``scope`` one for the sentence in a government's report (which also tells of single offices), ``unless`` one that
    the clause (with ``words``: the sentence) must not hold; ``apart`` a pattern of what 其中 behind it sets apart. ``kin`` are rows told
    with it (培训班4期，培训312人次): where a sentence gives one of them as the form does, an additive figure beside it is no part either.
    ``some`` marks the whole of a matter: told behind its figure it is some of that where a lead holds this pattern (另有2件于年底收到), or
    where more is said of it (2件复议案件被纠正).
    """

    id: str
    name: str
    rows: tuple[str, ...]
    pattern: str = ""
    words: str = ""
    subject: str = ""
    zero: str = ""
    none: str = ""
    verbs: str = ""
    other_verbs: str = ""
    units: str = "件份条宗起"
    needs: str = ""
    scope: str = ""
    apart: str = ""
    unless: str = ""
    additive: bool = False
    columns: tuple[str, ...] = ()
    readings: tuple[tuple[str, ...], ...] = ()
    form: str = ""
    outcome: str = ""
    kin: tuple[str, ...] = ()
    some: str = ""


@dataclass(frozen=True, slots=True)
class CarryOver:
    """What a figure must be by last year's report.

    ``now`` of this year is compared (``op``: ``==`` or ``<=``) with the sum of ``before`` of last year and ``plus`` of this year less
    ``minus`` of this year. ``each: column`` asks it of every column, the names being rows; ``each: row`` of every row, the names being
    columns. ``unless`` is a pattern of an explanation that settles it when it stands in the same chapter as the form.
    ``phrases`` are patterns (on folded text) of sentences that state the figure, with ``{n}`` for the number and a group ``y`` for a year
    that must be last year, ``none`` of those that state zero; ``phrases_unless`` is a pattern that their clause must not hold.
    """

    id: str
    form: str
    each: str
    now: str
    before: tuple[str, ...]
    says: str
    plus: tuple[str, ...] = ()
    minus: tuple[str, ...] = ()
    op: str = "=="
    severity: Severity = Severity.ERROR
    suggestion: str = ""
    unless: str = ""
    phrases: tuple[str, ...] = ()
    none: tuple[str, ...] = ()
    phrases_unless: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        """Every row or column that must be in this year's form."""
        return self.now, *self.plus, *self.minus


@dataclass(frozen=True, slots=True)
class Edition:
    """One edition of the report.

    ``years`` are the first and last report year; ``contact`` the severity of each missing contact field; ``deadline`` month and day
    (of the year after the report year) by kind of unit, ``any`` for all others; ``basis`` legal basis texts by topic;
    ``signs`` captions that only this edition's tables have (folded), ``cites`` the numbers of documents that came with it;
    ``chapter_signs`` patterns of chapters, ``phrases`` patterns of wordings that no later edition has any more.
    """

    key: str
    name: str
    years: tuple[int, int]
    items: tuple[Item, ...] = ()
    chapters: tuple[Chapter, ...] = ()
    aspects: tuple[Aspect, ...] = ()
    forms: tuple[Form, ...] = ()
    links: tuple[Link, ...] = ()
    carried: tuple[CarryOver, ...] = ()
    contact: dict[str, Severity] = field(default_factory=dict)
    deadline: dict[str, tuple[int, int]] = field(default_factory=dict)
    basis: dict[str, str] = field(default_factory=dict)
    signs: tuple[str, ...] = ()
    cites: tuple[str, ...] = ()
    chapter_signs: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()
    complete: bool = True

    def covers(self, year: int) -> bool:
        """Whether reports for a year follow this edition."""
        return self.years[0] <= year <= self.years[1]
