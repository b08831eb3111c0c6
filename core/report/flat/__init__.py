"""Tables that lost their shape on the way through the clipboard, found again by the labels of the official forms.

A run of short lines or of uneven tab-separated rows becomes the table that it was: labels at their level, each number under its
caption, every character with its place. What does not fit the columns stays together in one cell, and rules say so.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import groupby

from core.document import Block, Cell, Document, GridBy, Paragraph, Table, Text
from core.edition import Edition, Form
from core.report.flat.blocks import find_blocks
from core.report.flat.grid import Found, find_grids
from core.report.flat.listing import find_list
from core.report.flat.records import records
from core.report.flat.rows import Row, is_value, runs
from core.report.flat.whole import unsure
from core.report.formmatch import FormMatch
from core.report.forms import match_form
from core.report.labels import label_of
from core.report.values import Kind, read_value
from core.text.fold import bare

_LEAST_LINES = 8
_LEAST_NAMES = 3


def restored(document: Document, editions: Sequence[Edition]) -> Document:
    """The document with flattened forms as tables again; the first edition that fits best counts."""
    words, units = _words(editions)
    taken: list[tuple[list[Row], Found]] = []
    for run in runs(document, words):
        if _speaks_of_forms(run, words):
            found = _best(run, editions, units)
            taken += [(run, each) for each in found if not _is_guessed(document, run, each) or _keeps_all(run, each)]
    before = _Before(document, editions)
    worth = [(run, found) for run, found in taken if found.values > before.read(_blocks_of(run, found))]
    blocks = {at for run, found in worth for at in _blocks_of(run, found)}
    worth = [(run, found) for run, found in taken if blocks & _blocks_of(run, found)]
    rebuilt = _rebuilt(document, worth) if worth else document
    doubtful = {id(table.cells) for table in unsure(rebuilt, editions)}
    if not doubtful:
        return rebuilt
    worth = [(run, found) for run, found in worth if id(found.cells) not in doubtful]
    return _rebuilt(document, worth) if worth else document


def _blocks_of(run: Sequence[Row], found: Found) -> set[int]:
    return {run[row].block for row in found.rows}


def _is_guessed(document: Document, run: Sequence[Row], found: Found) -> bool:
    """Whether lines of a form were rows of a guessed grid."""
    blocks = (document.blocks[at] for at in _blocks_of(run, found))
    return any(isinstance(block, Table) and block.grid_by is GridBy.PLACES for block in blocks)


def _keeps_all(run: Sequence[Row], found: Found) -> bool:
    """Whether the text of every row stands in the cells of a form."""
    text = "".join(bare(cell.text) for cell in found.cells)
    return all(bare(piece.text) in text for row in found.rows for piece in run[row].pieces)


def _speaks_of_forms(run: Sequence[Row], words: set[str]) -> bool:
    """Whether several captions or labels of forms stand in a run: looking closer takes time."""
    pieces = [piece.text for row in run for piece in row.pieces]
    names = {name for text in pieces for name in (bare(text), label_of(text).main) if len(name) > 1 and name in words}
    return len(pieces) >= _LEAST_LINES and len(names) >= _LEAST_NAMES


def _words(editions: Sequence[Edition]) -> tuple[set[str], set[str]]:
    """Captions, measure words and labels of every form, and the measure words alone."""
    words: set[str] = set()
    units: set[str] = set()
    for form in (form for edition in editions for form in edition.forms):
        words |= {bare(name) for column in form.values for name in (*column.group, column.label)} | set(form.columns)
        words |= {label_of(row.label).main for row in form.rows}
        units |= {unit for row in form.rows for unit in (row.unit, *row.accept_units) if unit}
    return (words | units) - {""}, units


def _best(run: Sequence[Row], editions: Sequence[Edition], units: set[str]) -> list[Found]:
    """What a run holds, the forms with most values first; no two share a row."""
    found = [each for edition in editions for each in _found(run, edition.forms, units)]
    out: list[Found] = []
    for each in sorted(found, key=lambda each: -each.values):
        if not any(each.rows & other.rows for other in out):
            out.append(each)
    return out


def _found(run: Sequence[Row], forms: Sequence[Form], units: set[str]) -> Iterator[Found]:
    lists = [form for form in forms if not form.values]
    grids = [form for form in forms if form.values and not form.marker]
    found = records(run, is_value)
    if each := find_blocks([form for form in forms if form.marker], found):
        yield each
    yield from (each for form in grids for each in find_grids(form, found))
    if lists:
        with_units = records(run, lambda text: is_value(text) or bare(text) in units)
        yield from (each for form in lists if (each := find_list(form, with_units, units)))


@dataclass
class _Before:
    """What is read of the forms without any of this."""

    document: Document
    editions: Sequence[Edition]

    @cached_property
    def _matches(self) -> list[list[FormMatch]]:
        """The forms found, by edition; finding them takes long where tables are many."""
        return [[match for form in edition.forms if (match := match_form(self.document, form))] for edition in self.editions]

    def read(self, blocks: set[int]) -> int:
        """How many numbers of some blocks are read: rows that are a good table stay as they are."""
        tables = {block.index for at in blocks if isinstance(block := self.document.blocks[at], Table)}
        if not tables:
            return 0
        counts = [0]
        for matches in self._matches:
            cells = {id(n.cell): n.cell for m in matches for n in m.numbers() if m.table_of(n.cell).index in tables}
            counts.append(sum(read_value(cell.text).kind is Kind.NUMBER for cell in cells.values()))
        return max(counts)


def _rebuilt(document: Document, worth: Sequence[tuple[list[Row], Found]]) -> Document:
    """The blocks with the rows that were found as tables, and what is left of their blocks as it was."""
    changed: dict[int, list[Block]] = {}
    touched = {id(run): run for run, _ in worth}
    for key, run in touched.items():
        mine = [found for other, found in worth if id(other) == key]
        owner = {row: found for found in mine for row in found.rows}
        owned = {run[row].block for row in owner}
        drawn: set[int] = set()
        for _, numbers in groupby(range(len(run)), key=lambda row: id(owner[row]) if row in owner else -run[row].block - 1):
            rows = list(numbers)
            found = owner.get(rows[0])
            at = run[rows[0]].block
            if at not in owned:
                continue
            if id(found) not in drawn:
                left = [run[row] for row in rows]
                made = [_table(found, _is_guessed(document, run, found))] if found else _left(document, at, left)
                changed.setdefault(at, []).extend(made)
            drawn |= {id(found)} if found else set()
            for row in rows:
                changed.setdefault(run[row].block, [])
    blocks = (new for at, block in enumerate(document.blocks) for new in changed.get(at, [block]))
    return replace(document, blocks=tuple(_numbered(blocks)))


def _table(found: Found, is_guessed: bool) -> Table:
    """The form as a table; one whose lines were rows of a guessed grid says so."""
    page = next((cell.page for cell in found.cells if cell.page), None)
    return Table(found.cells, page=page, grid_by=GridBy.LABELS if is_guessed else GridBy.FILE)


def _left(document: Document, at: int, rows: Sequence[Row]) -> Iterator[Block]:
    """Rows that belong to no form: paragraphs, and what is left of a table."""
    block = document.blocks[at]
    if isinstance(block, Paragraph):
        yield block
        return
    for single, group in groupby(rows, key=lambda row: not row.cells):
        if single:
            yield from (Paragraph(Text.join(row.pieces, " ")) for row in group)
        else:
            cells = [Cell(number, column, piece) for number, row in enumerate(group) for column, piece in enumerate(row.pieces)]
            yield Table(tuple(cells), grid_by=block.grid_by if isinstance(block, Table) else GridBy.FILE)


def _numbered(blocks: Iterator[Block]) -> Iterator[Block]:
    counts = {Paragraph: 0, Table: 0}
    for block in blocks:
        if isinstance(block, Paragraph | Table):
            yield replace(block, index=counts[type(block)])
            counts[type(block)] += 1
        else:
            yield block
