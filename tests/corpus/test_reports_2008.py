"""Whole reports of edition 2008: clean ones stay clean in every format, each defect is found at its place and brings nothing else."""

from __future__ import annotations

import shutil
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

import rules
from core.engine import check_file
from core.findings import Result
from tests.corpus.build import to_pdf, write
from tests.corpus.common import Defect, Report
from tests.corpus.corpus_2008 import corpus, form, number, relations, rows
from tests.corpus.score import Outcome, check, judge_clean, judge_defect

FORMATS = ("txt", "docx", "html")
CORPUS = corpus()
CLEAN = list(CORPUS.clean.values())
# Rules that nothing in this edition can break: the balance belongs to the form of 2021.
NOT_IN_THIS_EDITION = {"table.balance"}
# Rules on what only the form of this edition has: its channels and the lines under it.
ONLY_IN_THIS_EDITION = {"consistency.channel", "table.footer"}


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("reports")


@cache
def checked(name: str, folder: Path, suffix: str) -> Result:
    return check(CORPUS.clean[name], CORPUS, folder, suffix)


@pytest.mark.parametrize("suffix", FORMATS)
@pytest.mark.parametrize("report", CLEAN, ids=lambda report: report.id)
def test_a_clean_report_stays_clean(report: Report, suffix: str, folder: Path) -> None:
    outcome = judge_clean(report, checked(report.id, folder, suffix))
    assert outcome.right, str(outcome)


@pytest.fixture(scope="session")
def pdf_outcomes(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Outcome]:
    if not shutil.which("soffice"):
        pytest.skip("LibreOffice is not installed")
    folder = tmp_path_factory.mktemp("pdf")
    files = to_pdf([write(report, CORPUS, folder, "docx") for report in CLEAN], folder)
    ruleset = rules.builtin()
    return {report.id: judge_clean(report, check_file(str(file), ruleset)) for report, file in zip(CLEAN, files, strict=True)}


@pytest.mark.parametrize("name", list(CORPUS.clean))
def test_a_clean_report_stays_clean_as_pdf(name: str, pdf_outcomes: dict[str, Outcome]) -> None:
    assert pdf_outcomes[name].right, str(pdf_outcomes[name])


@pytest.mark.parametrize("suffix", FORMATS)
@pytest.mark.parametrize("defect", CORPUS.defects, ids=lambda defect: defect.id)
def test_a_defect_is_found_and_brings_nothing_else(defect: Defect, suffix: str, folder: Path) -> None:
    before = checked(CORPUS.base(defect).id, folder, suffix)
    result = check(CORPUS.damaged(defect), CORPUS, folder, suffix, defect, before.document)
    outcome = judge_defect(CORPUS, defect, result, before.findings)
    assert outcome.right, str(outcome)


def test_every_rule_of_the_edition_has_defects_on_different_reports() -> None:
    bases: dict[str, set[str]] = {}
    for defect in CORPUS.defects:
        for rule in defect.rules:
            bases.setdefault(rule, set()).add(defect.base)
    known = {rule.id for rule in rules.builtin().rules}
    assert set(bases) <= known
    assert {rule for rule in ONLY_IN_THIS_EDITION if len(bases.get(rule, ())) < 3} == set()
    assert {rule for rule in bases if len(bases[rule]) < 2} <= NOT_IN_THIS_EDITION
    assert len(CORPUS.defects) >= 60


def test_ids_are_unique() -> None:
    assert not [name for name, count in Counter(defect.id for defect in CORPUS.defects).items() if count > 1]
    assert len(CLEAN) >= 14


@pytest.mark.parametrize("report", CLEAN, ids=lambda report: report.id)
def test_clean_tables_have_all_rows_and_keep_the_relations(report: Report) -> None:
    labels = [cells[0] for cells in rows(report)]
    assert [row.label for row in form() if row.label not in labels] == []
    unknown = set(report.table["values"]) - {row.id for row in form() if row.unit}
    assert not unknown
    for whole, sign, parts in relations():
        left, right = number(report, whole), round(sum(number(report, part) for part in parts), 6)
        assert left <= right if sign == "<=" else left == right, (whole, left, right)


def test_the_form_has_its_65_rows() -> None:
    assert len(form()) == 65
    assert sum(1 for row in form() if row.unit) == 58
