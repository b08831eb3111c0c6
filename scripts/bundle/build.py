"""``python -m scripts.bundle.build``: the program as a folder, tested, with licences, bill of materials and checksums beside it."""

from __future__ import annotations

import argparse
import hashlib
import json
import platform
import shutil
import subprocess
import sys
from pathlib import Path

from core.version import __version__
from scripts.bundle.icons import make_icons
from scripts.bundle.parts import Part, parts_of
from scripts.bundle.sbom import bill, write_licences

ROOT = Path(__file__).resolve().parents[2]
_MACHINE = platform.machine().lower()
TARGET = f"{'windows' if sys.platform == 'win32' else sys.platform}-{'amd64' if _MACHINE == 'x86_64' else _MACHINE}"


def build(out: Path, work: Path, font: Path | None = None) -> Path:
    """Make the folder ``nianbao`` in ``out``; ``font`` is a Debian package with a font for machines that have no Chinese one."""
    make_icons(ROOT, work / "build" / "icons")
    # In a process of its own: what has been compiled here already would be missed.
    prepare = [sys.executable, "-m", "scripts.bundle.prepare", str(work / "build" / "prepared.bin")]
    subprocess.run(prepare, cwd=ROOT, check=True)
    command = [
        sys.executable,
        "-m",
        "PyInstaller",
        "--noconfirm",
        "--log-level",
        "WARN",
        "--distpath",
        str(out),
        "--workpath",
        str(work),
    ]
    subprocess.run([*command, str(ROOT / "build.spec")], cwd=ROOT, check=True)
    bundle = out / "nianbao"
    remove_dangling(bundle)
    parts = parts_of(
        json.loads((work / "build" / "contents.json").read_text("utf-8"))["sources"], ROOT / "packaging" / "licences"
    )
    if font:
        parts.append(add_font(font, bundle, work / "font"))
    write_licences(parts, bundle / "licences")
    for beside in (ROOT / "LICENSE", ROOT / "docs" / "使用手册.md"):
        shutil.copyfile(beside, bundle / beside.name)
    shutil.copytree(ROOT / "docs" / "图", bundle / "图", dirs_exist_ok=True)
    text = json.dumps(bill(parts, __version__, TARGET), ensure_ascii=False, indent=1) + "\n"
    for place in (bundle / "sbom.cdx.json", out / f"nianbao-{__version__}-{TARGET}.cdx.json"):
        place.write_text(text, "utf-8")
    return bundle


def add_font(package: Path, bundle: Path, scratch: Path) -> Part:
    """Put the fonts of a Debian package where the window looks for them."""
    subprocess.run(["dpkg-deb", "-x", str(package), str(scratch)], check=True)
    target = bundle / "_internal" / "resources" / "fonts"
    target.mkdir(exist_ok=True)
    for font in sorted((scratch / "usr" / "share" / "fonts").rglob("*.tt[cf]")):
        shutil.copyfile(font, target / font.name)
    told = subprocess.run(
        ["dpkg-deb", "-W", "--showformat=${Package} ${Version}", str(package)], capture_output=True, text=True, check=True
    )
    name, _, version = told.stdout.partition(" ")
    text = scratch / "usr" / "share" / "doc" / name / "copyright"
    return Part(name, version, f"pkg:deb/debian/{name}@{version}", "Apache-2.0", (text,))


def remove_dangling(bundle: Path) -> None:
    """Take away links to libraries that were left out."""
    for path in bundle.rglob("*"):
        if path.is_symlink() and not path.exists():
            path.unlink()


def pack(bundle: Path) -> Path:
    """The folder as one file to hand on: zip on Windows, else tar.xz."""
    kind = "zip" if sys.platform == "win32" else "xztar"
    base = bundle.parent / f"nianbao-{__version__}-{TARGET}"
    return Path(shutil.make_archive(str(base), kind, bundle.parent, bundle.name))


def write_checksums(folder: Path) -> None:
    """SHA-256 of every file beside the folder, as sha256sum checks them."""
    files = sorted(path for path in folder.iterdir() if path.is_file() and path.name != "SHA256SUMS")
    lines = [f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}" for path in files]
    (folder / "SHA256SUMS").write_text("\n".join(lines) + "\n", "utf-8")


def size(folder: Path) -> int:
    """Bytes of all files; a link counts once."""
    return sum(path.lstat().st_size for path in folder.rglob("*") if path.is_file() or path.is_symlink())


def main() -> int:
    """Build, test, and say how large it is; the status is that of the test."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--out", type=Path, default=ROOT / "dist")
    parser.add_argument("--work", type=Path, default=ROOT / "build")
    parser.add_argument("--font", type=Path, help="a Debian package with a Chinese font to take along")
    parser.add_argument("--pack", action="store_true", help="write the archive as well")
    options = parser.parse_args()
    bundle = build(options.out.resolve(), options.work.resolve(), options.font)
    print(f"{bundle}: {size(bundle) / 1e6:.0f} MB")
    status = subprocess.run([str(bundle / "nianbao"), "--self-test"], check=False).returncode
    if options.pack and not status:
        print(pack(bundle))
    write_checksums(options.out.resolve())
    return status


if __name__ == "__main__":
    sys.exit(main())
