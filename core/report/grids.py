"""Grids: official forms with several columns of numbers, matched by the captions over the columns and the labels before the rows.

A table may hold several grids one below the other, each opened by a *marker* row (第二十条第（一）项). Captions may be merged over
columns, labels over rows; the label of a row is the one nearest to its numbers. A form with a single row has no label: its numbers
are the first row under the captions that holds numbers or nothing. A grid may be cut: its rows or its columns go on in another table,
with the captions again or without.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from core.document import Cell, Document, Table
from core.edition import Form, FormColumn, FormRow
from core.report.formmatch import FormMatch, RowMatch
from core.report.grid_columns import caption_over, columns_of, is_number
from core.report.labels import by_number, label_of
from core.report.regions import Region, regions
from core.report.values import Kind, read_value
from core.text.fold import bare
from core.text.similarity import align, ratio

_ALIKE = 0.66
_GROUP_ALIKE = 0.5
_GROUP_SURE = 0.75
_LEAST_SHARE = 0.5
_MANY_COLUMNS, _LEAST_CUT = 5, 3
_SURE = 0.95


@dataclass(frozen=True, slots=True)
class _Part:
    """What a region holds of a grid: columns of numbers by column id, rows by row id, and the label of each row."""

    region: Region
    columns: Mapping[str, int]
    captions: Mapping[str, Cell]
    rows: Mapping[str, int]
    labels: Mapping[int, Cell]

    @property
    def weight(self) -> int:
        return len(self.columns) * len(self.rows)


def match_grid(document: Document, form: Form) -> FormMatch | None:
    """Find a grid in a draft; None where no table looks like it."""
    places = [each for region in regions(document, form) for each in _one_below_the_other(region, form)]
    parts = [part for region in places if (part := _part(region, form))]
    best = max(parts, key=lambda part: part.weight, default=None)
    if best is None:
        return None
    kept = [best]
    for region in (region for region in places if region is not best.region):
        part = next((part for part in parts if part.region is region), None) or _without_header(region, form, best)
        if part and _adds(part, kept, form):
            kept.append(part)
    columns, rows = _union(kept)
    needed = [row.id for row in form.rows if not row.heading]
    # A table that has all of many columns and breaks off behind its first rows is the form, with rows missing.
    least = _LEAST_CUT if len(columns) == len(form.values) >= _MANY_COLUMNS else _LEAST_SHARE * len(needed)
    if len(columns) < _LEAST_SHARE * len(form.values) or len(rows & set(needed)) < min(least, _LEAST_SHARE * len(needed)):
        return None
    return _result(form, sorted(kept, key=lambda part: (part.region.table.index, part.region.start)))


def _one_below_the_other(region: Region, form: Form) -> Iterator[Region]:
    """A form of one row that was drawn in several tables may have come as one: captions, numbers, captions, numbers."""
    yield region
    for _ in form.values if _is_single(form) else ():
        data = _first_data_row(region, form)
        if data is None or data + 1 >= region.end:
            return
        region = Region(region.table, data + 1, region.end)
        yield region


def _union(parts: Sequence[_Part]) -> tuple[set[str], set[str]]:
    return {name for part in parts for name in part.columns}, {name for part in parts for name in part.rows}


def _adds(part: _Part, kept: Sequence[_Part], form: Form) -> bool:
    """Whether a part has only what those kept lack: other rows, or in a form of one row other columns."""
    columns, rows = _union(kept)
    if _is_single(form):
        return not columns & set(part.columns)
    fresh = set(part.rows) - rows
    return bool(fresh) and 2 * len(fresh) >= len(part.rows)


def _part(region: Region, form: Form) -> _Part | None:
    """What a region holds under captions of its own."""
    data = _first_data_row(region, form)
    if data is None:
        return None
    columns = columns_of(region, form, data)
    if not columns or (not _is_single(form) and len(columns) < _LEAST_SHARE * len(form.values)):
        return None
    labels = _labels(region, data, min(columns.values()))
    rows = {form.rows[0].id: data} if _is_single(form) else _rows(labels, form)
    captions = {name: cell for name, column in columns.items() if (cell := caption_over(region, data, column))}
    return _Part(region, columns, captions, rows, labels) if rows else None


def _without_header(region: Region, form: Form, best: _Part) -> _Part | None:
    """What a region goes on with in the columns of another, of the same width."""
    if region.table.column_count != best.region.table.column_count or _is_single(form):
        return None
    labels = _labels(region, region.start, min(best.columns.values()))
    rows = _rows(labels, form)
    return _Part(region, best.columns, {}, rows, labels) if rows and 2 * len(rows) >= len(labels) else None


def _is_single(form: Form) -> bool:
    return len(form.rows) == 1 and not form.rows[0].label


def _first_data_row(region: Region, form: Form) -> int | None:
    """The first row that holds numbers: by its label, or where the form has none by what stands in it."""
    names = {bare(name) for column in form.values for name in (column.label, *column.accept)}
    captioned = False
    for row in range(region.start, region.end):
        cells = [region.text(row, column) for column in range(region.table.column_count)]
        is_caption = not names.isdisjoint(cells)
        if _is_single(form):
            numbers = sum(read_value(text).value is not None for text in cells)
            blanks = sum(read_value(text).kind is Kind.BLANK for text in cells)
            # Behind all captions a row of nothing but — or blanks is one that nobody filled in.
            left_open = blanks == len(cells) and captioned and row == region.end - 1
            if row > region.start and numbers + blanks >= _LEAST_SHARE * len(cells) and (numbers or left_open):
                return row
        elif any(_opens_row(cells, at, form) for at in range(min(4, len(cells)))) or (
            captioned and not is_caption and _goes_under_captions(cells, form)
        ):
            return row
        captioned = captioned or is_caption
    return None


def _goes_under_captions(cells: Sequence[str], form: Form) -> bool:
    """Numbers below the captions are no captions, whatever their label; nor is a row of the form, whatever words it holds."""
    counted = 2 * sum(map(is_number, cells)) >= len(cells)
    return counted or any(_is_label(text, form, _SURE) for text in cells[:4])


def _opens_row(cells: Sequence[str], at: int, form: Form) -> bool:
    """A label before numbers, though it be misspelt, or before nothing but blanks: the words of a caption may be a label too."""
    behind = [text for text in cells[at + 1 :] if text and text != cells[at]]
    if any(map(is_number, behind)):
        return _is_label(cells[at], form, _ALIKE)
    return all(map(_is_figure, behind)) and _is_label(cells[at], form, _ALIKE + 0.1)


def _is_figure(text: str) -> bool:
    """What may stand in a cell for a number, and is not a caption."""
    return read_value(text).kind is not Kind.TEXT or read_value(text).value is not None


def _is_label(text: str, form: Form, least: float) -> bool:
    main = label_of(text).main
    return bool(main) and _likeness(main, form.needed) >= least


@lru_cache(1 << 13)
def _likeness(main: str, labels: tuple[str, ...]) -> float:
    """How alike a label and the one most like it are."""
    return max((ratio(main, label_of(label).main) for label in labels), default=0.0)


# --- rows ---------------------------------------------------------------------------------------------------------


def _labels(region: Region, data: int, first: int) -> dict[int, Cell]:
    """The label of every row: the nearest to its numbers."""
    labels: dict[int, Cell] = {}
    for row in range(data, region.end):
        cells = (region.cell(row, column) for column in reversed(range(first)))
        cell = next((cell for cell in cells if cell and cell.text.strip()), None)
        if cell is not None:
            labels[row] = cell
    return labels


def _rows(labels: Mapping[int, Cell], form: Form) -> dict[str, int]:
    numbers = list(labels)
    mine = [label_of(labels[number].text).main for number in numbers]
    official = [label_of(row.label).main for row in form.rows]
    pairs = dict(align(mine, official, _ALIKE))
    for at, text in enumerate(mine):
        free = [j for j, key in enumerate(official) if key == text and j not in pairs.values()]
        if text and at not in pairs and len(free) == 1:
            pairs[at] = free[0]
    pairs |= by_number([labels[number].text for number in numbers], [row.label for row in form.rows], pairs)
    return {form.rows[j].id: numbers[i] for i, j in sorted(pairs.items())}


def _result(form: Form, parts: Sequence[_Part]) -> FormMatch:
    columns, names = _union(parts)
    rows = {row.id: _row(row, [part for part in parts if row.id in part.rows]) for row in form.rows if row.id in names}
    for part in parts:
        rows = {**_groups(form, part, rows), **rows}
    rows = {row.id: rows[row.id] for row in form.rows if row.id in rows}
    return FormMatch(
        form,
        tuple({part.region.table.index: part.region.table for part in parts}.values()),
        rows,
        missing=tuple(row for row in form.rows if row.id not in rows and not row.heading),
        extra=tuple(label for part in parts for label in _extra(part)),
        columns_missing=tuple(_name(column) for column in form.values if column.id not in columns),
        captions=tuple(caption for part in parts for caption in (*_of_columns(form, part), *_of_groups(form, part))),
    )


def _of_columns(form: Form, part: _Part) -> Iterator[tuple[str, Cell]]:
    yield from ((_accepted(form.values, name, cell), cell) for name, cell in part.captions.items())


def _of_groups(form: Form, part: _Part) -> Iterator[tuple[str, Cell]]:
    """The captions over several columns that are nearly those of a group, and not one of the form's."""
    known = {bare(name) for column in form.values for name in (*column.group, column.label, *column.accept)}
    told: set[tuple[int, int]] = set()
    for name, lowest in part.captions.items():
        column = part.columns[name]
        above = (part.region.cell(row, column) for row in range(part.region.start, lowest.row))
        for cell in (cell for cell in above if cell and bare(cell.text) not in known and (cell.row, cell.column) not in told):
            group = max(form.column(name).group, key=lambda group: ratio(bare(cell.text), bare(group)), default="")
            if group and ratio(bare(cell.text), bare(group)) >= _GROUP_SURE:
                told.add((cell.row, cell.column))
                yield group, cell


