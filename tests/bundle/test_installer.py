"""The Windows installer compiles here too."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SCRIPT = ROOT / "packaging" / "windows" / "nianbao.nsi"


@pytest.fixture
def bundle(tmp_path: Path) -> Path:
    """What stands in for the program."""
    folder = tmp_path / "nianbao"
    (folder / "_internal").mkdir(parents=True)
    for name in ("nianbao.exe", "nianbao-gui.exe", "_internal/data.bin"):
        (folder / name).write_bytes(b"x" * 1000)
    return folder


@pytest.mark.skipif(shutil.which("makensis") is None, reason="makensis is not installed")
@pytest.mark.parametrize("options", [(), ("-DAMD64",)], ids=["x86", "amd64"])
def test_the_script_compiles_without_a_warning(options: tuple[str, ...], bundle: Path, tmp_path: Path) -> None:
    setup = tmp_path / "nianbao-0.1.0-setup.exe"
    defined = ("-DVERSION=0.1.0", f"-DBUNDLE={bundle}", f"-DOUT={setup}")
    command = ["makensis", "-V2", "-WX", "-INPUTCHARSET", "UTF8", *defined, *options, str(SCRIPT)]
    ran = subprocess.run(command, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert setup.read_bytes()[:2] == b"MZ"


def test_a_folder_is_never_removed_with_what_is_not_ours_in_it() -> None:
    script = SCRIPT.read_text("utf-8")
    assert 'RMDir "$INSTDIR"' in script
    assert 'RMDir /r "$INSTDIR"' not in script
