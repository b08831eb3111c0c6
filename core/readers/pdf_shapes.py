"""Pictures and straight lines on a page, from the objects that pdfium holds; and the way from its coordinates to those of a reader.

A line drawn, the sides of a rectangle and the upright and level parts of any other path count as rules, as they do for pdfplumber.
"""

from __future__ import annotations

from collections.abc import Container, Iterator
from ctypes import c_int
from itertools import filterfalse, pairwise, repeat

from core.document import Box
from core.readers import pdf_calls as calls
from core.readers.pdf_glyphs import Rule

MAX_DEPTH = 8
"""Drawings inside drawings are followed so far; no program that writes reports goes deeper."""

MAX_POINTS = 200_000
"""So many points of drawings are looked at on a page; what is drawn finer is a map or a chart, no table."""

_RECTANGLE = 5
_NOISE = 0.02
"""Points by which a side may be off its direction; what is drawn level or upright is off by nothing."""
_AS_IT_IS = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)

Matrix = tuple[float, float, float, float, float, float]
Point = tuple[float, float]


class Frame:
    """The displayed part of a page: the crop box, after turning; and the way from pdfium's coordinates to it."""

    def __init__(self, page: int) -> None:
        box = calls.Floats(4)
        calls.page_box(page, box.at[0])
        left, top, right, bottom = box.read()
        turns = calls.page_turns(page) % 4
        size = (right - left, top - bottom)
        self.width: float
        self.height: float
        self.width, self.height = size if turns % 2 == 0 else size[::-1]
        self.matrix: Matrix = (
            (1.0, 0.0, 0.0, -1.0, -left, top),
            (0.0, 1.0, 1.0, 0.0, -bottom, -left),
            (-1.0, 0.0, 0.0, 1.0, right, -bottom),
            (0.0, -1.0, -1.0, 0.0, top, right),
        )[turns]
        """Across by x, down by x, across by y, down by y, across, down."""
        self.is_upright = turns == 0

    def point(self, x: float, y: float) -> Point:
        """A point of the page as displayed."""
        a, b, c, d, e, f = self.matrix
        return (a * x + c * y + e, b * x + d * y + f)

    def direction(self, x: float, y: float) -> Point:
        """A direction as displayed, downwards positive."""
        a, b, c, d, _, _ = self.matrix
        return (a * x + c * y, b * x + d * y)

    def box(self, left: float, upper: float, right: float, lower: float) -> Box:
        """A box of the page as displayed."""
        (x0, y0), (x1, y1) = self.point(left, lower), self.point(right, upper)
        return (min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))

    def shows(self, box: Box) -> bool:
        """Whether the middle of a box is on the displayed page."""
        return 0.0 <= box[0] + box[2] <= 2.0 * self.width and 0.0 <= box[1] + box[3] <= 2.0 * self.height

    def inside(self, form: Matrix) -> Frame:
        """The same for what is in a drawing with a matrix of its own."""
        a, b, c, d, e, f = form
        x, y = self.direction(a, b), self.direction(c, d)
        other = object.__new__(Frame)
        other.width, other.height = self.width, self.height
        other.matrix = (*x, *y, *self.point(e, f))
        return other


