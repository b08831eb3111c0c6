"""Rules of which it is said that they look at the tables alone: their findings are taken over where only the text has changed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, NoReturn

import pytest

from core.readers import read
from core.report import Report, understand
from core.rule import Case, NotApplicable, Problem, Rule
from rules import CHECKS, builtin
from tests.corpus import corpus_2008, corpus_2021
from tests.corpus.build import write
from tests.corpus.common import Corpus

LOOKED_AT = {"title", "year", "edition", "forms", "kinds"}
RULES = [rule for rule in CHECKS if rule.of_tables]


class Untouchable:
    """What such a rule has no business with."""

    def __getattr__(self, name: str) -> NoReturn:
        raise AssertionError(f"{name} was asked for")

    def __iter__(self) -> NoReturn:
        raise AssertionError("it was gone through")


class UnreadAlone(Untouchable):
    """A document of which nothing is left but the pages that could not be read."""

    unread: tuple[int, ...] = ()


def bare(report: Report) -> Report:
    """A report of which only the tables are left."""
    others: dict[str, Any] = {name: Untouchable() for name in report.__dataclass_fields__ if name not in LOOKED_AT}
    return replace(report, **others | {"document": UnreadAlone()})


def found(rule: Rule, report: Report) -> list[Problem]:
    try:
        return list(rule.check(Case(report, date(2024, 1, 1), options=rule.options)))
    except NotApplicable:
        return []


@pytest.mark.parametrize("corpus", [corpus_2008.corpus(), corpus_2021.corpus()], ids=["2008", "2021"])
def test_they_ask_for_nothing_else(corpus: Corpus, tmp_path: Path) -> None:
    ids = {rule.id for rule in RULES}
    told: set[str] = set()
    for defect in [each for each in corpus.defects if each.rule in ids][::2]:
        path = write(corpus.damaged(defect), corpus, tmp_path, "docx")
        report = understand(read(path), builtin().editions)
        for rule in RULES:
            problems = found(rule, report)
            assert found(rule, bare(report)) == problems
            told |= {rule.id} if problems else set()
    assert {"table.sum", "table.blank-cell", "table.not-a-number"} <= told
