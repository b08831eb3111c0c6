"""Places in words: sections by number, by position, and what stands outside every section."""

from __future__ import annotations

import pytest

from core.document import Document, Format, Paragraph, Text
from core.exports.places import Places, edition_label, place_label
from core.findings import Finding, Location, LocationKind, Severity

LINES = (
    "青禾县2018年报告",
    "导语。",
    "一、概述。2018年，全县工作继续推进。",
    "正文。",
    "二、主动公开",
    "十、" + "很长的句子" * 20,
)


@pytest.fixture
def places() -> Places:
    """The places of a small document."""
    return Places(Document("a.txt", Format.TEXT, tuple(Paragraph(Text.at(line), number) for number, line in enumerate(LINES))))


@pytest.mark.parametrize(
    ("location", "section"),
    [
        (Location(LocationKind.TEXT, paragraph=1), "导语"),
        (Location(LocationKind.TEXT, paragraph=3), "一、概述"),
        (Location(LocationKind.TEXT, paragraph=5), "二、主动公开"),
        (Location(LocationKind.TEXT, "一", paragraph=2), "一、概述"),
        (Location(LocationKind.TEXT, "附件", paragraph=5), "附件"),
        (Location(LocationKind.CELL, table=0), "统计表"),
        (Location(LocationKind.CELL, "附件", table=0), "附件"),
        (Location(LocationKind.DOCUMENT), "全文"),
        (Location(LocationKind.DOCUMENT, after_block=4), "二、主动公开"),
        (Location(LocationKind.TEXT, paragraph=99), "全文"),
        (Location(LocationKind.DOCUMENT, "二", after_block=5, label="落款单位"), "末尾"),
        (Location(LocationKind.DOCUMENT, label="成文日期"), "末尾"),
    ],
)
def test_a_place_lies_under_its_heading(places: Places, location: Location, section: str) -> None:
    assert places.section(location) == section


@pytest.mark.parametrize(
    ("location", "words"),
    [
        (Location(LocationKind.TEXT, paragraph=0, page=2), "正文第1段（第2页）"),
        (Location(LocationKind.CELL, table=0, row=2, column=1), "第1个表第3行第2列"),
        (Location(LocationKind.CELL, table=0, row=2, column=1, sheet="统计表", cell="B3"), "工作表“统计表” B3"),
        (Location(LocationKind.CELL, table=0, label="统计表 › 收到申请数"), "统计表 › 收到申请数"),
        (Location(LocationKind.CELL, label="收到申请数", sheet="统计表", cell="C5"), "收到申请数（工作表“统计表” C5）"),
        (Location(LocationKind.CELL, label="收到申请数", cell="C5"), "收到申请数（C5）"),
        (Location(LocationKind.DOCUMENT), "全文"),
        (Location(LocationKind.DOCUMENT, "二"), "本部分"),
    ],
)
def test_a_place_has_words(location: Location, words: str) -> None:
    assert place_label(location) == words


def test_a_section_is_not_named_twice(places: Places) -> None:
    assert places.full(Location(LocationKind.CELL, table=0, label="统计表 › 收到申请数")) == "统计表 › 收到申请数"
    assert places.full(Location(LocationKind.TEXT, "二", paragraph=5)) == "二、主动公开 › 正文第6段"
    assert places.full(Location(LocationKind.DOCUMENT)) == "全文"


def finding(location: Location) -> Finding:
    return Finding("a.b", Severity.ERROR, "m", location)


def test_text_before_the_first_section_is_called_the_opening(places: Places) -> None:
    assert places.label(Location(LocationKind.TEXT, paragraph=1, page=1)) == "导语第2段（第1页）"
    assert places.full(Location(LocationKind.TEXT, paragraph=1)) == "导语第2段"
    assert places.label(Location(LocationKind.TEXT, "二", paragraph=5)) == "正文第6段"


def test_what_is_missing_at_the_end_is_listed_at_the_end_without_any_section() -> None:
    bare = Places(Document("a.txt", Format.TEXT, tuple(Paragraph(Text.at(line), n) for n, line in enumerate(LINES[:2]))))
    unit, day = (
        Location(LocationKind.DOCUMENT, label=name, after_block=at) for name, at in (("落款单位", 1), ("成文日期", None))
    )
    opening, form = Location(LocationKind.TEXT, paragraph=1), Location(LocationKind.DOCUMENT, after_block=1, label="统计表")
    groups = bare.by_section([finding(place) for place in (unit, day, opening)])
    assert list(groups) == ["导语", "末尾"]
    assert [one.location for one in groups["末尾"]] == [unit, day]
    assert bare.section(form) == "全文"


def test_editions_have_names() -> None:
    assert edition_label("2021") == "2021年版格式（2021年度起的报告）"
    assert edition_label(None) == "未能判断"
    assert edition_label("2030") == "2030"
