"""The program as a folder, built for this platform: passes its own test, is lean and whole, opens no internet socket."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from core.version import __version__
from resources.samples import make_samples
from scripts.bundle.build import size

ROOT = Path(__file__).resolve().parents[2]
LARGEST = 190_000_000
"""Of a build on this machine; the Debian package is built with a leaner Python and has its own limit."""

pytest.importorskip("PyInstaller", reason="PyInstaller is not installed: run ./test once more")
pytestmark = pytest.mark.bundle


@pytest.fixture(scope="module")
def bundle(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Builds it once; what the build printed, its own test included, is in build.log beside it."""
    folder = tmp_path_factory.mktemp("bundle")
    command = ["bash", str(ROOT / "packaging" / "build.sh"), "--out", str(folder / "dist"), "--work", str(folder / "work")]
    env = os.environ | {"PYTHON": sys.executable}
    ran = subprocess.run(command, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False, timeout=580)
    (folder / "dist" / "build.log").write_text(ran.stdout, "utf-8")
    assert ran.returncode == 0, ran.stdout[-3000:]
    return folder / "dist" / "nianbao"


def test_it_passes_its_own_test_with_the_window(bundle: Path) -> None:
    told = (bundle.parent / "build.log").read_text("utf-8")
    assert "自检通过" in told
    assert re.search(r"^正常  窗口：列出 12 处问题", told, re.MULTILINE)


def test_it_says_the_same_as_the_source(bundle: Path, tmp_path: Path) -> None:
    told = []
    for program in ([str(bundle / "nianbao")], [sys.executable, str(ROOT / "main.py")]):
        command = [*program, "check", str(make_samples.DEFECTIVE), "--format", "json"]
        ran = subprocess.run(
            command, capture_output=True, check=False, cwd=tmp_path, env=os.environ | {"NIANBAO_DATA": str(tmp_path)}
        )
        assert ran.returncode == 1
        told.append(json.loads(ran.stdout))
    assert told[0] == told[1]


def names(bundle: Path) -> Iterator[str]:
    return (path.relative_to(bundle).as_posix() for path in bundle.rglob("*"))


def test_it_is_lean(bundle: Path) -> None:
    unwanted = re.compile(
        r"numpy|gtk|/tests?/|Qt6?(Network|Qml|Quick|Pdf|WebEngine)|libcrypto|_ssl|translations/(?!qtbase_zh_CN)|\bPIL\b|\.py$"
    )
    assert not [name for name in names(bundle) if unwanted.search(name)]
    assert size(bundle) < LARGEST


def test_it_is_whole(bundle: Path) -> None:
    inside = set(names(bundle))
    assert not [path for path in bundle.rglob("*") if path.is_symlink() and not path.exists()]
    for needed in (
        "_internal/PySide6/Qt/translations/qtbase_zh_CN.qm",
        "_internal/docx/parts/here.txt",
        "_internal/rules/editions/2021.yaml",
    ):
        assert needed in inside
    assert {"LICENSE", "sbom.cdx.json", "licences/第三方软件.txt"} <= inside


def test_every_part_of_the_bill_has_its_licence_inside(bundle: Path) -> None:
    bill = json.loads((bundle / "sbom.cdx.json").read_text("utf-8"))
    assert (bundle.parent / f"nianbao-{__version__}-linux-amd64.cdx.json").read_bytes() == (bundle / "sbom.cdx.json").read_bytes()
    named = {component["name"] for component in bill["components"]}
    assert {"Python", "lxml", "pypdfium2", "python-docx", "PySide6_Essentials"} <= named
    assert not named & {"numpy", "pillow", "dnspython", "setuptools"}
    folders = [folder for folder in (bundle / "licences").iterdir() if folder.is_dir()]
    assert len(folders) == len(bill["components"])
    assert all(list(folder.iterdir()) for folder in folders)


@pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not installed")
def test_window_and_workers_open_no_internet_socket(bundle: Path, tmp_path: Path) -> None:
    log = tmp_path / "calls"
    command = [
        "strace",
        "-f",
        "-qq",
        "-e",
        "trace=socket,connect,bind,sendto",
        "-o",
        str(log),
        str(bundle / "nianbao"),
        "--self-test",
    ]
    ran = subprocess.run(command, capture_output=True, text=True, check=False, timeout=580)
    if "ptrace" in ran.stderr:
        pytest.skip(f"tracing is not permitted here: {ran.stderr.splitlines()[0]}")
    assert ran.returncode == 0, ran.stdout
    assert not re.search(r"\bAF_INET6?\b", log.read_text("utf-8", "replace"))
