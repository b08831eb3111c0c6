"""The web page: the verdict first, every finding in the list and in the text with jumps between, nothing from outside."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import html

from core.checklist_form import ChecklistForm
from core.engine import Settings, check_file
from core.exports.html import to_html
from core.findings import ChecklistRow, Result, Status
from resources.samples import make_samples
from rules import builtin
from tests.exports import export_data


def page_of(result: Result) -> html.HtmlElement:
    return html.document_fromstring(to_html(result))


def words(element: html.HtmlElement) -> str:
    return "".join(element.text_content().split())


@pytest.fixture(scope="module")
def sample() -> Result:
    return check_file(str(make_samples.DEFECTIVE), builtin(), Settings())


def test_the_page_needs_nothing_from_outside(sample: Result) -> None:
    source = to_html(sample)
    assert not re.search(r"(?:src|href)\s*=\s*[\"'](?!#)", source)
    assert not re.search(r"url\(|@import|<script|<link|<iframe", source)


def test_the_verdict_stands_first(sample: Result) -> None:
    body = page_of(sample).body
    assert [element.tag for element in body][:2] == ["h1", "p"]
    assert body[1].text == sample.verdict.sentence
    assert body[1].get("class") == "verdict wrong"


@pytest.mark.parametrize(
    ("checklist", "kind"),
    [((ChecklistRow("a.b", Status.PASS),), "ready"), ((ChecklistRow("a.b", Status.NOT_CHECKED),), "stuck")],
)
def test_the_verdict_has_its_tone(checklist: tuple[ChecklistRow, ...], kind: str) -> None:
    assert page_of(replace(export_data.nothing_found(), checklist=checklist)).body[1].get("class") == f"verdict {kind}"


def test_every_finding_is_in_the_list_and_in_the_text_with_jumps_both_ways(sample: Result) -> None:
    page = page_of(sample)
    for number in range(1, len(sample.findings) + 1):
        (row,) = page.xpath(f"//tr[@id='e{number}']")
        (anchor,) = page.xpath(f"//*[@id='t{number}']")
        assert row.xpath(f".//a[@href='#t{number}']")
        assert anchor.get("href") == f"#e{number}"
        assert anchor.xpath("ancestor::div[@class='draft']")


def test_ids_are_unique_and_every_jump_has_a_target(sample: Result) -> None:
    page = page_of(sample)
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert {href.removeprefix("#") for href in page.xpath("//a/@href")} <= set(ids)


def test_the_whole_draft_is_in_the_page(sample: Result) -> None:
    (draft,) = page_of(sample).xpath("//div[@class='draft']")
    for number in draft.xpath(".//a[contains(@class, 'number')]"):
        number.drop_tree()
    text = words(draft)
    for paragraph in sample.document.paragraphs:
        assert "".join(paragraph.text.split()) in text
    for table in sample.document.tables:
        assert all("".join(cell.text.split()) in text for cell in table.cells)


def test_marks_cover_the_exact_words(sample: Result) -> None:
    marked = "".join(page_of(sample).xpath("//div[@class='draft']//mark//text()"))
    (percentage,) = [finding for finding in sample.findings if finding.rule == "consistency.percentage"]
    assert percentage.excerpt in marked
    (cell,) = page_of(sample).xpath("//td[contains(@class, 'error')][contains(., '10954')]")
    assert cell.text == "10954"


def test_missing_things_have_notes_in_the_text() -> None:
    notes = page_of(export_data.result()).xpath("//div[@class='draft']/div[contains(@class, 'note')]")
    assert [words(note) for note in notes] == ["●1没有统计表", "○3没有写明邮编"]


def test_a_dismissed_finding_is_grey_and_says_why() -> None:
    page = page_of(export_data.result())
    (row,) = page.xpath("//tr[@id='e2']")
    assert "waived" in row.get("class")
    assert "已忽略：已核实" in words(row)
    assert page.xpath("//mark[@class='waived']")


def test_severity_has_a_colour_and_a_shape() -> None:
    page = page_of(export_data.result())
    assert words(page.xpath("//a[@id='t4']")[0]) == "●4"
    assert page.xpath("//a[@id='t4']/@class") == ["number error"]
    style = page.xpath("//style/text()")[0]
    lines = re.findall(r"mark\.(\w+) \{ text-decoration: underline (\w+)", style)
    assert lines == [("error", "solid"), ("warning", "dotted"), ("info", "dashed"), ("waived", "solid")]


def test_what_was_not_checked_is_said_with_reasons() -> None:
    page = page_of(export_data.result())
    (heading,) = page.xpath("//h2[@id='unchecked']")
    assert words(heading) == "未能检查（2项）"
    assert "名称4原因4" in words(heading.getnext())


def test_nothing_found_is_said() -> None:
    text = words(page_of(export_data.nothing_found()))
    assert "没有发现问题。" in text
    assert "可以报送" in text


def test_words_of_the_draft_are_never_markup() -> None:
    evil = "<script>alert(1)</script>\"'&\x00\ud800"
    finding = replace(export_data.findings()[1], message=evil, excerpt=evil, suggestion=evil, basis=evil)
    form = ChecklistForm(title=evil, signatures=(evil,), note=evil)
    result = replace(export_data.result(), findings=(finding,), unit=evil, title=evil, path=evil, form=form)
    source = to_html(result)
    assert "<script" not in source
    assert "\x00" not in source
    source.encode("utf-8")
    assert not html.document_fromstring(source).xpath("//script")


def test_an_office_s_own_form() -> None:
    form = ChecklistForm("青禾县审核单", ("问题", "级别"), ("复核意见",), ("经办人", "分管领导"), "一式两份")
    page = page_of(replace(export_data.result(), form=form))
    assert words(page.body[0]) == "青禾县审核单"
    assert [words(head) for head in page.xpath("//table[@class='list']//th")] == ["问题", "级别", "复核意见"]
    assert page.xpath("//tr[@id='e4']//a/@href") == ["#t4"]
    assert [words(head) for head in page.xpath("//table[@class='sign']//th")] == ["经办人", "分管领导"]
    assert "一式两份" in words(page)


def test_a_long_list_of_compared_places_is_cut_and_counted() -> None:
    bound = export_data.findings()[0]
    related = tuple(replace(bound.location, row=row, label=f"统计表 › 第{row}行") for row in range(2, 7))
    row = page_of(replace(export_data.result(), findings=(replace(bound, related=related),))).xpath("//tr[@id='e1']")[0]
    assert "等5处" in words(row)
    assert "第6行" not in words(row)


def test_the_style_prints_with_page_numbers_and_repeated_headers() -> None:
    style = Path("resources/exports/checklist.css").read_text("utf-8")
    assert "counter(pages)" in style
    assert "thead { display: table-header-group; }" in style
