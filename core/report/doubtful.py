"""Places that look like an official form that could not be matched: turned on its side, lost its captions, or run together."""

from __future__ import annotations

from collections.abc import Iterable

from core.document import Document, GridBy, Table
from core.edition import Form
from core.place import InCell, InText, Place
from core.report.labels import label_of
from core.text.fold import bare
from core.text.markers import marker_of

_LEAST_SHARE = 0.5
_SHORTEST, _LONG, _LEAST_LONG = 3, 5, 2
_LONG_CAPTION, _LEAST_CAPTIONS = 4, 3
_LONGEST_LINE = 120
_MOST_LETTERS = 0.9


def resembling(document: Document, form: Form) -> Place | None:
    """Where at least half of the labels of a form stand together in a table or in short lines; None where they do not."""
    names = _names(form)
    for table in document.tables:
        hits = {name: cell for cell in table.cells for name in _in(cell.text, names)}
        if _enough(hits, names):
            first = min(hits.values(), key=lambda cell: (cell.row, cell.column))
            return InCell(table.index, first.row, first.column, form.name)
        if _enough(_in(_run_together(table), names), names) or _has_captions(table, form):
            return InCell(table.index, 0, 0, form.name)
    guesses = [table for table in document.tables if table.grid_by is GridBy.PLACES]
    if guesses and _are_in_pieces(guesses, names):
        return InCell(guesses[0].index, 0, 0, form.name)
    lines = [p for p in document.paragraphs if len(p.text) <= _LONGEST_LINE and not p.text.rstrip().endswith("。")]
    found = {name: line for line in reversed(lines) for name in _in(line.text, names)}
    if not _enough(found, names):
        # Short captions break up first: all the long ones in one line, and no figure, are enough.
        found = next(({"": line} for line in lines if _are_captions(line.text, names)), {})
    if not found:
        return None
    line = min(found.values(), key=lambda line: line.index)
    return InText(line.index, 0, len(line.text))


def _has_captions(table: Table, form: Form) -> bool:
    """Whether a table has the columns of a form that no other table has, though its rows lost their names or were cut off."""
    wanted = {name for column in form.values if len(name := bare(column.label)) >= _LONG_CAPTION}
    return len(wanted) >= _LEAST_CAPTIONS and wanted <= {bare(cell.text) for cell in table.cells}


def _run_together(table: Table) -> str:
    """The words of a table without its numbers: a label that wrapped is cut where its lines were taken for rows."""
    cells = sorted(table.cells, key=lambda cell: (cell.row, cell.column))
    return "".join(cell.text for cell in cells if not bare(cell.text).isdecimal())


def _are_in_pieces(tables: Iterable[Table], names: set[str]) -> bool:
    """Whether guessed tables hold the letters of the names, wherever lines were parted and one table taken for several."""
    wanted = {letter for name in names for letter in name}
    there = {letter for table in tables for cell in table.cells for letter in cell.text}
    return len(wanted & there) > _MOST_LETTERS * len(wanted)


def _names(form: Form) -> set[str]:
    """What the form's rows are called, or its captions where the rows have no names; the marker of a block."""
    rows = {label_of(row.label).main for row in form.rows if not row.heading}
    captions = {bare(name) for column in form.values for name in (*column.group, column.label)}
    own = rows if len(rows) > len(captions) else rows | captions
    return {name for name in own if len(name) >= _SHORTEST} | ({marker_of(form.marker)} - {""})


def _in(text: str, names: Iterable[str]) -> set[str]:
    """The names that a cell or line holds: it is one, or it is several with numbers between them."""
    words = bare(text)
    mark = marker_of(text)
    return {name for name in names if name == mark or name in words}


def _are_captions(text: str, names: set[str]) -> bool:
    long = {name for name in names if len(name) >= _LONG}
    return len(long) >= _LEAST_LONG and long <= _in(text, long) and not any(char.isdecimal() for char in text)


def _enough(found: Iterable[str], names: set[str]) -> bool:
    return len(names) > 1 and len(set(found)) > _LEAST_SHARE * len(names)
