"""The engine that reads pictures of text: rapidocr with its models, where the optional extra ``ocr`` is installed.

Nothing here is loaded before a picture is to be read: the base program neither has nor needs the libraries below.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from core.document import Box

_MODULE = "rapidocr_onnxruntime"


@dataclass(frozen=True)
class PagePicture:
    """A page as grey pixels, one byte each, row by row without gaps; 0 is black."""

    width: int
    height: int
    data: bytes


@dataclass(frozen=True)
class Recognised:
    """A line of text that was recognised, and where it stands, in pixels."""

    text: str
    box: Box


Engine = Callable[[PagePicture], list[Recognised]]


def is_installed() -> bool:
    """Whether the extra is there."""
    return find_spec(_MODULE) is not None


@cache
def engine() -> Engine | None:
    """The engine; None where the extra is not installed or does not start on this machine."""
    if not is_installed():
        return None
    try:
        numpy: Any = import_module("numpy")
        reader: Any = import_module(_MODULE).RapidOCR()
    except (ImportError, OSError, RuntimeError, ValueError):
        return None

    def recognise(picture: PagePicture) -> list[Recognised]:
        pixels = numpy.frombuffer(picture.data, dtype=numpy.uint8).reshape(picture.height, picture.width)
        found, _ = reader(pixels)
        return list(_lines(found or ()))

    return recognise


def _lines(found: Any) -> Iterator[Recognised]:  # noqa: ANN401 - corners, text and score, as the library has them
    for corners, text, _ in found:
        xs, ys = [float(x) for x, _ in corners], [float(y) for _, y in corners]
        if str(text).strip():
            yield Recognised(str(text), (min(xs), min(ys), max(xs), max(ys)))
