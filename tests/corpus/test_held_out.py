"""The set of an author who had not seen the rules: each defect is found at its place and alone, each look-alike stays quiet."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tests.corpus.held_out.build import cases, clean_names, report_of
from tests.corpus.held_out.score import Job, false_alarms, line, score_defects, serious
from tests.corpus.held_out.source import HERE, Report, load
from tests.corpus.held_out.writers import WRITERS
from tests.corpus.in_process import report_json

FORMATS = ("docx", "html", "txt")
DEFECTS, LOOKALIKES = cases("defects"), cases("lookalikes")
Known = set[tuple[str, str]]


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("held_out")


def checked(
    name: str, report: Report, folder: Path, suffix: str = "docx", case: dict[str, Any] | None = None, root: Path = HERE
) -> Job:
    """A report written and checked as the case says."""
    job = Job(name, report, folder / f"{name}.{suffix}", case or {})
    WRITERS[suffix](report, job.path)
    if job.case.get("previous"):
        job.previous = folder / f"{name}-previous.{suffix}"
        WRITERS[suffix](load(str(report.settings["previous"]), root), job.previous)
    job.findings = report_json(job.path, date.fromisoformat(job.as_of()), job.previous)["findings"]
    return job


@cache
def known(name: str, folder: Path, root: Path = HERE) -> Known:
    """What a clean base draws by itself is said once, at the base."""
    return {(f["rule"], f["message"]) for f in checked(name, load(name, root), folder).findings}


def alarms_in_clean(name: str, suffix: str, folder: Path, root: Path = HERE) -> list[str]:
    """Errors and warnings of a clean report, alone and beside last year's."""
    report = load(name, root)
    kinds = (False, True) if "previous" in report.settings else (False,)
    jobs = [checked(name, report, folder, suffix, {"previous": previous}, root) for previous in kinds]
    return [line(name, finding) for job in jobs for finding in serious(job.findings)]


def alarms_in_lookalike(case: dict[str, Any], folder: Path, root: Path = HERE) -> list[str]:
    """What a look-alike draws that its base does not."""
    job = checked(case["id"], report_of(case, root), folder, case=case, root=root)
    job.findings = [f for f in job.findings if (f["rule"], f["message"]) not in known(case["base"], folder, root)]
    return list(false_alarms([job]))


def failings_of_defect(case: dict[str, Any], folder: Path, root: Path = HERE) -> list[str]:
    """How a defect is missed, misplaced, of another severity, or not alone."""
    job = checked(case["id"], report_of(case, root), folder, case=case, root=root)
    score = score_defects([job], {case["base"]: known(case["base"], folder, root)})
    return [*score.misses, *score.misplaced, *score.severity, *score.beside]


@pytest.mark.parametrize("suffix", FORMATS)
@pytest.mark.parametrize("name", clean_names())
def test_a_clean_report_stays_clean(name: str, suffix: str, folder: Path) -> None:
    assert alarms_in_clean(name, suffix, folder) == []


@pytest.mark.parametrize("case", LOOKALIKES, ids=lambda case: str(case["id"]))
def test_a_lookalike_stays_quiet(case: dict[str, Any], folder: Path) -> None:
    assert alarms_in_lookalike(case, folder) == []


@pytest.mark.parametrize("case", DEFECTS, ids=lambda case: str(case["id"]))
def test_a_defect_is_found_alone(case: dict[str, Any], folder: Path) -> None:
    assert failings_of_defect(case, folder) == []


def test_the_set_is_large() -> None:
    assert len(DEFECTS) >= 400
    assert len(LOOKALIKES) >= 200
