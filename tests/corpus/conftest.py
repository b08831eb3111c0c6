"""Cases of the corpora that do not hold yet: listed by name, and each must fail until it leaves the list."""

from __future__ import annotations

from pathlib import Path

import pytest

HERE = Path(__file__).parent
SETS = ("reports_2021", "precision", "precision_2", "blind")
OPEN = {f"test_{name}.py": HERE / f"open_{name}.txt" for name in SETS}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the open cases; one that holds now fails the run, so that the list cannot go stale."""
    names = {file: set(path.read_text(encoding="utf-8").split()) for file, path in OPEN.items() if path.is_file()}
    for item in items:
        if item.name in names.get(item.path.name, ()):
            item.add_marker(pytest.mark.xfail(strict=True, reason=f"open, see {OPEN[item.path.name].name}"))
