"""Write every report of `reports/` as .docx, .html and .txt, and some as .pdf: python -m tests.corpus.precision.build FOLDER [PART OF A NAME [REPORTS]]."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import yaml

from tests.corpus.precision.as_docx import write_docx
from tests.corpus.precision.as_text import write_html, write_txt
from tests.corpus.precision.forms import LEFT, Requests, active_grid, cases_grid
from tests.corpus.precision.old_form import fill, old_grid
from tests.corpus.precision.parts import Part, Table, read_parts

_WIDE = str.maketrans("0123456789", "０１２３４５６７８９")
REPORTS = Path(__file__).parent / "reports"
_SLOT = re.compile(r"\{([\w.]+)(?:([%^+\-])([\w.]+))?(?::(\d))?\}")


@dataclass(frozen=True)
class Source:
    """One report as it is kept: figures and options, and the text."""

    name: str
    options: dict[str, object]
    parts: list[Part]

    @property
    def formats(self) -> list[str]:
        return str(self.options.get("formats", "docx html txt")).split()


def load(path: Path) -> Source:
    """The report with its figures put in."""
    head, body = path.read_text(encoding="utf-8").split("\n---\n", 1)
    options = yaml.safe_load(head)
    edition = str(options["edition"])
    names: dict[str, float] = {}
    tables: dict[str, list[Table]] = {}
    if edition == "2008":
        values = fill(options.get("old") or {})
        names |= {key: float(value) for key, value in values.items()}
        tables["old"] = [Table(old_grid(values, str(options.get("heading_unit", "——"))), "old")]
    else:
        requests = Requests.read(options.get("asked") or {})
        names |= requests.names
        tables["2"] = _blocks(active_grid(options.get("active") or {}, edition), str(options.get("active_as", "one")))
        tables["3"] = [Table(requests.grid(edition), "3")]
        tables["4"] = [Table(cases_grid(str(options.get("cases") or "")), "4")]
    for key, value in (options.get("v") or {}).items():
        names[str(key)] = sum(names[part] for part in value.split("+")) if isinstance(value, str) else value
    written = {key: [_written(table, options) for table in made] for key, made in tables.items()}
    return Source(path.stem, options, read_parts(_put_in(body, names), written))


def _written(table: Table, options: dict[str, object]) -> Table:
    """The same figures as an office may type them: full-width, with separators, under a row that holds the table's name."""
    words = str(options.get("cells", ""))
    grid = [[_figure(text, words) for text in row] for row in table.grid]
    name = {"2": "主动公开政府信息情况", "3": "收到和处理政府信息公开申请情况", "4": "政府信息公开行政复议、行政诉讼情况"}.get(
        table.form
    )
    if "titled" in words and name:
        grid.insert(0, [name, *[LEFT] * (len(grid[0]) - 1)])
    return Table(grid, table.form)


def _figure(text: str, words: str) -> str:
    if not text.isdigit():
        return text
    if "separators" in words:
        text = f"{int(text):,}"
    return text.translate(_WIDE) if "wide" in words else text


def _blocks(grid: list[list[str]], layout: str) -> list[Table]:
    if layout == "one":
        return [Table(grid, "2")]
    starts = [i for i, row in enumerate(grid) if row[0].startswith("第二十条")]
    return [Table(grid[a:b], "2") for a, b in zip(starts, [*starts[1:], len(grid)], strict=True)]


def _put_in(text: str, names: dict[str, float]) -> str:
    def value(found: re.Match[str]) -> str:
        first, sign, second, digits = found.groups()
        if not sign:
            return f"{names[first]:g}" if names[first] < 1e6 else str(names[first])
        a, b = names[first], names[second] if second in names else float(second)
        if sign in "+-":
            return f"{a + b if sign == '+' else a - b:g}"
        share = a / b if sign == "%" else abs(a - b) / b
        return f"{share * 100:.{digits or 1}f}%"

    return _SLOT.sub(value, text)


def build(folder: Path, only: str = "", reports: Path = REPORTS) -> list[Path]:
    """Every file written, in order."""
    folder.mkdir(parents=True, exist_ok=True)
    made = []
    for path in sorted(path for path in reports.glob("*.txt") if only in path.name):
        source = load(path)
        made += [write(source, kind, folder) for kind in source.formats]
    return made


def write(source: Source, kind: str, folder: Path) -> Path:
    """One report in one format; a pdf is made of the docx beside it."""
    target = folder / f"{source.name}.{kind}"
    if kind == "pdf":
        _convert(folder / f"{source.name}.docx", folder)
    else:
        {"docx": write_docx, "html": write_html, "txt": write_txt}[kind](source.parts, source.options, target)
    return target


def _convert(docx: Path, folder: Path) -> None:
    office = shutil.which("soffice")
    if office is None:
        raise SystemExit("LibreOffice is needed for the .pdf files")
    profile = f"-env:UserInstallation=file://{folder.resolve()}/.office"
    command = [office, profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(docx)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)


if __name__ == "__main__":
    for written in build(Path(sys.argv[1]), "".join(sys.argv[2:3]), Path(sys.argv[3]) if len(sys.argv) > 3 else REPORTS):
        print(written)
