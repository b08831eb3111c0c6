"""Where on a page notes go, so that none hides another."""

from __future__ import annotations

from itertools import product

_GAP = 2.0
Point = tuple[float, float]


class Slots:
    """The free places of one page for squares of one size, counted from the upper left corner as displayed."""

    def __init__(self, page: Point, side: float, margin: float) -> None:
        self._side, self._margin, self._step = side, margin, side + _GAP
        self._right, self._bottom = (max(margin, length - side - margin) for length in page)
        columns, rows = (int((end - margin) // self._step) + 1 for end in (self._right, self._bottom))
        self._free = [
            (margin + column * self._step, margin + row * self._step) for row, column in product(range(rows), range(columns))
        ]
        self._taken: list[Point] = []

    def take(self, x: float, y: float) -> Point:
        """The place that is wanted where it is free, else the nearest free one, rather beside it than below; kept on the page."""
        wanted = min(max(x, self._margin), self._right), min(max(y, self._margin), self._bottom)
        place = wanted
        if any(self._meet(wanted, other) for other in self._taken) and self._free:
            place = min(self._free, key=lambda each: (abs(each[0] - wanted[0]) + 2 * abs(each[1] - wanted[1]), each))
        self._taken.append(place)
        self._free = [each for each in self._free if not self._meet(each, place)]
        return place

    def _meet(self, one: Point, other: Point) -> bool:
        return abs(one[0] - other[0]) < self._side and abs(one[1] - other[1]) < self._side
