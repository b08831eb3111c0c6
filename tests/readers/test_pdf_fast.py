"""What pdfium gives is what pdfplumber gives: cells, characters, spaces; and the slower library still reads the same."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from docx.shared import Pt
from hypothesis import given, settings
from hypothesis import strategies as st
from pdfplumber import table as plumber

from core.document import Paragraph, Table
from core.readers import pdf, pdf_miner
from core.readers.pdf_blocks import PageRead
from core.readers.pdf_edges import merged, pieces_of
from core.readers.pdf_glyphs import Glyph, Rule
from core.readers.pdf_grid import cells_of, crossings_of, find_cells, grouped
from core.readers.pdf_tables import tables_of
from tests.corpus.build import to_pdf as convert
from tests.corpus.build import write
from tests.corpus.corpus_2021 import corpus
from tests.readers.pdf_making import BODY, add, add_page_number, add_table, new_docx, paragraphs, save_all
from tests.readers.pdf_plain import by_pdfplumber, by_us

ROWS = [
    ("统计指标", "单位", "统计数"),
    *((f"{number}.通过第{number}种方式公开（含转载、摘登）", "条", str(number * 97)) for number in range(60)),
]
REPORTS = ("d01", "d06", "d11", "a03")


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder, all_reports = tmp_path_factory.mktemp("reports"), corpus()
    sources = [write(all_reports.find(name), all_reports, folder, "docx") for name in REPORTS]
    return dict(zip(REPORTS, convert(sources, folder), strict=True))


@pytest.fixture(scope="module")
def draft(tmp_path_factory: pytest.TempPathFactory) -> Path:
    document = new_docx(12)
    add(document, BODY, first_line_indent=Pt(24))
    add_table(document, ROWS, (98.0, 22.0, 30.0))
    add_page_number(document, "第 ", " 页")
    return save_all(tmp_path_factory.mktemp("fast"), {"draft": document})["draft"]


@pytest.mark.parametrize("name", REPORTS)
def test_the_cells_of_each_page_are_those_of_pdfplumber(reports: dict[str, Path], name: str) -> None:
    ours, theirs = by_us(reports[name]), by_pdfplumber(reports[name])
    assert sum(len(table) for page in theirs for table in page) > 200
    assert ours == theirs


def test_long_table_has_the_cells_of_pdfplumber(draft: Path) -> None:
    assert by_us(draft) == by_pdfplumber(draft)


def _by_pdfminer(path: Path) -> Iterator[PageRead]:
    with pdf_miner.opened(path) as opened:
        for number in range(len(opened.pages)):
            content = opened.content(number)
            found = tables_of(content)
            yield PageRead(content, found.tables, found.lines, found.aside, found.boxes)


@pytest.mark.parametrize("rotation", [0, 90])
def test_both_libraries_see_the_same_page(draft: Path, tmp_path: Path, rotation: int) -> None:
    document = pypdfium2.PdfDocument(draft)
    for page in document:
        page.set_rotation(rotation)
    path = tmp_path / "turned.pdf"
    document.save(path)
    for ours, theirs in zip(pdf.read_pages(path), _by_pdfminer(path), strict=True):
        assert [line.plain for line in ours.lines] == [line.plain for line in theirs.lines]
        assert [part.table.texts() for part in ours.tables] == [part.table.texts() for part in theirs.tables]
        for mine, other in zip(_in_order(ours), _in_order(theirs), strict=True):
            assert mine.text == other.text
            assert mine.place == pytest.approx(other.place, abs=1.0)


def _in_order(page: PageRead) -> list[Glyph]:
    found = (glyph for glyph in page.content.glyphs if not glyph.blank)
    return sorted(found, key=lambda glyph: (round(glyph.baseline), glyph.x0))


def test_what_pdfium_cannot_open_the_other_library_reads(draft: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = pdf.read(draft)

    def fail(path: Path) -> object:
        raise pypdfium2.PdfiumError(str(path))

    monkeypatch.setattr(pypdfium2, "PdfDocument", fail)
    raw = pdf.read(draft)
    assert paragraphs(raw) == paragraphs(expected)
    assert [block.texts() for block in raw.blocks if isinstance(block, Table)] == [
        block.texts() for block in expected.blocks if isinstance(block, Table)
    ]
    assert [text.text for text in raw.furniture] == ["第 1 页", "第 2 页", "第 3 页"][: len(raw.furniture)]


def test_spaces_that_are_written_are_read_and_gaps_are_not(tmp_path: Path) -> None:
    texts = ["第 1 次会议有 12 人参加，第2次会议有13人参加。", "青禾县 2023 年 Word 与 PDF 各 5 份", "abc def"]
    document = new_docx(12)
    add(document, texts)
    assert paragraphs(pdf.read(save_all(tmp_path, {"spaces": document})["spaces"])) == texts


def test_thickened_letters_are_bold(tmp_path: Path) -> None:
    document = new_docx(12)
    document.add_paragraph().add_run("一、总体情况").bold = True
    add(document, BODY[2:3])
    raw = pdf.read(save_all(tmp_path, {"bold": document})["bold"])
    assert [block.bold for block in raw.blocks if isinstance(block, Paragraph)] == [True, False]


def test_reading_does_not_load_pdfminer(draft: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from core.readers import read; "
        f"read(Path({str(draft)!r})); sys.exit(int('pdfminer' in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False, cwd=Path(__file__).parents[2]).returncode == 0


# lines that meet, that nearly do, and some that lie so close that they are one
_PLACES = st.tuples(st.integers(0, 6), st.sampled_from([0.0, 0.0, 0.0, 0.7, 1.3, -1.9, 2.9])).map(lambda t: t[0] * 20.0 + t[1])
_RULES = st.lists(
    st.one_of(
        st.tuples(_PLACES, _PLACES, _PLACES).map(lambda t: Rule((min(t[0], t[1]), t[2], max(t[0], t[1]), t[2]), across=True)),
        st.tuples(_PLACES, _PLACES, _PLACES).map(lambda t: Rule((t[2], min(t[0], t[1]), t[2], max(t[0], t[1])), across=False)),
    ),
    max_size=40,
)


@given(_RULES)
@settings(max_examples=150, deadline=None)
def test_cells_are_found_as_pdfplumber_finds_them(rules: list[Rule]) -> None:
    edges: list[dict[str, Any]] = []
    for rule in rules:
        x0, top, x1, bottom = rule.box
        size = {"width": x1 - x0, "height": bottom - top, "doctop": top, "orientation": "h" if rule.across else "v"}
        edges.append({"x0": x0, "x1": x1, "top": top, "bottom": bottom, **size})
    edges = [edge for edge in edges if max(edge["width"], edge["height"]) >= 1]
    lines = [edge for edge in plumber.merge_edges(edges, 3, 3, 3, 3) if max(edge["width"], edge["height"]) >= 3]
    cells = plumber.intersections_to_cells(plumber.edges_to_intersections(lines, 3, 3))
    ours = list(find_cells(crossings_of(merged(pieces_of(rules)))))
    assert ours == cells
    assert sorted(group for group in grouped(ours) if len(group) > 1) == sorted(plumber.cells_to_tables(cells))


def _box(x0: float, top: float, x1: float, bottom: float) -> list[Rule]:
    return [
        Rule((x0, top, x1, top), across=True),
        Rule((x0, bottom, x1, bottom), across=True),
        Rule((x0, top, x0, bottom), across=False),
        Rule((x1, top, x1, bottom), across=False),
    ]


def test_a_cell_that_stays_open_at_the_end_of_the_page_is_closed() -> None:
    rules = [*_box(0, 0, 60, 20), *_box(60, 0, 200, 20), *_box(60, 20, 200, 40), *_box(60, 40, 200, 60)]
    rules += [Rule((0, 20, 0, 60), across=False)]
    (cells,) = cells_of(rules)
    assert (0.0, 20.0, 60.0, 60.0) in cells


def test_a_pair_of_upright_lines_is_no_cell() -> None:
    assert cells_of([Rule((0, 0, 0, 100), across=False), Rule((50, 0, 50, 100), across=False)]) == []


@pytest.mark.parametrize("at_once", [1, 2])
def test_a_long_file_is_read_like_a_short_one(draft: Path, monkeypatch: pytest.MonkeyPatch, at_once: int) -> None:
    whole = pdf.read(draft)
    assert whole.page_count is not None
    assert whole.page_count > at_once
    monkeypatch.setattr(pdf, "_MANY_PAGES", 1)
    monkeypatch.setattr(pdf, "_PAGES_AT_ONCE", at_once)
    assert pdf.read(draft) == whole
    assert not any(page.content.glyphs for page in pdf.read_pages(draft))
