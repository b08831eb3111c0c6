"""Where the window's own files lie, in a checkout and in a package alike."""

from __future__ import annotations

from pathlib import Path

RESOURCES = Path(__file__).resolve().parent.parent / "resources"
SUFFIXES = (
    *(".docx", ".doc", ".wps", ".docm", ".dotx", ".rtf", ".odt", ".xml"),
    *(".pdf", ".ofd"),
    *(".xlsx", ".xls", ".et", ".xlsm", ".ods"),
    *(".html", ".htm", ".mht", ".mhtml"),
    *(".txt", ".md"),
)


def rules_folder() -> Path:
    """Where the rules that the user made in the window lie, as layers over the built-in ones."""
    from core.database import data_folder  # noqa: PLC0415 - the card that shows first needs none of it

    return data_folder() / "rules"


def own_rules() -> str | None:
    """The same folder for a check; None where there are no rules in it."""
    folder = rules_folder()
    try:
        # One that is misnamed counts too: the check says so.
        return str(folder) if any(each.suffix.lower() in (".yaml", ".yml") for each in folder.iterdir()) else None
    except OSError:
        return None


def sample_file() -> Path | None:
    """The bundled sample with its defects: the first 示例 file that is not the clean twin."""
    found = sorted((RESOURCES / "samples").glob("*.docx"))
    return next((path for path in found if path.name.startswith("示例") and "无误" not in path.name), found[0] if found else None)


def open_filter() -> str:
    """The filter of the dialog that opens a report."""
    return f"年度报告 ({' '.join('*' + suffix for suffix in SUFFIXES)});;所有文件 (*)"
