"""The same findings whatever the format: the bundled sample, and the published report that the project was built on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

import rules
from core import readers
from core.engine import Settings, check_file
from core.findings import Finding, LocationKind, Result, Severity, Status
from core.rule import Need
from resources.samples import make_samples
from tests.format_making import convert, make_docx, make_html, make_mht, make_xlsx, source_of
from tests.published import ABSENT, PUBLISHED

FORMATS = ("docx", "doc", "rtf", "html", "office.html", "mht", "pdf")
SAMPLES = ("bundled", "published")
Results = Mapping[tuple[str, str], Result]


@dataclass(frozen=True)
class Row:
    """What two formats must agree on about a finding."""

    rule: str
    severity: Severity
    excerpt: str
    kind: LocationKind
    place: tuple[int | None, ...]
    message: str


def row_of(finding: Finding) -> Row:
    where = finding.location
    place = (where.paragraph, where.start, where.end, where.table, where.row, where.column)
    return Row(finding.rule, finding.severity, finding.excerpt, where.kind, place, finding.message)


def texts(folder: Path) -> dict[str, Path]:
    """The reports as plain text, the published one only where it is there."""
    sample = make_samples.apply(make_samples.load_clean(), make_samples.load_defects())
    (folder / "bundled.txt").write_text(make_samples.as_text(sample), "utf-8")
    found = {"bundled": folder / "bundled.txt"}
    return found | ({"published": PUBLISHED} if PUBLISHED.is_file() else {})


@pytest.fixture(scope="session")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, str], Path]:
    """Every report in every format; LibreOffice runs once per target format."""
    folder = tmp_path_factory.mktemp("formats")
    made: dict[tuple[str, str], Path] = {}
    for name, path in texts(folder).items():
        source = source_of(name, readers.read(path))
        made[name, "txt"] = path
        made[name, "docx"] = make_docx(source, folder) if name == "published" else _bundled_docx(folder)
        made[name, "html"] = make_html(source, folder)
        made[name, "xlsx"] = make_xlsx(source, "2018年度政府信息公开情况统计表", folder)
    word = [path for (_, kind), path in made.items() if kind == "docx"]
    for kind, target in (("pdf", "pdf"), ("office.html", "html"), ("doc", "doc"), ("rtf", "rtf")):
        for name, path in convert(word, target, folder / target).items():
            made[name, kind] = path
    books = [path for (_, kind), path in made.items() if kind == "xlsx"]
    for name, path in convert(books, "xls", folder / "xls").items():
        made[name, "xls"] = path
    for name in texts(folder):
        made[name, "mht"] = make_mht(made[name, "html"], folder)
    return made


def _bundled_docx(folder: Path) -> Path:
    path = folder / "bundled.docx"
    path.write_bytes(make_samples.DEFECTIVE.read_bytes())
    return path


@pytest.fixture(scope="session")
def results(files: dict[tuple[str, str], Path]) -> Results:
    return {key: check_file(str(path), rules.builtin(), Settings()) for key, path in files.items()}


def of(results: Results, name: str, kind: str) -> Result:
    """One result; skips where the published report is not there."""
    if (name, kind) not in results:
        pytest.skip(ABSENT)
    return results[name, kind]


@pytest.mark.parametrize("kind", FORMATS)
@pytest.mark.parametrize("name", SAMPLES)
def test_the_same_findings_at_the_same_places(results: Results, name: str, kind: str) -> None:
    expected = [row_of(finding) for finding in of(results, name, "txt").findings]
    found = [row_of(finding) for finding in of(results, name, kind).findings]
    assert expected
    assert found == expected


def cells(result: Result, kind: str) -> list[list[list[str]]]:
    """The tables; LibreOffice may write a line end for a blank into a page, which between Chinese characters is nothing."""
    grids = [table.texts() for table in result.document.tables]
    if kind == "office.html":
        return [[["".join(text.split()) for text in row] for row in grid] for grid in grids]
    return grids


@pytest.mark.parametrize("kind", FORMATS)
@pytest.mark.parametrize("name", SAMPLES)
def test_the_same_text_tables_and_facts(results: Results, name: str, kind: str) -> None:
    plain, other = of(results, name, "txt"), of(results, name, kind)
    assert [p.text for p in other.document.paragraphs] == [p.text for p in plain.document.paragraphs]
    assert cells(other, kind) == cells(plain, kind)
    assert (other.title, other.unit, other.year, other.edition) == (plain.title, plain.unit, plain.year, plain.edition)
    assert other.facts == plain.facts
    assert [(row.rule, row.status) for row in other.checklist] == [(row.rule, row.status) for row in plain.checklist]


def in_form(result: Result) -> list[tuple[str, Severity, Any, Any]]:
    """What the table rules say, by the row of the form."""
    tables = [finding for finding in result.findings if finding.rule.startswith("table.")]
    return [(f.rule, f.severity, f.data.get("row"), f.data.get("actual")) for f in tables]


@pytest.mark.parametrize("kind", ["xlsx", "xls"])
@pytest.mark.parametrize("name", SAMPLES)
def test_the_table_alone_as_a_workbook(results: Results, name: str, kind: str) -> None:
    plain, sheet = of(results, name, "txt"), of(results, name, kind)
    assert in_form(plain)
    assert in_form(sheet) == in_form(plain)
    for finding in sheet.findings:
        where = finding.location
        assert finding.rule.startswith("table.")
        assert (where.kind, where.sheet) == (LocationKind.CELL, "统计表")
        assert where.row is not None
        assert where.column is not None
        assert where.cell == f"{'BCD'[where.column]}{where.row + 2}"


@pytest.mark.parametrize("kind", ["xlsx", "xls"])
@pytest.mark.parametrize("name", SAMPLES)
def test_text_rules_are_not_checked_on_a_workbook(results: Results, name: str, kind: str) -> None:
    sheet = of(results, name, kind)
    needs = {rule.id: rule.needs for rule in rules.builtin().rules}
    # What needs last year's report is not applicable without one, whatever the draft.
    asked = {name for name, need in needs.items() if Need.TEXT in need and Need.PREVIOUS not in need}
    of_text = {row.rule: row.status for row in sheet.checklist if row.rule in asked}
    assert of_text
    assert set(of_text.values()) == {Status.NOT_CHECKED}
    assert not sheet.verdict.ready


@pytest.mark.parametrize("name", SAMPLES)
def test_a_pdf_knows_the_page_of_each_place(results: Results, name: str) -> None:
    result = of(results, name, "pdf")
    pages = [f.location.page for f in result.findings if f.location.kind is not LocationKind.DOCUMENT]
    assert result.document.page_count is not None
    assert all(page is not None and 1 <= page <= result.document.page_count for page in pages)
    assert pages == sorted(page for page in pages if page is not None)
    assert pages[-1] != 1


def test_the_files_are_left_alone(files: dict[tuple[str, str], Path], results: Results) -> None:
    assert results
    assert files["bundled", "docx"].read_bytes() == make_samples.DEFECTIVE.read_bytes()
