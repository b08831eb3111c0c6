"""A short run of the mutations, the same ones each time, and every file that once ended in anything but a Document or a sentence."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

if sys.platform != "linux":
    pytest.skip("limits of memory are those of Linux", allow_module_level=True)

from tests.fuzz.run import SEEDS, Runner
from tests.fuzz.trial import tried

FOUND = Path(__file__).parent / "found"
CASES = 25
SECONDS = 15
KINDS = sorted(path for path in SEEDS.iterdir() if path.suffix != ".odt")


@pytest.fixture(scope="module")
def runner(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Runner]:
    made = Runner(tmp_path_factory.mktemp("fuzz") / "case")
    yield made
    made.stop()


@pytest.mark.parametrize("seed", KINDS, ids=lambda path: path.name)
def test_mutated_files_end_in_a_document_or_a_sentence(seed: Path, runner: Runner) -> None:
    outcomes = [runner.run((seed, number)) for number in range(CASES)]
    failed = [(number, each.trace) for number, each in enumerate(outcomes) if each.kind == "failed"]
    assert not failed, f"python -m tests.fuzz.run --case {seed} {failed[0][0]}\n{failed[0][1]}"
    assert max(each.seconds for each in outcomes) < SECONDS
    # Mutations that all were refused, or all read, would test little.
    assert {each.kind for each in outcomes} == {"read", "refused"}


@pytest.mark.parametrize("path", sorted(FOUND.iterdir()), ids=lambda path: path.name)
def test_what_failed_once_fails_no_more(path: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    outcome = tried(path.read_bytes(), tmp_path / path.name)
    assert outcome.kind in ("read", "refused"), outcome.trace
    assert outcome.seconds < SECONDS
    assert capfd.readouterr() == ("", "")
