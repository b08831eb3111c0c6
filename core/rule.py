"""What a rule is: an id, a severity, a function that yields problems, and a docstring that is its page in the manual."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Flag, auto
from typing import Any, TypeVar

from core.edits import Edit
from core.findings import Severity, Step
from core.place import Place
from core.report import Report
from core.report.previous import mismatch

Chosen = TypeVar("Chosen")


class Need(Flag):
    """What a rule cannot do without."""

    NOTHING = 0
    TEXT = auto()
    FORM = auto()
    EDITION = auto()
    YEAR = auto()
    PREVIOUS = auto()


class NotApplicable(Exception):  # noqa: N818 - a state of a rule, not an error
    """The rule has nothing to say about this report; the message says why."""


class Passed(Exception):  # noqa: N818 - a state of a rule, not an error
    """The rule has found nothing wrong; the message says what the user should know all the same."""


class NotChecked(Exception):  # noqa: N818 - a state of a rule, not an error
    """The rule should have been checked and could not be; the message says why, for the user."""


@dataclass(frozen=True)
class Problem:
    """What a rule found: where, what, and how it came to that. The engine adds rule, severity, reason and basis.

    ``severity`` and ``basis`` override those of the rule. ``edits`` make it right where there is one right form only. ``reports``
    names the matters whose defect this is, ``follows`` those from whose defect it follows: see :mod:`core.consequences`.
    """

    place: Place
    message: str
    suggestion: str | None = None
    data: Mapping[str, Any] = field(default_factory=dict)
    related: tuple[Place, ...] = ()
    arithmetic: tuple[Step, ...] = ()
    severity: Severity | None = None
    basis: str | None = None
    edits: tuple[Edit, ...] = ()
    reports: tuple[str, ...] = ()
    follows: tuple[str, ...] = ()


@dataclass(frozen=True)
class Case:
    """What a rule looks at: the report, the day of checking (``asked``: the user named that day), and the rule's own options.

    ``previous`` is the report that the user gave as last year's; whether it is that, :attr:`last_year` says.
    """

    report: Report
    as_of: date
    asked: bool = False
    options: object = None
    previous: Report | None = None

    def chosen(self, kind: type[Chosen]) -> Chosen:
        """The rule's options as an office has chosen them, else their defaults."""
        return self.options if isinstance(self.options, kind) else kind()

    @property
    def last_year(self) -> Report | None:
        """Last year's report of the same unit, if the user gave it."""
        return self.previous if self.previous and not mismatch(self.report, self.previous) else None


@dataclass(frozen=True, slots=True)
class Manual:
    """A rule's page in the manual, from its docstring."""

    summary: str
    checks: str
    why: str
    basis: str
    wrong: str
    right: str


@dataclass(frozen=True)
class Rule:
    """A rule of the catalogue. ``basis`` names a topic of the edition's basis texts; ``required`` rules decide the verdict.

    ``options`` are its parameters (a frozen dataclass), None where it has none. What an office chooses: ``enabled``, the options, and
    ``chosen``, the severity of all its findings. ``source`` is the file of a local rule. ``yields_to`` are the ids of rules that say
    more of the same characters or cell: see :mod:`core.consequences`. ``set_by`` pairs what layers have chosen (``enabled``, ``severity``
    or an option) with the file that chose it last. ``of_tables``: without last year's report it asks for nothing but the forms that were
    found, the title, the year and the pages that were not read.
    """

    id: str
    title: str
    severity: Severity
    check: Callable[[Case], Iterator[Problem]]
    needs: Need
    basis: str
    manual: Manual
    required: bool = True
    options: Any = None
    enabled: bool = True
    chosen: Severity | None = None
    source: str = ""
    yields_to: tuple[str, ...] = ()
    set_by: tuple[tuple[str, str], ...] = ()
    of_tables: bool = False

    @property
    def level(self) -> Severity:
        """The severity of its findings unless one says otherwise."""
        return self.chosen or self.severity


_PARTS = {"checks": "检查", "why": "为什么", "basis": "依据", "wrong": "错误示例", "right": "正确示例"}


def parse_manual(docstring: str) -> Manual:
    """Take a docstring apart. Raises ValueError naming the part that is absent."""
    text = re.sub(r"\n[ \t]+", "\n", docstring.strip())
    summary, _, rest = text.partition("\n")
    heads = "|".join(_PARTS.values())
    parts = dict(re.findall(rf"(?:^|\n)({heads})：\s*(.+?)(?=\n(?:{heads})：|\Z)", rest, re.DOTALL))
    absent = [name for name in _PARTS.values() if not parts.get(name, "").strip()]
    if absent:
        raise ValueError(f"manual page lacks {'、'.join(absent)}: {summary}")
    return Manual(summary, **{key: re.sub(r"\s*\n\s*", "", parts[name]).strip() for key, name in _PARTS.items()})


def rule(  # noqa: PLR0913 - each says one thing about a rule
    rule_id: str,
    title: str,
    severity: Severity,
    needs: Need,
    basis: str,
    *,
    required: bool = True,
    options: type | None = None,
    enabled: bool = True,
    yields_to: tuple[str, ...] = (),
    of_tables: bool = False,
) -> Callable[[Callable[[Case], Iterator[Problem]]], Rule]:
    """Make a rule of a function; its docstring becomes its page in the manual, ``options`` is the class of its parameters."""

    def make(check: Callable[[Case], Iterator[Problem]]) -> Rule:
        page, values = parse_manual(check.__doc__ or ""), options() if options else None
        given = page, required, values, enabled
        return Rule(rule_id, title, severity, check, needs, basis, *given, yields_to=yields_to, of_tables=of_tables)

    return make
