"""Where the published report lies that the project was built on. It is no part of the project."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

VARIABLE = "NIANBAO_PUBLISHED_SAMPLE"
_BESIDE = Path(__file__).resolve().parent.parent.parent / "shared" / "samples" / "yanchi-2018.txt"


def published_report(environment: Mapping[str, str] = os.environ) -> Path:
    """The path that the environment names, else the one beside the checkout; the file may be absent."""
    named = environment.get(VARIABLE)
    return Path(named) if named else _BESIDE


PUBLISHED = published_report()
ABSENT = f"the published report is not there: {PUBLISHED} (CONTRIBUTING.md says where it is looked for)"
