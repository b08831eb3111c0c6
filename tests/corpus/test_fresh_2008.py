"""The fresh set for the 2008 edition, asked the same as the older set."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.corpus.held_out.build import cases, clean_names
from tests.corpus.test_held_out import FORMATS, alarms_in_clean, alarms_in_lookalike, failings_of_defect

ROOT = Path(__file__).parent / "fresh_2008"
DEFECTS, LOOKALIKES = cases("defects", ROOT), cases("lookalikes", ROOT)


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("fresh_2008")


@pytest.mark.parametrize("suffix", FORMATS)
@pytest.mark.parametrize("name", clean_names(ROOT))
def test_a_clean_report_stays_clean(name: str, suffix: str, folder: Path) -> None:
    assert alarms_in_clean(name, suffix, folder, ROOT) == []


@pytest.mark.parametrize("case", LOOKALIKES, ids=lambda case: str(case["id"]))
def test_a_lookalike_stays_quiet(case: dict[str, Any], folder: Path) -> None:
    assert alarms_in_lookalike(case, folder, ROOT) == []


@pytest.mark.parametrize("case", DEFECTS, ids=lambda case: str(case["id"]))
def test_a_defect_is_found_alone(case: dict[str, Any], folder: Path) -> None:
    assert failings_of_defect(case, folder, ROOT) == []


def test_the_set_is_large() -> None:
    assert len(clean_names(ROOT)) >= 10
    assert len(DEFECTS) >= 300
    assert len(LOOKALIKES) >= 180
