"""Thirty more reports that are right, by another author, asked the same as the first."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.corpus.precision.build import REPORTS
from tests.corpus.test_precision import FORMATS, alarms

NAMES = sorted((REPORTS.parent / "reports_2").glob("*.txt"))


@pytest.mark.parametrize("suffix", FORMATS)
@pytest.mark.parametrize("path", NAMES, ids=lambda path: str(path.stem))
def test_a_right_report_stays_clean(path: Path, suffix: str, tmp_path: Path) -> None:
    assert alarms(path, suffix, tmp_path) == []


def test_there_are_many() -> None:
    assert len(NAMES) >= 30
