"""Makes files of the 2008-edition corpus: txt, docx and html by itself, pdf through LibreOffice.

Run ``python -m tests.corpus.build_2008 FOLDER`` to have the clean reports and those with one defect to look at.
"""

from __future__ import annotations

import html
import subprocess
import sys
from collections.abc import Iterable
from itertools import groupby
from pathlib import Path

from tests.corpus.build_2008_docx import write_docx
from tests.corpus.corpus_2008 import Report, clean_reports, damaged, defects, rows

_HTML_TAGS = {"# ": "h1", "## ": "h2", "### ": "h3", "#### ": "h4"}


def write_txt(report: Report, path: Path) -> None:
    """One line per paragraph, one tab-separated line per table row."""
    out: list[str] = []
    for line in report.lines:
        if line == "[[table]]":
            out += ["\t".join(cells) for cells in rows(report)]
        elif line.startswith("| "):
            out.append("\t".join(cells_of(line)))
        else:
            out.append(unmarked(line))
    path.write_text("\n".join(out) + "\n", encoding="utf-8")


def unmarked(line: str) -> str:
    """A line without the mark that says what it is."""
    mark, _, rest = line.partition(" ")
    return rest if mark in {"#", "##", "###", "####", "=", ">"} else line


def cells_of(line: str) -> list[str]:
    """The cells of a ``| a | b |`` line."""
    return [cell.strip() for cell in line.strip("| ").split("|")]


def write_html(report: Report, path: Path) -> None:
    """A web page; reports without declared headings have bold or plain paragraphs, as pasted from a word processor."""
    parts = []
    for is_row, group in groupby(report.lines, key=lambda line: line.startswith("| ")):
        if is_row:
            parts.append(_html_table([cells_of(line) for line in group]))
        else:
            parts += [_html_table(rows(report)) if line == "[[table]]" else _html_line(line, report.headings) for line in group]
    head = '<!DOCTYPE html>\n<html lang="zh-CN"><head><meta charset="utf-8"><title>信息公开</title></head>\n<body>\n'
    path.write_text(head + "\n".join(parts) + "\n</body></html>\n", encoding="utf-8")


def _html_line(line: str, headings: str) -> str:
    text = html.escape(unmarked(line))
    for mark, tag in _HTML_TAGS.items():
        if line.startswith(mark):
            return f"<{tag}>{text}</{tag}>" if headings != "plain" or tag == "h1" else f"<p><strong>{text}</strong></p>"
    align = {"= ": "center", "> ": "right"}.get(line[:2])
    return f'<p style="text-align:{align}">{text}</p>' if align else f"<p>{text}</p>"


def _html_table(table: list[list[str]]) -> str:
    width = max(len(cells) for cells in table)
    lines = ['<table border="1">']
    for cells in table:
        span = f' colspan="{width}"' if len(cells) == 1 else ""
        lines.append("<tr>" + "".join(f"<td{span}>{html.escape(cell)}</td>" for cell in cells) + "</tr>")
    return "\n".join([*lines, "</table>"])


WRITERS = {"txt": write_txt, "docx": write_docx, "html": write_html}


def write(report: Report, folder: Path, suffix: str) -> Path:
    """Write a report in one of the formats and say where it is."""
    path = folder / f"{report.id}.{suffix}"
    WRITERS[suffix](report, path)
    return path


def to_pdf(files: Iterable[Path], folder: Path) -> list[Path]:
    """Convert many docx files with one call of LibreOffice."""
    sources = list(files)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), *map(str, sources)]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    return [folder / f"{source.stem}.pdf" for source in sources]


def main(folder: Path) -> None:
    """Write everything below a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for report in [*clean_reports().values(), *map(damaged, defects())]:
        for suffix in WRITERS:
            write(report, folder, suffix)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
