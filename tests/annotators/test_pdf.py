"""Marked copies of PDF files: highlights cover the words in two viewers, the file itself is carried on byte for byte."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from itertools import product
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from PIL import Image
from pypdf import PdfReader, PdfWriter
from pypdf.annotations import FreeText
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, NumberObject, RectangleObject, TextStringObject

from core import readers
from core.annotators import annotate
from core.annotators.pdf import COLOURS
from core.annotators.pdf_boxes import boxes_of, lines
from core.annotators.words import SIGNED
from core.errors import WriteError
from core.findings import Finding, Severity
from tests.annotators.marking import at, checked, everywhere, in_cell, made_up, missing
from tests.readers.pdf_making import BODY, TITLE, add, add_official, add_table, new_docx, save_all

SCALE = 2
ROWS = [("统计指标", "单位", "统计数"), ("收到申请数", "件", "27"), ("办结数", "件", ""), ("结转数", "件", "1")]


@pytest.fixture(scope="module")
def draft(tmp_path_factory: pytest.TempPathFactory) -> Path:
    document = new_docx(16)
    add_official(document, TITLE, BODY)
    add_table(document, ROWS, (60.0, 20.0, 30.0))
    add(document, ["青禾县人民政府", "2024年1月20日"])
    return save_all(tmp_path_factory.mktemp("marked"), {"draft": document})["draft"]


def turned(source: Path, target: Path, degrees: int, crop: bool = False) -> Path:
    """The same pages stored turned, so that a viewer turns them back; with ``crop`` a part of a larger sheet is shown."""
    writer = PdfWriter(clone_from=source)
    for page in writer.pages:
        if crop:
            width, height = float(page.mediabox.width), float(page.mediabox.height)
            page.mediabox = RectangleObject((-30, -50, width + 20, height + 40))
            page.cropbox = RectangleObject((0, 0, width, height))
        page.rotate(degrees)
    writer.write(target)
    return target


def pdfium(path: Path, number: int, folder: Path) -> Image.Image:
    image: Image.Image = pypdfium2.PdfDocument(path)[number - 1].render(scale=SCALE).to_pil()
    return image.convert("RGB")


def poppler(path: Path, number: int, folder: Path) -> Image.Image:
    tool = shutil.which("pdftoppm")
    if tool is None:
        pytest.skip("poppler (pdftoppm) is not installed")
    stem = folder / f"poppler-{path.stem}"
    page = str(number)
    command = [tool, "-cropbox", "-r", str(72 * SCALE), "-f", page, "-l", page, "-singlefile", "-png", str(path), str(stem)]
    subprocess.run(command, check=True, capture_output=True, timeout=60)
    return Image.open(stem.with_suffix(".png")).convert("RGB")


Render = Callable[[Path, int, Path], Image.Image]


def colours(picture: Image.Image, spot: tuple[int, int]) -> tuple[int, ...]:
    found = picture.getpixel(spot)
    assert isinstance(found, tuple)
    return tuple(round(value) for value in found)


def shade(pixel: tuple[int, ...], paper: tuple[int, ...], colour: tuple[float, ...]) -> bool:
    return all(abs(value - was * part) < 6 for value, was, part in zip(pixel, paper, colour, strict=True))


@pytest.mark.parametrize("render", [pdfium, poppler])
@pytest.mark.parametrize(("degrees", "crop"), [(0, False), (90, False), (180, True), (270, True)])
def test_highlights_cover_the_words_and_nothing_else(
    draft: Path, tmp_path: Path, render: Render, degrees: int, crop: bool
) -> None:
    source = turned(draft, tmp_path / "draft.pdf", degrees, crop)
    document = readers.read(source)
    finding = at(1, 10, 46, Severity.WARNING)
    target = tmp_path / "marked.pdf"
    annotate(made_up(source, [finding], document), target)
    before, after = (render(path, 1, tmp_path) for path in (source, target))
    assert before.size == after.size
    boxes = [box for page, box in boxes_of(document.paragraphs[1].content, 10, 46) if page == 1]
    assert len(boxes) > 30
    colour = COLOURS[Severity.WARNING]
    for x0, top, x1, bottom in boxes:
        # As with a felt pen, paper takes the colour and letters stay black.
        spots = product(range(int(x0 * SCALE) + 2, int(x1 * SCALE) - 1), range(int(top * SCALE) + 2, int(bottom * SCALE) - 1))
        assert all(shade(colours(after, spot), colours(before, spot), colour) for spot in spots), (x0, top)
    sides = [min(box[0] for box in boxes) - 3, min(box[1] for box in boxes) - 3]
    sides += [max(box[2] for box in boxes) + 3, max(box[3] for box in boxes) + 3]
    left, upper, right, lower = (round(value * SCALE) for value in sides)
    elsewhere = Image.new("RGB", before.size, "white")
    for picture in (before, after):
        picture.paste(elsewhere.crop((left, upper, right, lower)), (left, upper))
        # The note with the summary, in the upper right corner: viewers do not turn notes with the page.
        corner = (before.size[0] - 45 * SCALE, 0, before.size[0], 45 * SCALE)
        picture.paste(elsewhere.crop(corner), corner[:2])
    assert before.tobytes() == after.tobytes()


def annots(path: Path) -> list[Any]:
    return [(n, each.get_object()) for n, page in enumerate(PdfReader(path).pages, 1) for each in page.get("/Annots", ())]


def test_a_highlight_says_what_and_by_whom_and_has_a_look_of_its_own(draft: Path, tmp_path: Path) -> None:
    target = tmp_path / "marked.pdf"
    finding = Finding("x.y", Severity.ERROR, "数字不对", at(1, 3, 5).location, basis="条例", suggestion="改为12。")
    annotate(made_up(draft, [finding]), target)
    (_, highlight), (_, popup) = [each for each in annots(target) if each[1]["/Subtype"] in ("/Highlight", "/Popup")][-2:]
    assert highlight["/Contents"] == "【错误】数字不对\n修改建议：改为12。\n依据：条例\n规则：x.y"
    assert highlight["/T"] == "年报自查"
    assert highlight["/F"] & 4
    assert len(highlight["/QuadPoints"]) % 8 == 0
    assert highlight["/AP"]["/N"].get_object()["/BBox"] == highlight["/Rect"]
    assert highlight["/Popup"].get_object() == popup
    assert popup["/Parent"].get_object() == highlight


def test_the_summary_is_a_note_on_the_first_page(draft: Path, tmp_path: Path) -> None:
    target = tmp_path / "marked.pdf"
    annotate(made_up(draft, [at(1, 3, 5)]), target)
    page, note = annots(target)[0]
    assert (page, note["/Subtype"]) == (1, "/Text")
    assert note["/Contents"].startswith("【年报自查】需修改：1 处错误")
    assert "/AP" in note


def test_what_is_missing_and_what_is_empty_have_notes_near_their_place(draft: Path, tmp_path: Path) -> None:
    document = readers.read(draft)
    target = tmp_path / "marked.pdf"
    annotate(made_up(draft, [missing(1), in_cell(0, 2, 2), missing(None, None, "没有标题")], document), target)
    notes = [(page, each) for page, each in annots(target) if each["/Subtype"] == "/Text"][1:]
    by_line = {each["/Contents"].splitlines()[0]: (page, each) for page, each in notes}
    assert set(by_line) == {"【提醒】此处缺少“统计期限”。没有写明统计期限", "【提醒】乙", "【提醒】没有标题"}
    where, empty = by_line["【提醒】乙"]
    table = document.tables[0]
    right, under = (table.at(*position) for position in ((1, 2), (2, 0)))
    assert right is not None
    assert under is not None
    (page, column), (_, row) = (next(boxes_of(cell.content, 0, 2)) for cell in (right, under))
    assert where == page
    x, _, _, y = (float(value) for value in empty["/Rect"])
    height = float(PdfReader(target).pages[page - 1].mediabox.height)
    assert abs(x - column[0]) < 20
    assert abs(height - y - row[1]) < 20


def test_the_file_is_carried_on_byte_for_byte_and_reads_the_same(draft: Path, tmp_path: Path) -> None:
    document = readers.read(draft)
    target = tmp_path / "marked.pdf"
    annotate(made_up(draft, everywhere(document, each=2), document), target)
    assert target.read_bytes().startswith(draft.read_bytes())
    again = readers.read(target)
    assert [paragraph.text for paragraph in again.paragraphs] == [paragraph.text for paragraph in document.paragraphs]
    assert [table.texts() for table in again.tables] == [table.texts() for table in document.tables]
    assert again.notes == document.notes
    assert len(pypdfium2.PdfDocument(target)) == document.page_count


def test_our_own_copy_gives_the_same_findings(draft: Path, tmp_path: Path) -> None:
    result = checked(draft)
    assert result.findings
    annotate(result, tmp_path / "marked.pdf")
    again = checked(tmp_path / "marked.pdf")
    assert [(f.rule, f.message, f.location) for f in again.findings] == [(f.rule, f.message, f.location) for f in result.findings]


def test_annotations_that_are_there_stay(draft: Path, tmp_path: Path) -> None:
    writer = PdfWriter(clone_from=draft)
    writer.add_annotation(0, FreeText(text="张三的意见", rect=(50, 50, 150, 80)))
    # Many programs keep the list of annotations as an object of its own.
    page = writer.pages[0]
    page[NameObject("/Annots")] = writer._add_object(page["/Annots"])
    source = tmp_path / "draft.pdf"
    writer.write(source)
    annotate(made_up(source, [at(1, 3, 5)]), tmp_path / "marked.pdf")
    kinds = [each["/Subtype"] for page, each in annots(tmp_path / "marked.pdf") if page == 1]
    assert kinds == ["/FreeText", "/Text", "/Popup", "/Highlight", "/Popup"]


def test_a_file_that_may_not_be_changed_is_said(draft: Path, tmp_path: Path) -> None:
    writer = PdfWriter(clone_from=draft)
    writer.encrypt(user_password="", owner_password="x", algorithm="RC4-128")
    source = tmp_path / "draft.pdf"
    writer.write(source)
    result = made_up(source, [at(1, 3, 5)], readers.read(source))
    with pytest.raises(WriteError, match="限制编辑"):
        annotate(result, tmp_path / "marked.pdf")
    assert not (tmp_path / "marked.pdf").exists()


def test_a_file_with_fewer_pages_than_were_checked_is_not_marked(draft: Path, tmp_path: Path) -> None:
    document = readers.read(draft)
    assert (document.page_count or 0) > 1
    writer = PdfWriter()
    writer.append(draft, pages=(0, 1))
    source = tmp_path / "draft.pdf"
    writer.write(source)
    with pytest.raises(WriteError, match="重新检查"):
        annotate(made_up(source, everywhere(document), document), tmp_path / "marked.pdf")


def test_characters_run_together_along_their_line_and_not_over_lines() -> None:
    first = [(10.0 + 12 * n, 20.0, 22.0 + 12 * n, 32.0) for n in range(5)]
    second = [(10.0 + 12 * n, 40.0, 22.0 + 12 * n, 52.0) for n in range(3)]
    up = [(100.0, 200.0 - 12 * n, 112.0, 212.0 - 12 * n) for n in range(4)]
    assert lines([*first, *second]) == [(10.0, 20.0, 70.0, 32.0), (10.0, 40.0, 46.0, 52.0)]
    assert lines(up) == [(100.0, 164.0, 112.0, 212.0)]


@pytest.mark.parametrize("many", [1, 40, 300])
def test_notes_without_a_place_never_lie_on_one_another(draft: Path, tmp_path: Path, many: int) -> None:
    document = readers.read(draft)
    findings = [missing(None, message=f"没有第{n}项") for n in range(many)] + [missing(len(document.blocks) - 1)] * 3
    target = tmp_path / "标注.pdf"
    annotate(made_up(draft, findings, document), target)
    notes = 0
    for page in PdfReader(target).pages:
        boxes = [
            [float(value) for value in annotation.get_object()["/Rect"]]
            for annotation in page.get("/Annots", ())
            if annotation.get_object()["/Subtype"] == "/Text"
        ]
        notes += len(boxes)
        for number, one in enumerate(boxes):
            assert one[0] >= 0
            assert one[1] >= 0
            for other in boxes[:number]:
                assert one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]
    assert notes == many + 4


def signed(source: Path, target: Path, how: str) -> Path:
    """A file that says in one of several ways that it bears a signature (or, with ``open``, that it has a place for one)."""
    writer = PdfWriter(clone_from=source)
    value = DictionaryObject({NameObject("/Type"): NameObject("/Sig")})
    form = DictionaryObject({NameObject("/Fields"): ArrayObject()})
    kid = DictionaryObject({NameObject("/T"): TextStringObject("b")})
    if how != "open":
        kid[NameObject("/V")] = value
    group = DictionaryObject({NameObject("/T"): TextStringObject("a"), NameObject("/FT"): NameObject("/Sig")})
    group[NameObject("/Kids")] = ArrayObject([writer._add_object(kid)])
    if how == "flags":
        form[NameObject("/SigFlags")] = NumberObject(3)
    else:
        form[NameObject("/Fields")] = ArrayObject([writer._add_object(group)])
    writer.root_object[NameObject("/AcroForm")] = writer._add_object(form)
    writer.write(target)
    return target


@pytest.mark.parametrize(("how", "told"), [("flags", True), ("kids", True), ("open", False)])
def test_a_signature_is_known_by_the_form_and_by_fields_below_fields(draft: Path, tmp_path: Path, how: str, told: bool) -> None:
    path, target = signed(draft, tmp_path / "签名.pdf", how), tmp_path / "标注.pdf"
    annotate(made_up(path, []), target)
    notes = PdfReader(target).pages[0]["/Annots"].get_object()
    assert isinstance(notes, ArrayObject)
    contents = [str(each.get_object().get("/Contents", "")) for each in notes]
    assert any(SIGNED in content for content in contents) is told


def test_a_mistake_of_our_own_is_not_put_on_the_file(draft: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> list[str]:
        raise KeyError("ours")

    monkeypatch.setattr("core.annotators.pdf.summary", broken)
    with pytest.raises(KeyError):
        annotate(made_up(draft, []), tmp_path / "标注.pdf")
