"""What is made anew at every start though it is always the same: compiled patterns, the methods of data classes, the program's YAML.

Compiling some 1 200 patterns takes a third of a first check. When the program is built (``scripts.bundle.prepare``), all of it is written
into one file; a start that finds the file takes from there what it is asked for, and makes the rest itself. Nothing can go stale:
patterns and methods are found by their text, YAML by its bytes, and a file of another interpreter is not used.
"""

from __future__ import annotations

import dataclasses
import hashlib
import marshal
import re
import sys
import zlib
from array import array
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

FILE: Final = Path(__file__).resolve().parent.parent / "resources" / "prepared.bin"
STAMP: Final = (sys.version, sys.platform, array("I").itemsize)

Pattern = tuple[int, bytes, int, dict[str, int], tuple[str | None, ...]]
"""A compiled pattern as the engine takes it: flags, program (unsigned ints), number of groups, their names, the name of each."""


@dataclass(slots=True)
class Content:
    """What the file holds."""

    patterns: dict[tuple[str | bytes, int], Pattern] = field(default_factory=dict)
    methods: dict[str, bytes] = field(default_factory=dict)
    """Marshalled code, by its text."""
    values: dict[bytes, bytes] = field(default_factory=dict)
    """Marshalled values, by the digest of the text."""

    def write(self, path: Path) -> None:
        """Write the file."""
        path.write_bytes(zlib.compress(marshal.dumps((STAMP, self.patterns, self.methods, self.values)), 9))


_content = Content()


def digest(text: bytes) -> bytes:
    """By what a text is found again."""
    return hashlib.blake2b(text, digest_size=16).digest()


def value(text: bytes) -> Any:  # noqa: ANN401 - whatever YAML holds
    """What a text in YAML says, a copy of its own; None when that was not prepared."""
    found = _content.values.get(digest(text)) if _content.values else None
    return None if found is None else marshal.loads(found)


def use(path: Path = FILE) -> bool:
    """Take from the file from now on what it holds; False when there is none, or none for this interpreter. Once is enough."""
    global _content  # noqa: PLW0603 - one process, one file
    if _content.patterns:
        return True
    try:
        stamp, *parts = marshal.loads(zlib.decompress(path.read_bytes()))
    except (OSError, zlib.error, ValueError, EOFError, TypeError):
        return False
    if stamp != STAMP:
        return False
    _content = Content(*parts)
    _take_patterns(_content.patterns)
    _take_methods(_content.methods)
    return True


def _take_patterns(known: Mapping[tuple[str | bytes, int], Pattern]) -> None:
    compiler: Any = re._compiler  # type: ignore[attr-defined]  # a private part of the library
    plain, make = compiler.compile, compiler._sre.compile

    def compile_pattern(pattern: Any, flags: int = 0) -> Any:  # noqa: ANN401 - a text or a parsed pattern
        found = known.get((pattern, int(flags))) if isinstance(pattern, (str, bytes)) else None
        if found is None:
            return plain(pattern, flags)
        all_flags, program, groups, names, by_number = found
        return make(pattern, all_flags, array("I", program).tolist(), groups, names, by_number)

    compiler.compile = compile_pattern


def _take_methods(known: Mapping[str, bytes]) -> None:
    def run(text: str, names: dict[str, Any], into: dict[str, Any]) -> None:
        found = known.get(text)
        exec(text if found is None else marshal.loads(found), names, into)

    dataclasses.exec = run  # type: ignore[attr-defined]  # a private part of the library
