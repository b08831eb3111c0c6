"""How reports word their figures, as data; see ``rules/words/statements.yaml``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from core.edition import Link
from rules.wordlists import compiled, load

UNRELATED = r"(?:(?:与|和)[^。;]{0,12}无关|[,(](?:均|都|但)?(?:不涉及|不属于|非|并非)(?:政府)?信息公开)"
"""What says behind cases that they are none of disclosure."""


@dataclass(frozen=True, slots=True)
class Subject:
    """Something that figures are about; see the data file.

    ``resumes`` opens it too, but not behind the words of another subject in the same sentence; ``joins`` are subjects that, spoken of
    together, are this one; ``needs`` and ``follows``, ``alone`` and ``apart`` tell when it is another matter.
    One ``within`` another hides that one until its sibling is spoken of too.
    """

    id: str
    opens: str
    resumes: str = ""
    nouns: str = ""
    family: str = ""
    needs: str = ""
    follows: tuple[str, ...] = ()
    alone: str = ""
    apart: str = ""
    joins: tuple[str, ...] = ()
    within: str = ""


@dataclass(frozen=True, slots=True)
class Words:
    """The word classes of the data file."""

    subjects: tuple[Subject, ...]
    about: str
    fill: str
    fill_after: str
    tail: str
    lead: str
    lead_verbs: str
    denied: str
    negation: str
    counted: str
    companions: str
    joint: str
    other_time: str
    scope: str
    planned: str
    office: str
    own_part: str
    helped: str
    others: str
    whole: str
    spanning: str
    own: str
    itself: str
    levels: str
    region: str
    outcome_by: str
    outcomes: dict[str, str]
    outcome_unless: str
    result_by: str
    results: dict[str, str]
    kind_by: str
    applicants: dict[str, str]

    @property
    def other(self) -> Subject:
        """What has no part in the tables."""
        return self.subjects[-1]

    def subject(self, subject_id: str) -> Subject | None:
        """A subject by its id."""
        return next((each for each in self.subjects if each.id == subject_id), None)


def words() -> Words:
    """The data."""
    loaded: Words = load("statements", Words)
    return loaded


def _fill(link: Link, fill: str) -> str:
    subject = words().subject(link.subject)
    return f"{fill}|{subject.nouns}" if subject and subject.nouns else fill


def _dated(pattern: str, year: int) -> str:
    """A pattern with the years that it names."""
    return pattern.replace("{last}", str(year - 1)).replace("{next}", str(year + 1))


@lru_cache(maxsize=1024)
def before(link: Link, year: int) -> re.Pattern[str]:
    """The term with what may stand between it and a figure behind it."""
    return compiled(rf"(?P<term>{_dated(link.words, year)})(?:{_fill(link, words().fill)})*$")


@lru_cache(maxsize=1024)
def after(link: Link, year: int) -> re.Pattern[str]:
    """What may stand between a figure and the term behind it, with the term."""
    return compiled(rf"(?:{_fill(link, words().fill_after)})*?(?P<term>{_dated(link.words, year)})")


@lru_cache(maxsize=1024)
def lead_of(link: Link) -> re.Pattern[str]:
    """What may stand before a figure that its term follows."""
    subject = words().subject(link.subject)
    counted = words().counted.replace("{nouns}", (subject.nouns if subject else "") or "的")
    verbs = f"|{link.verbs}" if link.verbs else ""
    return compiled(rf"(?:{counted})?(?:{words().lead}|{words().lead_verbs}{verbs})*")


@lru_cache(maxsize=1024)
def whole(link: Link, year: int) -> re.Pattern[str]:
    """The term alone, as an item of a row of terms."""
    return compiled(rf"(?:{words().lead})*(?P<term>{_dated(link.words, year)})(?:{_fill(link, words().fill)})*")


@lru_cache(maxsize=1024)
def denied(link: Link, year: int) -> re.Pattern[str]:
    """The words that say that there was none: 未作出行政处罚, 无结转; 均获维持."""
    fill = _fill(link, words().fill)
    patterns = [rf"{words().negation}(?:{_dated(link.zero, year)})(?:{fill})*(?=[,。;:!?)、\n]|$)"] if link.zero else []
    return compiled("|".join(patterns + ([link.none] if link.none else [])))


@lru_cache(maxsize=1024)
def tail(link: Link) -> re.Pattern[str]:
    """What may follow a figure that its term precedes."""
    subject = words().subject(link.subject)
    nouns = f"|{subject.nouns}" if subject and subject.nouns else ""
    return compiled(rf"(?:{words().tail}{nouns})")
