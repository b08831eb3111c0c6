"""Dismissed findings are known by their content: a dismissal survives edits elsewhere, and ends when the place itself changes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

import rules
from core.document import Document
from core.engine import Settings, check_document, check_file
from core.findings import Result, Severity, Status, Waiver
from core.waivers import Dismissal, dismissal_of, from_json, keys, to_json, with_waivers
from resources.samples import make_samples
from tests.report.making import HEADER, document, form_rows, row_of, table

TITLE = "青禾县2018年政府信息公开工作年度报告"
WAIVER = Waiver("已核实", "2019-03-01T09:00:00")
LATE = "政府信息公开办公室改名前，截至2017年12月31日，全县累计公开信息12000条。"


def check(draft: Document) -> Result:
    return check_document(draft, rules.builtin(), Settings(as_of=date(2019, 3, 1)))


def draft(*lines: str, title: str = TITLE, cells: dict[str, str] | None = None, first: int = 1) -> Document:
    rows = form_rows()
    for row_id, value in (cells or {}).items():
        rows[row_of(rows, row_id)][2] = value
    words = ["全县认真执行条例，信息发布更加及时。" * 12] * first
    return document(title, "一、概述", *words, *lines, "附件", table([HEADER, *rows]))


def number_of(result: Result, rule_id: str, nth: int = 0) -> int:
    return [number for number, finding in enumerate(result.findings) if finding.rule == rule_id][nth]


def waived(result: Result) -> list[str]:
    return [finding.rule for finding in result.findings if finding.waived]


def dismissed(draft_: Document, rule_id: str, nth: int = 0) -> Dismissal:
    result = check(draft_)
    return dismissal_of(result, number_of(result, rule_id, nth), WAIVER)


SUMS = {"3.1": "5", "3.1.1": "2"}
EDITS = [
    pytest.param(draft(LATE, cells=SUMS, first=3), id="paragraphs before it"),
    pytest.param(draft("新增一句。", LATE, "另有一段。", cells=SUMS), id="paragraphs around it"),
    pytest.param(draft("今年工作有新进展。" + LATE + "下一步继续努力。", cells=SUMS), id="sentences in its paragraph"),
    pytest.param(draft(LATE.replace("2017年12月31日", " 2017 年 12 月 31 日"), cells=SUMS), id="blanks"),
    pytest.param(draft(LATE.replace("，", ","), cells=SUMS), id="width of punctuation"),
    pytest.param(draft(LATE, cells=SUMS | {"8.1": "3"}), id="another cell"),
    pytest.param(draft("二、其他工作", LATE, cells=SUMS), id="under another heading"),
]


@pytest.mark.parametrize("edited", EDITS)
@pytest.mark.parametrize("rule_id", ["period.stale-year", "table.sum"])
def test_a_dismissal_survives_edits_elsewhere(edited: Document, rule_id: str) -> None:
    kept = dismissed(draft(LATE, cells=SUMS), rule_id)
    assert waived(with_waivers(check(edited), [kept])) == [rule_id]


@pytest.mark.parametrize(
    ("edited", "rule_id"),
    [
        (draft(LATE.replace("累计公开", "累计共公开了")), "period.stale-year"),
        (draft(LATE.replace("2017", "2016")), "period.stale-year"),
        (draft(cells={"3.1": "5", "3.1.1": "3"}), "table.sum"),
        (draft(cells={"3.1": "6", "3.1.1": "2"}), "table.sum"),
        (draft(cells={"3.3": "5", "3.3.1": "2"}), "table.sum"),
    ],
)
def test_a_dismissal_ends_when_its_place_changes(edited: Document, rule_id: str) -> None:
    kept = dismissed(draft(LATE, cells=SUMS), rule_id)
    assert waived(with_waivers(check(edited), [kept])) == []


@pytest.mark.parametrize("title", [TITLE.replace("2018", "2017"), TITLE.replace("青禾", "清河")])
def test_a_dismissal_is_of_one_unit_and_one_year(title: str) -> None:
    kept = dismissed(draft(cells=SUMS), "table.sum")
    assert waived(with_waivers(check(draft(cells=SUMS, title=title)), [kept])) == []


def test_one_of_several_places_is_dismissed_even_where_they_are_alike() -> None:
    twice = draft(LATE, "中间一段。", LATE)
    result = check(twice)
    assert len(set(keys(result))) == len(result.findings)
    kept = dismissed(twice, "period.stale-year", 1)
    found = [f for f in with_waivers(result, [kept]).findings if f.rule == "period.stale-year"]
    assert [bool(each.waived) for each in found] == [False, True]


def test_the_checklist_and_the_verdict_follow() -> None:
    result = check(draft(cells=SUMS))
    errors = [number for number, finding in enumerate(result.findings) if finding.severity is Severity.ERROR]
    kept = [dismissal_of(result, number, WAIVER) for number in errors]
    done = with_waivers(result, kept)
    assert result.verdict.errors == len(errors) > 1
    assert done.verdict.errors == done.count(Severity.ERROR) == 0
    states = {row.rule: row.status for row in done.checklist}
    assert states["table.sum"] is Status.WAIVED
    assert states["contact.missing"] is Status.FAIL
    assert len(done.findings) == len(result.findings)


def test_a_rule_with_one_open_finding_still_fails() -> None:
    result = check(draft(cells={**SUMS, "8.3": "4"}))
    kept = dismissal_of(result, number_of(result, "table.sum"), WAIVER)
    state = {row.rule: row.status for row in with_waivers(result, [kept]).checklist}
    assert state["table.sum"] is Status.FAIL


def test_applying_again_with_less_takes_a_dismissal_back() -> None:
    result = check(draft(cells=SUMS))
    kept = dismissal_of(result, number_of(result, "table.sum"), WAIVER)
    assert with_waivers(with_waivers(result, [kept]), []) == result


def test_what_is_only_missing_can_be_dismissed_each_by_itself() -> None:
    result = check(draft())
    fields = [f.data["field"] for f in result.findings if f.rule == "contact.missing"]
    kept = dismissal_of(result, number_of(result, "contact.missing", 3), WAIVER)
    done = with_waivers(check(draft("又一段。", first=2)), [kept])
    assert [f.data["field"] for f in done.findings if f.waived] == [fields[3]]


def test_a_dismissed_deadline_does_not_return_the_day_after() -> None:
    late = [check_document(draft(), rules.builtin(), Settings(as_of=date(2019, 4, day))) for day in (5, 6)]
    kept = dismissal_of(late[0], number_of(late[0], "period.deadline"), WAIVER)
    assert waived(with_waivers(late[1], [kept])) == ["period.deadline"]


def test_a_draft_without_a_unit_is_known_by_its_file() -> None:
    nameless = replace(draft("无标题。", title="工作情况", cells=SUMS), path="甲.txt")
    result = replace(check(nameless), path="/a/甲.txt")
    assert {key.unit for key in keys(result)} == {"file:甲.txt"}
    kept = dismissal_of(result, 0, WAIVER)
    assert waived(with_waivers(replace(result, path="/b/甲.txt"), [kept]))
    assert not waived(with_waivers(replace(result, path="/a/乙.txt"), [kept]))
    assert keys(replace(result, path="/a/\udcff.txt"))[0].unit == "file:?.txt"


def test_dismissals_are_written_and_read_as_json() -> None:
    result = check(draft(LATE, cells=SUMS))
    kept = [dismissal_of(result, number, WAIVER) for number in range(len(result.findings))]
    assert list(from_json(to_json(kept))) == kept


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        '{"schema": 2, "waivers": []}',
        '{"schema": 1, "waivers": [3]}',
        '{"schema": 1, "waivers": [{}]}',
        "[" * 100000,
    ],
)
def test_another_text_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        list(from_json(text))


def test_the_same_draft_in_another_format_has_the_same_keys(tmp_path: Path) -> None:
    defective = make_samples.apply(make_samples.load_clean(), make_samples.load_defects())
    text = tmp_path / "draft.txt"
    text.write_text(make_samples.as_text(defective), "utf-8")
    settings = Settings(as_of=date(2019, 3, 1))
    found = [set(keys(check_file(str(path), rules.builtin(), settings))) for path in (text, make_samples.DEFECTIVE)]
    assert found[0] == found[1]
    assert len(found[0]) > 10
