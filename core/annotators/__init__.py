"""Marked copies: the draft with every finding at its place, in the format of the draft where that can hold notes."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from core.errors import WriteError
from core.exports import atomic
from core.findings import Result


def annotate(result: Result, target: Path, drafts: Sequence[str] = ()) -> None:
    """Write a marked copy of the draft of a result; raises NianbaoError with a sentence and leaves the old target as it was."""
    from core.annotators.word import mark

    atomic.write_bytes(target, mark(Path(result.path), result.document, result), (result.path, *drafts))
