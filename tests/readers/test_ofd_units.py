"""OFD pages whose text stands in drawings of the resources, which composite objects show."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from core.document import Document
from core.errors import ReadError
from core.readers import limits, ofd, ofd_units, read
from tests.readers.ofd_making import composite, line, make_ofd, text, unit


def words(document: Document) -> list[str]:
    return [paragraph.text for paragraph in document.paragraphs]


def places(document: Document) -> list[tuple[float, float]]:
    """Where the characters begin, and where their lower edges are, in millimetres."""
    boxes = [box for paragraph in document.paragraphs for span in paragraph.content.spans for box in span.boxes]
    return [(round(box[0] * 25.4 / 72, 1), round(box[3] * 25.4 / 72, 1)) for box in boxes]


def test_text_of_a_drawing_stands_where_it_is_shown(tmp_path: Path) -> None:
    drawing = unit(20, text("收到申请", 10, 20, 10, deltas="10 10 10"))
    shown = read(make_ofd(tmp_path / "a.ofd", [composite(20, 30, 40, ctm="0.5 0 0 0.5 5 0")], units=drawing))
    plain = read(make_ofd(tmp_path / "b.ofd", [text("收到申请", 40, 50, 5, deltas="5 5 5")]))
    assert words(shown) == words(plain) == ["收到申请"]
    assert places(shown) == places(plain)
    assert [place[0] for place in places(shown)] == [40, 45, 50, 55]


def test_a_drawing_may_be_shown_twice(tmp_path: Path) -> None:
    drawing = unit(20, text("青禾县人民政府", 10, 10))
    assert (
        words(read(make_ofd(tmp_path / "a.ofd", [composite(20, 20, 40) + composite(20, 20, 90)], units=drawing)))
        == ["青禾县人民政府"] * 2
    )


def test_a_drawing_in_a_drawing(tmp_path: Path) -> None:
    inner = unit(21, text("内层", 10, 10, 20, deltas="20"))
    outer = unit(20, text("外层", 20, 40, 10, deltas="10") + composite(21, 20, 60, ctm="0.5 0 0 0.5 0 0"))
    found = read(make_ofd(tmp_path / "a.ofd", [composite(20, 10, 20, ctm="0.5 0 0 0.5 0 0")], units=outer + inner))
    assert words(found) == ["外层", "内层"]
    # 10 + 20 / 2; inside, 10 + (20 + 10 / 2) / 2
    assert [place[0] for place in places(found)] == [20, 25, 22.5, 27.5]
    # the line is 20 + 40 / 2; inside, 20 + (60 + 10 / 2) / 2; each letter reaches 0.14 of its size below it
    assert [place[1] for place in places(found)] == [40.7, 40.7, 53.2, 53.2]


def test_a_drawing_that_shows_itself_is_read_once(tmp_path: Path) -> None:
    first = unit(20, text("甲", 30, 30) + composite(21, 0, 30))
    second = unit(21, text("乙", 30, 30) + composite(20, 0, 30) + composite(21, 0, 60))
    assert words(read(make_ofd(tmp_path / "a.ofd", [composite(20)], units=first + second))) == ["甲", "乙"]


def test_drawings_are_followed_so_deep(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ofd_units, "MAX_DEPTH", 3)
    chain = "".join(unit(20 + n, text(f"第{n}层", 30, 30) + composite(21 + n, 0, 30)) for n in range(6))
    assert words(read(make_ofd(tmp_path / "a.ofd", [composite(20)], units=chain))) == ["第0层", "第1层", "第2层"]


def test_drawings_that_unfold_without_end_are_refused(tmp_path: Path) -> None:
    units = "".join(unit(20 + n, composite(21 + n) * 40) for n in range(7)) + unit(27, "")
    begun = time.monotonic()
    with pytest.raises(ReadError, match="大得异常"):
        read(make_ofd(tmp_path / "a.ofd", [composite(20)], units=units))
    assert time.monotonic() - begun < 30


def test_what_all_pages_show_is_counted_together(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ofd_units, "MAX_UNFOLDED", 2_000)
    drawing = unit(20, text("正文", 30, 50))
    assert words(read(make_ofd(tmp_path / "a.ofd", [composite(20)] * 2, units=drawing)))
    with pytest.raises(ReadError, match="大得异常"):
        read(make_ofd(tmp_path / "b.ofd", [composite(20)] * 12, units=drawing))


def test_characters_of_all_pages_are_counted_together(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ofd, "MAX_CHARACTERS", 10)
    with pytest.raises(ReadError, match=limits.TOO_MANY_CHARACTERS):
        read(make_ofd(tmp_path / "a.ofd", [composite(20)] * 3, units=unit(20, text("收到申请", 30, 50))))


def test_a_table_whose_lines_are_drawn_inside(tmp_path: Path) -> None:
    lines = [line(20, y, 120, y) for y in (40, 50, 60)] + [line(x, 40, x, 60) for x in (20, 70, 120)]
    cells = [text(each, x, y) for each, x, y in (("指标", 22, 47), ("数量", 72, 47), ("收到申请", 22, 57), ("12", 72, 57))]
    document = read(make_ofd(tmp_path / "a.ofd", [composite(20, 5, 5)], units=unit(20, "".join([*lines, *cells]))))
    assert [table.texts() for table in document.tables] == [[["指标", "数量"], ["收到申请", "12"]]]


def test_drawings_of_the_page_and_in_blocks_and_templates(tmp_path: Path) -> None:
    blocks = f"<ofd:PageBlock ID='8'><ofd:PageBlock ID='9'>{composite(30, 0, 30)}</ofd:PageBlock></ofd:PageBlock>"
    made = make_ofd(
        tmp_path / "a.ofd",
        [blocks],
        template=composite(20),
        units=unit(20, text("底版文字", 30, 60)) + unit(30, text("被本页代替", 30, 90)),
        own_units=unit(30, f"<ofd:PageBlock ID='3'>{text('本页文字', 30, 90)}</ofd:PageBlock>"),
    )
    assert words(read(made)) == ["底版文字", "本页文字"]


def test_a_hidden_drawing_and_one_that_is_missing(tmp_path: Path) -> None:
    hidden = composite(20).replace("<ofd:CompositeObject", '<ofd:CompositeObject Visible="false"')
    made = make_ofd(tmp_path / "a.ofd", [text("正文", 30, 50) + hidden + composite(99)], units=unit(20, text("隐藏", 30, 70)))
    assert words(read(made)) == ["正文"]


@pytest.mark.parametrize("damage", ["Boundary='x y'", "Boundary='5'", "CTM='1 2'", "CTM='1e6 0 0 1e6 0 0'", "CTM='0 0 0 0 0 0'"])
def test_damaged_numbers_do_no_harm(tmp_path: Path, damage: str) -> None:
    bad = f"<ofd:CompositeObject {damage} ResourceID='20'/>"
    drawing = unit(20, text("坏", 30, 70, ctm="1e6 0 0 1e6 1e6 0"))
    assert words(read(make_ofd(tmp_path / "a.ofd", [text("正文", 30, 50) + bad], units=drawing)))[0] == "正文"


def test_a_picture_is_as_large_as_its_matrix_says(tmp_path: Path) -> None:
    picture = '<ofd:ImageObject ID="3" Boundary="0 0 210 297" CTM="80 0 0 60 60 140" ResourceID="4"/>'
    sheet = f"{text('正文第一行', 30, 50)}{picture}{text('图下的文字', 30, 250)}"
    document = read(make_ofd(tmp_path / "a.ofd", [sheet]))
    assert [type(block).__name__ for block in document.blocks] == ["Paragraph", "Picture", "Paragraph"]
