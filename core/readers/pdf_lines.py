"""Lines of text from the characters of a page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from operator import attrgetter, itemgetter
from statistics import median

from core.document import Span, Text
from core.readers.lazy import lazy
from core.readers.pdf_glyphs import Glyph
from core.readers.pdf_wrap import LIST_MARK, first_unit
from core.value import value

_SAME_LINE = 0.4
_WIDE_GAP = 1.0
_SPREAD = 2.5
_WORD_GAP = 0.2
_SHADOW = 0.3
_THINNEST = 0.1

_TEXT, _PLACE, _BOX = attrgetter("text"), attrgetter("place"), attrgetter("box")
_NO_SIZE = 1.0
_NOTHING = Text("")
_BASELINE, _SIZE = attrgetter("baseline"), attrgetter("size")
_NO_GAP, _WIDTH = (0, 0.0), itemgetter(1)
_UPPER, _LOWER = itemgetter(1), itemgetter(3)


@value()
class Line:
    """One line: its characters from left to right, with no spaces at the start.

    ``frame`` holds the left and right edge of the text in the box that a line stands in, where it stands in one; ``column`` those of
    one of several columns side by side.
    """

    page: int
    glyphs: tuple[Glyph, ...]
    frame: tuple[float, float] | None = None
    column: tuple[float, float] | None = None

    @lazy
    def visible(self) -> tuple[int, ...]:
        """Where in :attr:`glyphs` the characters that are not spaces stand."""
        return tuple([number for number, glyph in enumerate(self.glyphs) if not glyph.text.isspace()])

    @lazy
    def plain(self) -> str:
        """The visible text, without white space at the end."""
        return self.text.text.rstrip()

    @lazy
    def x0(self) -> float:
        """Left edge of the ink."""
        return self.glyphs[0].x0

    @lazy
    def x1(self) -> float:
        """Right edge of the ink."""
        return self.glyphs[self.visible[-1]].x1

    @lazy
    def top(self) -> float:
        """Upper edge."""
        return float(min(map(_UPPER, map(_BOX, self.glyphs))))

    @lazy
    def bottom(self) -> float:
        """Lower edge."""
        return float(max(map(_LOWER, map(_BOX, self.glyphs))))

    @lazy
    def baseline(self) -> float:
        """Where the letters stand."""
        return _usual(map(_BASELINE, self.glyphs))

    @lazy
    def size(self) -> float:
        """The usual size of its letters; never 0, which damage makes of it, as places are reckoned in letters."""
        if len(set(map(_SIZE, self.glyphs))) == 1:
            return self.glyphs[0].size or _NO_SIZE
        return median(self.glyphs[number].size for number in self.visible) or _NO_SIZE

    @lazy
    def bold(self) -> bool:
        """Whether all of it is bold."""
        return all(self.glyphs[number].bold for number in self.visible)

    @lazy
    def unit(self) -> float:
        """The width of what would have moved up to the line before, had there been room."""
        count = first_unit("".join(map(_TEXT, self.glyphs)))
        return self.glyphs[count - 1].x1 - self.x0

    def outline(self) -> Line:
        """The line without its characters: it still says where it is, how large it is, and what would have moved up."""
        bare = Line(self.page, (), self.frame)
        bare.__dict__.update({name: getattr(self, name) for name in ("x0", "x1", "top", "bottom", "size", "unit")})
        return bare

    @property
    def gaps(self) -> tuple[tuple[int, float], ...]:  # not kept: in a long file they would take more room than the text
        """Each distance between two visible neighbours, with the place of the right one in :attr:`glyphs`."""
        boxes = [glyph.box for glyph in self.glyphs]
        return tuple([(b, boxes[b][0] - boxes[a][2]) for a, b in pairwise(self.visible)])

    @lazy
    def wide_gaps(self) -> tuple[int, ...]:
        """Where the gaps stand that are no word space, no stretching of the line, and not the tab behind a mark of a list."""
        return () if self.is_item else self._all_wide_gaps

    @lazy
    def is_item(self) -> bool:
        """Whether it begins with a mark of a list (一、 1. ●) and a tab, and has no other wide gap."""
        wide = self._all_wide_gaps
        return len(wide) == 1 and LIST_MARK.fullmatch("".join(map(_TEXT, self.glyphs[: wide[0]])).strip()) is not None

    @lazy
    def widest_gap(self) -> float:
        """The widest distance between two visible neighbours."""
        return max(self.gaps, key=_WIDTH, default=_NO_GAP)[1]

    @lazy
    def _all_wide_gaps(self) -> tuple[int, ...]:
        least = _WIDE_GAP * self.size
        if self.widest_gap < least:
            return ()
        least = max(least, _SPREAD * self._usual_gap)
        return tuple(at for at, width in self.gaps if width >= least)

    @lazy
    def text(self) -> Text:
        """The characters, with spaces at the end, and a space where a gap parts words without one being written."""
        return self._run(0, len(self.glyphs))

    def parts(self, cuts: Iterable[int]) -> list[Text]:
        """The line parted before each of the given characters, without the spaces there."""
        edges = [0, *sorted(cuts), len(self.glyphs)]
        return [self._run(a, b).strip() for a, b in pairwise(edges)]

    def _run(self, start: int, end: int) -> Text:
        if end - start == 1:
            return self._stretch(start, end)
        parts: list[Text] = []
        last = start
        least, edge = _WORD_GAP * self.size, self.glyphs[start].box[2]
        for at, box in enumerate(map(_BOX, self.glyphs[start + 1 : end]), start + 1):
            is_apart, edge = box[0] - edge > least, box[2]
            if is_apart and self._parts_words(at):
                parts.append(self._stretch(last, at))
                last = at
        rest = self._stretch(last, end)
        return Text.join([*parts, rest], " ") if parts else rest

    def _stretch(self, start: int, end: int) -> Text:
        glyphs = self.glyphs[start:end]
        if not glyphs:
            return _NOTHING
        text = "".join(map(_TEXT, glyphs))
        return Text(text, (Span(0, len(text), self.page, (), tuple(map(_PLACE, glyphs))),))

    def _parts_words(self, at: int) -> bool:
        """Whether a space is read before a character although the file has none: a wide gap, or one between Latin words."""
        before, after = self.glyphs[at - 1], self.glyphs[at]
        if before.blank or after.blank:
            return False
        if at in self.wide_gaps:
            return True
        gap = after.x0 - before.x1
        return _is_latin(before.text) and _is_latin(after.text) and gap > max(_WORD_GAP * self.size, _SPREAD * self._usual_gap)

    @lazy
    def _usual_gap(self) -> float:
        gaps = self.gaps
        return max(0.0, median(width for _, width in gaps)) if gaps else 0.0


def lines_of(glyphs: Sequence[Glyph], page: int) -> list[Line]:
    """The lines of some characters, from top to bottom."""
    if len(glyphs) <= 1:
        return [Line(page, tuple(glyphs))] if glyphs and not glyphs[0].blank else []
    if len(set(map(_BASELINE, glyphs))) == 1:
        line = _line(glyphs, page)
        return [line] if line is not None else []
    rows: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=_BASELINE):
        if rows and glyph.baseline - rows[-1][0].baseline <= _SAME_LINE * min(glyph.size, rows[-1][0].size):
            rows[-1].append(glyph)
        else:
            rows.append([glyph])
    lines = (_line(row, page) for row in rows)
    return [line for line in lines if line is not None]


def _line(row: Sequence[Glyph], page: int) -> Line | None:
    ordered: list[Glyph] = []
    end = 0.0
    for glyph in sorted(row, key=_BOX) if len(row) > 1 else row:
        if not ordered:
            if glyph.blank:
                continue
        elif glyph.box[0] < end and glyph.text == ordered[-1].text and _is_shadow(ordered[-1], glyph):
            continue
        ordered.append(glyph)
        end = glyph.box[2] + _THINNEST
    return Line(page, tuple(ordered)) if ordered else None


def _is_shadow(glyph: Glyph, other: Glyph) -> bool:
    """Whether a letter is the same one drawn a second time for weight."""
    return other.x0 - glyph.x0 < _SHADOW * max(glyph.x1 - glyph.x0, _THINNEST)


def _usual(values: Iterable[float]) -> float:
    found = list(values)
    return found[0] if found.count(found[0]) == len(found) else median(found)


def _is_latin(text: str) -> bool:
    return text.isascii() and text.isalnum()
