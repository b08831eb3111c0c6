"""A page of which nothing can be read: named, the rest is read, and what may stand on it is not said to be missing."""

from __future__ import annotations

import io
from pathlib import Path

import pypdf
import pypdfium2
import pytest
from pypdf.generic import NameObject, StreamObject

import rules
from core import readers
from core.engine import Settings, check_file
from core.findings import LocationKind, Status
from resources.samples.make_samples import CLEAN
from tests.corpus.held_out.build import SETS
from tests.corpus.held_out.source import load
from tests.corpus.held_out.writers import WRITERS
from tests.readers.making import convert, needs_office
from tests.readers.pdf_making import BODY, TITLE, add_official, new_docx, save_all


@pytest.fixture(scope="module")
def draft(tmp_path_factory: pytest.TempPathFactory) -> Path:
    document = new_docx(16)
    add_official(document, TITLE, BODY)
    return save_all(tmp_path_factory.mktemp("unread"), {"draft": document})["draft"]


def damaged(draft: Path, path: Path, *, added: bool = False) -> Path:
    """The second page, or one added at the end, goes through drawings that call themselves, so that it cannot be shown."""
    writer = pypdf.PdfWriter(clone_from=draft)
    page = writer.add_blank_page(595, 842) if added else writer.pages[1]
    form = StreamObject()
    form.set_data(b"/Deep Do /Deep Do")
    form.update({NameObject("/Type"): NameObject("/XObject"), NameObject("/Subtype"): NameObject("/Form")})
    reference = writer._add_object(form)
    own = pypdf.generic.DictionaryObject({NameObject("/Deep"): reference})
    form[NameObject("/Resources")] = pypdf.generic.DictionaryObject({NameObject("/XObject"): own})
    content = StreamObject()
    content.set_data(b"/Deep Do")
    page[NameObject("/Contents")] = writer._add_object(content)
    page[NameObject("/Resources")] = form["/Resources"]
    writer.write(path)
    return path


def test_the_page_is_named_and_the_rest_is_read(draft: Path, tmp_path: Path) -> None:
    whole, hurt = readers.read(draft), readers.read(damaged(draft, tmp_path / "hurt.pdf"))
    assert hurt.notes == ("第 2 页已损坏，未能读取。",)
    assert (hurt.unread, whole.unread) == ((2,), ())
    assert [p.text for p in hurt.paragraphs[:4]] == [p.text for p in whole.paragraphs[:4]]


def test_what_may_stand_there_is_not_checked(draft: Path, tmp_path: Path) -> None:
    whole = check_file(str(draft), rules.builtin(), Settings())
    hurt = check_file(str(damaged(draft, tmp_path / "hurt.pdf")), rules.builtin(), Settings())
    assert any(finding.location.kind is LocationKind.DOCUMENT for finding in whole.findings)
    assert not [finding for finding in hurt.findings if finding.location.kind is LocationKind.DOCUMENT]
    rows = {row.rule: row for row in hurt.checklist}
    assert rows["structure.section-missing"].status is Status.NOT_CHECKED
    assert rows["structure.section-missing"].reason.startswith("第 2 页没有读出")
    assert not hurt.verdict.ready


@needs_office
def test_a_draft_with_a_page_that_was_not_read_is_not_said_to_be_in_order(tmp_path: Path) -> None:
    whole = convert(CLEAN, "pdf", tmp_path)
    more = damaged(whole, tmp_path / "more.pdf", added=True)
    ready, unsure = (check_file(str(path), rules.builtin(), Settings()).verdict for path in (whole, more))
    assert (ready.ready, ready.unchecked) == (True, 0)
    assert (unsure.ready, unsure.unchecked) == (False, 1)


def as_picture(draft: Path, number: int, path: Path) -> Path:
    """The draft with one page (1-based) replaced by a picture of itself, as when a signed page is scanned and put in."""
    whole = pypdfium2.PdfDocument(draft)
    size = whole[number - 1].get_size()
    picture = io.BytesIO()
    whole[number - 1].render(scale=1).to_pil().convert("RGB").save(picture, "JPEG")
    whole.del_page(number - 1)
    page = whole.new_page(*size, index=number - 1)
    image = pypdfium2.PdfImage.new(whole)
    image.load_jpeg(picture)
    image.set_matrix(pypdfium2.PdfMatrix().scale(*size))
    page.insert_obj(image)
    page.gen_content()
    whole.save(path)
    return path


@needs_office
def test_a_page_that_is_a_picture_makes_nothing_missing_and_nothing_broken(tmp_path: Path) -> None:
    whole = convert(CLEAN, "pdf", tmp_path)
    for number in range(1, len(pypdfium2.PdfDocument(whole)) + 1):
        result = check_file(str(as_picture(whole, number, tmp_path / "scan.pdf")), rules.builtin(), Settings())
        assert [(finding.rule, finding.message) for finding in result.findings] == [], number
        assert result.verdict.unchecked, number


@needs_office
def test_a_row_torn_by_a_page_that_is_a_picture_is_not_blamed(tmp_path: Path) -> None:
    """Rows of the grids of 2021 run over two pages, so that half a label or blank figures stand beside the picture."""
    for name in ("town2025_baihe", "commission2023_health"):
        made = tmp_path / f"{name}.docx"
        WRITERS["docx"](load(name, SETS / "fresh_26"), made)
        draft = convert(made, "pdf", tmp_path)
        alone = {finding.rule for finding in check_file(str(draft), rules.builtin(), Settings()).findings}
        for number in range(1, len(pypdfium2.PdfDocument(draft)) + 1):
            result = check_file(str(as_picture(draft, number, tmp_path / "scan.pdf")), rules.builtin(), Settings())
            assert {finding.rule for finding in result.findings} <= alone, (draft.name, number)
