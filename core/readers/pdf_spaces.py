"""Spaces that pdfium drops: where it makes up a space or a line end between two words, it leaves out the space that the file has there.

Of a text object that holds nothing but spaces no character is left, and one that begins with a space begins before its first
character. A made-up space behind which either is found stands for a real one; any other is a gap that a program set.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from core.readers.pdf_glyphs import Glyph, turned, turned_back

_SAME_LINE = 0.3
_OVERLAP = 0.3
_NARROWEST = 0.1

Point = tuple[float, float]


def with_spaces(glyphs: list[Glyph], gaps: Mapping[int, Point], empty: Sequence[Point], page: tuple[float, float]) -> list[Glyph]:
    """The characters with the dropped spaces back among them.

    ``gaps`` says of each character that a made-up space stands before where its text object begins, ``empty`` where those begin of
    which nothing is left. All points are on the page as displayed, which has the size ``page``.
    """
    spaces: list[tuple[int, Glyph]] = []
    for at, start in gaps.items():
        if not 0 < at < len(glyphs) or glyphs[at].turn is None or glyphs[at - 1].turn != glyphs[at].turn:
            continue
        before, after = glyphs[at - 1], glyphs[at]
        if abs(before.baseline - after.baseline) > _SAME_LINE * after.size:
            continue
        points = (_as_read(point, after, page) for point in (*empty, start))
        x = _start(points, before, after)
        if x is not None:
            spaces.append((at, _space(x, after, page)))
    if not spaces:
        return glyphs
    whole: list[Glyph] = []
    last = 0
    for at, space in spaces:
        whole += [*glyphs[last:at], space]
        last = at
    return whole + glyphs[last:]


def _as_read(point: Point, glyph: Glyph, page: tuple[float, float]) -> Point:
    x, y = point
    return turned((x, y, x, y), glyph.turn, *page)[:2] if glyph.turn else point


def _start(points: Iterable[Point], before: Glyph, after: Glyph) -> float | None:
    """Where one of the points is between two characters of a line."""
    size = after.size
    for x, y in points:
        if abs(y - after.baseline) <= _SAME_LINE * size and before.x1 - _OVERLAP * size <= x <= after.x0 - _NARROWEST * size:
            return max(x, before.x1)
    return None


def _space(x: float, after: Glyph, page: tuple[float, float]) -> Glyph:
    box = (x, after.box[1], after.x0, after.box[3])
    return after._replace(text=" ", box=box, place=turned_back(box, after.turn, *page) if after.turn else box)
