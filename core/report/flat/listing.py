"""The statistical table of edition 2008 among records of text: label, measure word and number of each row, one after the other."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from core.document import Text
from core.edition import Form
from core.report.flat.grid import Found, official_pairs
from core.report.flat.layout import SEPARATOR, Drawing
from core.report.flat.records import BLANK, Label, Record
from core.report.flat.rows import count_numbers
from core.report.labels import label_of
from core.report.values import Kind, read_value
from core.text.fold import bare

_LEAST_SHARE = 0.3
_LEAST_ROWS = 8
_MOST = 0.5
_LABELS = re.compile(r"^(?:统计)?指标(?:名称)?$|^项目$")
_REMARK = re.compile(r"备注|说明")


def find_list(form: Form, found: Sequence[Record], units: Collection[str]) -> Found | None:
    """A list in the records of a run; None where its labels are not there."""
    found = _units_apart(form, found, units)
    tokens = [(at, label) for at, record in enumerate(found) for label in record.labels]
    pairs = official_pairs(form, [label for _, label in tokens])
    if len(pairs) < max(_LEAST_ROWS, _LEAST_SHARE * len(form.rows)):
        return None
    first, last = min(pairs), max(pairs)
    inside = [*found[tokens[first][0] : tokens[last][0]], found[tokens[last][0]].until(tokens[last][1])]
    above = [label for at, label in tokens[:first] if at == tokens[first][0]]
    captions = _captions(form, above)
    headings = {id(tokens[i][1]) for i, j in pairs.items() if form.rows[j].heading}
    rows = [(label, _cells(record, units, captions, heading=id(label) in headings)) for label, record in _rows(inside, above)]
    opening = min([tokens[first][1].row, *(label.row for label in captions)])
    numbers = count_numbers(cells[1] for _, cells in rows if len(cells) > 1)
    return Found(tuple(_drawn(captions, rows).cells), frozenset(range(opening, inside[-1].end + 1)), numbers)


def _units_apart(form: Form, found: Sequence[Record], units: Collection[str]) -> Sequence[Record]:
    """The records, with measure words that run together with the labels before them apart, where most do so."""
    keys = {label_of(row.label).main for row in form.rows}
    glued = [_unit_at(record.labels[-1], units) if record.labels else 0 for record in found]
    told = [
        record.labels[-1].content.cut(0, start).text
        for record, start in zip(found, glued, strict=True)
        if start and label_of(record.labels[-1].text).main not in keys
    ]
    if sum(label_of(text).main in keys for text in told) <= _MOST * len(keys):
        return found
    return [_unit_apart(record, start, keys) if start else record for record, start in zip(found, glued, strict=True)]


def _unit_at(label: Label, units: Collection[str]) -> int:
    """Where a measure word begins at the end of a label; 0 where there is none."""
    unit = max((unit for unit in units if label.text.endswith(unit)), key=len, default="")
    return len(label.text) - len(unit) if unit else 0


def _unit_apart(record: Record, start: int, keys: Collection[str]) -> Record:
    label = record.labels[-1]
    if label_of(label.text).main in keys:
        return record
    labels = [*record.labels[:-1], replace(label, content=label.content.cut(0, start))]
    unit = label.content.cut(start, len(label.text))
    return replace(record, labels=labels, values=[unit, *record.values], gaps=[0, *record.gaps])


def _captions(form: Form, above: Sequence[Label]) -> Sequence[Label]:
    """The captions right before the first row, from that of the labels on; those of the form where there are none."""
    start = next((at for at, label in enumerate(above) if _LABELS.search(bare(label.text))), None)
    if start is None or len(above) - start < len(form.columns) - 1:
        return ()
    return above[start:]


def _rows(inside: Sequence[Record], above: Sequence[Label]) -> Iterator[tuple[Label, Record]]:
    header = {id(label) for label in above}
    for record in inside:
        labels = [label for label in record.labels if id(label) not in header]
        yield from ((label, record if label is labels[-1] else Record(gaps=[0])) for label in labels)


def _cells(record: Record, units: Collection[str], captions: Sequence[Label], *, heading: bool) -> list[Text]:
    """Measure word, number and what stands in further columns; what cannot be told apart stays together."""
    values = record.values
    opens = bool(values) and (bare(values[0].text) in units or (_is_dash(values[0]) and (heading or len(values) > 1)))
    unit, rest = (values[0], values[1:]) if opens else (BLANK, values)
    rest_record = replace(record, values=rest, gaps=record.gaps[1:] if opens else record.gaps)
    counts = _counts(captions)
    fitted = next((cells for count in counts if (cells := rest_record.fitted(count)) is not None), None)
    return [unit, *fitted] if fitted is not None else [unit, Text.join(rest, SEPARATOR)]


def _counts(captions: Sequence[Label]) -> list[int]:
    """How many values a row may hold behind its measure word: a column for remarks need not be filled."""
    most = max(1, len(captions) - 2)
    remark = bool(captions) and bool(_REMARK.search(captions[-1].text))
    return [most - 1, most] if remark and most > 1 else [most]


def _is_dash(value: Text) -> bool:
    return bool(value.text.strip()) and read_value(value.text).kind is Kind.BLANK


def _drawn(captions: Sequence[Label], rows: Sequence[tuple[Label, list[Text]]]) -> Drawing:
    drawing = Drawing(1, 2)
    for column, caption in enumerate(captions):
        drawing.put(caption.content, column)
    drawing.row += bool(captions)
    for label, cells in rows:
        for column, content in enumerate((label.content, *cells)):
            drawing.put(content, column)
        drawing.row += 1
    return drawing
