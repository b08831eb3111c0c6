"""Marked copies: the draft with every finding at its place, in the format of the draft where that can hold notes."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path

from core.document import Format
from core.exports import atomic
from core.findings import Result


def annotate(result: Result, target: Path, drafts: Sequence[str] = ()) -> None:
    """Write a marked copy of the draft of a result; raises NianbaoError with a sentence and leaves the old target as it was."""
    atomic.write_bytes(target, _marked(result), (result.path, *drafts))


def _marked(result: Result) -> bytes:
    path = Path(result.path)
    if result.document.format is Format.PDF:
        from core.annotators import pdf  # noqa: PLC0415 - each kind of copy is loaded when asked for

        return pdf.mark(path, result)
    from core.annotators import word  # noqa: PLC0415 - as above

    if result.document.format is Format.DOCX:
        return word.mark(path, result.document, result)
    from core.annotators.built import BUILT, build  # noqa: PLC0415 - as above

    data, placed = build(result.document)
    return word.mark(io.BytesIO(data), placed, result, (BUILT,))
