"""Sets of authors who had not seen the rules: each defect is found at its place and alone, each look-alike stays quiet."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

import pytest

from tests.corpus.blind import FORMATS, Case, Checker
from tests.corpus.held_out.build import SETS, cases, clean_names

LEAST = {
    "held_out": (8, 400, 200),
    "fresh": (15, 400, 200),
    "fresh_2008": (10, 300, 180),
    "fresh_3": (12, 300, 200),
    "fresh_4": (7, 240, 180),
    "fresh_5": (9, 270, 160),
    "fresh_6": (5, 210, 116),
    "fresh_7": (7, 256, 147),
    "fresh_8": (7, 252, 145),
    "fresh_9": (12, 0, 0),
    "fresh_10": (12, 0, 0),
    "fresh_11": (7, 287, 146),
    "fresh_12": (12, 0, 0),
    "fresh_13": (14, 0, 0),
    "fresh_14": (14, 0, 0),
    "fresh_15": (5, 214, 110),
    "fresh_16": (5, 181, 90),
    "fresh_17": (14, 0, 0),
    "fresh_18": (18, 0, 0),
    "fresh_19": (5, 229, 131),
    "fresh_20": (20, 0, 0),
    "fresh_21": (20, 0, 0),
    "fresh_22": (20, 0, 0),
    "fresh_23": (20, 0, 0),
    "fresh_24": (20, 0, 0),
    "fresh_25": (5, 236, 133),
    "fresh_26": (20, 0, 0),
    "fresh_27": (5, 176, 94),
    "fresh_28": (20, 0, 0),
    "fresh_29": (20, 0, 0),
    "fresh_30": (24, 0, 0),
    "fresh_31": (5, 289, 99),
    "fresh_32": (24, 0, 0),
    "fresh_33": (14, 0, 0),
    "fresh_34": (14, 0, 0),
}
"""The folder of each set, and how many clean reports, defects and look-alikes it has at least."""


def of_every_set(kind: str) -> list[Any]:
    """The cases of a kind, each with the set that it is from."""
    return [pytest.param(name, case, id=f"{name}-{case['id']}") for name in LEAST for case in cases(kind, SETS / name)]


def clean_of_every_set() -> list[Any]:
    """The clean reports, each with its set and a format."""
    reports = [(name, report, suffix) for name in LEAST for report in clean_names(SETS / name) for suffix in FORMATS]
    return [pytest.param(*each, id="-".join(each)) for each in reports]


@pytest.fixture(scope="session")
def checker(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Checker]:
    return cache(lambda name: Checker(SETS / name, tmp_path_factory.mktemp(name)))


@pytest.mark.parametrize(("name", "report", "suffix"), clean_of_every_set())
def test_a_clean_report_stays_clean(name: str, report: str, suffix: str, checker: Callable[[str], Checker]) -> None:
    assert checker(name).clean_alarms(report, suffix) == []


@pytest.mark.parametrize(("name", "case"), of_every_set("lookalikes"))
def test_a_lookalike_stays_quiet(name: str, case: Case, checker: Callable[[str], Checker]) -> None:
    assert checker(name).lookalike_alarms(case) == []


@pytest.mark.parametrize(("name", "case"), of_every_set("defects"))
def test_a_defect_is_found_alone(name: str, case: Case, checker: Callable[[str], Checker]) -> None:
    assert checker(name).defect_faults(case) == []


@pytest.mark.parametrize("name", LEAST)
def test_the_set_is_large(name: str) -> None:
    root = SETS / name
    counts = len(clean_names(root)), len(cases("defects", root)), len(cases("lookalikes", root))
    assert all(count >= least for count, least in zip(counts, LEAST[name], strict=True)), counts
