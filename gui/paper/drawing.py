"""What runs in the process that draws the pages of a PDF: pdfium is native code, and a draft may be broken. Imports no Qt."""

from __future__ import annotations

import signal
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import Any

MOST_PIXELS = 40_000_000
"""A page is drawn coarser where it would have more."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A page to draw, 0-based, at so many pixels a point."""

    page: int
    scale: float


@dataclass(frozen=True, slots=True)
class Opened:
    """The sizes of the pages in points, as displayed."""

    sizes: tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class Drawn:
    """A page drawn: rows of 32-bit pixels, ``stride`` bytes each; ``scale`` is the one that was asked for."""

    page: int
    scale: float
    width: int
    height: int
    stride: int
    pixels: bytes


@dataclass(frozen=True, slots=True)
class Refused:
    """The page, or for -1 the file, cannot be drawn."""

    page: int


Answer = Opened | Drawn | Refused


def serve(connection: Connection, path: str) -> None:
    """Draw pages until the other end of the pipe is closed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    import pypdfium2  # noqa: PLC0415 - the window's own process never needs it

    try:
        document = pypdfium2.PdfDocument(path)
        sizes = tuple(document.get_page_size(number) for number in range(len(document)))
    except Exception:
        _send(connection, Refused(-1))
        return
    _send(connection, Opened(sizes))
    while True:
        try:
            wanted: Wanted = connection.recv()
        except (EOFError, OSError):
            return
        _send(connection, _drawn(document, wanted, sizes[wanted.page]))


def _drawn(document: Any, wanted: Wanted, size: tuple[float, float]) -> Answer:  # noqa: ANN401 - pdfium's own type
    scale = min(wanted.scale, (MOST_PIXELS / max(1.0, size[0] * size[1])) ** 0.5)
    try:
        page = document[wanted.page]
        bitmap = page.render(scale=scale, rev_byteorder=False, prefer_bgrx=True, maybe_alpha=False)
        pixels = bytes(bitmap.buffer)
        drawn = Drawn(wanted.page, wanted.scale, bitmap.width, bitmap.height, bitmap.stride, pixels)
        bitmap.close()
        page.close()
    except Exception:
        return Refused(wanted.page)
    return drawn


def _send(connection: Connection, answer: Answer) -> None:
    try:
        connection.send(answer)
    except (OSError, ValueError):
        return
