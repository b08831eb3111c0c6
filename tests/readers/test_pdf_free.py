"""PDF files whose tables have few ruling lines or none: headings stay, nothing is lost, no one is accused, most official forms are read."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

import rules
from core.document import Document, GridBy, Table
from core.readers import read
from core.report import understand
from tests.corpus.build import to_pdf, write
from tests.corpus.corpus_2008 import corpus as corpus_2008
from tests.corpus.corpus_2021 import corpus as corpus_2021
from tests.corpus.held_out.build import SETS
from tests.corpus.held_out.source import load
from tests.corpus.held_out.writers import write_docx
from tests.corpus.in_process import report_json
from tests.readers.unruled_making import LEVEL, OPEN, OUTER, THREE, UPRIGHT, Look, restyle_all

OTHER_FONT = "Droid Sans Fallback"
LOOKS = {
    "none": Look(),
    "centred": Look(centred=True),
    "level": Look(LEVEL),
    "level-centred": Look(LEVEL, centred=True),
    "outer": Look(OUTER),
    "three": Look(THREE),
    "upright": Look(UPRIGHT, centred=True),
    "open": Look(OPEN),
    "wide": Look(landscape=True),
    "wide-centred": Look(landscape=True, centred=True),
    "font": Look(font=OTHER_FONT, size=10.5),
    "big": Look(size=12),
}
REPORTS = ("d01", "d04", "a03", "c01")
NARROW = ("a_shiqiao2019", "c_baishui2021", "h_yibao2025", "k_xian2016")
"""Reports of a writer whose columns hold three letters a line: one of each kind of form, and two of that of 2021."""
READ = ("none", "centred", "level", "level-centred", "outer", "three", "upright", "wide")
"""The looks in which the official forms of a report are read as they were written, where columns have the usual width."""


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("unruled")
    made: dict[str, Path] = {}
    for name in REPORTS:
        reports = corpus_2008() if name.startswith("c") else corpus_2021()
        source = write(reports.find(name), reports, folder, "docx")
        made |= {f"{name} {look}": path for look, path in restyle_all(source, folder, LOOKS.items()).items()}
        made[name] = source
    pdfs = to_pdf([path for name, path in made.items() if " " in name], folder)
    return made | dict(zip([name for name in made if " " in name], pdfs, strict=True))


@pytest.fixture(scope="module")
def narrow(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[Path, Path]]:
    """Reports of another writer as Word files, and as PDF files whose tables have no lines and columns of a few letters."""
    folder = tmp_path_factory.mktemp("narrow")
    sources = [folder / f"{name}.docx" for name in NARROW]
    for source in sources:
        write_docx(load(source.stem, SETS / "fresh_9"), source)
    looks = [restyle_all(source, folder, [("narrow", Look(fitted=True))])["narrow"] for source in sources]
    pdfs = to_pdf(looks, folder)
    return {source.stem: (source, path) for source, path in zip(sources, pdfs, strict=True)}


def _pair(files: dict[str, Path], report: str, look: str) -> tuple[Document, Document]:
    return read(files[report]), read(files[f"{report} {look}"])


def _headings(document: Document) -> list[str]:
    return [p.text for p in document.paragraphs if p.text[:2] in {f"{number}、" for number in "一二三四五六"}]


def _words(table: Table) -> list[list[str]]:
    return [["".join(text.split()) for text in row] for row in table.texts()]


def _letters(document: Document) -> Counter[str]:
    texts = [p.text for p in document.paragraphs]
    for table in document.tables:
        texts += [cell.text for cell in {id(cell): cell for row in table.grid for cell in row if cell}.values()]
    return Counter("".join("".join(texts).split()))


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("report", REPORTS)
def test_headings_stay_and_no_letter_is_lost(files: dict[str, Path], report: str, look: str) -> None:
    written, seen = _pair(files, report, look)
    assert _headings(seen) == _headings(written)
    assert not _letters(written) - _letters(seen)


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("report", REPORTS)
def test_nobody_is_accused(files: dict[str, Path], report: str, look: str) -> None:
    result = report_json(files[f"{report} {look}"])
    assert [(f["rule"], f["message"]) for f in result["findings"] if f["severity"] != "info"] == []


@pytest.mark.parametrize("look", READ)
@pytest.mark.parametrize("report", ["d04"])
def test_the_official_forms_are_read(files: dict[str, Path], report: str, look: str) -> None:
    result = report_json(files[f"{report} {look}"])
    assert [row["rule"] for row in result["checklist"] if row["status"] == "not-checked"] == []


@pytest.mark.parametrize("look", ["none", "level", "outer", "three"])
def test_the_cells_of_the_old_form_are_those_written(files: dict[str, Path], look: str) -> None:
    written, seen = _pair(files, "c01", look)
    assert [table.texts() for table in seen.tables] == [table.texts() for table in written.tables]
    assert [p.text for p in seen.paragraphs] == [p.text for p in written.paragraphs]


@pytest.mark.parametrize("name", NARROW)
def test_narrow_columns_are_read_cell_by_cell(narrow: dict[str, tuple[Path, Path]], name: str) -> None:
    source, path = narrow[name]
    seen = understand(read(path), rules.builtin().editions).document
    assert [_words(table) for table in seen.tables] == [_words(table) for table in read(source).tables]
    assert {table.grid_by for table in seen.tables} <= {GridBy.LABELS, GridBy.PLACES}
    assert not _letters(read(source)) - _letters(seen)


def test_open_sides_are_closed(files: dict[str, Path]) -> None:
    for report in ("d04", "a03", "c01"):
        written, seen = _pair(files, report, "open")
        assert [table.texts() for table in seen.tables] == [table.texts() for table in written.tables]
        assert {table.grid_by for table in seen.tables} == {GridBy.FILE}


def test_a_guess_is_said(files: dict[str, Path]) -> None:
    seen = read(files["d01 none"])
    assert {table.grid_by for table in seen.tables} == {GridBy.PLACES}
    assert any("没有画全框线" in note for note in seen.notes)
    assert not any("没有画全框线" in note for note in read(files["d01 open"]).notes)
