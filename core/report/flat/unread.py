"""Lines that were once a form and fit none of its shapes: their labels are no headings.

The form was turned on its side, told column by column, or the cells of its rows run together.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from core.document import Document, Paragraph
from core.edition import Edition, Form
from core.report.flat.rows import is_short_line
from core.report.labels import label_of
from core.text.fold import bare

_NOTE = re.compile(r"(?<=.)\([^()]{3,}\)")
_MARK = re.compile(r"^(?:其中:|\([一二三四五六七八九十]+\)|[一二三四五六七八九十]+、|\d{1,2}[.、])+")
_FIGURES = re.compile(r"[-+\d.,/—]*")
_LEAST_NAMES = 8
_LEAST_SHARE = 0.5


def unread_lines(document: Document, editions: Sequence[Edition]) -> frozenset[int]:
    """The blocks from the first to the last label of a form, where most of its labels stand among neighbouring short lines."""
    forms = [names for edition in editions for form in edition.forms if len(names := _names(form)) >= _LEAST_NAMES]
    known = {name for names in forms for name in names}
    units = {
        unit for edition in editions for form in edition.forms for row in form.rows for unit in (row.unit, *row.accept_units)
    }
    found: set[int] = set()
    for stretch in _stretches(document):
        told = [(at, name) for at, paragraph in stretch for name in _told(paragraph.text, known, units)]
        for names in forms:
            found.update(_between(told, names))
    return frozenset(found)


def _names(form: Form) -> set[str]:
    return {label_of(row.label).main for row in form.rows} - {""}


def _told(line: str, known: Collection[str], units: Collection[str]) -> list[str]:
    """The labels that a line is: one, or some with what stood in the cells of their row."""
    if (name := label_of(line).main) in known:
        return [name]
    rest = _without_notes(bare(line))
    found: list[str] = []
    while rest:
        names = [name for name in known if rest.startswith(name)]
        if not names and not (found and _FIGURES.fullmatch(_without_unit(rest, units))):
            return []
        found += [max(names, key=len)] if names else []
        rest = _MARK.sub("", rest[len(found[-1]) :]) if names else ""
    return found


def _without_notes(words: str) -> str:
    return _MARK.sub("", _NOTE.sub("", words))


def _without_unit(words: str, units: Collection[str]) -> str:
    return words.removeprefix(max((unit for unit in units if unit and words.startswith(unit)), key=len, default=""))


def _stretches(document: Document) -> Iterator[list[tuple[int, Paragraph]]]:
    """Neighbouring short lines, with the numbers of their blocks."""
    stretch: list[tuple[int, Paragraph]] = []
    for at, block in enumerate(document.blocks):
        if isinstance(block, Paragraph) and is_short_line(block):
            stretch.append((at, block))
        elif stretch:
            yield stretch
            stretch = []
    if stretch:
        yield stretch


def _between(told: Sequence[tuple[int, str]], names: Collection[str]) -> range:
    """The blocks of a form; a chapter's heading in the words of a label stands before them, and the label comes again."""
    mine = [(at, name) for at, name in told if name in names]
    if len({name for _, name in mine}) <= _LEAST_SHARE * len(names):
        return range(0)
    last = {name: at for at, name in mine}
    start = next(at for at, name in mine if last[name] == at)
    return range(start, mine[-1][0] + 1)
