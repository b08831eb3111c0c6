"""Cases of the corpus of 2019 and 2021 that do not hold yet: listed by name, and each must fail until it leaves the list."""

from __future__ import annotations

from pathlib import Path

import pytest

OPEN = Path(__file__).with_name("open_2021.txt")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the open cases; one that holds now fails the run, so that the list cannot go stale."""
    names = set(OPEN.read_text(encoding="utf-8").split())
    for item in items:
        if item.path.name == "test_reports_2021.py" and item.name in names:
            item.add_marker(pytest.mark.xfail(strict=True, reason="open, see open_2021.txt"))
