"""The captions of a flattened table: which official column each stands for, and in which order the columns come.

Captions come row by row or column by column, and a group comes before or above its columns; either way those of one group keep
their order among each other, so that the order of the columns is that of the captions within each group.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from core.edition import Form, FormColumn
from core.report.flat.records import Label
from core.text.fold import bare
from core.text.similarity import aligned_one_way, ratio

_ALIKE = 0.6
_LEAST_PART = 3
_NEAR = 3
CORNER = re.compile(r"勾稽关系|^信息内容$|^项目$|^类别$|^指标$|^申请人$")
OVER = re.compile(r"^申请人(?:情况|类别|类型)$")
Path = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a flattened table: ``official`` None where the form has none such, ``caption`` None where none was found."""

    official: FormColumn | None
    caption: Label | None
    group: Path


@dataclass(frozen=True, slots=True)
class Header:
    """The columns in order, the captions of groups, and ``first``, the index of the first caption among the labels given."""

    columns: tuple[Column, ...]
    groups: dict[Path, Label]
    first: int


def key(column: FormColumn) -> Path:
    """The captions over a column, from the top."""
    return (*column.group, column.label)


def read_header(form: Form, labels: Sequence[Label], count: int) -> Header | None:
    """The columns of a table whose rows mostly hold ``count`` values; None where the captions do not tell them."""
    found = _assigned(form, labels)
    leaves = [column for column in form.values if key(column) in found]
    part = len(leaves) == count >= _LEAST_PART and all(not c.group or c.group[:1] in found for c in leaves)
    if not leaves or (2 * len(leaves) < len(form.values) and not part) or not _in_order(form, found):
        return None
    first = min(found.values())
    ordered = _ordered(leaves, found)
    columns = [Column(column, labels[found[key(column)]], column.group) for column in ordered]
    further = [at for at in range(_opening(labels, first), len(labels)) if at not in found.values()]
    further = [at for at in further if not OVER.search(bare(labels[at].text)) and not CORNER.search(bare(labels[at].text))]
    if len(columns) < count and len(columns) + len(further) == count:
        columns = _with_further(columns, labels, further, found)
    elif len(leaves) < len(form.values) == count and ordered == leaves:
        columns = [Column(c, labels[found[key(c)]] if key(c) in found else None, c.group) for c in form.values]
    groups = {path: labels[at] for path, at in found.items() if path not in {key(column) for column in form.values}}
    return Header(tuple(columns), groups, min([first, *(labels.index(c.caption) for c in columns if c.caption)]))


def _opening(labels: Sequence[Label], first: int) -> int:
    """Captions begin behind the one over all columns, where it is there."""
    return next((at for at in range(max(0, first - _NEAR), first) if OVER.search(bare(labels[at].text))), first)


def _assigned(form: Form, labels: Sequence[Label]) -> dict[Path, int]:
    """The label of each caption and group of the form, equal ones in their order, then those nearly alike."""
    leaves = {key(column): column for column in form.values}
    nodes = _nodes(form)
    free = list(range(len(labels)))
    found: dict[Path, int] = {}
    for path in (path for path in nodes if path not in leaves):
        _take(path, {bare(path[-1])}, labels, free, found, nodes)
    found |= _in_turn([*leaves], labels, free) or _in_turn([p for p in leaves if _has_place(p, found, nodes)], labels, free)
    free = [at for at in free if at not in found.values()]
    for path in (path for path in leaves if path not in found):
        _take(path, {bare(name) for name in (path[-1], *leaves[path].accept)}, labels, free, found, nodes)
    for path in (path for path in nodes if path not in found and _has_place(path, found, nodes)):
        alike = [(ratio(bare(labels[at].text), bare(path[-1])), -at) for at in free]
        if alike and max(alike)[0] >= _ALIKE:
            found[path] = -max(alike)[1]
            free.remove(found[path])
    return found


def _take(
    path: Path, names: set[str], labels: Sequence[Label], free: list[int], found: dict[Path, int], nodes: Sequence[Path]
) -> None:
    """Give a caption the first free label that says it."""
    at = next((at for at in free if _without_groups(labels[at].text, path) in names), None)
    if at is not None and _has_place(path, found, nodes):
        found[path] = at
        free.remove(at)


