"""Which column of a draft is which of a form: by the captions over the columns of a region, with those of their groups."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from core.document import Cell
from core.edition import Form, FormColumn
from core.report.regions import Region
from core.report.values import Kind, read_value
from core.text.fold import bare
from core.text.similarity import align, aligned_one_way, ratio

_CAPTION_ALIKE = 0.6
_GROUP_ALIKE = 0.5


def columns_of(region: Region, form: Form, data: int) -> dict[str, int]:
    """The column of the draft for each column of the form: in order, then moved ones by their captions alone."""
    groups = {bare(name) for column in form.values for name in column.group}
    paths = [_path(region, data, column, groups) for column in range(region.table.column_count)]
    paths = [path if path and path[-1] not in groups else [] for path in paths]
    keys = [_key(column) for column in form.values]
    pairs = _pairs_of(paths, keys)
    if region.table.cut_off and len(pairs) < len(keys):
        # What is left of the last column tells nothing.
        pairs = _pairs_of([*paths[:-1], []], keys)
    return {form.values[official].id: mine for mine, official in sorted(pairs, key=lambda pair: pair[1])}


def _pairs_of(paths: Sequence[Sequence[str]], keys: Sequence[Sequence[str]]) -> list[tuple[int, int]]:
    """Which column of the draft is which of the form, by their captions with those of their groups."""
    pairs = _aligned(["/".join(path) for path in paths], ["/".join(key) for key in keys])
    shared = len({key[-1] for key in keys}) < len(keys)
    if len(pairs) < len(keys):
        by_leaf = _aligned([path[-1] if path else "" for path in paths], [key[-1] for key in keys])
        # Where groups share a caption, a part of the captions alone does not tell whose they are.
        pairs = _in_turn(paths, keys, pairs) if shared and len(by_leaf) < len(keys) else max(pairs, by_leaf, key=len)
    return [*pairs, *_between([path[-1] if path else "" for path in paths], [key[-1] for key in keys], dict(pairs))]


def _in_turn(
    paths: Sequence[Sequence[str]], keys: Sequence[Sequence[str]], pairs: list[tuple[int, int]]
) -> list[tuple[int, int]]:
    """The pairs, or more where captions without those of their groups fit the form in one way only, and the pairs with them."""
    filled = [at for at, path in enumerate(paths) if path]
    told = aligned_one_way([paths[at][-1] for at in filled], [key[-1] for key in keys])
    by_turn = [(filled[i], j) for i, j in told]
    return by_turn if set(pairs) < set(by_turn) else pairs


def _aligned(mine: Sequence[str], official: Sequence[str]) -> list[tuple[int, int]]:
    same = _same(mine, official)
    rest, others = (
        [at for at in range(len(texts)) if at not in done] for texts, done in ((mine, same), (official, same.values()))
    )
    alike = align([mine[at] for at in rest], [official[at] for at in others], _CAPTION_ALIKE)
    pairs = sorted([*same.items(), *((rest[i], others[j]) for i, j in alike)])
    for j, key in enumerate(official):
        free = [i for i, text in enumerate(mine) if text == key and i not in {i for i, _ in pairs}]
        if j not in {j for _, j in pairs} and len(free) == 1 and official.count(key) == 1:
            pairs.append((free[0], j))
    return pairs


def _between(mine: Sequence[str], official: Sequence[str], pairs: Mapping[int, int]) -> Iterator[tuple[int, int]]:
    """A caption in other words: the only one between those of the neighbours, and half alike."""
    places = {j: i for i, j in pairs.items()}
    for j in range(1, len(official) - 1):
        left, right = places.get(j - 1), places.get(j + 1)
        if j in places or left is None or right != left + 2 or left + 1 in pairs or mine[left + 1] in official:
            continue
        if ratio(mine[left + 1], official[j]) >= _GROUP_ALIKE:
            yield left + 1, j


def _same(mine: Sequence[str], official: Sequence[str]) -> dict[int, int]:
    """Captions that stand once on either side: whatever their order, they are surely each other's."""
    once = {text: at for at, text in enumerate(official) if official.count(text) == 1}
    return {at: once[text] for at, text in enumerate(mine) if text in once and mine.count(text) == 1}


def _key(column: FormColumn) -> list[str]:
    return [bare(text) for text in (*column.group, column.label)]


def _path(region: Region, data: int, column: int, groups: Collection[str]) -> list[str]:
    """The captions over a column, from the top, each once: the last where the captions of another grid stand above."""
    path: list[str] = []
    told = region.table.sheet is not None or _is_one_group(region, data)
    for row in range(region.start, data):
        # The lowest captions have no group.
        text = region.text(row, column) or (_left_of(region, row, column, groups) if told and row < data - 1 else "")
        if text and not is_number(text) and (text in groups or not _stands_alone(region, row)):
            path = [*(other for other in path if other != text), text]
    return path


def _left_of(region: Region, row: int, column: int, groups: Collection[str]) -> str:
    """Where nothing is merged the caption of a group may stand over its first column only."""
    nearest = next((text for other in reversed(range(column)) if (text := region.text(row, other))), "")
    return nearest if nearest in groups else ""


def _is_one_group(region: Region, data: int) -> bool:
    """Captions over the first column alone are over all of a table; of several the text of a page does not tell whose each is."""
    above = range(region.start, data - 1)
    return not any(region.text(row, at) for row in above for at in range(1, region.table.column_count))


def is_number(text: str) -> bool:
    """Whether a cell holds a number."""
    return read_value(text).kind is Kind.NUMBER


def _stands_alone(region: Region, row: int) -> bool:
    """A title over the table tells nothing of one column."""
    words = (region.text(row, column) for column in range(region.table.column_count))
    return len({text for text in words if text}) == 1


def caption_over(region: Region, data: int, column: int) -> Cell | None:
    """The lowest caption over a column of a region whose numbers begin in the row ``data``."""
    return next(
        (cell for row in reversed(range(region.start, data)) if (cell := region.cell(row, column)) and cell.text.strip()), None
    )
