"""Paragraphs from lines.

A PDF has no paragraphs, so each pair of neighbouring lines is judged. The main question is typographic: *would the first word
of the next line still have fitted at the end of this one?* If so nobody wrapped there and a paragraph ends. "Word" is what holds
together in Chinese setting: a character with the closing marks after it and the opening marks before it, a figure, a Latin word.
The column's left and right edges are measured on the page where enough lines agree, else in the whole file.

A new paragraph starts where, in this order,

1. it begins with the mark of a list and a tab, the letters change size, or a box that frames text or a stretch in columns begins
   or ends;
2. one of the lines is centred, and not both are with the first too long to take more (nor one below a full line at its left edge);
3. the distance to the next line is clearly larger than the usual one for letters of this size, or a single line stands at the right;
4. the first word would have fitted (with some slack where the line does not end a sentence);
5. the next line is indented unlike a continuation: deeper than the paragraph's first line and not hanging under its text, away
   from the lines already in it, or equally deep where the file's paragraphs start indented;
6. the next line has a number of an outline (一、 （一） 1. 附件) and this one ends a sentence or is itself such a heading; not where
   the file sets paragraphs apart by a space or an indent and this line has none.

Otherwise it goes on: a full line followed by one at the left edge. The same judgement goes over a page end, where 3 asks whether
the page was left with lines to spare.
Alignment is a guess: centred is well inside both edges with the middle in the middle, right is far inside the left edge only.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise

from core.document import Align, Paragraph, Text
from core.readers.pdf_lines import Line
from core.readers.pdf_setting import Setting, ends_sentence
from core.readers.pdf_wrap import is_spaced, separator
from core.text.fold import folded
from core.text.outline import ATTACHMENT, numbering

_SAME_EDGE = 1.5
_INDENT = 1.0
_SAME_INDENT = 0.6
_DEEPEST_INDENT = 4.5
_OTHER_SIZE = 0.1
_ORDINALS = ("其", "第")
_OPEN_ENDS = ("；", ";", "：", ":")
_STOPS = re.compile("[;:。]")
_SECOND = 2
_LOWEST_HEADING = 2
_SHORT = 2.0
_INNER = re.compile("[，。；：！？,;:]")
_CHAPTER = re.compile("[一二三四五六七八]、[^，。；：]{4,}(?:情况|事项)")


def paragraphs_of(lines: Iterable[Line], setting: Setting) -> list[Paragraph]:
    """The paragraphs of consecutive lines, which may lie on several pages."""
    groups: list[list[Line]] = []
    for line in lines:
        if groups and not _starts_new(groups[-1], line, setting):
            groups[-1].append(line)
        else:
            groups.append([line])
    return [_paragraph(group, setting) for group in groups]


def _starts_new(group: list[Line], line: Line, setting: Setting) -> bool:
    last = group[-1]
    if (
        line.is_item
        or line.frame != last.frame
        or (line.column is None) != (last.column is None)
        or abs(line.size - last.size) > _OTHER_SIZE * max(line.size, last.size)
    ):
        return True
    if _is_centred(last, group[-2] if len(group) > 1 else None, setting) or _is_centred(line, last, setting):
        return not _wraps_centred(last, line, setting)
    if line.column and len(group) == 1 and _CHAPTER.fullmatch(last.plain) and not line.plain.startswith("的"):
        return True
    if setting.is_far_below(last, line) or (len(group) == 1 and last.frame is None and setting.is_at_right(last)):
        return True
    return setting.had_room(last, line) or _is_set_off(group, line, setting) or _is_next_item(group, line, setting)


def _is_centred(line: Line, above: Line | None, setting: Setting) -> bool:
    """Whether a line is centred; the middle of one under a full line at its very left edge is that of the column by chance."""
    is_below = above is not None and abs(line.x0 - above.x0) <= _SAME_EDGE and not setting.had_room(above, line)
    return not is_below and setting.is_centred(line)


def _wraps_centred(last: Line, line: Line, setting: Setting) -> bool:
    """Whether two centred lines are one: the first, which may fill the column in a title, is too long to take more."""
    centred = setting.is_centred(line) and (setting.is_centred(last) or (setting.is_big(last) and setting.is_in_middle(last)))
    return centred and last.bold == line.bold and last.x1 - last.x0 + line.unit > setting.column(last).width


def _is_set_off(group: list[Line], line: Line, setting: Setting) -> bool:
    """Whether the left edge of a line is not that of a continuation."""
    first, own = setting.indent(group[0]), setting.indent(line)
    if len(group) > 1:
        return abs(own - setting.indent(group[-1])) > _SAME_INDENT
    if own < first - _SAME_INDENT:
        return first - own > _DEEPEST_INDENT
    if own > first + _SAME_INDENT:
        return not _hangs(group[0], line, setting)
    return own > _INDENT and (setting.indents or ends_sentence(group[0]) or own > _DEEPEST_INDENT)


def _hangs(first: Line, line: Line, setting: Setting) -> bool:
    """Whether a line hangs under the text that follows the number of the first line."""
    mark = numbering(folded(first.plain))
    if mark and not setting.indents and not ends_sentence(first):
        return True
    places = (first.glyphs[number].x0 for number in first.visible[1 : (mark.length if mark else 0) + 2])
    return any(abs(place - line.x0) <= _SAME_EDGE for place in places)


def _is_next_item(group: list[Line], line: Line, setting: Setting) -> bool:
    last = group[-1]
    words = last.plain.rstrip()
    # 其|二，…: the number of a row within the sentence, parted by the end of the line.
    if not _is_item(line) or words.endswith(_ORDINALS):
        return False
    if _is_heading(line, setting):
        return True
    if ends_sentence(last) and _runs_in(group, line, setting):
        return False
    return ends_sentence(last) or _is_item(last)


def _is_heading(line: Line, setting: Setting) -> bool:
    """Whether a line in a narrow column, which many lines fill by chance, is a heading by itself: its text goes on with nothing."""
    mark = numbering(folded(line.plain))
    if line.column is None or mark is None or mark.level > _LOWEST_HEADING or _INNER.search(line.plain):
        return False
    return setting.column(line).right - line.x1 > _SHORT * line.size


def _runs_in(group: list[Line], line: Line, setting: Setting) -> bool:
    """Whether a number at the start of a line stands inside a paragraph: paragraphs are set off otherwise here, and this line is not."""
    last = group[-1]
    if (setting.spaces and last.page == line.page) or _goes_on_counting(group, line):
        return True
    flush = setting.indents and setting.indent(line) < _SAME_INDENT <= setting.indent(group[0])
    return flush and last.plain.rstrip().endswith(_OPEN_ENDS)


def _goes_on_counting(group: list[Line], line: Line) -> bool:
    """Whether the number before a line's stands inside the paragraph: …：（1）…；（2）…；|（3）…"""
    mark = numbering(folded(line.plain))
    if mark is None or mark.value < _SECOND:
        return False
    text = folded("".join(each.plain for each in group))
    behind = (numbering(text[match.end() :]) for match in _STOPS.finditer(text))
    return any(each and each.level == mark.level and each.value == mark.value - 1 for each in behind)


def _is_item(line: Line) -> bool:
    text = folded(line.plain)
    return numbering(text) is not None or ATTACHMENT.match(text) is not None


def _paragraph(group: list[Line], setting: Setting) -> Paragraph:
    texts = [line.text for line in group]
    parts = [texts[0]]
    spaced = is_spaced(text.text for text in texts)
    for before, text in pairwise(texts):
        gap = separator(before.text, text.text, spaced=spaced)
        parts += [Text(gap), text] if gap else [text]
    align = None
    if setting.is_centred(group[-1]) and all(setting.is_in_middle(line) for line in group):
        align = Align.CENTER
    elif len(group) == 1 and setting.is_at_right(group[0]):
        align = Align.RIGHT
    return Paragraph(Text.join(parts).strip(), align=align, bold=all(line.bold for line in group))
