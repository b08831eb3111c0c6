"""The JSON result has every key of schema 1."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from core.exports.json import to_json
from core.findings import Facts, Failure, Finding, Location, LocationKind, Severity, Step
from core.version import __version__
from tests.exports import export_data

LOCATION_KEYS = {"kind", "section", "paragraph", "start", "end", "table", "row", "column", "page", "sheet", "cell", "label"}


def loaded(*, failures: tuple[Failure, ...] = ()) -> dict[str, Any]:
    """The made-up result after a way through JSON."""
    whole: dict[str, Any] = json.loads(to_json([export_data.result()], failures))
    return whole


def test_the_frame_names_schema_and_tool() -> None:
    whole = loaded(failures=(Failure("坏.docx", "文件已损坏。"),))
    assert list(whole) == ["schema", "tool", "reports", "failures"]
    assert whole["schema"] == 1
    assert whole["tool"] == {"name": "nianbao", "version": __version__}
    assert whole["failures"] == [{"path": "坏.docx", "reason": "文件已损坏。"}]


def test_a_report_states_what_was_read() -> None:
    report = loaded()["reports"][0]
    assert list(report) == ["path", "title", "unit", "year", "edition", "facts", "findings", "checklist", "notes"]
    assert (report["unit"], report["year"], report["edition"]) == ("青禾县人民政府", 2018, "2008")
    assert report["facts"]["period"] == {"start": "2018-01-01", "end": None}
    assert report["facts"]["date"] == "2019-02-22"
    contact = report["facts"]["contact"]
    assert list(contact) == ["address", "postcode", "phone", "fax", "email", "website"]
    assert (contact["postcode"], contact["phone"], contact["fax"]) == ("751988", ["0950-5550123"], [])


def test_facts_that_are_not_stated_are_null_or_empty() -> None:
    report = json.loads(to_json([export_data.nothing_found()], []))["reports"][0]
    assert (report["title"], report["unit"], report["year"], report["edition"]) == (None, None, None, None)
    assert report["facts"]["period"] is None
    assert report["facts"]["date"] is None
    assert report["facts"]["contact"] == {"address": None, "postcode": None, "phone": [], "fax": [], "email": [], "website": []}
    assert report["findings"] == []


def test_findings_keep_the_order_of_the_check_and_every_key() -> None:
    found = loaded()["reports"][0]["findings"]
    assert [finding["rule"] for finding in found] == [finding.rule for finding in export_data.findings()]
    keys = {"rule", "severity", "message", "basis", "suggestion", "data", "excerpt", "location", "waived", "reason", "correction"}
    assert all(set(finding) == keys for finding in found)
    assert all(set(finding["location"]) == LOCATION_KEYS for finding in found)
    assert [finding["suggestion"] for finding in found][:2] == [None, "改为34.4%"]
    assert found[1]["data"] == {"expected": 34.4}


def test_a_dismissed_finding_stays_with_its_reason() -> None:
    waived = {finding["rule"]: finding["waived"] for finding in loaded()["reports"][0]["findings"]}
    assert waived["period.coverage"] == {"reason": "已核实", "when": "2019-02-21T10:00:00"}
    assert waived["table.bound"] is None


def test_compared_places_are_in_the_data_unless_the_rule_gave_them() -> None:
    places = loaded()["reports"][0]["findings"][0]["data"]["places"]
    assert [(place["kind"], place["paragraph"]) for place in places] == [("text", 5)]
    own = replace(export_data.findings()[0], data={"places": [1]})
    report = json.loads(to_json([replace(export_data.result(), findings=(own,))], []))["reports"][0]
    assert report["findings"][0]["data"]["places"] == [1]


def test_the_checklist_has_a_row_per_rule() -> None:
    rows = loaded()["reports"][0]["checklist"]
    assert rows[1] == {"rule": "family.fail", "status": "fail", "count": 1, "reason": "原因1", "title": "名称1"}
    assert [row["status"] for row in rows] == ["pass", "fail", "waived", "not-applicable", "not-checked", "rule-failed"]


def data_of(values: Mapping[str, Any]) -> dict[str, Any]:
    """What a finding's data become."""
    finding = Finding("a.b", Severity.INFO, "", Location(LocationKind.DOCUMENT), data=values)
    whole = json.loads(to_json([replace(export_data.result(), findings=(finding,))], []))
    data: dict[str, Any] = whole["reports"][0]["findings"][0]["data"]
    return data


def test_values_that_json_does_not_know_become_plain() -> None:
    given = {
        "day": date(2018, 12, 30),
        "sum": Decimal("46.5"),
        "whole": Decimal(7),
        "set": frozenset({"b", "a"}),
        "tuple": (1, 2),
    }
    assert data_of(given) == {"day": "2018-12-30", "sum": 46.5, "whole": 7, "set": ["a", "b"], "tuple": [1, 2]}
    nested = {"map": MappingProxyType({"x": 1}), "place": Location(LocationKind.CELL, row=1), "step": Step("合计", "18")}
    plain = data_of(nested)
    assert (plain["map"], set(plain["place"])) == ({"x": 1}, LOCATION_KEYS)
    assert plain["step"] == {"name": "合计", "value": "18", "role": "part"}


def test_a_whole_number_is_an_integer_wherever_it_stands() -> None:
    values = [35.0, Decimal("35.00"), 35, 35.5, Decimal("35.5"), -2.0, 1e3]
    expected = "[35, 35, 35, 35.5, 35.5, -2, 1000]"
    given = {"list": values, "tuple": tuple(values), "inner": {"map": MappingProxyType({"list": values})}, "yes": True}
    data = data_of(given)
    assert (json.dumps(data["list"]), json.dumps(data["tuple"]), json.dumps(data["inner"]["map"]["list"])) == (expected,) * 3
    assert data["yes"] is True
    assert json.dumps(data_of({"whole": 7.0, "part": Decimal("0.50"), "none": None})) == '{"whole": 7, "part": 0.5, "none": null}'


def test_chinese_stays_readable_and_bad_names_do_no_harm() -> None:
    text = to_json([replace(export_data.result(), path="/草稿/\udcff.docx", facts=Facts())], [])
    assert "青禾县人民政府" in text
    assert json.loads(text.encode("utf-8"))["reports"][0]["path"] == "/草稿/?.docx"


def test_nothing_checked_is_still_a_result() -> None:
    assert json.loads(to_json([], []))["reports"] == []
