"""Where something stands in a Document, before a front end's coordinates are worked out."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class InText:
    """Code points ``start``..``end`` (exclusive) of a paragraph of the body."""

    paragraph: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class InCell:
    """A cell, named by its upper left corner; ``label`` is what people call it (表一 › 收到申请数)."""

    table: int
    row: int
    column: int
    label: str | None = None


@dataclass(frozen=True, slots=True)
class Missing:
    """Nothing to point at: what is not there should have been in ``section``, behind block ``after_block``."""

    section: str | None = None
    after_block: int | None = None
    label: str | None = None


Place = InText | InCell | Missing
