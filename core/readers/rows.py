"""Rows of tables typed as text: cells that bars (``甲|1``, ``| 甲 | 1 |``) or commas (``甲,1``) part become tab-separated.

One line tells nothing, unless bars frame it: a bar parts the entries of a menu too, a comma the clauses of a sentence. Several lines
below each other that end in figures do, and those round a line of dashes and bars, as Markdown has it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from core.document import Block, Paragraph, Text
from core.text.fold import bare

RULE: Final = re.compile(r"\s*\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?\s*$")
"""The line of dashes and bars under the captions of a Markdown table."""
_LONGEST: Final = 300
_SENTENCE: Final = re.compile(r"[。；;！？!?：:]$")
_FIGURE: Final = re.compile(r"[+-]?\d[\d,]*(?:\.\d+)?(?:%|万?元)?")
_NOTHING: Final = re.compile(r"[-—/]*")
_THOUSANDS: Final = re.compile(r"(?<=\d)[,，](?=\d{3}(?!\d))")
_BARS: Final = ("|", "｜", "│")
_OPEN, _CLOSE = "（(〔[", "）)〕]"
_FEW, _ENOUGH = 2, 3
_CAPTIONS: Final = 4

Cuts = list[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class _Row:
    """A line that may be a row: the number of its block, its text and its cells."""

    at: int
    text: Text
    cells: Cuts

    @property
    def words(self) -> list[str]:
        return [bare(self.text.text[start:end]) for start, end in self.cells]

    @property
    def has_figures(self) -> bool:
        """Whether its last cells are numbers, and what is before them is a name."""
        words = self.words
        first = next((at for at, word in enumerate(words) if _FIGURE.fullmatch(word)), len(words))
        return first < len(words) and all(_FIGURE.fullmatch(word) or _NOTHING.fullmatch(word) for word in words[first:])

    @property
    def is_framed(self) -> bool:
        """Whether bars stand round it and in it."""
        return _is_framed(self.text.text) and len(self.cells) > _ENOUGH

    @property
    def is_rule(self) -> bool:
        """Whether it parts captions from rows."""
        return bool(RULE.match(self.text.text))

    def tabbed(self) -> Text:
        return Text.join((_unquoted(self.text.cut(start, end).strip()) for start, end in self.cells), "\t")


def with_tabs(blocks: Sequence[Block]) -> list[Block]:
    """The blocks with the rows that bars or commas part as tab-separated ones; without rows of empty cells."""
    told = {row.at: row for row in _rows_by(blocks, _at_bars, _by_bars)}
    told |= {row.at: row for row in _rows_by(blocks, _at_commas, _by_commas) if row.at not in told}
    out: list[Block] = []
    for at, block in enumerate(blocks):
        if at not in told or not isinstance(block, Paragraph):
            out.append(block)
        elif not RULE.match(block.text) and (content := told[at].tabbed()).text.strip():
            out.append(replace(block, content=content))
    return out


_Judge = Callable[[Sequence[Sequence[_Row]]], Iterator[_Row]]


def _rows_by(blocks: Sequence[Block], cells: Callable[[str], Cuts], judge: _Judge) -> Iterator[_Row]:
    return judge(list(_stretches(blocks, cells)))


def _stretches(blocks: Sequence[Block], cells: Callable[[str], Cuts]) -> Iterator[list[_Row]]:
    """Rows below each other; one line between two of them may be the name of a group."""
    stretch: list[_Row] = []
    for at, block in enumerate(blocks):
        row = _row(block, at, cells)
        if row is None:
            continue
        if stretch and at - stretch[-1].at > _FEW:
            yield stretch
            stretch = []
        stretch.append(row)
    if stretch:
        yield stretch


def _row(block: Block, at: int, cells: Callable[[str], Cuts]) -> _Row | None:
    if not isinstance(block, Paragraph) or block.heading is not None or block.sheet is not None:
        return None
    text = block.text.strip()
    is_row = _is_framed(text) or RULE.match(text)
    if "\t" in text or not (is_row or (len(text) <= _LONGEST and not _SENTENCE.search(text))):
        return None
    found = cells(block.text)
    return _Row(at, block.content, found) if found else None


def _unquoted(cell: Text) -> Text:
    """A cell of a file of comma-separated values may stand in quotation marks."""
    quoted = len(cell.text) > 1 and cell.text.startswith('"') and cell.text.endswith('"')
    return cell.cut(1, len(cell.text) - 1) if quoted else cell


# --- bars ---------------------------------------------------------------------------------------------------------


def _at_bars(text: str) -> Cuts:
    """The cells between bars, with what stands before the first and behind the last one."""
    bars = [at for at, char in enumerate(text) if char in _BARS]
    return [(a + 1, b) for a, b in pairwise([-1, *bars, len(text)])] if bars else []


def _is_framed(text: str) -> bool:
    return text[:1] in _BARS and text[-1:] in _BARS


def _by_bars(stretches: Sequence[Sequence[_Row]]) -> Iterator[_Row]:
    for stretch in stretches:
        # Right above a line of dashes stand the captions.
        rule = next((at for at, row in enumerate(stretch) if at and row.is_rule), None)
        start = len(stretch) if rule is None else rule - 1
        if rule is None and len(stretch) >= _FEW and (any(row.has_figures for row in stretch) or _are_even(stretch)):
            start = 0
        yield from _unframed([row for row in stretch[:start] if row.is_framed])
        yield from _unframed(stretch[start:])


def _are_even(stretch: Sequence[_Row]) -> bool:
    """Whether rows without figures are as many cells each, and no labels with what they name (地址：…|电话：…)."""
    counts = {len(row.cells) for row in stretch if not row.is_rule}
    return len(stretch) >= _ENOUGH and len(counts) == 1 and not any(":" in bare(row.text.text) for row in stretch)


def _unframed(stretch: Sequence[_Row]) -> Iterator[_Row]:
    """The rows without bars that only frame them: those of both ends, or of one end in every row."""
    led = all(not row.words[0] for row in stretch)
    closed = all(not row.words[-1] for row in stretch)
    for row in stretch:
        framed = not row.words[0] and not row.words[-1]
        start, end = int(led or framed), len(row.cells) - int(closed or framed)
        yield replace(row, cells=row.cells[start:end])


# --- commas -------------------------------------------------------------------------------------------------------


def _at_commas(text: str) -> Cuts:
    """The cells between commas outside brackets and quotation marks; none where commas only part thousands."""
    thousands = {match.start() for match in _THOUSANDS.finditer(text)}
    commas: list[int] = []
    depth, quoted = 0, False
    for at, char in enumerate(text):
        quoted ^= char == '"'
        depth = max(0, depth + (char in _OPEN) - (char in _CLOSE))
        if char in ",，" and not depth and not quoted:
            commas.append(at)
    if thousands.issuperset(commas):
        return []
    return [(a + 1, b) for a, b in pairwise([-1, *commas, len(text)])]


def _by_commas(stretches: Sequence[Sequence[_Row]]) -> Iterator[_Row]:
    """All in a text that has several rows of figures below each other: a comma alone is more often part of a sentence."""
    if not any(sum(row.has_figures for row in stretch) >= _ENOUGH for stretch in stretches):
        return
    for stretch in stretches:
        figures = [at for at, row in enumerate(stretch) if row.has_figures]
        if figures and len(stretch) >= _FEW:
            yield from stretch[max(0, figures[0] - _CAPTIONS) : figures[-1] + 1]
