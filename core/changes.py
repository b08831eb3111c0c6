"""What a new check says that the one before did not, and the other way round."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Container, Hashable, Iterable, Sequence
from dataclasses import dataclass

from core.findings import Finding, Result
from core.waivers import Key, keys


@dataclass(frozen=True, slots=True)
class Changes:
    """The open findings that are gone, and the numbers of those that are new in :attr:`Result.findings`."""

    solved: tuple[Finding, ...] = ()
    fresh: frozenset[int] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.solved or self.fresh)

    @property
    def sentence(self) -> str:
        """已解决 2 处，新增 1 处; an empty text when nothing changed."""
        parts = [f"已解决 {len(self.solved)} 处"] if self.solved else []
        parts += [f"新增 {len(self.fresh)} 处"] if self.fresh else []
        return "，".join(parts)


NO_CHANGES = Changes()


@dataclass(frozen=True, slots=True)
class _Open:
    number: int
    finding: Finding
    key: Key


Likeness = Callable[[_Open], Hashable]
KeysOf = Callable[[Result], Sequence[Key]]


def compare(before: Result, after: Result, keys_of: KeysOf = keys) -> Changes:
    """What changed between two checks of the same draft. Findings dismissed in either of them count on neither side.

    A dismissal made elsewhere meanwhile, or one that could not be read, is no change of the draft. A finding is the same when its fingerprint is; else when it says the same; else when the same rule speaks of the same words or
    the same cell (a wrong sum is still wrong when another figure of it was changed).
    """
    pairs = [list(zip(result.findings, keys_of(result), strict=True)) for result in (before, after)]
    dismissed = {key for each in pairs for finding, key in each if finding.waived is not None}
    gone, come = (_open(each, dismissed) for each in pairs)
    for likeness in (_fingerprint, _words, _place):
        gone, come = _unpaired(gone, come, likeness)
    return Changes(tuple(each.finding for each in gone), frozenset(each.number for each in come))


def _open(pairs: Iterable[tuple[Finding, Key]], dismissed: Container[Key]) -> list[_Open]:
    return [_Open(number, finding, key) for number, (finding, key) in enumerate(pairs) if key not in dismissed]


def _unpaired(gone: list[_Open], come: list[_Open], likeness: Likeness) -> tuple[list[_Open], list[_Open]]:
    waiting: dict[Hashable, list[_Open]] = defaultdict(list)
    for each in come:
        waiting[likeness(each)].append(each)
    left, met = [], set()
    for each in gone:
        alike = waiting[likeness(each)]
        if alike:
            met.add(alike.pop(0).number)
        else:
            left.append(each)
    return left, [each for each in come if each.number not in met]


def _fingerprint(each: _Open) -> Hashable:
    return each.key.rule, each.key.fingerprint


def _words(each: _Open) -> Hashable:
    return each.key.rule, each.finding.message


def _place(each: _Open) -> Hashable:
    where = each.finding.location
    cell = (where.table, where.row, where.column, where.label) if where.table is not None else None
    return each.key.rule, cell or each.finding.excerpt or each.number