def _in_turn(leaves: Sequence[Path], labels: Sequence[Label], free: Sequence[int]) -> dict[Path, int]:
    """The labels of captions that several groups have, where one lacks some: told by what stands before and behind it."""
    count = Counter(path[-1] for path in leaves)
    shared = [path for path in leaves if count[path[-1]] > 1]
    written = {at: next((bare(p[-1]) for p in shared if _without_groups(labels[at].text, p) == bare(p[-1])), "") for at in free}
    mine = [at for at in free if written[at]]
    if len(mine) == len(shared):
        return {}
    pairs = aligned_one_way([written[at] for at in mine], [bare(path[-1]) for path in shared])
    return {shared[j]: mine[i] for i, j in pairs}


def _without_groups(text: str, path: Path) -> str:
    """A caption without the group that is written before it (法人或其他组织—商业企业)."""
    words = bare(text)
    for group in path[:-1]:
        words = words.removeprefix(bare(group)).lstrip("-/:·")
    return words


def _has_place(path: Path, found: dict[Path, int], nodes: Sequence[Path]) -> bool:
    """A caption that several groups have belongs to one that is there."""
    twins = [other for other in nodes if other[-1] == path[-1] and other != path]
    if path[:1] not in found:
        return not any(other[:1] in found for other in twins)
    siblings = [other for other in twins if other[:1] == path[:1]]
    return path[:-1] in found or not any(other[:-1] in found for other in siblings)


def _nodes(form: Form) -> list[Path]:
    """Every group and column by its path: groups first, each level in the order of the form."""
    groups = [column.group[: depth + 1] for column in form.values for depth in range(len(column.group))]
    return list(dict.fromkeys([*sorted(groups, key=len), *(key(column) for column in form.values)]))


def _ordered(leaves: Sequence[FormColumn], found: dict[Path, int]) -> list[FormColumn]:
    """The columns from left to right; where the caption of a group is lost, by their own captions alone."""
    groups = {column.group[: depth + 1] for column in leaves for depth in range(len(column.group))}
    told = found if groups <= set(found) else {key(column): found[key(column)] for column in leaves}
    return sorted(leaves, key=lambda column: _rank(key(column), told))


def _rank(path: Path, found: dict[Path, int]) -> tuple[int, ...]:
    """Where a column comes: by the first caption of its group, then by its own."""
    return tuple(_position(path[: depth + 1], found) for depth in range(len(path)))


def _position(path: Path, found: dict[Path, int]) -> int:
    inside = [at for other, at in found.items() if other[: len(path)] == path]
    return found.get(path, min(inside, default=0))


def _in_order(form: Form, found: dict[Path, int]) -> bool:
    """Where the same caption stands in several groups, only the usual order of these groups tells which is whose."""
    names = [column.label for column in form.values]
    shared = [column.group for column in form.values if names.count(column.label) > 1]
    tops = [found[path] for path in dict.fromkeys(group[:1] for group in shared) if path in found]
    inner = [found[path] for path in dict.fromkeys(shared) if len(path) > 1 and path in found]
    return tops == sorted(tops) and inner == sorted(inner)


def _with_further(columns: list[Column], labels: Sequence[Label], further: Iterable[int], found: dict[Path, int]) -> list[Column]:
    """With columns that the form does not have, each behind what stands before its caption."""
    out = list(columns)
    for at in further:
        # A caption before all others stands in a row above them, behind the one over them all.
        before = max((path for path, place in found.items() if place < at), key=lambda path: found[path], default=())
        inside = [n for n, column in enumerate(out) if (*column.group, _label(column))[: len(before)] == before]
        place = inside[-1] + 1 if inside else len(out)
        out.insert(place, Column(None, labels[at], out[place - 1].group if len(before) > 1 else ()))
    return out


def _label(column: Column) -> str:
    return column.official.label if column.official else ""


def spans(groups: Sequence[Path], depth: int) -> list[tuple[int, int]]:
    """Stretches of neighbouring columns that share their group down to a depth, as start and end (exclusive)."""
    out: list[tuple[int, int]] = []
    for at, group in enumerate(groups):
        if len(group) <= depth:
            continue
        if out and out[-1][1] == at and groups[at - 1][: depth + 1] == group[: depth + 1]:
            out[-1] = (out[-1][0], at + 1)
        else:
            out.append((at, at + 1))
    return out
