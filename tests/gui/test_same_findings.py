"""The window and the command line say the same about reports of the corpora, each by its own way to the findings."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

import main
from benchmarks import drafts
from core.database import DATA_FOLDER
from core.exports.json import to_json
from core.settings import Settings
from gui.worker import Check, prepare_checks
from tests.corpus import corpus_2008, corpus_2021
from tests.corpus.build import write

STEP = 1 if os.environ.get("NIANBAO_EVERY_FILE") else 5
"""All damaged reports take two minutes; a run without more ado takes one in five, and every clean one."""


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Clean and damaged reports as a Word document, one of them as a page and as a PDF too."""
    folder = tmp_path_factory.mktemp("corpora")
    made = [folder_of(folder, name) for name in ("2008", "2021")]
    found: list[Path] = []
    for place, corpus in zip(made, (corpus_2008.corpus(), corpus_2021.corpus()), strict=True):
        reports = [*corpus.clean.values(), *map(corpus.damaged, corpus.defects[::STEP])]
        found += [write(report, corpus, place, "docx") for report in reports]
        found.append(write(reports[-1], corpus, place, "html"))
    found.append(drafts.pdf(2, folder))
    return found


def folder_of(folder: Path, name: str) -> Path:
    (folder / name).mkdir()
    return folder / name


@pytest.fixture
def check(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Check:
    """What the worker process of the window does with a file."""
    monkeypatch.setenv(DATA_FOLDER, str(tmp_path / "data"))
    return prepare_checks()


def told(text: str) -> dict[str, dict[str, Any]]:
    return {report["path"]: report for report in json.loads(text)["reports"]}


def test_the_window_and_the_command_line_find_the_same(files: list[Path], check: Check, tmp_path: Path) -> None:
    target = tmp_path / "all"
    main.main(["check", *map(str, files), "--format", "json", "-o", str(target)])
    spoken = (
        [told(path.read_text("utf-8")) for path in target.rglob("*.json")]
        if target.is_dir()
        else [told(target.read_text("utf-8"))]
    )
    by_call = {path: report for each in spoken for path, report in each.items()}
    by_window = told(to_json([check(str(path), Settings(), lambda _text: None) for path in files], []))
    assert by_window.keys() == by_call.keys() == {str(path) for path in files}
    assert sum(len(report["findings"]) for report in by_window.values()) > len(files) // 2
    different = [path for path, report in by_window.items() if report != by_call[path]]
    assert different == []
