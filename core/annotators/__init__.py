"""Copies of a draft: marked, with every finding at its place, and corrected, with what is certain put right."""

from __future__ import annotations

import io
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Final

from core.annotators.changes import Change, wanted
from core.annotators.stamp import require_as_checked
from core.document import Format
from core.errors import WriteError
from core.exports import atomic
from core.findings import Finding, Result

_KINDS: Final = {
    Format.DOCX: (".docx", ".docm", ".dotx", ".dotm"),
    Format.PDF: (".pdf",),
    Format.XLSX: (".xlsx", ".xlsm", ".xltx", ".xltm"),
    Format.HTML: (".html", ".htm"),
    Format.TEXT: (".txt", ".md"),
}
_KNOWN: Final = frozenset(name for names in _KINDS.values() for name in names) | {".doc", ".wps", ".xls", ".et"}
_NO_WORDS: Final = "{}不能直接改字。请在生成它的 Word 原稿上改正，改好后再导出。"


def annotate(result: Result, target: Path, drafts: Sequence[str] = ()) -> None:
    """Write a marked copy of the draft of a result; raises NianbaoError with a sentence and leaves the old target as it was."""
    require_as_checked(result)
    _require_name(target, _marked_names(result))
    atomic.write_bytes(target, _marked(result), (*result.sources, *drafts))


def marked_suffix(result: Result) -> str:
    """How the name of a marked copy ends."""
    return _suffix(result, _marked_names(result))


def corrected_suffix(result: Result) -> str:
    """How the name of a corrected copy ends. Raises WriteError where the format of the draft cannot be corrected."""
    return _suffix(result, _corrected_names(result))


def _marked_names(result: Result) -> tuple[str, ...]:
    kind = result.document.format
    if kind is Format.DOCX or kind is Format.XLSX:
        return _office_names(result)
    return _KINDS[kind] if kind is Format.PDF else (".docx",)


def _corrected_names(result: Result) -> tuple[str, ...]:
    kind = result.document.format
    if kind is Format.PDF or kind not in _KINDS:
        raise WriteError(_NO_WORDS.format("PDF " if kind is Format.PDF else "这种格式的文件"))
    return _office_names(result) if kind is Format.DOCX or kind is Format.XLSX else _KINDS[kind]


def _office_names(result: Result) -> tuple[str, ...]:
    """The one ending with which Office opens a copy; all of the kind where the draft does not say of what type it is."""
    from core.annotators.package import office_ending  # noqa: PLC0415 - loaded when asked for

    ending = office_ending(Path(result.path))
    return (ending,) if ending else _KINDS[result.document.format]


def _suffix(result: Result, names: tuple[str, ...]) -> str:
    own = Path(result.path).suffix.lower()
    return own if own in names else names[0]


def _require_name(target: Path, names: tuple[str, ...]) -> None:
    """Refuse a name by which other programs would take the copy for something else, or not open it."""
    if target.suffix.lower() in _KNOWN - set(names):
        raise WriteError(f"没能保存“{target.name}”：这份副本是 {names[0]} 文件。请把文件名改成以 {names[0]} 结尾。")


def correct(
    result: Result, target: Path, rules: Collection[str] = (), applied: bool = False, drafts: Sequence[str] = ()
) -> list[Change]:
    """Write a corrected copy in the format of the draft, and say what became of each correction.

    ``rules`` are those whose findings are corrected (none: all); in Word documents corrections are tracked changes unless ``applied``.
    Raises NianbaoError with a sentence and leaves the old target as it was.
    """
    names = _corrected_names(result)
    require_as_checked(result)
    _require_name(target, names)
    data, changes = _corrected(result, wanted(result, rules), applied)
    atomic.write_bytes(target, data, (*result.sources, *drafts))
    return changes


def _corrected(result: Result, findings: list[Finding], applied: bool) -> tuple[bytes, list[Change]]:
    path, kind = Path(result.path), result.document.format
    if kind is Format.DOCX:
        from core.annotators import word_fix  # noqa: PLC0415 - each kind of copy is loaded when asked for

        return word_fix.fix(path, result, findings, applied)
    if kind is Format.XLSX:
        from core.annotators import sheet_fix  # noqa: PLC0415 - as above

        return sheet_fix.fix(path, result, findings)
    from core.annotators import text_fix  # noqa: PLC0415 - as above

    make = text_fix.fix_page if kind is Format.HTML else text_fix.fix_text
    return make(path, result, findings)


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
