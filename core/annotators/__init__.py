"""Copies of a draft: marked, with every finding at its place, and corrected, with what is certain put right."""

from __future__ import annotations

import io
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Final

from core.annotators.changes import Change, wanted
from core.document import Format
from core.errors import WriteError
from core.exports import atomic
from core.findings import Finding, Result

_NO_WORDS: Final = "{}不能直接改字。请在生成它的 Word 原稿上改正，改好后再导出。"


def annotate(result: Result, target: Path, drafts: Sequence[str] = ()) -> None:
    """Write a marked copy of the draft of a result; raises NianbaoError with a sentence and leaves the old target as it was."""
    atomic.write_bytes(target, _marked(result), (result.path, *drafts))


def correct(
    result: Result, target: Path, rules: Collection[str] = (), applied: bool = False, drafts: Sequence[str] = ()
) -> list[Change]:
    """Write a corrected copy in the format of the draft, and say what became of each correction.

    ``rules`` are those whose findings are corrected (none: all); in Word documents corrections are tracked changes unless ``applied``.
    Raises NianbaoError with a sentence and leaves the old target as it was.
    """
    data, changes = _corrected(result, wanted(result, rules), applied)
    atomic.write_bytes(target, data, (result.path, *drafts))
    return changes


def _corrected(result: Result, findings: list[Finding], applied: bool) -> tuple[bytes, list[Change]]:
    path, kind = Path(result.path), result.document.format
    if kind is Format.DOCX:
        from core.annotators import word_fix  # noqa: PLC0415 - each kind of copy is loaded when asked for

        return word_fix.fix(path, result, findings, applied)
    if kind is Format.XLSX:
        from core.annotators import sheet_fix  # noqa: PLC0415 - as above

        return sheet_fix.fix(path, result, findings)
    if kind in (Format.HTML, Format.TEXT):
        from core.annotators import text_fix  # noqa: PLC0415 - as above

        make = text_fix.fix_page if kind is Format.HTML else text_fix.fix_text
        return make(path, result, findings)
    raise WriteError(_NO_WORDS.format("PDF" if kind is Format.PDF else "这种格式的文件"))


def _marked(result: Result) -> bytes:
    path = Path(result.path)
    if result.document.format is Format.PDF:
        from core.annotators import pdf  # noqa: PLC0415 - each kind of copy is loaded when asked for

        return pdf.mark(path, result)
    from core.annotators import word  # noqa: PLC0415 - as above

    if result.document.format is Format.DOCX:
        return word.mark(path, result.document, result)
    if result.document.format is Format.XLSX:
        from core.annotators import sheet  # noqa: PLC0415 - as above

        return sheet.mark(path, result)
    from core.annotators.built import BUILT, build  # noqa: PLC0415 - as above

    data, placed = build(result.document)
    return word.mark(io.BytesIO(data), placed, result, (BUILT,))
