"""Table two among records of text: blocks one below the other, each opened by its marker (第二十条第（一）项), drawn as one table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from core.edition import Form
from core.report.flat.grid import Block, Found, read_block
from core.report.flat.layout import Drawing, Line
from core.report.flat.records import Label, Record
from core.text.markers import marker_of


def find_blocks(forms: Sequence[Form], found: Sequence[Record]) -> Found | None:
    """The blocks of some forms with markers, or of all of them without; None where there is none."""
    blocks: list[tuple[Label | None, Block]] = list(_blocks(forms, found))
    if not any(marker_of(label.text) for record in found for label in record.labels):
        blocks = [(None, block) for form in forms if (block := read_block(form, found))]
    if not blocks:
        return None
    width = max(len(block.header.columns) for _, block in blocks)
    blocks = [
        (marker, replace(block, lines=tuple(_merged(line, block, width) for line in block.lines))) for marker, block in blocks
    ]
    drawing = Drawing(1, width)
    for marker, block in blocks:
        if marker:
            drawing.title(marker.content)
        block.draw(drawing)
    rows = frozenset(row for marker, block in blocks for row in (*([marker.row] if marker else []), *block.rows()))
    return Found(tuple(drawing.cells), rows, sum(block.count_values() for _, block in blocks))


def _blocks(forms: Sequence[Form], found: Sequence[Record]) -> Iterator[tuple[Label, Block]]:
    """Each block with its marker: it reaches to the next marker."""
    markers = [(at, label) for at, record in enumerate(found) for label in record.labels if marker_of(label.text)]
    for number, (at, marker) in enumerate(markers):
        following = markers[number + 1] if number + 1 < len(markers) else None
        part = list(found[at : following[0] + 1 if following else len(found)])
        part[0] = replace(part[0], labels=_behind(part[0].labels, marker))
        if following:
            part[-1] = Record(part[-1].labels[: _index(part[-1].labels, following[1])], gaps=[0])
        wanted = [form for form in forms if marker_of(form.marker) == marker_of(marker.text)]
        for form in wanted:
            if block := read_block(form, part):
                yield marker, block


def _merged(line: Line, block: Block, width: int) -> Line:
    """A row with as many numbers as the widest block has columns: what stands in several under one caption was one cell."""
    if line.values is not None or len(line.written) != width:
        return line
    count = len(block.header.columns)
    different = [next(same) for _, same in groupby(line.written, key=lambda value: value.text.strip())]
    # Told only where each number stands for one caption, or all are the same.
    values = different if len(different) == count else line.written[:count]
    return replace(line, values=values) if len(different) in (1, count) else line


def _behind(labels: list[Label], marker: Label) -> list[Label]:
    return labels[_index(labels, marker) + 1 :]


def _index(labels: list[Label], label: Label) -> int:
    return next(at for at, other in enumerate(labels) if other is label)
