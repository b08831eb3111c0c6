"""The software that the program is made of: told by the bill of materials of a package, or by what is installed."""

from __future__ import annotations

import json
import platform
import re
import sqlite3
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path
from typing import Any

from core.licences import UNKNOWN, licence_of, texts_of
from gui.files import RESOURCES

SEE = "见许可全文"
OURS = RESOURCES.parent / "LICENSE"
_NAME = re.compile(r"[A-Za-z0-9._-]+")


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of software of others, with the files that hold its licence."""

    name: str
    version: str
    licence: str
    texts: tuple[Path, ...] = ()


def parts(folder: Path | None = None) -> list[Part]:
    """All parts by name. ``folder`` is that of a package; where there is none, what runs now is told."""
    package = folder or (Path(sys.executable).resolve().parent if getattr(sys, "frozen", False) else None)
    found = _of_package(package) if package is not None else [*_of_python(), *_installed()]
    return sorted(found, key=lambda part: part.name.lower())


def _of_package(folder: Path) -> list[Part]:
    try:
        bill = json.loads((folder / "sbom.cdx.json").read_text("utf-8"))
    except (OSError, ValueError):
        return []
    return [_of_component(each, folder / "licences") for each in bill.get("components", ())]


def _of_component(component: dict[str, Any], folder: Path) -> Part:
    name, version = str(component.get("name", "")), str(component.get("version", ""))
    told: dict[str, Any] = next(iter(component.get("licenses", ())), {})
    licence = str(told.get("expression") or told.get("license", {}).get("name") or SEE)
    own = folder / f"{name}-{version}".replace("/", "_").replace(":", "_").replace(" ", "-")
    return Part(name, version, licence, tuple(sorted(own.iterdir())) if own.is_dir() else ())


def _of_python() -> Iterator[Part]:
    yield Part("Python", platform.python_version(), "PSF-2.0")
    yield Part("SQLite", sqlite3.sqlite_version, "blessing")


def _installed() -> Iterator[Part]:
    """What the program asks for, and what that asks for in turn."""
    waiting, seen = _wanted(), set()
    while waiting:
        name = waiting.pop()
        key = name.lower().replace("_", "-")
        if key in seen:
            continue
        seen.add(key)
        try:
            found = distribution(name)
        except PackageNotFoundError:
            continue
        licence = licence_of(found)
        yield Part(found.name, found.version, SEE if licence == UNKNOWN else licence, texts_of(found))
        waiting += _asked_by(found)


def _wanted() -> list[str]:
    try:
        data = tomllib.loads((RESOURCES.parent / "pyproject.toml").read_text("utf-8"))
    except (OSError, ValueError):
        return ["PySide6-Essentials"]
    return [match[0] for line in data["project"]["dependencies"] if (match := _NAME.match(line))]


def _asked_by(found: Distribution) -> list[str]:
    """The packages that one always needs; those of its extras are not ours."""
    return [match[0] for line in found.requires or () if "extra ==" not in line and (match := _NAME.match(line))]


def text_of(part: Part) -> str:
    """The licence of a part in full."""
    read = [f"{path.name}\n\n{path.read_text('utf-8', 'replace')}" for path in part.texts]
    return ("\n\n" + "─" * 40 + "\n\n").join(read)
