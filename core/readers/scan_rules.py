"""The straight lines in a picture of a page: long runs of dark pixels, across and down."""

from __future__ import annotations

import re
from collections.abc import Iterator

from core.document import Box
from core.readers.pdf_glyphs import Rule
from core.readers.scan_engine import PagePicture

DARK = 150
"""Grey values below are ink."""

_SHORTEST = 0.3
"""Inches: longer than a stroke of a letter."""
_GAP = 4
_SLANT = 3
_THICKEST = 0.06
"""Inches: what is thicker is an area."""

_Run = tuple[int, int, int]
"""The row (or column) of a run of ink, its first pixel and the one behind its last."""
_INK = bytes(1 if value < DARK else 0 for value in range(256))


def rules_of(picture: PagePicture, dpi: int) -> list[Rule]:
    """The lines of a picture, in pixels."""
    ink = picture.data.translate(_INK)
    width, height = picture.width, picture.height
    rows = (ink[row * width : (row + 1) * width] for row in range(height))
    columns = (ink[column::width] for column in range(width))
    across = [Rule((a, y, b, y), across=True) for y, a, b in _lines(rows, dpi)]
    down = [Rule((x, a, x, b), across=False) for x, a, b in _lines(columns, dpi)]
    return across + down


def _lines(strips: Iterator[bytes], dpi: int) -> list[tuple[float, float, float]]:
    """Lines along the strips: their place across them, start and end. A line that slants goes on in the strips beside."""
    long = re.compile(rb"\x01{%d,}(?:\x00{1,%d}\x01{3,})*" % (round(_SHORTEST * dpi), _GAP))
    open_lines: list[list[_Run]] = []
    done: list[list[_Run]] = []
    for number, strip in enumerate(strips):
        still: list[list[_Run]] = []
        for line in open_lines:
            (still if number - line[-1][0] <= _SLANT else done).append(line)
        open_lines = still
        for match in long.finditer(strip):
            run = (number, match.start(), match.end())
            home = next((line for line in open_lines if _goes_on(line, run)), None)
            if home is None:
                open_lines.append([run])
            else:
                home.append(run)
    return [_as_line(line) for line in (*done, *open_lines) if _is_thin(line, dpi)]


def _goes_on(line: list[_Run], run: _Run) -> bool:
    return any(run[0] - last[0] <= _SLANT and run[1] <= last[2] + _GAP and last[1] <= run[2] + _GAP for last in line[-4:])


def _is_thin(line: list[_Run], dpi: int) -> bool:
    """Whether most of a line is as thin as one that is drawn: at any place only a few strips of it lie on each other."""
    length = max(end for _, _, end in line) - min(start for _, start, _ in line)
    return sum(end - start for _, start, end in line) <= length * max(2.0, _THICKEST * dpi)


def _as_line(line: list[_Run]) -> tuple[float, float, float]:
    weight = sum(end - start for _, start, end in line)
    place = sum(number * (end - start) for number, start, end in line) / weight
    return place, float(min(start for _, start, _ in line)), float(max(end for _, _, end in line))


def squared(rules: list[Rule], reach: float) -> list[Rule]:
    """The lines with their ends drawn to the lines that they nearly meet, so that a table closes."""
    ups, levels = ([rule.box for rule in rules if rule.across is across] for across in (False, True))
    return [Rule(_drawn(rule, ups if rule.across else levels, reach), rule.across) for rule in rules]


def _drawn(rule: Rule, others: list[Box], reach: float) -> Box:
    x0, y0, x1, y1 = rule.box
    if rule.across:
        places = [box[0] for box in others if box[1] - reach <= y0 <= box[3] + reach]
        return (_near(x0, places, reach), y0, _near(x1, places, reach), y1)
    places = [box[1] for box in others if box[0] - reach <= x0 <= box[2] + reach]
    return (x0, _near(y0, places, reach), x1, _near(y1, places, reach))


def _near(value: float, places: list[float], reach: float) -> float:
    best = min(places, key=lambda place: abs(place - value), default=value)
    return best if abs(best - value) <= reach else value
