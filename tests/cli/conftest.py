"""What the tests of the command line share."""

from __future__ import annotations

from pathlib import Path

import pytest

import main
from resources.samples import make_samples
from tests.cli.calling import Run


@pytest.fixture
def run(capfd: pytest.CaptureFixture[str]) -> Run:
    """Calls the entry in this process; exit status, standard output and standard error."""

    def call(*arguments: object) -> tuple[int, str, str]:
        capfd.readouterr()
        status = main.main([str(argument) for argument in arguments])
        return status, *capfd.readouterr()

    return call


@pytest.fixture
def drafts(tmp_path: Path) -> tuple[Path, Path]:
    """A clean and a defective draft as text, quick to read."""
    clean = make_samples.load_clean()
    paths = tmp_path / "无误.txt", tmp_path / "有误.txt"
    for path, sample in zip(paths, (clean, make_samples.apply(clean, make_samples.load_defects())), strict=True):
        path.write_text(make_samples.as_text(sample), "utf-8")
    return paths
