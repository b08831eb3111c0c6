"""``check_libraries.py BUNDLE CONTROL``: no library in a bundle asks for a newer C library, or for a package, than the control file says."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path


def binaries(bundle: Path) -> Iterator[Path]:
    """The programs and libraries in a folder."""
    for path in bundle.rglob("*"):
        if path.is_file() and not path.is_symlink():
            with path.open("rb") as file:
                if file.read(4) == b"\x7fELF":
                    yield path


def told(*command: str) -> str:
    """What a tool prints."""
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def newest_glibc(path: Path) -> tuple[int, int]:
    """The newest version of the C library that a file asks for."""
    needed = re.findall(r"GLIBC_(\d+)\.(\d+)", told("objdump", "-T", str(path)))
    return max(((int(major), int(minor)) for major, minor in needed), default=(0, 0))


def needed_libraries(path: Path) -> set[str]:
    """The libraries that a file names."""
    return set(re.findall(r"NEEDED\s+(\S+)", told("objdump", "-p", str(path))))


def owner(library: str) -> str:
    """The package of the system that has a library."""
    found = subprocess.run(["dpkg-query", "-S", f"*/x86_64-linux-gnu/{library}"], capture_output=True, text=True, check=False)
    return found.stdout.partition(":")[0] or f"nothing has {library}"


def declared(control: Path) -> tuple[tuple[int, int], set[str]]:
    """The C library's version and the packages that the control file names."""
    text = control.read_text("utf-8")
    major, minor = re.findall(r"libc6 \(>= (\d+)\.(\d+)\)", text)[0]
    lines = re.findall(r"^(?:Depends|Recommends): (.*)$", text, re.MULTILINE)
    return (int(major), int(minor)), {name.split()[0] for line in lines for name in line.split(", ")}


def main() -> int:
    """Print what is wrong; 1 when something is."""
    bundle, control = Path(sys.argv[1]), Path(sys.argv[2])
    floor, packages = declared(control)
    files = list(binaries(bundle))
    inside = {path.name for path in bundle.rglob("*")}
    wrong = [f"{path.relative_to(bundle)} asks for glibc {newest_glibc(path)}" for path in files if newest_glibc(path) > floor]
    for library in sorted({name for path in files for name in needed_libraries(path)} - inside):
        if not library.startswith("ld-linux") and owner(library) not in packages:
            wrong.append(f"{library} of {owner(library)} is neither inside nor declared")
    sys.stdout.write("".join(f"{line}\n" for line in wrong) or f"{len(files)} libraries, C library at most {floor}\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
