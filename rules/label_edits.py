"""A row's label that is a slip of one or two characters away from the official one, put right."""

from __future__ import annotations

from difflib import SequenceMatcher

from core.edition import FormRow
from core.edits import Edit
from core.place import InCell
from core.report.labels import label_of
from core.text.fold import fold

_SLIP = 2
"""So many characters may differ; more, and the row may be another one."""


def label_edits(place: InCell, text: str, row: FormRow) -> tuple[Edit, ...]:
    """What makes a label the official one, number and note left as they are; nothing where that is not certain."""
    mine, official, words = label_of(text), label_of(row.label), fold(text)
    if mine.note not in ("", official.note) or words.text.count(mine.main) != 1:
        return ()
    steps = [step for step in SequenceMatcher(None, mine.main, official.main, autojunk=False).get_opcodes() if step[0] != "equal"]
    if sum(max(b - a, d - c) for _, a, b, c, d in steps) > _SLIP:
        return ()
    base = words.text.index(mine.main)
    edits = []
    for _, a, b, c, d in steps:
        start, end = words.back(base + a, base + b)
        edits.append(Edit(place, start, end, text[start:end], official.main[c:d]))
    return tuple(edits)
