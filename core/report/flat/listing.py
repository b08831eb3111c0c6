"""The statistical table of edition 2008 among records of text: label, measure word and number of each row, one after the other."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from core.document import Text
from core.edition import Form
from core.report.flat.grid import Found, official_pairs
from core.report.flat.layout import SEPARATOR, Drawing
from core.report.flat.records import BLANK, Label, Record
from core.report.flat.rows import count_numbers
from core.report.values import Kind, read_value
from core.text.fold import bare

_LEAST_SHARE = 0.3
_LEAST_ROWS = 8


def find_list(form: Form, found: Sequence[Record], units: Collection[str]) -> Found | None:
    """A list in the records of a run; None where its labels are not there."""
    tokens = [(at, label) for at, record in enumerate(found) for label in record.labels]
    pairs = official_pairs(form, [label for _, label in tokens])
    if len(pairs) < max(_LEAST_ROWS, _LEAST_SHARE * len(form.rows)):
        return None
    first, last = min(pairs), max(pairs)
    inside = [*found[tokens[first][0] : tokens[last][0]], found[tokens[last][0]].until(tokens[last][1])]
    above = [label for at, label in tokens[:first] if at == tokens[first][0]]
    captions = _captions(form, above)
    headings = {id(tokens[i][1]) for i, j in pairs.items() if form.rows[j].heading}
    drawing = Drawing(1, 2)
    for column, caption in enumerate(captions):
        drawing.put(caption.content, column)
    drawing.row += bool(captions)
    for label, values in _rows(inside, above):
        _draw(drawing, label, _cells(values, units, heading=id(label) in headings))
    opening = min([tokens[first][1].row, *(label.row for label in captions)])
    numbers = count_numbers(value for record in inside for value in record.values)
    return Found(tuple(drawing.cells), frozenset(range(opening, inside[-1].end + 1)), numbers)


def _captions(form: Form, above: Sequence[Label]) -> list[Label]:
    """The captions, where all of them stand right before the first row."""
    near = above[-len(form.columns) :]
    named = sum(bare(label.text) in form.columns for label in near)
    return list(near) if 2 * named >= len(form.columns) and len(near) == len(form.columns) else []


def _rows(inside: Sequence[Record], above: Sequence[Label]) -> Iterator[tuple[Label, list[Text]]]:
    header = {id(label) for label in above}
    for record in inside:
        labels = [label for label in record.labels if id(label) not in header]
        yield from ((label, record.values if label is labels[-1] else []) for label in labels)


def _cells(values: list[Text], units: Collection[str], *, heading: bool) -> list[Text]:
    """Measure word and number; more than these cannot be told apart and stay together."""
    opens = bool(values) and (bare(values[0].text) in units or (_is_dash(values[0]) and (heading or len(values) > 1)))
    unit, rest = (values[0], values[1:]) if opens else (BLANK, values)
    number = rest[0] if len(rest) == 1 else Text.join(rest, SEPARATOR)
    return [unit, number]


def _is_dash(value: Text) -> bool:
    return bool(value.text.strip()) and read_value(value.text).kind is Kind.BLANK


def _draw(drawing: Drawing, label: Label, cells: Sequence[Text]) -> None:
    for column, content in enumerate((label.content, *cells)):
        drawing.put(content, column)
    drawing.row += 1
