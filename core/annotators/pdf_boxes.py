"""From boxes on the page as displayed to the coordinates that a PDF is written in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from core.document import Box, Text

Point = tuple[float, float]
Quad = tuple[Point, Point, Point, Point]
"""Upper left, upper right, lower left, lower right corner as seen, in user space."""
_SAME_LINE = 0.5
_GAP = 2.0
"""Two boxes of a line may stand this many heights apart (a blank, a tab) and are coloured as one."""


@dataclass(frozen=True, slots=True)
class Frame:
    """The displayed part of a page in user space, and by how many quarters it is turned clockwise."""

    x0: float
    y0: float
    x1: float
    y1: float
    turns: int

    @property
    def size(self) -> Point:
        """Width and height as displayed."""
        width, height = self.x1 - self.x0, self.y1 - self.y0
        return (width, height) if self.turns % 2 == 0 else (height, width)

    def point(self, x: float, y: float) -> Point:
        """A point given from the upper left corner as displayed."""
        return (
            (self.x0 + x, self.y1 - y),
            (self.x0 + y, self.y0 + x),
            (self.x1 - x, self.y0 + y),
            (self.x1 - y, self.y1 - x),
        )[self.turns]

    def quad(self, box: Box) -> Quad:
        """The corners of a box."""
        x0, top, x1, bottom = box
        return self.point(x0, top), self.point(x1, top), self.point(x0, bottom), self.point(x1, bottom)


def around(quads: Iterable[Quad], margin: float = 0.0) -> Box:
    """The rectangle in user space that holds quads: left, lower, right, upper."""
    points = [point for quad in quads for point in quad]
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return min(xs) - margin, min(ys) - margin, max(xs) + margin, max(ys) + margin


def lines(boxes: Iterable[Box]) -> list[Box]:
    """Boxes of characters run together, one for each stretch of a line, whichever way it runs."""
    found: list[Box] = []
    last: Box | None = None
    for box in boxes:
        if last is not None and (_goes_on(last, box) or _goes_on(_tipped(last), _tipped(box))):
            held = found[-1]
            found[-1] = (min(held[0], box[0]), min(held[1], box[1]), max(held[2], box[2]), max(held[3], box[3]))
        else:
            found.append(box)
        last = box
    return found


def _tipped(box: Box) -> Box:
    return box[1], box[0], box[3], box[2]


def _goes_on(last: Box, box: Box) -> bool:
    """Whether a character stands beside the one before it, on either side."""
    height = min(last[3] - last[1], box[3] - box[1])
    overlap = min(last[3], box[3]) - max(last[1], box[1])
    gap = max(box[0] - last[2], last[0] - box[2])
    return overlap > _SAME_LINE * height and gap <= _GAP * max(last[3] - last[1], box[3] - box[1])


def boxes_of(content: Text, start: int, end: int) -> Iterator[tuple[int, Box]]:
    """Page and box of each visible character in ``start``..``end``."""
    for span in content.spans:
        if span.page is None or not span.boxes:
            continue
        for offset in range(max(start, span.start), min(end, span.end)):
            if not content.text[offset].isspace():
                yield span.page, span.boxes[offset - span.start]
