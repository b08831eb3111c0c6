"""What stands small and raised in a line, and the notes at the foot of a page that it refers to.

Programs set a raised character on a baseline of its own, so that it looks like a short line above its line: it is put back where
it stands. Notes at the foot of a page stand under a short rule at the left edge; they, and the marks that refer to them, are set
aside, as word processors keep them apart from the text: otherwise 1286条 with note 3 would read 1286条3.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from core.readers.pdf_glyphs import Glyph, PageContent, Rule
from core.readers.pdf_lines import Line

_SMALLER = 0.8
_RAISED = 0.15
_FURTHEST = 0.6
_APART = 0.6
_MOST_LETTERS = 24
_OVERLAP = 0.35
_SHORTEST, _LONGEST = 0.08, 0.5
_SAME_EDGE = 4.0
_UNDERLINE = 0.35
_LINE_APART = 2.4
_MARK = re.compile(r"[\[［〔【(（]?(\d{1,3}|[①-⑳]|[*＊※]{1,3})[\]］〕】)）]?")

# 1 数据截至年底, and no item of a list (1.数据), no figure (12件) and no year.
_NOTE = re.compile(r"(\d{1,2}|[①-⑳]|[*＊※]{1,3}) ?(?=[\u4e00-\u9fff“《])(?![件份条个次人年月日期篇场家名项类元万亿])")


@dataclass(frozen=True)
class Noted:
    """The lines of a page, and those of its notes."""

    lines: list[Line]
    notes: list[Line]


def noted(lines: list[Line], content: PageContent) -> Noted:
    """The lines with small characters put into the lines that they belong to, and without notes and their marks."""
    lines, raised = _with_small(lines)
    rule = _separator(lines, content)
    first = bisect_right(lines, rule.box[1], key=lambda line: line.baseline) if rule else _without_a_rule(lines, raised, content)
    if first is None:
        return Noted(lines, [])
    notes = _below(lines[first:])
    marks = {mark for line in notes if (mark := _mark_of(line))}
    refers = {mark for glyphs in raised for mark in [_named(glyphs)] if mark in marks}
    if not refers and not all(line.size < _SMALLER * _body_size(lines[:first]) for line in notes):
        return Noted(lines, [])
    drop = {id(glyph) for glyphs in raised if _named(glyphs) in refers for glyph in glyphs}
    above = [_without(line, drop) for line in lines[:first]]
    return Noted([*(line for line in above if line is not None), *lines[first + len(notes) :]], notes)


def _with_small(lines: list[Line]) -> tuple[list[Line], list[list[Glyph]]]:
    """The lines with small ones put into their neighbours, and the raised characters there."""
    given: dict[int, list[Glyph]] = {}
    gone: set[int] = set()
    raised: list[list[Glyph]] = []
    for at, line in enumerate(lines):
        if len(line.glyphs) > _MOST_LETTERS:
            continue
        runs = list(_runs(line))
        homes = [_home(lines, at, run) for run in runs]
        if runs and all(home is not None for home in homes):
            gone.add(at)
            for run, home in zip(runs, homes, strict=True):
                if home is not None:
                    given.setdefault(home, []).extend(run)
                    raised += [run] if lines[home].baseline - run[0].baseline > _RAISED * lines[home].size else []
    if not gone:
        return lines, raised
    return [_filled(line, given.get(at)) for at, line in enumerate(lines) if at not in gone], raised


def _filled(line: Line, more: list[Glyph] | None) -> Line:
    return replace(line, glyphs=tuple(sorted((*line.glyphs, *more), key=lambda glyph: glyph.x0))) if more else line


def _runs(line: Line) -> Iterator[list[Glyph]]:
    """The characters of a line that stand together."""
    run: list[Glyph] = []
    for glyph in (line.glyphs[number] for number in line.visible):
        if run and glyph.x0 - run[-1].x1 > _APART * glyph.size:
            yield run
            run = []
        run.append(glyph)
    if run:
        yield run


def _home(lines: Sequence[Line], at: int, run: list[Glyph]) -> int | None:
    """The line that small characters stand in, right behind or between larger ones."""
    for other in (at + 1, at - 1, at + 2, at - 2):
        if 0 <= other < len(lines) and _stands_in(run, lines[other]):
            return other
    return None


def _stands_in(run: list[Glyph], line: Line) -> bool:
    size, x0, x1 = line.size, run[0].x0, run[-1].x1
    if run[0].size > _SMALLER * size or abs(line.baseline - run[0].baseline) > _FURTHEST * size:
        return False
    if not line.x0 - _SMALLER * size <= x0 <= line.x1 + _SMALLER * size:
        return False
    boxes = (line.glyphs[number].box for number in line.visible)
    return sum(max(0.0, min(x1, box[2]) - max(x0, box[0])) for box in boxes) <= _OVERLAP * (x1 - x0)


def _separator(lines: Sequence[Line], content: PageContent) -> Rule | None:
    """The short rule over notes: at the left edge of the text, under no word, in no table, with lines below it."""
    if not lines:
        return None
    left = min(line.x0 for line in lines)
    upright = [rule.box for rule in content.rules if not rule.across and rule.box[3] - rule.box[1] > _SAME_EDGE]
    for rule in sorted((rule for rule in content.rules if rule.across), key=lambda rule: rule.box[1]):
        x0, y, x1, _ = rule.box
        if abs(x0 - left) > _SAME_EDGE or not _SHORTEST <= (x1 - x0) / content.width <= _LONGEST:
            continue
        if not any(_touches(box, rule) for box in upright) and not any(_underlines(rule, line) for line in lines):
            below = [line for line in lines if line.baseline > y]
            if below and below[0].top - y < _LINE_APART * below[0].size and len(below) < len(lines):
                return rule
    return None


def _without_a_rule(lines: Sequence[Line], raised: Iterable[list[Glyph]], content: PageContent) -> int | None:
    """Where the notes begin that no rule stands over: lines in the lower half that raised marks of the page open, in their order (the 2 of m2 opens none)."""
    marks = [mark for run in raised if (mark := _named(run))]
    starts = [
        at
        for at, line in enumerate(lines)
        if line.top > content.height / 2 and (said := _NOTE.match(line.plain)) and said[1] in marks
    ]
    names = [_mark_of(lines[at]) for at in starts]
    return starts[0] if names and names == [mark for mark in marks if mark in names] else None


def _touches(upright: tuple[float, float, float, float], rule: Rule) -> bool:
    x0, y, x1, _ = rule.box
    return x0 - 1 <= upright[0] <= x1 + 1 and upright[1] - 1 <= y <= upright[3] + 1


def _underlines(rule: Rule, line: Line) -> bool:
    x0, y, x1, _ = rule.box
    return line.x0 < x1 and line.x1 > x0 and 0 <= y - line.baseline < _UNDERLINE * line.size


def _below(lines: Sequence[Line]) -> list[Line]:
    """The lines under the rule, down to the first that stands apart, such as the number of the page."""
    found = list(lines[:1])
    for before, line in pairwise(lines):
        if line.baseline - before.baseline > _LINE_APART * before.size:
            break
        found.append(line)
    return found


def _mark_of(line: Line) -> str | None:
    found = _MARK.match(line.plain)
    return found[1] if found else None


def _named(run: Iterable[Glyph]) -> str | None:
    """The mark that some characters are, without its brackets."""
    found = _MARK.fullmatch("".join(glyph.text for glyph in run))
    return found[1] if found else None


def _without(line: Line, drop: set[int]) -> Line | None:
    """A line without some characters; None when none is left."""
    kept = tuple(glyph for glyph in line.glyphs if id(glyph) not in drop)
    if len(kept) == len(line.glyphs):
        return line
    return replace(line, glyphs=kept) if any(not glyph.blank for glyph in kept) else None


def _body_size(lines: Sequence[Line]) -> float:
    sizes = sorted(line.size for line in lines)
    return sizes[len(sizes) // 2] if sizes else 0.0
