"""The software of others that is inside a bundle: Python, the packages, and on Linux libraries of the system it was built on."""

from __future__ import annotations

import os
import platform
import re
import sqlite3
import subprocess
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.metadata import Distribution, distributions
from pathlib import Path

from core.licences import licence_of, texts_of

_LGPL = ("LGPL-3.0.txt", "GPL-3.0.txt")


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of software with its licence, as an SPDX expression where one is known, and the files with its text."""

    name: str
    version: str
    purl: str
    licence: str
    texts: tuple[Path, ...]


def parts_of(sources: Iterable[str], texts: Path) -> list[Part]:
    """What the files of a bundle belong to; ``texts`` is the folder of licences that packages leave out.

    Raises ValueError naming what has no licence text: such a bundle must not be given away.
    """
    files = [Path(source) for source in sources]
    found = [_python(), _sqlite(texts), _bootloader(), *_packages(files, texts), *_system(files)]
    bare = [part.name for part in found if not part.texts]
    if bare:
        raise ValueError(f"no licence text for {', '.join(bare)}")
    return found


def _python() -> Part:
    version = platform.python_version()
    base = Path(sys.base_prefix)
    places = (base / "LICENSE.txt", base / "lib" / f"python{sys.version_info[0]}.{sys.version_info[1]}" / "LICENSE.txt")
    return Part("Python", version, f"pkg:generic/python@{version}", "PSF-2.0", tuple(p for p in places if p.is_file())[:1])


def _sqlite(texts: Path) -> Part:
    version = sqlite3.sqlite_version
    return Part("SQLite", version, f"pkg:generic/sqlite@{version}", "blessing", (texts / "SQLite.txt",))


def _bootloader() -> Part:
    """What starts the program; its licence lets any program be started by it."""
    (found,) = (each for each in distributions() if each.name == "pyinstaller")
    return Part(
        "PyInstaller bootloader", found.version, _purl(found), "GPL-2.0-or-later WITH Bootloader-exception", texts_of(found)
    )


def _packages(files: Iterable[Path], texts: Path) -> Iterator[Part]:
    """The installed packages that files belong to."""
    owners = _owners()
    inside = {owners[name] for name in map(_installed_name, files) if name in owners}
    for distribution in sorted(distributions(), key=lambda each: each.name.lower()):
        if distribution.name in inside and not distribution.name.lower().startswith("pyinstaller"):
            own = texts_of(distribution)
            licence = licence_of(distribution)
            if not own and licence.startswith("LGPL"):
                own = tuple(texts / name for name in _LGPL)
            yield Part(distribution.name, distribution.version, _purl(distribution), licence, own)


@cache
def _owners() -> dict[str, str]:
    """The package of every installed file, by its path below the folder of packages."""
    return {os.path.normcase(file.as_posix()): each.name for each in distributions() for file in each.files or ()}


def _installed_name(path: Path) -> str:
    """The path of a file below the folder of packages; an empty one for other files."""
    resolved = path.resolve()
    root = next((root for root in _roots() if resolved.is_relative_to(root)), None)
    return os.path.normcase(resolved.relative_to(root).as_posix()) if root else ""


@cache
def _roots() -> tuple[Path, ...]:
    """The folders of packages: asked for once, since each answer takes long in some systems."""
    return tuple({Path(str(each.locate_file(""))).resolve() for each in distributions()})


def _purl(distribution: Distribution) -> str:
    return f"pkg:pypi/{re.sub(r'[-_.]+', '-', distribution.name).lower()}@{distribution.version}"


def _system(files: Iterable[Path]) -> Iterator[Part]:
    """The packages of the system that libraries were taken from; on Windows there are none."""
    if sys.platform != "linux":
        return
    libraries = {file.resolve() for file in files if ".so" in file.name and str(file).startswith(("/usr/lib/", "/lib/"))}
    names = {name for library in libraries for name in _debian_owner(library)}
    for name in sorted(names):
        shown = subprocess.run(
            ["dpkg-query", "-W", "-f", "${source:Package} ${Version}", name], capture_output=True, text=True, check=True
        )
        source, _, version = shown.stdout.partition(" ")
        text = Path("/usr/share/doc") / name.partition(":")[0] / "copyright"
        yield Part(
            name.partition(":")[0],
            version,
            f"pkg:deb/debian/{source}@{version}",
            "NOASSERTION",
            (text.resolve(),) if text.exists() else (),
        )


def _debian_owner(library: Path) -> list[str]:
    """The package that a file came with. Since /usr was merged its list may name the file without it."""
    for path in (str(library), str(library).removeprefix("/usr")):
        found = subprocess.run(["dpkg-query", "-S", path], capture_output=True, text=True, check=False)
        if found.returncode == 0:
            return [found.stdout.partition(": ")[0].partition(",")[0]]
    return []
