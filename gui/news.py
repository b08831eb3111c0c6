"""What a check again has changed, and in which words that is told."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from core.changes import NO_CHANGES, Changes, compare
from core.findings import Result
from gui.preparing import prepared

COMPARED, ALONE = "已对照上年报告“{name}”", "不再对照上年报告"


@dataclass(frozen=True, slots=True)
class News:
    """The changes that the list marks, and the sentence for the user; an empty one where there is nothing to tell."""

    changes: Changes = NO_CHANGES
    sentence: str = ""


def news_of(before: Result | None, result: Result) -> News:
    """What is new since the check before of the same file. Another comparison is told; what its end takes away is not solved."""
    if before is None:
        return News()
    if before.previous is not None and result.previous is None:
        return News(sentence=ALONE)
    changes = compare(before, result, lambda each: prepared(each).keys)
    compared = COMPARED.format(name=Path(result.previous).name) if result.previous not in (None, before.previous) else ""
    return News(changes, "，".join(part for part in (compared, changes.sentence if changes else "") if part))
