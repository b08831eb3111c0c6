"""Puts the outcomes of a call into files: one into a file, several into a folder, each whole and none onto a draft."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from core.errors import NianbaoError, WriteError
from core.findings import Failure, Result

WIDEST = 100
FORMATS = ("text", "json", "sarif", "html", "xlsx", "docx")
LOGS = ("json", "sarif")
"""Formats for machines: they hold every result of a call, and why single files could not be checked."""
_SUFFIXES = {"text": ".txt", "json": ".json", "sarif": ".sarif", "html": ".html", "xlsx": ".xlsx", "docx": ".docx"}
_NAMED = "-检查单"
"""Stands behind the draft's name where draft and checklist might be taken for each other."""
_SHEETS = frozenset({".xlsx", ".xls", ".et"})
Outcome = Result | Failure


def must_have_target(file_format: str, drafts: int) -> bool:
    """Whether a format cannot go to standard output: no terminal shows it, or it holds one draft only."""
    return file_format in ("xlsx", "docx") or (file_format == "html" and drafts > 1)


def write_outcomes(outcomes: Sequence[Outcome], file_format: str, output: Path) -> list[str]:
    """Write what became of each draft of a call; returns why single ones could not be written, in sentences.

    Several drafts go into the folder ``output``. A draft that could not be checked has a file in JSON and SARIF only.
    """
    drafts = [outcome.path for outcome in outcomes]
    targets = _targets(drafts, output, file_format)
    try:
        if len(outcomes) > 1:
            _make_folder(output)
    except WriteError as error:
        return [str(error)]
    return [reason for pair in zip(outcomes, targets, strict=True) for reason in _refusal(*pair, file_format, drafts)]


def _targets(drafts: Sequence[str], output: Path, file_format: str) -> list[Path]:
    """Where each draft's result goes; in a folder it has the draft's name, numbered where that is taken."""
    if len(drafts) == 1:
        return [output]
    targets: list[Path] = []
    used: set[str] = set()
    for draft in drafts:
        name = stem = result_name(draft, file_format)
        number = 2
        # Some systems take 报告A and 报告a for one file.
        while name.casefold() in used:
            name, number = f"{stem}-{number}", number + 1
        used.add(name.casefold())
        targets.append(output / (name + _SUFFIXES[file_format]))
    return targets


def result_name(draft: str, file_format: str) -> str:
    """What a draft's result is called, without the ending. Drafts are documents or pages, some are workbooks."""
    path = Path(draft)
    alike = file_format in ("docx", "html") or (file_format == "xlsx" and path.suffix.lower() in _SHEETS)
    return path.stem + _NAMED if alike else path.stem


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise WriteError(f"不能建立文件夹“{folder}”。检查几份报告时，-o 后面要写文件夹。") from error


def _refusal(outcome: Outcome, target: Path, file_format: str, drafts: Sequence[str]) -> list[str]:
    """Write one outcome; why not, if not."""
    try:
        _write(outcome, target, file_format, drafts)
    except NianbaoError as error:
        return [str(error)]
    return []


def _write(outcome: Outcome, target: Path, file_format: str, drafts: Sequence[str]) -> None:
    from core.exports import atomic  # noqa: PLC0415 - each export is loaded when asked for

    if file_format in LOGS:
        results, failures = ([outcome], []) if isinstance(outcome, Result) else ([], [outcome])
        atomic.write_text(target, log_text(file_format, results, failures), drafts)
    elif isinstance(outcome, Result):
        atomic.write_bytes(target, result_bytes(outcome, file_format), (outcome.path, *drafts))


def printed(file_format: str, results: Sequence[Result], failures: Sequence[Failure]) -> bytes:
    """What goes to standard output in a format that may: nothing else is mixed in."""
    if file_format in LOGS:
        return log_text(file_format, results, failures).encode("utf-8")
    return b"".join(result_bytes(result, file_format) for result in results)


def log_text(file_format: str, results: Sequence[Result], failures: Sequence[Failure]) -> str:
    """What a call found, failures too, in a format for machines."""
    if file_format == "sarif":
        from core.exports.sarif import to_sarif  # noqa: PLC0415 - each export is loaded when asked for

        return to_sarif(results, failures) + "\n"
    from core.exports.json import to_json  # noqa: PLC0415 - as above

    return to_json(results, failures) + "\n"


def result_bytes(result: Result, file_format: str) -> bytes:
    """One result in any of the formats."""
    if file_format in LOGS:
        return log_text(file_format, [result], []).encode("utf-8")
    if file_format == "xlsx":
        from core.exports.xlsx import checklist_bytes  # noqa: PLC0415 - each export is loaded when asked for

        return checklist_bytes(result)
    if file_format == "docx":
        from core.exports.docx import document_bytes  # noqa: PLC0415 - as above

        return document_bytes(result)
    if file_format == "html":
        from core.exports.html import to_html  # noqa: PLC0415 - as above

        return to_html(result).encode("utf-8")
    from core.exports.text import to_text  # noqa: PLC0415 - as above

    return to_text(result, False, WIDEST).encode("utf-8", "replace")
