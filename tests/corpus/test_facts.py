"""Facts of openings in many styles: what is stated is found, what is not stated is not made up."""

from __future__ import annotations

import unicodedata

import pytest

from tests.corpus.score_facts import FIELDS, HALVES, IDENTITY, PREAMBLE, Case, Score, Values, describe, load, score, table

FOUND = 0.97
MADE_UP = 0.005
SIZES = {"development": 140, "held_out": 80}


def _squeezed(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


@pytest.fixture(scope="module", params=list(HALVES))
def scored(request: pytest.FixtureRequest) -> tuple[str, Score]:
    half: str = request.param
    return half, score(load(half))


def _report(half: str, result: Score) -> str:
    """Only counts of the held-out half, so that nobody tunes to it."""
    return "\n".join([half, table(result), describe(result.wrong) if half == "development" else ""])


@pytest.mark.parametrize("fields", [IDENTITY, PREAMBLE], ids=["identity", "preamble"])
def test_what_is_stated_is_found(scored: tuple[str, Score], fields: tuple[str, ...]) -> None:
    half, result = scored
    found = result.recall(fields)
    assert found >= FOUND, _report(half, result)


def test_nothing_is_made_up(scored: tuple[str, Score]) -> None:
    half, result = scored
    made_up = result.invention(PREAMBLE)
    assert made_up <= MADE_UP, _report(half, result)


@pytest.mark.parametrize("half", HALVES)
def test_every_expected_value_stands_in_its_opening(half: str) -> None:
    cases = load(half)
    assert len(cases) >= SIZES[half]
    for case in cases:
        for name in set(PREAMBLE) - {"period"}:
            absent = [value for value in case.expected[name] if _squeezed(value) not in _squeezed(case.text)]
            assert not absent, (case.id, name)


def test_ids_and_openings_are_unique() -> None:
    cases = [case for half in HALVES for case in load(half)]
    assert len({case.id for case in cases}) == len({_squeezed(case.text) for case in cases}) == len(cases)


def test_ambiguous_facts_are_few() -> None:
    cases = [case for half in HALVES for case in load(half)]
    assert all(case.skipped <= set(FIELDS) for case in cases)
    assert sum(len(case.skipped) for case in cases) <= len(cases) * 0.05


def _scored(expected: Values, actual: Values) -> Score:
    return score([Case("x", "", "", expected)], lambda _: actual)


@pytest.mark.parametrize(
    ("expected", "actual", "counts"),
    [
        (("0953-1",), ("0953－1 ",), (1, 1, 1, 0)),
        (("0953-1", "0953-2"), ("0953-1",), (2, 1, 1, 0)),
        (("0953-1", "0953-2"), ("0953-2", "0953-1"), (2, 2, 1, 0)),
        (("0953-1",), ("0953-12",), (1, 1, 0, 0)),
        ((), ("0953-1",), (0, 1, 0, 1)),
        (("0953-1",), ("12345", "0953-1"), (1, 2, 1, 1)),
    ],
    ids=["width", "missing", "order", "wrong", "made up", "one too many"],
)
def test_the_scorer_counts(expected: tuple[str, ...], actual: tuple[str, ...], counts: tuple[int, int, int, int]) -> None:
    result = _scored({"phone": expected}, {"phone": actual})
    assert (result.stated["phone"], result.returned["phone"], result.right["phone"], result.made_up["phone"]) == counts
    assert bool(result.wrong) == (expected != actual and counts != (1, 1, 1, 0))
