"""Makes files of a corpus: txt, docx and html by itself, pdf through LibreOffice."""

from __future__ import annotations

import html
import subprocess
from collections.abc import Callable, Iterable
from functools import partial
from itertools import groupby
from pathlib import Path

from tests.corpus.build_docx import write_docx
from tests.corpus.common import Corpus, Edit, Report, cells_of, edited, unmarked
from tests.corpus.grid import Cell, Grid

_HTML_TAGS = {"# ": "h1", "## ": "h2", "### ": "h3", "#### ": "h4"}
_MARK = "[["


def write_txt(report: Report, corpus: Corpus, path: Path, style: str = "") -> None:
    """One line per paragraph; tables in a style of :meth:`Grid.lines`, in the one that the report's data has unless told otherwise."""
    path.write_text(as_text(report, corpus, style), encoding="utf-8")


def as_text(report: Report, corpus: Corpus, style: str = "") -> str:
    """What :func:`write_txt` writes."""
    out: list[str] = []
    for line in report.lines:
        if line.startswith(_MARK):
            drawn = style or str(report.table.get("txt", "ragged"))
            out += ["\n".join(grid.lines(drawn)) for grid in corpus.grids(report, line)]
        else:
            out.append("\t".join(cells_of(line)) if line.startswith("| ") else unmarked(line))
    return "\n".join(out) + "\n"


def write_html(report: Report, corpus: Corpus, path: Path) -> None:
    """A web page; reports without declared headings have bold or plain paragraphs, as pasted from a word processor."""
    parts = []
    for is_row, group in groupby(report.lines, key=lambda line: line.startswith("| ")):
        if is_row:
            parts.append(_html_table(Grid.of_rows([cells_of(line) for line in group])))
            continue
        for line in group:
            grids = corpus.grids(report, line) if line.startswith(_MARK) else []
            parts += [_html_table(grid) for grid in grids] or [_html_line(line, report.headings)]
    head = '<!DOCTYPE html>\n<html lang="zh-CN"><head><meta charset="utf-8"><title>信息公开</title></head>\n<body>\n'
    path.write_text(head + "\n".join(parts) + "\n</body></html>\n", encoding="utf-8")


def _html_line(line: str, headings: str) -> str:
    text = html.escape(unmarked(line))
    for mark, tag in _HTML_TAGS.items():
        if line.startswith(mark):
            return f"<{tag}>{text}</{tag}>" if headings != "plain" or tag == "h1" else f"<p><strong>{text}</strong></p>"
    align = {"= ": "center", "> ": "right"}.get(line[:2])
    return f'<p style="text-align:{align}">{text}</p>' if align else f"<p>{text}</p>"


def _html_table(grid: Grid) -> str:
    rows = ["<tr>" + "".join(map(_html_cell, grid.row(at))) + "</tr>" for at in range(grid.height)]
    return "\n".join(['<table border="1">', *rows, "</table>"])


def _html_cell(cell: Cell) -> str:
    across = f' colspan="{cell.columns}"' if cell.columns > 1 else ""
    down = f' rowspan="{cell.rows}"' if cell.rows > 1 else ""
    return f"<td{across}{down}>{html.escape(cell.text)}</td>"


Writer = Callable[[Report, Corpus, Path], None]
WRITERS: dict[str, Writer] = {"txt": write_txt, "docx": write_docx, "html": write_html}
# Text as the clipboard has it: from a word processor, and from a web page that gives every cell a line.
CLIPBOARD: dict[str, Writer] = {f"{style}.txt": partial(write_txt, style=style) for style in ("ragged", "flat")}
PIPES: dict[str, Writer] = {"pipes.txt": partial(write_txt, style="pipes")}


def write(report: Report, corpus: Corpus, folder: Path, suffix: str) -> Path:
    """Write a report in one of the formats and say where it is."""
    path = folder / f"{report.id}.{suffix}"
    {**WRITERS, **CLIPBOARD, **PIPES}[suffix](report, corpus, path)
    return path


def write_previous(report: Report, corpus: Corpus, folder: Path, suffix: str, edits: Iterable[Edit] = ()) -> Path | None:
    """Write the report of the year before, when the report's data names one."""
    if report.previous is None:
        return None
    before = edited(corpus.find(report.previous), edits)
    place = folder / f"before_{report.id}"
    place.mkdir(exist_ok=True)
    return write(before, corpus, place, suffix)


def to_pdf(files: Iterable[Path], folder: Path) -> list[Path]:
    """Convert many docx files with one call of LibreOffice."""
    sources = list(files)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), *map(str, sources)]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    return [folder / f"{source.stem}.pdf" for source in sources]


def write_all(corpus: Corpus, folder: Path) -> None:
    """Write everything below a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for report in [*corpus.clean.values(), *map(corpus.damaged, corpus.defects)]:
        for suffix in WRITERS:
            write(report, corpus, folder, suffix)
