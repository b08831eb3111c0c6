"""Whole reports of editions 2019 and 2021: clean ones stay clean in every format, each defect is found at its place and brings nothing else."""

from __future__ import annotations

import shutil
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

import rules
from core.engine import check_file
from core.findings import Result
from tests.corpus.build import CLIPBOARD, to_pdf, write, write_previous
from tests.corpus.common import Defect, Report
from tests.corpus.corpus_2021 import corpus, edition, grids
from tests.corpus.forms_2021 import numbers, result_rows
from tests.corpus.grid import Grid
from tests.corpus.score import Outcome, check, judge_clean, judge_defect, settings_with
from tests.corpus.test_reports_2008 import ONLY_IN_THIS_EDITION

FORMATS = ("txt", "docx", "html")
CORPUS = corpus()
CLEAN = list(CORPUS.clean.values())
CATALOGUE = {rule.id for rule in rules.builtin().rules}
# A roll-up needs a whole folder of reports; channels and the lines under the form are in the form of 2014 alone.
ELSEWHERE = {"consistency.roll-up", *ONLY_IN_THIS_EDITION}


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


@pytest.mark.parametrize("suffix", CLIPBOARD)
@pytest.mark.parametrize("report", CLEAN, ids=lambda report: report.id)
def test_text_from_the_clipboard_stays_clean(report: Report, suffix: str, folder: Path) -> None:
    outcome = judge_clean(report, checked(report.id, folder, suffix))
    assert outcome.right, str(outcome)


@pytest.fixture(scope="session")
def pdf_outcomes(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Outcome]:
    if not shutil.which("soffice"):
        pytest.skip("LibreOffice is not installed")
    folder = tmp_path_factory.mktemp("pdf")
    files = to_pdf([write(report, CORPUS, folder, "docx") for report in CLEAN], folder)
    before = [write_previous(report, CORPUS, folder, "docx") for report in CLEAN]
    return {
        report.id: judge_clean(report, check_file(str(file), rules.builtin(), settings_with(previous)))
        for report, file, previous in zip(CLEAN, files, before, strict=True)
    }


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


def test_every_rule_that_a_defect_names_is_in_the_catalogue() -> None:
    assert {rule for defect in CORPUS.defects for rule in defect.rules} <= CATALOGUE


def test_every_rule_has_three_defects_on_different_reports() -> None:
    bases: dict[str, list[str]] = {}
    for defect in CORPUS.defects:
        for rule in defect.rules:
            bases.setdefault(rule, []).append(defect.base)
    assert CATALOGUE - ELSEWHERE - set(bases) == set()
    assert {rule for rule, names in bases.items() if len(names) < 3 or len(set(names)) < 2} == set()
    assert len(CORPUS.defects) >= 280


def test_ids_are_unique() -> None:
    assert not [name for name, count in Counter(defect.id for defect in CORPUS.defects).items() if count > 1]
    assert len(CLEAN) >= 16
    assert {year for report in CLEAN for year in range(2019, 2025) if f"_{year}" in report.id} == set(range(2019, 2025))


@pytest.mark.parametrize("report", CLEAN, ids=lambda report: report.id)
def test_clean_tables_keep_the_relations(report: Report) -> None:
    values = numbers(edition(report), report.table)
    results = [values[key] for key, _label in result_rows(edition(report)) if key != "24"]
    for column in range(7):
        new, carried, total, left = (values[key][column] for key in ("1", "2", "24", "25"))
        assert new + carried == total + left, (report.id, column)
        assert total == sum(row[column] for row in results)
    if report.previous:
        before = CORPUS.clean[report.previous]
        assert values["2"] == numbers(edition(before), before.table)["25"]


@pytest.mark.parametrize("report", CLEAN, ids=lambda report: report.id)
def test_tables_have_the_shape_of_the_notice(report: Report) -> None:
    (third,), (fourth,) = grids(report, "[[三]]"), grids(report, "[[四]]")
    results = 20 if edition(report) == "2019" else 22
    assert (third.width, third.height) == (10, results + 6)
    assert third.at("三/g/三").rows == results
    assert (fourth.width, fourth.height) == (15, 4)
    for grid in (*grids(report, "[[二]]"), third, fourth):
        assert _covered_once(grid)


def _covered_once(grid: Grid) -> bool:
    """Whether the cells tile the grid without gap or overlap."""
    places = Counter(
        (cell.row + down, cell.column + across)
        for cell in grid.cells
        for down in range(cell.rows)
        for across in range(cell.columns)
    )
    return len(places) == grid.height * grid.width and set(places.values()) == {1}


def test_every_row_that_a_defect_drops_is_gone() -> None:
    base = CORPUS.find("d01")
    (grid,) = grids(base, "[[三]]")
    shorter = grid.without_row(grid.at("三/16").row)
    assert _covered_once(shorter)
    assert shorter.at("三/g/三").rows == 21
    assert shorter.at("三/g/（五）不予处理").rows == 4
    narrower = grid.without_column(grid.at("三/h/科研机构").column)
    assert _covered_once(narrower)
    assert narrower.width == 9
