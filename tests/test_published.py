"""What is found, and what is not, in the published report that the project was built on: the list of its known flaws."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date

import pytest

import rules
from core.engine import Settings, check_file
from core.findings import Finding, LocationKind, Result, Severity
from tests.published import ABSENT, PUBLISHED

pytestmark = pytest.mark.skipif(not PUBLISHED.is_file(), reason=ABSENT)


@pytest.fixture(scope="module")
def result() -> Result:
    return check_file(str(PUBLISHED), rules.builtin(), Settings(as_of=date(2019, 3, 1)))


def found(result: Result, rule: str) -> list[Finding]:
    return [finding for finding in result.findings if finding.rule == rule]


def label_at(result: Result, finding: Finding) -> str:
    """The label of the row of the table that a finding points to."""
    where = finding.location
    assert where.table is not None
    assert where.row is not None
    cell = result.document.tables[where.table].at(where.row, 0)
    assert cell is not None
    return cell.text


def test_the_total_is_above_the_sum_of_the_channels(result: Result) -> None:
    (finding,) = found(result, "table.bound")
    assert finding.severity is Severity.ERROR
    assert (finding.data["actual"], finding.data["expected"], finding.data["difference"]) == (16084, 16078, 6)
    assert finding.excerpt == "16084"
    assert label_at(result, finding).startswith("（一）主动公开政府信息数")


def test_the_percentage_does_not_follow(result: Result) -> None:
    (finding,) = found(result, "consistency.percentage")
    assert finding.severity is Severity.ERROR
    assert (finding.excerpt, finding.data["expected"], finding.data["actual"]) == ("35.4%", 35.3, 35.4)
    assert finding.data["values"] == [7243, 4683]
    assert finding.location.section == "四"


WORDING = ("2.同一公开答复数", "其中：涉及国家机密", "涉及商业机密", "危机国家安全", "7.告知做出更改补充数", "五、行政诉讼量")
UNITS = ("（三）从事政府信息公开工作人员数", "1.专职人员数", "2.兼职人员数")


def test_misspelt_rows_and_wrong_units(result: Result) -> None:
    labels = found(result, "table.label")
    assert {finding.severity for finding in labels} == {Severity.WARNING}
    rows = [(label_at(result, finding), finding.location.column) for finding in labels]
    expected = [(start, 0) for start in WORDING] + [(start, 1) for start in UNITS]
    assert len(rows) == len(expected)
    for (label, column), (start, due) in zip(rows, expected, strict=True):
        assert label.startswith(start)
        assert column == due
    assert [finding.excerpt for finding in labels[-3:]] == ["个", "个", "个"]


def test_a_row_is_missing_under_five(result: Result) -> None:
    (finding,) = found(result, "table.row-missing")
    assert finding.severity is Severity.ERROR
    assert (finding.data["row"], finding.data["label"]) == ("5.3", "（三）其他情形数")


def test_a_note_in_a_number_cell(result: Result) -> None:
    (finding,) = found(result, "table.not-a-number")
    assert (finding.severity, finding.excerpt) == (Severity.WARNING, "1（新闻通气会）")
    assert label_at(result, finding).startswith("1.参加或举办新闻发布会总次数")


def test_items_of_the_law_without_text(result: Result) -> None:
    missing = {finding.data["item"]: finding.severity for finding in found(result, "structure.section-missing")}
    assert missing == {"fees": Severity.WARNING, "review": Severity.WARNING, "other": Severity.ERROR}


def test_the_attachment_has_another_name_than_announced(result: Result) -> None:
    (finding,) = found(result, "structure.attachment")
    assert finding.data["actual"] == "2018年度政府信息公开情况统计表"
    assert finding.data["expected"].endswith("县政府信息公开情况统计表")
    assert finding.excerpt == finding.data["expected"]


def test_no_date_and_no_unit_at_the_end(result: Result) -> None:
    missing = found(result, "structure.sign-off")
    assert {finding.data["field"] for finding in missing} == {"unit", "date"}
    assert {(finding.severity, finding.location.kind) for finding in missing} == {(Severity.INFO, LocationKind.DOCUMENT)}


def stated(pattern: str) -> str:
    """What stands behind a label in the opening, by a pattern made for this one report."""
    match = re.search(pattern, PUBLISHED.read_text("utf-8")[:900])
    assert match is not None
    return match[1]


def test_the_facts_are_read(result: Result) -> None:
    contact = result.facts.contact
    assert (result.year, result.edition) == (2018, "2008")
    assert result.unit == f"{stated(r'(..县) 2018 年政府')}人民政府"
    assert result.facts.period == (date(2018, 1, 1), date(2018, 12, 31))
    assert contact.address == stated(r"地址：(.+?)；")
    assert contact.postcode == stated(r"邮编：(\d{6})；")
    assert contact.phone == (stated(r"电话：([\d-]{12})；"),)
    assert contact.fax == ()
    assert contact.email == (stated(r"邮箱：(\w+@[\w.]+)）"),)
    assert contact.website == (stated(r"（<(http://[\w.]+)>）"),)
    assert result.facts.date is None


def test_nothing_else_is_found(result: Result) -> None:
    """11.58 %, 33 units, 116 = 67 + 49, 8 trainings, 12345, phone, postcode and the repeated header row are right."""
    count = Counter(finding.rule for finding in result.findings if not finding.rule.startswith("language."))
    assert count == {
        "table.bound": 1,
        "consistency.percentage": 1,
        "table.label": len(WORDING) + len(UNITS),
        "table.row-missing": 1,
        "table.not-a-number": 1,
        "structure.section-missing": 3,
        "structure.attachment": 1,
        "structure.sign-off": 2,
        "contact.missing": 1,
        "content.duplicate-paragraph": 1,
        "content.submission-wording": 1,
    }
    assert [finding.data["field"] for finding in found(result, "contact.missing")] == ["fax"]


@pytest.mark.parametrize("figure", ["11.58%", "33 个", "1220 件", "98%", "12345", "232 名"])
def test_right_figures_are_not_marked(result: Result, figure: str) -> None:
    texts = [paragraph.text for paragraph in result.document.paragraphs]
    assert any(figure in text for text in texts)
    for finding in result.findings:
        # A sentence that stands twice is marked as a whole: its figures are not what is wrong with it.
        if finding.location.kind is LocationKind.TEXT and finding.rule != "content.duplicate-paragraph":
            assert figure not in finding.excerpt


def test_contact_facts_are_not_called_wrong(result: Result) -> None:
    assert not found(result, "contact.format")
    assert not found(result, "contact.mismatch")


def test_the_table_is_one_and_its_repeated_header_is_gone(result: Result) -> None:
    (table,) = result.document.tables
    heads = [row for row in table.texts() if row[0] == "统计指标"]
    assert (len(heads), table.row_count, table.column_count) == (1, 65, 3)


def test_paragraphs_broken_by_pages_are_whole(result: Result) -> None:
    body = [p.text for p in result.document.paragraphs if len(p.text) > 60]
    assert all(text.endswith(("。", "！", "：", "；")) for text in body), [text[-20:] for text in body if not text.endswith("。")]


def test_the_verdict(result: Result) -> None:
    assert result.verdict.errors == result.count(Severity.ERROR) == 4
    assert result.verdict.sentence == "需修改：4 处错误"


LANGUAGE = {
    "language.term": ["申请公开"],
    "language.brackets": ["(五)", "(一)", "(二)", "(三)", "(社区)", "网》", "盐池》"],
    "language.punctuation": ["》、《"],
    "language.repeated-word": ["全面", "信息共计信息"],
    "language.approximation": ["余条"],
    "language.open-ended-date": ["截至目前"] * 5,
    "language.list-markers": [],
}


@pytest.mark.parametrize("rule", LANGUAGE)
def test_the_flaws_of_language_are_found_and_nothing_else(result: Result, rule: str) -> None:
    excerpts = [finding.excerpt for finding in found(result, rule)]
    expected = LANGUAGE[rule]
    assert all(any(mark in excerpt for excerpt in excerpts) for mark in expected), excerpts
    # (社区) stands twice in one sentence.
    assert len(excerpts) == len(expected) + (rule == "language.brackets"), excerpts
    severity = Severity.WARNING if rule == "language.term" else Severity.INFO
    assert all(finding.severity is severity for finding in found(result, rule))
