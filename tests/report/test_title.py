"""The title: found on one to three lines, in many words, and what it names."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.document import Paragraph
from core.report.title import Title, find_title, full_name, unit_kind
from tests.report.making import document, words_at


def title_of(*lines: str) -> Title | None:
    return find_title(document(*lines).paragraphs)


PREAMBLE = "根据《中华人民共和国政府信息公开条例》的规定，编制2018年度政府信息公开工作年度报告。"


@pytest.mark.parametrize(
    ("lines", "unit", "year"),
    [
        (["青禾县2018年政府信息公开工作年度报告"], "青禾县", 2018),
        (["青禾县 2018 年政府信息公开工作年度报告"], "青禾县", 2018),
        (["青禾县２０１８年政府信息公开工作年度报告"], "青禾县", 2018),
        (["青禾县人民政府2018年度政府信息公开工作年度报告"], "青禾县人民政府", 2018),
        (["青禾县人民政府", "2018年政府信息公开工作年度报告"], "青禾县人民政府", 2018),
        (["青禾县人民政府", "2018年", "政府信息公开工作年度报告"], "青禾县人民政府", 2018),
        (["青禾县2018年政府信息公开", "工作年度报告"], "青禾县", 2018),
        (["2018年青禾县政府信息公开工作年度报告"], "青禾县", 2018),
        (["2018年度青禾县财政局政府信息公开工作年度报告"], "青禾县财政局", 2018),
        (["青禾县财政局关于2018年政府信息公开工作的年度报告"], "青禾县财政局", 2018),
        (["青禾县财政局关于2018年度政府信息公开工作情况的报告"], "青禾县财政局", 2018),
        (["青禾县人民政府办公室2018年政府信息公开年度报告"], "青禾县人民政府办公室", 2018),
        (["青禾县禾丰镇2018年政府信息公开工作年报"], "青禾县禾丰镇", 2018),
        (["青禾县财政局二〇一八年政府信息公开工作年度报告"], "青禾县财政局", 2018),
        (["青禾县2022年度政府信息公开工作年度报告"], "青禾县", 2022),
        (["青禾县2018年政务信息公开工作年度报告"], "青禾县", 2018),
        (["青禾县2018年政府信息公开工作年度报告（草案）"], "青禾县", 2018),
        (["青禾县政府信息公开工作年度报告（2018年度）"], "青禾县", 2018),
        (["青禾县政府信息公开工作年度报告（2018年）"], "青禾县", 2018),
        (["青禾县政府信息公开工作年度报告", "（2018年度）"], "青禾县", 2018),
        (["青禾县财政局政府信息公开工作2018年度报告"], "青禾县财政局", 2018),
        (["青禾县财政局政府信息公开2018年度工作报告"], "青禾县财政局", 2018),
        (["青禾县财政局政府信息公开2018年工作年度报告"], "青禾县财政局", 2018),
        (["2018年青禾县财政局政务信息工作年报"], "青禾县财政局", 2018),
        (["青禾县禾丰镇2018年年度政府信息公开工作年度报告"], "青禾县禾丰镇", 2018),
        (["青禾县财政局二O一八年政府信息公开工作年度报告"], "青禾县财政局", 2018),
        (["青禾县财政局二0一八年政府信息公开工作年度报告"], "青禾县财政局", 2018),
        (["青禾县财政局二o一八年政府信息公开工作年度报告"], "青禾县财政局", 2018),
        (["青禾县政府信息公开工作年度报告"], "青禾县", None),
        (["2018年政府信息公开工作年度报告"], None, 2018),
    ],
)
def test_unit_and_year(lines: list[str], unit: str | None, year: int | None) -> None:
    title = title_of(*lines, PREAMBLE)
    assert title is not None
    assert (title.unit, title.year, len(title.places)) == (unit, year, len(lines))
    assert title.text == "".join(lines)


def test_places_are_the_characters_of_each_line() -> None:
    draft = document("  青禾县人民政府 ", "2018年政府信息公开工作年度报告", PREAMBLE)
    title = find_title(draft.paragraphs)
    assert title is not None
    assert [words_at(draft, place) for place in title.places] == ["青禾县人民政府", "2018年政府信息公开工作年度报告"]
    assert title.last == 1


def test_a_file_number_and_a_letterhead_may_stand_before_it() -> None:
    title = title_of("青禾县人民政府文件", "青政发〔2019〕8号", "青禾县人民政府", "2018年政府信息公开工作年度报告", PREAMBLE)
    assert title is not None
    assert (title.unit, title.year) == ("青禾县人民政府", 2018)


@pytest.mark.parametrize(
    "lines",
    [
        [],
        [PREAMBLE],
        ["一、主动公开政府信息工作报告"],
        ["2018年度政府信息公开情况统计表"],
        ["青禾县2018年政府工作报告"],
        ["青禾县2018年财政决算报告", "正文。"],
        ["现将青禾县2018年政府信息公开工作年度报告公布如下："],
        ["", "  "],
    ],
)
def test_what_is_no_title(lines: list[str]) -> None:
    assert title_of(*lines) is None


def test_a_title_far_down_is_none() -> None:
    assert title_of(*[f"第{n}行，不是标题。" for n in range(20)], "青禾县2018年政府信息公开工作年度报告") is None


def test_the_fuller_of_two_titles_is_taken() -> None:
    title = title_of("政府信息公开工作年度报告", "青禾县2018年政府信息公开工作年度报告", PREAMBLE)
    assert title is not None
    assert (title.unit, title.year) == ("青禾县", 2018)


@pytest.mark.parametrize(
    ("unit", "name"),
    [
        ("青禾县", "青禾县人民政府"),
        ("青禾市", "青禾市人民政府"),
        ("青禾回族自治县", "青禾回族自治县人民政府"),
        ("青禾自治区", "青禾自治区人民政府"),
        ("禾丰镇", "禾丰镇人民政府"),
        ("禾丰乡", "禾丰乡人民政府"),
        ("青禾区", "青禾区人民政府"),
        ("禾丰街道", "禾丰街道办事处"),
        ("青禾县人民政府", "青禾县人民政府"),
        ("青禾县人民政府办公室", "青禾县人民政府办公室"),
        ("青禾县财政局", "青禾县财政局"),
        ("青禾经济技术开发区", "青禾经济技术开发区"),
        ("青禾高新区", "青禾高新区"),
        ("青禾工业园区", "青禾工业园区"),
        ("青禾县禾丰街道办事处", "青禾县禾丰街道办事处"),
        (None, None),
    ],
)
def test_full_name(unit: str | None, name: str | None) -> None:
    assert full_name(unit) == name


@pytest.mark.parametrize(
    ("unit", "kind"),
    [
        ("青禾县", "government"),
        ("青禾县人民政府", "government"),
        ("青禾县人民政府办公室", "government"),
        ("青禾市政府", "government"),
        ("禾丰镇", "township"),
        ("青禾县禾丰乡人民政府", "township"),
        ("禾丰街道办事处", "township"),
        ("青禾县财政局", "department"),
        ("青禾经济技术开发区", "department"),
        (None, "department"),
    ],
)
def test_kind_of_unit(unit: str | None, kind: str) -> None:
    assert unit_kind(unit) == kind


UNITS = st.sampled_from(["青禾县", "青禾县财政局", "青禾县禾丰镇", "青禾市人民政府", "青禾县发展和改革委员会"])


@given(UNITS, st.integers(2008, 2030), st.sampled_from(["", " ", "　"]))
def test_an_official_title_names_its_unit_and_year(unit: str, year: int, blank: str) -> None:
    title = title_of(f"{unit}{blank}{year}{blank}年政府信息公开工作年度报告")
    assert title is not None
    assert (title.unit, title.year) == (unit, year)


@given(st.lists(st.text(st.sampled_from(list("青禾县2018年度政府信息公开工作报告关于的（） 。")), max_size=20), max_size=4))
def test_no_opening_is_too_odd(lines: list[str]) -> None:
    paragraphs: tuple[Paragraph, ...] = document(*lines).paragraphs
    title = find_title(paragraphs)
    if title is not None:
        assert all(0 <= p.start < p.end <= len(paragraphs[p.paragraph].text) for p in title.places)
