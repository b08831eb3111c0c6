"""Grids among records of text: the form's labels in order, each with the values of one row, under the form's captions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import compress

from core.document import Cell, Text
from core.edition import Form, FormRow
from core.report.flat.header import CORNER, OVER, Header, read_header
from core.report.flat.layout import Drawing, Line
from core.report.flat.records import BLANK, Label, Record
from core.report.flat.rows import count_numbers
from core.report.labels import label_of
from core.text.fold import bare
from core.text.similarity import align

_ALIKE = 0.66
_LEAST_SHARE = 0.5


@dataclass(frozen=True, slots=True)
class Found:
    """A form found in a run of text: the cells to draw, the rows of the run that they come from, and how many numbers they hold."""

    cells: tuple[Cell, ...]
    rows: frozenset[int]
    values: int


def find_grids(form: Form, found: Sequence[Record]) -> Iterator[Found]:
    """A grid in the records of a run, or its parts side by side; none where its labels or captions are not there."""
    if len(form.rows) == 1 and not form.rows[0].label:
        yield from _single(form, found)
    elif block := read_block(form, found):
        drawing = Drawing(block.depth, len(block.header.columns))
        block.draw(drawing)
        yield Found(tuple(drawing.cells), block.rows(), block.count_values())


def _single(form: Form, found: Sequence[Record]) -> Iterator[Found]:
    """A form of one row without a label: the records whose labels are its captions."""
    for record in found:
        if not record.values or not (header := read_header(form, record.labels, len(_stripped(record.values)))):
            continue
        drawing = Drawing(0, len(header.columns))
        drawing.header(header, (), ())
        line = Line(BLANK, 0, record.fitted(len(header.columns)), record.values)
        drawing.lines([line], len(header.columns))
        rows = frozenset(range(record.labels[header.first].row, record.end + 1))
        yield Found(tuple(drawing.cells), rows, count_numbers(record.values))


@dataclass(frozen=True, slots=True)
class Block:
    """Rows of a grid under one header, before they are drawn: ``before`` are the labels over the captions that belong to it."""

    header: Header
    corner: tuple[Label, ...]
    over: tuple[Label, ...]
    lines: tuple[Line, ...]
    depth: int
    first: int
    last: int

    def draw(self, drawing: Drawing) -> None:
        """Put the header and the rows down."""
        drawing.header(self.header, [label.content for label in self.corner], [label.content for label in self.over])
        drawing.lines(self.lines, len(self.header.columns))

    def rows(self) -> frozenset[int]:
        """The rows of the run that it comes from."""
        return frozenset(range(self.first, self.last + 1))

    def count_values(self) -> int:
        """How many numbers stand in it under a caption of the form."""
        official = [column.official is not None for column in self.header.columns]
        return sum(count_numbers(compress(line.values or (), official)) for line in self.lines)


def read_block(form: Form, found: Sequence[Record]) -> Block | None:
    """The rows of a form with labels, as they follow each other in the records."""
    tokens = [(at, label) for at, record in enumerate(found) for label in record.labels]
    pairs = official_pairs(form, [label for _, label in tokens])
    leaves = [row for row in form.rows if not row.heading]
    if sum(not form.rows[j].heading for j in pairs.values()) < _LEAST_SHARE * len(leaves):
        return None
    first, last = min(pairs), max(pairs)
    start = tokens[first][0]
    above = [label for at, label in tokens[:first] if at == start]
    inside = [*found[start : tokens[last][0]], found[tokens[last][0]].until(tokens[last][1])]
    header = read_header(form, above, _usual(inside))
    if header is None:
        return None
    official = {id(tokens[i][1]): form.rows[j] for i, j in pairs.items()}
    lines = list(_lines(form, inside, above, official, len(header.columns)))
    corner, over = _beside(above, header)
    opening = min([above[header.first].row, *(label.row for label in (*corner, *over))])
    return Block(header, tuple(corner), tuple(over), tuple(lines), _depth(form), opening, inside[-1].end)


def official_pairs(form: Form, labels: Sequence[Label]) -> dict[int, int]:
    """Label of the text → row of the form, in order, then moved rows by their words alone."""
    mine = [label_of(label.text).main for label in labels]
    keys = [label_of(row.label).main for row in form.rows]
    pairs = dict(align(mine, keys, _ALIKE))
    for at, text in enumerate(mine):
        free = [j for j, key in enumerate(keys) if key == text and j not in pairs.values()]
        if text and at not in pairs and len(free) == 1 and min(pairs, default=at) < at < max(pairs, default=at):
            pairs[at] = free[0]
    return pairs


def _usual(found: Sequence[Record]) -> int:
    """How many values most rows hold; blank cells at their ends do not count."""
    counts = Counter(len([*_stripped(record.values)]) for record in found if record.values)
    return counts.most_common(1)[0][0] if counts else 0


def _stripped(values: Sequence[Text]) -> Sequence[Text]:
    end = len(values)
    while end and not values[end - 1].text.strip():
        end -= 1
    return values[:end]


def _beside(above: Sequence[Label], header: Header) -> tuple[list[Label], list[Label]]:
    """The note in the corner and the caption over all columns: right before the captions or among them."""
    taken = {id(column.caption) for column in header.columns} | {id(label) for label in header.groups.values()}
    near = [label for label in above[max(0, header.first - 3) :] if id(label) not in taken]
    corner = [label for label in near if CORNER.search(bare(label.text))]
    return corner, [label for label in near if OVER.search(bare(label.text))]


def _depth(form: Form) -> int:
    return max(_level(form, row) for row in form.rows) + 1


def _level(form: Form, row: FormRow) -> int:
    return 0 if row.parent is None else _level(form, form.row(row.parent)) + 1


def _lines(
    form: Form, inside: Sequence[Record], above: Sequence[Label], official: dict[int, FormRow], count: int
) -> Iterator[Line]:
    """The rows to draw; a label that is none of the form's stands at the level of the row before it."""
    header, level = {id(label) for label in above}, 0
    open_groups: set[str] = set()
    for record in inside:
        labels = [label for label in record.labels if id(label) not in header]
        for label in labels:
            row, is_last = official.get(id(label)), label is labels[-1]
            name = label_of(label.text).main
            if row is None and name in open_groups and not is_last:
                continue
            open_groups |= {name} if row and row.heading else set()
            level = _level(form, row) if row else level
            written = record.values if is_last else []
            values = record.fitted(count) if is_last and written else None
            if row and not row.heading and not written:
                values = [BLANK] * count
            yield Line(label.content, level, values, written)