class Shapes:
    """The pictures and rules of a page; ``drawn`` tells that there is anything but text.

    ``empty`` says where the text objects begin that are not among the ``owners`` of characters.
    """

    def __init__(self, page: int, frame: Frame, owners: Container[int]) -> None:
        self._owners = owners
        self.empty: list[Point] = []
        self.pictures: list[Box] = []
        self.rules: list[Rule] = []
        self.drawn = False
        self._points = MAX_POINTS
        self._matrix, self._bounds, self._point = calls.Floats(6), calls.Floats(4), calls.Floats(2)
        self._mode = calls.Floats(2, c_int)
        objects = map(calls.page_object, repeat(page), range(calls.count_objects(page)))
        self._collect(objects, frame, 0)

    def _collect(self, objects: Iterator[int], frame: Frame, depth: int) -> None:
        for item in filterfalse(self._owners.__contains__, objects):
            kind = calls.object_type(item)
            if kind == calls.TEXT:
                self.empty.append(frame.point(*self._matrix_of(item)[4:]))
            elif kind == calls.PATH:
                self._add_path(item, frame)
            elif kind == calls.IMAGE:
                calls.object_bounds(item, *self._bounds.at)
                left, lower, right, upper = self._bounds.read()
                self.pictures.append(frame.box(left, upper, right, lower))
                self.drawn = True
            elif kind == calls.SHADING:
                self.drawn = True
            elif kind == calls.FORM and depth < MAX_DEPTH:
                inner = frame.inside(self._matrix_of(item))
                self._collect(map(calls.form_object, repeat(item), range(calls.count_in_form(item))), inner, depth + 1)

    def _matrix_of(self, item: int) -> Matrix:
        calls.object_matrix(item, self._matrix.at[0])
        a, b, c, d, e, f = self._matrix.read()
        return (a, b, c, d, e, f)

    def _add_path(self, path: int, frame: Frame) -> None:
        calls.path_mode(path, *self._mode.at)
        count = calls.count_segments(path)
        if not any(self._mode.read()) or count > self._points:
            return
        self._points -= count
        self.drawn = True
        matrix = self._matrix_of(path)
        inner = frame if matrix == _AS_IT_IS else frame.inside(matrix)
        for points, closed in self._lines(path, count, inner):
            self.rules += rules_of(points, closed=closed)

    def _lines(self, path: int, count: int, frame: Frame) -> Iterator[tuple[list[Point], bool]]:
        """The points of each part of a path, and whether it is closed."""
        points: list[Point] = []
        closed, controls = False, 0
        a, b, c, d, across, down = frame.matrix
        place_x, place_y = self._point.at
        for number in range(count):
            segment = calls.path_segment(path, number)
            kind = calls.segment_type(segment)
            if kind == calls.MOVE and points:
                yield points, closed
                points, closed = [], False
            controls = controls + 1 if kind == calls.CURVE else 0
            if controls % 3 == 0:
                # of the three points of a curve the first two only bend it
                calls.segment_point(segment, place_x, place_y)
                x, y = self._point.values[:]
                points.append((a * x + c * y + across, b * x + d * y + down))
            closed = closed or calls.segment_closes(segment) != 0
        if points:
            yield points, closed


def rules_of(points: list[Point], *, closed: bool) -> Iterator[Rule]:
    """The straight lines across and down among the sides of one part of a path."""
    if closed and points[-1] != points[0]:
        points = [*points, points[0]]
    if len(points) == 2 or (len(points) == 3 and points[0] == points[2]):
        yield _rule(points[0], points[1])
    elif _is_rectangle(points):
        (x0, y0), (x1, y1) = points[0], points[2]
        x0, x1, y0, y1 = min(x0, x1), max(x0, x1), min(y0, y1), max(y0, y1)
        yield Rule((x0, y0, x1, y0), across=True)
        yield Rule((x0, y1, x1, y1), across=True)
        yield Rule((x0, y0, x0, y1), across=False)
        yield Rule((x1, y0, x1, y1), across=False)
    else:
        yield from (_rule(a, b) for a, b in pairwise(points) if _same(a[0], b[0]) or _same(a[1], b[1]))


def _same(one: float, other: float) -> bool:
    """Whether two places are one: what a matrix has turned by a right angle is off in the last digits."""
    return one == other or abs(one - other) <= _NOISE


def _rule(start: Point, end: Point) -> Rule:
    (x0, y0), (x1, y1) = start, end
    return Rule((min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)), across=_same(y0, y1))


def _is_rectangle(points: list[Point]) -> bool:
    if len(points) != _RECTANGLE or points[0] != points[4]:
        return False
    (x0, y0), (x1, y1), (x2, y2), (x3, y3), _ = points
    stands = _same(x0, x1) and _same(y1, y2) and _same(x2, x3) and _same(y3, y0)
    return stands or (_same(y0, y1) and _same(x1, x2) and _same(y2, y3) and _same(x3, x0))
