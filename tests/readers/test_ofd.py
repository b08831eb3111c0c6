"""OFD documents: pages made from a PDF, and what programs write in their own ways."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from core.document import Document, Format, Paragraph
from core.errors import ReadError
from core.readers import ofd, read
from resources.samples import make_samples
from tests.readers.making import convert, needs_office
from tests.readers.ofd_making import from_pdf, line, make_ofd, text


def words(document: Document) -> list[str]:
    return [paragraph.text for paragraph in document.paragraphs]


@needs_office
def test_the_same_document_as_the_pdf(tmp_path: Path) -> None:
    pdf = convert(make_samples.DEFECTIVE, "pdf", tmp_path)
    printed, found = read(pdf), read(from_pdf(pdf, tmp_path / "draft.ofd"))
    assert found.format is Format.OFD
    assert words(found) == words(printed)
    assert [table.texts() for table in found.tables] == [table.texts() for table in printed.tables]
    assert found.page_count == printed.page_count
    for ours, theirs in zip(found.paragraphs, printed.paragraphs, strict=True):
        for a, b in zip(ours.content.spans, theirs.content.spans, strict=True):
            assert a.page == b.page
            near = [
                abs(x - y) < 1
                for left, right in zip(a.boxes, b.boxes, strict=True)
                for x, y in zip(left[:2], right[:2], strict=True)
            ]
            assert all(near)


def test_a_character_stands_where_it_is_drawn(tmp_path: Path) -> None:
    document = read(make_ofd(tmp_path / "a.ofd", [text("青禾县a1", 30, 50, 5, deltas="g 3 5 2.5")]))
    (paragraph,) = document.paragraphs
    boxes = [box for span in paragraph.content.spans for box in span.boxes]
    assert paragraph.text == "青禾县a1"
    assert [round(box[0] * 25.4 / 72, 2) for box in boxes] == [30, 35, 40, 45, 47.5]
    assert all(50 - 5 < box[1] * 25.4 / 72 < 50 < box[3] * 25.4 / 72 for box in boxes)


def test_a_table_with_ruling_lines(tmp_path: Path) -> None:
    across = [line(20, y, 120, y) for y in (40, 50, 60)]
    down = [line(x, 40, x, 60) for x in (20, 70, 120)]
    cells = [text(each, x, y) for each, x, y in (("指标", 22, 47), ("数量", 72, 47), ("收到申请", 22, 57), ("12", 72, 57))]
    document = read(make_ofd(tmp_path / "a.ofd", ["".join([*across, *down, *cells])]))
    assert [table.texts() for table in document.tables] == [[["指标", "数量"], ["收到申请", "12"]]]


def test_what_is_drawn_through_a_matrix(tmp_path: Path) -> None:
    document = read(make_ofd(tmp_path / "a.ofd", [text("正文", 30, 50, 1, deltas="1", ctm="5 0 0 5 0 0")]))
    (span,) = document.paragraphs[0].content.spans
    assert round((span.boxes[1][0] - span.boxes[0][0]) * 25.4 / 72, 2) == 5


def test_templates_absolute_paths_and_two_pages(tmp_path: Path) -> None:
    pages = [text(f"第{number}页正文", 30, 100) for number in "一二"]
    document = read(make_ofd(tmp_path / "a.ofd", pages, template=text("青禾县人民政府", 30, 20)))
    assert document.page_count == 2
    assert [paragraph.content.page_at(0) for paragraph in document.paragraphs if "页正文" in paragraph.text] == [1, 2]
    assert "青禾县人民政府" in [*words(document), *(each.text for each in document.furniture)]


def test_text_that_is_not_shown_is_not_read(tmp_path: Path) -> None:
    hidden = text("隐藏", 30, 60).replace("<ofd:TextObject", '<ofd:TextObject Visible="false"')
    assert words(read(make_ofd(tmp_path / "a.ofd", [text("正文", 30, 50) + hidden]))) == ["正文"]


def test_names_in_other_case(tmp_path: Path) -> None:
    path = make_ofd(tmp_path / "a.ofd", [text("正文", 30, 50)])
    other = tmp_path / "b.ofd"
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(other, "w") as target:
        for name in source.namelist():
            target.writestr(name.upper(), source.read(name))
    assert words(read(other)) == ["正文"]


def test_pictures_alone_are_said(tmp_path: Path) -> None:
    path = make_ofd(tmp_path / "a.ofd", ['<ofd:ImageObject ID="3" Boundary="0 0 210 297" ResourceID="4"/>'])
    with pytest.raises(ReadError, match="扫描件"):
        read(path)


def test_too_many_pages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ofd, "MAX_PAGES", 2)
    with pytest.raises(ReadError, match="3 页，超过 2 页"):
        read(make_ofd(tmp_path / "a.ofd", [text("正文", 30, 50)] * 3))


@pytest.mark.parametrize("damage", ["Boundary='x y'", "Boundary='1e999 0 1 1'", "Size='nan'", "CTM='1 2'"])
def test_damaged_numbers_do_no_harm(tmp_path: Path, damage: str) -> None:
    bad = f"<ofd:TextObject {damage} Font='1'><ofd:TextCode>坏</ofd:TextCode></ofd:TextObject>"
    document = read(make_ofd(tmp_path / "a.ofd", [text("正文", 30, 50) + bad]))
    assert isinstance(document.blocks[0], Paragraph)
