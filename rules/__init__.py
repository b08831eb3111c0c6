"""What is checked. ``CHECKS`` is the explicit table of rules; ``builtin`` joins it with the editions' data."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from core.rule import Rule
from core.ruleset import RuleSet, make_ruleset
from rules import (
    attachments,
    chapters,
    competence,
    contact,
    figures,
    mixup,
    period,
    relations,
    structure,
    sums_in_text,
    tables,
    text_table,
    years,
)

CHECKS: tuple[Rule, ...] = (
    structure.title,
    structure.section_missing,
    chapters.order,
    chapters.titles,
    structure.section_empty,
    structure.heading_numbering,
    attachments.attachment,
    chapters.aspects,
    mixup.edition_mixup,
    structure.sign_off,
    contact.missing,
    contact.format_,
    contact.mismatch,
    period.missing,
    period.invalid,
    period.coverage,
    years.year_mismatch,
    years.stale_year,
    period.deadline,
    tables.missing,
    tables.row_missing,
    tables.column_missing,
    tables.label,
    tables.blank_cell,
    tables.not_a_number,
    relations.sums,
    relations.balance,
    relations.bounds,
    tables.magnitude,
    competence.competence,
    text_table.text_table,
    figures.percentage,
    sums_in_text.text_sum,
)

EDITIONS = Path(__file__).with_name("editions")


@cache
def builtin() -> RuleSet:
    """The built-in rules and editions."""
    return make_ruleset(CHECKS, EDITIONS)
