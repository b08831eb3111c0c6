"""Lines of text from the characters of a page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from statistics import median

from core.document import Text
from core.readers.pdf_glyphs import Glyph
from core.readers.pdf_wrap import first_unit

_SAME_LINE = 0.4
_WIDE_GAP = 1.0
_SPREAD = 2.5
_WORD_GAP = 0.2


@dataclass(frozen=True)
class Line:
    """One line: its characters from left to right, with no spaces at the start.

    ``frame`` holds the left and right edge of the text in the box that a line stands in, where it stands in one.
    """

    page: int
    glyphs: tuple[Glyph, ...]
    frame: tuple[float, float] | None = None

    @cached_property
    def visible(self) -> tuple[int, ...]:
        """Where in :attr:`glyphs` the characters that are not spaces stand."""
        return tuple(number for number, glyph in enumerate(self.glyphs) if not glyph.blank)

    @cached_property
    def plain(self) -> str:
        """The visible text, without white space at the end."""
        return self.text.text.rstrip()

    @cached_property
    def x0(self) -> float:
        """Left edge of the ink."""
        return self.glyphs[0].x0

    @cached_property
    def x1(self) -> float:
        """Right edge of the ink."""
        return self.glyphs[self.visible[-1]].x1

    @cached_property
    def top(self) -> float:
        """Upper edge."""
        return min(glyph.box[1] for glyph in self.glyphs)

    @cached_property
    def bottom(self) -> float:
        """Lower edge."""
        return max(glyph.box[3] for glyph in self.glyphs)

    @cached_property
    def baseline(self) -> float:
        """Where the letters stand."""
        return median(glyph.baseline for glyph in self.glyphs)

    @cached_property
    def size(self) -> float:
        """The usual size of its letters."""
        return median(self.glyphs[number].size for number in self.visible)

    @cached_property
    def bold(self) -> bool:
        """Whether all of it is bold."""
        return all(self.glyphs[number].bold for number in self.visible)

    @cached_property
    def unit(self) -> float:
        """The width of what would have moved up to the line before, had there been room."""
        count = first_unit("".join(glyph.text for glyph in self.glyphs))
        return self.glyphs[count - 1].x1 - self.x0

    @cached_property
    def gaps(self) -> tuple[tuple[int, float], ...]:
        """Each distance between two visible neighbours, with the place of the right one in :attr:`glyphs`."""
        return tuple((b, self.glyphs[b].x0 - self.glyphs[a].x1) for a, b in pairwise(self.visible))

    @cached_property
    def wide_gaps(self) -> tuple[int, ...]:
        """Where the gaps stand that are no word space and no stretching of the line."""
        usual = max(0.0, median(width for _, width in self.gaps)) if self.gaps else 0.0
        least = max(_WIDE_GAP * self.size, _SPREAD * usual)
        return tuple(at for at, width in self.gaps if width >= least)

    @cached_property
    def text(self) -> Text:
        """The characters, with spaces at the end, and a space where a gap parts words without one being written."""
        return self.fields(())

    def fields(self, cuts: Iterable[int]) -> Text:
        """The line with a tab before each of the given characters, in place of the spaces there."""
        stops = sorted(cuts)
        if not stops:
            return self._run(0, len(self.glyphs))
        edges = [0, *stops, len(self.glyphs)]
        return Text.join([self._run(a, b).strip() for a, b in pairwise(edges)], "\t")

    def _run(self, start: int, end: int) -> Text:
        parts: list[Text] = []
        last = start
        least = _WORD_GAP * self.size
        edges = self.glyphs[start].box[2]
        for at in range(start + 1, end):
            box = self.glyphs[at].box
            is_apart, edges = box[0] - edges > least, box[2]
            if is_apart and self._parts_words(at):
                parts.append(self._stretch(last, at))
                last = at
        parts.append(self._stretch(last, end))
        return Text.join(parts, " ")

    def _stretch(self, start: int, end: int) -> Text:
        glyphs = self.glyphs[start:end]
        return Text.at("".join(glyph.text for glyph in glyphs), self.page, boxes=tuple(glyph.place for glyph in glyphs))

    def _parts_words(self, at: int) -> bool:
        """Whether a space is read before a character although the file has none: a wide gap, or one between Latin words."""
        before, after = self.glyphs[at - 1], self.glyphs[at]
        if before.blank or after.blank:
            return False
        if at in self.wide_gaps:
            return True
        gap = after.x0 - before.x1
        return _is_latin(before.text) and _is_latin(after.text) and gap > max(_WORD_GAP * self.size, _SPREAD * self._usual_gap)

    @cached_property
    def _usual_gap(self) -> float:
        return max(0.0, median(width for _, width in self.gaps)) if self.gaps else 0.0


def lines_of(glyphs: Sequence[Glyph], page: int) -> list[Line]:
    """The lines of some characters, from top to bottom."""
    rows: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=lambda glyph: glyph.baseline):
        if rows and glyph.baseline - rows[-1][0].baseline <= _SAME_LINE * min(glyph.size, rows[-1][0].size):
            rows[-1].append(glyph)
        else:
            rows.append([glyph])
    lines = (_line(row, page) for row in rows)
    return [line for line in lines if line is not None]


def _line(row: list[Glyph], page: int) -> Line | None:
    ordered: list[Glyph] = []
    for glyph in sorted(row, key=lambda glyph: glyph.x0):
        if not ordered and glyph.blank:
            continue
        if ordered and _is_shadow(ordered[-1], glyph):
            continue
        ordered.append(glyph)
    return Line(page, tuple(ordered)) if ordered else None


def _is_shadow(glyph: Glyph, other: Glyph) -> bool:
    """The same letter drawn a second time for weight."""
    return glyph.text == other.text and other.x0 - glyph.x0 < 0.3 * max(glyph.x1 - glyph.x0, 0.1)


def _is_latin(text: str) -> bool:
    return text.isascii() and text.isalnum()
