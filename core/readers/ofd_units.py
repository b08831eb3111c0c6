"""Where the objects of an OFD page stand: on the page itself, or in a composite object that shows a drawing of the resources.

A composite object names a drawing (``CompositeGraphicUnit``), which holds text, lines and further composite objects in coordinates
of its own. A drawing of a few bytes may be shown ten times by another one, that ten times by a third, and so on, or show itself.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Final

from lxml import etree

from core.document import Box
from core.errors import ReadError
from core.readers.package import OFD
from core.readers.pdf_shapes import Matrix, Point

MAX_DEPTH: Final = 8
"""Blocks inside blocks and drawings inside drawings are followed so far."""
MAX_UNFOLDED: Final = 64 << 20
"""Bytes of drawings that are shown on all pages of a file, each as often as it is; a file of nothing else has some 300 000 a page."""
TOO_MUCH: Final = f"OFD 里反复引用的图形展开后大得异常（合计超过 {MAX_UNFOLDED >> 20} MB 的上限），可能已损坏或被恶意构造，为安全起见没有读取；请用 {OFD}打开后另存一份再检查。"
_USE: Final = 256
"""Bytes that showing a drawing counts at least, be it empty."""
_FARTHEST: Final = 1e6
"""Millimetres; numbers beyond that are damage."""
_NUMBER: Final = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")
_SAME: Final[Matrix] = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def local(element: etree._Element) -> str:
    """The name of an element without its namespace; empty for a comment."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def numbers(text: str | None) -> list[float]:
    """The numbers of an attribute; damaged ones are left out."""
    found = (float(match.group()) for match in _NUMBER.finditer(text or ""))
    return [number for number in found if abs(number) <= _FARTHEST]


def is_hidden(element: etree._Element) -> bool:
    """Whether an object says that it is not shown."""
    return element.get("Visible", "").lower() == "false"


def moved(matrix: Matrix, x: float, y: float) -> Point:
    """Where a point comes to."""
    a, b, c, d, e, f = matrix
    return (a * x + c * y + e, b * x + d * y + f)


def box_through(matrix: Matrix, box: Box) -> Box:
    """The upright box round a box that was moved."""
    corners = [moved(matrix, x, y) for x in (box[0], box[2]) for y in (box[1], box[3])]
    return (min(x for x, _ in corners), min(y for _, y in corners), max(x for x, _ in corners), max(y for _, y in corners))


class Allowance:
    """How much of the drawings may still be shown, counted over all pages of a file."""

    def __init__(self) -> None:
        self._left = MAX_UNFOLDED

    def spend(self, unit: etree._Element) -> None:
        """Count a drawing that is shown once more. Raises :class:`ReadError` when it is more than any report has."""
        self._left -= max(_USE, len(etree.tostring(unit, encoding="utf-8", with_tail=False)))
        if self._left < 0:
            raise ReadError(TOO_MUCH)


@dataclass(frozen=True, slots=True)
class Frame:
    """The way from the coordinates of a page or drawing to points of the page; ``opened`` are the drawings it lies in."""

    matrix: Matrix
    opened: frozenset[str] = frozenset()
    depth: int = 0

    def placed(self, element: etree._Element) -> Matrix:
        """From the coordinates of an object to points on the page: its own matrix, then where its boundary begins."""
        found, boundary = numbers(element.get("CTM")), numbers(element.get("Boundary"))
        a, b, c, d, e, f = tuple(found) if len(found) == 6 else _SAME
        left, top = boundary[:2] if len(boundary) >= 2 else (0.0, 0.0)
        return self._after((a, b, c, d, e + left, f + top))

    def _after(self, first: Matrix) -> Matrix:
        a, b, c, d, e, f = first
        p, q, r, s, _, _ = self.matrix
        return (p * a + r * b, q * a + s * b, p * c + r * d, q * c + s * d, *moved(self.matrix, e, f))

    def deeper(self) -> Frame | None:
        """For what is in a block; None where blocks lie too deep in each other."""
        return replace(self, depth=self.depth + 1) if self.depth < MAX_DEPTH else None

    def inside(self, element: etree._Element) -> Frame | None:
        """For the drawing that a composite object shows; None where that lies too deep, in itself, or beyond all pages."""
        name, matrix = element.get("ResourceID", ""), self.placed(element)
        if self.depth >= MAX_DEPTH or name in self.opened or max(map(abs, matrix)) > _FARTHEST:
            return None
        return Frame(matrix, self.opened | {name}, self.depth + 1)
