"""Under which licence a Python package stands, as its metadata tell it in one of several ways."""

from __future__ import annotations

import re
from importlib.metadata import Distribution
from pathlib import Path

_FILE = re.compile(r"\.dist-info/(licenses/.|.*(licen[cs]e|copying|notice))", re.IGNORECASE)
# Classifiers and old fields that are no SPDX expression, as one.
_SPDX = {
    "BSD": "BSD-2-Clause",
    "BSD-3-Clause, Apache-2.0, dependency licenses": "BSD-3-Clause AND Apache-2.0",
    "Unlicense": "Unlicense",
    "LGPL-3.0-only OR GPL-2.0-only OR GPL-3.0-only": "LGPL-3.0-only",
}
_OF_CLASSIFIERS = {"MIT License": "MIT", "BSD License": "BSD-3-Clause", "Apache Software License": "Apache-2.0"}
UNKNOWN = "NOASSERTION"


def licence_of(distribution: Distribution) -> str:
    """The licence as an SPDX expression where one is known."""
    told = distribution.metadata
    if expression := told["License-Expression"]:
        return str(expression)
    field = str(told["License"] or "").strip()
    if field and "\n" not in field:
        return _SPDX.get(field, field)
    kinds = [str(line).rpartition(" :: ")[2] for line in told.get_all("Classifier") or () if str(line).startswith("License ::")]
    return " OR ".join(_OF_CLASSIFIERS.get(kind, kind) for kind in kinds) or UNKNOWN


def texts_of(distribution: Distribution) -> tuple[Path, ...]:
    """The licence files that a package comes with."""
    listed = [Path(str(file.locate())) for file in distribution.files or () if _FILE.search(file.as_posix())]
    return tuple(path for path in listed if path.is_file())
