"""Row labels taken apart for comparing: without number, without 其中： and with the note in brackets set aside."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from core.edition import FormRow
from core.text.fold import bare
from core.text.outline import numbering
from core.text.similarity import ratio

_HALF = 0.5
_SHORTEST = 4
_NOTE = re.compile(r"\([^()]*\)$")
_CIRCLED = re.compile(r"^[①-⑳⑴-⒇]")
_WHICH = re.compile(r"^其中[:,]?")


@dataclass(frozen=True, slots=True)
class Label:
    """A row label taken apart: ``main`` the words that count, ``note`` the remark in brackets."""

    main: str
    note: str


_LONGEST = 200
"""Characters of a text that is worth remembering: a window lives long, and would keep every cell it ever saw."""


def label_of(text: str) -> Label:
    """The label of a row without number, 其中： and note."""
    return _remembered(text) if len(text) <= _LONGEST else _label_of(text)


def _label_of(text: str) -> Label:
    words = bare(text)
    mark = numbering(words)
    words = words[mark.length :] if mark else words
    words = _WHICH.sub("", _CIRCLED.sub("", words)).rstrip(":")
    note = _NOTE.search(words)
    if note and note.start() > 0:
        return Label(words[: note.start()], note.group())
    return Label(words, "")


_remembered = lru_cache(1 << 13)(_label_of)


def by_number(mine: Sequence[str], official: Sequence[str], pairs: Mapping[int, int]) -> dict[int, int]:
    """Reworded rows: between the same neighbours, with the same number and half of the words; in addition to ``pairs``."""
    found: dict[int, int] = {}
    taken = set(pairs.values())
    numbers = {i: mark for i, text in enumerate(mine) if i not in pairs and (mark := _mark(text))}
    for j, text in enumerate(official):
        mark = None if j in taken else _mark(text)
        if mark is None:
            continue
        above = max((i for i, other in pairs.items() if other < j), default=-1)
        below = min((i for i, other in pairs.items() if other > j), default=len(mine))
        free = [i for i, other in numbers.items() if above < i < below and other == mark]
        if len(free) == 1 and free[0] not in found and _reworded(mine[free[0]], text):
            found[free[0]] = j
    return found


def _reworded(text: str, official: str) -> bool:
    """Half of the characters are kept, or nothing is there but a few of them; else it is another row under the number."""
    mine, whole = label_of(text).main, label_of(official).main
    return ratio(mine, whole) >= _HALF or (len(mine) >= _SHORTEST and _is_cut_from(mine, whole))


def _is_cut_from(text: str, whole: str) -> bool:
    """Whether a text is what is left of another when characters are left out."""
    rest = iter(whole)
    return all(character in rest for character in text)


def _mark(text: str) -> tuple[int, int] | None:
    mark = numbering(bare(text))
    return (mark.level, mark.value) if mark else None


def same_label(text: str, row: FormRow) -> bool:
    """Whether a label is the official one; a note that is left out is harmless, and so are straight quotation marks."""
    mine = label_of(_straight(text))
    for wording in (row.label, *row.accept):
        official = label_of(_straight(wording))
        if mine.main == official.main and mine.note in ("", official.note):
            return True
    return False


def _straight(text: str) -> str:
    return re.sub("[“”]", '"', text)
