"""The program's icon in the forms that desktops want."""

from __future__ import annotations

import struct
from pathlib import Path

from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from scripts.bundle.icons import SIZES, make_icons

ROOT = Path(__file__).resolve().parents[2]


def test_every_size_is_drawn_and_the_windows_icon_holds_them_all(qapp: QApplication, tmp_path: Path) -> None:
    make_icons(ROOT, tmp_path)
    for size in SIZES:
        image = QImage(str(tmp_path / f"{size}.png"))
        assert (image.width(), image.height()) == (size, size)
        assert image.pixelColor(size // 2, size // 2).alpha() == 255
    data = (tmp_path / "nianbao.ico").read_bytes()
    assert struct.unpack_from("<HHH", data) == (0, 1, len(SIZES))
    for number, size in enumerate(SIZES):
        width, *_rest, length, offset = struct.unpack_from("<BBBBHHII", data, 6 + 16 * number)
        assert width == size % 256
        assert data[offset : offset + length] == (tmp_path / f"{size}.png").read_bytes()
