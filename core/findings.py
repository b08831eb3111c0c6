"""What a check says: findings with exact places, the state of every rule, and one verdict. Frozen values only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Any

from core.checklist_form import DEFAULT, ChecklistForm
from core.document import Document
from core.edits import Edit


class Severity(StrEnum):
    """How much a finding matters."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def label(self) -> str:
        """The word that users see."""
        return {"error": "错误", "warning": "提醒", "info": "提示"}[self.value]

    @property
    def weight(self) -> int:
        """The greater, the graver."""
        return {"error": 2, "warning": 1, "info": 0}[self.value]


class LocationKind(StrEnum):
    """What a location points at."""

    TEXT = "text"
    CELL = "cell"
    DOCUMENT = "document"


@dataclass(frozen=True, slots=True)
class Location:
    """Where a finding stands.

    ``text``: paragraph and code points ``start``..``end`` of it. ``cell``: table, row, column, 0-based as read.
    ``document``: something is missing; ``section`` tells where it should have been, ``after_block`` behind which block of
    :attr:`core.document.Document.blocks` a front end may show that (None: unknown).
    """

    kind: LocationKind
    section: str | None = None
    paragraph: int | None = None
    start: int | None = None
    end: int | None = None
    table: int | None = None
    row: int | None = None
    column: int | None = None
    page: int | None = None
    sheet: str | None = None
    cell: str | None = None
    label: str | None = None
    after_block: int | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """One line of the arithmetic behind a finding: a name, the value as printed, and its part in the sum.

    ``role`` is ``part``, ``sum`` (what the parts give), ``stated`` (what the draft says) or ``difference``.
    """

    name: str
    value: str
    role: str = "part"


@dataclass(frozen=True, slots=True)
class Waiver:
    """A finding that was dismissed, with the reason that the user gave and when (ISO 8601)."""

    reason: str
    when: str


@dataclass(frozen=True)
class Finding:
    """One problem at one place.

    ``message`` says what is wrong with the values used; ``reason`` why it matters; ``basis`` is the legal basis;
    ``suggestion`` what to do, or None. ``data`` holds plain values for machines, ``related`` further places that the
    finding compares, ``arithmetic`` the calculation laid out. ``edits`` are the corrections that are certain, if any.
    """

    rule: str
    severity: Severity
    message: str
    location: Location
    excerpt: str = ""
    reason: str = ""
    basis: str = ""
    suggestion: str | None = None
    data: Mapping[str, Any] = field(default_factory=dict)
    related: tuple[Location, ...] = ()
    arithmetic: tuple[Step, ...] = ()
    waived: Waiver | None = None
    edits: tuple[Edit, ...] = ()


class Status(StrEnum):
    """What became of a rule."""

    PASS = "pass"
    FAIL = "fail"
    WAIVED = "waived"
    NOT_APPLICABLE = "not-applicable"
    NOT_CHECKED = "not-checked"
    RULE_FAILED = "rule-failed"

    @property
    def label(self) -> str:
        """The word that users see."""
        return {
            "pass": "通过",
            "fail": "有问题",
            "waived": "已忽略",
            "not-applicable": "不适用",
            "not-checked": "未能检查",
            "rule-failed": "程序故障",
        }[self.value]


@dataclass(frozen=True, slots=True)
class ChecklistRow:
    """The state of one rule in force. ``title`` is what the rule checks, in a few words; ``required`` rules decide the verdict.

    ``level`` is the severity of its findings unless one says otherwise, ``why`` what the manual says of the reason for it.
    """

    rule: str
    status: Status
    count: int = 0
    reason: str = ""
    title: str = ""
    required: bool = True
    level: Severity | None = None
    why: str = ""


@dataclass(frozen=True, slots=True)
class Contact:
    """The contact facts of a report as written in the draft."""

    address: str | None = None
    postcode: str | None = None
    phone: tuple[str, ...] = ()
    fax: tuple[str, ...] = ()
    email: tuple[str, ...] = ()
    website: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Facts:
    """What the report states about itself; ``period`` is (first day, last day), each None when it is not a date."""

    period: tuple[date | None, date | None] | None = None
    contact: Contact = Contact()
    date: date | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """The one answer: may the report be submitted?"""

    errors: int
    unchecked: int

    @property
    def ready(self) -> bool:
        """True when nothing stands in the way."""
        return not self.errors and not self.unchecked

    @property
    def sentence(self) -> str:
        """可以报送, or what stands in the way."""
        if self.ready:
            return "可以报送"
        parts = [f"需修改：{self.errors} 处错误"] if self.errors else []
        parts += [f"未能检查：{self.unchecked} 项"] if self.unchecked else []
        return "；".join(parts)


@dataclass(frozen=True)
class Result:
    """Everything that a check of one draft says. Front ends show this and compute nothing of their own.

    ``seconds`` is the time that reading and checking took, ``checked_at`` the local time (ISO 8601). ``notes`` are sentences about
    the check that the user should know (a local rule that could not be used …). ``form`` is how the office wants its checklist.
    ``digest`` tells the bytes of the draft as it was read from those of a later one, ``previous`` is the path of last year's report.
    """

    path: str
    document: Document
    title: str | None
    unit: str | None
    year: int | None
    edition: str | None
    facts: Facts
    findings: tuple[Finding, ...]
    checklist: tuple[ChecklistRow, ...]
    checked_at: str = ""
    seconds: float = 0.0
    notes: tuple[str, ...] = ()
    form: ChecklistForm = DEFAULT
    digest: str = ""
    previous: str | None = None

    @property
    def sources(self) -> tuple[str, ...]:
        """The files that the check read, which nothing is ever written to."""
        return (self.path, self.previous) if self.previous else (self.path,)

    @cached_property
    def verdict(self) -> Verdict:
        """By the rule of the house: no open error, and no required rule left unchecked."""
        open_errors = sum(1 for f in self.findings if f.severity is Severity.ERROR and f.waived is None)
        stuck = {Status.NOT_CHECKED, Status.RULE_FAILED}
        return Verdict(open_errors, sum(1 for row in self.checklist if row.required and row.status in stuck))

    def count(self, severity: Severity) -> int:
        """Open findings of a severity."""
        return sum(1 for f in self.findings if f.severity is severity and f.waived is None)


@dataclass(frozen=True, slots=True)
class Failure:
    """A file that could not be checked, and the sentence that says why."""

    path: str
    reason: str
