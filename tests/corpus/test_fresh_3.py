"""A third set of an author who had not seen the rules: each defect is found at its place and alone, each look-alike stays quiet."""

from __future__ import annotations

import pytest

from tests.corpus.blind import FORMATS, Case, Checker
from tests.corpus.held_out.build import SETS, cases, clean_names

FRESH = SETS / "fresh_3"
DEFECTS, LOOKALIKES = cases("defects", FRESH), cases("lookalikes", FRESH)


@pytest.fixture(scope="session")
def checker(tmp_path_factory: pytest.TempPathFactory) -> Checker:
    return Checker(FRESH, tmp_path_factory.mktemp("fresh_3"))


@pytest.mark.parametrize("suffix", FORMATS)
@pytest.mark.parametrize("name", clean_names(FRESH))
def test_a_clean_report_stays_clean(name: str, suffix: str, checker: Checker) -> None:
    assert checker.clean_alarms(name, suffix) == []


@pytest.mark.parametrize("case", LOOKALIKES, ids=lambda case: str(case["id"]))
def test_a_lookalike_stays_quiet(case: Case, checker: Checker) -> None:
    assert checker.lookalike_alarms(case) == []


@pytest.mark.parametrize("case", DEFECTS, ids=lambda case: str(case["id"]))
def test_a_defect_is_found_alone(case: Case, checker: Checker) -> None:
    assert checker.defect_faults(case) == []


def test_the_set_is_large() -> None:
    assert len(DEFECTS) >= 300
    assert len(LOOKALIKES) >= 200
