"""The program's icon in the forms that desktops want, drawn from ``resources/icon.svg``."""

from __future__ import annotations

import os
import struct
from pathlib import Path

SIZES = (16, 24, 32, 48, 64, 128, 256)
SOURCE = Path("resources") / "icon.svg"


def make_icons(root: Path, target: Path) -> None:
    """Write ``SIZE.png`` for each size and ``nianbao.ico`` into a folder."""
    target.mkdir(parents=True, exist_ok=True)
    _draw((root / SOURCE).read_bytes(), target)
    pictures = {size: (target / f"{size}.png").read_bytes() for size in SIZES}
    (target / "nianbao.ico").write_bytes(_ico(pictures))


def _draw(svg: bytes, target: Path) -> None:
    """The icon as PNG in every size."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtCore import QByteArray  # noqa: PLC0415 - after the platform is chosen
    from PySide6.QtGui import QGuiApplication, QImage, QPainter  # noqa: PLC0415 - as above
    from PySide6.QtSvg import QSvgRenderer  # noqa: PLC0415 - as above

    application = QGuiApplication.instance() or QGuiApplication(["icons"])
    renderer = QSvgRenderer(QByteArray(svg), application)
    for size in SIZES:
        image = QImage(size, size, QImage.Format.Format_ARGB32)
        image.fill(0)
        painter = QPainter(image)
        renderer.render(painter)
        painter.end()
        image.save(str(target / f"{size}.png"))


def _ico(pictures: dict[int, bytes]) -> bytes:
    """A Windows icon that holds the pictures as PNG."""
    head = struct.pack("<HHH", 0, 1, len(pictures))
    offset = len(head) + 16 * len(pictures)
    entries = b""
    for size, data in pictures.items():
        # 256 is written as 0.
        entries += struct.pack("<BBBBHHII", size % 256, size % 256, 0, 0, 1, 32, len(data), offset)
        offset += len(data)
    return head + entries + b"".join(pictures.values())
