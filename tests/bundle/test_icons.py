"""The program's icon in the forms that desktops want."""

from __future__ import annotations

import os
import struct
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from scripts.bundle.icons import SIZES

ROOT = Path(__file__).resolve().parents[2]
CALL = "import sys; from pathlib import Path; from scripts.bundle.icons import make_icons; make_icons(Path(), Path(sys.argv[1]))"


@pytest.fixture(scope="module")
def icons(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Drawn in a process of its own, as a build does, without a screen."""
    folder = tmp_path_factory.mktemp("icons")
    subprocess.run(
        [sys.executable, "-c", CALL, str(folder)], cwd=ROOT, check=True, env=os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    )
    return folder


def test_every_size_is_drawn(icons: Path) -> None:
    for size in SIZES:
        image = QImage(str(icons / f"{size}.png"))
        assert (image.width(), image.height()) == (size, size)
        assert image.pixelColor(size // 2, size // 2).alpha() == 255


def test_the_windows_icon_holds_them_all(icons: Path) -> None:
    data = (icons / "nianbao.ico").read_bytes()
    assert struct.unpack_from("<HHH", data) == (0, 1, len(SIZES))
    for number, size in enumerate(SIZES):
        width, *_rest, length, offset = struct.unpack_from("<BBBBHHII", data, 6 + 16 * number)
        assert width == size % 256
        assert data[offset : offset + length] == (icons / f"{size}.png").read_bytes()
