"""What is checked. ``CHECKS`` is the explicit table of rules; ``builtin`` joins it with the editions' data."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from core.layers import Layered, layered
from core.rule import Rule
from core.ruleset import RuleSet, make_ruleset
from rules import (
    attachments,
    carried,
    chapter_five,
    chapters,
    competence,
    contact,
    copied,
    counts,
    deadline,
    documents,
    duplicates,
    fees,
    figures,
    filled_in,
    language,
    local,
    mixup,
    optional,
    period,
    placeholder,
    privacy,
    relations,
    repeated_figures,
    stale_years,
    structure,
    submission,
    sums_in_text,
    tables,
    text_table,
    unit_name,
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
    stale_years.stale_year,
    deadline.deadline,
    tables.missing,
    tables.row_missing,
    tables.column_missing,
    tables.label,
    filled_in.blank_cell,
    filled_in.not_a_number,
    relations.sums,
    relations.balance,
    relations.bounds,
    tables.magnitude,
    competence.competence,
    text_table.text_table,
    figures.percentage,
    sums_in_text.text_sum,
    language.term,
    language.brackets,
    language.punctuation,
    language.repeated_word,
    language.approximation,
    language.open_ended_date,
    language.list_markers,
    repeated_figures.repeated_figure,
    counts.text_count,
    placeholder.placeholder,
    chapter_five.problems_missing,
    chapter_five.improvements_missing,
    fees.fee_statement,
    documents.superseded_law,
    documents.document_number,
    unit_name.wrong_unit,
    submission.submission_wording,
    privacy.personal_information,
    duplicates.duplicate_paragraph,
    carried.previous_year,
    copied.copied,
    optional.extra_chapter,
    optional.overall_length,
    optional.free_mail,
    optional.website_host,
    optional.shifted_column,
    optional.footer,
    optional.channel,
    optional.abbreviation,
    optional.spacing,
    optional.outdated_name,
)

EDITIONS = Path(__file__).with_name("editions")


@cache
def builtin() -> RuleSet:
    """The built-in rules and editions."""
    return make_ruleset(CHECKS, EDITIONS)


def in_force(*folders: str | Path | None) -> Layered:
    """The built-in rules with the layers of the folders (or files) over them, later ones over earlier ones."""
    paths = [Path(folder) for folder in folders if folder]
    return layered(builtin(), paths, local.make) if paths else Layered(builtin())
