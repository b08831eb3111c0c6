"""Checks without a process of their own: the same values as the command line prints."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import rules
from core.engine import Settings, check_file
from core.exports.json import to_json


def report_json(path: Path, as_of: date | None = None, previous: Path | None = None) -> dict[str, Any]:
    """The JSON of one report."""
    settings = Settings(as_of=as_of, previous=str(previous) if previous else None)
    result: dict[str, Any] = json.loads(to_json([check_file(str(path), rules.builtin(), settings)], []))["reports"][0]
    return result
