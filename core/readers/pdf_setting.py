"""How a file sets its text, measured: the column of each page, the usual distance of lines, whether paragraphs start indented."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from core.readers.pdf_lines import Line
from core.readers.pdf_wrap import TERMINAL

_SAME_EDGE = 1.5
_MANY = 8
_NARROW = 0.6
_STRETCHED = 0.25
_INDENT = 1.0
_DEEPEST_INDENT = 4.5
_SLACK = 0.3
_OTHER_SIZE = 0.1
_GAP_AFTER_SENTENCE = 1.22
_GAP = 1.45
_USUAL_PITCH = 2.0
_LINES_LEFT = 4
_NEARLY_ALL = 0.85
_CENTRED = 0.75
_CENTRED_MARGINS = (2.6, 2.0)
# lines that are not stretched end up to a letter before the true edge, so a long title may seem to reach over it
_TITLE_MARGINS = (0.25, -1.0)
_RIGHT_FROM = 0.4
_RIGHT_END = 5.0
_CLOSING_MARKS = "”’）)》」』"
_HANGING_MARKS = tuple("，。、；：？！）》」』】〕”’…,.;:")
_LOWEST_SHARE = 0.8


@dataclass(frozen=True)
class Column:
    """Left and right edge of the text on a page."""

    left: float
    right: float

    @property
    def width(self) -> float:
        """The measure."""
        return self.right - self.left


class Setting:
    """How the file sets its text: the column of each page, the usual distance of lines, how paragraphs start.

    ``indents`` says that most of them start indented, ``spaces`` that nearly all stand behind a space.
    """

    def __init__(self, stretches: Sequence[Sequence[Line]], sizes: dict[int, tuple[float, float]]) -> None:
        """``stretches`` are lines with nothing between them, ``sizes`` the width and height of each page."""
        lines = [line for stretch in stretches for line in stretch]
        self._sizes = sizes
        free = [line for line in lines if line.frame is None and line.column is None]
        self._columns = _columns(free, {page: width for page, (width, _) in sizes.items()}) | _measures(lines)
        self._body_size = _body_size(lines)
        self._lowest = max((line.baseline for line in lines), default=0.0)
        pairs = [pair for stretch in stretches for pair in pairwise(stretch)]
        self._pitches = _pitches(pairs)
        starts = [self.indent(b) for a, b in pairs if self.had_room(a, b) and not self.is_centred(b)]
        indented = sum(_INDENT * 1.2 <= indent <= _DEEPEST_INDENT for indent in starts)
        self.indents = indented * 2 > len(starts)
        ends = [self.is_far_below(a, b) for a, b in pairs if a.page == b.page and self.had_room(a, b)]
        self.spaces = len(ends) >= _MANY and sum(ends) >= _NEARLY_ALL * len(ends)

    def column(self, line: Line) -> Column:
        """The column that a line stands in."""
        own = line.frame or line.column
        if own is not None:
            return Column(*own)
        return self._columns[line.page]

    def measure(self, line: Line) -> float:
        """How wide the column of a line is, in points: the widest of pages as wide, for a page may hold no more than a narrow table."""
        if line.frame or line.column:
            return self.column(line).width
        return self._widest[self._sizes[line.page][0]]

    @cached_property
    def _widest(self) -> dict[float, float]:
        """The widest column on pages of each width."""
        widest: dict[float, float] = {}
        for page, column in self._columns.items():
            width = self._sizes[page][0]
            widest[width] = max(widest.get(width, 0.0), column.width)
        return widest

    def indent(self, line: Line) -> float:
        """How far a line starts inside the left edge, in letters."""
        return (line.x0 - self.column(line).left) / line.size

    def is_big(self, line: Line) -> bool:
        """Whether the letters of a line are clearly larger than those of the text."""
        return line.size > (1 + _OTHER_SIZE) * self._body_size

    def is_in_middle(self, line: Line) -> bool:
        """Whether the middle of a line is that of the column, as it also is for a full line."""
        column = self.column(line)
        return abs((line.x0 + line.x1) - (column.left + column.right)) / 2 <= _CENTRED * line.size

    def is_centred(self, line: Line) -> bool:
        """Whether a line stands in the middle and inside both edges: well inside unless it is big, as a title is."""
        least, room = _TITLE_MARGINS if self.is_big(line) else _CENTRED_MARGINS
        right = (self.column(line).right - line.x1) / line.size
        return self.is_in_middle(line) and self.indent(line) > least and right > room

    def is_at_right(self, line: Line) -> bool:
        """Whether a line stands at the right, as a sign-off does."""
        column = self.column(line)
        return line.x0 - column.left > _RIGHT_FROM * column.width and column.right - line.x1 < _RIGHT_END * line.size

    def had_room(self, line: Line, following: Line) -> bool:
        """Whether the start of the following line would have fitted behind a line."""
        slack = 0.02 if ends_sentence(line) else _SLACK
        return self.column(line).right - line.x1 >= following.unit + slack * line.size

    def is_far_below(self, line: Line, following: Line) -> bool:
        """Whether the distance between two lines is larger than inside a paragraph; over a page end, whether the page had room."""
        usual = self._pitches.get(_half_points(line.size), _USUAL_PITCH * line.size)
        if line.page != following.page:
            lowest = max(self._lowest, _LOWEST_SHARE * self._sizes[line.page][1])
            return lowest - line.baseline > _LINES_LEFT * usual
        return following.baseline - line.baseline > usual * (_GAP_AFTER_SENTENCE if ends_sentence(line) else _GAP) + 0.5


def ends_sentence(line: Line) -> bool:
    """Whether a line ends like a sentence, or like a clause that stands alone."""
    return line.plain.rstrip(_CLOSING_MARKS).endswith(TERMINAL)


def _columns(lines: Sequence[Line], widths: dict[int, float]) -> dict[int, Column]:
    by_width: dict[int, list[Line]] = defaultdict(list)
    by_page: dict[int, list[Line]] = defaultdict(list)
    for line in lines:
        by_width[round(widths[line.page])].append(line)
        by_page[line.page].append(line)
    common = {width: _common_column(group, width) for width, group in by_width.items()}
    return {page: _own_column(group, common[round(widths[page])]) for page, group in by_page.items()}


def _measures(lines: Sequence[Line]) -> dict[int, Column]:
    """The outer edges of the columns on each page that is set in several."""
    edges: dict[int, list[float]] = defaultdict(list)
    for line in lines:
        edges[line.page] += line.column or ()
    return {page: Column(min(places), max(places)) for page, places in edges.items() if places}


def _common_column(lines: Sequence[Line], width: float) -> Column:
    left = _outermost([line.x0 for line in lines], 0.05, -1)
    right = right_edge(lines)
    full = sum(line.x1 > right - 2 * line.size for line in lines)
    if full < 3 or (full < _MANY and right - left < _NARROW * (width - 2 * left)):
        # too few full lines to tell: then the margins are taken for equal
        right = max(right, width - left)
    return Column(left, right)


def right_edge(lines: Sequence[Line]) -> float:
    """Where lines end together; the furthest end near there where they are not stretched to end together."""
    ends = _ends(lines)
    right = _outermost(ends, 0.08, 1)
    if sum(abs(right - end) <= _SAME_EDGE for end in ends) > _STRETCHED * len(ends):
        return right
    return max(end for end in ends if end - right < 2.5 * lines[0].size)


def _own_column(lines: Sequence[Line], common: Column) -> Column:
    """The column of a page: another than the common one where several of its lines end together, and none further out."""
    ends = _ends(lines)
    right, size = max(ends), lines[0].size
    together = sum(right - end <= _SAME_EDGE for end in ends)
    if together < 3 or abs(right - common.right) < 2 * size:
        return common
    left = _outermost([line.x0 for line in lines], 0.05, -1)
    return Column(left, right) if right - left > _NARROW * common.width else common


def _body_size(lines: Sequence[Line]) -> float:
    """The size that most letters have."""
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[_half_points(line.size)] += len(line.glyphs)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def _ends(lines: Sequence[Line]) -> list[float]:
    """Where lines end, without those whose last mark may hang over the edge."""
    return [line.x1 for line in lines if not line.plain.endswith(_HANGING_MARKS)] or [line.x1 for line in lines]


def _outermost(places: list[float], share: float, side: int) -> float:
    """The outermost place that several lines have in common; the outermost of all where none have."""
    ordered = sorted(places, key=lambda place: -side * place)
    least = max(2, round(share * len(ordered)))
    for number in range(len(ordered) - least + 1):
        if abs(ordered[number] - ordered[number + least - 1]) <= _SAME_EDGE:
            return ordered[number]
    return ordered[0]


def _pitches(pairs: Iterable[tuple[Line, Line]]) -> dict[float, float]:
    """The usual distance of lines for each size of letters: the smallest that is not rare."""
    counts: dict[float, Counter[float]] = defaultdict(Counter)
    for a, b in pairs:
        if a.page == b.page and a.baseline < b.baseline and _half_points(a.size) == _half_points(b.size):
            counts[_half_points(a.size)][_half_points(b.baseline - a.baseline)] += 1
    usual: dict[float, float] = {}
    for size, pitches in counts.items():
        often = max(pitches.values())
        usual[size] = min(pitch for pitch, count in pitches.items() if count >= 0.2 * often)
    return usual


def _half_points(value: float) -> float:
    return round(value * 2) / 2
