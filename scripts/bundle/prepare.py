"""``python -m scripts.bundle.prepare FILE``: writes down what ``core.prepared`` takes instead of making it at every start."""

from __future__ import annotations

import argparse
import dataclasses
import importlib
import marshal
import os
import pkgutil
import re
import sys
from array import array
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from types import CodeType
from typing import Any

from core.prepared import Content, digest

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("core", "rules", "terminal", "gui")
DRAFTS = (
    "resources/samples/*.docx",
    "resources/samples/formats/*",
    *(f"tests/corpus/{name}/clean/*.txt" for name in ("held_out", "fresh_24", "fresh_25", "fresh_26", "fresh_27")),
)
"""What is checked to see which patterns a check needs; where the tests are not there, there are a few less.

Reports of all kinds, but not all there are: after these, nearly all that is new are names of units and of things, which no other report has.
"""


class Recorder:
    """Stands before the engine that patterns are compiled for, and the one that runs the text of methods, and writes down both."""

    def __init__(self, content: Content) -> None:
        self._content = content
        self._compiler: Any = re._compiler  # type: ignore[attr-defined]  # a private part of the library
        self._engine, self._plain = self._compiler._sre, self._compiler.compile
        self._made: tuple[Any, ...] = ()

    def begin(self) -> None:
        """Write down from now on."""
        self._compiler._sre = self
        self._compiler.compile = self._compile_pattern
        dataclasses.exec = self._run  # type: ignore[attr-defined]  # a private part of the library

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever the engine has
        return getattr(self._engine, name)

    def compile(self, *arguments: Any) -> re.Pattern[Any]:  # noqa: ANN401 - whatever the engine takes
        """What the compiler asks the engine for."""
        self._made = arguments
        return self._engine.compile(*arguments)  # type: ignore[no-any-return]  # the engine has no types

    def _compile_pattern(self, pattern: Any, flags: int = 0) -> re.Pattern[Any]:  # noqa: ANN401 - a text or a parsed pattern
        compiled: re.Pattern[Any] = self._plain(pattern, flags)
        if isinstance(pattern, (str, bytes)):
            _, all_flags, program, groups, names, by_number = self._made
            made = int(all_flags), array("I", program).tobytes(), groups, dict(names), by_number
            self._content.patterns[pattern, int(flags)] = made
        return compiled

    def _run(self, text: str | CodeType, names: dict[str, Any], into: dict[str, Any]) -> None:
        if isinstance(text, str):
            code = compile(text, "<string>", "exec")
            self._content.methods[text] = marshal.dumps(code)
            text = code
        exec(text, names, into)


def record() -> Content:
    """Load all of the program, check the drafts that come along, and write down what was compiled meanwhile."""
    content = Content()
    Recorder(content).begin()
    for package in PACKAGES:
        for module in pkgutil.walk_packages(importlib.import_module(package).__path__, f"{package}."):
            importlib.import_module(module.name)
    importlib.import_module("cli")
    _check_drafts()
    for path in sorted([*ROOT.glob("rules/**/*.yaml"), *ROOT.glob("resources/law/*.yaml")]):
        _add_value(content, path)
    return content


def _check_drafts() -> None:
    from core.engine import check_file  # noqa: PLC0415 - only now is everything written down
    from core.errors import NianbaoError  # noqa: PLC0415 - as above
    from rules import in_force  # noqa: PLC0415 - as above

    ruleset = in_force().ruleset
    for draft in sorted(path for pattern in DRAFTS for path in ROOT.glob(pattern)):
        with suppress(NianbaoError):
            check_file(str(draft), ruleset)


def _add_value(content: Content, path: Path) -> None:
    from core.rule_data import parsed  # noqa: PLC0415 - only now is everything written down

    text = path.read_bytes()
    content.values[digest(text)] = marshal.dumps(parsed(path, text))


def main() -> int:
    """Write the file named."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    path: Path = parser.parse_args().file
    with TemporaryDirectory() as data:
        os.environ["NIANBAO_DATA"] = data
        content = record()
    content.write(path)
    counts = f"{len(content.patterns)} patterns, {len(content.methods)} methods, {len(content.values)} files"
    sys.stdout.write(f"{path.name}: {counts}, {path.stat().st_size >> 10} KB\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