def _groups(form: Form, part: _Part, rows: Mapping[str, RowMatch]) -> dict[str, RowMatch]:
    """Names of groups that stand beside the rows under them: right before the label of the first, else further to the left."""
    found: dict[str, RowMatch] = {}
    for row in form.rows:
        if not row.parent or row.id not in part.rows:
            continue
        number, names = part.rows[row.id], _lineage(form, row)
        label = part.labels[number]
        beside = [cell for column in reversed(range(label.column)) if (cell := part.region.cell(number, column))]
        for cell in (cell for cell in dict.fromkeys(beside) if cell.text.strip()):
            words = label_of(cell.text).main
            named = max(names, key=lambda name: ratio(words, label_of(name.label).main), default=None)
            fits = named is not None and ratio(words, label_of(named.label).main) >= _GROUP_ALIKE
            if named is not None and fits and named.id not in rows and named.id not in found:
                found[named.id] = RowMatch(named, part.region.table, cell.row, cell)
    return found


def _lineage(form: Form, row: FormRow) -> list[FormRow]:
    """The groups that a row lies in."""
    parent = form.row(row.parent) if row.parent else None
    return [parent, *_lineage(form, parent)] if parent else []


def _extra(part: _Part) -> Iterator[Cell]:
    """The labels of rows between those of the form."""
    used = set(part.rows.values())
    yield from (label for number, label in part.labels.items() if number not in used and min(used) < number < max(used))


def _name(column: FormColumn) -> str:
    return "／".join((*column.group[-1:], column.label))


def _accepted(columns: Sequence[FormColumn], name: str, cell: Cell) -> str:
    """The official caption that a cell stands for; the draft's own wording where it is right."""
    column = next(each for each in columns if each.id == name)
    written = bare(cell.text)
    for group in column.group:
        written = written.removeprefix(bare(group)).lstrip("-/:·")
    return cell.text if written in {bare(text) for text in (column.label, *column.accept)} else column.label


def _row(row: FormRow, parts: Sequence[_Part]) -> RowMatch:
    values: dict[str, Cell] = {}
    elsewhere: dict[str, Table] = {}
    for part in parts:
        number = part.rows[row.id]
        for name, column in part.columns.items():
            cell = part.region.cell(number, column)
            if cell and cell is not part.labels.get(number) and name not in values:
                values[name] = cell
                elsewhere |= {name: part.region.table} if part is not parts[0] else {}
    first = parts[0]
    label = first.labels.get(first.rows[row.id]) or next(iter(values.values()))
    return RowMatch(row, first.region.table, first.rows[row.id], label, values=values, elsewhere=elsewhere)
