"""Row labels taken apart for comparing: without number, without 其中： and with the note in brackets set aside."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from core.edition import FormRow
from core.text.fold import bare
from core.text.outline import numbering

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


def same_label(text: str, row: FormRow) -> bool:
    """Whether a label is the official one; a note that is left out is harmless."""
    mine = label_of(text)
    for wording in (row.label, *row.accept):
        official = label_of(wording)
        if mine.main == official.main and mine.note in ("", official.note):
            return True
    return False
