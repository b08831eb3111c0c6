"""Makes small Documents by hand for the tests of understanding."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import rules
from core.document import Block, Cell, Document, Format, Paragraph, Picture, Table, Text
from core.edition import Form
from core.place import InCell, InText, Missing

FORM: Form = next(edition for edition in rules.builtin().editions if edition.key == "2008").forms[0]
HEADER = ("统计指标", "单位", "统计数")


def paragraph(text: str, heading: int | None = None) -> Paragraph:
    return Paragraph(Text.at(text), heading=heading)


def table(rows: Sequence[Sequence[str]]) -> Table:
    """A table without merged cells."""
    return Table(tuple(Cell(r, c, Text.at(text)) for r, row in enumerate(rows) for c, text in enumerate(row)))


def document(*blocks: str | Block, file_format: Format = Format.TEXT) -> Document:
    """Blocks in reading order, numbered as a Document has them; a string is a paragraph."""
    numbered: list[Block] = []
    for block in blocks:
        made = paragraph(block) if isinstance(block, str) else block
        if not isinstance(made, Picture):
            index = sum(isinstance(other, type(made)) for other in numbered)
            made = replace(made, index=index)
        numbered.append(made)
    return Document("草稿.txt", file_format, tuple(numbered))


def words_at(draft: Document, place: InText | InCell | Missing | None) -> str:
    """The characters of a place."""
    if isinstance(place, InText):
        return draft.paragraphs[place.paragraph].text[place.start : place.end]
    if isinstance(place, InCell):
        cell = draft.tables[place.table].at(place.row, place.column)
        return cell.text if cell else ""
    return ""


def form_rows(form: Form = FORM) -> list[list[str]]:
    """The rows of a form, filled in; heading rows as people leave them."""
    return [[row.label, "——" if row.heading else row.unit, "" if row.heading else "0"] for row in form.rows]


def row_of(rows: Sequence[Sequence[str]], row_id: str, form: Form = FORM) -> int:
    """The number of the row of a form among rows that are the form's."""
    return [row.id for row in form.rows].index(row_id)
