"""Puts the outcomes of a call into files: one into a file, several into a folder, each whole and none onto a draft."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from core.errors import NianbaoError, WriteError
from core.findings import Failure, Result

WIDEST = 100
_SUFFIXES = {"text": ".txt", "json": ".json", "xlsx": ".xlsx"}
Outcome = Result | Failure


def write_outcomes(outcomes: Sequence[Outcome], file_format: str, output: Path) -> list[str]:
    """Write what became of each draft of a call; returns why single ones could not be written, in sentences.

    Several drafts go into the folder ``output``. A draft that could not be checked has a file in JSON only.
    """
    drafts = [outcome.path for outcome in outcomes]
    targets = _targets(drafts, output, _SUFFIXES[file_format])
    try:
        if len(outcomes) > 1:
            _make_folder(output)
    except WriteError as error:
        return [str(error)]
    return [reason for pair in zip(outcomes, targets, strict=True) for reason in _refusal(*pair, file_format, drafts)]


def _targets(drafts: Sequence[str], output: Path, suffix: str) -> list[Path]:
    """Where each draft's result goes; in a folder it has the draft's name, numbered where that is taken."""
    if len(drafts) == 1:
        return [output]
    targets: list[Path] = []
    used: set[str] = set()
    for draft in drafts:
        name = stem = Path(draft).stem
        number = 2
        # Some systems take 报告A and 报告a for one file.
        while name.casefold() in used:
            name, number = f"{stem}-{number}", number + 1
        used.add(name.casefold())
        targets.append(output / (name + suffix))
    return targets


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

    if file_format == "json":
        from core.exports.json import to_json  # noqa: PLC0415 - as above

        results, failures = ([outcome], []) if isinstance(outcome, Result) else ([], [outcome])
        atomic.write_text(target, to_json(results, failures) + "\n", drafts)
    elif isinstance(outcome, Failure):
        return
    elif file_format == "xlsx":
        from core.exports.xlsx import write_checklist  # noqa: PLC0415 - as above

        write_checklist(outcome, target, drafts)
    else:
        from core.exports.text import to_text  # noqa: PLC0415 - as above

        atomic.write_text(target, to_text(outcome, False, WIDEST), drafts)
