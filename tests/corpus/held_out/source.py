"""Reads the plain source of a report: headings with #, @ lines, tables as a few numbers between [[form]] and [[end]]."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tests.corpus.held_out.forms import Grid, applications, documents, review
from tests.corpus.held_out.stat2008 import statistics

HERE = Path(__file__).parent
MARKS = {"# ": "title", "## ": "h1", "### ": "h2", "@line ": "p", "@caption ": "caption", "@sign ": "sign", "@date ": "date"}


@dataclass(eq=False)
class Block:
    """A paragraph or a table of a report, in reading order."""

    kind: str
    text: str = ""
    grid: Grid | None = None
    comment: str = ""
    inserted: str = ""


@dataclass
class Report:
    """A report before it is written to a format."""

    blocks: list[Block] = field(default_factory=list)
    settings: dict[str, str] = field(default_factory=dict)

    def paragraphs(self) -> list[str]:
        return [block.text + block.inserted for block in self.blocks if block.grid is None]


def make_form(name: str, lines: list[list[str]]) -> Grid:
    """The named official table with these numbers."""
    if name == "rev":
        return review(lines)
    if name == "stat2008":
        return statistics(lines)
    maker = applications if name.startswith("app") else documents
    return maker(name[3:], lines)


def load(name: str, root: Path = HERE) -> Report:
    """The clean report of this name in the set at `root`."""
    report = Report()
    lines = iter((root / "clean" / f"{name}.txt").read_text(encoding="utf-8").splitlines())
    for line in lines:
        if line.startswith("[["):
            report.blocks.append(Block("table", grid=make_form(line.strip("[]"), _until_end(lines))))
        elif line.startswith("|"):
            _add_row(report, [text.strip() for text in line.strip("|").split("|")])
        elif line.startswith(("@heading", "@asof", "@previous")):
            key, value = line[1:].split()
            report.settings[key] = value
        else:
            mark = next((m for m in MARKS if line.startswith(m)), "")
            report.blocks.append(Block(MARKS.get(mark, "p"), line[len(mark) :]))
    return report


def _add_row(report: Report, texts: list[str]) -> None:
    """A line between bars is a row of a table of the office's own."""
    grid = report.blocks[-1].grid
    if grid is None or grid.form != "free":
        grid = Grid("free", columns=[str(i) for i in range(len(texts))])
        report.blocks.append(Block("table", grid=grid))
    grid.add(str(len(grid.rows)), texts)


def _until_end(lines: Iterator[str]) -> list[list[str]]:
    found: list[list[str]] = []
    for line in lines:
        if line == "[[end]]":
            break
        found.append(line.split())
    return found
