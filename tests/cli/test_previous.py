"""``check --previous``: last year's report of the same unit."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests import small_report
from tests.cli.calling import Run

RULE = "consistency.previous-year"


@pytest.fixture
def pair(tmp_path: Path) -> tuple[Path, Path]:
    """Last year's report and this year's, one application short."""
    paths = tmp_path / "上年.txt", tmp_path / "本年.txt"
    paths[0].write_text(small_report.draft({"year": 2021, "cells": {"3.r25.person": 2}}), "utf-8")
    paths[1].write_text(small_report.draft({"year": 2022, "cells": {"3.r2.person": 1}}), "utf-8")
    return paths


def test_check_with_last_years_report(pair: tuple[Path, Path], run: Run) -> None:
    status, out, err = run("check", pair[1], "--previous", pair[0], "--format", "json")
    assert (status, err) == (1, "")
    (report,) = json.loads(out)["reports"]
    (finding,) = [each for each in report["findings"] if each["rule"] == RULE]
    assert finding["severity"] == "error"
    assert finding["excerpt"] == "1"
    assert finding["data"]["expected"] == 2
    assert finding["location"]["label"].startswith("表三")


def test_last_years_report_goes_with_one_file(pair: tuple[Path, Path], run: Run) -> None:
    status, out, err = run("check", pair[1], pair[1], "--previous", pair[0])
    assert (status, out) == (2, "")
    (line,) = err.splitlines()
    assert line.startswith("用法不对：--previous 只能与一份文件一起用")


@pytest.mark.parametrize("content", [None, b"", b"\x00\x01\x02\x03" * 40])
def test_an_unreadable_report_of_last_year_is_one_line(
    pair: tuple[Path, Path], tmp_path: Path, run: Run, content: bytes | None
) -> None:
    broken = tmp_path / "坏的上年报告.docx"
    if content is not None:
        broken.write_bytes(content)
    status, out, err = run("check", pair[1], "--previous", broken, "--format", "json")
    assert status == 2
    (line,) = err.splitlines()
    assert "坏的上年报告.docx" in line
    assert "Traceback" not in line
    assert json.loads(out)["reports"] == []
    assert len(json.loads(out)["failures"]) == 1


def test_previous_needs_a_file(pair: tuple[Path, Path], run: Run) -> None:
    status, _, err = run("check", pair[1], "--previous")
    assert status == 2
    assert "--previous 后面要有内容" in err
