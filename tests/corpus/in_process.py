"""Checks without a process of their own: the same values as the command line prints."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import rules
from core.document import Document
from core.engine import Settings, check_file
from core.exports.json import to_json
from core.findings import Result, Status


def checked(path: Path, as_of: date | None = None, previous: Path | None = None, before: Document | None = None) -> Result:
    """The check of one report; ``before`` is one that it is an edited copy of, as when a draft is checked again (:mod:`core.kept`).

    Raises AssertionError where a rule failed: its findings are missing, and a clean report would seem to draw none.
    """
    settings = Settings(as_of=as_of, previous=str(previous) if previous else None)
    result = check_file(str(path), rules.builtin(), settings, before=before)
    failed = [row.rule for row in result.checklist if row.status is Status.RULE_FAILED]
    assert not failed, f"{path.name}: {failed}"
    return result


def as_json(result: Result) -> dict[str, Any]:
    """What the command line prints of one report."""
    report: dict[str, Any] = json.loads(to_json([result], []))["reports"][0]
    return report


def report_json(path: Path, as_of: date | None = None, previous: Path | None = None) -> dict[str, Any]:
    """The JSON of one report."""
    return as_json(checked(path, as_of, previous))
